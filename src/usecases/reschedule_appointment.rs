//! Moving a visit: the old time is freed and the new one taken in one.

use super::change_appointment::{Amendment, ChangeContext, ChangeError, amend_appointment};
use crate::domain::appointment::{Appointment, AppointmentId};
use crate::domain::availability::Window;

/// Moves a visit to a window that was agreed on, with the technician it had where they are free, else with another. Its status
/// is `SCHEDULED` again. A visit that is at that time already stays there, and nobody is told.
///
/// # Errors
/// [`ChangeError::WindowTaken`] where nobody is free then; the visit stays where it was.
pub async fn reschedule_appointment(context: &ChangeContext<'_>, id: AppointmentId, window: Window) -> Result<Appointment, ChangeError> {
    let amendment = Amendment { window: Some(window), ..Amendment::default() };
    amend_appointment(context, id, &amendment).await.map(|(appointment, _)| appointment)
}
