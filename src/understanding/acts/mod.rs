//! What a speaker does with words: asks, agrees, refuses, thanks. Several in one turn.

mod alone;
mod answer;
mod frame;
mod insult;
pub(crate) mod phrases;
mod standing;
mod tables;

#[cfg(test)]
mod tests;

use crate::understanding::text::Token;
use crate::understanding::{Act, Context};
use phrases::{Table, Word, words};
use standing::Turn;
use std::sync::LazyLock;
use tables::Phrase;

static TABLE: LazyLock<Table<Phrase>> = LazyLock::new(tables::read);

/// Everything that the speaker does in this turn, sorted, without repeats.
pub fn recognize(_text: &str, tokens: &[Token], context: &Context<'_>) -> Vec<Act> {
    let mut words = words(tokens);
    frame::mark(&mut words);
    let found = TABLE.find(&words);
    let turn = Turn::new(&words, &found, context);
    let mut acts: Vec<Act> = found.iter().filter(|phrase| turn.holds(phrase)).map(|phrase| phrase.value.act).collect();
    acts.sort_unstable();
    acts.dedup();
    settle(&mut acts, &words);
    acts.extend(answer::recognize(&words, &acts, context));
    if acts.iter().all(|act| *act == Act::HoldOn) && answer::is_unsure(&words, context) {
        acts.push(Act::Unclear);
    }
    acts.sort_unstable();
    acts.dedup();
    acts
}

/// More words than anybody needs to ask for a repetition.
const LONG: usize = 16;

/// Removes what a stronger act of the same turn explains away.
fn settle(acts: &mut Vec<Act>, words: &[Word]) {
    let has = |act: Act, acts: &[Act]| acts.contains(&act);
    if has(Act::AskBot, acts) {
        let insulted = has(Act::Abuse, acts);
        let asks_who_is_there = words.iter().any(|w| w.text == "there");
        acts.retain(|a| match a {
            Act::Person => asks_who_is_there,
            Act::AskOther => false,
            Act::AskBot => !insulted,
            _ => true,
        });
    }
    if has(Act::Sales, acts) {
        acts.retain(|a| !matches!(a, Act::Person | Act::AskOther | Act::AskBot));
    }
    if has(Act::OptOut, acts) && words.iter().any(|w| matches!(w.text.as_str(), "schedule" | "calendar")) {
        acts.retain(|a| *a != Act::OptOut);
    }
    if has(Act::OptOut, acts) {
        acts.retain(|a| !matches!(a, Act::Cancel | Act::Message | Act::Person));
    }
    if has(Act::Reschedule, acts) || has(Act::Cancel, acts) {
        acts.retain(|a| !matches!(a, Act::AskWhen | Act::Correct | Act::Book));
    }
    if has(Act::Repeat, acts) {
        acts.retain(|a| !matches!(a, Act::AskOther | Act::Book | Act::AskWhen));
    }
    let for_a_visit = words.iter().any(|w| matches!(w.text.as_str(), "appointment" | "opening" | "openings" | "slot" | "cita"));
    if has(Act::Book, acts) && for_a_visit {
        acts.retain(|a| *a != Act::AskHours);
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
