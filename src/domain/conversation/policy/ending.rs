//! Ending well: silence, hand-over to a person, and good-bye.

use super::Mind;
use crate::domain::conversation::change::VisitUtterance;
use crate::domain::conversation::state::UrgencyLevel;
use crate::domain::conversation::step::{Callback, CallbackReason, Question, Step, Utterance};
use crate::domain::conversation::{Channel, FlagReason, Outcome};
use crate::understanding::Meaning;
use jiff::Timestamp;

impl Mind<'_> {
    /// Asked again once, then a message may be left and a call back is promised: never cut off without a word.
    pub(super) fn silence(&mut self) {
        if self.wants_no_texts() {
            return self.hear_in_silence(&Meaning::default());
        }
        if !self.state.greeted {
            return self.begin();
        }
        if self.state.owes_opt_out {
            if !self.opt_out(&Meaning::default()) {
                self.proceed();
            }
            return;
        }
        self.state.silences = self.state.silences.saturating_add(1);
        if self.state.asked == Some(Question::AnythingElse) || self.state.closed {
            return self.end();
        }
        if self.state.asked == Some(Question::Urgency) {
            // No answer to "can it wait?" counts as "no".
            let mut meaning = Meaning::default();
            meaning.urgency.verdict = crate::understanding::Verdict::Yes;
            let silences = self.state.silences;
            self.hear(&meaning);
            self.state.silences = silences;
            return;
        }
        self.say(Utterance::NothingHeard);
        if self.state.silences >= 2 {
            return if self.is_machine() { self.let_go() } else { self.hand_over(CallbackReason::Silence) };
        }
        self.proceed();
    }

    pub(super) fn time_up(&mut self) {
        self.say(Utterance::TimeUp);
        self.hand_over(CallbackReason::TimeUp);
    }

    /// Promises that somebody will call back, as soon as there is a number to call; without one, asks the caller to call.
    pub(super) fn hand_over(&mut self, reason: CallbackReason) {
        let reason = self.reason_amid_change(reason);
        self.state.owed_callback = Some(reason);
        let is_unclear = self.state.urgency.level == UrgencyLevel::Ask;
        if is_unclear && self.times_asked(Question::Urgency) == 0 && reason != CallbackReason::TimeUp {
            return self.ask(Question::Urgency);
        }
        if reason == CallbackReason::AskedForPerson && self.can_ring() {
            return self.ring_owner();
        }
        if self.state.facts.phone.is_none() {
            if self.times_asked(Question::Phone) < 2 {
                return self.ask(Question::Phone);
            }
            self.state.owed_callback = None;
            self.say(Utterance::CallUs);
            self.settle(Outcome::Abandoned);
            // Whoever writes again finds the conversation where it was, and is asked for a number again.
            self.state.misunderstood = 0;
            self.state.times_asked.clear();
            return self.close();
        }
        self.state.owed_callback = None;
        let due = self.note_callback(reason);
        self.say(Utterance::CallbackPromised { reason, due });
        if self.state.appointments.is_empty() && !self.state.is_emergency() {
            self.settle(Outcome::Callback);
        }
        if self.setting.channel == Channel::Phone {
            if self.may_leave_message(reason) {
                return self.take_message();
            }
            self.say(Utterance::Goodbye);
            self.close();
        } else {
            self.state.asked = None;
            self.state.matter_settled = true;
        }
    }

    /// Makes the task for a call back, once per conversation and reason that is stronger than the last.
    pub(super) fn note_callback(&mut self, reason: CallbackReason) -> Timestamp {
        let due = self.callback_due(reason);
        if let Some(mut callback) = Callback::of(&self.state.facts, reason, due) {
            self.state.callback_promised = true;
            callback.summary = self.state.note.clone().or(callback.summary);
            self.steps.push(Step::PromiseCallback { callback });
        }
        due
    }

    pub(super) fn callback_due(&self, reason: CallbackReason) -> Timestamp {
        let is_urgent = self.state.urgency.level.may_not_wait() || reason == CallbackReason::Emergency;
        self.setting.business.schedule.callback_due(self.setting.now, is_urgent)
    }

    /// They leave in the middle of things. What is not booked is said to be so; an emergency is never let go of.
    pub(super) fn leave(&mut self) {
        if let Some(reason) = self.state.owed_callback {
            return self.hand_over(reason);
        }
        if self.state.is_emergency() {
            return self.hand_over(CallbackReason::Emergency);
        }
        if self.state.urgency.level == UrgencyLevel::Ask {
            return self.hand_over(CallbackReason::HungUp);
        }
        if self.state.change.is_some() {
            return self.leave_visit();
        }
        if self.state.appointments.is_empty() && !self.state.only_asked {
            self.flag(FlagReason::AbandonedAfterDetails);
            self.settle(Outcome::Abandoned);
            self.say(Utterance::NothingBooked);
        }
        self.end();
    }

    /// They leave before a visit is changed, which therefore stays as it is.
    fn leave_visit(&mut self) {
        if self.state.change.as_ref().is_some_and(|change| change.is_pending) {
            return self.hand_over(CallbackReason::Reschedule);
        }
        let visit = self.state.change.take().and_then(|change| change.visit);
        self.say_of_visit(VisitUtterance::Kept { window: visit.map(|own| own.visit().window) });
        self.end();
    }

    /// Good-bye; a call hangs up.
    pub(super) fn end(&mut self) {
        if self.state.outcome.is_none() {
            self.settle(Outcome::Info);
        }
        self.say(Utterance::Goodbye);
        self.close();
    }
}
