//! All that the assistant says, by language. Read a change aloud before you keep it.

mod alerts;
mod consent;
mod en;
mod es;
mod number;
pub mod outreach;
#[cfg(test)]
mod tests;

use crate::domain::alert::Standing;
use crate::domain::availability::Window;
use crate::domain::business::Business;
use crate::domain::clock_time::ClockRange;
use crate::domain::conversation::Channel;
use crate::domain::conversation::step::Utterance;
use crate::domain::customer::Address;
use crate::domain::disclosure::{self, Disclosure};
use crate::domain::language::Language;
use crate::understanding::Danger;
use jiff::{Timestamp, Zoned};

/// What the words depend on beside what is to be said.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// Who speaks.
    pub business: &'a Business,
    /// Spoken, texted or written in a chat.
    pub channel: Channel,
    /// The present.
    pub now: Timestamp,
}

impl Scene<'_> {
    fn local(&self, instant: Timestamp) -> Zoned {
        instant.to_zoned(self.business.zone().clone())
    }

    fn ends(&self, window: Window) -> (Zoned, Zoned) {
        (self.local(window.from), self.local(window.to))
    }

    /// A date's distance from today in whole days.
    fn days_ahead(&self, instant: Timestamp) -> i32 {
        let today = self.local(self.now).date();
        today.until(self.local(instant).date()).map_or(0, |span| span.get_days())
    }

    /// How the greeting says that no person answers, where the business works and on that day.
    fn disclosure(&self) -> Disclosure {
        disclosure::disclosure(self.business.settings.state, self.local(self.now).date())
    }

    fn is_spoken(&self) -> bool {
        self.channel == Channel::Phone
    }
}

/// Puts a reply into words. No sentence of the last reply comes again where there is another way to put it; where the whole
/// would be the last reply to the letter, it says so first.
pub fn reply(utterances: &[&Utterance], language: Language, scene: &Scene<'_>, last_reply: Option<&str>) -> String {
    let last = last_reply.unwrap_or_default();
    let sentences: Vec<String> = utterances
        .iter()
        .map(|utterance| {
            let (words, otherwise) = match language {
                Language::En => (en::words(utterance, scene), en::otherwise(utterance)),
                Language::Es => (es::words(utterance, scene), es::otherwise(utterance)),
            };
            otherwise.filter(|_| last.contains(words.as_str())).map_or(words, str::to_owned)
        })
        .collect();
    let said: Vec<&str> = sentences.iter().map(|sentence| sentence.trim()).filter(|sentence| !sentence.is_empty()).collect();
    let text = said.join(" ");
    if text.is_empty() {
        return text;
    }
    if text == last {
        return match language {
            Language::En => format!("Let me say that again. {text}"),
            Language::Es => format!("Se lo repito. {text}"),
        };
    }
    let endings = match language {
        Language::En => en::ENDINGS,
        Language::Es => es::ENDINGS,
    };
    let repeated = endings.iter().find(|(ending, _)| text.ends_with(ending) && last.ends_with(ending));
    repeated.map_or(text.clone(), |(ending, other)| format!("{}{other}", text.trim_end_matches(ending)))
}

/// What a caller hears when the service itself is in trouble and their turn could not be taken.
pub fn please_say_again(language: Language) -> &'static str {
    match language {
        Language::En => "I'm sorry, I lost that for a moment. Could you say it again?",
        Language::Es => "Disculpe, se me fue un momento. ¿Me lo puede repetir?",
    }
}

/// What everybody hears when nothing works.
pub const UNAVAILABLE: &str = "We're sorry, we can't take your call right now. Please try again shortly.";
/// What everybody reads when nothing works.
pub const UNAVAILABLE_TEXT: &str = "We're sorry, we couldn't take your message just now. Please try again shortly, or call us.";

/// House number and street, with the unit: what a person recognises and what is easily misheard.
fn street(address: &Address) -> String {
    let street = address.street_line.as_deref().unwrap_or_default();
    match &address.unit {
        Some(unit) => format!("{street}, {unit}"),
        None => street.to_owned(),
    }
}

/// The n-th of several ways to say a thing, round and round.
fn vary<'a>(times: u8, ways: &[&'a str]) -> &'a str {
    ways[usize::from(times) % ways.len()]
}

/// The text that confirms a booking, with the way out that carriers ask for.
pub fn confirmation_text(window: Window, address: &Address, language: Language, scene: &Scene<'_>) -> String {
    match language {
        Language::En => en::confirmation_text(window, address, scene),
        Language::Es => es::confirmation_text(window, address, scene),
    }
}

/// The text that tells of a visit's new time.
pub fn moved_text(window: Window, address: &Address, language: Language, scene: &Scene<'_>) -> String {
    match language {
        Language::En => en::moved_text(window, address, scene),
        Language::Es => es::moved_text(window, address, scene),
    }
}

/// The text that tells that a visit does not come.
pub fn called_off_text(window: Window, language: Language, scene: &Scene<'_>) -> String {
    match language {
        Language::En => en::called_off_text(window, scene),
        Language::Es => es::called_off_text(window, scene),
    }
}

/// The text that tells a caller how the alert for them came out.
pub fn alert_text(standing: &Standing, danger: Option<Danger>, language: Language, scene: &Scene<'_>) -> String {
    alerts::text(standing, danger, language, scene)
}

/// The text to a caller whose call was lost.
pub fn text_back(due: Timestamp, missed: bool, language: Language, scene: &Scene<'_>) -> String {
    match language {
        Language::En => en::text_back(due, missed, scene),
        Language::Es => es::text_back(due, missed, scene),
    }
}

/// What a caller hears who is no customer: the business's own people, and its own lines.
pub fn desk(business_name: &str) -> String {
    format!("This is the {business_name} desk. Leave a note after the tone.")
}

/// A window for the owner's and the operator's eyes, in English: `Mon, Nov 23, 8 to 10 AM`.
pub fn short_window(window: Window, scene: &Scene<'_>) -> String {
    en::short_window(window, scene)
}

/// Whether a range is the whole day.
fn is_all_day(range: ClockRange) -> bool {
    range == ClockRange::hours(0, 24)
}

/// Runs of weekdays (0 is Monday) with the same opening hours, closed days left out.
fn hours_by_run(week: &[Vec<ClockRange>; 7]) -> Vec<(usize, usize, &[ClockRange])> {
    let mut runs: Vec<(usize, usize, &[ClockRange])> = Vec::new();
    for (day, ranges) in week.iter().enumerate().filter(|(_, ranges)| !ranges.is_empty()) {
        match runs.last_mut() {
            Some((_, last, same)) if *last + 1 == day && *same == ranges.as_slice() => *last = day,
            _ => runs.push((day, day, ranges)),
        }
    }
    runs
}
