use super::*;
use crate::domain::business::tests::business;
use crate::domain::conversation::change::VisitUtterance;
use crate::domain::conversation::offer::{Fit, Offer};
use crate::domain::conversation::step::{CallbackReason, OnTheLine, Part, Question};
use crate::domain::customer::PersonName;
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::Danger;
use jiff::SignedDuration;
use serde_json::{Value, json};

const QUESTIONS: [Question; 19] = [
    Question::Problem,
    Question::Urgency,
    Question::Visit,
    Question::CallBack,
    Question::Name,
    Question::NameSpelling,
    Question::Street,
    Question::Place,
    Question::Zip,
    Question::Phone,
    Question::SameVisit,
    Question::When,
    Question::Choice,
    Question::Confirm,
    Question::AnythingElse,
    Question::VisitStreet,
    Question::VisitName,
    Question::VisitPhone,
    Question::NewTime,
];

/// Monday the 23rd, a quarter past nine.
fn now() -> Timestamp {
    at("2026-11-23T09:15-06:00")
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

fn window(from: &str, to: &str) -> Window {
    Window { from: at(from), to: at(to) }
}

/// A window of Wednesday the 25th.
fn on_wednesday(from: &str, to: &str) -> Window {
    let midnight = if to == "24:00" { "2026-11-26T00:00-06:00".to_owned() } else { format!("2026-11-25T{to}-06:00") };
    window(&format!("2026-11-25T{from}-06:00"), &midnight)
}

fn maria() -> PersonName {
    PersonName { given: Some("Maria".to_owned()), family: Some("Lopez".to_owned()) }
}

fn home() -> Address {
    Address { street_line: Some("8412 Johnson Drive".to_owned()), unit: Some("Apt 4B".to_owned()), ..Address::default() }
}

fn settings() -> Value {
    json!({
        "services": [{ "code": "drain", "name": "drain cleaning", "duration_minutes": 60, "price": "A drain is 99 dollars." }],
        "answers": [{ "words": ["licensed"], "answer": "We are licensed and insured." }],
        "opening_hours": {
            "monday": [{ "from": "08:00", "to": "17:00" }], "tuesday": [{ "from": "08:00", "to": "17:00" }],
            "friday": [{ "from": "08:30", "to": "12:00" }, { "from": "13:00", "to": "24:00" }], "saturday": [{ "from": "00:00", "to": "24:00" }],
        },
    })
}

fn says(utterance: &Utterance, language: Language, channel: Channel, settings: Value) -> String {
    reply(&[utterance], language, &Scene { business: &business(settings), channel, now: now() }, None)
}

/// Everything that can be said, with what changes its words.
fn everything(name: &PersonName, address: &Address) -> Vec<Utterance> {
    let (first, second) = (on_wednesday("08:00", "10:00"), on_wednesday("10:00", "12:00"));
    let thursday = window("2026-11-26T15:00-06:00", "2026-11-26T17:00-06:00");
    let told = PhoneNumber::parse("+18165550142").expect("a number");
    let offer = |windows: &[Window], fit, is_emergency| Utterance::OfferWindows {
        offer: Offer { windows: windows.to_vec(), fit },
        is_emergency,
        again: false,
    };
    let read_back = |fit, phone: Option<&PhoneNumber>, times| {
        let (name, address, phone) = (name.clone(), address.clone(), phone.cloned());
        Utterance::ReadBack { window: first, fit, name, address, phone, times, only: Vec::new() }
    };
    let only = |only: &[Part]| {
        let (name, address, phone) = (name.clone(), address.clone(), Some(told.clone()));
        Utterance::ReadBack { window: first, fit: None, name, address, phone, times: 1, only: only.to_vec() }
    };
    let again = |windows: [Window; 2]| {
        let offer = Offer { windows: windows.to_vec(), fit: Fit::AsAsked };
        Utterance::OfferWindows { offer, is_emergency: false, again: true }
    };
    let booked = |by_text| Utterance::Booked { window: first, name: name.clone(), by_text };
    let mut all = vec![Utterance::Greeting { known: None }, Utterance::Greeting { known: name.given.clone() }];
    all.extend(QUESTIONS.iter().flat_map(|question| (0..3).map(|times| Utterance::Ask { question: *question, times })));
    all.extend((0..2).map(|times| Utterance::AskSameVisit { window: first, times }));
    all.extend([offer(&[first, second], Fit::AsAsked, false), offer(&[first, thursday], Fit::Closest, false)]);
    all.extend([offer(&[first, second], Fit::AsAsked, true), offer(&[first], Fit::AsAsked, false), Utterance::WindowGone]);
    all.extend([read_back(None, None, 0), read_back(None, Some(&told), 1), read_back(None, None, 2)]);
    all.extend([read_back(Some(Fit::AsAsked), None, 0), read_back(Some(Fit::Closest), None, 0), booked(true), booked(false)]);
    all.extend([again([first, second]), again([first, thursday]), only(&[Part::Window]), only(&[Part::Name])]);
    all.extend([only(&[Part::Address, Part::Phone]), Utterance::ThanksForName { name: name.clone() }]);
    let dangers = [Danger::Gas, Danger::CarbonMonoxide, Danger::Fire, Danger::Electric, Danger::Other];
    all.extend(dangers.map(|danger| Utterance::Safety { danger }));
    all.extend([
        Utterance::AlertTaken { by: Some("Dave".to_owned()), will_call: true },
        Utterance::AlertTaken { by: None, will_call: false },
    ]);
    all.extend([None, Some(Danger::Gas)].map(|danger| Utterance::AlertUnanswered { danger }));
    let reasons = [
        CallbackReason::AskedForPerson,
        CallbackReason::NotUnderstood,
        CallbackReason::Reschedule,
        CallbackReason::Cancel,
        CallbackReason::AboutVisit,
        CallbackReason::Silence,
    ];
    all.extend(reasons.map(|reason| Utterance::CallbackPromised { reason, due: at("2026-11-24T09:00-06:00") }));
    all.extend([Language::En, Language::Es].map(|language| Utterance::LanguageChanged { language }));
    let service = || "drain".to_owned();
    all.extend([Utterance::VisitIs { window: first }, Utterance::Price { service: service() }, Utterance::WeDo { service: service() }]);
    all.extend([Utterance::Answer { index: 0 }, Utterance::WeDo { service: "roofing".to_owned() }]);
    all.extend(about_visits(first, thursday).into_iter().map(|words| Utterance::OnVisit { words }));
    let of_line = [OnTheLine::Connecting, OnTheLine::NobodyAnswered, OnTheLine::LeaveMessage, OnTheLine::MessageKept, OnTheLine::CallAgain];
    all.extend(of_line.map(|what| Utterance::OnTheLine { what }));
    all.extend(fixed());
    all
}

fn about_visits(first: Window, other: Window) -> Vec<VisitUtterance> {
    let same_day = on_wednesday("13:00", "15:00");
    let read_back = |to, fit, times| VisitUtterance::ReadBackMove { from: first, to, fit, times };
    let mut all = vec![read_back(other, None, 0), read_back(same_day, None, 0), read_back(other, None, 1), read_back(other, None, 2)];
    all.extend([read_back(other, Some(Fit::AsAsked), 0), read_back(other, Some(Fit::Closest), 0)]);
    all.extend((0..2).map(|times| VisitUtterance::AskWhich { windows: vec![first, other], times }));
    all.extend((0..2).map(|times| VisitUtterance::AskNewTime { times }));
    all.extend((0..3).map(|times| VisitUtterance::AskCallOff { window: first, times }));
    all.extend([true, false].map(|by_text| VisitUtterance::Moved { window: other, by_text }));
    all.extend([true, false].map(|says_how| VisitUtterance::CalledOff { window: first, says_how }));
    all.extend([Some(first), None].map(|window| VisitUtterance::Kept { window }));
    all.extend([VisitUtterance::Confirmed { window: first }, VisitUtterance::VisitsAre { windows: vec![first, other] }]);
    all.extend([VisitUtterance::NotFound, VisitUtterance::NoneForNumber, VisitUtterance::Gone]);
    all
}

fn fixed() -> [Utterance; 36] {
    [
        Utterance::SettingUpVisit,
        Utterance::Listening,
        Utterance::NoMatter,
        Utterance::Hurrying,
        Utterance::Sure,
        Utterance::Sorry,
        Utterance::Hello,
        Utterance::NothingBooked,
        Utterance::Serves,
        Utterance::OwnerAlerted,
        Utterance::CallUs,
        Utterance::NothingFree,
        Utterance::OutsideArea,
        Utterance::Hours,
        Utterance::Area,
        Utterance::NoPrice,
        Utterance::DontKnow,
        Utterance::Bot,
        Utterance::TakeYourTime,
        Utterance::NotUnderstood,
        Utterance::NothingHeard,
        Utterance::Refused,
        Utterance::Welcome,
        Utterance::MessageTaken,
        Utterance::OptedOut,
        Utterance::WhichNumberToStop,
        Utterance::HowToStop,
        Utterance::TooMuchToday,
        Utterance::TooManyCalls,
        Utterance::OptedIn,
        Utterance::Help,
        Utterance::NoSales,
        Utterance::WrongNumber,
        Utterance::TimeUp,
        Utterance::Goodbye,
        Utterance::WindowGone,
    ]
}

/// All that is said, one sentence a line, to be read aloud.
fn read_aloud(language: Language, channel: Channel) -> String {
    let mut lines: Vec<String> =
        everything(&maria(), &home()).iter().map(|utterance| says(utterance, language, channel, settings())).collect();
    lines.dedup();
    lines.join("\n")
}

#[test]
fn english_as_it_is_spoken() {
    insta::assert_snapshot!(read_aloud(Language::En, Channel::Phone));
}

#[test]
fn english_as_it_is_texted() {
    insta::assert_snapshot!(read_aloud(Language::En, Channel::Sms));
}

#[test]
fn spanish_as_it_is_spoken() {
    insta::assert_snapshot!(read_aloud(Language::Es, Channel::Phone));
}

#[test]
fn spanish_as_it_is_texted() {
    insta::assert_snapshot!(read_aloud(Language::Es, Channel::Sms));
}

#[test]
fn every_sentence_is_tidy() {
    for language in [Language::En, Language::Es] {
        for channel in [Channel::Phone, Channel::Sms, Channel::Web] {
            for utterance in everything(&maria(), &home()) {
                let text = says(&utterance, language, channel, settings());
                let ends_well = text.ends_with(['.', '?']);
                assert!(ends_well && !text.contains("  ") && !text.contains(" .") && text.trim() == text, "{utterance:?}: {text:?}");
                assert!(![" de el ", " a el ", "las 1 ", "las 1:", "{", "}"].iter().any(|wrong| text.contains(wrong)), "{text}");
                assert_eq!(text.matches('¿').count(), if language == Language::Es { text.matches('?').count() } else { 0 }, "{text}");
            }
        }
    }
}

#[test]
fn every_text_fits_into_two_segments_of_a_long_message() {
    let long = |text: &str| Some(text.to_owned());
    let name = PersonName { given: long("Maximiliana"), family: long("Fernández-Villanueva de la Cruz") };
    let line = long("12345 Northwest Martin Luther King Junior Boulevard");
    let address = Address { street_line: line, unit: long("Building 12, Apartment 1204"), ..Address::default() };
    let mut shop = business(settings());
    shop.name = "Hendersonville Plumbing, Heating & Air Conditioning".to_owned();
    let scene = Scene { business: &shop, channel: Channel::Sms, now: now() };
    let all = everything(&name, &address);
    let question = Utterance::Ask { question: Question::Street, times: 2 };
    for language in [Language::En, Language::Es] {
        for utterance in &all {
            let text = reply(&[utterance, &question], language, &scene, None);
            let alone = reply(&[utterance], language, &scene, None);
            let is_question = alone.contains('?');
            let sent = if is_question { alone } else { text };
            assert!(sent.chars().count() <= 320, "{}: {sent}", sent.chars().count());
        }
        let confirmation = confirmation_text(on_wednesday("10:00", "12:00"), &address, language, &scene);
        assert!(confirmation.chars().count() <= 320 && confirmation.contains("STOP"), "{confirmation}");
        for missed in [true, false] {
            let back = text_back(at("2026-12-07T09:00-06:00"), missed, language, &scene);
            assert!(back.chars().count() <= 320 && back.contains("STOP"), "{back}");
        }
        let gas = [&Utterance::Safety { danger: Danger::Electric }, &Utterance::OwnerAlerted, &question];
        assert!(reply(&gas, language, &scene, None).chars().count() <= 320);
    }
}

fn hours(from: &str, to: &str, language: Language, channel: Channel) -> String {
    let words = says(&Utterance::VisitIs { window: on_wednesday(from, to) }, language, channel, json!({}));
    let day =
        if language == Language::En { "Your visit is Wednesday, November 25th, " } else { "Su visita es el miércoles 25 de noviembre, " };
    words.strip_prefix(day).unwrap_or_else(|| panic!("{words}")).trim_end_matches('.').to_owned()
}

#[test]
fn english_hours() {
    for (from, to, spoken, written) in [
        ("08:00", "10:00", "between 8 and 10 in the morning", "8 to 10 AM"),
        ("08:30", "10:15", "between 8:30 and 10:15 in the morning", "8:30 to 10:15 AM"),
        ("10:00", "12:00", "between 10 AM and noon", "10 AM to noon"),
        ("11:00", "13:00", "between 11 AM and 1 PM", "11 AM to 1 PM"),
        ("12:00", "14:00", "between noon and 2 in the afternoon", "noon to 2 PM"),
        ("13:00", "15:00", "between 1 and 3 in the afternoon", "1 to 3 PM"),
        ("16:00", "18:00", "between 4 and 6 in the afternoon", "4 to 6 PM"),
        ("18:00", "20:00", "between 6 and 8 in the evening", "6 to 8 PM"),
        ("22:00", "24:00", "between 10 PM and midnight", "10 PM to midnight"),
        ("00:00", "02:00", "between midnight and 2 in the morning", "midnight to 2 AM"),
    ] {
        assert_eq!(hours(from, to, Language::En, Channel::Phone), spoken);
        assert_eq!(hours(from, to, Language::En, Channel::Sms), written);
    }
}

#[test]
fn spanish_hours() {
    for (from, to, words) in [
        ("08:00", "10:00", "entre las 8 y las 10 de la mañana"),
        ("10:00", "12:00", "entre las 10 de la mañana y el mediodía"),
        ("11:00", "13:00", "entre las 11 de la mañana y la 1 de la tarde"),
        ("12:00", "14:00", "entre el mediodía y las 2 de la tarde"),
        ("13:00", "15:00", "entre la 1 y las 3 de la tarde"),
        ("13:30", "15:00", "entre la 1:30 y las 3 de la tarde"),
        ("18:00", "20:00", "entre las 6 de la tarde y las 8 de la noche"),
        ("22:00", "24:00", "entre las 10 de la noche y la medianoche"),
        ("00:00", "02:00", "entre la medianoche y las 2 de la madrugada"),
    ] {
        assert_eq!(hours(from, to, Language::Es, Channel::Phone), words);
        assert_eq!(hours(from, to, Language::Es, Channel::Sms), words);
    }
}

#[test]
fn days_have_their_ordinals() {
    let endings = [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (22, "22nd"),
        (23, "23rd"),
        (31, "31st"),
    ];
    for (day, ordinal) in endings {
        let window = window(&format!("2026-12-{day:02}T08:00-06:00"), &format!("2026-12-{day:02}T10:00-06:00"));
        let words = says(&Utterance::VisitIs { window }, Language::En, Channel::Phone, json!({}));
        assert!(words.contains(&format!("December {ordinal}, between")), "{words}");
    }
}

#[test]
fn today_and_tomorrow_are_named_with_their_date() {
    let seen = |day: i8, language| {
        let window = window(&format!("2026-11-{day}T13:00-06:00"), &format!("2026-11-{day}T15:00-06:00"));
        says(&Utterance::VisitIs { window }, language, Channel::Sms, json!({}))
    };
    assert_eq!(seen(23, Language::En), "Your visit is today, Monday, November 23rd, 1 to 3 PM.");
    assert_eq!(seen(24, Language::En), "Your visit is tomorrow, Tuesday, November 24th, 1 to 3 PM.");
    assert_eq!(seen(23, Language::Es), "Su visita es hoy, lunes 23 de noviembre, entre la 1 y las 3 de la tarde.");
    assert_eq!(seen(24, Language::Es), "Su visita es mañana, martes 24 de noviembre, entre la 1 y las 3 de la tarde.");
}

#[test]
fn a_call_back_has_its_time_in_words() {
    let promised =
        |due, language| says(&Utterance::CallbackPromised { reason: CallbackReason::Silence, due }, language, Channel::Phone, json!({}));
    for (due, english, spanish) in [
        (now() + SignedDuration::from_mins(15), "within fifteen minutes", "en menos de quince minutos"),
        (now() + SignedDuration::from_mins(60), "within the hour", "en menos de una hora"),
        (at("2026-11-23T12:00-06:00"), "today by noon", "hoy antes del mediodía"),
        (at("2026-11-24T00:00-06:00"), "tomorrow by midnight", "mañana antes de la medianoche"),
        (at("2026-11-24T09:00-06:00"), "tomorrow by 9 AM", "mañana antes de las 9 de la mañana"),
        (at("2026-11-26T13:00-06:00"), "on Thursday by 1 PM", "el jueves antes de la 1 de la tarde"),
        (at("2026-12-07T09:00-06:00"), "on Monday, December 7th by 9 AM", "el lunes 7 de diciembre antes de las 9 de la mañana"),
    ] {
        assert_eq!(promised(due, Language::En), format!("Someone will call you back {english}."));
        assert_eq!(promised(due, Language::Es), format!("Alguien le va a llamar {spanish}."));
    }
}

#[test]
fn a_number_is_read_digit_by_digit_and_written_in_groups() {
    let phone = |text: &str| PhoneNumber::parse(text).expect("a number");
    assert_eq!(number::spoken(&phone("+18165550142")), "8 1 6, 5 5 5, 0 1 4 2");
    assert_eq!(number::grouped(&phone("+18165550142")), "816-555-0142");
    assert_eq!(number::grouped(&phone("+525555550142")), "+525555550142", "another country's as it is dialled");
}

#[test]
fn the_last_reply_is_announced_when_it_is_said_again() {
    let shop = business(json!({}));
    let scene = Scene { business: &shop, channel: Channel::Phone, now: now() };
    let ask = Utterance::Ask { question: Question::Name, times: 0 };
    for (language, again) in
        [(Language::En, "Let me say that again. What's your name, please?"), (Language::Es, "Se lo repito. ¿Me da su nombre, por favor?")]
    {
        let first = reply(&[&ask], language, &scene, Some("something else"));
        assert_eq!(reply(&[&ask], language, &scene, Some(&first)), again);
    }
    assert_eq!(reply(&[], Language::En, &scene, Some("")), "");
}

#[test]
fn what_was_said_just_before_is_put_in_other_words() {
    let shop = business(json!({}));
    let scene = Scene { business: &shop, channel: Channel::Phone, now: now() };
    for language in [Language::En, Language::Es] {
        let ask = Utterance::Ask { question: Question::Name, times: 0 };
        for utterance in fixed().iter().filter(|utterance| en::otherwise(utterance).is_some()) {
            let first = reply(&[utterance], language, &scene, None);
            let next = reply(&[utterance, &ask], language, &scene, Some(&first));
            assert!(!next.contains(&first), "{first} / {next}");
        }
        let window = on_wednesday("08:00", "10:00");
        let offer = Offer { windows: vec![window, on_wednesday("10:00", "12:00")], fit: Fit::AsAsked };
        let offered = |again| Utterance::OfferWindows { offer: offer.clone(), is_emergency: false, again };
        let first = reply(&[&offered(false)], language, &scene, None);
        let second = reply(&[&offered(true)], language, &scene, Some(&first));
        let question = |text: &str| text.rsplit_once(". ").map(|(_, question)| question.to_owned());
        assert_ne!(question(&first), question(&second), "{second}");
    }
}

#[test]
fn what_a_business_says_of_itself_is_said_word_for_word() {
    let own = json!({ "greeting": "Family-owned since 1982.", "languages": ["en"], "wordings": { "goodbye": "So long." } });
    assert_eq!(
        says(&Utterance::Greeting { known: None }, Language::En, Channel::Phone, own.clone()),
        "Thanks for calling Bristol Plumbing. I'm the automated assistant. Family-owned since 1982."
    );
    assert_eq!(says(&Utterance::Goodbye, Language::Es, Channel::Sms, own), "So long.");
    let bilingual = says(&Utterance::Greeting { known: None }, Language::En, Channel::Phone, json!({ "greeting": "" }));
    assert!(bilingual.ends_with("automated assistant. Para español, oprima dos."), "{bilingual}");
}
