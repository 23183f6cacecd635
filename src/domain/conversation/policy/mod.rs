//! What the assistant does next: a pure function of where the conversation stands, what just happened, and the business.
//!
//! `hear` takes in what was said, `answer` deals with questions and wishes that come in between, `agree` with windows, `change` and
//! `changed` with visits that are booked, `proceed` finds the next thing to ask or do, `results` takes in what a step brought to
//! light, `consent` heeds whether somebody wants to be texted, `ending` lets the conversation end well,
//! `line` rings the owner, takes messages and sees to lost calls.

mod agree;
mod answer;
mod change;
mod changed;
mod consent;
mod ending;
mod hear;
mod limits;
mod line;
mod proceed;
mod results;
#[cfg(test)]
mod tests;

pub use self::line::SHORTEST_MESSAGE_SECONDS;
use crate::domain::availability::Window;
use crate::domain::business::Business;
use crate::domain::conversation::fact::{Fact, Receipt};
use crate::domain::conversation::state::{Line, State};
use crate::domain::conversation::step::{Event, Part, Question, Step, Utterance};
use crate::domain::conversation::{Channel, FlagReason, Outcome};
use crate::domain::customer::PersonName;
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::{Act, Meaning};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A call that has come to this many turns ends with a promise to call back (contract §4.9).
pub const MOST_TURNS_OF_A_CALL: u32 = 60;
/// A call that has lasted this long ends likewise.
pub const LONGEST_CALL: SignedDuration = SignedDuration::from_mins(15);
/// A question asked this often goes to a person.
const MOST_TIMES_ASKED: u8 = 5;

/// What surrounds a turn.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'a> {
    /// The business with its settings.
    pub business: &'a Business,
    /// How they reached it.
    pub channel: Channel,
    /// What was known of the caller before they said a word.
    pub caller: &'a Caller,
    /// The present.
    pub now: Timestamp,
    /// When the conversation began.
    pub started: Timestamp,
    /// Which turn this is, counted from 0.
    pub turn: u32,
}

/// What is known of a caller before they say a word.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own that is or is not known of a caller")]
pub struct Caller {
    /// Caller id, the sender's number, or one typed into a form.
    pub phone: Option<PhoneNumber>,
    /// The name on record for that number, or one typed into a form. A hint, not proof.
    pub name: Option<PersonName>,
    /// Number and name were typed into a form by somebody unknown.
    pub from_form: bool,
    /// This number wants no texts.
    pub opted_out: bool,
    /// There is a number at which the owner can be alerted.
    pub owner_reachable: bool,
    /// There is a number at which the owner can be rung for this caller.
    #[serde(default)]
    pub can_ring_owner: bool,
    /// The carrier says that the number is not theirs, or it called lately without a word, and more than once.
    #[serde(default)]
    pub is_suspect: bool,
}

impl Caller {
    fn receipt(&self) -> Receipt {
        if self.from_form { Receipt::Form { confirmed_in: None } } else { Receipt::Carrier { confirmed_in: None } }
    }
}

/// Decides what follows from an event. The same arguments always give the same result.
pub fn next_step(state: State, event: &Event, setting: &Setting<'_>) -> (State, Vec<Step>) {
    let mut mind = Mind {
        state,
        steps: Vec::new(),
        setting: *setting,
        understood: false,
        is_named: false,
        is_asked_to_repeat: false,
        confirming: None,
        changed: Vec::new(),
    };
    mind.state.spoke |= matches!(event, Event::Heard { .. } | Event::Keys { .. });
    match event {
        Event::Begin => mind.begin(),
        Event::Heard { meaning } => mind.hear(meaning),
        Event::Keys { keys } => mind.keys(keys),
        Event::Silence => mind.silence(),
        Event::OwnerTook => mind.state.line = Line::WithOwner,
        Event::OwnerRang { bridged } => mind.owner_rang(*bridged),
        Event::Recorded { seconds } => mind.recorded(*seconds),
        Event::HungUp { missed } => mind.hung_up(*missed),
        Event::Keyword { keyword } => mind.keyword(*keyword, false),
        Event::AnsweredKeyword { keyword } => mind.keyword(*keyword, true),
        Event::OverLimit { limit, is_first, meaning } => mind.over_limit(*limit, *is_first, meaning),
        Event::Consent { opted_out } => mind.state.opted_out = Some(*opted_out),
        Event::AlertStanding { standing } => mind.alert_stands(standing),
        Event::Letter { letter } => mind.letter(*letter),
        Event::Reminded { visit } => mind.reminded(visit),
        Event::VisitChanged { done, window, by_text } => mind.visit_changed(*done, *window, *by_text),
        Event::VisitGone => mind.visit_gone(),
        Event::Visits { visits } if mind.state.change.is_some() => mind.visits_for_change(visits),
        Event::Visits { visits } => mind.visits_found(visits),
        Event::Windows { offer } => mind.windows_found(offer),
        Event::Booked { appointment, window, by_text } => mind.booked(*appointment, *window, *by_text),
        Event::WindowGone { offer } => mind.window_gone(offer),
    }
    (mind.state, mind.steps)
}

struct Mind<'a> {
    state: State,
    steps: Vec<Step>,
    setting: Setting<'a>,
    /// Something in this turn made sense.
    understood: bool,
    /// They said their name in this turn.
    is_named: bool,
    /// They asked to hear it again.
    is_asked_to_repeat: bool,
    /// The window that was read back before this turn.
    confirming: Option<Window>,
    /// What was read back before and has changed in this turn.
    changed: Vec<Part>,
}

impl Mind<'_> {
    fn say(&mut self, utterance: Utterance) {
        self.steps.push(Step::Say { utterance });
    }

    fn settle(&mut self, outcome: Outcome) {
        if self.state.outcome != Some(outcome) {
            self.state.outcome = Some(outcome);
            self.steps.push(Step::Settle { outcome });
        }
    }

    fn flag(&mut self, reason: FlagReason) {
        self.steps.push(Step::Flag { reason });
    }

    fn close(&mut self) {
        self.state.closed = true;
        self.state.asked = None;
        self.state.line = Line::Talking;
        self.steps.push(Step::Close);
    }

    fn ask(&mut self, question: Question) {
        let before = self.count_asking(question);
        // The first way to ask for the address asks for city and zip code too, which may be known.
        let knows_place = self.state.facts.address.as_ref().is_some_and(|fact| fact.value.city.is_some() || fact.value.zip.is_some());
        let times = if question == Question::Street && knows_place { before.max(1) } else { before };
        self.say(Utterance::Ask { question, times });
    }

    /// Notes that a question is being asked and gives how often it was asked before.
    fn count_asking(&mut self, question: Question) -> u8 {
        self.state.asked = Some(question);
        let count = self.state.times_asked.entry(question).or_default();
        let before = *count;
        *count = count.saturating_add(1);
        before
    }

    fn times_asked(&self, question: Question) -> u8 {
        self.state.times_asked.get(&question).copied().unwrap_or_default()
    }

    fn begin(&mut self) {
        self.greet();
        self.ask(Question::Problem);
    }

    fn greet(&mut self) {
        self.greet_silently();
        let known = self.setting.caller.name.as_ref().and_then(|name| name.given.clone());
        self.say(Utterance::Greeting { known });
    }

    /// Takes over what is known of the caller before they said a word.
    fn greet_silently(&mut self) {
        if self.state.greeted {
            return;
        }
        let caller = self.setting.caller;
        self.state.greeted = true;
        self.state.language = self.setting.business.languages().first().copied().unwrap_or_default();
        self.state.facts.phone = caller.phone.clone().map(|value| Fact { value, receipt: caller.receipt() });
        self.state.facts.name = caller.name.clone().map(|value| Fact { value, receipt: caller.receipt() });
    }

    /// Keys speak for words: 1 is yes or the first, 2 no or the second, 0 a person.
    fn keys(&mut self, keys: &str) {
        let mut meaning = Meaning::default();
        let asked = self.state.asked;
        match keys.trim_end_matches('#') {
            "0" => meaning.acts.push(Act::Person),
            "2" if asked == Some(Question::Problem) => {
                meaning.acts.push(Act::ChangeLanguage);
                meaning.language = Some(crate::domain::language::Language::Es);
            }
            "1" if matches!(asked, Some(Question::Choice | Question::WhichVisit)) => meaning.pick = Some(crate::understanding::Pick::First),
            "2" if matches!(asked, Some(Question::Choice | Question::WhichVisit)) => {
                meaning.pick = Some(crate::understanding::Pick::Second);
            }
            "1" => meaning.acts.push(Act::Yes),
            "2" => meaning.acts.push(Act::No),
            digits if matches!(asked, Some(Question::Phone | Question::VisitPhone)) => {
                let span = crate::understanding::text::Span::default();
                meaning.phone = PhoneNumber::parse(digits).ok().map(|value| crate::understanding::Heard { value, span });
            }
            _ => {}
        }
        if asked == Some(Question::Urgency) && !meaning.is(Act::No) && !meaning.is(Act::Person) {
            meaning.urgency.verdict = crate::understanding::Verdict::Yes;
        }
        self.hear(&meaning);
    }
}
