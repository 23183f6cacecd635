//! A day, a time of day, or both, as far as they are known.

use crate::understanding::time::{ClockSpan, DaySpan, TimeMeaning};
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, ToSpan, Zoned};

/// A day, a time of day, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: Option<DaySpan>,
    pub(super) times: Option<ClockSpan>,
}

/// A stretch of the day longer than this is when somebody is free, not when they come.
const LONGEST_VISIT: SignedDuration = SignedDuration::from_hours(4);

/// Days in a stretch that a wish for one day can give way to; a season or a month is talk.
const LONGEST_WISH: i32 = 14;

impl Moment {
    /// The first thing that was asked for.
    pub(super) fn heard(meaning: &TimeMeaning) -> Self {
        meaning.preferred.first().map(|first| Self { day: first.days, times: first.times }).unwrap_or_default()
    }

    /// All of it as one: "4 pm on the same day, March 11th".
    pub(super) fn heard_together(meaning: &TimeMeaning) -> Self {
        meaning.preferred.iter().fold(Self::default(), |all, next| all.overlaid_with(Self { day: next.days, times: next.times }))
    }

    /// Each of several offers; one that names no day is on that of the first.
    pub(super) fn alternatives(meaning: &TimeMeaning) -> Vec<Self> {
        let first = Self::heard(meaning);
        let all = meaning.preferred.iter().map(|next| Self { day: next.days.or(first.day), times: next.times });
        all.collect()
    }

    /// True where a wish means this offer: its day, and an hour within it.
    pub(super) fn is_meant_by(self, wish: Self) -> bool {
        let day = self.day.zip(wish.day).is_none_or(|(one, another)| one.first == another.first);
        day && self.times.zip(wish.times).is_none_or(|(offered, wished)| offered.from <= wished.from && wished.from <= offered.to)
    }

    /// True where this says again a part of another moment, and nothing against it.
    pub(super) fn reads_back(self, other: Self) -> bool {
        let shared = (self.day.is_some() && other.day.is_some()) || (self.times.is_some() && other.times.is_some());
        shared && self.agrees_with(other)
    }

    /// True where no part of one says something else than the same part of the other.
    fn agrees_with(self, other: Self) -> bool {
        let day = self.day.zip(other.day).is_none_or(|(one, another)| one.first == another.first);
        day && self.times.zip(other.times).is_none_or(|(one, another)| one.from == another.from)
    }

    /// A weekday is the next one of its name; who has just said that today is Friday means today by "Friday".
    pub(super) fn not_a_week_after(self, today: Date) -> Self {
        let in_a_week = |day: &DaySpan| day.first == day.last && today.checked_add(7.days()).is_ok_and(|later| later == day.first);
        if self.day.as_ref().is_some_and(in_a_week) { Self { day: Some(DaySpan { first: today, last: today }), ..self } } else { self }
    }

    pub(super) fn is_empty(self) -> bool {
        self.day.is_none() && self.times.is_none()
    }

    /// The parts that a later word names replace those that were known; a wider word around a narrow one ("in the afternoon" after
    /// "at 3") leaves it.
    pub(super) fn overlaid_with(self, later: Self) -> Self {
        let day = match (self.day, later.day) {
            (Some(known), Some(new)) => Some(later_day(known, new)),
            (known, new) => new.or(known),
        };
        let times = match (self.times, later.times) {
            (Some(known), Some(new)) if known.from == known.to && new.from < known.from && known.to < new.to => Some(known),
            (known, new) => new.or(known),
        };
        Self { day, times }
    }

    /// The parts that are missing, from another moment.
    pub(super) fn filled_from(self, other: Self) -> Self {
        Self { day: self.day.or(other.day), times: self.times.or(other.times) }
    }

    /// Without a stretch of hours that is too long for a visit.
    pub(super) fn without_long_stretch(self) -> Self {
        let long = |times: &ClockSpan| times.from.duration_until(times.to) > LONGEST_VISIT;
        Self { times: self.times.filter(|times| !long(times)), ..self }
    }

    /// Where it begins, and where it ends if it has an end of its own.
    pub(super) fn instants(self, now: &Zoned) -> (Option<Zoned>, Option<Zoned>) {
        let at = |day: Date, time: Time| day.to_datetime(time).to_zoned(now.time_zone().clone()).ok();
        match (self.day, self.times) {
            (Some(day), Some(times)) => (at(day.first, times.from), end(times).and_then(|to| at(day.last, to))),
            (Some(day), None) => {
                (at(day.first, Time::midnight()), (day.first != day.last).then(|| at(day.last, Time::midnight())).flatten())
            }
            (None, Some(times)) => {
                let today = now.date();
                let day = if times.from < now.time() { today.checked_add(1.day()).unwrap_or(today) } else { today };
                (at(day, times.from), end(times).and_then(|to| at(day, to)))
            }
            (None, None) => (None, None),
        }
    }
}

/// The end of a stretch; one that runs until the day is over has none.
fn end(times: ClockSpan) -> Option<Time> {
    (times.from < times.to && (times.to.hour(), times.to.minute()) != (23, 59)).then_some(times.to)
}

fn later_day(known: DaySpan, new: DaySpan) -> DaySpan {
    let holds = |outer: DaySpan, inner: DaySpan| outer.first <= inner.first && inner.last <= outer.last;
    let wide = new.first.until(new.last).is_ok_and(|span| span.get_days() > LONGEST_WISH);
    if known.first == known.last && new.first != new.last && (wide || holds(new, known)) {
        return known;
    }
    // "Next week", and then "Tuesday": the Tuesday of that week.
    let in_known_week = new.first.checked_add(7.days()).map(|day| DaySpan { first: day, last: day });
    match in_known_week {
        Ok(shifted) if new.first == new.last && known.first > new.first && known.first != known.last && holds(known, shifted) => shifted,
        _ => new,
    }
}
