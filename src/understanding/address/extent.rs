//! How far a street goes in words that are not set off by commas.

use crate::understanding::address::pieces::Piece;
use crate::understanding::address::place;
use crate::understanding::address::words::{direction, is_city, is_numbered_type, is_street_type, is_weak_type};

/// What makes words a street.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// A word like "street".
    Typed,
    /// "highway 22", "county road KK".
    Numbered,
    /// "300 East", "W 87th".
    Grid,
    /// Nothing but its name.
    #[default]
    Bare,
}

/// The street's end, and a city that follows without a comma.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// The piece after the street.
    pub end: usize,
    /// Where the city stands.
    pub city: Option<(usize, usize)>,
    /// A unit that is only its number: "35 West Elm 12".
    pub unit: Option<(usize, usize)>,
    /// What makes it a street.
    pub kind: Kind,
}

/// What is known of the rest of the address.
#[derive(Clone, Copy, Debug)]
pub struct Needs {
    /// A state or zip code follows, so a city must be among the words.
    pub city: bool,
    /// A city is set off elsewhere.
    pub explicit: bool,
}

/// Finds the end of the street in `from..to`.
pub fn of(pieces: &[Piece], from: usize, to: usize, needs: Needs) -> Extent {
    let end = unit_number(pieces, from, to, needs).unwrap_or(to);
    if end < to {
        let side =
            end + 1 < to && direction(&pieces[end + 1].word) == Some(true) && place::known_city(pieces, end + 1, to) != Some(end + 1);
        let after = end + 1 + usize::from(side);
        let unit = Some((end, after));
        let inner = street(pieces, from, end, Needs { city: false, explicit: needs.explicit || needs.city });
        let city = (after < to && !needs.explicit).then_some((after, to)).or(inner.city);
        return Extent { city, unit, ..inner };
    }
    street(pieces, from, to, needs)
}

/// A number that ends the street: after a word like "street", or the last word of all.
fn unit_number(pieces: &[Piece], from: usize, to: usize, needs: Needs) -> Option<usize> {
    (from + 1..to).find(|&at| {
        let piece = &pieces[at];
        let digits =
            piece.word.starts_with(|c: char| c.is_ascii_digit()) && !is_ordinal(&piece.word) && !piece.spoken && piece.word.len() <= 6;
        let mixed = piece.word.chars().any(|c| c.is_ascii_digit())
            && piece.word.chars().any(char::is_alphabetic)
            && piece.word.len() <= 5
            && !is_ordinal(&piece.word);
        let typed = (from + 1..at).any(|place| is_street_type(&pieces[place].word));
        let before = pieces[at - 1].word.as_str();
        let plain = !is_numbered_type(before)
            && (mixed && digits || direction(before).is_none_or(|_| typed))
            && !matches!(before, "no" | "number" | "old");
        let type_after = pieces[at + 1..to].iter().any(|piece| is_street_type(&piece.word));
        (digits || mixed)
            && plain
            && (typed || !type_after && (at + 1 == to || needs.city || at + 2 == to && direction(&pieces[at + 1].word) == Some(true)))
    })
}

fn street(pieces: &[Piece], from: usize, to: usize, needs: Needs) -> Extent {
    let typed = last_type(pieces, from, to);
    let numbered = numbered_end(pieces, from, to);
    if let Some(end) = numbered.filter(|&end| typed.is_none_or(|last| last < end)) {
        return with_rest(pieces, (from, end, to), Kind::Numbered, needs);
    }
    if let Some(last) = typed {
        return with_rest(pieces, (from, after_type(pieces, last, to), to), Kind::Typed, needs);
    }
    if let Some(end) = grid_end(pieces, from, to) {
        return with_rest(pieces, (from, end, to), Kind::Grid, needs);
    }
    bare(pieces, from, to, needs)
}

/// "Avenue of the Americas" goes on after its type.
fn after_type(pieces: &[Piece], last: usize, to: usize) -> usize {
    let word = |offset: usize| pieces.get(last + offset).filter(|_| last + offset < to).map_or("", |piece| piece.word.as_str());
    match (word(1), word(2)) {
        ("of", "the") if !word(3).is_empty() => last + 4,
        ("of", name) if !name.is_empty() => last + 3,
        _ => last + 1,
    }
}

fn with_rest(pieces: &[Piece], (from, end, to): (usize, usize, usize), kind: Kind, needs: Needs) -> Extent {
    let end = with_weak_type(pieces, end, to, needs);
    let end = if kind == Kind::Grid { end } else { after_direction(pieces, (from, end, to), needs) };
    let letter = end + 1 == to && pieces[end].word.chars().count() == 1 && pieces[end].word.chars().all(char::is_alphabetic);
    let unit = letter.then_some((end, to));
    let city = (end < to && !needs.explicit && !letter).then_some((end, to));
    Extent { end, city, unit, kind }
}

/// "Union Square Village", "Plaza Center St Louis": a weaker word right after the type.
fn with_weak_type(pieces: &[Piece], end: usize, to: usize, needs: Needs) -> usize {
    let weak = end < to && is_weak_type(&pieces[end].word);
    let last = end + 1 == to && needs.explicit;
    let before_city = end + 1 < to && place::known_city(pieces, end, to) == Some(end + 1);
    if weak && (last || before_city) { end + 1 } else { end }
}

/// The last word like "street"; "St" before a name, after another such word or a direction, is a saint.
fn last_type(pieces: &[Piece], from: usize, to: usize) -> Option<usize> {
    let mut last = None;
    for at in from..to {
        let word = pieces[at].word.as_str();
        let goes_on = at + 1 < to && direction(&pieces[at + 1].word).is_none();
        let saint = word == "st"
            && goes_on
            && (last.is_some()
                || place::known_city(pieces, at, to) == Some(at)
                || (pieces[from..at].iter().all(|piece| direction(&piece.word).is_some())
                    && place::known_city(pieces, at + 1, to) != Some(at + 1)));
        let doctor = word == "dr" && goes_on && pieces[at + 1].word == "martin";
        let first = at == from && word != "broadway" && to - from > 1 && pieces.get(at + 1).is_none_or(|next| next.word != "of");
        if is_street_type(word) && !(first || saint || doctor) {
            last = Some(at);
            let directed = at + 2 < to && direction(&pieces[at + 1].word) == Some(true) && !is_street_type(&pieces[at + 2].word);
            if directed {
                break;
            }
        }
    }
    last.or_else(|| weak_before_city(pieces, from, to))
}

/// "25 Fern Hill Merriam": a weaker word counts where a known city follows it directly.
fn weak_before_city(pieces: &[Piece], from: usize, to: usize) -> Option<usize> {
    let city = place::known_city(pieces, from + 2, to)?;
    let at = city.checked_sub(1).filter(|&at| at > from)?;
    is_weak_type(&pieces[at].word).then_some(at)
}

/// The end of "highway 22", "state route no. 70", "county road kk", "avenue k".
fn numbered_end(pieces: &[Piece], from: usize, to: usize) -> Option<usize> {
    for at in from..to {
        let word = pieces[at].word.as_str();
        if !is_numbered_type(word) {
            continue;
        }
        let skip = usize::from(pieces.get(at + 1).is_some_and(|piece| matches!(piece.word.as_str(), "no" | "number" | "#" | "numero")));
        let id = at + 1 + skip;
        if id >= to {
            continue;
        }
        let name = pieces[id].word.as_str();
        let number = name.chars().any(|c| c.is_ascii_digit()) && name.len() <= 5 && !is_ordinal(name);
        let letters = (name.len() <= 2 || name.bytes().all(|byte| name.as_bytes()[0] == byte))
            && name.len() <= 3
            && name.chars().all(|c| c.is_ascii_alphabetic())
            && direction(name).is_none();
        let before = at.checked_sub(1).filter(|&before| before >= from).map_or("", |before| pieces[before].word.as_str());
        let fits = match word {
            "road" | "rd" => (number || letters) && is_road_owner(before) || number && before.is_empty(),
            "avenue" | "ave" | "street" => letters && name.len() == 1 && (before.is_empty() || direction(before).is_some()),
            "us" | "co" | "pr" | "business" | "calle" => number,
            "i" => number && name.len() <= 3,
            _ => number || letters && is_road_owner(before),
        };
        if fits {
            return Some(
                id + 1
                    + usize::from(
                        id + 1 < to && matches!(pieces[id + 1].word.as_str(), "business" | "bus" | "alternate" | "alt" | "bypass"),
                    ),
            );
        }
    }
    interstate_end(pieces, from, to)
}

/// "I-35", "US-69".
fn interstate_end(pieces: &[Piece], from: usize, to: usize) -> Option<usize> {
    (from..to)
        .find(|&at| {
            let (head, tail) = pieces[at].word.split_once('-').unwrap_or_default();
            matches!(head, "i" | "us" | "k" | "m" | "sr" | "hwy" | "ih") && tail.starts_with(|c: char| c.is_ascii_digit())
        })
        .map(|at| at + 1)
}

fn is_road_owner(word: &str) -> bool {
    matches!(
        word,
        "county"
            | "country"
            | "state"
            | "ranch"
            | "township"
            | "forest"
            | "private"
            | "farm"
            | "market"
            | "co"
            | "cnty"
            | "rural"
            | "cty"
            | "service"
    )
}

fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|ending| word.ends_with(ending))
}

/// "310 South 700 East", "901 W 39th".
fn grid_end(pieces: &[Piece], from: usize, to: usize) -> Option<usize> {
    let leads = direction(&pieces.get(from)?.word).is_some();
    let at = from + usize::from(leads);
    let name = pieces.get(at).filter(|_| at < to)?.word.as_str();
    let trails = at + 1 < to && direction(&pieces[at + 1].word).is_some();
    let number = name.len() >= 2 && name.chars().all(|c| c.is_ascii_digit());
    if number && leads && trails {
        return Some(at + 2);
    }
    if number && leads && at + 1 < to && place::known_city(pieces, at + 1, to) == Some(at + 1) {
        return Some(at + 1);
    }
    let ordinal = name.starts_with(|c: char| c.is_ascii_digit()) && is_ordinal(name);
    (ordinal && (leads || trails)).then(|| at + 1 + usize::from(trails))
}

/// Takes in a direction after the street, unless it begins a city's name: "Oak Street North" but "Oak Street, North Haven".
fn after_direction(pieces: &[Piece], (from, end, to): (usize, usize, usize), needs: Needs) -> usize {
    let Some(short) = pieces.get(end).filter(|_| end < to).and_then(|piece| direction(&piece.word)) else { return end };
    if place::is_reflexive(pieces, end) {
        return end;
    }
    if end + 1 == to || needs.explicit {
        return end + 1;
    }
    let words: Vec<&str> = pieces[end + 1..to].iter().map(|piece| piece.word.as_str()).collect();
    let rest = words.join(" ");
    if is_city(&format!("{} {rest}", full(&pieces[end].word))) {
        return end;
    }
    let numbered = pieces[from..end].iter().any(|piece| piece.word.starts_with(|c: char| c.is_ascii_digit()));
    let slanted = pieces[end].word.len() > 7;
    if short || slanted || numbered || is_city(&rest) || !needs.city { end + 1 } else { end }
}

fn full(word: &str) -> &str {
    match word {
        "n" | "no" => "north",
        "s" | "so" => "south",
        "e" => "east",
        "w" => "west",
        other => other,
    }
}

/// A street without any such word: all of it, or all but the city at its end.
fn bare(pieces: &[Piece], from: usize, to: usize, needs: Needs) -> Extent {
    let whole = Extent { end: to, city: None, unit: None, kind: Kind::Bare };
    if needs.explicit || to - from < 2 {
        return whole;
    }
    let led = usize::from(direction(&pieces[from].word).is_some());
    let least = from + 1 + led;
    let begin = if needs.city && least < to { Some(place::likely_city(pieces, least, to)) } else { place::known_city(pieces, least, to) };
    match begin {
        Some(begin) if begin >= least && begin < to => Extent { end: begin, city: Some((begin, to)), unit: None, kind: Kind::Bare },
        _ => whole,
    }
}
