//! Staff's booking.

use super::{StaffError, WantedTime, check_service, check_technician, why_not, window_of};
use crate::app::App;
use crate::domain::appointment::{Appointment, AppointmentStatus};
use crate::domain::business::{Business, BusinessScope};
use crate::domain::conversation::Channel;
use crate::domain::conversation::booking::{BookingRequest, Problem, StaffEntry};
use crate::domain::conversation::wording::{Scene, confirmation_text};
use crate::domain::customer::{Address, PersonName};
use crate::domain::phone_number::PhoneNumber;
use crate::domain::service::GENERAL;
use crate::domain::technician::TechnicianId;
use crate::storage::messages::{AboutVisit, Audience};
use crate::storage::{Rows, StoreError};
use crate::usecases::book_appointment::{BookingContext, BookingError, book_appointment};
use crate::usecases::change_appointment::{ChangeContext, ChangedBy};
use crate::usecases::confirm_appointment::confirm_appointment;
use crate::usecases::find_windows::{Claim, Needs, Whom};
use crate::usecases::queue_text::{OutgoingText, queue_text};
use crate::usecases::reach_owner::{is_of_staff, is_own_line};
use jiff::Timestamp;
use tracing::info;
use uuid::Uuid;

/// For whom.
#[derive(Clone, Debug)]
pub enum Who {
    /// A customer who is known.
    Known(Uuid),
    /// Somebody by their number. What is absent of them is taken from what is known.
    Told {
        /// Their number.
        phone: PhoneNumber,
        /// Their name.
        name: Option<PersonName>,
    },
}

/// A booking as staff want it.
#[derive(Clone, Debug)]
pub struct StaffBooking {
    /// For whom.
    pub who: Who,
    /// Where; where they live, if absent.
    pub address: Option<Address>,
    /// The service's code; the general visit, if absent.
    pub service: Option<String>,
    /// What is wrong; the service's name, if absent.
    pub description: Option<String>,
    /// When.
    pub time: WantedTime,
    /// Who comes; anybody who is free, if absent.
    pub technician_id: Option<TechnicianId>,
    /// Booked as an emergency.
    pub is_emergency: bool,
    /// The customer said that they will be there.
    pub is_confirmed: bool,
    /// How the customer had got in touch.
    pub channel: Channel,
}

/// Books for a customer, who is told by text.
///
/// # Errors
/// Where something is missing, or nobody is free then; nothing is kept.
pub async fn book_by_staff(
    app: &App,
    scope: &BusinessScope,
    business: &Business,
    booking: &StaffBooking,
) -> Result<Appointment, StaffError> {
    let now = app.clock.now();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let request = BookingRequest::by_staff(entry(app, &rows, business, booking).await?)
        .map_err(|_| StaffError::Field("address", "must have a house number and a street".to_owned()))?;
    let context = BookingContext {
        rows: &rows,
        business,
        channel: booking.channel,
        conversation_id: None,
        whom: booking.technician_id.map_or(Whom::Anybody, Whom::Only),
        now,
        app,
    };
    let mut appointment = match book_appointment(&context, &request).await {
        Ok(appointment) => appointment,
        Err(BookingError::Store(failure)) => return Err(failure.into()),
        Err(BookingError::WindowTaken) => {
            let needs = Needs { service: &request.problem().service, is_emergency: request.is_emergency(), moving: None };
            let claim = Claim { needs, window: request.window(), whom: context.whom, by_staff: true };
            return Err(why_not(business, claim, now));
        }
    };
    if booking.is_confirmed {
        let change = ChangeContext { app, rows: &rows, business, now, by: ChangedBy::Staff };
        appointment = confirm_appointment(&change, appointment.id).await?;
    }
    tell(app, &rows, business, &appointment, request.phone()).await?;
    drop(rows);
    transaction.commit().await?;
    app.job_bell.notify_one();
    let (business_id, appointment_id) = (scope.id().as_str(), appointment.id.0.to_string());
    info!(event = "appointment_created", business_id, appointment_id, channel = appointment.channel.as_str(), by = "staff");
    Ok(appointment)
}

async fn entry(app: &App, rows: &Rows<'_>, business: &Business, booking: &StaffBooking) -> Result<StaffEntry, StaffError> {
    let lacks = |field| StaffError::Field(field, "is needed".to_owned());
    let known = match &booking.who {
        Who::Known(id) => {
            let found = rows.customer(*id).await?;
            Some(found.ok_or_else(|| StaffError::Field("customer_id", "is none of your customers".to_owned()))?)
        }
        Who::Told { phone, .. } => rows.customer_by_phone(phone).await?,
    };
    let (phone, name) = match &booking.who {
        Who::Told { phone, name } => (phone.clone(), name.clone()),
        Who::Known(_) => (known.as_ref().map(|known| known.phone.clone()).ok_or_else(|| lacks("customer_id"))?, None),
    };
    if is_of_staff(app, business, &phone) || is_own_line(app, business, &phone) {
        return Err(StaffError::Field("customer.phone", "is one of the business's own numbers".to_owned()));
    }
    let name = name.or_else(|| known.as_ref().and_then(|known| known.name.clone())).ok_or_else(|| lacks("customer.name"))?;
    let address = booking.address.clone().or_else(|| known.and_then(|known| known.address)).ok_or_else(|| lacks("address"))?;
    let service = match &booking.service {
        Some(code) => code.clone(),
        None => standard_service(business),
    };
    check_service(business, &service)?;
    if let Some(id) = booking.technician_id {
        check_technician(business, id, &service)?;
    }
    let summary = booking.description.clone().or_else(|| business.service(&service).map(|service| service.name.clone()));
    let window = window_of(business, booking.time, booking.is_emergency, app.clock.now())?;
    let problem = Problem { summary: summary.unwrap_or_default(), service };
    Ok(StaffEntry { problem, name, address, phone, window, is_emergency: booking.is_emergency })
}

/// The service that takes what fits nowhere else, or the first there is.
fn standard_service(business: &Business) -> String {
    let first = || business.services.first().map(|service| service.code.clone()).unwrap_or_default();
    business.service(GENERAL).map_or_else(first, |service| service.code.clone())
}

async fn tell(app: &App, rows: &Rows<'_>, business: &Business, appointment: &Appointment, phone: &PhoneNumber) -> Result<(), StoreError> {
    let now: Timestamp = app.clock.now();
    let known = rows.customer(appointment.customer_id).await?.and_then(|customer| customer.language);
    let language = known.or_else(|| business.languages().first().copied()).unwrap_or_default();
    let scene = Scene { business, channel: Channel::Sms, now };
    let text = OutgoingText {
        purpose: (Audience::Customer, "confirmation"),
        to: phone,
        body: confirmation_text(appointment.window, &appointment.address, language, &scene),
        conversation_id: None,
        visit: Some(AboutVisit { appointment: appointment.id, from: appointment.window.from }),
        once: None,
    };
    queue_text(app, rows, business, text, now).await.map(|_| ())
}

impl StaffBooking {
    /// The statuses that a new booking can have.
    pub fn is_confirmed_by(status: AppointmentStatus) -> Option<bool> {
        match status {
            AppointmentStatus::Scheduled => Some(false),
            AppointmentStatus::Confirmed => Some(true),
            AppointmentStatus::Completed | AppointmentStatus::Cancelled | AppointmentStatus::PendingReschedule => None,
        }
    }
}
