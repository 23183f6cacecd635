//! Calling a visit off.

use super::change_appointment::{Change, ChangeContext, ChangeError};
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};

/// Calls a visit off; its time is free from then on. One that is called off already stays so, and nobody is told again.
///
/// # Errors
/// [`ChangeError::Over`] where it is done or has passed.
pub async fn cancel_appointment(context: &ChangeContext<'_>, id: AppointmentId) -> Result<Appointment, ChangeError> {
    let mut appointment = context.locked(id).await?;
    if appointment.status == AppointmentStatus::Cancelled {
        return Ok(appointment);
    }
    if context.is_over(&appointment) {
        return Err(ChangeError::Over);
    }
    appointment.status = AppointmentStatus::Cancelled;
    context.rows.change_appointment(&appointment).await?;
    context.tell(&appointment, Change::CalledOff).await?;
    Ok(appointment)
}
