//! When: dates, days, parts of day, ranges, bounds, alternatives and exclusions in words.
//!
//! A grammar of our own in three steps: `scan` finds the phrases ("next Tuesday", "after", "half past three") and what joins them,
//! `assemble` puts them together into wishes, `resolve` turns wishes into days, times of day and instants. Every rule reads tokens
//! only and can be pointed at; nothing is learned and nothing is remembered.
//!
//! What American home-owners mean, where people differ:
//!
//! - People book ahead: a day or date without a year is the next one. A weekday named on that weekday is a week ahead ("Friday" said on a
//!   Friday; who means the same day says "today" or "this Friday").
//! - Weeks run from Monday to Sunday. "Next Friday" is the Friday of the next week, "this Friday" and "the coming Friday" the nearest one,
//!   "Friday week" and "a week on Friday" the one after that. "The Friday after next" is the second one ahead.
//!   The beginning of a week is Monday to Wednesday, its end Friday to Sunday, "later this week" Thursday to Sunday, a weekend Saturday and
//!   Sunday; the beginning, middle and end of a month are its days 1 to 10, 11 to 20 and 21 to the last. An edge that is gone is the next
//!   one's. The nth week of a month is the one that holds its nth Thursday.
//! - Hours without am or pm are those of a working day: 7 to 11 in the morning, 12 noon, 1 to 6 in the afternoon. An hour of today that is
//!   gone is the one twelve hours later.
//! - "Half four" is half past four. "At 10 to 8" is ten minutes before eight, "10 to 12" and "from 10 to 8" are spans.
//! - Morning is 8:00 to 12:00, afternoon 12:00 to 17:00 ("tarde" to 19:00), evening 17:00 to 21:00, night from 18:00.
//! - Figures are month/day in English, day/month in Spanish.
//! - "In three days" keeps the hour of now; "after Monday" begins on Tuesday; "from Monday on", "not before Monday" and "can wait until
//!   Monday" begin on Monday. Open ends reach one year.
//! - "The next three months" are whole months, "in the next three months" begin tomorrow, "in the next three hours" begin now.
//! - "By", "before", "until" and "within" leave `from` empty and give `to` the instant that was named. The days preferred include the day
//!   named for "by" and "until", not for "before".
//! - A bare number is a time only as an answer to a question about time.
//! - Days that are refused are no wish, whatever was said of them before; days of the week on which somebody is busy ("Tuesdays I teach")
//!   are refused.
//! - Times that tell what happened ("it broke yesterday", "since Tuesday", "this morning" said in the afternoon) are no wish: `preferred`
//!   stays empty. Where nothing else was said about time they are still resolved in `from` and `to`.

mod assemble;
mod calendar;
mod clock;
mod day_of_month;
mod days;
mod distance;
mod half;
mod haste;
mod holiday;
mod item;
mod joining;
mod link;
mod month;
mod numeric;
mod part;
mod period;
mod point;
mod range;
mod resolve;
mod scan;
mod season;
mod spoken;
mod told;
mod week;
mod weekday;
mod wish;
mod words;

use crate::domain::language::Language;
use crate::understanding::text::{Span, Token};
use crate::understanding::{Asked, Context};
use item::Reader;
use jiff::Zoned;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// A run of whole days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DaySpan {
    /// First day.
    pub first: Date,
    /// Last day.
    pub last: Date,
}

/// A stretch of the day. `from == to` means "at that time"; `to` = 23:59 means until the day ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClockSpan {
    /// Not before.
    pub from: Time,
    /// Not after.
    pub to: Time,
}

/// One alternative that would suit. An absent part leaves that part open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preference {
    /// On these days.
    pub days: Option<DaySpan>,
    /// At these times of day.
    pub times: Option<ClockSpan>,
}

/// How fine a time was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is the unit")]
pub enum Grain {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// What was said about when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeMeaning {
    /// What would suit, the first named first. Empty where only exclusions, `soonest` or `any_time` were said.
    pub preferred: Vec<Preference>,
    /// What would not.
    pub excluded: Vec<Preference>,
    /// As soon as possible.
    pub soonest: bool,
    /// Whenever; no preference.
    pub any_time: bool,
    /// The first alternative as instants, half-open, in the zone of the context: where it begins.
    pub from: Option<Zoned>,
    /// Where it ends.
    pub to: Option<Zoned>,
    /// How fine it was said.
    pub grain: Option<Grain>,
    /// The words that it rests on (from the first to the last of them).
    pub span: Span,
}

/// Reads when the speaker wants somebody to come. A meaning with nothing preferred, excluded, soonest or any time tells of the past.
pub fn recognize(_text: &str, tokens: &[Token], context: &Context<'_>) -> Option<TimeMeaning> {
    let now = context.now.datetime();
    let reader = Reader {
        tokens,
        now,
        today: now.date(),
        spanish: is_spanish(tokens, context.language),
        naming: context.asked == Some(Asked::Name),
        choosing: context.asked == Some(Asked::Choice),
        asked: matches!(context.asked, Some(Asked::When | Asked::Choice)),
    };
    let items = reader.scan();
    let wishes = assemble::assemble(&reader, &items);
    resolve::meaning(&reader, &wishes, context.now.time_zone())
}

/// The sentence's own language where its small words tell, else that of the conversation.
fn is_spanish(tokens: &[Token], conversation: Language) -> bool {
    let spanish = tokens.iter().filter(|token| words::is_spanish(&token.word)).count();
    let english =
        tokens.iter().filter(|token| matches!(token.word.as_str(), "the" | "on" | "at" | "in" | "of" | "to" | "for" | "and" | "i")).count();
    if spanish == english { conversation == Language::Es } else { spanish > english }
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod variety_tests;
