//! How much speaks for an address, and what speaks against it.

use crate::understanding::address::extent::Kind;
use crate::understanding::address::pieces::{Gap, Piece};
use crate::understanding::address::place::Tail;
use crate::understanding::address::words::{direction, is_measure, is_stop, is_weak_type};
use crate::understanding::name::is_ordinary;

/// How much speaks for an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evidence {
    /// A number and words.
    Shape,
    /// A word like "street", a highway, or nothing else in the text.
    Typed,
    /// With a state or zip code.
    Placed,
}

/// A house number: its text and the piece after it.
pub struct House {
    /// As it should be written.
    pub text: String,
    /// The piece after it.
    pub next: usize,
}

/// The parts between the house number and the state.
#[derive(Default)]
pub struct Body {
    /// The pieces of the street, half-open.
    pub street: (usize, usize),
    /// The pieces of the unit.
    pub unit: Option<(usize, usize)>,
    /// The pieces of the city.
    pub city: Option<(usize, usize)>,
    /// What makes it a street.
    pub kind: Kind,
    /// The piece after the last one that was made use of.
    pub used: usize,
}

/// Refuses what has the shape of an address and is none.
pub fn is_sound(pieces: &[Piece], body: &Body, house: &House, (gap, located): (Gap, bool)) -> bool {
    let (from, to) = body.street;
    let street = &pieces[from..to];
    if to - from > 8 || street[0].gap == Gap::Comma && body.kind != Kind::Typed {
        return false;
    }
    let numbers_inside = street.iter().filter(|piece| piece.number).count();
    let allowed = usize::from(matches!(body.kind, Kind::Numbered | Kind::Grid));
    let begins = gap != Gap::None
        && body.kind == Kind::Typed
        && numbers_inside == 1
        && (house.text.len() > 1 || direction(&street[0].word).is_some())
        && street.iter().all(|piece| piece.gap == Gap::None);
    let after_direction = street.len() == 3 && direction(&street[0].word).is_some() && street[1].number;
    if numbers_inside > allowed && !(begins || after_direction) && !street.iter().all(|piece| !piece.number || piece.spoken) {
        return false;
    }
    let strays = street.iter().any(|piece| {
        is_measure(&piece.word)
            && matches!(
                piece.word.as_str(),
                "hour" | "hours" | "minute" | "minutes" | "year" | "years" | "gallon" | "am" | "pm" | "was" | "or"
            )
    });
    let small = house.text.len() <= 2 && street[0].written.starts_with(char::is_lowercase);
    let dull = street[..street.len() - 1].iter().all(|piece| is_dull(&piece.word)) && street.len() > 1;
    !(strays || small && dull && !located)
}

/// Everyday words that no street is called, unlike "main", "oak" or "park".
fn is_dull(word: &str) -> bool {
    const STREET_WORDS: [&str; 33] = [
        "main", "oak", "park", "hill", "high", "church", "spring", "river", "center", "water", "market", "green", "state", "front",
        "school", "grand", "south", "north", "east", "west", "first", "second", "third", "fifth", "de", "la", "los", "las", "del", "el",
        "the", "calle", "avenida",
    ];
    is_ordinary(word) && !STREET_WORDS.contains(&word)
}

/// Weighs what was read.
pub fn evidence(pieces: &[Piece], body: &Body, tail: &Tail, house: &House, alone: bool) -> Option<Evidence> {
    let located = tail.zip.is_some() || tail.state.is_some();
    let settled = if located { Evidence::Placed } else { Evidence::Typed };
    if body.kind != Kind::Bare {
        return Some(settled);
    }
    let street = &pieces[body.street.0..body.street.1];
    let free = street.len() <= 5 && street.iter().all(|piece| direction(&piece.word).is_some() || is_free(piece));
    let plain = free && street.iter().all(|piece| is_shown(piece) || !is_dull(&piece.word));
    let long = house.text.len() > 2;
    let weak = street.len() > 1 && street.last().is_some_and(|last| is_weak_type(&last.word));
    let placed = located && (tail.zip.is_some() || body.city.is_some());
    if free && placed && (plain || house.text.len() > 1) {
        return Some(Evidence::Placed);
    }
    let led = street.len() > 1 && is_led(street, house);
    if (led && (plain || free && long && (alone || located || body.city.is_some())))
        || (plain && body.city.is_some() && house.text.len() > 1)
    {
        return Some(settled);
    }
    let year = house.text.len() == 4 && (house.text.starts_with("19") || house.text.starts_with("20"));
    let numbered = house.text.len() > 3 && !year && street.len() < 4;
    if alone && house.text.len() > 1 && (plain && (weak || long) || free && numbered) {
        return Some(Evidence::Typed);
    }
    (plain && alone).then_some(Evidence::Shape)
}

/// Written with a capital.
pub fn is_shown(piece: &Piece) -> bool {
    piece.written.starts_with(char::is_uppercase)
}

/// No measure, no word that only joins others.
fn is_free(piece: &Piece) -> bool {
    is_shown(piece) || matches!(piece.word.as_str(), "de" | "the") || !(is_measure(&piece.word) || is_stop(&piece.word))
}

/// "310 N. Cedar": a short direction right after the number.
fn is_led(street: &[Piece], house: &House) -> bool {
    let shown = house.text.len() > 2 || street[0].written.starts_with(char::is_uppercase) || street[1].gap != Gap::None;
    let led = |piece: &Piece| direction(&piece.word) == Some(true) && !matches!(piece.word.as_str(), "no" | "so");
    shown && led(&street[0]) && street[1].word.chars().count() > 1
        || street.len() > 1 && street.last().is_some_and(|last| led(last) && last.word.len() == 2)
}
