//! Whether somebody wants to be texted: keywords, other words for them, and listening to those who want none.

use super::Mind;
use crate::domain::conversation::step::{CallbackReason, Keyword, Question, Step, Utterance};
use crate::domain::conversation::{Channel, Outcome};
use crate::understanding::{Act, Meaning};

impl Mind<'_> {
    /// STOP, START and HELP alone. The carrier answers these itself unless the business has it otherwise; where it says that it has
    /// answered, nobody else does.
    pub(super) fn keyword(&mut self, keyword: Keyword, is_answered: bool) {
        self.greet_silently();
        let was_opted_out = self.state.is_opted_out(self.setting.caller);
        match keyword {
            Keyword::Stop | Keyword::Cancel => self.note_opt_out(keyword),
            Keyword::Start => {
                self.state.opted_out = Some(false);
                self.steps.push(Step::OptIn);
                self.settle(Outcome::Info);
            }
            Keyword::Help => {}
        }
        // Who is out already is not written to again for saying so twice.
        let (utterance, is_due) = match keyword {
            Keyword::Stop | Keyword::Cancel => (Utterance::OptedOut, !was_opted_out),
            Keyword::Start => (Utterance::OptedIn, true),
            Keyword::Help => (Utterance::Help, true),
        };
        if is_due && !is_answered && !self.setting.business.carrier_answers_keywords() {
            self.say(utterance);
        }
    }

    fn note_opt_out(&mut self, keyword: Keyword) {
        self.state.opted_out = Some(true);
        let phone = self.setting.caller.phone.clone();
        self.steps.push(Step::OptOut { phone: phone.clone() });
        self.settle(Outcome::OptOut);
        if let Some(phone) = phone.filter(|_| keyword == Keyword::Cancel) {
            self.steps.push(Step::AskWhatCancelMeant { phone });
        }
    }

    /// "Please stop texting me", on any channel, and the number for it where that was asked for. True where the turn is dealt with.
    pub(super) fn opt_out(&mut self, meaning: &Meaning) -> bool {
        let was_asked = std::mem::take(&mut self.state.owes_opt_out);
        if !was_asked && !meaning.is(Act::OptOut) {
            return false;
        }
        let told = meaning.phone.as_ref().map(|heard| heard.value.clone());
        let known = self.state.facts.phone.as_ref().map(|fact| fact.value.clone());
        let phone = if self.setting.channel == Channel::Sms { self.setting.caller.phone.clone() } else { told.or(known) };
        if phone.is_none() && self.setting.channel != Channel::Sms {
            return self.opt_out_without_number(was_asked, meaning);
        }
        self.state.opted_out = Some(true);
        self.steps.push(Step::OptOut { phone });
        self.settle(Outcome::OptOut);
        self.say(Utterance::OptedOut);
        // Who is in the middle of getting a visit, and speaks, wants the visit all the same.
        // "Stop texting me about my drain" is no wish for a visit.
        let is_problem = was_asked && meaning.problem.is_some();
        if self.setting.channel != Channel::Sms && self.wants_more_than_that(is_problem) {
            return false;
        }
        self.close();
        true
    }

    fn wants_more_than_that(&mut self, is_problem: bool) -> bool {
        let is_getting_a_visit = self.state.facts.problem.is_some() && !self.state.matter_settled;
        let goes_on = is_getting_a_visit || is_problem;
        self.understood |= goes_on;
        goes_on
    }

    /// The number is asked for once. After that they hear how to stop the texts themselves, and what else they said counts.
    fn opt_out_without_number(&mut self, was_asked: bool, meaning: &Meaning) -> bool {
        if !was_asked {
            self.state.owes_opt_out = true;
            self.state.asked = Some(Question::Phone);
            self.say(Utterance::WhichNumberToStop);
            return true;
        }
        self.say(Utterance::HowToStop);
        if self.wants_more_than_that(meaning.problem.is_some()) {
            self.state.asked = None;
            return false;
        }
        self.settle(Outcome::OptOut);
        self.close();
        true
    }

    pub(super) fn wants_no_texts(&self) -> bool {
        self.setting.channel == Channel::Sms && self.state.is_opted_out(self.setting.caller)
    }

    /// Texts from somebody who wants none: nothing is written back, but somebody calls, and the owner hears of an emergency.
    pub(super) fn hear_in_silence(&mut self, meaning: &Meaning) {
        self.greet_silently();
        self.take_urgency(meaning);
        if self.take_facts(meaning) {
            // Nothing is read back here, so a later yes can't mean what has changed.
            self.state.asked = None;
        }
        if !self.state.callback_promised {
            self.note_callback(CallbackReason::OptedOut);
        }
        self.steps.retain(|step| !matches!(step, Step::Say { .. }));
    }
}
