//! Taking in what was said.

use super::answer::{holds_a_fact, wish_in};
use super::change::wanted_in;
use super::{LONGEST_CALL, MOST_TURNS_OF_A_CALL, Mind};
use crate::domain::conversation::booking::{Problem, Proposal};
use crate::domain::conversation::fact::{Fact, Receipt};
use crate::domain::conversation::state::{Line, UrgencyLevel};
use crate::domain::conversation::step::{CallbackReason, EmergencyAlert, Part, Question, Step, Utterance};
use crate::domain::conversation::{Channel, FlagReason, Outcome};
use crate::domain::customer::Address;
use crate::domain::phone_number::PhoneNumber;
use crate::domain::service::GENERAL;
use crate::understanding::{Act, Heard, HeardName, HeardProblem, Meaning, Verdict};

/// A turn of fewer words that gives a detail is no more than the detail.
const WORDS_OF_A_SENTENCE: usize = 9;
/// From this many words on, what was not an answer is part of a story.
const WORDS_OF_A_STORY: usize = 3;
/// So often in a row a story is heard out; after that it counts as not understood.
const MOST_STORIES: u8 = 2;

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
        self.state.line = Line::Talking;
        self.state.is_leaving = meaning.is(Act::Goodbye) && !meaning.is(Act::Greeting);
        self.is_asked_to_repeat = meaning.is(Act::Repeat);
        self.confirming = self.state.proposal.as_ref().filter(|_| self.state.asked == Some(Question::Confirm)).map(Proposal::window);
        if self.is_time_up() {
            return self.time_up();
        }
        self.take_language(meaning);
        self.take_urgency(meaning);
        if self.ends_here(meaning) {
            return;
        }
        self.puts_emergency_first(meaning);
        let meaning = &*self.without_visit_day(meaning);
        let corrected = self.take_facts(meaning);
        self.state.told_something |= tells_something(meaning);
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
        self.steps
            .iter()
            .any(|step| matches!(step, Step::Book { .. } | Step::OnVisit { .. } | Step::FindWindows { .. } | Step::LookUpVisits { .. }))
    }

    fn go_on(&mut self, meaning: &Meaning) {
        if self.understood {
            (self.state.misunderstood, self.state.stories) = (0, 0);
            return self.proceed();
        }
        if meaning.is(Act::Unclear) {
            return self.they_do_not_know();
        }
        // Somebody who goes on telling their story is heard out and asked again, not told off.
        let is_story = meaning.words >= WORDS_OF_A_STORY && self.state.facts.problem.is_some() && self.state.stories < MOST_STORIES;
        if is_story {
            self.state.stories += 1;
            self.say(if self.state.is_emergency() { Utterance::Hurrying } else { Utterance::Listening });
            return self.proceed();
        }
        self.state.misunderstood += 1;
        let is_bare_answer = meaning.is(Act::Yes) || meaning.is(Act::No);
        if self.state.misunderstood < 2 {
            let agrees = meaning.is(Act::Yes) && self.state.asked == Some(Question::Problem);
            let urges = self.state.is_emergency() && !is_bare_answer;
            self.say(if urges {
                Utterance::Hurrying
            } else if agrees {
                Utterance::Sure
            } else {
                Utterance::NotUnderstood
            });
            return self.proceed();
        }
        if is_bare_answer && self.may_offer_call_back() {
            return self.ask(Question::CallBack);
        }
        self.flag(FlagReason::NotUnderstood);
        self.hand_over(CallbackReason::NotUnderstood);
    }

    /// Who doesn't know the answer is not asked for it over and over.
    fn they_do_not_know(&mut self) {
        self.say(Utterance::NoMatter);
        self.state.misunderstood += 1;
        if self.state.facts.problem.is_some() && self.may_offer_call_back() {
            return self.ask(Question::CallBack);
        }
        if self.state.misunderstood >= 2 || self.times_asked(Question::CallBack) > 0 {
            self.flag(FlagReason::NotUnderstood);
            return self.hand_over(CallbackReason::Question);
        }
        self.proceed();
    }

    fn may_offer_call_back(&self) -> bool {
        self.times_asked(Question::CallBack) == 0 && self.state.owed_callback.is_none() && !self.state.matter_settled
    }

    fn is_time_up(&self) -> bool {
        let lasted = self.setting.now.duration_since(self.setting.started);
        self.setting.channel == Channel::Phone && (self.setting.turn >= MOST_TURNS_OF_A_CALL || lasted >= LONGEST_CALL)
    }

    fn take_language(&mut self, meaning: &Meaning) {
        let Some(spoken) = meaning.language else { return };
        // A name or an address tells nothing of the language it is said in, and letters that are spelled even less.
        let asks_name = matches!(self.state.asked, Some(Question::Name | Question::NameSpelling | Question::VisitName));
        let is_name = asks_name && meaning.name.is_some();
        let is_detail = is_name || meaning.words < WORDS_OF_A_SENTENCE && holds_a_fact(meaning);
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
            // A name or an address is taken, and the question is asked once more; after that no answer counts as "it can't".
            (Verdict::Ask, true) if holds_a_fact(meaning) && self.times_asked(Question::Urgency) < 2 => UrgencyLevel::Ask,
            (Verdict::Yes, _) | (Verdict::Ask, true) => UrgencyLevel::Emergency,
            (Verdict::Ask, false) if self.times_asked(Question::Urgency) == 0 => UrgencyLevel::Ask,
            // "What?" is no answer: the question is asked again. "A person" is none either, and stays as urgent as it may be.
            (Verdict::No, true) if [Act::Repeat, Act::HoldOn, Act::Person].iter().any(|act| meaning.is(*act)) => self.state.urgency.level,
            (Verdict::No, true) => UrgencyLevel::Routine,
            (Verdict::No, false) if meaning.problem.is_some() && self.state.urgency.level == UrgencyLevel::Unknown => UrgencyLevel::Routine,
            _ => self.state.urgency.level,
        };
        // A doubt about nothing that was told leads no further.
        let is_matter = self.state.facts.problem.is_some() || meaning.problem.is_some();
        if was_asked || urgency.verdict == Verdict::Yes || urgency.verdict == Verdict::Ask && is_matter {
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
    pub(super) fn alert_owner(&mut self, meaning: &Meaning) {
        self.state.urgency.alerted = true;
        self.flag(FlagReason::Emergency);
        self.settle(Outcome::Emergency);
        let said = meaning.problem.as_ref().map(|heard| heard.value.summary.clone());
        let mut alert = EmergencyAlert::of(&self.state.facts, self.state.urgency.danger);
        alert.summary = said.or(alert.summary);
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
        // What a visit was booked for is nothing new, unless it can't wait.
        let is_of_visit = self.state.change.is_some() || wanted_in(meaning).is_some();
        if let Some(heard) = meaning.problem.as_ref().filter(|_| !is_of_visit || meaning.urgency.verdict != Verdict::No) {
            self.take_problem(heard, meaning);
        }
        if let Some(heard) = &meaning.name {
            corrected |= self.take_name(heard, meaning);
        }
        if let Some(heard) = &meaning.address {
            corrected |= self.take_address(heard, meaning);
        }
        if let Some(heard) = &meaning.phone {
            corrected |= self.take_phone(heard);
        }
        if wants_visit(meaning) {
            self.state.only_asked = false;
        }
        corrected
    }

    fn take_phone(&mut self, heard: &Heard<PhoneNumber>) -> bool {
        let fact = Fact { value: heard.value.clone(), receipt: Receipt::heard(self.setting.turn, heard.span) };
        let old = self.state.facts.phone.replace(fact);
        let corrected = old.as_ref().is_some_and(|old| Some(&old.value) != self.state.facts.phone.as_ref().map(|new| &new.value));
        // A number that only the carrier gave was not read back before.
        let is_new_to_them = old.is_some_and(|old| matches!(old.receipt, Receipt::Carrier { .. }));
        self.understood = true;
        self.taken(Question::Phone, Part::Phone, corrected || is_new_to_them);
        corrected
    }

    /// Notes what changed, so that it alone is read back, and that a detail asked for again is there.
    fn taken(&mut self, question: Question, part: Part, corrected: bool) {
        if self.state.to_correct == Some(question) {
            self.state.to_correct = None;
        }
        if corrected {
            self.changed.push(part);
        }
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
        if self.state.facts.problem.is_none() {
            self.state.only_asked = only_asks(meaning);
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
        let was_asked = matches!(self.state.asked, Some(Question::Name | Question::NameSpelling | Question::VisitName));
        // A name that is only held against the book need not be spelled.
        if !heard.value.sure && self.state.asked != Some(Question::VisitName) {
            self.take_unclear_name(heard, meaning);
            return false;
        }
        let known = self.state.facts.name.as_ref();
        let is_hint_only = known.is_some_and(|fact| matches!(fact.receipt, Receipt::Carrier { .. } | Receipt::Form { .. }));
        let was_read_back = self.state.asked == Some(Question::Confirm);
        // "Thanks, Tom" is not who calls.
        let is_courtesy = meaning.is(Act::Thanks) && !refuses(meaning);
        let replaces = known.is_none() || was_asked || is_hint_only || meaning.is(Act::Correct) || was_read_back && !is_courtesy;
        if !replaces {
            return false;
        }
        let corrected = known.is_some_and(|fact| fact.value != heard.value.name) && (was_read_back || !is_hint_only);
        self.state.facts.name = Some(Fact { value: heard.value.name.clone(), receipt: Receipt::heard(self.setting.turn, heard.span) });
        self.state.name_needs_spelling = false;
        self.understood = true;
        self.is_named = !was_read_back;
        self.taken(Question::Name, Part::Name, corrected);
        corrected
    }

    /// A name that may be misheard is spelled rather than guessed, once it is its turn.
    fn take_unclear_name(&mut self, heard: &Heard<HeardName>, meaning: &Meaning) {
        let asked = self.state.asked;
        let is_meant =
            matches!(asked, Some(Question::Name | Question::NameSpelling)) || asked == Some(Question::Confirm) && refuses(meaning);
        if is_meant {
            self.understood = true;
            self.state.name_needs_spelling = true;
            let receipt = Receipt::heard(self.setting.turn, heard.span);
            self.state.unclear_name = Some(Fact { value: heard.value.name.clone(), receipt });
        }
    }

    fn take_address(&mut self, heard: &Heard<Address>, meaning: &Meaning) -> bool {
        let was_asked = matches!(self.state.asked, Some(Question::Street | Question::Place | Question::Zip | Question::VisitStreet));
        let names_door = heard.value.street_line.is_some() || heard.value.unit.is_some();
        let known = self.state.facts.address.as_ref().map(|fact| &fact.value);
        let fills_a_gap = !names_door
            && known.is_some_and(|known| {
                known.city.is_none() && heard.value.city.is_some() || known.zip.is_none() && heard.value.zip.is_some()
            });
        let replaces = self.state.facts.address.is_none()
            || was_asked
            || fills_a_gap
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
        self.taken(Question::Street, Part::Address, corrected);
        corrected
    }
}

/// A first question about what we do is no wish for a visit yet: "how much is a new faucet?".
fn only_asks(meaning: &Meaning) -> bool {
    let asks = meaning.is(Act::AskPrice) || meaning.is(Act::AskOther) || meaning.answer.is_some();
    asks && meaning.urgency.verdict == Verdict::No && !wants_visit(meaning)
}

/// They ask for a visit, or give what only a visit needs.
fn wants_visit(meaning: &Meaning) -> bool {
    meaning.is(Act::Book) && !meaning.is(Act::AskPrice) || holds_a_fact(meaning) || wish_in(meaning).is_some()
}

/// More than a greeting, a yes or a question that is answered at once.
fn tells_something(meaning: &Meaning) -> bool {
    let wishes = [Act::Book, Act::Reschedule, Act::Cancel, Act::AskWhen, Act::Message, Act::Person];
    wishes.iter().any(|act| meaning.is(*act)) || meaning.problem.is_some() || holds_a_fact(meaning) || wish_in(meaning).is_some()
}

/// "No" and "that's wrong".
pub(super) fn refuses(meaning: &Meaning) -> bool {
    (meaning.is(Act::No) || meaning.is(Act::Correct)) && !meaning.is(Act::Yes)
}
