//! English.

mod visit;

use super::{Scene, alerts, consent, number, street, vary};
use crate::domain::availability::Window;
use crate::domain::clock_time::ClockRange;
use crate::domain::conversation::Channel;
use crate::domain::conversation::offer::{Fit, Offer};
use crate::domain::conversation::step::{CallbackReason, OnTheLine, Part, Question, Utterance};
use crate::domain::customer::{Address, PersonName};
use crate::domain::disclosure::Disclosure;
use crate::domain::language::Language;
use crate::domain::service::GENERAL;
use crate::understanding::Danger;
use jiff::{Timestamp, Zoned};

pub(super) fn words(utterance: &Utterance, scene: &Scene<'_>) -> String {
    let fixed = match utterance {
        Utterance::Greeting { known } => return greeting(known.as_deref(), scene),
        Utterance::Ask { question, times } => return ask(*question, *times, scene),
        Utterance::AskSameVisit { window, times } => return same_visit(*window, *times, scene),
        Utterance::OfferWindows { offer, again: true, .. } => return offer_again(offer, scene),
        Utterance::OfferWindows { offer, is_emergency, .. } => return offer_windows(offer, *is_emergency, scene),
        Utterance::ReadBack { .. } => return read_back(utterance, scene),
        Utterance::ThanksForName { name } => return format!("Thanks, {}.", name.short()),
        Utterance::Booked { window, name, by_text } => return booked(*window, name, *by_text, scene),
        Utterance::Safety { danger } => safety(*danger),
        Utterance::CallbackPromised { reason, due } => return callback(*reason, *due, scene),
        Utterance::OnVisit { words } => return visit::words(words, scene),
        Utterance::VisitIs { window } => return format!("Your visit is {}.", window_words(*window, scene)),
        Utterance::Hours => return hours(scene),
        Utterance::Area => area(scene),
        Utterance::Price { service } => return price(service, scene),
        Utterance::WeDo { service } => return we_do(service, scene),
        Utterance::Answer { index } => {
            return scene.business.settings.answers.iter().flatten().nth(*index).map(|a| a.answer.clone()).unwrap_or_default();
        }
        Utterance::Help => return format!("This is {}. Text us here about a visit, or call. Reply STOP to opt out.", scene.business.name),
        Utterance::OptedIn => return format!("You'll get texts from {} again. Reply STOP to opt out.", scene.business.name),
        Utterance::LanguageChanged { language: Language::En } => "Sure, in English.",
        Utterance::LanguageChanged { language: Language::Es } => "Claro, en español.",
        Utterance::Goodbye => return goodbye(scene),
        Utterance::OwnerAlerted => return alerts::owner_alerted(Language::En, scene),
        Utterance::AlertTaken { by, will_call } => return alerts::taken(by.as_deref(), *will_call, Language::En, scene),
        Utterance::AlertUnanswered { danger } => return alerts::unanswered(*danger, Language::En, scene),
        Utterance::WindowGone => "I'm sorry, that time was taken just this moment.",
        Utterance::CallUs => "I have no number to reach you, so please call us when you can. Goodbye.",
        Utterance::NothingFree => "I'm sorry, I don't have anything open in the coming weeks.",
        Utterance::OutsideArea => "I'm sorry, that's outside the area we usually serve.",
        Utterance::NoPrice => "I can't give you a price myself. The technician will tell you before any work starts.",
        Utterance::DontKnow => "I don't know that one, but the owner will.",
        Utterance::SettingUpVisit => "Okay, let's set up a visit.",
        Utterance::Listening => "I see.",
        Utterance::NoMatter => "That's all right.",
        Utterance::Hurrying => "I'll be quick.",
        Utterance::Sure => "Sure.",
        Utterance::Sorry => "I'm sorry about that.",
        Utterance::Hello => "Hi there.",
        Utterance::NothingBooked => "All right. Nothing is booked yet, so just get back to us when you're ready.",
        Utterance::Serves => "Yes, we come out there.",
        Utterance::Bot => "Yes, I'm an automated assistant. I can book your visit, or say \"a person\" and someone will call you back.",
        Utterance::TakeYourTime => "Take your time.",
        Utterance::NotUnderstood => "Sorry, I didn't get that.",
        Utterance::NothingHeard if scene.is_spoken() => "Sorry, I couldn't hear you.",
        Utterance::NothingHeard => "Your message came without any words.",
        Utterance::Refused => "All right.",
        Utterance::Welcome => "You're welcome.",
        Utterance::MessageTaken => "I'll pass that on.",
        Utterance::TimeUp => "I don't want to keep you any longer.",
        Utterance::OnTheLine { what } => on_the_line(*what),
        Utterance::OptedOut | Utterance::WhichNumberToStop | Utterance::HowToStop | Utterance::TooMuchToday | Utterance::TooManyCalls => {
            consent::words(utterance, Language::En)
        }
        Utterance::NoSales => "Thanks, but we're not interested. Please take us off your list. Goodbye.",
        Utterance::WrongNumber => "No problem. Goodbye.",
    };
    fixed.to_owned()
}

/// What a caller hears who is put through, leaves a message, or says nothing.
fn on_the_line(what: OnTheLine) -> &'static str {
    match what {
        OnTheLine::Connecting => "One moment, I'll try to reach someone for you.",
        OnTheLine::NobodyAnswered => "I couldn't reach anyone just now.",
        OnTheLine::LeaveMessage => "If you like, leave a message after the tone.",
        OnTheLine::MessageKept => "Thank you, I'll pass your message on.",
        OnTheLine::CallAgain => "There's no sound on the line, so I'll hang up now. Please call us again any time.",
    }
}

/// Questions that end a longer sentence, with another way to ask when the last reply ended with the same.
pub(super) const ENDINGS: &[(&str, &str)] = &[
    ("Which works better?", "Which works for you?"),
    ("Shall I book it?", "Shall I book it like that?"),
    ("Shall I move it?", "Shall I move it there?"),
];

/// Another way to say what was said in the last reply already.
pub(super) fn otherwise(utterance: &Utterance) -> Option<&'static str> {
    Some(match utterance {
        Utterance::NothingHeard => "I still can't hear you.",
        Utterance::NotUnderstood => "I still didn't get that, I'm sorry.",
        Utterance::Listening => "Okay.",
        Utterance::NoMatter => "No problem.",
        Utterance::Hurrying => "We're almost there.",
        Utterance::Sure => "Of course.",
        Utterance::Refused => "That's fine.",
        Utterance::Welcome => "Any time.",
        Utterance::DontKnow => "That's one for the owner, too.",
        Utterance::NoPrice => "As I said, the technician will tell you the price before any work starts.",
        _ => return None,
    })
}

fn greeting(known: Option<&str>, scene: &Scene<'_>) -> String {
    let name = &scene.business.name;
    let (i_am, who) = match scene.disclosure() {
        Disclosure::Automated => ("I'm the automated assistant.", "automated assistant"),
        Disclosure::ArtificialIntelligence => ("I'm an AI assistant, not a person.", "AI assistant, not a person"),
    };
    let hello = match (scene.channel, known) {
        (Channel::Phone, Some(given)) => format!("Hi {given}, thanks for calling {name}. {i_am}"),
        (Channel::Phone, None) => format!("Thanks for calling {name}. {i_am}"),
        (_, Some(given)) => format!("Hi {given}, this is {name}'s {who}."),
        (_, None) => format!("Hi, this is {name}'s {who}."),
    };
    let own = scene.business.settings.greeting.as_deref().unwrap_or_default();
    let spanish = if scene.is_spoken() && scene.business.languages().contains(&Language::Es) { "Para español, oprima dos." } else { "" };
    [hello.as_str(), own, spanish].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn ask(question: Question, times: u8, scene: &Scene<'_>) -> String {
    let ways: &[&str] = match question {
        Question::Problem => &[
            "How can I help you today?",
            "What can we help you with?",
            "Tell me what's going on, and I'll find you a time. What's the problem?",
        ],
        Question::Urgency => &[
            "Is it getting worse right now, or can it wait?",
            "Just so I get this right: is it getting worse right now, or can it wait for a visit?",
        ],
        Question::Visit => &["Would you like someone to come take a look?", "Shall I set up a visit?"],
        Question::CallBack => &["Would you like someone to call you back?"],
        Question::Name => &["What's your name, please?", "May I have your name?", "Who should I put this under? Your name, please."],
        Question::NameSpelling => &["Could you spell your name for me?", "Once more, letter by letter: how do you spell your name?"],
        Question::Street => &[
            "What's the address, with the city or zip code?",
            "Which address should we come to? House number and street, please.",
            "I still need the house number and street. What's the address?",
        ],
        Question::Place => &["Which city or zip code is that address in?", "And the city or zip code for that address?"],
        Question::Zip => &["What's the zip code there?", "I need the zip code, all five digits. What is it?"],
        Question::Phone => &["What's the best number to reach you?", "Which phone number can we reach you on? Area code first, please."],
        Question::SameVisit => &["Is this something new?"],
        Question::When => &[
            "When would you like us to come?",
            "What day and time would be good for you?",
            "Which day works for you, and morning or afternoon?",
        ],
        Question::Choice => &["Which works better?"],
        Question::Confirm => &["Shall I book it?"],
        Question::AnythingElse => &["Is there anything else I can help with?", "Anything else for you today?"],
        about_visit => visit::questions(about_visit),
    };
    let asked = vary(times, ways).to_owned();
    if question == Question::Phone && !scene.is_spoken() && times == 0 {
        "What's the best phone number to reach you?".to_owned()
    } else {
        asked
    }
}

fn same_visit(window: Window, times: u8, scene: &Scene<'_>) -> String {
    let day = day_words(&scene.local(window.from), scene);
    match times {
        0 => format!("I see a visit is already booked there for {day}. Is this something new, besides that visit?"),
        _ => format!("There's that visit on {day}. Is this about something new?"),
    }
}

fn offer_windows(offer: &Offer, is_emergency: bool, scene: &Scene<'_>) -> String {
    let intro = match (offer.fit, is_emergency) {
        (_, true) => "The soonest I have is",
        (Fit::AsAsked, false) => "I have",
        (Fit::Closest, false) => "I don't have anything then. The closest I have is",
    };
    match offer.windows[..] {
        [first, second] if scene.days_ahead(first.from) == scene.days_ahead(second.from) => {
            let day = day_words(&scene.local(first.from), scene);
            format!("{intro} {day}, {}. Which works better?", either_hours(first, second, scene))
        }
        [first, second] => format!("{intro} {}, or {}. Which works better?", window_words(first, scene), window_words(second, scene)),
        [only] => format!("{intro} {}. Does that work?", window_words(only, scene)),
        _ => String::new(),
    }
}

/// The same two once more, in short.
fn offer_again(offer: &Offer, scene: &Scene<'_>) -> String {
    match offer.windows[..] {
        [first, second] if scene.days_ahead(first.from) == scene.days_ahead(second.from) => {
            format!("For {} I have {}. Which works better?", short_day(first, scene), either_hours(first, second, scene))
        }
        [first, second] => format!("I have {}, or {}. Which works better?", short_words(first, scene), short_words(second, scene)),
        _ => offer_windows(offer, false, scene),
    }
}

/// `between 1 and 3, or between 3 and 5 in the afternoon`: the part of the day is said once.
fn either_hours(first: Window, second: Window, scene: &Scene<'_>) -> String {
    let (one, other) = (hours_words(first, scene), hours_words(second, scene));
    let part = |words: &str| words.find(" in the ").map(|at| words[at..].to_owned());
    match part(&one) {
        Some(same) if part(&other).as_ref() == Some(&same) => format!("{}, or {other}", one.trim_end_matches(&same)),
        _ => format!("{one}, or {other}"),
    }
}

fn read_back_intro(fit: Option<Fit>, times: u8) -> &'static str {
    match (fit, times) {
        (Some(Fit::Closest), 0) => "I don't have anything then. The closest I have is",
        (Some(Fit::AsAsked), 0) => "I have",
        (None, 0) => "That's",
        (_, 1) => "So that's",
        _ => "Once more, that's",
    }
}

fn read_back(utterance: &Utterance, scene: &Scene<'_>) -> String {
    let Utterance::ReadBack { window, fit, name, address, phone, times, only } = utterance else { return String::new() };
    let number = phone.as_ref().map(|phone| if scene.is_spoken() { number::spoken(phone) } else { number::grouped(phone) });
    if only.is_empty() {
        let number = number.map(|number| format!(", and your number is {number}")).unwrap_or_default();
        let (intro, when, place) = (read_back_intro(*fit, *times), window_words(*window, scene), street(address));
        // The only window there is comes as news, and gets a sentence of its own.
        let joint = if fit.is_some() && *times == 0 { ". That would be" } else { "," };
        return format!("{intro} {when}{joint} for {} at {place}{number}. Shall I book it?", name.full());
    }
    let said = only.iter().filter_map(|part| match part {
        Part::Window => Some(window_words(*window, scene)),
        Part::Name => Some(name.full()),
        Part::Address => Some(street(address)),
        Part::Phone => number.clone(),
    });
    format!("So that's {}. Shall I book it?", said.collect::<Vec<_>>().join(", "))
}

fn booked(window: Window, name: &PersonName, by_text: bool, scene: &Scene<'_>) -> String {
    let text = match (scene.channel, by_text) {
        (Channel::Phone, true) => " You'll get a text to confirm it.",
        (Channel::Web, true) => " We'll text you to confirm it.",
        _ => "",
    };
    // It was read back in full a moment ago; in writing it is there to be looked up.
    let when = if scene.is_spoken() { short_words(window, scene) } else { window_words(window, scene) };
    format!("You're all set, {}, for {when}.{text}", name.short())
}

/// `tomorrow between 8 and 10 in the morning`, where the date was said before.
fn short_words(window: Window, scene: &Scene<'_>) -> String {
    let comma = if scene.days_ahead(window.from) < 7 { "" } else { "," };
    format!("{}{comma} {}", short_day(window, scene), hours_words(window, scene))
}

fn short_day(window: Window, scene: &Scene<'_>) -> String {
    let from = scene.local(window.from);
    match scene.days_ahead(window.from) {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..7 => from.strftime("%A").to_string(),
        _ => day_words(&from, scene),
    }
}

fn safety(danger: Danger) -> &'static str {
    match danger {
        Danger::Gas => "If you smell gas, leave the building now, don't touch any switches, and call 911 or your gas company from outside.",
        Danger::CarbonMonoxide => "Get everyone outside into fresh air now and call 911.",
        Danger::Fire => "Get everyone out now and call 911.",
        Danger::Electric => {
            "Stay away from it and don't touch anything wet or metal near it. If anyone is hurt or you see sparks or smoke, get out and call 911."
        }
        Danger::Other => "If anyone is in danger, get away from it and call 911 first.",
    }
}

fn callback(reason: CallbackReason, due: Timestamp, scene: &Scene<'_>) -> String {
    let when = due_words(due, scene);
    match reason {
        CallbackReason::NotUnderstood => format!("I'm sorry, I'm not getting this right. Someone will call you back {when}."),
        CallbackReason::Reschedule => format!("I'll have someone call you {when} to move your visit. Until then it stays as it is."),
        CallbackReason::Cancel => format!("I'll have someone call you {when} to call off your visit. Until then it stays as it is."),
        CallbackReason::AboutVisit => format!("I'll have someone call you {when} about your visit."),
        _ => format!("Someone will call you back {when}."),
    }
}

fn due_words(due: Timestamp, scene: &Scene<'_>) -> String {
    let minutes = due.duration_since(scene.now).as_mins();
    match minutes {
        ..=20 => "within fifteen minutes".to_owned(),
        21..=75 => "within the hour".to_owned(),
        _ => {
            let due = scene.local(due);
            let day = match scene.days_ahead(due.timestamp()) {
                0 => "today".to_owned(),
                1 => "tomorrow".to_owned(),
                2..7 => format!("on {}", due.strftime("%A")),
                _ => format!("on {}", day_words(&due, scene)),
            };
            format!("{day} by {}", clock(&due, true))
        }
    }
}

fn hours(scene: &Scene<'_>) -> String {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let spans = super::hours_by_run(&scene.business.schedule.hours);
    let lines: Vec<String> = spans
        .iter()
        .map(|(first, last, ranges)| {
            let days = match last - first {
                0 => DAYS[*first].to_owned(),
                1 => format!("{} and {}", DAYS[*first], DAYS[*last]),
                _ => format!("{} to {}", DAYS[*first], DAYS[*last]),
            };
            let times: Vec<String> = ranges.iter().map(|range| range_words(*range)).collect();
            format!("{days}, {}", times.join(" and "))
        })
        .collect();
    if lines.is_empty() { "We work by appointment.".to_owned() } else { format!("We're open {}.", lines.join("; ")) }
}

fn range_words(range: ClockRange) -> String {
    if super::is_all_day(range) {
        return "around the clock".to_owned();
    }
    format!("{} to {}", clock_minutes(range.from.minutes()), clock_minutes(range.to.minutes()))
}

fn area(scene: &Scene<'_>) -> &'static str {
    match scene.business.settings.service_area.as_deref() {
        Some([]) | None => "We don't go by a fixed area, so that should be fine.",
        Some(_) => "We go by zip code.",
    }
}

fn price(service: &str, scene: &Scene<'_>) -> String {
    scene.business.service(service).and_then(|offered| offered.price.clone()).unwrap_or_default()
}

fn we_do(service: &str, scene: &Scene<'_>) -> String {
    let special = scene.business.service(service).filter(|offered| offered.code != GENERAL);
    special.map_or_else(|| "Yes, we can help with that.".to_owned(), |offered| format!("Yes, we do {}.", offered.name))
}

fn goodbye(scene: &Scene<'_>) -> String {
    let own = scene.business.settings.wordings.as_ref().and_then(|wordings| wordings.get("goodbye"));
    let standard = if scene.is_spoken() {
        format!("Thanks for calling {}. Goodbye.", scene.business.name)
    } else {
        "Thanks, and take care.".to_owned()
    };
    own.cloned().unwrap_or(standard)
}

pub(super) fn confirmation_text(window: Window, address: &Address, scene: &Scene<'_>) -> String {
    format!(
        "{}: you're booked for {} at {}. Need to change it? Just text or call us. Reply STOP to opt out.",
        scene.business.name,
        short_window(window, scene),
        street(address)
    )
}

pub(super) fn moved_text(window: Window, address: &Address, scene: &Scene<'_>) -> String {
    format!(
        "{}: your visit at {} is now {}. Need another time? Just text or call us. Reply STOP to opt out.",
        scene.business.name,
        street(address),
        short_window(window, scene)
    )
}

pub(super) fn called_off_text(window: Window, scene: &Scene<'_>) -> String {
    format!(
        "{}: your visit on {} is called off. Want a new time? Just text or call us. Reply STOP to opt out.",
        scene.business.name,
        short_window(window, scene)
    )
}

pub(super) fn text_back(due: Timestamp, missed: bool, scene: &Scene<'_>) -> String {
    let sorry = if missed { "sorry we missed your call" } else { "sorry we got cut off" };
    format!(
        "{}: {sorry}. Text us here what you need, or someone will call you back {}. Reply STOP to opt out.",
        scene.business.name,
        due_words(due, scene)
    )
}

pub(super) fn short_window(window: Window, scene: &Scene<'_>) -> String {
    let (from, to) = scene.ends(window);
    format!("{}, {}", from.strftime("%a, %b %-d"), clock_range(&from, &to))
}

fn window_words(window: Window, scene: &Scene<'_>) -> String {
    format!("{}, {}", day_words(&scene.local(window.from), scene), hours_words(window, scene))
}

/// `Monday, November 23rd`, or `today, …` and `tomorrow, …` where a date alone might be taken for another.
fn day_words(day: &Zoned, scene: &Scene<'_>) -> String {
    let near = match scene.days_ahead(day.timestamp()) {
        0 => "today, ",
        1 => "tomorrow, ",
        _ => "",
    };
    format!("{near}{}{}", day.strftime("%A, %B %-d"), ordinal_ending(day.day()))
}

fn ordinal_ending(day: i8) -> &'static str {
    match day {
        11..=13 => "th",
        _ if day % 10 == 1 => "st",
        _ if day % 10 == 2 => "nd",
        _ if day % 10 == 3 => "rd",
        _ => "th",
    }
}

fn hours_words(window: Window, scene: &Scene<'_>) -> String {
    let (from, to) = scene.ends(window);
    if !scene.is_spoken() {
        return clock_range(&from, &to);
    }
    if is_morning(&from) == is_morning(&to) && !is_noon(&to) && to.hour() != 0 {
        let part = match from.hour() {
            ..12 => "in the morning",
            12..17 => "in the afternoon",
            _ => "in the evening",
        };
        return format!("between {} and {} {part}", clock(&from, false), clock(&to, false));
    }
    format!("between {} and {}", clock(&from, true), clock(&to, true))
}

/// `8 to 10 AM`, `10 AM to noon`, `1 to 3 PM`.
fn clock_range(from: &Zoned, to: &Zoned) -> String {
    let same_half = is_morning(from) == is_morning(to) && !is_noon(to) && !is_noon(from) && to.date() == from.date();
    format!("{} to {}", clock(from, !same_half), clock(to, true))
}

fn is_morning(time: &Zoned) -> bool {
    time.hour() < 12
}

fn is_noon(time: &Zoned) -> bool {
    time.hour() == 12 && time.minute() == 0
}

fn clock(time: &Zoned, with_half: bool) -> String {
    if is_noon(time) {
        return "noon".to_owned();
    }
    if (time.hour(), time.minute()) == (0, 0) {
        return "midnight".to_owned();
    }
    let pattern = match (time.minute(), with_half) {
        (0, true) => "%-I %p",
        (0, false) => "%-I",
        (_, true) => "%-I:%M %p",
        (_, false) => "%-I:%M",
    };
    time.strftime(pattern).to_string()
}

fn clock_minutes(minutes: u16) -> String {
    let (hour, minute) = (minutes / 60 % 24, minutes % 60);
    let half = if hour < 12 { "AM" } else { "PM" };
    let shown = if hour % 12 == 0 { 12 } else { hour % 12 };
    match (hour, minute) {
        (12, 0) => "noon".to_owned(),
        (0, 0) => "midnight".to_owned(),
        (_, 0) => format!("{shown} {half}"),
        _ => format!("{shown}:{minute:02} {half}"),
    }
}
