//! When a caller would like somebody to come, gathered over several turns.

use crate::domain::availability::Window;
use crate::understanding::time::{ClockSpan, DaySpan, Preference, TimeMeaning};
use jiff::civil::Time;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// How [`ClockSpan`] says "until the day ends".
const END_OF_DAY: Time = Time::constant(23, 59, 0, 0);

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
    let end = if to.date() > from.date() { END_OF_DAY } else { to.time() };
    (from.time(), end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Date, date, time};

    const MONDAY: Date = date(2026, 11, 23);
    const TUESDAY: Date = date(2026, 11, 24);

    fn zone() -> TimeZone {
        TimeZone::get("America/Chicago").expect("a zone that exists")
    }

    fn on(day: Date) -> Preference {
        Preference { days: Some(DaySpan { first: day, last: day }), times: None }
    }

    fn between(from: i8, to: i8) -> ClockSpan {
        let clock = |hour: i8| if hour == 24 { time(23, 59, 0, 0) } else { time(hour, 0, 0, 0) };
        ClockSpan { from: clock(from), to: clock(to) }
    }

    fn at_times(times: ClockSpan) -> Preference {
        Preference { days: None, times: Some(times) }
    }

    fn said(preferred: &[Preference], excluded: &[Preference]) -> TimeMeaning {
        let span = crate::understanding::text::Span::default();
        let (preferred, excluded) = (preferred.to_vec(), excluded.to_vec());
        TimeMeaning { preferred, excluded, soonest: false, any_time: false, from: None, to: None, grain: None, span }
    }

    /// A wish gathered over several turns.
    fn wish(turns: &[TimeMeaning]) -> Wish {
        let mut wish = Wish::default();
        for turn in turns {
            wish.add(turn);
        }
        wish
    }

    fn window(day: Date, from: i8, to: i8) -> Window {
        let instant = |hour: i8| {
            day.at(0, 0, 0, 0).saturating_add(jiff::SignedDuration::from_hours(i64::from(hour))).to_zoned(zone()).expect("a time")
        };
        Window { from: instant(from).timestamp(), to: instant(to).timestamp() }
    }

    #[test]
    fn a_day_said_later_keeps_the_time_of_day() {
        let wish = wish(&[said(&[at_times(between(8, 12))], &[]), said(&[on(TUESDAY)], &[])]);
        assert_eq!(wish.suits(window(TUESDAY, 8, 10), &zone()), Suits::Wholly);
        assert_eq!(wish.suits(window(TUESDAY, 13, 15), &zone()), Suits::SameDay, "mornings were asked for");
        assert_eq!(wish.suits(window(MONDAY, 8, 10), &zone()), Suits::No);
    }

    #[test]
    fn a_time_of_day_said_later_keeps_the_day() {
        let wish = wish(&[said(&[on(TUESDAY)], &[]), said(&[at_times(between(13, 17))], &[])]);
        assert_eq!(wish.suits(window(TUESDAY, 13, 15), &zone()), Suits::Wholly);
        assert_eq!(wish.suits(window(MONDAY, 13, 15), &zone()), Suits::No);
    }

    #[test]
    fn both_together_replace_what_was_asked_before() {
        let monday_morning = Preference { times: Some(between(8, 12)), ..on(MONDAY) };
        let tuesday_afternoon = Preference { times: Some(between(13, 17)), ..on(TUESDAY) };
        let wish = wish(&[said(&[monday_morning], &[]), said(&[tuesday_afternoon], &[])]);
        assert_eq!(wish.suits(window(MONDAY, 8, 10), &zone()), Suits::No);
        assert_eq!(wish.suits(window(TUESDAY, 15, 17), &zone()), Suits::Wholly);
    }

    #[test]
    fn any_time_forgets_what_was_preferred_but_not_what_is_out() {
        let whenever = TimeMeaning { any_time: true, ..said(&[], &[]) };
        let wish = wish(&[said(&[on(TUESDAY)], &[on(MONDAY)]), whenever]);
        assert_eq!(wish.suits(window(date(2026, 11, 25), 8, 10), &zone()), Suits::Wholly);
        assert_eq!(wish.suits(window(MONDAY, 8, 10), &zone()), Suits::No);
    }

    #[test]
    fn what_is_out_stays_out_until_that_day_is_asked_for_after_all() {
        let but_monday = [said(&[], &[on(MONDAY)]), said(&[at_times(between(8, 12))], &[])];
        assert_eq!(wish(&but_monday).suits(window(MONDAY, 8, 10), &zone()), Suits::No);
        assert_eq!(wish(&but_monday).suits(window(TUESDAY, 8, 10), &zone()), Suits::Wholly);
        let after_all = [but_monday.to_vec(), vec![said(&[on(MONDAY)], &[])]].concat();
        assert_eq!(wish(&after_all).suits(window(MONDAY, 8, 10), &zone()), Suits::Wholly);
    }

    #[test]
    fn mornings_can_be_out_without_the_day() {
        let wish = wish(&[said(&[], &[at_times(between(8, 12))])]);
        assert_eq!(wish.suits(window(MONDAY, 10, 12), &zone()), Suits::No);
        assert_eq!(wish.suits(window(MONDAY, 13, 15), &zone()), Suits::Wholly);
    }

    #[test]
    fn after_three_begins_at_three() {
        let wish = wish(&[said(&[at_times(between(15, 24))], &[])]);
        assert_eq!(wish.suits(window(MONDAY, 13, 15), &zone()), Suits::SameDay);
        assert_eq!(wish.suits(window(MONDAY, 14, 16), &zone()), Suits::Partly);
        assert_eq!(wish.suits(window(MONDAY, 15, 17), &zone()), Suits::Wholly);
        assert_eq!(wish.suits(window(MONDAY, 22, 24), &zone()), Suits::Wholly, "midnight ends the day that was asked for");
    }

    #[test]
    fn an_hour_falls_in_the_window_around_it() {
        let at_nine = wish(&[said(&[at_times(between(9, 9))], &[])]);
        assert_eq!(at_nine.suits(window(MONDAY, 8, 10), &zone()), Suits::Wholly);
        assert_eq!(at_nine.suits(window(MONDAY, 10, 12), &zone()), Suits::SameDay);
        let at_ten = wish(&[said(&[at_times(between(10, 10))], &[])]);
        assert_eq!(at_ten.suits(window(MONDAY, 8, 10), &zone()), Suits::SameDay, "at ten the first window is over");
        assert_eq!(at_ten.suits(window(MONDAY, 10, 12), &zone()), Suits::Wholly);
    }

    #[test]
    fn one_of_several_alternatives_is_enough() {
        let wish = wish(&[said(&[on(MONDAY), on(date(2026, 11, 26))], &[])]);
        assert_eq!(wish.suits(window(MONDAY, 8, 10), &zone()), Suits::Wholly);
        assert_eq!(wish.suits(window(TUESDAY, 8, 10), &zone()), Suits::No);
        assert_eq!(wish.suits(window(date(2026, 11, 26), 8, 10), &zone()), Suits::Wholly);
    }
}
