//! Which two windows to offer.

use crate::domain::availability::Window;
use crate::domain::conversation::wish::{Suits, Wish};
use crate::understanding::time::Preference;
use jiff::Timestamp;
use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// How an offer relates to what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// It is what was asked for.
    AsAsked,
    /// Nothing is free then; these are the closest.
    Closest,
}

/// At most two windows, in order of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The windows; empty where nothing at all is free.
    pub windows: Vec<Window>,
    /// How they relate to the wish.
    pub fit: Fit,
}

/// How many windows are offered at once: more can't be kept in mind on the phone.
pub const AT_ONCE: usize = 2;

/// Chooses from `free` (in order of time) what comes closest to the wish, leaving out what was refused.
pub fn choose(free: &[Window], wish: &Wish, refused: &[Window], zone: &TimeZone) -> Offer {
    let open = || free.iter().copied().filter(|window| !refused.contains(window));
    let best = open().map(|window| wish.suits(window, zone)).max().unwrap_or(Suits::No);
    if best >= Suits::Partly {
        let mut windows: Vec<Window> = open().filter(|window| wish.suits(*window, zone) == best).take(AT_ONCE).collect();
        if windows.len() < AT_ONCE && best == Suits::Wholly {
            let more: Vec<Window> = open().filter(|w| wish.suits(*w, zone) == Suits::Partly).take(AT_ONCE - windows.len()).collect();
            windows.extend(more);
            windows.sort_unstable();
        }
        return Offer { windows, fit: Fit::AsAsked };
    }
    Offer { windows: closest(open(), wish, best, zone), fit: Fit::Closest }
}

/// The nearest in time to what was asked for, that day's own first.
fn closest(open: impl Iterator<Item = Window>, wish: &Wish, best: Suits, zone: &TimeZone) -> Vec<Window> {
    let excluded_only = Wish { preferred: Vec::new(), excluded: wish.excluded.clone() };
    let mut candidates: Vec<Window> = open
        .filter(|window| excluded_only.suits(*window, zone) != Suits::No)
        .filter(|window| best == Suits::No || wish.suits(*window, zone) == best)
        .collect();
    if let Some(wanted) = wish.preferred.iter().find_map(|preference| beginning(*preference, zone)) {
        candidates.sort_by_key(|window| window.from.as_millisecond().abs_diff(wanted.as_millisecond()));
    }
    candidates.truncate(AT_ONCE);
    candidates.sort_unstable();
    candidates
}

/// When a preference with a day begins.
fn beginning(preference: Preference, zone: &TimeZone) -> Option<Timestamp> {
    let time = preference.times.map_or(Time::midnight(), |times| times.from);
    Some(preference.days?.first.to_datetime(time).to_zoned(zone.clone()).ok()?.timestamp())
}

#[cfg(test)]
mod tests;
