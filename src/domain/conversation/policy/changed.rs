//! What comes of a change: the visits that were found, the answers about them, and what was done.

use super::Mind;
use super::answer::{holds_a_fact, wish_in};
use crate::domain::availability::Window;
use crate::domain::conversation::Outcome;
use crate::domain::conversation::change::{Done, KnownVisit, OwnVisit, VisitStep, VisitUtterance, Wanted};
use crate::domain::conversation::step::{CallbackReason, Question, Utterance};
use crate::domain::conversation::wish::Suits;
use crate::domain::conversation::{Channel, FlagReason};
use crate::understanding::{Act, Meaning, Pick};

impl Mind<'_> {
    /// Visits were looked for. Only their own are spoken of.
    pub(super) fn visits_for_change(&mut self, visits: &[KnownVisit]) {
        let Some(change) = self.state.change.clone() else { return };
        let mut own = self.own_visits(visits);
        if own.is_empty() {
            return self.none_of_theirs(visits.is_empty());
        }
        let zone = self.setting.business.zone();
        let is_on = |own: &OwnVisit| {
            let date = own.visit().window.from.to_zoned(zone.clone()).date();
            change.days.iter().any(|span| (span.first..=span.last).contains(&date))
        };
        if own.iter().any(is_on) {
            own.retain(is_on);
        }
        if change.wanted == Wanted::Tell {
            return self.tell(own.iter().map(|own| own.visit().window).collect());
        }
        let reminded = own.iter().find(|own| Some(own.visit().appointment) == self.state.reminded);
        let meant = reminded.or_else(|| own.first().filter(|_| change.by_letter || own.len() == 1)).cloned();
        match meant {
            Some(visit) => self.with_change(|change| change.visit = Some(visit)),
            None => self.with_change(|change| change.choices = own),
        }
        self.go_on_with_change();
    }

    fn none_of_theirs(&mut self, is_none_found: bool) {
        let Some(change) = self.state.change.as_ref() else { return };
        if is_none_found && change.amid_booking && change.wanted == Wanted::CallOff {
            self.state.change = None;
            return self.drop_booking();
        }
        if !change.by_letter {
            return self.ask_for_proof();
        }
        let amid_booking = change.amid_booking;
        self.state.change = None;
        self.say_of_visit(VisitUtterance::NoneForNumber);
        if amid_booking {
            return self.proceed();
        }
        self.ask(Question::Problem);
    }

    /// When the visits are, to somebody whose they are.
    pub(super) fn tell(&mut self, mut windows: Vec<Window>) {
        self.state.change = None;
        windows.truncate(2);
        match windows[..] {
            [window] => self.say(Utterance::VisitIs { window }),
            _ => self.say_of_visit(VisitUtterance::VisitsAre { windows }),
        }
        self.settled_for_now();
        self.ask_for_more();
    }

    fn settled_for_now(&mut self) {
        if self.state.outcome.is_none() {
            self.settle(Outcome::Info);
        }
        self.state.matter_settled = true;
    }

    fn ask_for_more(&mut self) {
        if self.state.is_leaving {
            return self.end();
        }
        self.ask_unless_too_often(Question::AnythingElse);
    }

    /// It stays as it is: a visit that was to be changed, or else nothing is booked.
    pub(super) fn keep(&mut self) {
        self.understood = true;
        let Some(change) = self.state.change.take() else { return self.drop_booking() };
        let window = change.visit.as_ref().map(|own| own.visit().window);
        if let (Some(visit), true) = (change.visit, change.is_pending) {
            self.on_visit(VisitStep::Keep { visit });
        }
        (self.state.offer, self.state.proposal) = (None, None);
        self.say_of_visit(VisitUtterance::Kept { window });
        self.settled_for_now();
        self.ask_for_more();
    }

    /// "Never mind", before anything is booked.
    fn drop_booking(&mut self) {
        if self.state.urgency.level.may_not_wait() {
            return self.leave();
        }
        let gave_details = self.state.facts.problem.is_some() && !self.state.matter_settled;
        if gave_details && self.state.appointments.is_empty() {
            self.flag(FlagReason::AbandonedAfterDetails);
            self.settle(Outcome::Abandoned);
            self.say(Utterance::NothingBooked);
        } else {
            self.say(Utterance::Refused);
        }
        self.begin_another_matter();
        self.settled_for_now();
        self.ask_for_more();
    }

    /// Reads the turn as an answer to what was asked about the visit.
    pub(super) fn take_change_answer(&mut self, meaning: &Meaning, corrected: bool) {
        if let Some(day) = meaning.visit.day {
            self.understood = true;
            self.with_change(|change| change.days.push(day));
        }
        match self.state.asked {
            Some(Question::When) => self.take_wish(meaning),
            Some(Question::Choice) => self.take_choice(meaning),
            Some(Question::Confirm) => self.take_confirmation(meaning, corrected),
            Some(Question::WhichVisit) => self.take_which(meaning),
            Some(Question::CallOff) => self.take_call_off(meaning),
            Some(Question::NewTime) => self.take_new_time(meaning),
            Some(question) if question.asks_for_proof() && meaning.is(Act::Unclear) && !holds_a_fact(meaning) => {
                // Who doesn't know is asked something else.
                self.understood = true;
                self.state.times_asked.insert(question, u8::MAX);
                self.say(Utterance::NoMatter);
            }
            _ => {}
        }
    }

    fn take_which(&mut self, meaning: &Meaning) {
        let Some(change) = &self.state.change else { return };
        let zone = self.setting.business.zone();
        let wish = wish_in(meaning);
        let suits = |own: &&OwnVisit| {
            let window = own.visit().window;
            let date = window.from.to_zoned(zone.clone()).date();
            let is_named = meaning.visit.day.is_some_and(|span| (span.first..=span.last).contains(&date));
            is_named || wish.is_some_and(|said| super::agree::only(said).suits(window, zone) >= Suits::Partly)
        };
        let named: Vec<&OwnVisit> = change.choices.iter().filter(suits).collect();
        let picked = match (meaning.pick, &named[..]) {
            (_, [one]) => Some(*one),
            (Some(Pick::First | Pick::Either), _) => change.choices.first(),
            (Some(Pick::Second), _) => change.choices.get(1),
            _ => None,
        };
        if let Some(visit) = picked.cloned() {
            self.understood = true;
            self.with_change(|change| (change.visit, change.choices) = (Some(visit), Vec::new()));
        }
    }

    /// Only a clear yes calls it off; a no may mean that another time would do.
    fn take_call_off(&mut self, meaning: &Meaning) {
        let is_yes = (meaning.is(Act::Yes) || meaning.is(Act::Cancel)) && !meaning.is(Act::No) && !meaning.is(Act::Correct);
        if is_yes {
            self.understood = true;
            if let Some(visit) = self.state.change.as_ref().and_then(|change| change.visit.clone()) {
                self.on_visit(VisitStep::CallOff { visit });
            }
        } else if meaning.is(Act::No) && self.times_asked(Question::NewTime) == 0 {
            self.understood = true;
            self.state.asked = Some(Question::NewTime);
        } else if meaning.is(Act::No) {
            self.keep();
        }
    }

    fn take_new_time(&mut self, meaning: &Meaning) {
        if meaning.is(Act::No) && !meaning.is(Act::Yes) {
            return self.keep();
        }
        if meaning.is(Act::Yes) || meaning.is(Act::Book) || wish_in(meaning).is_some() {
            self.understood = true;
            self.with_change(|change| change.wanted = Wanted::Move);
            self.take_wish(meaning);
        }
    }

    pub(super) fn visit_changed(&mut self, done: Done, window: Window, by_text: bool) {
        let Some(change) = self.state.change.take() else { return };
        let appointment = change.visit.as_ref().map(|own| own.visit().appointment);
        let is_booked_here = appointment.is_some() && self.state.appointments.last().copied() == appointment;
        match done {
            Done::Moved => {
                self.settle(Outcome::Rescheduled);
                if is_booked_here {
                    self.state.booked = Some(window);
                }
                self.say_of_visit(VisitUtterance::Moved { window, by_text });
            }
            Done::CalledOff => {
                self.settle(Outcome::Cancelled);
                self.state.appointments.retain(|booked| Some(*booked) != appointment);
                if is_booked_here {
                    self.state.booked = None;
                }
                let says_how = change.by_letter || self.setting.channel != Channel::Phone;
                self.say_of_visit(VisitUtterance::CalledOff { window, says_how });
            }
            Done::Confirmed => self.say_of_visit(VisitUtterance::Confirmed { window }),
        }
        self.settled_for_now();
        (self.state.offer, self.state.proposal, self.state.visits) = (None, None, None);
        // A short answer to a short message.
        if change.by_letter && done != Done::Moved {
            self.state.asked = None;
            return;
        }
        self.state.times_asked.remove(&Question::AnythingElse);
        self.ask_for_more();
    }

    /// Somebody else has called it off, or it is over.
    pub(super) fn visit_gone(&mut self) {
        self.state.change = None;
        self.say_of_visit(VisitUtterance::Gone);
        self.hand_over(CallbackReason::AboutVisit);
    }
}
