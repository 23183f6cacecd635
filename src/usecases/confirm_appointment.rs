//! Where a visit stands, when its time stays as it is. Nobody is told: whoever wants it is the one who knows.

use super::change_appointment::{ChangeContext, ChangeError};
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};

/// The customer said again that they will be there.
///
/// # Errors
/// [`ChangeError::Over`] where there is nothing to confirm any more.
pub async fn confirm_appointment(context: &ChangeContext<'_>, id: AppointmentId) -> Result<Appointment, ChangeError> {
    set_status(context, id, |_| AppointmentStatus::Confirmed).await
}

/// Somebody asked to move it and no new window is agreed: a line in the owner's list. Its time stays reserved.
///
/// # Errors
/// [`ChangeError::Over`] where there is nothing to move any more.
pub async fn mark_pending(context: &ChangeContext<'_>, id: AppointmentId) -> Result<Appointment, ChangeError> {
    set_status(context, id, |_| AppointmentStatus::PendingReschedule).await
}

/// It stays as it was after all.
///
/// # Errors
/// [`ChangeError::Over`] where there is nothing to keep any more.
pub async fn keep_appointment(context: &ChangeContext<'_>, id: AppointmentId) -> Result<Appointment, ChangeError> {
    let kept = |before| if before == AppointmentStatus::PendingReschedule { AppointmentStatus::Scheduled } else { before };
    set_status(context, id, kept).await
}

async fn set_status(
    context: &ChangeContext<'_>,
    id: AppointmentId,
    status: impl Fn(AppointmentStatus) -> AppointmentStatus,
) -> Result<Appointment, ChangeError> {
    let mut appointment = context.locked(id).await?;
    if context.is_over(&appointment) {
        return Err(ChangeError::Over);
    }
    let status = status(appointment.status);
    if status != appointment.status {
        appointment.status = status;
        context.rows.change_appointment(&appointment).await?;
    }
    Ok(appointment)
}
