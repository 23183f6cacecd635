//! A conversation with the policy alone: what a step asks for is answered from a calendar in memory, as `take_turn` does it
//! from the database.

use crate::domain::appointment::AppointmentStatus;
use crate::domain::availability::Window;
use crate::domain::business::Business;
use crate::domain::business::tests::business;
use crate::domain::conversation::change::{Done, VisitStep};
use crate::domain::conversation::offer;
use crate::domain::conversation::policy::{Caller, Setting, next_step};
use crate::domain::conversation::step::{Event, Keyword, KnownVisit, Question, Step, Utterance, WindowQuery};
use crate::domain::conversation::wish::Wish;
use crate::domain::conversation::wording::{self, Scene};
use crate::domain::conversation::{Channel, State};
use crate::domain::customer::{Address, PersonName};
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::text::Span;
use crate::understanding::time::{DaySpan, Preference, TimeMeaning};
use crate::understanding::{Act, Danger, Heard, HeardName, HeardProblem, Meaning, Pick, Urgency, Verdict};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::collections::VecDeque;
use std::rc::Rc;
use uuid::Uuid;

/// No turn leads to more events than this.
pub(super) const MOST_EVENTS: usize = 12;

/// One conversation.
#[derive(Clone)]
pub(super) struct Talk {
    pub(super) business: Rc<Business>,
    pub(super) channel: Channel,
    pub(super) caller: Caller,
    pub(super) state: State,
    pub(super) turn: u32,
    pub(super) now: Timestamp,
    pub(super) started: Timestamp,
    /// What is free, in order of time.
    pub(super) free: Vec<Window>,
    /// Visits still to come.
    pub(super) visits: Vec<KnownVisit>,
    /// Somebody else is faster at the next booking.
    pub(super) is_overtaken: bool,
}

/// Without the settings that were not set, and with instants that can be read.
impl std::fmt::Debug for Talk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let settings = serde_json::to_string(&self.business.settings).unwrap_or_default();
        let free: Vec<String> = self.free.iter().map(|window| window.from.to_string()).collect();
        write!(f, "{} {settings} {:?} free {free:?} visits {}", self.channel.as_str(), self.caller, self.visits.len())
    }
}

/// What came of a turn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Turn {
    pub(super) steps: Vec<Step>,
    pub(super) reply: String,
    pub(super) events: usize,
}

impl Turn {
    pub(super) fn utterances(&self) -> Vec<&Utterance> {
        self.steps.iter().filter_map(|step| if let Step::Say { utterance } = step { Some(utterance) } else { None }).collect()
    }

    pub(super) fn count(&self, of: impl Fn(&Step) -> bool) -> usize {
        self.steps.iter().filter(|step| of(step)).count()
    }

    pub(super) fn books(&self) -> bool {
        self.count(|step| matches!(step, Step::Book { .. })) > 0
    }
}

/// Sunday, the day before the first windows.
pub(super) fn sunday_noon() -> Timestamp {
    "2026-11-22T12:00-06:00".parse().expect("an instant")
}

pub(super) fn window(day: i8, hour: i8) -> Window {
    let zone = jiff::tz::TimeZone::get("America/Chicago").expect("a zone that exists");
    let instant = |hour: i8| date(2026, 11, day).at(hour, 0, 0, 0).to_zoned(zone.clone()).expect("a time").timestamp();
    Window { from: instant(hour), to: instant(hour + 2) }
}

/// Monday to Wednesday, all windows.
pub(super) fn three_days() -> Vec<Window> {
    [23, 24, 25].into_iter().flat_map(|day| [8, 10, 13, 15].map(|hour| window(day, hour))).collect()
}

impl Talk {
    pub(super) fn of(channel: Channel, settings: Value, caller: Caller) -> Self {
        let now = sunday_noon();
        let (business, state) = (Rc::new(business(settings)), State::default());
        Self { business, channel, caller, state, turn: 0, now, started: now, free: three_days(), visits: Vec::new(), is_overtaken: false }
    }

    /// A call from a number that is shown.
    pub(super) fn call() -> Self {
        Self::call_with(json!({}))
    }

    pub(super) fn call_with(settings: Value) -> Self {
        let caller = Caller { phone: Some(number("+18165550142")), owner_reachable: true, ..Caller::default() };
        let mut talk = Self::of(Channel::Phone, settings, caller);
        talk.take(Event::Begin);
        talk
    }

    /// A call from a number that is withheld.
    pub(super) fn call_without_number() -> Self {
        let mut talk = Self::of(Channel::Phone, json!({}), Caller { owner_reachable: true, ..Caller::default() });
        talk.take(Event::Begin);
        talk
    }

    pub(super) fn texts(settings: Value) -> Self {
        let caller = Caller { phone: Some(number("+18165550142")), owner_reachable: true, ..Caller::default() };
        Self::of(Channel::Sms, settings, caller)
    }

    /// Takes a turn as `take_turn` does.
    pub(super) fn take(&mut self, event: Event) -> Turn {
        let (business, caller) = (Rc::clone(&self.business), self.caller.clone());
        let setting =
            Setting { business: &business, channel: self.channel, caller: &caller, now: self.now, started: self.started, turn: self.turn };
        let mut turn = Turn { steps: Vec::new(), reply: String::new(), events: 0 };
        let mut waiting = VecDeque::from([event]);
        while let Some(event) = waiting.pop_front() {
            assert!(turn.events < MOST_EVENTS, "the policy goes round in circles: {:#?}", turn.steps);
            turn.events += 1;
            let (state, steps) = next_step(std::mem::take(&mut self.state), &event, &setting);
            self.state = state;
            waiting.extend(steps.iter().filter_map(|step| self.result(step)));
            turn.steps.extend(steps);
        }
        let scene = Scene { business: &self.business, channel: self.channel, now: self.now };
        turn.reply = wording::reply(&turn.utterances(), self.state.language, &scene, self.state.last_reply.as_deref());
        self.state.last_reply = Some(turn.reply.clone());
        self.turn += 1;
        self.now = self.now.saturating_add(SignedDuration::from_secs(10)).expect("an instant");
        turn
    }

    fn result(&mut self, step: &Step) -> Option<Event> {
        match step {
            Step::LookUpVisits { .. } => Some(Event::Visits { visits: self.visits.clone() }),
            Step::OnVisit { act } => self.on_visit(act),
            Step::FindWindows { query } => Some(Event::Windows { offer: self.offer(query) }),
            Step::Book { request, query } => {
                let is_free = self.free.contains(&request.window());
                self.free.retain(|window| *window != request.window());
                if std::mem::take(&mut self.is_overtaken) || !is_free {
                    return Some(Event::WindowGone { offer: self.offer(query) });
                }
                Some(Event::Booked { appointment: Uuid::from_u128(u128::from(self.turn)), window: request.window(), by_text: true })
            }
            _ => None,
        }
    }

    /// What a step on a visit leads to.
    fn on_visit(&mut self, act: &VisitStep) -> Option<Event> {
        let (done, visit, window) = match act {
            VisitStep::Find { .. } => return Some(Event::Visits { visits: self.visits.clone() }),
            VisitStep::MarkPending { visit } | VisitStep::Keep { visit } => {
                return (!self.visits.contains(visit.visit())).then_some(Event::VisitGone);
            }
            VisitStep::Confirm { visit } => (Done::Confirmed, visit.visit(), visit.visit().window),
            VisitStep::CallOff { visit } => (Done::CalledOff, visit.visit(), visit.visit().window),
            VisitStep::Move { request, query } if std::mem::take(&mut self.is_overtaken) || !self.free.contains(&request.window()) => {
                return Some(Event::WindowGone { offer: self.offer(query) });
            }
            VisitStep::Move { request, .. } => (Done::Moved, request.visit(), request.window()),
        };
        let Some(known) = self.visits.iter_mut().find(|known| known.appointment == visit.appointment) else {
            return Some(Event::VisitGone);
        };
        known.window = window;
        let id = known.appointment;
        if done == Done::CalledOff {
            self.visits.retain(|known| known.appointment != id);
        }
        Some(Event::VisitChanged { done, window, by_text: self.channel != Channel::Sms })
    }

    fn offer(&self, query: &WindowQuery) -> offer::Offer {
        let soonest = Wish::default();
        let wish = if query.is_emergency && query.wish.preferred.is_empty() { &soonest } else { &query.wish };
        offer::choose(&self.free, wish, &query.refused, self.business.zone())
    }

    /// Says something; gives the words of the reply.
    pub(super) fn says(&mut self, meaning: Meaning) -> String {
        self.hears(meaning).reply
    }

    pub(super) fn hears(&mut self, meaning: Meaning) -> Turn {
        self.take(Event::Heard { meaning: Box::new(meaning) })
    }

    pub(super) fn is_silent(&mut self) -> Turn {
        self.take(Event::Silence)
    }

    pub(super) fn presses(&mut self, keys: &str) -> Turn {
        self.take(Event::Keys { keys: keys.to_owned() })
    }

    pub(super) fn writes(&mut self, keyword: Keyword) -> Turn {
        self.take(Event::Keyword { keyword })
    }

    /// Writes what the carrier has answered.
    pub(super) fn writes_what_is_answered(&mut self, keyword: Keyword) -> Turn {
        self.take(Event::AnsweredKeyword { keyword })
    }

    /// Answers whatever was asked, as a caller does who wants a visit.
    pub(super) fn helps(&mut self) -> Turn {
        let meaning = self.helpful_answer();
        self.hears(meaning)
    }

    pub(super) fn helpful_answer(&self) -> Meaning {
        match self.state.asked {
            Some(Question::Problem) => problem(Some("drain"), "my sink is clogged"),
            Some(Question::Name | Question::NameSpelling | Question::VisitName) => name("Maria"),
            Some(Question::Street | Question::VisitStreet) => street("8412 Johnson Drive"),
            Some(Question::Place | Question::Zip) => zip("66203"),
            Some(Question::Phone | Question::VisitPhone) => phone("+18165550199"),
            Some(Question::When) => on(date(2026, 11, 24)),
            Some(Question::AnythingElse | Question::Urgency) => acts(&[Act::No]),
            Some(Question::WhichVisit) => Meaning { pick: Some(Pick::First), ..Meaning::default() },
            // Every other question is one for a yes.
            Some(_) => acts(&[Act::Yes]),
            None => acts(&[Act::Thanks]),
        }
    }

    /// A caller who helps, up to this question.
    pub(super) fn helps_until(&mut self, question: Question) -> Turn {
        for _ in 0..15 {
            let turn = self.helps();
            if self.state.asked == Some(question) {
                return turn;
            }
        }
        panic!("{question:?} never came: {:#?}", self.state)
    }
}

/// Maria Lopez's visit at 8412 Johnson Drive, booked with the number that calls.
pub(super) fn visit(id: u128, window: Window) -> KnownVisit {
    KnownVisit {
        appointment: Uuid::from_u128(id),
        window,
        status: AppointmentStatus::Scheduled,
        is_emergency: false,
        service: "drain".to_owned(),
        name: PersonName { given: Some("Maria".to_owned()), family: Some("Lopez".to_owned()) },
        address: Address { street_line: Some("8412 Johnson Drive".to_owned()), ..Address::default() },
        phone: Some(number("+18165550142")),
    }
}

pub(super) fn number(text: &str) -> PhoneNumber {
    PhoneNumber::parse(text).expect("a number")
}

fn heard<T>(value: T) -> Heard<T> {
    Heard { value, span: Span { start: 0, end: 4 } }
}

pub(super) fn acts(acts: &[Act]) -> Meaning {
    Meaning { acts: acts.to_vec(), ..Meaning::default() }
}

pub(super) fn problem(service: Option<&str>, summary: &str) -> Meaning {
    let value = HeardProblem { service: service.map(str::to_owned), summary: summary.to_owned() };
    Meaning { problem: Some(heard(value)), ..Meaning::default() }
}

pub(super) fn name(given: &str) -> Meaning {
    let name = PersonName { given: Some(given.to_owned()), family: None };
    Meaning { name: Some(heard(HeardName { name, spelled: false, sure: true })), ..Meaning::default() }
}

pub(super) fn unclear_name(given: &str) -> Meaning {
    let mut meaning = name(given);
    meaning.name.iter_mut().for_each(|heard| heard.value.sure = false);
    meaning
}

pub(super) fn place(value: Address) -> Meaning {
    Meaning { address: Some(heard(value)), ..Meaning::default() }
}

pub(super) fn street(line: &str) -> Meaning {
    place(Address { street_line: Some(line.to_owned()), ..Address::default() })
}

pub(super) fn zip(zip: &str) -> Meaning {
    place(Address { zip: Some(zip.to_owned()), ..Address::default() })
}

pub(super) fn phone(text: &str) -> Meaning {
    Meaning { phone: Some(heard(number(text))), ..Meaning::default() }
}

pub(super) fn wish(preferred: Vec<Preference>, excluded: Vec<Preference>) -> TimeMeaning {
    TimeMeaning { preferred, excluded, soonest: false, any_time: false, from: None, to: None, grain: None, span: Span::default() }
}

pub(super) fn day(day: Date) -> Preference {
    Preference { days: Some(DaySpan { first: day, last: day }), times: None }
}

pub(super) fn on(date: Date) -> Meaning {
    Meaning { time: Some(wish(vec![day(date)], Vec::new())), ..Meaning::default() }
}

pub(super) fn soonest() -> Meaning {
    Meaning { time: Some(TimeMeaning { soonest: true, ..wish(Vec::new(), Vec::new()) }), ..Meaning::default() }
}

pub(super) fn emergency(verdict: Verdict, danger: Option<Danger>) -> Meaning {
    let urgency = Urgency { verdict, danger, because: vec!["flooding".to_owned()] };
    Meaning { urgency, ..problem(Some("leak"), "my basement is flooding") }
}
