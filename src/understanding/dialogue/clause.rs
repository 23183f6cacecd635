//! The clauses of a turn: "I can't do Thursday, how about Friday?" has two.

use super::listing::is_one_of;
use crate::understanding::text::{Token, tokenize};

/// More clauses than this in one turn are not looked at.
const MOST_CLAUSES: usize = 40;

/// Words that begin a clause of its own after a comma or "and".
const STARTERS: &str = "i i've i'll i'm i'd we we'll we've can could would will do does did is are should shall may how what \
    which maybe let \
    let's lets please make book schedule try it it's that that's there but because cause since so though although actually \
    tengo puedo podemos quiero quisiera podria mejor pero porque que como hay";

/// Words that begin a clause of their own wherever they stand.
const BREAKS: &str = "but because pero porque though although so";

/// Splits a text where sentences end, and where a new subject or question begins inside one.
pub(super) fn clauses(text: &str) -> Vec<&str> {
    let tokens = tokenize(text);
    let mut cuts: Vec<usize> = Vec::new();
    for at in 0..tokens.len() {
        if ends_sentence(&tokens, at, text) {
            cuts.push(tokens[at].span.end);
        } else if begins_clause(&tokens, at) {
            cuts.push(tokens[at].span.start);
        }
    }
    cuts.push(text.len());
    let mut start = 0;
    let mut clauses = Vec::new();
    for cut in cuts.into_iter().take(MOST_CLAUSES) {
        if let Some(clause) = text.get(start..cut).filter(|clause| !clause.trim().is_empty()) {
            clauses.push(clause);
        }
        start = cut;
    }
    clauses
}

fn ends_sentence(tokens: &[Token], at: usize, text: &str) -> bool {
    let mark = tokens[at].word.as_str();
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let next = tokens.get(at + 1);
    match mark {
        "?" | "!" | ";" => true,
        // "p.m.", "Dr. Ruiz" and "10.30" hold points that end nothing.
        "." => {
            let short = before
                .is_some_and(|before| before.is_word() && (before.word.chars().count() == 1 || is_one_of(&before.word, "dr mr mrs ms st")));
            let inside_number =
                next.is_some_and(|next| next.is_number() && tokens[at].touches(next)) && before.is_some_and(Token::is_number);
            !short && !inside_number
        }
        _ => next.is_some_and(|next| text.get(tokens[at].span.end..next.span.start).is_some_and(|gap| gap.contains('\n'))),
    }
}

fn begins_clause(tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].word.as_str();
    if at == 0 {
        return false;
    }
    let before = tokens[at - 1].word.as_str();
    let next = tokens.get(at + 1).map_or("", |next| next.word.as_str());
    let opens = match word {
        "how" | "what" => next == "about",
        "can" | "could" => matches!(next, "we" | "you" | "i"),
        "que" => next == "tal",
        _ => word == "let's",
    };
    opens || is_one_of(word, BREAKS) || (is_one_of(before, ", and y - —") && is_one_of(word, STARTERS))
}
