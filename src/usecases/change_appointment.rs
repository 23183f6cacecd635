//! Changing an appointment: lock it, see whether it can still be, lock the calendar where it takes other time, write, tell. The
//! one way in which an appointment changes.

use super::find_windows::{Claim, Needs, Whom, lock_free_technician};
use super::tell_of_change::tell;
use crate::app::App;
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};
use crate::domain::availability::{Window, reserved};
use crate::domain::business::Business;
use crate::domain::conversation::Channel;
use crate::domain::customer::Address;
use crate::domain::technician::TechnicianId;
use crate::storage::{Rows, StoreError};
use crate::usecases::sync_calendar::note_for_calendar;
use jiff::Timestamp;
use uuid::Uuid;

/// Who wants a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangedBy {
    /// The customer, in a conversation.
    Customer {
        /// How they reached the business.
        channel: Channel,
        /// In which conversation.
        conversation_id: Uuid,
    },
    /// The business itself.
    Staff,
}

/// What surrounds a change.
#[derive(Clone, Copy)]
pub struct ChangeContext<'a> {
    /// What every use case works with.
    pub app: &'a App,
    /// The rows of the transaction that it is part of.
    pub rows: &'a Rows<'a>,
    /// The business.
    pub business: &'a Business,
    /// The present.
    pub now: Timestamp,
    /// Who wants it.
    pub by: ChangedBy,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// There is no such appointment.
    #[error("there is no such appointment")]
    NotFound,
    /// It was called off or is done; for a customer also where its window has passed.
    #[error("that visit is over")]
    Over,
    /// Nobody who can do the work is free in that window.
    #[error("that window is taken")]
    WindowTaken,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is to be changed. What is absent stays.
#[derive(Clone, Debug, Default)]
pub struct Amendment {
    /// When it comes. A visit that gets a window, or keeps its own, is `SCHEDULED` again unless `status` says otherwise.
    pub window: Option<Window>,
    /// Where it stands.
    pub status: Option<AppointmentStatus>,
    /// Who comes; nobody else will do.
    pub technician_id: Option<TechnicianId>,
    /// The service's code, which decides how long it takes and who can do it.
    pub service: Option<String>,
    /// What is wrong.
    pub description: Option<String>,
    /// Where.
    pub address: Option<Address>,
    /// Whether it is an emergency.
    pub is_emergency: Option<bool>,
}

impl Amendment {
    fn applied_to(&self, before: &Appointment) -> Appointment {
        let is_agreed_anew =
            self.window.is_some_and(|window| window != before.window || before.status == AppointmentStatus::PendingReschedule);
        let status = if is_agreed_anew { AppointmentStatus::Scheduled } else { before.status };
        Appointment {
            window: self.window.unwrap_or(before.window),
            status: self.status.unwrap_or(status),
            technician_id: self.technician_id.unwrap_or(before.technician_id),
            service: self.service.clone().unwrap_or_else(|| before.service.clone()),
            description: self.description.clone().unwrap_or_else(|| before.description.clone()),
            address: self.address.clone().unwrap_or_else(|| before.address.clone()),
            is_emergency: self.is_emergency.unwrap_or(before.is_emergency),
            ..before.clone()
        }
    }
}

/// What became of a visit, for those who are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It comes at another time than this.
    Moved(Window),
    /// It does not come.
    CalledOff,
}

/// Changes an appointment, frees the time that it no longer needs, and tells everybody whom it concerns. Where it is as wanted
/// already nothing is written and nobody is told.
///
/// # Errors
/// [`ChangeError::WindowTaken`] where nobody is free at the new time; everything stays as it was.
pub async fn amend_appointment(
    context: &ChangeContext<'_>,
    id: AppointmentId,
    amendment: &Amendment,
) -> Result<(Appointment, Option<Change>), ChangeError> {
    let before = context.locked(id).await?;
    let mut after = amendment.applied_to(&before);
    if after == before {
        return Ok((before, None));
    }
    if context.is_over(&before) {
        return Err(ChangeError::Over);
    }
    let takes_other_time = (after.window, after.technician_id, &after.service) != (before.window, before.technician_id, &before.service);
    if takes_other_time && after.status.holds_time() {
        let whom = amendment.technician_id.map_or(Whom::Rather(before.technician_id), Whom::Only);
        place(context, &mut after, whom).await?;
    }
    context.rows.change_appointment(&after).await?;
    note_for_calendar(context.app, context.rows, context.business, id, context.now).await?;
    if after.status == AppointmentStatus::PendingReschedule && before.status != after.status {
        context.rows.note_asked_to_move(id, context.conversation_id(), context.now).await?;
    }
    let change = match after.status {
        AppointmentStatus::Cancelled => Some(Change::CalledOff),
        _ if after.window != before.window => Some(Change::Moved(before.window)),
        _ => None,
    };
    if let Some(change) = change {
        tell(context, &after, change).await?;
    }
    Ok((after, change))
}

/// Gives a visit somebody who comes in its window, and reserves what the work takes.
async fn place(context: &ChangeContext<'_>, visit: &mut Appointment, whom: Whom) -> Result<(), ChangeError> {
    let needs = Needs { service: &visit.service, is_emergency: visit.is_emergency, moving: Some(visit.id) };
    let claim = Claim { needs, window: visit.window, whom, by_staff: context.by == ChangedBy::Staff };
    let technician = lock_free_technician(context.rows, context.business, claim, context.now).await?.ok_or(ChangeError::WindowTaken)?;
    visit.technician_id = technician.id;
    visit.reserved = reserved(visit.window, context.business.duration_of(&visit.service), context.business.schedule.buffer);
    Ok(())
}

impl ChangeContext<'_> {
    /// The appointment as it is, locked until the transaction ends.
    pub(super) async fn locked(&self, id: AppointmentId) -> Result<Appointment, ChangeError> {
        if !self.rows.lock_appointment(id, self.now).await? {
            return Err(ChangeError::NotFound);
        }
        self.rows.appointment(id).await?.ok_or(ChangeError::NotFound)
    }

    /// The conversation in which the customer wants it.
    pub(super) fn conversation_id(&self) -> Option<Uuid> {
        match self.by {
            ChangedBy::Customer { conversation_id, .. } => Some(conversation_id),
            ChangedBy::Staff => None,
        }
    }

    /// Whether nothing can be changed of it any more. Staff may still set right what a customer can't.
    fn is_over(&self, appointment: &Appointment) -> bool {
        let has_passed = appointment.window.to <= self.now && self.by != ChangedBy::Staff;
        has_passed || !appointment.status.holds_time()
    }
}
