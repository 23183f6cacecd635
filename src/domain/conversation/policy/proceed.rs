//! The next thing to ask or to do, once what was said is taken in.

use super::{MOST_TIMES_ASKED, Mind};
use crate::domain::availability::Window;
use crate::domain::conversation::booking::Proposal;
use crate::domain::conversation::change::{OwnVisit, VisitUtterance};
use crate::domain::conversation::fact::Receipt;
use crate::domain::conversation::state::UrgencyLevel;
use crate::domain::conversation::step::{CallbackReason, Part, Question, Step, Utterance, WindowQuery};
use crate::domain::conversation::wish::Wish;
use crate::domain::service::GENERAL;

/// So often a name is asked to be spelled.
const MOST_SPELLINGS: u8 = 2;

impl Mind<'_> {
    /// Goes on from where the conversation stands. Never asks for what is known.
    pub(super) fn proceed(&mut self) {
        if let Some(reason) = self.state.owed_callback {
            return self.hand_over(reason);
        }
        if self.state.area_asked && !self.answers_on_area() {
            return;
        }
        if self.is_changing() {
            return self.go_on_with_change();
        }
        if self.state.matter_settled {
            return self.ask_unless_too_often(Question::AnythingElse);
        }
        self.make_do_with_unclear_name();
        if let Some(question) = self.missing() {
            self.introduce(question);
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
            self.state.recited.push(visit.appointment);
            let times = self.count_asking(Question::SameVisit);
            return self.say(Utterance::AskSameVisit { window, times });
        }
        if !self.state.wish_heard && !self.state.is_emergency() {
            self.introduce(Question::When);
            return self.ask_unless_too_often(Question::When);
        }
        self.thank_for_name();
        self.agree_on_window();
    }

    /// Who does not spell their name is put down as they were heard, which is read back before anything is booked.
    fn make_do_with_unclear_name(&mut self) {
        if self.state.name_needs_spelling && self.times_asked(Question::NameSpelling) >= MOST_SPELLINGS {
            self.state.name_needs_spelling = false;
            self.state.facts.name = self.state.unclear_name.take().or_else(|| self.state.facts.name.take());
        }
    }

    pub(super) fn ask_unless_too_often(&mut self, question: Question) {
        if self.times_asked(question) >= MOST_TIMES_ASKED {
            // The hand-over says as much, and one apology is enough.
            self.steps.retain(|step| !matches!(step, Step::Say { utterance: Utterance::NotUnderstood | Utterance::Listening }));
            return self.hand_over(CallbackReason::NotUnderstood);
        }
        self.ask(question);
    }

    /// A word before a question: thanks for the name, or what the questions are for.
    fn introduce(&mut self, question: Question) {
        let is_for_visit = !matches!(question, Question::Problem | Question::Urgency | Question::Visit);
        let is_first = is_for_visit && !self.state.visit_announced;
        if is_first && !self.is_named && !self.state.is_emergency() {
            self.say(Utterance::SettingUpVisit);
        }
        self.state.visit_announced |= is_first;
        self.thank_for_name();
    }

    fn thank_for_name(&mut self) {
        let name = self.state.facts.name.as_ref().filter(|_| self.is_named).map(|fact| fact.value.clone());
        self.is_named = false;
        if let Some(name) = name {
            self.state.visit_announced = true;
            self.say(Utterance::ThanksForName { name });
        }
    }

    /// Whether we come to where they live, once the zip code is known. False where that ends the turn.
    fn answers_on_area(&mut self) -> bool {
        let is_known = self.state.facts.address.as_ref().is_some_and(|fact| fact.value.zip.is_some());
        if !is_known {
            self.ask_unless_too_often(Question::Zip);
            return false;
        }
        self.state.area_asked = false;
        if self.is_outside_area() {
            self.say(Utterance::OutsideArea);
            self.hand_over(CallbackReason::OutsideArea);
            return false;
        }
        self.say(Utterance::Serves);
        true
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
        } else if self.state.only_asked {
            Some(Question::Visit)
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
            self.state.to_correct
        }
    }

    fn is_outside_area(&self) -> bool {
        let zip = self.state.facts.address.as_ref().and_then(|fact| fact.value.zip.as_deref());
        zip.is_some_and(|zip| !self.setting.business.serves(zip))
    }

    fn look_up_visits(&mut self) {
        self.thank_for_name();
        let facts = &self.state.facts;
        self.steps.push(Step::LookUpVisits {
            phone: facts.phone.as_ref().map(|fact| fact.value.clone()),
            address: facts.address.as_ref().map(|fact| fact.value.clone()),
        });
    }

    /// Reads back a window that was picked, else offers again what is on the table, else looks for windows.
    pub(super) fn agree_on_window(&mut self) {
        if self.state.proposal.is_some() {
            return self.read_back();
        }
        if let Some(offer) = self.state.offer.clone() {
            let again = self.state.asked == Some(Question::Choice) && !self.is_asked_to_repeat;
            self.count_asking(Question::Choice);
            self.say(Utterance::OfferWindows { offer, is_emergency: self.state.is_emergency(), again });
        } else {
            let query = self.window_query();
            self.steps.push(Step::FindWindows { query });
        }
    }

    pub(super) fn read_back(&mut self) {
        if self.moving().is_some() {
            return self.read_back_move();
        }
        let (Some(proposal), Some(name), Some(address)) = (&self.state.proposal, &self.state.facts.name, &self.state.facts.address) else {
            return;
        };
        let (window, name, address) = (proposal.window(), name.value.clone(), address.value.clone());
        let told = self.state.facts.phone.as_ref().filter(|fact| !matches!(fact.receipt, Receipt::Carrier { .. }));
        let phone = told.map(|fact| fact.value.clone());
        let fit = self.state.offer.as_ref().filter(|offer| offer.windows.len() == 1).map(|offer| offer.fit);
        let only = self.to_read_back(window);
        let times = self.count_asking(Question::Confirm);
        self.say(Utterance::ReadBack { window, fit, name, address, phone, times, only });
    }

    /// Who has just heard it all is told what changed, or when it is where nothing did.
    fn to_read_back(&self, window: Window) -> Vec<Part> {
        if self.confirming.is_none() || self.is_asked_to_repeat {
            return Vec::new();
        }
        let moved = self.confirming.is_some_and(|before| before != window) || self.changed.is_empty();
        let when = moved.then_some(Part::Window);
        when.into_iter().chain(self.changed.iter().copied()).collect()
    }

    fn read_back_move(&mut self) {
        let (Some(to), Some(from)) = (self.state.proposal.as_ref().map(Proposal::window), self.moving().map(|own| own.visit().window))
        else {
            return;
        };
        let fit = self.state.offer.as_ref().filter(|offer| offer.windows.len() == 1).map(|offer| offer.fit);
        let times = self.count_asking(Question::Confirm);
        self.say_of_visit(VisitUtterance::ReadBackMove { from, to, fit, times });
    }

    pub(super) fn window_query(&self) -> WindowQuery {
        let (wish, mut refused) = (self.state.wish.clone(), self.state.refused.clone());
        if let Some(visit) = self.moving().map(OwnVisit::visit) {
            // The time that it has is no other time.
            refused.push(visit.window);
            let service = if visit.service.is_empty() { GENERAL.to_owned() } else { visit.service.clone() };
            return WindowQuery { service, wish, refused, is_emergency: visit.is_emergency, moving: Some(visit.id()) };
        }
        let problem = self.state.facts.problem.as_ref();
        WindowQuery {
            service: problem.map_or_else(|| GENERAL.to_owned(), |fact| fact.value.service.clone()),
            wish,
            refused,
            is_emergency: self.state.is_emergency(),
            moving: None,
        }
    }

    /// Forgets the matter that is settled and keeps what is known of the caller.
    pub(super) fn begin_another_matter(&mut self) {
        self.state.matter_settled = false;
        self.state.is_new_matter = true;
        self.state.only_asked = false;
        self.state.facts.problem = None;
        self.state.note = None;
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
