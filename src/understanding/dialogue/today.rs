//! What day it is, where the user says so: "today, Saturday", "it's Friday today".

use super::listing::words;
use crate::understanding::text::tokenize;
use jiff::civil::Weekday;
use jiff::{ToSpan, Zoned};

/// The present moved on to the day that the user says it is; what people say of today counts above a clock.
pub(super) fn told(text: &str, now: &Zoned) -> Option<Zoned> {
    let tokens = tokenize(text);
    let words = words(&tokens);
    let (weekday, ahead) = (0..words.len()).find_map(|at| named_at(&words, at).or_else(|| present_at(&words, at)))?;
    let days = now.weekday().until(weekday) - ahead;
    now.checked_add(i32::from(days.rem_euclid(7)).days()).ok().filter(|moved| moved.date() != now.date())
}

/// The weekday that "today" (0) or "tomorrow" (1) at this place is said to be.
fn named_at(words: &[&str], at: usize) -> Option<(Weekday, i8)> {
    let ahead = match words[at] {
        "today" | "hoy" => 0,
        "tomorrow" => 1,
        _ => return None,
    };
    let before = |back: usize| at.checked_sub(back).map_or("", |at| words[at]);
    if matches!(before(1), "not" | "or" | "no" | "and" | "o") {
        return None;
    }
    let mut after =
        words[at + 1..].iter().copied().skip_while(|word| matches!(*word, "," | "(" | "is" | "which" | "." | "it's" | "es" | "-"));
    let named_after = after.next().and_then(weekday).filter(|_| !matches!(after.next(), Some("or" | "o")));
    let gap = usize::from(matches!(before(1), "," | "("));
    let named_before = weekday(before(1 + gap)).filter(|_| !matches!(before(2 + gap), "or" | "and"));
    named_after.or(named_before).map(|weekday| (weekday, ahead))
}

/// "It's already 5 pm on Thursday", "it's Friday now".
fn present_at(words: &[&str], at: usize) -> Option<(Weekday, i8)> {
    let near = &words[at..words.len().min(at + 8)];
    let is_now = matches!(near, ["it's" | "its", ..] | ["it", "is", ..]) && near.iter().any(|word| matches!(*word, "already" | "now"));
    let named = near.iter().take_while(|word| !matches!(**word, "." | "?" | "so" | "but")).find_map(|word| weekday(word));
    named.filter(|_| is_now).map(|weekday| (weekday, 0))
}

fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" | "lunes" => Weekday::Monday,
        "tuesday" | "tue" | "tues" | "martes" => Weekday::Tuesday,
        "wednesday" | "wed" | "miercoles" => Weekday::Wednesday,
        "thursday" | "thu" | "thurs" | "jueves" => Weekday::Thursday,
        "friday" | "fri" | "viernes" => Weekday::Friday,
        "saturday" | "sabado" => Weekday::Saturday,
        "sunday" | "domingo" => Weekday::Sunday,
        _ => return None,
    })
}
