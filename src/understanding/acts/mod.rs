//! What a speaker does with words: asks, agrees, refuses, thanks. Several in one turn.

mod answer;
pub(crate) mod phrases;
mod tables;

#[cfg(test)]
mod tests;

use crate::understanding::text::Token;
use crate::understanding::{Act, Asked, Context};
use phrases::{Found, Table, Word, words};
use std::sync::LazyLock;

static TABLE: LazyLock<Table<Act>> = LazyLock::new(tables::read);

/// Everything that the speaker does in this turn, sorted, without repeats.
pub fn recognize(_text: &str, tokens: &[Token], context: &Context<'_>) -> Vec<Act> {
    let words = words(tokens);
    let found = TABLE.find(&words);
    let mut acts: Vec<Act> = found.iter().filter(|f| stands(f, &words, context)).map(|f| f.value).collect();
    settle(&mut acts, &words);
    acts.extend(answer::recognize(&words, &acts, context));
    if acts.is_empty() && answer::is_unsure(&words) {
        acts.push(Act::Unclear);
    }
    acts.sort_unstable();
    acts.dedup();
    acts
}

/// Things that callers book or call off elsewhere, which is no business of ours.
const ELSEWHERE: &[&str] = &[
    "restaurant",
    "dinner",
    "lunch",
    "table",
    "flight",
    "hotel",
    "meeting",
    "meetings",
    "conference",
    "subscription",
    "movie",
    "ticket",
    "tickets",
    "bistro",
    "flights",
    "trip",
    "vacation",
    "coupons",
    "grill",
    "room",
    "doctor",
    "dentist",
    "reservation",
    "reservations",
    "reserva",
];

/// "Don't cancel".
fn denied(found: &Found<Act>, words: &[Word]) -> bool {
    let says_cancel = words.get(found.first).is_some_and(|w| w.text.starts_with("cancel"));
    let before = found.first.checked_sub(1).and_then(|at| words.get(at));
    says_cancel && before.is_some_and(|w| matches!(w.text.as_str(), "dont" | "not" | "no" | "never"))
}

/// More words than anybody needs to ask for a repetition.
const LONG: usize = 24;

fn stands(found: &Found<Act>, words: &[Word], context: &Context<'_>) -> bool {
    match found.value {
        Act::Cancel if denied(found, words) => false,
        Act::Book | Act::Cancel | Act::AskWhen | Act::Reschedule => !near_elsewhere(found, words),
        // Said in answer to "your name?" or "the address?", these words are part of the answer.
        Act::Goodbye | Act::AskOther => !matches!(context.asked, Some(Asked::Name | Asked::Address | Asked::Phone)) || words.len() > 4,
        _ => true,
    }
}

fn near_elsewhere(found: &Found<Act>, words: &[Word]) -> bool {
    let to = (found.end + 5).min(words.len());
    let Some(near) = words.get(found.first..to) else { return false };
    let Some(at) = near.iter().position(|w| ELSEWHERE.contains(&w.text.as_str())) else { return false };
    let word = near[at].text.as_str();
    if word == "reservation" || word == "reservations" || word == "reserva" {
        // "Cancel my reservation" may be ours; "my reservation for four at the grill" is not.
        return words.iter().skip(found.first + at + 1).any(|w| matches!(w.text.as_str(), "for" | "at" | "para" | "en"));
    }
    word != "room" || words.iter().any(|w| w.text == "meeting" || w.text == "hotel")
}

/// Removes what a stronger act of the same turn explains away.
fn settle(acts: &mut Vec<Act>, words: &[Word]) {
    let has = |act: Act, acts: &[Act]| acts.contains(&act);
    if has(Act::AskBot, acts) {
        acts.retain(|a| *a != Act::Person && *a != Act::AskOther && *a != Act::Abuse);
    }
    if has(Act::Sales, acts) {
        acts.retain(|a| !matches!(a, Act::Person | Act::AskOther));
    }
    if has(Act::OptOut, acts) {
        acts.retain(|a| !matches!(a, Act::Cancel | Act::Message | Act::Person));
    }
    if has(Act::Reschedule, acts) || has(Act::Cancel, acts) {
        acts.retain(|a| !matches!(a, Act::AskWhen | Act::Correct));
    }
    if has(Act::Repeat, acts) {
        acts.retain(|a| !matches!(a, Act::AskOther | Act::Book | Act::AskWhen));
    }
    if has(Act::AskArea, acts) || has(Act::AskHours, acts) {
        acts.retain(|a| !matches!(a, Act::Book | Act::AskOther));
    }
    if has(Act::AskPrice, acts) {
        acts.retain(|a| *a != Act::AskOther);
    }
    if has(Act::WrongNumber, acts) {
        acts.retain(|a| !matches!(a, Act::Correct | Act::AskOther));
    }
    // In a long telling "say that again" is part of the story.
    if words.len() > LONG {
        acts.retain(|a| *a != Act::Repeat);
    }
}
