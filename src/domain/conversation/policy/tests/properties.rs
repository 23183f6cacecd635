//! What holds whatever callers do.

use super::support::*;
use crate::domain::availability::Window;
use crate::domain::conversation::booking::BookingRequest;
use crate::domain::conversation::change::{Letter, VisitUtterance};
use crate::domain::conversation::policy::Caller;
use crate::domain::conversation::state::Line;
use crate::domain::conversation::step::{Event, Keyword, Part, Step, Utterance};
use crate::domain::conversation::{Channel, State};
use crate::domain::customer::{Address, PersonName};
use crate::domain::language::Language;
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::time::{ClockSpan, TimeMeaning};
use crate::understanding::visit::VisitWords;
use crate::understanding::{Act, Asked, Danger, Meaning, Pick, Urgency, Verdict};
use jiff::civil::{date, time};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

const ACTS: [Act; 25] = [
    Act::Book,
    Act::Reschedule,
    Act::Cancel,
    Act::AskWhen,
    Act::AskHours,
    Act::AskArea,
    Act::AskPrice,
    Act::AskBot,
    Act::AskOther,
    Act::Person,
    Act::Message,
    Act::Yes,
    Act::No,
    Act::Correct,
    Act::Repeat,
    Act::HoldOn,
    Act::Greeting,
    Act::Thanks,
    Act::Goodbye,
    Act::ChangeLanguage,
    Act::OptOut,
    Act::WrongNumber,
    Act::Sales,
    Act::Abuse,
    Act::Unclear,
];

/// What somebody does in a turn.
#[derive(Clone, Debug)]
pub(super) enum Move {
    /// Answers what was asked.
    Helps,
    /// Answers it, and says more in the same breath.
    HelpsAnd(Box<Meaning>),
    /// Does this, whatever was asked.
    Does(Event),
    /// Does what was done before once more.
    Again,
}

fn an_address() -> impl Strategy<Value = Address> {
    let text = |choices: Vec<&'static str>| option::of(select(choices).prop_map(str::to_owned));
    (text(vec!["8412 Johnson Drive", "8421", "12 Elm Street"]), text(vec!["Apt 4B"]), text(vec!["Merriam"]), text(vec!["66203", "99999"]))
        .prop_map(|(street_line, unit, city, zip)| Address { street_line, unit, city, state: None, zip })
}

fn a_time() -> impl Strategy<Value = TimeMeaning> {
    let preference = || {
        let times = option::of(
            (0_i8..20, 0_i8..4).prop_map(|(from, length)| ClockSpan { from: time(from, 0, 0, 0), to: time(from + length, 0, 0, 0) }),
        );
        (option::of(23_i8..28), times).prop_map(|(on, times)| {
            let days = on.and_then(|on| day(date(2026, 11, on)).days);
            crate::understanding::time::Preference { days, times }
        })
    };
    let few = |most| prop::collection::vec(preference(), 0..most);
    (few(3), few(2), any::<(bool, bool)>()).prop_map(|(preferred, excluded, (soonest, any_time))| TimeMeaning {
        soonest,
        any_time,
        ..wish(preferred, excluded)
    })
}

fn an_urgency() -> impl Strategy<Value = Urgency> {
    let verdict = prop_oneof![6 => Just(Verdict::No), 1 => Just(Verdict::Ask), 1 => Just(Verdict::Yes)];
    (verdict, option::of(select(vec![Danger::Gas, Danger::Fire]))).prop_map(|(verdict, danger)| Urgency {
        danger: danger.filter(|_| verdict == Verdict::Yes),
        because: Vec::new(),
        verdict,
    })
}

fn a_meaning() -> impl Strategy<Value = Meaning> {
    let rarely = |meaning: BoxedStrategy<Meaning>| option::weighted(0.2, meaning).prop_map(Option::unwrap_or_default);
    let names = prop_oneof![select(vec!["Maria", "Tom"]).prop_map(name), Just(unclear_name("Xq"))];
    let services = select(vec![None, Some("drain"), Some("water_heater")]);
    let facts = (
        rarely(names.boxed()),
        rarely(an_address().prop_map(place).boxed()),
        rarely(select(vec!["+18165550142", "+18165550188"]).prop_map(phone).boxed()),
        rarely(services.prop_map(|service| problem(service, "something leaks")).boxed()),
    );
    let picks = select(vec![Pick::First, Pick::Second, Pick::Either, Pick::Neither, Pick::Same, Pick::New]);
    let rest = (option::weighted(0.2, a_time()), option::weighted(0.2, picks), option::weighted(0.1, Just(0_usize)), 0_usize..60);
    let acts = prop::collection::vec(select(ACTS.to_vec()), 0..3);
    let language = option::weighted(0.1, select(vec![Language::En, Language::Es]));
    let detail = option::weighted(0.1, select(vec![Asked::Name, Asked::Address, Asked::Phone, Asked::When]));
    (facts, rest, acts, an_urgency(), (language, detail)).prop_map(
        |((name, place, phone, problem), (time, pick, answer, words), acts, urgency, (language, detail))| Meaning {
            language,
            acts,
            time,
            name: name.name,
            phone: phone.phone,
            address: place.address,
            problem: problem.problem,
            urgency,
            pick,
            asks_about: None,
            detail,
            answer,
            words,
            visit: VisitWords::default(),
        },
    )
}

fn a_move() -> impl Strategy<Value = Move> {
    let keywords = select(vec![Keyword::Stop, Keyword::Cancel, Keyword::Start, Keyword::Help]);
    prop_oneof![
        10 => Just(Move::Helps),
        2 => a_meaning().prop_map(|meaning| Move::HelpsAnd(Box::new(meaning))),
        6 => a_meaning().prop_map(|meaning| Move::Does(Event::Heard { meaning: Box::new(meaning) })),
        2 => select(vec![Act::Yes, Act::No]).prop_map(|act| Move::Does(Event::Heard { meaning: Box::new(acts(&[act])) })),
        1 => select(vec!["0", "1", "2", "7", "66203#", "8165550142", ""]).prop_map(|keys| Move::Does(Event::Keys { keys: keys.to_owned() })),
        1 => Just(Move::Does(Event::Silence)),
        1 => Just(Move::Does(Event::Begin)),
        1 => select(vec![
            Event::OwnerTook,
            Event::OwnerRang { bridged: false },
            Event::OwnerRang { bridged: true },
            Event::Recorded { seconds: 9 },
            Event::HungUp { missed: false },
            Event::HungUp { missed: true },
        ])
        .prop_map(Move::Does),
        1 => keywords.prop_map(|keyword| Move::Does(Event::Keyword { keyword })),
        1 => select(vec![Letter::Confirm, Letter::Move, Letter::CallOff]).prop_map(|letter| Move::Does(Event::Letter { letter })),
        1 => Just(Move::Does(Event::Reminded { visit: Box::new(visit(7, window(26, 8))) })),
        2 => Just(Move::Again),
    ]
}

fn some_settings() -> impl Strategy<Value = Value> {
    let answers = json!([{ "words": ["licensed"], "answer": "Yes, we are licensed and insured." }]);
    let area = select(vec![json!(null), json!(["66203"])]);
    (area, any::<bool>(), any::<bool>()).prop_map(move |(area, carrier_answers, english_only)| {
        let languages = if english_only { json!(["en"]) } else { json!(["en", "es"]) };
        json!({ "service_area": area, "carrier_answers_keywords": carrier_answers, "languages": languages, "answers": answers })
    })
}

fn somebody() -> impl Strategy<Value = Caller> {
    let known = option::of(Just(PersonName { given: Some("Ann".to_owned()), family: None }));
    (option::of(Just(number("+18165550142"))), known, any::<(bool, bool, bool, bool, bool)>()).prop_map(
        |(phone, name, (from_form, opted_out, owner_reachable, can_ring_owner, is_suspect))| Caller {
            phone,
            name,
            from_form,
            opted_out,
            owner_reachable,
            can_ring_owner,
            is_suspect,
        },
    )
}

pub(super) fn a_talk() -> impl Strategy<Value = Talk> {
    let channel = select(vec![Channel::Phone, Channel::Sms, Channel::Web]);
    let free = prop::sample::subsequence(three_days(), 0..=12);
    let visits = option::weighted(0.5, Just(visit(7, window(26, 8))));
    (channel, some_settings(), somebody(), free, visits).prop_map(|(channel, settings, caller, free, visit)| {
        // A text always comes from a number.
        let phone = if channel == Channel::Sms { Some(number("+18165550142")) } else { caller.phone.clone() };
        Talk { free, visits: visit.into_iter().collect(), ..Talk::of(channel, settings, Caller { phone, ..caller }) }
    })
}

pub(super) fn a_story() -> impl Strategy<Value = (Talk, Vec<(Move, bool)>)> {
    (a_talk(), prop::collection::vec((a_move(), prop::bool::weighted(0.1)), 1..30))
}

/// What one breath of a caller means who answers and adds something.
fn joined(answer: Meaning, more: &Meaning) -> Meaning {
    Meaning {
        acts: [answer.acts, more.acts.clone()].concat(),
        time: answer.time.or_else(|| more.time.clone()),
        name: answer.name.or_else(|| more.name.clone()),
        phone: answer.phone.or_else(|| more.phone.clone()),
        address: answer.address.or_else(|| more.address.clone()),
        problem: answer.problem.or_else(|| more.problem.clone()),
        ..more.clone()
    }
}

/// An event, whether somebody else was faster then, what came of it, and where the conversation stood.
pub(super) type Played = (Event, bool, Turn, State);

/// Plays a story: each event with the turn that came of it. A call that is over gets no more turns, as in `take_turn`.
pub(super) fn play(mut talk: Talk, moves: &[(Move, bool)]) -> Vec<Played> {
    let mut played: Vec<Played> = Vec::new();
    for (step, is_overtaken) in moves {
        if talk.state.closed && talk.channel == Channel::Phone {
            break;
        }
        let event = match (step, played.last()) {
            (Move::Does(event), _) | (Move::Again, Some((event, ..))) => event.clone(),
            (Move::HelpsAnd(more), _) => Event::Heard { meaning: Box::new(joined(talk.helpful_answer(), more)) },
            (Move::Helps | Move::Again, _) => Event::Heard { meaning: Box::new(talk.helpful_answer()) },
        };
        if !can_happen(&event, talk.channel) {
            continue;
        }
        talk.is_overtaken = *is_overtaken;
        let turn = talk.take(event.clone());
        played.push((event, *is_overtaken, turn, talk.state.clone()));
    }
    played
}

/// Only calls have keys, only texts the carrier's keywords, and nobody rings to begin a text.
fn can_happen(event: &Event, channel: Channel) -> bool {
    match event {
        Event::Keys { .. } | Event::OwnerTook | Event::OwnerRang { .. } | Event::Recorded { .. } | Event::HungUp { .. } => {
            channel == Channel::Phone
        }
        Event::Keyword { .. } | Event::Letter { .. } | Event::Reminded { .. } => channel == Channel::Sms,
        Event::Begin => channel != Channel::Sms,
        _ => true,
    }
}

fn is_question(utterance: &Utterance) -> bool {
    if let Utterance::OnVisit { words } = utterance {
        return words.is_question();
    }
    matches!(
        utterance,
        Utterance::Ask { .. }
            | Utterance::AskSameVisit { .. }
            | Utterance::OfferWindows { .. }
            | Utterance::ReadBack { .. }
            | Utterance::WhichNumberToStop
    )
}

/// Street and unit are what is read back of an address.
fn door(address: &Address) -> (Option<String>, Option<String>) {
    (address.street_line.clone(), address.unit.clone())
}

/// What the caller has heard last of each part of a booking.
#[derive(Default)]
struct ReadAloud {
    offered: Vec<Window>,
    window: Option<Window>,
    name: Option<PersonName>,
    door: Option<(Option<String>, Option<String>)>,
    phone: Option<PhoneNumber>,
}

impl ReadAloud {
    fn hear(&mut self, utterance: &Utterance) {
        match utterance {
            Utterance::OfferWindows { offer, .. } => self.offered.extend(offer.windows.clone()),
            Utterance::ReadBack { window, name, address, phone, only, .. } => {
                let says = |part| only.is_empty() || only.contains(&part);
                if says(Part::Window) {
                    self.offered.push(*window);
                    self.window = Some(*window);
                }
                if says(Part::Name) {
                    self.name = Some(name.clone());
                }
                if says(Part::Address) {
                    self.door = Some(door(address));
                }
                if says(Part::Phone) {
                    self.phone.clone_from(phone);
                }
            }
            _ => {}
        }
    }

    fn check(&self, request: &BookingRequest, caller: &Caller) -> Result<(), TestCaseError> {
        prop_assert!(self.offered.contains(&request.window()), "never offered before: {:?}", request.window());
        prop_assert_eq!(self.window, Some(request.window()));
        prop_assert_eq!(self.name.as_ref(), Some(request.name()));
        prop_assert_eq!(self.door.clone(), Some(door(request.address())));
        // The number that they call from needs no reading back.
        let numbers = [self.phone.as_ref(), caller.phone.as_ref().filter(|_| !caller.from_form)];
        prop_assert!(numbers.contains(&Some(request.phone())), "a number that was not read back");
        Ok(())
    }
}

/// Every fact of a booking was agreed to in this turn, and its receipt names the turn in which just that was said, or what the
/// carrier or a form had given.
fn check_receipts(request: &BookingRequest, heard: &[Option<&Meaning>], caller: &Caller) -> Result<(), TestCaseError> {
    let stored = serde_json::to_value(request).expect("a request can be stored");
    for fact in ["name", "address", "phone", "window"] {
        prop_assert_eq!(&stored[fact]["receipt"]["confirmed_in"], heard.len() - 1, "{} was not agreed to", fact);
    }
    let said = |fact: &str| {
        let turn = stored[fact]["receipt"]["turn"].as_u64().and_then(|turn| usize::try_from(turn).ok());
        turn.and_then(|turn| heard.get(turn).copied().flatten())
    };
    match said("name").and_then(|meaning| meaning.name.as_ref()) {
        Some(heard) => prop_assert_eq!(&heard.value.name, request.name()),
        None => prop_assert!(stored["name"]["receipt"]["from"] != "heard" && caller.name.as_ref() == Some(request.name())),
    }
    match said("phone").and_then(|meaning| meaning.phone.as_ref()) {
        Some(heard) => prop_assert_eq!(&heard.value, request.phone()),
        None => prop_assert!(caller.phone.as_ref() == Some(request.phone()), "a number from nowhere"),
    }
    prop_assert!(said("address").is_some_and(|meaning| meaning.address.is_some()), "an address from nowhere");
    let told = said("problem").and_then(|meaning| meaning.problem.as_ref()).map(|heard| heard.value.summary.clone());
    prop_assert_eq!(told, Some(request.problem().summary.clone()));
    Ok(())
}

pub(super) fn agrees(event: &Event) -> bool {
    match event {
        Event::Heard { meaning } => meaning.is(Act::Yes) && !meaning.is(Act::No),
        Event::Keys { keys } => keys.trim_end_matches('#') == "1",
        _ => false,
    }
}

/// Nothing is booked but a window that was offered, with facts that have receipts and were read back, after a yes.
fn check_bookings(played: &[Played], caller: &Caller) -> Result<(), TestCaseError> {
    let mut aloud = ReadAloud::default();
    let heard: Vec<Option<Meaning>> = played.iter().map(|(event, ..)| said(event)).collect();
    for (number, (event, _, turn, _)) in played.iter().enumerate() {
        for step in &turn.steps {
            let Step::Book { request, .. } = step else { continue };
            prop_assert!(agrees(event), "booked on {event:?}");
            aloud.check(request, caller)?;
            let until_now: Vec<Option<&Meaning>> = heard[..=number].iter().map(Option::as_ref).collect();
            check_receipts(request, &until_now, caller)?;
        }
        turn.utterances().into_iter().for_each(|utterance| aloud.hear(utterance));
    }
    Ok(())
}

/// What a caller said, or typed on the keys where a number was asked for.
pub(super) fn said(event: &Event) -> Option<Meaning> {
    match event {
        Event::Heard { meaning } => Some((**meaning).clone()),
        Event::Keys { keys } => {
            let number = PhoneNumber::parse(keys.trim_end_matches('#')).ok()?;
            Some(phone(number.as_str()))
        }
        _ => None,
    }
}

/// All that a booking takes, each of it said once or more, in any order, with a yes where it falls.
fn turns_in_any_order() -> impl Strategy<Value = Vec<(Move, bool)>> {
    let turns = [
        problem(Some("drain"), "my sink is clogged"),
        name("Maria"),
        street("8412 Johnson Drive"),
        street("8421"),
        zip("66203"),
        phone("+18165550188"),
        on(date(2026, 11, 24)),
        soonest(),
        Meaning { pick: Some(Pick::First), ..Meaning::default() },
        Meaning { pick: Some(Pick::Second), ..Meaning::default() },
        acts(&[Act::Yes]),
        acts(&[Act::Yes]),
        acts(&[Act::No]),
    ];
    let heard = turns.map(|meaning| (Move::Does(Event::Heard { meaning: Box::new(meaning) }), false));
    let twice: Vec<(Move, bool)> = heard.iter().chain(&heard).chain(&heard[10..12]).cloned().collect();
    Just(twice).prop_shuffle()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Whatever is said, in whatever order.
    #[test]
    fn only_what_was_offered_and_read_back_is_booked((talk, moves) in a_story()) {
        let caller = talk.caller.clone();
        check_bookings(&play(talk, &moves), &caller)?;
    }

    /// The same of a caller who gives all that it takes, out of order and more than once.
    #[test]
    fn turns_out_of_order_book_nothing_without_receipts(talk in a_talk(), moves in turns_in_any_order()) {
        let caller = talk.caller.clone();
        check_bookings(&play(talk, &moves), &caller)?;
    }

    /// Never dead air, never the same words twice running, never two questions at once, never a word after good-bye.
    #[test]
    fn every_turn_has_an_answer((talk, moves) in a_story()) {
        let (channel, caller) = (talk.channel, talk.caller.clone());
        let (mut last, mut was_opted_out) = (String::new(), caller.opted_out);
        for (event, _, turn, state) in play(talk, &moves) {
            let nobody_listens = matches!(event, Event::HungUp { .. } | Event::OwnerTook);
            let is_no_turn = matches!(event, Event::Keyword { .. } | Event::Reminded { .. });
            let may_be_silent = nobody_listens || channel == Channel::Sms && (was_opted_out || is_no_turn);
            prop_assert!(may_be_silent || !turn.reply.is_empty(), "dead air after {event:?}");
            prop_assert!(turn.reply.is_empty() || turn.reply != last, "said twice: {last}");
            prop_assert!(!turn.reply.contains("  ") && turn.reply.trim() == turn.reply, "untidy: {:?}", turn.reply);
            let questions = turn.utterances().into_iter().filter(|utterance| is_question(utterance)).count();
            prop_assert!(questions <= 1, "asked {questions} questions at once: {}", turn.reply);
            prop_assert!(questions == 1 || may_be_silent || state.closed || waits_for_the_caller(&turn) || state.line != Line::Talking, "leads nowhere: {}", turn.reply);
            let closes = turn.steps.iter().position(|step| *step == Step::Close);
            prop_assert!(closes.is_none_or(|at| at + 1 == turn.steps.len()), "not the last step: {:?}", turn.steps);
            prop_assert!(closes.is_none() || state.closed);
            last = turn.reply;
            was_opted_out = state.is_opted_out(&caller);
        }
    }

    /// Somebody who wants no texts gets none, apart from the one that says so.
    #[test]
    fn who_wants_no_texts_gets_none((talk, moves) in a_story()) {
        let caller = Caller { opted_out: true, ..talk.caller.clone() };
        let talk = Talk { channel: Channel::Sms, caller: Caller { phone: Some(number("+18165550142")), ..caller.clone() }, ..talk };
        let mut was_opted_out = true;
        for (event, _, turn, state) in play(talk, &moves) {
            let is_keyword = matches!(event, Event::Keyword { .. });
            prop_assert!(!was_opted_out || is_keyword || turn.reply.is_empty(), "after {event:?}: {}", turn.reply);
            was_opted_out = state.is_opted_out(&caller);
        }
    }

    /// The same events give the same steps, also where the state was stored in between.
    #[test]
    fn a_conversation_can_be_replayed((talk, moves) in a_story()) {
        let played = play(talk.clone(), &moves);
        let mut again = Talk { state: State::default(), ..talk };
        for (event, is_overtaken, turn, state) in played {
            again.is_overtaken = is_overtaken;
            prop_assert_eq!(again.take(event), turn);
            let stored = serde_json::to_string(&state).expect("a state can be stored");
            again.state = serde_json::from_str(&stored).expect("a state can be read");
            prop_assert_eq!(&again.state, &state);
        }
    }

    /// The owner is woken once in a conversation, and before any word about windows.
    #[test]
    fn an_emergency_alerts_once((talk, moves) in a_story()) {
        let is_alert = |step: &Step| matches!(step, Step::AlertOwner { .. });
        let alerts: usize = play(talk, &moves).iter().map(|(_, _, turn, _)| turn.count(is_alert)).sum();
        prop_assert!(alerts <= 1);
    }
}

/// The caller asked for a moment, or will be called back: no question follows.
fn waits_for_the_caller(turn: &Turn) -> bool {
    turn.utterances().iter().any(|utterance| match utterance {
        Utterance::OnVisit { words } => matches!(words, VisitUtterance::Confirmed { .. } | VisitUtterance::CalledOff { .. }),
        other => matches!(other, Utterance::TakeYourTime | Utterance::CallbackPromised { .. }),
    })
}
