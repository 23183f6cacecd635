//! Which of the things on offer: the first or the second, neither, the one there is already or something new.

use crate::understanding::text::Token;
use crate::understanding::{Asked, Context, Pick};

const FIRST: &[&str] = &["first", "former", "1st", "primera", "primero"];
const SECOND: &[&str] = &["second", "latter", "2nd", "segunda", "segundo"];
/// These pick only as "the earlier" or "the later one": "later in the week" names another time.
const EARLIER: &[&str] = &["earlier", "earliest", "early"];
const LATER: &[&str] = &["later", "latest", "late", "last", "ultima"];
const EITHER: &[&str] = &["either", "whichever", "both", "cualquiera", "cualquier"];
const NEITHER: &[&str] = &["neither", "none", "ninguna", "ninguno", "ningun"];
const SAME: &[&str] = &["same", "existing", "mismo", "misma"];
const NEW: &[&str] =
    &["new", "different", "another", "other", "else", "separate", "nuevo", "nueva", "otro", "otra", "distinto", "distinta"];

const SOMEBODY_ELSES: &[&str] = &["neighbor's", "neighbors", "neighbor", "vecino", "vecina", "vecinos"];

/// Reads a choice, where one was asked for.
pub fn recognize(tokens: &[Token], context: &Context<'_>) -> Option<Pick> {
    let says = |words: &[&str]| tokens.iter().any(|token| words.contains(&token.word.as_str()));
    let points = |words: &[&str]| (0..tokens.len()).any(|at| words.contains(&tokens[at].word.as_str()) && points_at(tokens, at));
    let counts = |words: &[&str]| (0..tokens.len()).any(|at| words.contains(&tokens[at].word.as_str()) && counts_off(tokens, at));
    match context.asked? {
        Asked::Choice if says(NEITHER) => Some(Pick::Neither),
        Asked::Choice if says(EITHER) => Some(Pick::Either),
        Asked::Choice if counts(FIRST) || points(EARLIER) => Some(Pick::First),
        Asked::Choice if (counts(SECOND) && !asks_for_a_moment(tokens)) || points(LATER) => Some(Pick::Second),
        Asked::Choice => number(tokens),
        Asked::YesNo if says(NEW) || says(SOMEBODY_ELSES) || denies_owning(tokens) => Some(Pick::New),
        Asked::YesNo
            if says(SAME) || follows(tokens, "about", &["that", "it"]) || follows(tokens, "that", &["visit", "one", "appointment"]) =>
        {
            Some(Pick::Same)
        }
        _ => None,
    }
}

/// "The first", "first one", "la primera", or the word at the head of the turn: "let me ask my wife first" picks nothing.
fn counts_off(tokens: &[Token], at: usize) -> bool {
    const NAMED: &[&str] = &["one", "ones", "one's", "slot", "window", "option", "time", "choice", "works", "please", "opcion", "hora"];
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let before = if at > 0 { word(at - 1) } else { "" };
    let spanish = tokens[at].word.ends_with(['a', 'o']);
    let next = word(at + 1);
    at == 0 && !matches!(next, "thing" | "let" | "i")
        || spanish
        || matches!(before, "the" | "that" | "your" | "yes" | "," | "that's")
        || NAMED.contains(&next)
}

/// "That's not mine", "no es mía"; but "no, that's mine".
fn denies_owning(tokens: &[Token]) -> bool {
    const OWN: &[&str] = &["mine", "mia", "mio", "ours", "nuestra"];
    const DENIALS: &[&str] = &["not", "isn't", "isnt", "ain't", "no"];
    (0..tokens.len()).filter(|at| OWN.contains(&tokens[*at].word.as_str())).any(|at| {
        let before = tokens[..at].iter().rev().take_while(|token| token.is_word()).take(2);
        before.into_iter().any(|token| DENIALS.contains(&token.word.as_str()))
    })
}

/// "The later", "the later one", "la última".
fn points_at(tokens: &[Token], at: usize) -> bool {
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    let before = if at > 0 { word(at - 1) } else { "" };
    word(at + 1) == "one" || (matches!(before, "the" | "la" | "el") && !matches!(word(at + 1), "in" | "of" | "on" | "de"))
}

/// "One second", "just a second".
fn asks_for_a_moment(tokens: &[Token]) -> bool {
    tokens
        .windows(2)
        .any(|pair| matches!(pair[0].word.as_str(), "one" | "a" | "un") && matches!(pair[1].word.as_str(), "second" | "segundo"))
}

/// "Number two", "option 1", "2".
fn number(tokens: &[Token]) -> Option<Pick> {
    let named = |words: &[&str]| {
        tokens.iter().any(|token| ["number", "option", "opcion", "numero"].contains(&token.word.as_str()))
            && tokens.iter().any(|t| words.contains(&t.word.as_str()))
    };
    let only = |word: &str| is_alone(tokens, word);
    if named(&["1", "one", "uno"]) || only("1") || only("one") {
        Some(Pick::First)
    } else if named(&["2", "two", "dos"]) || only("2") || only("two") {
        Some(Pick::Second)
    } else {
        None
    }
}

fn is_alone(tokens: &[Token], word: &str) -> bool {
    let mut words = tokens.iter().filter(|token| token.is_word() || token.is_number());
    words.next().is_some_and(|token| token.word == word) && words.next().is_none()
}

fn follows(tokens: &[Token], first: &str, second: &[&str]) -> bool {
    tokens.windows(2).any(|pair| pair[0].word == first && second.contains(&pair[1].word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::understanding::Vocabulary;
    use crate::understanding::text::tokenize;

    fn pick(text: &str, asked: Asked) -> Option<Pick> {
        let now = jiff::civil::date(2026, 11, 22).at(9, 0, 0, 0).in_tz("America/Chicago").expect("a real zone");
        let vocabulary = Vocabulary::default();
        recognize(&tokenize(text), &Context { now: &now, language: Language::En, asked: Some(asked), vocabulary: &vocabulary })
    }

    #[test]
    fn one_of_two() {
        for (text, expected) in [
            ("the first one works", Some(Pick::First)),
            ("the earlier one please", Some(Pick::First)),
            ("la segunda", Some(Pick::Second)),
            ("2", Some(Pick::Second)),
            ("option one", Some(Pick::First)),
            ("either is fine", Some(Pick::Either)),
            ("neither", Some(Pick::Neither)),
            ("later", None),
            ("something later in the week", None),
            ("por la tarde mejor", None),
            ("the later one", Some(Pick::Second)),
            ("the last", Some(Pick::Second)),
            ("just a second", None),
            ("one", Some(Pick::First)),
            ("the one on Monday", None),
            ("let me talk to my wife first", None),
            ("yeah, first works", Some(Pick::First)),
        ] {
            assert_eq!(pick(text, Asked::Choice), expected, "{text}");
        }
    }

    #[test]
    fn the_same_visit_or_a_new_one() {
        for (text, expected) in [
            ("it's about that visit", Some(Pick::Same)),
            ("no, it's something else", Some(Pick::New)),
            ("it's a different problem", Some(Pick::New)),
            ("no that's not mine, that's my neighbor", Some(Pick::New)),
            ("no, esa no es mía", Some(Pick::New)),
            ("no, that one is mine", Some(Pick::Same)),
            ("yes", None),
        ] {
            assert_eq!(pick(text, Asked::YesNo), expected, "{text}");
        }
    }
}
