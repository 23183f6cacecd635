//! Booking: lock the calendar, look, write. The one way in which an appointment comes to be.

use super::find_windows::{Claim, Needs, Whom, lock_free_technician};
use crate::app::App;
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};
use crate::domain::availability::reserved;
use crate::domain::business::Business;
use crate::domain::conversation::Channel;
use crate::domain::conversation::booking::BookingRequest;
use crate::storage::customers::CustomerDetails;
use crate::storage::{Rows, StoreError};
use crate::usecases::sync_calendar::note_for_calendar;
use jiff::Timestamp;
use uuid::Uuid;

/// Why nothing was booked.
#[derive(Debug, thiserror::Error)]
pub enum BookingError {
    /// Nobody who can do the work is free in that window any more.
    #[error("that window is taken")]
    WindowTaken,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What surrounds a booking.
pub struct BookingContext<'a> {
    /// The rows of the transaction that it is part of.
    pub rows: &'a Rows<'a>,
    /// The business.
    pub business: &'a Business,
    /// How it was booked.
    pub channel: Channel,
    /// In which conversation; none where staff booked it.
    pub conversation_id: Option<Uuid>,
    /// Who is to come.
    pub whom: Whom,
    /// The present.
    pub now: Timestamp,
    /// The service.
    pub app: &'a App,
}

/// Books a window that was agreed on, with the first technician who is free then.
///
/// # Errors
/// [`BookingError::WindowTaken`] where nobody is; else where the database fails.
pub async fn book_appointment(context: &BookingContext<'_>, request: &BookingRequest) -> Result<Appointment, BookingError> {
    let claim = Claim {
        needs: Needs { service: &request.problem().service, is_emergency: request.is_emergency(), moving: None },
        window: request.window(),
        whom: context.whom,
        by_staff: context.conversation_id.is_none(),
    };
    let technician = lock_free_technician(context.rows, context.business, claim, context.now).await?.ok_or(BookingError::WindowTaken)?;
    let details = CustomerDetails { phone: request.phone(), name: request.name(), address: request.address() };
    let customer_id = context.rows.keep_customer(context.app.chance.id(context.now), details, context.now).await?;
    let need = context.business.duration_of(&request.problem().service);
    let appointment = Appointment {
        id: AppointmentId(context.app.chance.id(context.now)),
        customer_id,
        customer_name: request.name().clone(),
        technician_id: technician.id,
        reserved: reserved(request.window(), need, context.business.schedule.buffer),
        window: request.window(),
        status: AppointmentStatus::Scheduled,
        is_emergency: request.is_emergency(),
        service: request.problem().service.clone(),
        description: request.problem().summary.clone(),
        address: request.address().clone(),
        channel: context.channel,
        conversation_id: context.conversation_id,
    };
    let receipts = serde_json::to_string(request).map_err(StoreError::from)?;
    context.rows.add_appointment(&appointment, &receipts, context.now).await?;
    note_for_calendar(context.app, context.rows, context.business, appointment.id, context.now).await?;
    Ok(appointment)
}
