//! Addresses in another order: post boxes, rural routes, and the Spanish way with the number last.

use crate::domain::customer::Address;
use crate::understanding::address::evidence::Evidence;
use crate::understanding::address::pieces::{Gap, Piece};
use crate::understanding::address::place;
use crate::understanding::address::street::{Candidate, hard_end, is_house, is_place, is_preposition};
use crate::understanding::address::unit::starts_digit;
use crate::understanding::address::words::is_stop;
use crate::understanding::address::writing;

/// "PO Box 12, Merriam KS".
pub fn post_box(pieces: &[Piece]) -> Option<Candidate> {
    let (begin, number) = (0..pieces.len()).find_map(|at| box_number(pieces, at).map(|number| (at, number)))?;
    let line = if pieces[begin].word.starts_with('r') {
        writing::street(&pieces[begin..=number])
    } else {
        format!("PO Box {}", pieces[number].written)
    };
    let end = hard_end(pieces, number).max(number + 1);
    let tail = place::tail(pieces, number, end);
    let located = tail.state.is_some() || tail.zip.is_some();
    let city = (number + 1 < tail.begin).then_some((number + 1, tail.begin)).filter(|&(from, to)| located || is_place(&pieces[from..to]));
    let after = if located { tail.end } else { city.map_or(number + 1, |(_, to)| to) };
    let address = Address {
        street_line: Some(line),
        unit: None,
        city: city.map(|(from, to)| writing::city(&pieces[from..to])),
        state: tail.state,
        zip: tail.zip,
    };
    Some(Candidate { address, evidence: Evidence::Typed, begin, after, first: pieces[begin].first, next: pieces[after - 1].next })
}

fn box_number(pieces: &[Piece], at: usize) -> Option<usize> {
    let word = |offset: usize| pieces.get(at + offset).map_or("", |piece| piece.word.as_str());
    let number = match (word(0), word(1), word(2)) {
        ("po", "box", _) | ("apartado", "postal", _) => at + 2,
        ("p", "o", "box") | ("post", "office", "box") | ("rr", _, "box") => at + 3,
        ("rural", "route", _) if word(3) == "box" => at + 4,
        _ => return None,
    };
    let number = number + usize::from(matches!(pieces.get(number)?.word.as_str(), "number" | "#" | "no"));
    pieces.get(number).filter(|piece| piece.number || starts_digit(piece)).map(|_| number)
}

/// "calle 5 número 12", "avenida Juárez 340": the Spanish order, number last.
pub fn spanish(pieces: &[Piece]) -> Option<Candidate> {
    let begin = pieces.iter().position(|piece| matches!(piece.word.as_str(), "calle" | "avenida" | "calzada" | "carretera"))?;
    let number = (begin + 2..pieces.len().min(begin + 7)).find(|&at| pieces[at].number || is_house(&pieces[at]))?;
    let name = &pieces[begin + 1..number];
    let marked = name.last().is_some_and(|piece| matches!(piece.word.as_str(), "numero" | "num" | "no" | "#"));
    let street = &name[..name.len() - usize::from(marked)];
    let plain = street.iter().all(|piece| piece.gap == Gap::None && (!is_stop(&piece.word) || piece.number));
    if street.is_empty() || !plain || (!marked && name.len() > 3) || pieces[number].gap >= Gap::Stop {
        return None;
    }
    let line = format!("{} #{}", writing::street(&pieces[begin..begin + 1 + street.len()]), writing::unit(&pieces[number].written));
    let end = hard_end(pieces, number);
    let tail = place::tail(pieces, number, end);
    let located = tail.state.is_some() || tail.zip.is_some();
    let inner = number + 1 + usize::from(pieces.get(number + 1).is_some_and(is_preposition));
    let city = (inner < tail.begin).then_some((inner, tail.begin)).filter(|&(from, to)| located || is_place(&pieces[from..to]));
    let after = if located { tail.end } else { city.map_or(number + 1, |(_, to)| to) };
    let address = Address {
        street_line: Some(line),
        unit: None,
        city: city.map(|(from, to)| writing::city(&pieces[from..to])),
        state: tail.state,
        zip: tail.zip,
    };
    Some(Candidate { address, evidence: Evidence::Typed, begin, after, first: pieces[begin].first, next: pieces[after - 1].next })
}
