//! Moving a visit: the old time is freed and the new one taken in one.

use super::change_appointment::{Change, ChangeContext, ChangeError, ChangedBy};
use super::find_windows::{Claim, Needs, Whom, lock_free_technician};
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};
use crate::domain::availability::{Window, reserved};

/// Moves a visit to a window that was agreed on, with the technician it had where they are free, else with another. Its status
/// is `SCHEDULED` again. A visit that is at that time already stays as it is, and nobody is told.
///
/// # Errors
/// [`ChangeError::WindowTaken`] where nobody is free then; the visit stays where it was.
pub async fn reschedule_appointment(context: &ChangeContext<'_>, id: AppointmentId, window: Window) -> Result<Appointment, ChangeError> {
    let before = context.locked(id).await?;
    if context.is_over(&before) {
        return Err(ChangeError::Over);
    }
    let mut after = before.clone();
    if window != before.window {
        place(context, &mut after, window, Whom::Rather(before.technician_id)).await?;
        after.status = AppointmentStatus::Scheduled;
    } else if before.status == AppointmentStatus::PendingReschedule {
        after.status = AppointmentStatus::Scheduled;
    }
    if after != before {
        context.rows.change_appointment(&after).await?;
    }
    if after.window != before.window {
        context.tell(&after, Change::Moved(before.window)).await?;
    }
    Ok(after)
}

/// Gives a visit, as it is to be, its time and somebody who comes. The caller holds the visit's lock.
pub(super) async fn place(
    context: &ChangeContext<'_>,
    appointment: &mut Appointment,
    window: Window,
    whom: Whom,
) -> Result<(), ChangeError> {
    let needs = Needs { service: &appointment.service, is_emergency: appointment.is_emergency, moving: Some(appointment.id) };
    let claim = Claim { needs, window, whom, by_staff: context.by == ChangedBy::Staff };
    let technician = lock_free_technician(context.rows, context.business, claim, context.now).await?.ok_or(ChangeError::WindowTaken)?;
    appointment.technician_id = technician.id;
    appointment.window = window;
    appointment.reserved = reserved(window, context.business.duration_of(&appointment.service), context.business.schedule.buffer);
    Ok(())
}
