//! The end of an address: city, state, zip code and country.

use crate::domain::customer::Address;
use crate::understanding::address::evidence::Evidence;
use crate::understanding::address::pieces::{Gap, Piece};
use crate::understanding::address::street::Candidate;
use crate::understanding::address::words::{
    begins_city, direction, is_city, is_doubtful_state, is_stop, is_street_type, is_unit_word, is_weak_type, is_word_state,
};
use crate::understanding::address::writing;
use crate::understanding::name::is_ordinary;
use std::collections::HashSet;
use std::sync::LazyLock;

static LEADS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "it's its it is in the uh um yes yeah no sorry oh well so ok okay that's that i'm i live am my zip code city we're we are es \
     en el si codigo postal vivo estoy zipcode at would be just sure house number numero address wait actually mean near cerca \
     street ciudad la perdon digo pues estamos on de"
        .split_ascii_whitespace()
        .collect()
});

/// What follows the street and the city.
#[derive(Clone, Debug, Default)]
pub struct Tail {
    /// The piece where the state or the zip code begins.
    pub begin: usize,
    /// The piece after all of it.
    pub end: usize,
    /// Two letters.
    pub state: Option<String>,
    /// Five digits.
    pub zip: Option<String>,
}

/// Five digits, or nine in one.
pub fn zip_of(piece: &Piece) -> Option<String> {
    let digits = piece.word.as_bytes();
    let five = digits.len() >= 5 && digits[..5].iter().all(u8::is_ascii_digit);
    let rest = &digits[digits.len().min(5)..];
    let plus_four = rest.is_empty()
        || (rest.len() == 5 && rest[0] == b'-' && rest[1..].iter().all(u8::is_ascii_digit))
        || (rest.len() == 4 && piece.number);
    (five && plus_four).then(|| piece.word[..5].to_owned())
}

/// Finds state and zip code between two pieces, looking from the end.
pub fn tail(pieces: &[Piece], from: usize, to: usize) -> Tail {
    let zip_at = (from..to)
        .find(|&at| at > from && zip_of(&pieces[at]).is_some() && !is_id_word(&pieces[at - 1].word) && is_zip_place(pieces, at, to));
    if let Some(at) = zip_at {
        let mut begin = at;
        while begin > from && is_zip_word(&pieces[begin - 1].word) {
            begin -= 1;
        }
        let end = after_zip(pieces, at + 1, to);
        let zip = zip_of(&pieces[at]);
        let (before, state) = state_before(pieces, from, begin, true);
        let court = state.as_deref() == Some("CT") && zip.as_ref().is_some_and(|zip| !zip.starts_with('0'));
        let (begin, state) = if court { (begin, None) } else { (before, state) };
        return Tail { begin, end, state, zip };
    }
    if let Some(tail) = short_zip(pieces, from, to) {
        return tail;
    }
    let country = country_length(pieces, from, to);
    let (begin, state) = state_before(pieces, from, to - country, false);
    let begin = if state.is_some() { begin } else { to };
    Tail { begin, end: to, state, zip: None }
}

/// "NJ 7030": spreadsheets lose the first zero of the north-east.
fn short_zip(pieces: &[Piece], from: usize, to: usize) -> Option<Tail> {
    let at = to.checked_sub(1).filter(|&at| at > from + 1 && pieces[at].number && pieces[at].word.len() == 4)?;
    let (begin, state) = state_before(pieces, from, at, true);
    let zip = format!("0{}", pieces[at].word);
    let fits = matches!(state.as_deref(), Some("CT" | "MA" | "ME" | "NH" | "NJ" | "RI" | "VT"));
    fits.then_some(Tail { begin, end: to, state, zip: Some(zip) })
}

/// "box 12345", but "FL 33702".
fn is_id_word(word: &str) -> bool {
    is_unit_word(word) && word != "fl"
}

/// A zip code stands after a state, at the end, or before a mark.
fn is_zip_place(pieces: &[Piece], at: usize, to: usize) -> bool {
    at + 1 >= to
        || pieces[at + 1].gap != Gap::None
        || is_country(&pieces[at + 1].word)
        || pieces[at + 1].number
        || state_before(pieces, 0, at, true).1.is_some()
}

fn is_zip_word(word: &str) -> bool {
    matches!(word, "zip" | "code" | "zipcode" | "codigo" | "postal" | "es" | "is")
}

fn after_zip(pieces: &[Piece], mut at: usize, to: usize) -> usize {
    if at < to && pieces[at].number && pieces[at].word.len() == 4 {
        at += 1;
    }
    at + if at < to && is_country(&pieces[at].word) { country_length(pieces, at, (at + 2).min(to)) } else { 0 }
}

/// The "se" of a Spanish verb after the street: "318 Elm Street, se tapó el drenaje".
pub fn is_reflexive(pieces: &[Piece], at: usize) -> bool {
    let Some(next) = pieces.get(at + 1).filter(|next| pieces[at].word == "se" && next.gap == Gap::None && !next.number) else {
        return false;
    };
    let begins = |length: usize| pieces.get(at + 1..=at + length).is_some_and(|words| is_city(&joined(words)));
    next.word.ends_with(['a', 'n', 'o']) && !is_unit_word(&next.word) && !is_street_type(&next.word) && !(1..=3).any(begins)
}

fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.word.as_str()).collect::<Vec<_>>().join(" ")
}

fn is_country(word: &str) -> bool {
    matches!(word, "us" | "usa" | "united" | "states" | "america")
}

fn country_length(pieces: &[Piece], from: usize, to: usize) -> usize {
    let word = |back: usize| to.checked_sub(back).filter(|&at| at >= from).map_or("", |at| pieces[at].word.as_str());
    match (word(2), word(1)) {
        ("united", "states") => 2,
        (_, "usa") => 1,
        _ => 0,
    }
}

/// The state whose words end at a piece; everyday words need a comma, capitals or a zip code to be one.
fn state_before(pieces: &[Piece], from: usize, end: usize, with_zip: bool) -> (usize, Option<String>) {
    for length in [3, 2, 1] {
        let Some(begin) = end.checked_sub(length).filter(|&begin| begin > from) else { continue };
        let words = &pieces[begin..end];
        let Some(state) = writing::state_of(words) else { continue };
        let word = words[0].word.as_str();
        let shown = words[0].written.chars().all(char::is_uppercase)
            && pieces[from..end].iter().any(|piece| piece.written.chars().any(char::is_lowercase));
        let typed_city = !is_word_state(word)
            && (from..begin.saturating_sub(1)).any(|at| is_street_type(&pieces[at].word))
            && !is_street_type(&pieces[begin - 1].word);
        let doubtful = length == 1 && is_doubtful_state(word) && !with_zip && !(shown || typed_city || words[0].gap == Gap::Comma);
        let named = |at: &usize| direction(&pieces[*at].word).is_none() && pieces[*at].gap != Gap::Comma;
        let street_name = word.len() > 2
            && !with_zip
            && words[0].gap == Gap::None
            && (from..begin).all(|at| pieces[at].gap == Gap::None || at == from)
            && (from..begin).filter(named).count() < 2;
        let floor = word == "fl"
            && !with_zip
            && (pieces[begin - 1].word.starts_with(|c: char| c.is_ascii_digit()) || is_floor_word(&pieces[begin - 1].word));
        let is_direction = length == 1 && direction(word).is_some() && !with_zip && words[0].gap == Gap::None;
        let inside_city =
            length == 1 && word.len() > 2 && begin > from && is_city(&format!("{} {word}", pieces[begin - 1].word)) && !with_zip;
        let split = words.iter().skip(1).any(|piece| piece.gap == Gap::Stop);
        if !(doubtful || is_direction || inside_city || split || street_name || floor) {
            return (begin, Some(state));
        }
    }
    (end, None)
}

fn is_floor_word(word: &str) -> bool {
    matches!(word, "first" | "second" | "third" | "fourth" | "fifth" | "sixth" | "ground" | "top")
}

/// Where the longest known city that ends at a piece begins.
pub fn known_city(pieces: &[Piece], from: usize, end: usize) -> Option<usize> {
    (from.max(end.saturating_sub(4))..end).find(|&begin| {
        let words: Vec<&str> = pieces[begin..end].iter().map(|piece| piece.word.as_str()).collect();
        is_city(&words.join(" "))
    })
}

/// Where a city that ends at a piece most likely begins: a known one, or the last word with what leads up to it.
pub fn likely_city(pieces: &[Piece], from: usize, end: usize) -> usize {
    if let Some(begin) = known_city(pieces, from, end) {
        return begin;
    }
    let mut begin = end.saturating_sub(1);
    if begin > from && is_weak_type(&pieces[begin].word) {
        begin -= 1;
    }
    while begin > from && begins_city(&pieces[begin - 1].word) {
        begin -= 1;
    }
    begin
}

/// What can be read without a house number, where the address was asked for.
pub fn partial(pieces: &[Piece]) -> Option<Candidate> {
    let begin = pieces.iter().position(|piece| !is_lead(piece))?;
    let end = begin
        + pieces[begin..]
            .iter()
            .position(|piece| piece.gap == Gap::Stop && piece.first > pieces[begin].first || is_end(&piece.word))
            .unwrap_or(pieces.len() - begin);
    if begin >= end || end - begin > 8 || pieces.get(end).is_some_and(|next| next.gap == Gap::None) {
        return None;
    }
    let address = unit_only(&pieces[begin..end])
        .or_else(|| place_only(pieces, begin, end).filter(|_| end == pieces.len() || is_known_place(pieces, begin, end)))
        .or_else(|| street_only(&pieces[begin..end]))?;
    Some(Candidate { address, evidence: Evidence::Shape, begin, after: end, first: pieces[begin].first, next: pieces[end - 1].next })
}

/// "it's", "we're in", "the zip is": what may stand before an answer.
pub fn is_lead(piece: &Piece) -> bool {
    LEADS.contains(piece.word.as_str()) && !(piece.word == "la" && piece.written == "La")
}

/// Unless it is all that was said, a bare city must be a known one, or come with state or zip code.
fn is_known_place(pieces: &[Piece], begin: usize, end: usize) -> bool {
    let words: Vec<&str> = pieces[begin..end].iter().map(|piece| piece.word.as_str()).collect();
    is_city(&words.join(" "))
        || zip_of(&pieces[end - 1]).is_some()
        || writing::state_of(&pieces[end - 1..end]).is_some()
        || pieces[begin].number
}

fn is_end(word: &str) -> bool {
    is_stop(word) && word != "sorry" && word != "no"
}

fn unit_only(pieces: &[Piece]) -> Option<Address> {
    let [head, rest @ ..] = pieces else { return None };
    if !is_unit_word(&head.word)
        || rest.is_empty()
        || rest.len() > 2
        || rest[0].word.len() > 5
        || !(rest[0].word.chars().any(|c| c.is_ascii_digit()) || rest[0].word.len() == 1)
    {
        return None;
    }
    let unit: String = rest.iter().map(|piece| writing::unit(&piece.written)).collect();
    Some(Address { unit: Some(unit), ..Address::default() })
}

/// A zip code, a city, a city with its state, or a house number alone.
fn place_only(pieces: &[Piece], begin: usize, end: usize) -> Option<Address> {
    if end - begin == 1 && (pieces[begin].number || zip_of(&pieces[begin]).is_some()) {
        let piece = &pieces[begin];
        if piece.gap == Gap::Bound {
            return None;
        }
        let zip = zip_of(piece);
        let led = |words: &[&str]| pieces[..begin].iter().any(|lead| words.contains(&lead.word.as_str()));
        let fewest = if led(&["number", "numero", "house", "casa"]) { 1 } else { 2 + usize::from(led(&["at", "on", "near", "cerca"])) };
        let coded = led(&["code", "codigo", "postal", "zip", "zipcode"]);
        let house = (zip.is_none() && !coded && (fewest..=6).contains(&piece.word.len())).then(|| piece.word.clone());
        return (zip.is_some() || house.is_some()).then(|| Address { zip, street_line: house, ..Address::default() });
    }
    let tail = alone(pieces, begin, end);
    let city = &pieces[begin..tail.begin];
    let words: Vec<&str> = city.iter().map(|piece| piece.word.as_str()).collect();
    let plain = city.iter().all(|piece| !piece.number && !is_ordinary(&piece.word)) && city.len() <= 3;
    let shown = city.iter().all(|piece| piece.written.starts_with(char::is_uppercase));
    let located = tail.state.is_some() || tail.zip.is_some();
    if !(is_city(&words.join(" ")) || plain && !city.is_empty() && (located || shown) || (city.is_empty() && located)) || is_street(city) {
        return None;
    }
    let city = (!city.is_empty()).then(|| writing::city(city));
    Some(Address { city, state: tail.state, zip: tail.zip, ..Address::default() })
}

fn is_street(city: &[Piece]) -> bool {
    city.len() > 1 && city.last().is_some_and(|piece| is_street_type(&piece.word))
}

/// The tail of a place that may begin with it: "66212", "Kansas".
fn alone(pieces: &[Piece], begin: usize, end: usize) -> Tail {
    if is_city(&pieces[begin..end].iter().map(|piece| piece.word.as_str()).collect::<Vec<_>>().join(" ")) {
        return Tail { begin: end, end, state: None, zip: None };
    }
    if let Some(state) = writing::state_of(&pieces[begin..end]).filter(|_| !is_doubtful_state(&pieces[begin].word)) {
        return Tail { begin, end, state: Some(state), zip: None };
    }
    for length in [2, 1] {
        let Some(at) = end.checked_sub(length).filter(|&at| at > begin) else { continue };
        let doubtful = length == 1 && is_word_state(&pieces[at].word) && !pieces[at].written.starts_with(char::is_uppercase);
        if let Some(state) = writing::state_of(&pieces[at..end]).filter(|_| !doubtful) {
            return Tail { begin: at, end, state: Some(state), zip: None };
        }
    }
    if zip_of(&pieces[end - 1]).is_some() {
        let state = writing::state_of(&pieces[begin..end - 1]);
        if state.is_some() {
            return Tail { begin, end, state, zip: zip_of(&pieces[end - 1]) };
        }
    }
    tail(pieces, begin, end)
}

fn street_only(pieces: &[Piece]) -> Option<Address> {
    let last = pieces.last()?;
    let plain = pieces.len() > 1
        && pieces.len() <= 5
        && is_street_type(&last.word)
        && pieces.iter().all(|piece| piece.gap != Gap::Comma || piece.first == pieces[0].first);
    let ordinary = pieces[..pieces.len() - 1].iter().all(|piece| is_ordinary(&piece.word) && direction(&piece.word).is_none());
    let told = pieces.iter().any(|piece| matches!(piece.word.as_str(), "on" | "the" | "all" | "down" | "over" | "in" | "to" | "a"));
    (plain && !ordinary && !told).then(|| Address { street_line: Some(writing::street(pieces)), ..Address::default() })
}
