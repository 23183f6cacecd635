//! Where a visit stands, when its time stays as it is. Nobody is told: whoever wants it is the one who knows.

use super::change_appointment::{Amendment, ChangeContext, ChangeError, amend_appointment};
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};

/// The customer said again that they will be there.
///
/// # Errors
/// [`ChangeError::Over`] where there is nothing to confirm any more.
pub async fn confirm_appointment(context: &ChangeContext<'_>, id: AppointmentId) -> Result<Appointment, ChangeError> {
    set_status(context, id, AppointmentStatus::Confirmed).await
}

/// Somebody asked to move it and no new window is agreed: a line in the owner's list. Its time stays reserved.
///
/// # Errors
/// [`ChangeError::Over`] where there is nothing to move any more.
pub async fn mark_pending(context: &ChangeContext<'_>, id: AppointmentId) -> Result<Appointment, ChangeError> {
    set_status(context, id, AppointmentStatus::PendingReschedule).await
}

/// It stays as it was after all.
///
/// # Errors
/// [`ChangeError::Over`] where there is nothing to keep any more.
pub async fn keep_appointment(context: &ChangeContext<'_>, id: AppointmentId) -> Result<Appointment, ChangeError> {
    let appointment = context.locked(id).await?;
    match appointment.status {
        AppointmentStatus::PendingReschedule => set_status(context, id, AppointmentStatus::Scheduled).await,
        status if status.holds_time() => Ok(appointment),
        _ => Err(ChangeError::Over),
    }
}

async fn set_status(context: &ChangeContext<'_>, id: AppointmentId, status: AppointmentStatus) -> Result<Appointment, ChangeError> {
    let amendment = Amendment { status: Some(status), ..Amendment::default() };
    amend_appointment(context, id, &amendment).await.map(|(appointment, _)| appointment)
}
