//! What a call does beside talking: the owner is rung, a message is recorded, or it is lost.

use super::Mind;
use crate::domain::conversation::state::{Line, UrgencyLevel};
use crate::domain::conversation::step::{CallbackReason, OnTheLine, Step, Utterance};
use crate::domain::conversation::{Channel, FlagReason, Outcome};
use crate::understanding::Meaning;
use jiff::{SignedDuration, Timestamp};

/// A shorter recording holds no message.
pub const SHORTEST_MESSAGE_SECONDS: u32 = 2;
/// A call that began longer ago is not written about: nobody remembers it.
const TEXT_BACK_WITHIN: SignedDuration = SignedDuration::from_hours(2);

impl Mind<'_> {
    fn say_of_line(&mut self, what: OnTheLine) {
        self.say(Utterance::OnTheLine { what });
    }

    /// Once in a call, for who asked for a person.
    pub(super) fn can_ring(&self) -> bool {
        self.setting.channel == Channel::Phone
            && self.state.wants_person
            && !self.state.owner_rung
            && self.setting.caller.can_ring_owner
            && self.setting.business.rings_owner_at(self.setting.now)
    }

    /// A call back stays owed until somebody has taken the call.
    pub(super) fn ring_owner(&mut self) {
        self.state.owner_rung = true;
        self.state.line = Line::Ringing;
        self.state.asked = None;
        self.say_of_line(OnTheLine::Connecting);
        self.steps.push(Step::RingOwner);
    }

    pub(super) fn owner_rang(&mut self, bridged: bool) {
        self.state.line = Line::Talking;
        if bridged {
            self.state.owed_callback = None;
            return self.end();
        }
        self.say_of_line(OnTheLine::NobodyAnswered);
        self.hand_over(CallbackReason::AskedForPerson);
    }

    pub(super) fn may_leave_message(&self, reason: CallbackReason) -> bool {
        reason == CallbackReason::Silence || reason == CallbackReason::AskedForPerson && self.state.wants_person
    }

    /// The call back is promised already, whether or not a message is left.
    pub(super) fn take_message(&mut self) {
        self.state.line = Line::Recording;
        self.state.asked = None;
        self.say_of_line(OnTheLine::LeaveMessage);
        self.steps.push(Step::TakeMessage);
    }

    pub(super) fn recorded(&mut self, seconds: u32) {
        if seconds >= SHORTEST_MESSAGE_SECONDS {
            self.say_of_line(OnTheLine::MessageKept);
        }
        self.end();
    }

    /// No word was said, and the number speaks for a machine.
    pub(super) fn is_machine(&self) -> bool {
        self.setting.channel == Channel::Phone && self.setting.caller.is_suspect && !self.state.spoke
    }

    pub(super) fn let_go(&mut self) {
        self.steps.retain(|step| !matches!(step, Step::Say { .. }));
        self.say_of_line(OnTheLine::CallAgain);
        self.settle(Outcome::Spam);
        self.close();
    }

    /// The call is over, and nobody hears what is said now. What was told is not lost, and what may not wait wakes the owner.
    pub(super) fn hung_up(&mut self, missed: bool) {
        self.greet_silently();
        let owed = self.owed_to_who_hung_up(missed);
        let hears_of_alert = self.state.urgency.alerted && self.setting.caller.owner_reachable;
        if self.state.urgency.level == UrgencyLevel::Ask {
            // No answer to "can it wait?" counts as "no".
            self.state.urgency.level = UrgencyLevel::Emergency;
            self.alert_owner(&Meaning::default());
        }
        if let Some(reason) = owed {
            let due = if self.state.callback_promised { self.callback_due(reason) } else { self.note_callback(reason) };
            if reason != CallbackReason::MissedCall {
                self.flag(FlagReason::AbandonedAfterDetails);
            }
            // Who heard that the owner is alerted is written to when it is known who answers.
            if !hears_of_alert {
                self.text_back(due, missed);
            }
        }
        if self.state.outcome.is_none() {
            let outcome = match self.state.line {
                Line::WithOwner => Outcome::Info,
                _ if self.is_machine() => Outcome::Spam,
                _ => Outcome::Abandoned,
            };
            self.settle(outcome);
        }
        self.steps.retain(|step| !matches!(step, Step::Say { .. }));
        self.close();
    }

    fn owed_to_who_hung_up(&mut self, missed: bool) -> Option<CallbackReason> {
        let state = &mut self.state;
        let promised = state.owed_callback.take();
        if state.line == Line::WithOwner || state.matter_settled || state.callback_promised {
            return None;
        }
        let told = state.told_something.then_some(CallbackReason::HungUp);
        let missed = (missed && !state.spoke && !self.setting.caller.is_suspect).then_some(CallbackReason::MissedCall);
        promised.or(told).or(missed)
    }

    /// Once, to the number that called, unless it wants no texts. Who has booked was not lost.
    fn text_back(&mut self, due: Timestamp, missed: bool) {
        let (state, caller) = (&self.state, self.setting.caller);
        let is_recent = self.setting.now.duration_since(self.setting.started) <= TEXT_BACK_WITHIN;
        let wants_texts = caller.phone.is_some() && !state.is_opted_out(caller);
        if is_recent && wants_texts && state.appointments.is_empty() {
            self.steps.push(Step::TextBack { due, missed });
        }
    }
}
