//! Apartments, suites and units.

use crate::understanding::address::pieces::{Gap, Piece};
use crate::understanding::address::place;
use crate::understanding::address::words::{direction, is_plain_unit_word, is_unit_alone, is_unit_word, state};
use crate::understanding::address::writing;

/// The unit that begins at a piece: "apt 3", "# 2", "41st floor", "unit b".
pub fn unit_at(pieces: &[Piece], at: usize, end: usize) -> Option<(usize, usize)> {
    let word = pieces[at].word.as_str();
    let floor = |place: usize| place < end && matches!(pieces[place].word.as_str(), "floor" | "flr" | "fl" | "piso");
    if floor(at + 1) && (pieces[at].number || starts_digit(&pieces[at]) || is_ordinal_word(word)) {
        return Some((at, at + 2));
    }
    let boxed = |offset: usize| at + offset + 1 < end && pieces[at + offset].word == "box" && starts_digit(&pieces[at + offset + 1]);
    if word == "po" && boxed(1) || word == "p" && pieces.get(at + 1).is_some_and(|next| next.word == "o") && boxed(2) {
        return Some((at, at + if word == "po" { 3 } else { 4 }));
    }
    if is_unit_alone(word) && at + 1 == end {
        return Some((at, end));
    }
    if !is_unit_word(word) || word == "fl" && pieces.get(at + 1).is_none_or(|next| place::zip_of(next).is_some()) {
        return None;
    }
    let mut next = at + 1;
    while next < end && matches!(pieces[next].word.as_str(), "#" | "number" | "no" | "numero") {
        next += 1;
    }
    let id = pieces[at + 1..end].get(next - at - 1)?;
    let letter = id.word.chars().count() <= 2 && state(&id.word).is_none() && direction(&id.word).is_none_or(|_| id.word.len() == 1);
    let lettered = id.word.len() <= 4 && id.word.contains('-');
    if !(id.number || starts_digit(id) || letter || lettered || id.word.chars().any(|c| c.is_ascii_digit())) {
        return None;
    }
    next += 1;
    let follows = |place: usize| {
        place < end
            && pieces[place].gap == Gap::None
            && pieces[place].word.chars().count() == 1
            && pieces[place].word.chars().all(char::is_alphabetic)
    };
    if id.number && follows(next) {
        next += 1;
    }
    if let Some((_, further)) = (next < end).then(|| unit_at(pieces, next, end)).flatten() {
        next = further;
    }
    Some((at, next))
}

/// ", 12," after the street.
pub fn lone_unit(pieces: &[Piece], from: usize, end: usize) -> Option<(usize, usize)> {
    let piece = pieces.get(from).filter(|_| from + 1 == end)?;
    let numbered = piece.word.chars().any(|c| c.is_ascii_digit()) && piece.word.len() <= 8 && !piece.spoken;
    (numbered && !is_ordinal(piece) && piece.gap == Gap::Comma).then_some((from, end))
}

/// "apt 3 b" → "3B", "lot 9" → "Lot 9".
pub fn unit_text(pieces: &[Piece]) -> String {
    let plain = pieces.first().is_some_and(|piece| is_plain_unit_word(&piece.word));
    let kept = pieces.iter().filter(|piece| !matches!(piece.word.as_str(), "#" | "number" | "no" | "numero"));
    let mut text = String::new();
    for piece in kept.skip(usize::from(plain && pieces[0].word != "#")) {
        let number_before = text.ends_with(|c: char| c.is_ascii_digit());
        let letter = piece.word.chars().count() == 1;
        if !(text.is_empty() || (number_before && letter)) {
            text.push(' ');
        }
        let worded = piece.word.chars().count() > 3 && !piece.word.chars().any(|c| c.is_ascii_digit()) || is_unit_word(&piece.word);
        let shown =
            if worded || is_ordinal(piece) { writing::capitalised(&piece.written.to_lowercase()) } else { writing::unit(&piece.written) };
        text.push_str(&shown);
    }
    text
}

fn is_ordinal_word(word: &str) -> bool {
    matches!(word, "first" | "second" | "third" | "fourth" | "fifth" | "sixth" | "ground" | "top" | "primer" | "segundo" | "tercer")
}

fn is_ordinal(piece: &Piece) -> bool {
    starts_digit(piece) && ["st", "nd", "rd", "th"].iter().any(|ending| piece.word.ends_with(ending))
}

/// True for "3", "3rd", "3b".
pub fn starts_digit(piece: &Piece) -> bool {
    piece.word.starts_with(|c: char| c.is_ascii_digit())
}
