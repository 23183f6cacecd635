//! When a caller would like somebody to come, gathered over several turns.

use crate::domain::availability::Window;
use crate::understanding::time::{ClockSpan, DaySpan, Preference, TimeMeaning};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// What would suit and what would not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// Alternatives that would suit; empty means any time.
    pub preferred: Vec<Preference>,
    /// What would not.
    pub excluded: Vec<Preference>,
}

/// How well a window suits a wish; the better, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suits {
    /// Ruled out, or on another day.
    No,
    /// On a day that was asked for, at another time of it.
    SameDay,
    /// Shares some time with what was asked for.
    Partly,
    /// Within what was asked for.
    Wholly,
}

impl Wish {
    /// Adds what was said in one more turn. A day alone keeps the time of day that was asked for before and the other way
    /// round; both together replace what there was. Exclusions add up, until the same day is asked for after all.
    pub fn add(&mut self, said: &TimeMeaning) {
        if said.any_time || said.soonest {
            self.preferred.clear();
        }
        if !said.preferred.is_empty() {
            let before = std::mem::take(&mut self.preferred);
            self.preferred = said.preferred.iter().map(|new| completed(*new, &before)).collect();
            self.excluded.retain(|out| !said.preferred.iter().any(|new| new.days.is_some() && new.days == out.days));
        }
        self.excluded.extend(said.excluded.iter().copied());
    }

    /// How well a window suits.
    pub fn suits(&self, window: Window, zone: &TimeZone) -> Suits {
        if self.excluded.iter().any(|out| falls_on(out.days, window, zone) && touches(out.times, window, zone)) {
            return Suits::No;
        }
        if self.preferred.is_empty() {
            return Suits::Wholly;
        }
        self.preferred.iter().map(|wanted| suits_preference(*wanted, window, zone)).max().unwrap_or(Suits::No)
    }
}

fn completed(new: Preference, before: &[Preference]) -> Preference {
    let first = before.first();
    Preference {
        days: new.days.or_else(|| first.and_then(|old| old.days)),
        times: new.times.or_else(|| if new.times.is_none() { first.and_then(|old| old.times) } else { None }),
    }
}

fn suits_preference(wanted: Preference, window: Window, zone: &TimeZone) -> Suits {
    if !falls_on(wanted.days, window, zone) {
        return Suits::No;
    }
    let Some(times) = wanted.times else { return Suits::Wholly };
    let (from, to) = clock(window, zone);
    let within = if times.from == times.to { from <= times.from && times.from < to } else { times.from <= from && to <= times.to };
    if within {
        Suits::Wholly
    } else if touches(Some(times), window, zone) {
        Suits::Partly
    } else {
        Suits::SameDay
    }
}

fn falls_on(days: Option<DaySpan>, window: Window, zone: &TimeZone) -> bool {
    let date = window.from.to_zoned(zone.clone()).date();
    days.is_none_or(|span| (span.first..=span.last).contains(&date))
}

fn touches(times: Option<ClockSpan>, window: Window, zone: &TimeZone) -> bool {
    let (from, to) = clock(window, zone);
    times.is_none_or(|span| from <= span.to && span.from < to && (span.from == span.to || from < span.to))
}

/// The window's times of day; one that reaches midnight ends with the day.
fn clock(window: Window, zone: &TimeZone) -> (Time, Time) {
    let (from, to) = (window.from.to_zoned(zone.clone()), window.to.to_zoned(zone.clone()));
    let end = if to.date() > from.date() { Time::MAX } else { to.time() };
    (from.time(), end)
}
