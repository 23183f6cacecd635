//! Turns tokens into the pieces of an address: whole words, house numbers, ordinals, with spoken numbers in digits.

use crate::understanding::address::words::{direction, is_street_type, is_unit_word, state};
use crate::understanding::numbers;
use crate::understanding::phone;
use crate::understanding::text::Token;

/// One word of an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Folded, for comparing.
    pub word: String,
    /// As the caller wrote or said it; spoken numbers in digits.
    pub written: String,
    /// What stands before it.
    pub gap: Gap,
    /// Digits only, or spoken as a number.
    pub number: bool,
    /// Said in words.
    pub spoken: bool,
    /// A number that is a single word, as it was said: "Seven" in "Seven Oaks".
    pub worded: Option<String>,
    /// Its first token.
    pub first: usize,
    /// The token after it.
    pub next: usize,
}

/// How a piece is set off from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// A space or nothing.
    None,
    /// A comma, a line break, a bracket.
    Comma,
    /// The end of a sentence.
    Stop,
    /// What binds a number to something else: the colon of a time, a dollar sign.
    Bound,
}

/// Reads all pieces of a text.
pub fn pieces(text: &str, tokens: &[Token]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(tokens.len());
    let mut gap = Gap::Stop;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if !is_piece(token) || is_noise(tokens, at) {
            gap = gap.max(mark(text, tokens, at));
            at += 1;
            continue;
        }
        if at > 0 && text[tokens[at - 1].span.end..token.span.start].contains('\n') {
            gap = gap.max(Gap::Comma);
        }
        let mut piece = dotted_direction(text, tokens, at).or_else(|| spoken(tokens, at)).unwrap_or_else(|| joined(text, tokens, at));
        if piece.spoken && piece.number && piece.next == at + 1 {
            piece.worded = Some(text[token.span.start..token.span.end].to_owned());
        }
        let direction_of_street = piece.word.len() == 2 && piece.next > at + 2;
        piece.gap = if direction_of_street && !pieces.is_empty() { gap.min(Gap::Comma) } else { gap };
        gap = Gap::None;
        at = piece.next;
        pieces.push(piece);
    }
    pieces
}

fn is_piece(token: &Token) -> bool {
    token.is_word() || token.is_number() || matches!(token.word.as_str(), "#" | "½")
}

/// Somebody thinks: "Walnut Street, um, Lenexa". "Este" is also a direction, so it needs marks on both sides.
fn is_noise(tokens: &[Token], at: usize) -> bool {
    let is_comma = |at: Option<usize>| at.and_then(|at| tokens.get(at)).is_some_and(|token| token.word == ",");
    match tokens[at].word.as_str() {
        "um" | "uh" | "umm" | "uhh" | "uhm" | "erm" | "eh" => true,
        "este" | "pues" => is_comma(at.checked_sub(1)) && is_comma(Some(at + 1)),
        _ => false,
    }
}

/// What a mark means between two pieces.
fn mark(text: &str, tokens: &[Token], at: usize) -> Gap {
    match tokens[at].word.as_str() {
        "." if is_abbreviation(tokens, at) => Gap::None,
        ":" if at > 0 && tokens[at - 1].is_number() && tokens[at - 1].touches(&tokens[at]) => Gap::Bound,
        "." | "?" | "!" | ";" => {
            let ends =
                tokens.get(at + 1).is_none_or(|next| !tokens[at].touches(next) || text[next.span.start..].starts_with(char::is_uppercase));
            if ends { Gap::Stop } else { Gap::None }
        }
        "," | "(" | ")" | "|" | "/" | ":" => Gap::Comma,
        "$" | "€" | "=" | "<" | ">" => Gap::Bound,
        "%" => Gap::Stop,
        _ => Gap::None,
    }
}

/// The full stop of "St.", "N.", "Apt."; a street may end a sentence, so a new sentence must not go on in lower case.
fn is_abbreviation(tokens: &[Token], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else { return false };
    let word = before.word.as_str();
    let short = word.chars().count() <= 4
        && (is_street_type(word) || is_unit_word(word) || direction(word).is_some() || word.chars().count() == 1 || state(word).is_some());
    before.touches(&tokens[at])
        && before.is_word()
        && (short || matches!(word, "ft" | "mt" | "rte" | "rt" | "jr" | "sr" | "ste" | "flr" | "co"))
}

/// "N.W.", "S. E.": two letters that are one direction.
fn dotted_direction(text: &str, tokens: &[Token], at: usize) -> Option<Piece> {
    let is_dot = |at: usize| tokens.get(at).is_some_and(|token| token.word == "." && tokens[at - 1].touches(token));
    let second = at + 1 + usize::from(is_dot(at + 1));
    let pair = (tokens[at].word.as_str(), tokens.get(second)?.word.as_str());
    if !matches!(pair, ("n" | "s", "e" | "w")) || at > 0 && tokens[at - 1].touches(&tokens[at]) {
        return None;
    }
    let last = second + usize::from(is_dot(second + 1) && second > at + 1);
    let written = text[tokens[at].span.start..tokens[last].span.end].to_uppercase();
    Some(Piece {
        word: format!("{}{}", pair.0, pair.1),
        written,
        gap: Gap::None,
        number: false,
        spoken: false,
        worded: None,
        first: at,
        next: last + 1,
    })
}

/// Letters, digits, hyphens and fractions that touch: "87th", "901a", "61-20", "1/2", "Winston-Salem".
fn joined(text: &str, tokens: &[Token], at: usize) -> Piece {
    let mut next = at + 1;
    while let Some(token) = tokens.get(next) {
        let touching = tokens[next - 1].touches(token);
        let alike = tokens[next - 1].word != "#" && (token.is_number() || token.is_word());
        let bridge = matches!(token.word.as_str(), "-" | "/" | "&" | "–" | "—")
            && tokens.get(next + 1).is_some_and(|after| token.touches(after) && (after.is_number() || after.is_word()))
            && (token.word != "/" || (tokens[next - 1].is_number() && tokens[next + 1].is_number()));
        let before = &tokens[next - 1];
        let number_next = token.is_number() || bridge;
        let designator = next == at + 1 && number_next && before.word.len() > 1 && is_unit_word(&before.word);
        let state_and_zip =
            next == at + 1 && token.word.len() == 5 && token.is_number() && before.word.len() == 2 && state(&before.word).is_some();
        if !touching || !(alike || bridge) || designator || state_and_zip {
            break;
        }
        next += if bridge { 2 } else { 1 };
    }
    let written = text[tokens[at].span.start..tokens[next - 1].span.end].to_owned();
    let word: String =
        tokens[at..next].iter().map(|token| if matches!(token.word.as_str(), "–" | "—") { "-" } else { token.word.as_str() }).collect();
    let number = word.bytes().all(|byte| byte.is_ascii_digit());
    Piece { word, written, gap: Gap::None, number, spoken: false, worded: None, first: at, next }
}

/// "eighty four twelve" → 8412, "eighty seventh" → 87th, "one thirty fifth" → 135th, "six six two one two" → 66212.
fn spoken(tokens: &[Token], at: usize) -> Option<Piece> {
    if tokens[at].is_number() || is_no_start(tokens, at) {
        return None;
    }
    let mut digits = String::new();
    let mut next = at;
    loop {
        if let Some((ordinal, used)) = ordinal_at(tokens, next) {
            return before_ordinal(at, next, &digits, &ordinal).or_else(|| {
                let whole = format!("{digits}{ordinal}");
                (digits.is_empty() && used > 1 || (!digits.is_empty() && digits.len() < 4)).then(|| build(whole, false, at, next + used))
            });
        }
        let Some(group) = group_at(tokens, next, next > at) else { break };
        digits.push_str(&group.digits);
        next = group.next;
        if digits.len() > 12 {
            break;
        }
    }
    (next > at).then(|| build(digits, true, at, next))
}

/// "eighty four twelve" before "first street": a long number and an ordinal stay apart.
fn before_ordinal(at: usize, next: usize, digits: &str, ordinal: &str) -> Option<Piece> {
    let of_two = ordinal.len() > 3;
    let round = digits.ends_with("00");
    let apart = digits.len() >= 3 && !digits.ends_with('0') || of_two && (digits.len() >= 4 || digits.len() == 3 && !round);
    apart.then(|| build(digits.to_owned(), true, at, next))
}

fn build(written: String, number: bool, first: usize, next: usize) -> Piece {
    Piece { word: written.clone(), written, gap: Gap::None, number, spoken: true, worded: None, first, next }
}

/// Words that are numbers elsewhere: Spanish "un", "once" in English, "o".
fn is_no_start(tokens: &[Token], at: usize) -> bool {
    let word = tokens[at].word.as_str();
    let alone = tokens.get(at + 1).is_none_or(|next| next.is_number() || phone::group(tokens, at + 1).is_none());
    word == "a" || (alone && matches!(word, "un" | "una" | "o" | "oh" | "uno" | "once"))
}

fn group_at(tokens: &[Token], at: usize, inside: bool) -> Option<phone::Group> {
    let at = if inside && tokens.get(at).is_some_and(|token| token.word == "-") && !tokens.get(at + 1)?.is_number() { at + 1 } else { at };
    let token = tokens.get(at)?;
    if token.is_number() || matches!(token.word.as_str(), "a" | "un" | "una") {
        return None;
    }
    // "twenty third" after a house number is the street's.
    let group = phone::group(tokens, at)?;
    let tens = group.digits.len() >= 2 && group.digits.ends_with('0') && ordinal_word(tokens, group.next).is_some();
    if tens && inside { None } else { Some(group) }
}

fn ordinal_word(tokens: &[Token], at: usize) -> Option<u32> {
    let token = tokens.get(at)?;
    if token.is_number() || token.word == "second" && tokens.get(at + 1).is_some_and(|next| next.word == "floor") {
        return None;
    }
    numbers::ordinal(std::slice::from_ref(token), 0).map(|number| number.value)
}

/// "eighty seventh", "hundred third", "twenty-first": an ordinal of more than one word in digits, a single one from the eleventh on too.
fn ordinal_at(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    if let Some(value) = ordinal_word(tokens, at) {
        return (value > 12).then(|| (suffixed(u64::from(value)), 1));
    }
    let group = phone::group(tokens, at).filter(|group| !group.written)?;
    let next = group.next + usize::from(tokens.get(group.next).is_some_and(|token| matches!(token.word.as_str(), "-" | "and")));
    let value: u64 = group.digits.parse().ok().filter(|value| value % 10 == 0 && *value < 1_000 && *value > 0)?;
    let last = ordinal_word(tokens, next).filter(|last| *last < 10 || (*last < 100 && value.is_multiple_of(100)))?;
    Some((suffixed(value + u64::from(last)), next + 1 - at))
}

/// "1st", "2nd", "87th".
fn suffixed(value: u64) -> String {
    let ending = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{value}{ending}")
}
