//! Times that a visit could be moved to.

use super::StaffError;
use crate::app::App;
use crate::domain::appointment::{Appointment, AppointmentId};
use crate::domain::business::{Business, BusinessScope};
use crate::usecases::change_appointment::{ChangeContext, ChangedBy};
use crate::usecases::confirm_appointment::mark_pending;
use crate::usecases::find_windows::{Needs, Slot, free_slots};
use jiff::Timestamp;

/// Which times are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Proposals {
    /// Beginning at or after this.
    pub from: Option<Timestamp>,
    /// Beginning before this.
    pub to: Option<Timestamp>,
    /// At most so many.
    pub limit: usize,
    /// The customer asked for another time: the visit waits for a new window from now on.
    pub marks_pending: bool,
}

/// Gives the next times that are free for a visit, its own not in its way and not among them.
///
/// # Errors
/// Where there is no such visit, or it is over.
pub async fn propose_slots(
    app: &App,
    scope: &BusinessScope,
    business: &Business,
    id: AppointmentId,
    wanted: Proposals,
) -> Result<(Appointment, Vec<Slot>), StaffError> {
    let now = app.clock.now();
    let appointment = if wanted.marks_pending {
        let transaction = app.store.begin(scope).await?;
        let rows = transaction.rows();
        let marked = mark_pending(&ChangeContext { app, rows: &rows, business, now, by: ChangedBy::Staff }, id).await?;
        drop(rows);
        transaction.commit().await?;
        marked
    } else {
        app.store.rows(scope).appointment(id).await?.ok_or(StaffError::NotFound)?
    };
    if !appointment.status.holds_time() {
        return Err(StaffError::Over);
    }
    let needs = Needs { service: &appointment.service, is_emergency: appointment.is_emergency, moving: Some(id) };
    let is_wanted = |slot: &Slot| {
        let begins = slot.window.from;
        slot.window != appointment.window && wanted.from.is_none_or(|from| begins >= from) && wanted.to.is_none_or(|to| begins < to)
    };
    let free = free_slots(&app.store.rows(scope), business, needs, now).await?;
    Ok((appointment.clone(), free.into_iter().filter(is_wanted).take(wanted.limit).collect()))
}
