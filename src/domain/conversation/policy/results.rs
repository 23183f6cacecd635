//! Taking in what a step brought to light.

use super::Mind;
use crate::domain::alert::Standing;
use crate::domain::availability::Window;
use crate::domain::conversation::Outcome;
use crate::domain::conversation::booking::Proposal;
use crate::domain::conversation::offer::Offer;
use crate::domain::conversation::step::{CallbackReason, KnownVisit, Question, Utterance};
use uuid::Uuid;

impl Mind<'_> {
    pub(super) fn visits_found(&mut self, visits: &[KnownVisit]) {
        let own = &self.state.appointments;
        self.state.visits = Some(visits.iter().filter(|visit| !own.contains(&visit.appointment)).cloned().collect());
        self.proceed();
    }

    /// The truth about the alert, once each time that it changes.
    pub(super) fn alert_stands(&mut self, standing: &Standing) {
        if self.wants_no_texts() || self.state.urgency.standing.as_ref() == Some(standing) {
            return;
        }
        self.state.urgency.standing = Some(standing.clone());
        self.say(match standing {
            Standing::Taken { by } => Utterance::AlertTaken { by: by.clone(), will_call: self.state.facts.phone.is_some() },
            Standing::Unanswered => Utterance::AlertUnanswered { danger: self.state.urgency.danger },
        });
    }

    pub(super) fn windows_found(&mut self, offer: &Offer) {
        // A visit that turned out to be over needs no other window.
        if self.state.closed || self.state.matter_settled {
            return;
        }
        if offer.windows.is_empty() {
            self.say(Utterance::NothingFree);
            return self.hand_over(CallbackReason::NothingFree);
        }
        self.state.offered_in = self.setting.turn;
        self.state.offer = Some(offer.clone());
        // A single window needs no choice: it is read back at once, and the yes to that books it.
        if let [window] = offer.windows[..] {
            self.state.proposal = Proposal::of(&offer.windows, window, self.state.offered_in);
            return self.read_back();
        }
        self.count_asking(Question::Choice);
        self.say(Utterance::OfferWindows { offer: offer.clone(), is_emergency: self.state.is_emergency(), again: false });
    }

    pub(super) fn booked(&mut self, appointment: Uuid, window: Window, by_text: bool) {
        self.state.appointments.push(appointment);
        self.state.booked = Some(window);
        self.state.matter_settled = true;
        self.state.proposal = None;
        self.state.offer = None;
        self.settle(Outcome::Booked);
        if let Some(name) = self.state.facts.name.as_ref().map(|fact| fact.value.clone()) {
            self.say(Utterance::Booked { window, name, by_text });
        }
        if self.state.is_leaving {
            return self.end();
        }
        self.state.times_asked.remove(&Question::AnythingElse);
        self.ask(Question::AnythingElse);
    }

    pub(super) fn window_gone(&mut self, offer: &Offer) {
        self.state.proposal = None;
        self.say(Utterance::WindowGone);
        self.windows_found(offer);
    }
}
