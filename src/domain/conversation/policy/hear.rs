//! Taking in what was said.

use super::{LONGEST_CALL, MOST_TURNS_OF_A_CALL, Mind};
use crate::domain::conversation::booking::Problem;
use crate::domain::conversation::fact::{Fact, Receipt};
use crate::domain::conversation::state::UrgencyLevel;
use crate::domain::conversation::step::{CallbackReason, EmergencyAlert, Question, Step, Utterance};
use crate::domain::conversation::{Channel, FlagReason, Outcome};
use crate::domain::customer::Address;
use crate::domain::service::GENERAL;
use crate::understanding::{Act, Heard, HeardName, HeardProblem, Meaning, Verdict};

/// A turn of fewer words that gives a detail is no more than the detail.
const WORDS_OF_A_SENTENCE: usize = 9;
/// From this many words on, what was not an answer is part of a story.
const WORDS_OF_A_STORY: usize = 3;
/// So often a story is heard out; after that it counts as not understood.
const MOST_STORIES: u8 = 3;

impl Mind<'_> {
    pub(super) fn hear(&mut self, meaning: &Meaning) {
        if self.wants_no_texts() {
            return self.hear_in_silence(meaning);
        }
        if !self.state.greeted {
            self.greet();
        }
        self.state.silences = 0;
        self.state.closed = false;
        if self.is_time_up() {
            return self.time_up();
        }
        self.take_language(meaning);
        self.take_urgency(meaning);
        if self.ends_here(meaning) {
            return;
        }
        let corrected = self.take_facts(meaning);
        if corrected && self.state.asked == Some(Question::Confirm) {
            self.flag(FlagReason::CorrectedAfterReadBack);
        }
        if self.interrupted(meaning) {
            return;
        }
        self.answer_questions(meaning);
        self.take_answer(meaning, corrected);
        if self.state.closed || self.waits_for_a_result() {
            return;
        }
        self.go_on(meaning);
    }

    /// A step whose result decides what is said next is already on its way.
    fn waits_for_a_result(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Book { .. } | Step::FindWindows { .. } | Step::LookUpVisits { .. }))
    }

    fn go_on(&mut self, meaning: &Meaning) {
        if self.understood {
            self.state.misunderstood = 0;
            return self.proceed();
        }
        // Somebody who goes on telling their story is heard out and asked again, not told off.
        let is_story = meaning.words >= WORDS_OF_A_STORY && self.state.facts.problem.is_some() && self.state.stories < MOST_STORIES;
        if is_story {
            self.state.stories += 1;
            return self.proceed();
        }
        self.state.misunderstood += 1;
        if self.state.misunderstood >= 2 {
            self.flag(FlagReason::NotUnderstood);
            return self.hand_over(CallbackReason::NotUnderstood);
        }
        self.say(Utterance::NotUnderstood);
        self.proceed();
    }

    fn is_time_up(&self) -> bool {
        let lasted = self.setting.now.duration_since(self.setting.started);
        self.setting.channel == Channel::Phone && (self.setting.turn >= MOST_TURNS_OF_A_CALL || lasted >= LONGEST_CALL)
    }

    fn take_language(&mut self, meaning: &Meaning) {
        let Some(spoken) = meaning.language else { return };
        // A name or an address tells nothing of the language it is said in.
        let is_detail =
            meaning.words < WORDS_OF_A_SENTENCE && (meaning.name.is_some() || meaning.address.is_some() || meaning.phone.is_some());
        let is_offered = self.setting.business.languages().contains(&spoken);
        if spoken != self.state.language && is_offered && (!is_detail || meaning.is(Act::ChangeLanguage)) {
            self.state.language = spoken;
            if meaning.is(Act::ChangeLanguage) {
                self.say(Utterance::LanguageChanged { language: spoken });
            }
        }
        if meaning.is(Act::ChangeLanguage) {
            self.understood = true;
        }
    }

    /// Emergencies are decided on every turn, before anything else is dealt with.
    pub(super) fn take_urgency(&mut self, meaning: &Meaning) {
        let urgency = &meaning.urgency;
        let was_asked = self.state.asked == Some(Question::Urgency);
        let level = match (urgency.verdict, was_asked) {
            (Verdict::Yes, _) | (Verdict::Ask, true) => UrgencyLevel::Emergency,
            (Verdict::Ask, false) if self.times_asked(Question::Urgency) == 0 => UrgencyLevel::Ask,
            // "What?" is no answer: the question is asked again.
            (Verdict::No, true) if meaning.is(Act::Repeat) || meaning.is(Act::HoldOn) => self.state.urgency.level,
            (Verdict::No, true) => UrgencyLevel::Routine,
            (Verdict::No, false) if meaning.problem.is_some() && self.state.urgency.level == UrgencyLevel::Unknown => UrgencyLevel::Routine,
            _ => self.state.urgency.level,
        };
        if was_asked || urgency.verdict != Verdict::No {
            self.understood = true;
        }
        if self.state.urgency.level == UrgencyLevel::Emergency && level != UrgencyLevel::Emergency {
            return;
        }
        self.state.urgency.level = level;
        if urgency.verdict != Verdict::No {
            self.state.urgency.because.extend(urgency.because.iter().cloned());
        }
        let new_danger = urgency.verdict == Verdict::Yes && urgency.danger.is_some() && urgency.danger != self.state.urgency.danger;
        if new_danger {
            self.state.urgency.danger = urgency.danger;
            if let Some(danger) = urgency.danger {
                self.say(Utterance::Safety { danger });
            }
        }
        if level == UrgencyLevel::Emergency && !self.state.urgency.alerted {
            self.alert_owner(meaning);
        }
    }

    /// Once in a conversation, before any booking. What is said of it is what is really done.
    fn alert_owner(&mut self, meaning: &Meaning) {
        self.state.urgency.alerted = true;
        self.flag(FlagReason::Emergency);
        self.settle(Outcome::Emergency);
        let said = meaning.problem.as_ref().map(|heard| heard.value.summary.clone());
        let facts = &self.state.facts;
        let alert = EmergencyAlert {
            danger: self.state.urgency.danger,
            summary: said.or_else(|| facts.problem.as_ref().map(|fact| fact.value.summary.clone())),
            name: facts.name.as_ref().map(|fact| fact.value.clone()),
            address: facts.address.as_ref().map(|fact| fact.value.clone()),
            phone: facts.phone.as_ref().map(|fact| fact.value.clone()),
        };
        self.steps.push(Step::AlertOwner { alert });
        if self.setting.caller.owner_reachable {
            self.say(Utterance::OwnerAlerted);
        } else {
            self.note_callback(CallbackReason::Emergency);
        }
    }

    /// Takes in every fact of the turn. True where one that was known before has changed.
    pub(super) fn take_facts(&mut self, meaning: &Meaning) -> bool {
        let mut corrected = false;
        if let Some(heard) = &meaning.problem {
            self.take_problem(heard, meaning);
        }
        if let Some(heard) = &meaning.name {
            corrected |= self.take_name(heard, meaning);
        }
        if let Some(heard) = &meaning.address {
            corrected |= self.take_address(heard, meaning);
        }
        if let Some(heard) = &meaning.phone {
            let fact = Fact { value: heard.value.clone(), receipt: Receipt::heard(self.setting.turn, heard.span) };
            corrected |= self.state.facts.phone.as_ref().is_some_and(|old| old.value != fact.value);
            self.state.facts.phone = Some(fact);
            self.understood = true;
        }
        corrected
    }

    fn take_problem(&mut self, heard: &Heard<HeardProblem>, meaning: &Meaning) {
        let is_parting = [Act::No, Act::Thanks, Act::Goodbye].iter().any(|act| meaning.is(*act));
        if self.state.matter_settled && is_parting {
            return;
        }
        self.understood = true;
        let receipt = Receipt::heard(self.setting.turn, heard.span);
        let service = heard.value.service.clone().unwrap_or_else(|| GENERAL.to_owned());
        if self.state.matter_settled {
            self.begin_another_matter();
        }
        match &mut self.state.facts.problem {
            None => self.state.facts.problem = Some(Fact { value: Problem { service, summary: heard.value.summary.clone() }, receipt }),
            Some(known) if known.value.service == GENERAL && service != GENERAL => {
                known.value.service = service;
            }
            Some(_) => {}
        }
    }

    fn take_name(&mut self, heard: &Heard<HeardName>, meaning: &Meaning) -> bool {
        let was_asked = matches!(self.state.asked, Some(Question::Name | Question::NameSpelling));
        if !heard.value.sure {
            // A name that may be misheard is spelled rather than guessed, once it is its turn.
            if was_asked {
                self.understood = true;
                if self.state.asked == Some(Question::Name) {
                    self.state.name_needs_spelling = true;
                }
            }
            return false;
        }
        let known = self.state.facts.name.as_ref();
        let is_hint_only = known.is_some_and(|fact| matches!(fact.receipt, Receipt::Carrier { .. } | Receipt::Form { .. }));
        let was_read_back = self.state.asked == Some(Question::Confirm);
        let replaces = known.is_none() || was_asked || is_hint_only || meaning.is(Act::Correct) || was_read_back;
        if !replaces {
            return false;
        }
        let corrected = known.is_some_and(|fact| fact.value != heard.value.name) && (was_read_back || !is_hint_only);
        self.state.facts.name = Some(Fact { value: heard.value.name.clone(), receipt: Receipt::heard(self.setting.turn, heard.span) });
        self.state.name_needs_spelling = false;
        self.understood = true;
        corrected
    }

    fn take_address(&mut self, heard: &Heard<Address>, meaning: &Meaning) -> bool {
        let was_asked = matches!(self.state.asked, Some(Question::Street | Question::Place | Question::Zip));
        let names_door = heard.value.street_line.is_some() || heard.value.unit.is_some();
        let replaces = self.state.facts.address.is_none()
            || was_asked
            || names_door && (meaning.is(Act::Correct) || self.state.asked == Some(Question::Confirm))
            || self.state.facts.address.as_ref().is_some_and(|fact| fact.value.street().is_none());
        if !replaces {
            return false;
        }
        self.understood = true;
        let old = self.state.facts.address.take();
        let value = old.as_ref().map_or_else(|| heard.value.clone(), |fact| fact.value.overlaid_with(&heard.value));
        let door = |address: &Address| (address.street_line.clone(), address.unit.clone());
        let corrected = old.is_some_and(|fact| fact.value.street().is_some() && door(&fact.value) != door(&value));
        self.state.facts.address = Some(Fact { value, receipt: Receipt::heard(self.setting.turn, heard.span) });
        corrected
    }
}
