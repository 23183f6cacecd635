//! Calling a visit off.

use super::change_appointment::{Amendment, ChangeContext, ChangeError, amend_appointment};
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};

/// Calls a visit off; its time is free from then on. One that is called off already stays so, and nobody is told again.
///
/// # Errors
/// [`ChangeError::Over`] where it is done or has passed.
pub async fn cancel_appointment(context: &ChangeContext<'_>, id: AppointmentId) -> Result<Appointment, ChangeError> {
    let amendment = Amendment { status: Some(AppointmentStatus::Cancelled), ..Amendment::default() };
    amend_appointment(context, id, &amendment).await.map(|(appointment, _)| appointment)
}
