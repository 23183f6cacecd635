//! House number and street, and from there the rest of the address.

use crate::domain::customer::Address;
use crate::understanding::address::evidence::{Body, Evidence, House, evidence, is_shown, is_sound};
use crate::understanding::address::extent;
use crate::understanding::address::pieces::{Gap, Piece};
use crate::understanding::address::place::{self, Tail};
use crate::understanding::address::unit::{lone_unit, starts_digit, unit_at, unit_text};
use crate::understanding::address::words::{
    begins_city, direction, is_city, is_measure, is_numbered_type, is_stop, is_street_type, is_unit_alone, is_unit_word, state,
};
use crate::understanding::address::writing;
use crate::understanding::name::is_ordinary;

/// An address found in the pieces.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What it says.
    pub address: Address,
    /// What speaks for it.
    pub evidence: Evidence,
    /// Its first piece.
    pub begin: usize,
    /// The piece after it.
    pub after: usize,
    /// Its first token.
    pub first: usize,
    /// The token after it.
    pub next: usize,
}

const MOST_PIECES: usize = 24;

/// Reads an address whose house number is at a piece.
pub fn candidate(pieces: &[Piece], at: usize, asked: bool) -> Option<Candidate> {
    let house = house_number(pieces, at)?;
    let first = pieces.get(house.next)?;
    let measured = is_measure(&first.word) && !(first.word == "the" && asked) && !is_named_way(pieces, house.next);
    let unit = unit_at(pieces, house.next, pieces.len()).is_some();
    let taken_back = matches!(first.word.as_str(), "no" | "sorry" | "wait") && pieces.get(house.next + 1).is_some_and(|next| next.number);
    if first.gap >= Gap::Stop || measured || unit || taken_back || is_clock(pieces, at) {
        return None;
    }
    let end = hard_end(pieces, house.next);
    if end <= house.next {
        return None;
    }
    let tail = place::tail(pieces, house.next, end);
    let body = body(pieces, house.next, &tail);
    if body.street.1 <= body.street.0 || !is_sound(pieces, &body, &house, (pieces[at].gap, tail.zip.is_some() || tail.state.is_some())) {
        return None;
    }
    let after = if tail.state.is_some() || tail.zip.is_some() { tail.end } else { last_used(&body) };
    let whole = at == 0 && after == pieces.len() && first.gap == Gap::None;
    let alone = whole || is_lived_at(pieces, at) || (asked && is_an_answer(pieces, at, after));
    let evidence = evidence(pieces, &body, &tail, &house, alone)?;
    let (tail, city) = named_twice(pieces, tail, body.city);
    let address = Address {
        street_line: Some(format!("{} {}", house.text, writing::street(&pieces[body.street.0..body.street.1]))),
        unit: body.unit.or_else(|| unit_before(pieces, at)).map(|(from, to)| unit_text(&pieces[from..to])),
        city: city.map(|(from, to)| writing::city(&pieces[from..to])),
        state: tail.state,
        zip: tail.zip,
    };
    Some(Candidate { address, evidence, begin: at, after, first: pieces[at].first, next: pieces[after - 1].next })
}

/// "apartment 3b at 8412 Johnson Drive", "Apt 2, 40 Oak St": the unit before the house.
fn unit_before(pieces: &[Piece], at: usize) -> Option<(usize, usize)> {
    let joined = at > 0 && matches!(pieces[at - 1].word.as_str(), "at" | "in" | "of" | "en" | "del" | "de");
    let end = at - usize::from(joined);
    let begin = end.checked_sub(2)?;
    let id = &pieces[end - 1];
    let short = id.word.len() <= 5 && (starts_digit(id) || id.word.len() == 1);
    (is_unit_word(&pieces[begin].word) && short && id.gap == Gap::None).then_some((begin, end))
}

/// "40 Grand Ave New York": without another city, the name is the city's.
fn named_twice(pieces: &[Piece], tail: Tail, city: Option<(usize, usize)>) -> (Tail, Option<(usize, usize)>) {
    let name = pieces[tail.begin..tail.end].iter().map(|piece| piece.word.as_str()).collect::<Vec<_>>().join(" ");
    if city.is_some() || tail.zip.is_some() || !matches!(name.as_str(), "new york" | "washington") {
        return (tail, city);
    }
    let place = (tail.begin, tail.end);
    (Tail { state: None, ..tail }, Some(place))
}

/// Nothing but "it's", "we're at" stands before, and nothing goes on after.
fn is_an_answer(pieces: &[Piece], at: usize, after: usize) -> bool {
    let named = at <= 3 && pieces[at].gap == Gap::Comma && pieces[..at].iter().all(|piece| !piece.number && !is_ordinary(&piece.word));
    let led = named
        || pieces[..at].iter().all(place::is_lead)
        || at > 0 && matches!(pieces[at - 1].word.as_str(), "at" | "address" | "direccion");
    let small = pieces[at].word.len() < 2;
    led && !small && pieces.get(after).is_none_or(|next| next.gap >= Gap::Comma || is_stop(&next.word))
}

/// "I live at …", "my address is …", "vivo en el …".
fn is_lived_at(pieces: &[Piece], at: usize) -> bool {
    let word = |back: usize| at.checked_sub(back).map_or("", |place| pieces[place].word.as_str());
    let shift = usize::from(matches!(word(1), "el" | "la"));
    match (word(1 + shift), word(2 + shift)) {
        ("at", "live" | "located" | "living" | "address" | "house" | "home" | "i'm" | "am" | "we're" | "here" | "over") => {
            pieces[at].word.len() > 2 || pieces.get(at + 1).is_some_and(is_shown)
        }
        ("is" | "es", "address" | "direccion")
        | ("address" | "direccion", _)
        | ("en", "vivo" | "vivimos" | "estoy" | "estamos" | "queda") => true,
        _ => false,
    }
}

/// "18:00 at …", "seven thirty p m".
fn is_clock(pieces: &[Piece], at: usize) -> bool {
    let letters = |offset: usize| pieces.get(at + offset).map_or("", |piece| piece.word.as_str());
    pieces[at].gap == Gap::Bound
        || pieces.get(at + 1).is_some_and(|next| next.gap == Gap::Bound)
        || (matches!(letters(1), "a" | "p") && letters(2) == "m")
}

/// "12 The Paseo", "3 Way Street" would be refused for their first word; a capital and a type make them streets.
fn is_named_way(pieces: &[Piece], at: usize) -> bool {
    let capital = pieces[at].written.starts_with(char::is_uppercase);
    let next = pieces.get(at + 1);
    if pieces[at].word == "i" && next.is_some_and(|next| next.number && next.word.len() <= 3)
        || pieces[at].word == "the" && pieces[at + 1..].iter().take(2).any(|piece| is_street_type(&piece.word))
    {
        return true;
    }
    let lettered = pieces[at].word.chars().count() == 1 && next.is_some_and(|next| next.gap == Gap::None && is_street_type(&next.word));
    lettered || capital && pieces.get(at + 1).is_some_and(|next| is_street_type(&next.word) || next.written.starts_with(char::is_uppercase))
}

fn last_used(body: &Body) -> usize {
    [Some(body.street), body.unit, body.city].into_iter().flatten().map(|(_, to)| to).max().unwrap_or(body.street.1).max(body.used)
}

fn house_number(pieces: &[Piece], at: usize) -> Option<House> {
    let piece = pieces.get(at)?;
    if !is_house(piece) || at > 0 && is_numbered_before(pieces, at) {
        return None;
    }
    let mut text = match &piece.worded {
        Some(word) if piece.word == "1" => writing::capitalised(word),
        _ => writing::unit(&piece.written),
    };
    let mut next = at + 1;
    let joins = |other: &Piece| other.number && other.gap == Gap::None && other.word.len() == 2 && !other.spoken;
    if piece.number
        && piece.word.len() <= 2
        && !piece.spoken
        && pieces.get(next).is_some_and(joins)
        && !pieces.get(next + 1).is_some_and(|after| after.number)
    {
        text.push_str(&pieces[next].word);
        next += 1;
    }
    let digit = |other: &Piece| other.number && other.gap == Gap::None && other.word.len() == 1 && !other.spoken;
    if digit(&Piece { gap: Gap::None, ..piece.clone() }) {
        while text.len() < 6 && pieces.get(next).is_some_and(digit) {
            text.push_str(&pieces[next].word);
            next += 1;
        }
    }
    let word = |offset: usize| pieces.get(next + offset).map_or("", |piece| piece.word.as_str());
    let lettered = text.len() > 1
        && matches!(word(0), "a" | "b" | "c" | "d")
        && pieces[next + 1..].iter().skip(1).take(2).any(|piece| is_street_type(&piece.word));
    if lettered {
        let apart = if piece.spoken { "" } else { " " };
        text = format!("{text}{apart}{}", word(0).to_uppercase());
        next += 1;
    } else if matches!(word(0), "1/2" | "1/4" | "3/4" | "½") {
        text = format!("{text} {}", word(0));
        next += 1;
    } else if matches!((word(0), word(1), word(2)), ("and", "a" | "one", "half")) {
        text.push_str(" 1/2");
        next += 3;
    } else if matches!((word(0), word(1)), ("y", "medio")) || (matches!(word(0), "1" | "one") && word(1) == "half") {
        text.push_str(" 1/2");
        next += 2;
    } else if word(0) == "de" && pieces[next + 1..].iter().take(4).any(|piece| is_street_type(&piece.word)) {
        next += if matches!(word(1), "la" | "el") { 2 } else { 1 };
    } else if is_grid_part(word(0)) && is_grid_part(&piece.word) {
        text = format!("{text} {}", writing::unit(&pieces[next].written));
        next += 1;
    }
    Some(House { text, next })
}

/// True for what can be a house number: "8412", "901a", "61-20", "W188N9900".
pub fn is_house(piece: &Piece) -> bool {
    let word = piece.word.as_str();
    if piece.number {
        return word.len() <= 6 && (word.len() == 1 || !word.starts_with('0'));
    }
    if is_grid_part(word) {
        return true;
    }
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &word[digits..];
    let lettered = rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_alphabetic() && byte != b'h');
    let ranged = rest
        .strip_prefix('-')
        .is_some_and(|rest| !rest.is_empty() && rest.len() <= 5 && rest.bytes().any(|byte| byte.is_ascii_alphanumeric()));
    (1..=6).contains(&digits) && (lettered || ranged)
}

/// "W188N9900", "N16": how Wisconsin numbers its houses.
fn is_grid_part(word: &str) -> bool {
    let head = word.strip_prefix(['n', 's', 'e', 'w']);
    head.is_some_and(|rest| {
        rest.len() >= 2 && rest.starts_with(|c: char| c.is_ascii_digit()) && rest.chars().all(|c| c.is_ascii_digit() || "nsew".contains(c))
    })
}

/// "apartment 3 …", "extension 12 …", "$ 90": a number that belongs to the word before it.
fn is_numbered_before(pieces: &[Piece], at: usize) -> bool {
    let before = &pieces[at - 1];
    let earlier = at.checked_sub(2).and_then(|earlier| pieces.get(earlier));
    let is_id = earlier.is_some_and(|earlier| is_unit_word(&earlier.word));
    let floor = matches!(before.word.as_str(), "floor" | "fl" | "flr") && earlier.is_some_and(starts_digit);
    let unit = is_unit_word(&before.word) && !matches!(before.word.as_str(), "#" | "casa") && !floor;
    pieces[at].gap == Gap::None
        && (before.number && before.word.len() >= 3 && !is_id
            || unit
            || matches!(before.word.as_str(), "extension" | "ext" | "option" | "step" | "page"))
}

/// The piece where the sentence leaves the address for good.
pub fn hard_end(pieces: &[Piece], from: usize) -> usize {
    let last = pieces.len().min(from + MOST_PIECES);
    (from + 1..last).find(|&at| pieces[at].gap >= Gap::Stop || leaves(pieces, at)).unwrap_or(last)
}

fn leaves(pieces: &[Piece], at: usize) -> bool {
    let piece = &pieces[at];
    let word = piece.word.as_str();
    let next = pieces.get(at + 1);
    if !(is_stop(word) || matches!(word, "at" | "on" | "the")) {
        return false;
    }
    let before_zip = next.is_none_or(|next| place::zip_of(next).is_some() || next.gap != Gap::None);
    if state(word).is_some() && before_zip {
        return false;
    }
    let corrects = next.is_some_and(|next| next.number && (next.gap != Gap::None || !is_numbered_type(&pieces[at - 1].word)))
        && piece.gap != Gap::None;
    if word == "no"
        && !corrects
        && (next.is_some_and(|next| next.number && is_numbered_type(&pieces[at - 1].word)) || is_located_soon(pieces, at))
    {
        return false;
    }
    if word == "number" && next.is_some_and(|next| next.number) && pieces[at + 1..].iter().take(3).any(|after| is_street_type(&after.word))
    {
        return false;
    }
    if word == "i" && next.is_some_and(|next| next.gap == Gap::None && is_street_type(&next.word)) {
        return false;
    }
    if word == "the" && pieces[at - 1].word == "of" || word == "i" && at > 0 && is_unit_word(&pieces[at - 1].word) {
        return false;
    }
    if piece.written.starts_with(char::is_uppercase) && word != "i" && is_located_soon(pieces, at) {
        return false;
    }
    let joins = matches!(word, "and" | "the" | "y" | "on" | "by" | "next" | "will" | "close" | "right");
    let between_names = word == "and" && next.is_some_and(|next| next.written.starts_with(char::is_uppercase));
    let shown = piece.written.starts_with(char::is_uppercase) || between_names || word == "the";
    let typed_soon = pieces[at + 1..]
        .iter()
        .take(3)
        .take_while(|after| after.gap == Gap::None && !after.number && !is_stop(&after.word))
        .any(|after| is_street_type(&after.word));
    let typed_before = pieces[at - 1].gap == Gap::None && is_street_type(&pieces[at - 1].word);
    !(joins && shown && typed_soon && !typed_before)
}

/// A state with its zip code is near: what looks like a word of the sentence is an abbreviation.
fn is_located_soon(pieces: &[Piece], at: usize) -> bool {
    let near = &pieces[at + 1..pieces.len().min(at + 8)];
    near.windows(2).any(|pair| state(&pair[0].word).is_some() && place::zip_of(&pair[1]).is_some())
}

fn is_break(pieces: &[Piece], at: usize) -> bool {
    pieces[at].gap == Gap::Comma || is_preposition(&pieces[at])
}

/// "8412 Johnson Drive in Merriam".
pub fn is_preposition(piece: &Piece) -> bool {
    matches!(piece.word.as_str(), "in" | "en") && piece.written != "IN"
}

fn body(pieces: &[Piece], from: usize, tail: &Tail) -> Body {
    let located = tail.state.is_some() || tail.zip.is_some();
    let segment_end = (from + 1..tail.begin).find(|&at| is_break(pieces, at)).unwrap_or(tail.begin);
    let unit = (from..segment_end).find_map(|at| unit_at(pieces, at, segment_end));
    let street_end = unit.map_or(segment_end, |(begin, _)| begin);
    let mut body = Body { unit, ..Body::default() };
    let mut rest: Option<(usize, usize)> = unit.map(|(_, end)| (end, segment_end)).filter(|(from, to)| from < to);
    let mut begin = segment_end;
    let mut lone = false;
    while begin < tail.begin {
        let inner = begin + usize::from(is_preposition(&pieces[begin]));
        let end = (inner + 1..tail.begin).find(|&at| is_break(pieces, at)).unwrap_or(tail.begin);
        let found = (inner..end).find_map(|at| unit_at(pieces, at, end)).or_else(|| lone_unit(pieces, inner, end));
        let plain = if let Some((unit_begin, unit_end)) = found {
            body.unit = if lone { Some((unit_begin, unit_end)) } else { body.unit.or(found) };
            lone = lone_unit(pieces, inner, end).is_some();
            body.used = unit_end;
            if unit_end < end { (unit_end, end) } else { (inner, unit_begin.max(inner)) }
        } else {
            (inner, end)
        };
        if plain.0 < plain.1 && (located || is_place(&pieces[plain.0..plain.1])) {
            rest = Some(plain);
            if !located {
                break;
            }
        } else if !located && found.is_none() {
            break;
        }
        begin = end;
    }
    let extent = extent::of(pieces, from, street_end, extent::Needs { city: located && rest.is_none(), explicit: rest.is_some() });
    body.street = (from, extent.end);
    body.kind = extent.kind;
    if extent.end == segment_end && is_set_off_direction(pieces, segment_end, tail.begin) {
        body.street.1 += 1;
        rest = rest.and_then(|(from, to)| if from == segment_end { (from + 1 < to).then_some((from + 1, to)) } else { Some((from, to)) });
    }
    body.unit = body.unit.or(extent.unit);
    let city = rest.or(extent.city).map(|(from, to)| without_numbers(pieces, from, to));
    body.city = city.filter(|&(from, to)| from < to && (located || is_place(&pieces[from..to])));
    body
}

/// ", SE" after the street.
fn is_set_off_direction(pieces: &[Piece], at: usize, end: usize) -> bool {
    let Some(piece) = pieces.get(at).filter(|piece| piece.gap == Gap::Comma) else { return false };
    let alone = at + 1 >= end || pieces[at + 1].gap != Gap::None || is_unit_word(&pieces[at + 1].word);
    let short = matches!(piece.word.as_str(), "ne" | "nw" | "se" | "sw") && !place::is_reflexive(pieces, at);
    (short && (at < end || piece.written != "NE")) || (alone && at < end && direction(&piece.word).is_some())
}

/// A city has no digits in its name: "# 4 Mission", "Mail Stop 9 Chicago".
fn without_numbers(pieces: &[Piece], from: usize, to: usize) -> (usize, usize) {
    let digits = |piece: &Piece| piece.word.chars().any(|c| c.is_ascii_digit());
    let begin = (from..to).rev().find(|&at| digits(&pieces[at]) || is_unit_alone(&pieces[at].word)).map_or(from, |at| at + 1);
    (begin, to)
}

/// Words that may well be a city although neither state nor zip code follows.
pub fn is_place(pieces: &[Piece]) -> bool {
    let words: Vec<&str> = pieces.iter().map(|piece| piece.word.as_str()).collect();
    let plain = pieces.len() <= 3
        && pieces.iter().enumerate().all(|(at, piece)| {
            !piece.number
                && (!is_ordinary(&piece.word) || (at == 0 && pieces.len() > 1 && begins_city(&piece.word)))
                && !is_measure(&piece.word)
        });
    is_city(&words.join(" ")) || plain && pieces.iter().all(|piece| piece.written.starts_with(char::is_uppercase))
}
