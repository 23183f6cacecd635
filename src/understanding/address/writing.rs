//! How the words of an address are written: "johnson drive" becomes "Johnson Drive".

use crate::understanding::address::pieces::Piece;
use crate::understanding::address::words::{direction, state};

/// Writes the words of a street line.
pub fn street(pieces: &[Piece]) -> String {
    let word = |(at, piece): (usize, &Piece)| {
        let written = piece.worded.as_deref().unwrap_or(&piece.written);
        if at > 0 && is_joining(written) { written.to_owned() } else { street_word(written) }
    };
    pieces.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// Writes the words of a city.
pub fn city(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| capitalised(&piece.written)).collect::<Vec<_>>().join(" ")
}

/// Little words that stay as they are inside a name: "Avenue of the Saints".
fn is_joining(written: &str) -> bool {
    matches!(written, "of" | "the" | "and" | "at" | "de" | "la" | "las" | "los" | "del" | "y")
}

fn street_word(written: &str) -> String {
    let folded = written.to_lowercase();
    let letters = folded.chars().count();
    let bare: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    if bare.len() < letters && direction(&bare) == Some(true) {
        return written.to_uppercase();
    }
    if direction(&folded) == Some(true) && letters <= 2 && folded != "no" && folded != "so" {
        return folded.to_uppercase();
    }
    if matches!(folded.as_str(), "us" | "fm" | "cr" | "sr" | "nw" | "ne" | "sw" | "se" | "kk" | "ih")
        || (letters == 2 && folded.starts_with("i-"))
    {
        return folded.to_uppercase();
    }
    if written.starts_with(|c: char| c.is_ascii_digit()) {
        return number_word(written, &folded);
    }
    capitalised(written)
}

/// "87TH" → "87th", "901a" → "3529A".
fn number_word(written: &str, folded: &str) -> String {
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|ending| folded.ends_with(ending));
    if ordinal { folded.to_owned() } else { written.to_uppercase() }
}

/// The first letter of each part in upper case; shouted words are quieted, careful capitals stay.
pub fn capitalised(written: &str) -> String {
    let shouted = written.chars().filter(|c| c.is_alphabetic()).count() > 1 && !written.chars().any(char::is_lowercase);
    let careful = !shouted && written.starts_with(char::is_uppercase);
    if careful {
        return written.to_owned();
    }
    let lower = written.to_lowercase();
    lower.split('-').map(first_upper).collect::<Vec<_>>().join("-")
}

fn first_upper(part: &str) -> String {
    if let Some(rest) = part.strip_prefix("mc").filter(|rest| rest.chars().count() > 2) {
        return format!("Mc{}", first_upper(rest));
    }
    if let Some(rest) = part.strip_prefix("o'").filter(|rest| rest.chars().count() > 2) {
        return format!("O'{}", first_upper(rest));
    }
    let mut chars = part.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The two letters of a state that one to three pieces name.
pub fn state_of(pieces: &[Piece]) -> Option<String> {
    let words: Vec<&str> = pieces.iter().map(|piece| piece.word.as_str()).collect();
    state(&words.join(" ")).map(str::to_owned)
}

/// Writes a unit: "3b" → "3B", "b-12" → "N-114".
pub fn unit(written: &str) -> String {
    written.to_uppercase()
}
