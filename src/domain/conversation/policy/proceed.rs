//! The next thing to ask or to do, once what was said is taken in.

use super::{MOST_TIMES_ASKED, Mind};
use crate::domain::conversation::fact::Receipt;
use crate::domain::conversation::state::UrgencyLevel;
use crate::domain::conversation::step::{CallbackReason, Question, Step, Utterance, WindowQuery};
use crate::domain::conversation::wish::Wish;
use crate::domain::service::GENERAL;

impl Mind<'_> {
    /// Goes on from where the conversation stands. Never asks for what is known.
    pub(super) fn proceed(&mut self) {
        if let Some(reason) = self.state.owed_callback {
            return self.hand_over(reason);
        }
        if self.state.matter_settled {
            return self.ask_unless_too_often(Question::AnythingElse);
        }
        if let Some(question) = self.missing() {
            return self.ask_unless_too_often(question);
        }
        if self.is_outside_area() {
            self.say(Utterance::OutsideArea);
            return self.hand_over(CallbackReason::OutsideArea);
        }
        let Some(visits) = &self.state.visits else {
            return self.look_up_visits();
        };
        if let (Some(visit), false) = (visits.first(), self.state.is_new_matter) {
            let window = visit.window;
            let times = self.count_asking(Question::SameVisit);
            return self.say(Utterance::AskSameVisit { window, times });
        }
        if !self.state.wish_heard && !self.state.is_emergency() {
            return self.ask_unless_too_often(Question::When);
        }
        self.agree_on_window();
    }

    fn ask_unless_too_often(&mut self, question: Question) {
        if self.times_asked(question) >= MOST_TIMES_ASKED {
            return self.hand_over(CallbackReason::NotUnderstood);
        }
        self.ask(question);
    }

    /// The first thing that a visit needs and that is not known.
    fn missing(&self) -> Option<Question> {
        let facts = &self.state.facts;
        let address = facts.address.as_ref().map(|fact| &fact.value);
        let knows_place = address.is_some_and(|a| a.city.is_some() || a.zip.is_some());
        let needs_zip = self.setting.business.has_service_area() && address.is_none_or(|a| a.zip.is_none());
        if facts.problem.is_none() {
            Some(Question::Problem)
        } else if self.state.urgency.level == UrgencyLevel::Ask {
            Some(Question::Urgency)
        } else if self.state.name_needs_spelling {
            Some(Question::NameSpelling)
        } else if facts.name.is_none() {
            Some(Question::Name)
        } else if address.is_none_or(|a| a.street().is_none()) {
            Some(Question::Street)
        } else if needs_zip {
            Some(Question::Zip)
        } else if !knows_place && self.times_asked(Question::Place) == 0 {
            Some(Question::Place)
        } else if facts.phone.is_none() {
            Some(Question::Phone)
        } else {
            None
        }
    }

    fn is_outside_area(&self) -> bool {
        let zip = self.state.facts.address.as_ref().and_then(|fact| fact.value.zip.as_deref());
        zip.is_some_and(|zip| !self.setting.business.serves(zip))
    }

    fn look_up_visits(&mut self) {
        let facts = &self.state.facts;
        self.steps.push(Step::LookUpVisits {
            phone: facts.phone.as_ref().map(|fact| fact.value.clone()),
            address: facts.address.as_ref().map(|fact| fact.value.clone()),
        });
    }

    /// Reads back a window that was picked, else offers again what is on the table, else looks for windows.
    fn agree_on_window(&mut self) {
        if self.state.proposal.is_some() {
            return self.read_back();
        }
        if let Some(offer) = self.state.offer.clone() {
            self.count_asking(Question::Choice);
            self.say(Utterance::OfferWindows { offer, is_emergency: self.state.is_emergency() });
        } else {
            let query = self.window_query();
            self.steps.push(Step::FindWindows { query });
        }
    }

    pub(super) fn read_back(&mut self) {
        let (Some(proposal), Some(name), Some(address)) = (&self.state.proposal, &self.state.facts.name, &self.state.facts.address) else {
            return;
        };
        let (window, name, address) = (proposal.window(), name.value.clone(), address.value.clone());
        let told = self.state.facts.phone.as_ref().filter(|fact| !matches!(fact.receipt, Receipt::Carrier { .. }));
        let phone = told.map(|fact| fact.value.clone());
        let fit = self.state.offer.as_ref().filter(|offer| offer.windows.len() == 1).map(|offer| offer.fit);
        let times = self.count_asking(Question::Confirm);
        self.say(Utterance::ReadBack { window, fit, name, address, phone, times });
    }

    pub(super) fn window_query(&self) -> WindowQuery {
        let problem = self.state.facts.problem.as_ref();
        WindowQuery {
            service: problem.map_or_else(|| GENERAL.to_owned(), |fact| fact.value.service.clone()),
            wish: self.state.wish.clone(),
            refused: self.state.refused.clone(),
            is_emergency: self.state.is_emergency(),
        }
    }

    /// Forgets the matter that is settled and keeps what is known of the caller.
    pub(super) fn begin_another_matter(&mut self) {
        self.state.matter_settled = false;
        self.state.is_new_matter = true;
        self.state.facts.problem = None;
        self.state.wish = Wish::default();
        self.state.wish_heard = false;
        self.state.offer = None;
        self.state.proposal = None;
        self.state.refused.clear();
        self.state.times_asked.clear();
        if !self.state.is_emergency() {
            self.state.urgency.level = UrgencyLevel::Unknown;
        }
    }
}
