//! Words about a visit that is booked: the day it is on, that it is to stay, that they will be there, and what they said.

use crate::understanding::acts::phrases::{Found, Table, Word, words};
use crate::understanding::text::Token;
use crate::understanding::time::{self, DaySpan};
use crate::understanding::{Act, Asked, Context};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// What was said about a visit that is booked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitWords {
    /// The day that they say it is on, as told apart from the day that they would like instead.
    pub day: Option<DaySpan>,
    /// It is to stay as it is.
    pub keeps: bool,
    /// Another day than the one just spoken of is wanted.
    pub other_day: bool,
    /// They will be there.
    pub confirms: bool,
    /// The words themselves, where a person is to read them: a message, or what is to be changed.
    pub said: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tells {
    Keeps,
    OtherDay,
    Confirms,
    /// The day that comes next, or that stands within, is the visit's own.
    Day,
    /// The day that stands within is one that they would like.
    Wish,
}

static TABLE: LazyLock<Table<Tells>> = LazyLock::new(|| {
    Table::read(include_str!("visit.txt"), |heading| {
        Some(match heading {
            "keeps" => Tells::Keeps,
            "other_day" => Tells::OtherDay,
            "confirms" => Tells::Confirms,
            "day" => Tells::Day,
            "wish" => Tells::Wish,
            _ => return None,
        })
    })
});

/// The longest message that is passed on, in characters.
const LONGEST: usize = 280;

/// Reads what is said of a visit that is booked.
pub fn recognize(text: &str, tokens: &[Token], acts: &[Act], context: &Context<'_>) -> VisitWords {
    let said = words(tokens);
    let found = TABLE.find(&said);
    let has = |tells: Tells| found.iter().any(|f| f.value == tells);
    let is_named = said.iter().any(|word| word.text.starts_with("cancel") || word.text == "off");
    let is_told_on = [Act::Message, Act::Reschedule, Act::Cancel].iter().any(|act| acts.contains(act));
    VisitWords {
        day: Turn { text, tokens, words: &said, found: &found, context }.day(acts),
        keeps: has(Tells::Keeps) && !is_named,
        other_day: has(Tells::OtherDay),
        confirms: has(Tells::Confirms),
        said: is_told_on.then(|| text.trim().chars().take(LONGEST).collect()),
    }
}

/// A turn in which a day may be named.
struct Turn<'a> {
    text: &'a str,
    tokens: &'a [Token],
    words: &'a [Word],
    found: &'a [Found<Tells>],
    context: &'a Context<'a>,
}

impl Turn<'_> {
    /// The day that the visit is on: "my Tuesday appointment", "the visit on the 24th", "I can't make it tomorrow".
    fn day(&self, acts: &[Act]) -> Option<DaySpan> {
        let is_about_one = [Act::Reschedule, Act::Cancel, Act::AskWhen].iter().any(|act| acts.contains(act));
        let is_asked = matches!(self.context.asked, Some(Asked::Address | Asked::Name | Asked::Phone));
        if !is_about_one && !is_asked {
            return None;
        }
        let of_visit = self.found.iter().filter(|f| f.value == Tells::Day);
        let own = of_visit.filter_map(|f| (f.first..f.end).find(|at| self.names_day(*at))).find_map(|at| self.day_at(at));
        // "Cancel Friday", with nothing that makes a wish of it.
        let calls_off = acts.contains(&Act::Cancel) && !acts.contains(&Act::Reschedule);
        let names_only_one = calls_off || is_asked && !is_about_one;
        own.or_else(|| (0..self.words.len()).find(|at| names_only_one && self.names_day(*at)).and_then(|at| self.day_at(at)))
    }

    fn names_day(&self, at: usize) -> bool {
        let is_wish = self.found.iter().any(|f| f.value == Tells::Wish && f.first <= at && at < f.end);
        is_day(&self.words[at].text) && !is_wish
    }

    /// The day that is named around one word, read by itself so that nothing else bears on it.
    fn day_at(&self, at: usize) -> Option<DaySpan> {
        const BEFORE: &[&str] = &["this", "next", "the", "coming", "este", "proximo", "el", "dia"];
        let word = |at: usize| self.words.get(at).map_or("", |word| word.text.as_str());
        let is_month = |word: &str| MONTHS.contains(&word);
        let mut first = at;
        while first > 0 && !self.words[first].opens && (BEFORE.contains(&word(first - 1)) || is_month(word(first - 1))) {
            first -= 1;
        }
        let follows = |next: &str, last: &str| {
            is_month(next) || next == "de" && last != "de" || is_month(last) && next.starts_with(|c: char| c.is_ascii_digit())
        };
        let mut last = at;
        while last < at + 2 && follows(word(last + 1), word(last)) {
            last += 1;
        }
        let (from, to) = (self.words[first].span.start, self.words[last].span.end);
        let inside: Vec<Token> = self.tokens.iter().filter(|token| from <= token.span.start && token.span.end <= to).cloned().collect();
        let heard = time::recognize(self.text, &inside, &Context { asked: Some(Asked::When), ..*self.context })?;
        heard.preferred.first().and_then(|preference| preference.days).filter(|span| span.first == span.last)
    }
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

fn is_day(word: &str) -> bool {
    const DAYS: &[&str] = &[
        "today",
        "tomorrow",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "mondays",
        "tuesdays",
        "wednesdays",
        "thursdays",
        "fridays",
        "saturdays",
        "sundays",
        "hoy",
        "manana",
        "lunes",
        "martes",
        "miercoles",
        "jueves",
        "viernes",
        "sabado",
        "domingo",
    ];
    let is_numbered = word.starts_with(|c: char| c.is_ascii_digit()) && ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end));
    DAYS.contains(&word) || MONTHS.contains(&word) || is_numbered
}
