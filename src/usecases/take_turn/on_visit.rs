//! Doing what was decided about a visit that is booked.

use super::perform::Performer;
use super::report::Happened;
use crate::domain::appointment::Appointment;
use crate::domain::availability::Window;
use crate::domain::conversation::Channel;
use crate::domain::conversation::change::{Done, KnownVisit, VisitStep};
use crate::domain::conversation::step::{Event, WindowQuery};
use crate::storage::StoreError;
use crate::storage::conversations::Conversation;
use crate::usecases::cancel_appointment::cancel_appointment;
use crate::usecases::change_appointment::{ChangeContext, ChangeError, ChangedBy};
use crate::usecases::confirm_appointment::{confirm_appointment, keep_appointment, mark_pending};
use crate::usecases::find_visits::{find_visits, known_visits};
use crate::usecases::find_windows::find_windows;
use crate::usecases::gate::REMINDER;
use crate::usecases::reschedule_appointment::reschedule_appointment;
use jiff::{SignedDuration, Timestamp};

/// An answer to a reminder may come this long after it.
const REMINDER_IS_ANSWERED_WITHIN: SignedDuration = SignedDuration::from_hours(72);

impl Performer<'_> {
    /// Does one step on a visit; gives the event that it leads to, where it leads to one.
    pub(super) async fn on_visit(&mut self, conversation: &mut Conversation, act: &VisitStep) -> Result<Option<Event>, StoreError> {
        let by = ChangedBy::Customer { channel: conversation.channel, conversation_id: conversation.id };
        let context = ChangeContext { app: self.app, rows: self.rows, business: self.business, now: self.now, by };
        let (done, changed) = match act {
            VisitStep::Find { clues } => {
                let visits = find_visits(self.rows, self.business, clues, self.now).await?;
                return Ok(Some(Event::Visits { visits }));
            }
            VisitStep::MarkPending { visit } => (None, mark_pending(&context, visit.visit().id()).await),
            VisitStep::Keep { visit } => {
                return match keep_appointment(&context, visit.visit().id()).await {
                    Err(ChangeError::Store(error)) => Err(error),
                    _ => Ok(None),
                };
            }
            VisitStep::Confirm { visit } => (Some(Done::Confirmed), confirm_appointment(&context, visit.visit().id()).await),
            VisitStep::CallOff { visit } => (Some(Done::CalledOff), cancel_appointment(&context, visit.visit().id()).await),
            VisitStep::Move { request, query } => {
                let moved = reschedule_appointment(&context, request.visit().id(), request.window()).await;
                if matches!(moved, Err(ChangeError::WindowTaken)) {
                    return self.look_on(query).await.map(Some);
                }
                (Some(Done::Moved), moved)
            }
        };
        self.told_of(conversation, changed, done, visit_of(act)).await
    }

    async fn look_on(&self, query: &WindowQuery) -> Result<Event, StoreError> {
        let offer = find_windows(self.rows, self.business, query, self.now).await?;
        Ok(Event::WindowGone { offer })
    }

    /// What the policy is told of a change, and the log.
    async fn told_of(
        &mut self,
        conversation: &mut Conversation,
        changed: Result<Appointment, ChangeError>,
        done: Option<Done>,
        known: Option<&KnownVisit>,
    ) -> Result<Option<Event>, StoreError> {
        let appointment = match changed {
            Ok(appointment) => appointment,
            Err(ChangeError::Store(error)) => return Err(error),
            Err(_) => return Ok(Some(Event::VisitGone)),
        };
        conversation.customer_id = Some(appointment.customer_id);
        conversation.summary.get_or_insert_with(|| appointment.description.clone());
        self.report.work_was_left();
        match done {
            Some(Done::Moved) => self.report.happened(Happened::Rescheduled(appointment.id)),
            Some(Done::CalledOff) => self.report.happened(Happened::Cancelled(appointment.id)),
            Some(Done::Confirmed) | None => {}
        }
        let Some(done) = done else { return Ok(None) };
        let by_text = done == Done::Moved && self.gets_text(known, conversation.channel).await?;
        Ok(Some(Event::VisitChanged { done, window: appointment.window, by_text }))
    }

    /// The text goes to the customer's number; who calls from another one is promised none.
    async fn gets_text(&self, known: Option<&KnownVisit>, channel: Channel) -> Result<bool, StoreError> {
        let Some(phone) = known.and_then(|visit| visit.phone.as_ref()) else { return Ok(false) };
        let is_theirs = channel == Channel::Web || channel == Channel::Phone && self.turn.phone.as_ref() == Some(phone);
        Ok(is_theirs && !self.rows.is_opted_out(phone).await?)
    }

    /// The visit that a texter was reminded of since their last message, where it is still to come as they were told.
    pub(super) async fn visit_reminded_of(&self, conversation: &Conversation, is_new: bool) -> Result<Option<KnownVisit>, StoreError> {
        let (Channel::Sms, Some(phone)) = (conversation.channel, &self.turn.phone) else { return Ok(None) };
        let since = if is_new { before(self.now, REMINDER_IS_ANSWERED_WITHIN) } else { conversation.last_at };
        let Some(about) = self.rows.last_visit_told_of(phone, REMINDER, since).await? else { return Ok(None) };
        let visit = self.rows.appointment(about.appointment).await?;
        let stands = |visit: &Appointment| {
            let Window { from, to } = visit.window;
            visit.status.holds_time() && from == about.from && to > self.now
        };
        let visits = known_visits(self.rows, visit.into_iter().filter(stands).collect()).await?;
        Ok(visits.into_iter().next())
    }
}

fn before(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_sub(by).unwrap_or(Timestamp::MIN)
}

fn visit_of(act: &VisitStep) -> Option<&KnownVisit> {
    match act {
        VisitStep::Find { .. } => None,
        VisitStep::MarkPending { visit } | VisitStep::Keep { visit } | VisitStep::Confirm { visit } | VisitStep::CallOff { visit } => {
            Some(visit.visit())
        }
        VisitStep::Move { request, .. } => Some(request.visit()),
    }
}
