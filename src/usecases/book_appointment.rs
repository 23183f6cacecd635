//! Booking: lock the calendar, look, write. The one way in which an appointment comes to be.

use super::find_windows::{busy, of_technician, schedules};
use crate::clock::Chance;
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};
use crate::domain::availability::{Window, free_windows, reserved};
use crate::domain::business::Business;
use crate::domain::conversation::Channel;
use crate::domain::conversation::booking::BookingRequest;
use crate::domain::technician::Technician;
use crate::storage::customers::CustomerDetails;
use crate::storage::{Rows, StoreError};
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
    /// In which conversation.
    pub conversation_id: Uuid,
    /// The present.
    pub now: Timestamp,
    /// For ids.
    pub chance: &'a Chance,
}

/// Books a window that was agreed on, with the first technician who is free then.
///
/// # Errors
/// [`BookingError::WindowTaken`] where nobody is; else where the database fails.
pub async fn book_appointment(context: &BookingContext<'_>, request: &BookingRequest) -> Result<Appointment, BookingError> {
    let technician = lock_free_technician(context, request).await?.ok_or(BookingError::WindowTaken)?;
    let details = CustomerDetails { phone: request.phone(), name: request.name(), address: request.address() };
    let customer_id = context.rows.keep_customer(context.chance.id(context.now), details, context.now).await?;
    let need = context.business.duration_of(&request.problem().service);
    let appointment = Appointment {
        id: AppointmentId(context.chance.id(context.now)),
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
        conversation_id: Some(context.conversation_id),
    };
    let receipts = serde_json::to_string(request).map_err(StoreError::from)?;
    context.rows.add_appointment(&appointment, &receipts, context.now).await?;
    Ok(appointment)
}

/// Locks the calendars of those who can do the work, in order of id, until one is found free. The lock is a write, so that
/// nobody else can look at that calendar until this transaction ends.
async fn lock_free_technician<'a>(context: &BookingContext<'a>, request: &BookingRequest) -> Result<Option<&'a Technician>, StoreError> {
    let service = &request.problem().service;
    for technician in context.business.technicians.iter().filter(|technician| technician.can_do(service)) {
        if context.rows.lock_calendar(technician.id).await? && is_free(context, request, technician).await? {
            return Ok(Some(technician));
        }
    }
    Ok(None)
}

async fn is_free(context: &BookingContext<'_>, request: &BookingRequest, technician: &Technician) -> Result<bool, StoreError> {
    let Window { from, to } = request.window();
    let need = context.business.duration_of(&request.problem().service);
    let until = reserved(request.window(), need, context.business.schedule.buffer).to.max(to);
    let busy = of_technician(&busy(context.rows, from, until).await?, technician.id);
    let date = from.to_zoned(context.business.zone().clone()).date();
    let schedules = schedules(context.business, request.is_emergency());
    Ok(schedules
        .iter()
        .any(|schedule| free_windows(&schedule.day(date, context.now), &busy, need, context.now).contains(&request.window())))
}
