//! Words that only say where or when, though they sound like trouble: "Flood Street", "Waters" as a name, "las tres y cuarto".

use crate::understanding::acts::phrases::{Table, Word};
use std::sync::LazyLock;

static PLACES: LazyLock<Table<()>> = LazyLock::new(|| Table::read(include_str!("places.txt"), |_| Some(())));

const STREETS: &[&str] = &[
    "street",
    "st",
    "avenue",
    "ave",
    "road",
    "rd",
    "drive",
    "dr",
    "lane",
    "ln",
    "court",
    "ct",
    "boulevard",
    "blvd",
    "circle",
    "terrace",
    "highway",
    "hwy",
    "parkway",
    "pkwy",
    "place",
    "trail",
];
const LONGEST_STREET: usize = 4;

/// From a house number to "street", "lane" and the like.
fn addresses(said: &[Word]) -> Vec<(usize, usize)> {
    let numbers = said.iter().enumerate().filter(|(_, w)| w.text.len() > 1 && w.text.bytes().all(|b| b.is_ascii_digit()));
    let to_street = |at: usize| {
        let ahead = said.iter().skip(at + 1).take(LONGEST_STREET);
        ahead.enumerate().find(|(skipped, w)| *skipped > 0 && STREETS.contains(&w.text.as_str())).map(|(skipped, _)| (at, at + skipped + 2))
    };
    numbers.filter_map(|(at, _)| to_street(at)).collect()
}

/// The words without those.
pub(super) fn without(said: &[Word]) -> Vec<Word> {
    let mut places: Vec<(usize, usize)> = PLACES.find(said).iter().map(|f| (f.first, f.end)).collect();
    places.extend(addresses(said));
    let mut kept: Vec<Word> = Vec::with_capacity(said.len());
    for (at, word) in said.iter().enumerate() {
        if !places.iter().any(|(first, end)| *first <= at && at < *end) {
            kept.push(word.clone());
        }
    }
    if let Some(first) = kept.first_mut() {
        (first.opens, first.begins) = (true, true);
    }
    kept
}
