//! The business's own words: its name, which is no emergency, and what it counts as one or as none.

use super::concepts;
use crate::understanding::Vocabulary;
use crate::understanding::acts::phrases::{Word, words as plain_words};
use crate::understanding::text::tokenize;

/// The words of the turn without the name of the business.
pub(super) fn without(said: &[Word], business_name: &str) -> Vec<Word> {
    let name = texts(business_name);
    let mut kept = Vec::with_capacity(said.len());
    let mut at = 0;
    while let Some(word) = said.get(at) {
        if name.len() > 1 && starts_with(&said[at..], &name) {
            at += name.len();
        } else {
            kept.push(word.clone());
            at += 1;
        }
    }
    kept
}

/// Where one of the business's words for an emergency stands, told as a fact.
pub(super) fn keyword(said: &[Word], vocabulary: &Vocabulary) -> Option<(usize, usize)> {
    vocabulary.emergency_keywords.iter().find_map(|keyword| find(said, keyword))
}

/// True where one of the business's words for "no emergency" stands.
pub(super) fn is_exception(said: &[Word], vocabulary: &Vocabulary) -> bool {
    vocabulary.emergency_exceptions.iter().any(|exception| find(said, exception).is_some())
}

fn find(said: &[Word], phrase: &str) -> Option<(usize, usize)> {
    let phrase = texts(phrase);
    if phrase.is_empty() {
        return None;
    }
    (0..said.len()).find_map(|first| {
        let end = first + phrase.len();
        (starts_with(&said[first..], &phrase) && is_whole(said, end, &phrase) && !concepts::is_denied(said, first)).then_some((first, end))
    })
}

/// "No water" is not meant where "no water damage" or "no water pressure problem" is said.
fn is_whole(said: &[Word], end: usize, phrase: &[String]) -> bool {
    const GOES_ON: &[&str] = &[
        "damage",
        "damages",
        "pressure",
        "heater",
        "softener",
        "leak",
        "leaks",
        "leaking",
        "stain",
        "stains",
        "bill",
        "bills",
        "filter",
        "line",
        "detector",
        "detectors",
        "dano",
        "danos",
        "alarm",
        "problem",
        "problems",
        "issue",
        "issues",
        "insurance",
        "inspection",
        "restoration",
        "coming",
        "anywhere",
    ];
    let denies = phrase.first().is_some_and(|w| matches!(w.as_str(), "no" | "sin" | "without"));
    let next = said.get(end).map_or("", |w| w.text.as_str());
    !(denies && GOES_ON.contains(&next))
}

fn starts_with(said: &[Word], phrase: &[String]) -> bool {
    said.len() >= phrase.len() && said.iter().zip(phrase).all(|(word, wanted)| same(&word.text, wanted))
}

/// Equal, or the same word in another number or tense: "flood", "floods", "flooding".
fn same(word: &str, wanted: &str) -> bool {
    word == wanted
        || (wanted.len() > 3
            && word.strip_prefix(wanted).is_some_and(|rest| matches!(rest, "s" | "es" | "ing" | "ed" | "d" | "ting" | "ted")))
}

fn texts(phrase: &str) -> Vec<String> {
    plain_words(&tokenize(phrase)).into_iter().map(|w| w.text).collect()
}
