//! What comes in between: questions, wishes to end or to change something, and which question the turn answers.

use super::Mind;
use crate::domain::conversation::step::{CallbackReason, Question, Utterance};
use crate::domain::conversation::{FlagReason, Outcome};
use crate::understanding::time::TimeMeaning;
use crate::understanding::{Act, Meaning, Pick};

impl Mind<'_> {
    /// Turns after which nothing is left to book: opt-out, sales, wrong number. True where the turn is dealt with.
    pub(super) fn ends_here(&mut self, meaning: &Meaning) -> bool {
        if self.opt_out(meaning) {
            return true;
        }
        let is_caller_of_ours = self.state.is_emergency() || !self.state.appointments.is_empty();
        if meaning.is(Act::Sales) && !is_caller_of_ours {
            self.settle(Outcome::Spam);
            self.say(Utterance::NoSales);
            self.close();
            return true;
        }
        if meaning.is(Act::WrongNumber) && !is_caller_of_ours {
            self.settle(Outcome::Info);
            self.state.matter_settled = true;
            self.say(Utterance::WrongNumber);
            self.close();
            return true;
        }
        false
    }

    /// Wishes that take the turn away from the question: a person, a message, an existing visit, a moment.
    /// True where the turn is dealt with.
    pub(super) fn interrupted(&mut self, meaning: &Meaning) -> bool {
        if meaning.is(Act::Abuse) {
            self.flag(FlagReason::AngryWords);
        }
        if meaning.is(Act::Person) || meaning.is(Act::Abuse) {
            self.flag(FlagReason::HandOver);
            self.state.wants_person |= meaning.is(Act::Person);
            self.say(if meaning.is(Act::Abuse) { Utterance::Sorry } else { Utterance::Sure });
            self.hand_over(CallbackReason::AskedForPerson);
            return true;
        }
        if self.state.asked == Some(Question::CallBack) && self.settles_call_back(meaning) {
            return true;
        }
        if self.speaks_of_visit(meaning) {
            return true;
        }
        if meaning.is(Act::Message) && meaning.problem.is_none() {
            self.state.note.clone_from(&meaning.visit.said);
            self.say(Utterance::MessageTaken);
            self.hand_over(CallbackReason::Message);
            return true;
        }
        let only_waits = meaning.is(Act::HoldOn) && meaning.problem.is_none() && wish_in(meaning).is_none() && !holds_a_fact(meaning);
        if only_waits {
            self.say(Utterance::TakeYourTime);
            return true;
        }
        if self.state.is_leaving && self.leaves_with(meaning) {
            if self.state.facts.problem.is_none() && self.state.change.is_none() {
                self.settle(Outcome::Info);
                self.end();
            } else {
                self.leave();
            }
            return true;
        }
        false
    }

    /// The answer to whether somebody should call back. True where nothing is left to talk about now.
    fn settles_call_back(&mut self, meaning: &Meaning) -> bool {
        if meaning.is(Act::Yes) && !meaning.is(Act::No) {
            self.flag(FlagReason::HandOver);
            self.say(Utterance::Sure);
            self.hand_over(CallbackReason::AskedForPerson);
            return true;
        }
        let ends = meaning.is(Act::No) && self.state.facts.problem.is_none() && meaning.problem.is_none();
        if ends {
            self.end();
        }
        ends
    }

    /// Good-bye, and nothing with it that leads on.
    fn leaves_with(&self, meaning: &Meaning) -> bool {
        let is_read_back = matches!(self.state.asked, Some(Question::Confirm | Question::CallOff));
        let agrees = meaning.is(Act::Yes) && !meaning.is(Act::No) && is_read_back;
        let leads_on = holds_a_fact(meaning) || wish_in(meaning).is_some() || meaning.problem.is_some() || meaning.pick.is_some();
        !self.state.matter_settled && !agrees && !leads_on
    }

    /// Questions of the caller are answered, then the thread is taken up again.
    pub(super) fn answer_questions(&mut self, meaning: &Meaning) {
        let mut answers = Vec::new();
        if let Some(index) = meaning.answer {
            answers.push(Utterance::Answer { index });
        } else {
            if meaning.is(Act::AskPrice) {
                answers.push(self.price(meaning));
            }
            match service_asked_about(meaning) {
                Some(service) if meaning.is(Act::AskOther) => answers.push(Utterance::WeDo { service }),
                // "Can you come in the afternoon?" is a wish, and answered by what is free.
                None if meaning.is(Act::AskOther) && wish_in(meaning).is_none() => answers.push(Utterance::DontKnow),
                _ => {}
            }
        }
        for (act, utterance) in [(Act::AskHours, Utterance::Hours), (Act::AskBot, Utterance::Bot)] {
            if meaning.is(act) {
                answers.push(utterance);
            }
        }
        if meaning.is(Act::AskArea) {
            self.state.area_asked = self.setting.business.has_service_area();
            let knows_zip = self.state.facts.address.as_ref().is_some_and(|fact| fact.value.zip.is_some());
            let is_answered_at_once = self.state.area_asked && knows_zip;
            self.understood = true;
            answers.extend((!is_answered_at_once).then_some(Utterance::Area));
        }
        let only_thanks = ![Act::Yes, Act::No, Act::Goodbye].iter().any(|act| meaning.is(*act));
        let goes_on = self.state.asked.is_some_and(|asked| asked != Question::AnythingElse);
        if answers.is_empty() && meaning.is(Act::Thanks) && only_thanks && goes_on {
            answers.push(Utterance::Welcome);
        }
        let only_greets = meaning.acts == [Act::Greeting] && meaning.problem.is_none() && self.state.last_reply.is_some();
        if only_greets && self.state.asked == Some(Question::Problem) {
            answers.push(Utterance::Hello);
        }
        if meaning.is(Act::Repeat) && self.state.asked == Some(Question::AnythingElse) {
            answers.extend(self.state.booked.map(|window| Utterance::VisitIs { window }));
        }
        self.understood |= !answers.is_empty();
        for utterance in answers {
            self.say(utterance);
        }
    }

    fn price(&self, meaning: &Meaning) -> Utterance {
        let named = service_asked_about(meaning);
        let code = named.or_else(|| self.state.facts.problem.as_ref().map(|fact| fact.value.service.clone()));
        let priced = code.filter(|code| self.setting.business.service(code).is_some_and(|service| service.price.is_some()));
        priced.map_or(Utterance::NoPrice, |service| Utterance::Price { service })
    }

    /// Reads the turn as an answer to what was asked.
    pub(super) fn take_answer(&mut self, meaning: &Meaning, corrected: bool) {
        if [Act::Repeat, Act::Book, Act::Greeting, Act::Correct].iter().any(|act| meaning.is(*act)) {
            self.understood = true;
        }
        if self.is_changing() {
            return self.take_change_answer(meaning, corrected);
        }
        match self.state.asked {
            Some(Question::Visit) => self.take_visit_wanted(meaning),
            // The city is of help, but a visit needs no more than the street.
            Some(Question::Place) if meaning.is(Act::Unclear) => {
                self.understood = true;
                self.say(Utterance::NoMatter);
            }
            Some(Question::CallBack) => {
                self.understood |= meaning.is(Act::No);
                self.note_wish(meaning);
            }
            Some(Question::Confirm) => self.take_confirmation(meaning, corrected),
            Some(Question::Choice) => self.take_choice(meaning),
            Some(Question::SameVisit) => self.take_same_visit(meaning),
            Some(Question::AnythingElse) => self.take_anything_else(meaning),
            Some(Question::Reminder) if meaning.is(Act::Thanks) => {
                self.understood = true;
                self.state.matter_settled = true;
            }
            None if self.state.matter_settled => self.take_anything_else(meaning),
            _ => self.take_wish(meaning),
        }
    }

    fn take_visit_wanted(&mut self, meaning: &Meaning) {
        self.note_wish(meaning);
        // "Okay, and what's that?" asks on.
        if (meaning.is(Act::Yes) || meaning.is(Act::Book)) && !meaning.is(Act::AskPrice) {
            self.understood = true;
            self.state.only_asked = false;
        } else if meaning.is(Act::No) && self.state.only_asked {
            self.understood = true;
            self.state.matter_settled = true;
            if self.state.outcome.is_none() {
                self.settle(Outcome::Info);
            }
        }
    }

    /// The question was whether this is something new, apart from a visit that is booked already.
    fn take_same_visit(&mut self, meaning: &Meaning) {
        self.note_wish(meaning);
        let is_same = meaning.pick == Some(Pick::Same) || meaning.is(Act::No) && meaning.pick != Some(Pick::New);
        if is_same {
            self.understood = true;
            self.state.is_new_matter = true;
            if let Some(visit) = self.state.visits.iter().flatten().next() {
                let window = visit.window;
                self.say(Utterance::VisitIs { window });
            }
            if self.state.outcome.is_none() {
                self.settle(Outcome::Info);
            }
            self.state.matter_settled = true;
        } else if meaning.pick == Some(Pick::New) || meaning.is(Act::Yes) {
            self.understood = true;
            self.state.is_new_matter = true;
        }
    }

    fn note_wish(&mut self, meaning: &Meaning) {
        if wish_in(meaning).is_some() {
            self.take_wish(meaning);
        }
    }

    fn take_anything_else(&mut self, meaning: &Meaning) {
        if self.state.facts.problem.is_some() && !self.state.matter_settled {
            return self.note_wish(meaning);
        }
        let is_done = meaning.is(Act::No) || meaning.is(Act::Goodbye) || meaning.is(Act::Thanks) && !meaning.is(Act::Yes);
        if is_done {
            self.understood = true;
            self.end();
        } else if meaning.is(Act::Yes) || meaning.is(Act::Book) {
            self.understood = true;
            self.begin_another_matter();
        }
    }
}

/// What was said of when somebody should come. A time of the past ("it broke yesterday") is none.
pub(super) fn wish_in(meaning: &Meaning) -> Option<&TimeMeaning> {
    let is_wish = |said: &&TimeMeaning| !said.preferred.is_empty() || !said.excluded.is_empty() || said.soonest || said.any_time;
    meaning.time.as_ref().filter(is_wish)
}

pub(super) fn holds_a_fact(meaning: &Meaning) -> bool {
    meaning.name.is_some() || meaning.address.is_some() || meaning.phone.is_some()
}

/// The service that a question names, by itself or as part of the problem told with it.
fn service_asked_about(meaning: &Meaning) -> Option<String> {
    meaning.asks_about.clone().or_else(|| meaning.problem.as_ref().and_then(|heard| heard.value.service.clone()))
}
