//! Which arrival windows are free: from opening hours, closures, capacity, buffers, notice and what is booked.
//!
//! A job reserves its technician from the beginning of its window until the window ends or the work is done, whichever is
//! later, plus the buffer. So one technician has one job in a window, and a job that overruns takes the next window with it.

use crate::domain::clock_time::{ClockRange, ClockTime};
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A stretch of time, half-open: `from` belongs to it, `to` does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Interval {
    /// Begins.
    pub from: Timestamp,
    /// Ends.
    pub to: Timestamp,
}

impl Interval {
    /// True where the two share an instant.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// An arrival window: the technician comes between `from` and `to`. This is what a customer is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Window {
    /// Earliest arrival.
    pub from: Timestamp,
    /// Latest arrival.
    pub to: Timestamp,
}

/// When a business works, by the week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Where the clock on its wall stands.
    pub zone: TimeZone,
    /// Opening hours from Monday to Sunday.
    pub hours: [Vec<ClockRange>; 7],
    /// The arrival windows of a day; those that lie within the opening hours count.
    pub windows: Vec<ClockRange>,
    /// Days closed, both ends included.
    pub closures: Vec<(Date, Date)>,
    /// A window must begin at least this long from now.
    pub notice: SignedDuration,
    /// Added to the time that a job reserves.
    pub buffer: SignedDuration,
    /// How many days ahead can be booked.
    pub horizon_days: u16,
}

/// One day's arrival windows, with the instant at which the doors close behind each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkingDay {
    /// Windows with the end of the opening hours around them; work that begins with the window must be done by then.
    pub windows: Vec<(Window, Timestamp)>,
    /// Windows must not begin before this.
    pub not_before: Option<Timestamp>,
    /// Added to the time that a job reserves.
    pub buffer: SignedDuration,
}

/// Where an opening range holds none of the business's arrival windows it is cut into windows of this many minutes.
const CUT_MINUTES: u16 = 120;

/// How soon somebody calls back once the business is open.
const CALLBACK_WITHIN: SignedDuration = SignedDuration::from_mins(60);
const URGENT_CALLBACK_WITHIN: SignedDuration = SignedDuration::from_mins(15);

impl Schedule {
    /// The working day on `date`, as seen at `now`.
    pub fn day(&self, date: Date, now: Timestamp) -> WorkingDay {
        let not_before = now.checked_add(self.notice).ok();
        if self.is_closed(date) || not_before.is_none() {
            return WorkingDay::default();
        }
        let hours = &self.hours[weekday_index(date.weekday())];
        let windows = hours.iter().flat_map(|open| self.windows_within(*open, date)).collect();
        WorkingDay { windows, not_before, buffer: self.buffer }
    }

    fn is_closed(&self, date: Date) -> bool {
        self.closures.iter().any(|(first, last)| (*first..=*last).contains(&date))
    }

    fn windows_within(&self, open: ClockRange, date: Date) -> Vec<(Window, Timestamp)> {
        let own: Vec<ClockRange> = self.windows.iter().copied().filter(|w| open.holds(*w)).collect();
        let chosen = if own.is_empty() { cut(open) } else { own };
        let Some(closes) = open.to.on(date, &self.zone) else { return Vec::new() };
        chosen
            .into_iter()
            .filter_map(|range| {
                let window = Window { from: range.from.on(date, &self.zone)?, to: range.to.on(date, &self.zone)? };
                (window.from < window.to).then_some((window, closes))
            })
            .collect()
    }

    /// The arrival window that holds an instant, whoever is free in it.
    pub fn window_at(&self, instant: Timestamp) -> Option<Window> {
        let date = instant.to_zoned(self.zone.clone()).date();
        let holds = |window: &Window| window.from <= instant && instant < window.to;
        self.day(date, instant).windows.into_iter().map(|(window, _)| window).find(holds)
    }

    /// The next instant at which the business is open: `now` itself where it is. Absent where it opens on none of the days
    /// that can be booked.
    pub fn next_open(&self, now: Timestamp) -> Option<Timestamp> {
        self.bookable_days(now).filter(|date| !self.is_closed(*date)).find_map(|date| {
            let mut ranges = self.hours[weekday_index(date.weekday())].clone();
            ranges.sort_by_key(|range| range.from);
            ranges.into_iter().find_map(|range| {
                let (from, to) = (range.from.on(date, &self.zone)?, range.to.on(date, &self.zone)?);
                (now < to).then(|| from.max(now))
            })
        })
    }

    /// By when somebody who is promised a call back is called: within the hour while the business is open, else within an hour
    /// of its next opening. What may be an emergency does not wait for that: a quarter of an hour.
    pub fn callback_due(&self, now: Timestamp, is_urgent: bool) -> Timestamp {
        if is_urgent {
            return now.saturating_add(URGENT_CALLBACK_WITHIN).unwrap_or(now);
        }
        let opens = self.next_open(now).unwrap_or(now);
        opens.saturating_add(CALLBACK_WITHIN).unwrap_or(opens)
    }

    /// The days that can be booked at `now`, today first.
    pub fn bookable_days(&self, now: Timestamp) -> impl Iterator<Item = Date> + use<> {
        let today = now.to_zoned(self.zone.clone()).date();
        today.series(jiff::Span::new().days(1)).take(usize::from(self.horizon_days) + 1)
    }
}

fn cut(open: ClockRange) -> Vec<ClockRange> {
    let (from, to) = (open.from.minutes(), open.to.minutes());
    let starts = (from..to).step_by(usize::from(CUT_MINUTES));
    starts
        .filter(|start| to - start >= CUT_MINUTES / 2)
        .filter_map(|start| {
            let end = to.min(start + CUT_MINUTES);
            Some(ClockRange { from: ClockTime::new(start / 60, start % 60).ok()?, to: ClockTime::new(end / 60, end % 60).ok()? })
        })
        .collect()
}

/// Position of a weekday in a week that begins on Monday.
pub fn weekday_index(day: Weekday) -> usize {
    usize::try_from(day.to_monday_zero_offset()).unwrap_or_default()
}

/// What a job in `window` reserves of its technician: until the window ends or the work is done, plus the buffer.
pub fn reserved(window: Window, need: SignedDuration, buffer: SignedDuration) -> Interval {
    let done = window.from.saturating_add(need).unwrap_or(window.to);
    let until = done.max(window.to);
    Interval { from: window.from, to: until.saturating_add(buffer).unwrap_or(until) }
}

/// The windows of a day that one technician can still take.
///
/// `busy` is what is reserved already, in any order; `need` is how long the work takes; a window that has begun at `now`, or
/// lies within the notice, is gone.
pub fn free_windows(day: &WorkingDay, busy: &[Interval], need: SignedDuration, now: Timestamp) -> Vec<Window> {
    let earliest = day.not_before.map_or(now, |limit| limit.max(now));
    day.windows
        .iter()
        .filter(|(window, closes)| {
            let job = reserved(*window, need, day.buffer);
            let done = window.from.saturating_add(need).unwrap_or(Timestamp::MAX);
            window.from >= earliest && done <= (*closes).max(window.to) && !busy.iter().any(|taken| taken.overlaps(&job))
        })
        .map(|(window, _)| *window)
        .collect()
}

#[cfg(test)]
mod tests;
