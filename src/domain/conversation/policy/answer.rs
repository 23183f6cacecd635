//! What comes in between: questions, wishes to end or to change something, and the answer to what was asked.

use super::Mind;
use crate::domain::conversation::booking::{BookingRequest, Proposal};
use crate::domain::conversation::step::{CallbackReason, Question, Step, Utterance};
use crate::domain::conversation::wish::{Suits, Wish};
use crate::domain::conversation::{FlagReason, Outcome};
use crate::understanding::time::TimeMeaning;
use crate::understanding::{Act, Meaning, Pick};

impl Mind<'_> {
    /// Turns after which nothing is left to book: opt-out, sales, wrong number. True where the turn is dealt with.
    pub(super) fn ends_here(&mut self, meaning: &Meaning) -> bool {
        if meaning.is(Act::OptOut) {
            self.state.opted_out = Some(true);
            self.steps.push(Step::OptOut);
            self.settle(Outcome::OptOut);
            self.say(Utterance::OptedOut);
            self.close();
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
            self.hand_over(CallbackReason::AskedForPerson);
            return true;
        }
        let about_visit = [
            (Act::Cancel, CallbackReason::Cancel),
            (Act::Reschedule, CallbackReason::Reschedule),
            (Act::AskWhen, CallbackReason::AboutVisit),
        ];
        if let Some((_, reason)) = about_visit.into_iter().find(|(act, _)| meaning.is(*act)) {
            self.hand_over(reason);
            return true;
        }
        if meaning.is(Act::Message) && meaning.problem.is_none() {
            self.say(Utterance::MessageTaken);
            self.hand_over(CallbackReason::Message);
            return true;
        }
        let only_waits = meaning.is(Act::HoldOn) && meaning.problem.is_none() && wish_in(meaning).is_none() && !holds_a_fact(meaning);
        if only_waits {
            self.say(Utterance::TakeYourTime);
            return true;
        }
        let leaves = meaning.is(Act::Goodbye) && !meaning.is(Act::Greeting) && self.state.facts.problem.is_none();
        if leaves {
            self.settle(Outcome::Info);
            self.end();
            return true;
        }
        false
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
            if meaning.is(Act::AskOther) {
                let service = meaning.problem.as_ref().and_then(|heard| heard.value.service.clone());
                answers.push(service.map_or(Utterance::DontKnow, |service| Utterance::WeDo { service }));
            }
        }
        for (act, utterance) in [(Act::AskHours, Utterance::Hours), (Act::AskArea, Utterance::Area), (Act::AskBot, Utterance::Bot)] {
            if meaning.is(act) {
                answers.push(utterance);
            }
        }
        if answers.is_empty() && meaning.is(Act::Thanks) && self.state.asked != Some(Question::AnythingElse) {
            answers.push(Utterance::Welcome);
        }
        self.understood |= !answers.is_empty();
        for utterance in answers {
            self.say(utterance);
        }
    }

    fn price(&self, meaning: &Meaning) -> Utterance {
        let named = meaning.problem.as_ref().and_then(|heard| heard.value.service.clone());
        let code = named.or_else(|| self.state.facts.problem.as_ref().map(|fact| fact.value.service.clone()));
        let priced = code.filter(|code| self.setting.business.service(code).is_some_and(|service| service.price.is_some()));
        priced.map_or(Utterance::NoPrice, |service| Utterance::Price { service })
    }

    /// Reads the turn as an answer to what was asked.
    pub(super) fn take_answer(&mut self, meaning: &Meaning, corrected: bool) {
        if [Act::Repeat, Act::Book, Act::Greeting, Act::Correct].iter().any(|act| meaning.is(*act)) {
            self.understood = true;
        }
        match self.state.asked {
            Some(Question::Confirm) => self.take_confirmation(meaning, corrected),
            Some(Question::Choice) => self.take_choice(meaning),
            Some(Question::SameVisit) => self.take_same_visit(meaning),
            Some(Question::AnythingElse) => self.take_anything_else(meaning),
            None if self.state.matter_settled => self.take_anything_else(meaning),
            _ => self.take_wish(meaning),
        }
    }

    fn take_wish(&mut self, meaning: &Meaning) {
        if let Some(said) = wish_in(meaning) {
            // In an emergency the soonest counts; a time in its story is no wish unless they ask for a visit then.
            let asked_for_a_time = matches!(self.state.asked, Some(Question::When | Question::Choice | Question::Confirm));
            let is_story = self.state.is_emergency() && !asked_for_a_time && !meaning.is(Act::Book);
            if !is_story {
                self.wish_for(said);
            }
        } else if self.state.asked == Some(Question::When) && meaning.is(Act::Yes) {
            // "Yes" to "is there a day that suits you best?" leaves the choice to us.
            self.state.wish_heard = true;
            self.understood = true;
        }
    }

    fn wish_for(&mut self, said: &TimeMeaning) {
        self.understood = true;
        self.state.wish.add(said);
        self.state.wish_heard = true;
        self.state.offer = None;
        self.state.proposal = None;
    }

    /// Only a clear yes books; a yes with a change in it is read back again.
    fn take_confirmation(&mut self, meaning: &Meaning, corrected: bool) {
        let Some(proposal) = self.state.proposal.clone() else { return self.take_wish(meaning) };
        let asks_other_time = wish_in(meaning).is_some_and(|said| !self.would_suit(said, &proposal));
        if asks_other_time {
            return self.take_wish(meaning);
        }
        let is_yes = meaning.is(Act::Yes) && !meaning.is(Act::No) && !meaning.is(Act::Correct);
        if is_yes && !corrected {
            self.understood = true;
            self.book(&proposal);
        } else if meaning.is(Act::No) && !meaning.is(Act::Correct) && !corrected && !holds_a_fact(meaning) {
            self.understood = true;
            self.state.refused.push(proposal.window());
            self.state.proposal = None;
            self.state.offer = None;
            self.state.wish = Wish::default();
            self.state.wish_heard = false;
            self.say(Utterance::Refused);
        }
    }

    fn would_suit(&self, said: &TimeMeaning, proposal: &Proposal) -> bool {
        said.soonest || said.any_time || only(said).suits(proposal.window(), self.setting.business.zone()) >= Suits::Partly
    }

    fn book(&mut self, proposal: &Proposal) {
        let Some(agreement) = proposal.agreed(self.setting.turn) else { return };
        self.state.facts.confirm(self.setting.turn);
        // A fact that is missing after all is asked for by `proceed`.
        if let Ok(request) = BookingRequest::agreed(self.state.facts.clone(), &agreement, self.state.is_emergency()) {
            let query = self.window_query();
            self.steps.push(Step::Book { request, query });
        }
    }

    fn take_choice(&mut self, meaning: &Meaning) {
        let Some(offer) = self.state.offer.clone() else { return self.take_wish(meaning) };
        let zone = self.setting.business.zone();
        let wish = wish_in(meaning);
        let named: Vec<_> = match wish {
            Some(said) if !said.preferred.is_empty() => {
                let wanted = only(said);
                offer.windows.iter().copied().filter(|window| wanted.suits(*window, zone) >= Suits::Partly).collect()
            }
            _ => offer.windows.clone(),
        };
        let soonest = wish.is_some_and(|said| said.soonest && said.preferred.is_empty());
        let by_order = match meaning.pick {
            Some(Pick::First | Pick::Either) => offer.windows.first(),
            None if soonest => offer.windows.first(),
            Some(Pick::Second) => offer.windows.last(),
            _ => None,
        };
        let by_time = if wish.is_some() && named.len() == 1 { named.first() } else { None };
        let by_yes = if meaning.is(Act::Yes) && !meaning.is(Act::No) { named.first() } else { None };
        let refuses = meaning.is(Act::No) || meaning.pick == Some(Pick::Neither);
        if let Some(window) = if refuses { by_time } else { by_order.or(by_time).or(by_yes) } {
            self.understood = true;
            self.state.proposal = Proposal::of(&offer.windows, *window, self.state.offered_in);
        } else if wish.is_some() && named.is_empty() {
            self.take_wish(meaning);
        } else if wish.is_some_and(|said| said.preferred.is_empty()) || refuses {
            self.refuse_offer(meaning);
        } else if wish.is_some() {
            self.understood = true;
        }
    }

    fn refuse_offer(&mut self, meaning: &Meaning) {
        self.understood = true;
        if let Some(offer) = self.state.offer.take() {
            self.state.refused.extend(offer.windows);
        }
        if let Some(said) = wish_in(meaning) {
            self.state.wish.add(said);
        }
        self.state.pairs_refused = self.state.pairs_refused.saturating_add(1);
        if self.state.pairs_refused >= 2 {
            self.state.pairs_refused = 0;
            self.state.wish_heard = false;
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
fn wish_in(meaning: &Meaning) -> Option<&TimeMeaning> {
    let is_wish = |said: &&TimeMeaning| !said.preferred.is_empty() || !said.excluded.is_empty() || said.soonest || said.any_time;
    meaning.time.as_ref().filter(is_wish)
}

fn holds_a_fact(meaning: &Meaning) -> bool {
    meaning.name.is_some() || meaning.address.is_some() || meaning.phone.is_some()
}

/// A wish made of one turn alone.
fn only(said: &TimeMeaning) -> Wish {
    Wish { preferred: said.preferred.clone(), excluded: said.excluded.clone() }
}
