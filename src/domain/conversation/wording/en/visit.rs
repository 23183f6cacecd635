//! About visits that are booked.

use super::super::vary;
use super::{Scene, day_words, hours_words, short_day, short_words, window_words};
use crate::domain::availability::Window;
use crate::domain::conversation::Channel;
use crate::domain::conversation::change::VisitUtterance;
use crate::domain::conversation::offer::Fit;
use crate::domain::conversation::step::Question;

pub(super) fn words(words: &VisitUtterance, scene: &Scene<'_>) -> String {
    match words {
        VisitUtterance::AskWhich { windows, times } => which(windows, *times, scene),
        VisitUtterance::AskNewTime { times } => {
            vary(*times, &["What day and time would suit you better?", "Which other day works for you, and morning or afternoon?"])
                .to_owned()
        }
        VisitUtterance::AskCallOff { window, times } => call_off(*window, *times, scene),
        VisitUtterance::ReadBackMove { from, to, fit, times } => read_back(*from, *to, (*fit, *times), scene),
        VisitUtterance::Moved { window, by_text } => {
            let when = if scene.is_spoken() { short_words(*window, scene) } else { window_words(*window, scene) };
            let text = if *by_text { " You'll get a text to confirm it." } else { "" };
            format!("Done. Your visit is now {when}.{text}")
        }
        VisitUtterance::CalledOff { window, says_how } => {
            let how = match scene.channel {
                Channel::Sms if *says_how => " For a new time, just text us the day you'd like.",
                _ if *says_how => " For a new time, just tell me the day you'd like.",
                _ => "",
            };
            format!("All right, your visit {} is called off.{how}", on_day(*window, scene))
        }
        VisitUtterance::Confirmed { window } => format!("Thanks, you're confirmed for {}. See you then.", window_words(*window, scene)),
        VisitUtterance::Kept { window: Some(window) } => format!("All right. Your visit stays as it is: {}.", window_words(*window, scene)),
        VisitUtterance::Kept { window: None } => "All right. Nothing was changed.".to_owned(),
        VisitUtterance::VisitsAre { windows } => {
            let listed: Vec<String> = windows.iter().map(|window| window_words(*window, scene)).collect();
            format!("You have two visits: {}.", listed.join("; and "))
        }
        VisitUtterance::NotFound => "I'm sorry, I can't find a visit with that.".to_owned(),
        VisitUtterance::NoneForNumber => "I don't see a visit booked under this number.".to_owned(),
        VisitUtterance::Gone => "I'm sorry, that visit can't be changed any more.".to_owned(),
    }
}

/// The ways to ask about a visit; none for a question about anything else.
pub(super) fn questions(question: Question) -> &'static [&'static str] {
    match question {
        Question::VisitStreet => &["What's the street address of the visit?", "Which house number and street is the visit at?"],
        Question::VisitName => &["And the name it's under, first and last?", "What's the name on the visit, first and last, please?"],
        Question::VisitPhone => &["And the phone number it's under?", "Which phone number did you book it with? Area code first, please."],
        Question::WhichVisit => &["Which visit do you mean?"],
        Question::CallOff => &["Shall I call it off?"],
        Question::NewTime => &["Would you like a different time instead?", "Shall I look for another time, then?"],
        _ => &["Is your visit still good?"],
    }
}

fn which(windows: &[Window], times: u8, scene: &Scene<'_>) -> String {
    let listed: Vec<String> = windows.iter().take(3).map(|window| window_words(*window, scene)).collect();
    let listed = listed.join("; or ");
    match times {
        0 => format!("Which visit do you mean: {listed}?"),
        _ => format!("I have {listed}. Which of these visits is it?"),
    }
}

fn call_off(window: Window, times: u8, scene: &Scene<'_>) -> String {
    match times {
        0 => format!("I have your visit for {}. Shall I call it off?", window_words(window, scene)),
        1 => format!("Just to be sure: shall I call off your visit {}?", on_day(window, scene)),
        _ => format!("Your visit {}: shall I call it off, yes or no?", on_day(window, scene)),
    }
}

fn read_back(from: Window, to: Window, (fit, times): (Option<Fit>, u8), scene: &Scene<'_>) -> String {
    let (when, before) = (window_words(to, scene), short_day(from, scene));
    if times > 0 {
        let intro = if times == 1 { "So that's" } else { "Once more, that's" };
        return format!("{intro} {when}. Shall I move it?");
    }
    let is_same_day = scene.days_ahead(from.from) == scene.days_ahead(to.from);
    match fit {
        Some(Fit::AsAsked) => format!("I have {when}. Shall I move it?"),
        Some(Fit::Closest) => format!("I don't have anything then. The closest I have is {when}. Shall I move it?"),
        None if is_same_day => {
            format!("So still {}, but {}. Shall I move it?", day_words(&scene.local(to.from), scene), hours_words(to, scene))
        }
        None => format!("So instead of {before}, that's {when}. Shall I move it?"),
    }
}

/// `tomorrow`, `on Thursday`.
fn on_day(window: Window, scene: &Scene<'_>) -> String {
    let day = short_day(window, scene);
    if matches!(day.as_str(), "today" | "tomorrow") { day } else { format!("on {day}") }
}
