//! Staff's change of a visit.

use super::{StaffError, WantedTime, check_service, check_technician, why_not, window_of};
use crate::app::App;
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};
use crate::domain::business::{Business, BusinessScope};
use crate::domain::customer::Address;
use crate::domain::technician::TechnicianId;
use crate::usecases::change_appointment::{Amendment, Change, ChangeContext, ChangeError, ChangedBy, amend_appointment};
use crate::usecases::find_windows::{Claim, Needs, Whom};
use jiff::Timestamp;
use tracing::info;

/// What staff want to be otherwise. What is absent stays.
#[derive(Clone, Debug, Default)]
pub struct StaffChange {
    /// When.
    pub time: Option<WantedTime>,
    /// Where it stands.
    pub status: Option<AppointmentStatus>,
    /// The service's code.
    pub service: Option<String>,
    /// What is wrong.
    pub description: Option<String>,
    /// Where.
    pub address: Option<Address>,
    /// Who comes.
    pub technician_id: Option<TechnicianId>,
    /// Whether it is an emergency.
    pub is_emergency: Option<bool>,
}

/// Changes a visit; the customer is told by text of another time, or that it is called off. The same change twice tells nobody
/// twice.
///
/// # Errors
/// Where a value can't be, or nobody is free then; the visit stays as it was.
pub async fn change_by_staff(
    app: &App,
    scope: &BusinessScope,
    business: &Business,
    id: AppointmentId,
    change: &StaffChange,
) -> Result<Appointment, StaffError> {
    let now = app.clock.now();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let context = ChangeContext { app, rows: &rows, business, now, by: ChangedBy::Staff };
    let before = context.locked(id).await?;
    let amendment = amendment(business, &before, change, now)?;
    let (appointment, became) = match amend_appointment(&context, id, &amendment).await {
        Err(ChangeError::WindowTaken) => return Err(taken(business, &before, &amendment, now)),
        other => other?,
    };
    drop(rows);
    transaction.commit().await?;
    app.job_bell.notify_one();
    let (business_id, appointment_id) = (scope.id().as_str(), appointment.id.0.to_string());
    match became {
        Some(Change::Moved(_)) => info!(event = "appointment_rescheduled", business_id, appointment_id, by = "staff"),
        Some(Change::CalledOff) => info!(event = "appointment_cancelled", business_id, appointment_id, by = "staff"),
        None => {}
    }
    Ok(appointment)
}

fn amendment(business: &Business, before: &Appointment, change: &StaffChange, now: Timestamp) -> Result<Amendment, StaffError> {
    let is_emergency = change.is_emergency.unwrap_or(before.is_emergency);
    let window = match change.time {
        // What it has already needs no look at the hours: they may have changed since.
        Some(time) if time.until.is_none() && before.window.from <= time.at && time.at < before.window.to => Some(before.window),
        Some(time) => Some(window_of(business, time, is_emergency, now)?),
        None => None,
    };
    if let Some(service) = change.service.as_deref().filter(|code| *code != before.service) {
        check_service(business, service)?;
    }
    if let Some(technician) = change.technician_id.filter(|id| *id != before.technician_id) {
        check_technician(business, technician, change.service.as_deref().unwrap_or(&before.service))?;
    }
    Ok(Amendment {
        window,
        status: change.status,
        technician_id: change.technician_id,
        service: change.service.clone(),
        description: change.description.clone(),
        address: change.address.clone(),
        is_emergency: change.is_emergency,
    })
}

fn taken(business: &Business, before: &Appointment, amendment: &Amendment, now: Timestamp) -> StaffError {
    let needs = Needs {
        service: amendment.service.as_deref().unwrap_or(&before.service),
        is_emergency: amendment.is_emergency.unwrap_or(before.is_emergency),
        moving: Some(before.id),
    };
    let whom = amendment.technician_id.map_or(Whom::Anybody, Whom::Only);
    let claim = Claim { needs, window: amendment.window.unwrap_or(before.window), whom, by_staff: true };
    why_not(business, claim, now)
}
