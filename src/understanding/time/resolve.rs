//! From what was said to days, times of day and instants.

use super::calendar::add_days;
use super::clock::span_of;
use super::item::{Clock, Days, Half, Reader};
use super::part::END_OF_DAY;
use super::wish::{Bound, Wish, Wishes, open_days};
use super::{ClockSpan, DaySpan, Grain, Preference, TimeMeaning};
use crate::understanding::text::Span;
use jiff::civil::{Date, DateTime, Time, time};
use jiff::tz::TimeZone;
use jiff::{ToSpan, Zoned};

/// Where something begins and ends on the wall, and how fine it was said.
#[derive(Clone, Copy, Debug, Default)]
struct Stretch {
    from: Option<DateTime>,
    to: Option<DateTime>,
    grain: Option<Grain>,
}

/// The meaning of a sentence from its wishes.
pub(super) fn meaning(reader: &Reader<'_>, wishes: &Wishes, zone: &TimeZone) -> Option<TimeMeaning> {
    let preferred: Vec<Preference> = wishes.wanted.iter().filter_map(|wish| preference(reader, wish)).collect();
    let excluded: Vec<Preference> = wishes.unwanted.iter().filter_map(|wish| preference(reader, wish)).collect();
    let stretch = match (wishes.wanted.first(), wishes.soonest, wishes.told.first()) {
        (Some(wish), ..) => stretch(reader, wish),
        (None, Some(_), _) => Stretch { from: Some(reader.now), to: None, grain: Some(Grain::Second) },
        (None, None, Some(told)) if wishes.unwanted.is_empty() && wishes.any_time.is_none() => stretch(reader, told),
        _ => Stretch::default(),
    };
    let soon = stretch.from.is_none() && stretch.to.is_some() && wishes.soonest.is_some();
    let stretch = if soon { Stretch { from: Some(reader.now), ..stretch } } else { stretch };
    let span = span(reader, wishes)?;
    let zoned = |at: Option<DateTime>| -> Option<Zoned> { at?.to_zoned(zone.clone()).ok() };
    Some(TimeMeaning {
        preferred,
        excluded,
        soonest: wishes.soonest.is_some(),
        any_time: wishes.any_time.is_some() && wishes.wanted.is_empty(),
        from: zoned(stretch.from),
        to: zoned(stretch.to),
        grain: stretch.grain,
        span,
    })
}

/// From the first to the last token that any of it rests on.
fn span(reader: &Reader<'_>, wishes: &Wishes) -> Option<Span> {
    let wishes_at = wishes.wanted.iter().chain(&wishes.unwanted).chain(&wishes.told).map(|wish| (wish.start, wish.end));
    let mut all = wishes_at.chain(wishes.soonest).chain(wishes.any_time);
    let first = all.next()?;
    let (start, end) = all.fold(first, |(start, end), (other_start, other_end)| (start.min(other_start), end.max(other_end)));
    Some(Span { start: reader.tokens.get(start)?.span.start, end: reader.tokens.get(end.checked_sub(1)?)?.span.end })
}

fn preference(reader: &Reader<'_>, wish: &Wish) -> Option<Preference> {
    if let Some((moment, _)) = wish.moment {
        let at = moment.time().with().second(0).subsec_nanosecond(0).build().ok()?;
        if wish.clock_bound.is_end() {
            return Some(until_moment(reader, moment.date(), at));
        }
        return Some(Preference { days: Some(DaySpan::day(moment.date())), times: Some(ClockSpan { from: at, to: at }) });
    }
    let days = match wish.days {
        Some(days) => Some(open_days(reader, days, wish.day_bound)?),
        None => None,
    };
    Some(Preference { days, times: times(reader, wish) })
}

/// From now until a moment; one on another day leaves the time of day open.
fn until_moment(reader: &Reader<'_>, date: Date, at: Time) -> Preference {
    let today = date == reader.today;
    let days = DaySpan { first: reader.today.min(date), last: date };
    Preference { days: Some(days), times: today.then(|| ClockSpan { from: reader.now.time().min(at), to: at }) }
}

/// The times of day that a wish leaves open.
fn times(reader: &Reader<'_>, wish: &Wish) -> Option<ClockSpan> {
    if let Some(clock) = whole_clock(wish) {
        let (from, to) = ahead(reader, wish, clock);
        return Some(match (to, wish.clock_bound) {
            (Some(to), _) => ClockSpan { from, to: to.max(from) },
            (None, Bound::At) => ClockSpan { from, to: from },
            (None, Bound::From | Bound::After) => ClockSpan { from, to: END_OF_DAY },
            (None, Bound::Until | Bound::Before) => ClockSpan { from: Time::midnight(), to: from },
        });
    }
    let part = wish.part?;
    Some(match wish.part_bound {
        Bound::At => ClockSpan { from: part.from, to: part.to },
        Bound::From => ClockSpan { from: part.from, to: END_OF_DAY },
        Bound::After => ClockSpan { from: part.to, to: END_OF_DAY },
        Bound::Until | Bound::Before => ClockSpan { from: Time::midnight(), to: if part.to == END_OF_DAY { part.to } else { part.from } },
    })
}

/// The clock with an end that came apart from its beginning.
fn whole_clock(wish: &Wish) -> Option<Clock> {
    let clock = wish.clock?;
    Some(Clock { to: clock.to.or(wish.clock_end.map(|end| end.from)), ..clock })
}

/// The times of a clock; today an hour gone by means the one twelve hours later, where nothing else was said.
fn ahead(reader: &Reader<'_>, wish: &Wish, clock: Clock) -> (Time, Option<Time>) {
    let hint: Option<Half> = wish.part.map(|part| part.half);
    let (from, to) = span_of(clock, hint);
    let today = wish.days.is_some_and(|days| days.span == DaySpan::day(reader.today));
    let open = clock.from.half.is_none() && hint.is_none() && to.is_none() && from.hour() < 12 && clock.from.hour > 0;
    if today && open && from < reader.now.time() {
        return (time(from.hour() + 12, from.minute(), 0, 0), None);
    }
    (from, to)
}

fn stretch(reader: &Reader<'_>, wish: &Wish) -> Stretch {
    if let Some((moment, grain)) = wish.moment {
        if wish.clock_bound.is_end() {
            return Stretch { from: None, to: Some(moment), grain: Some(grain) };
        }
        return Stretch { from: Some(moment), to: moment.checked_add(1.minute()).ok(), grain: Some(grain) };
    }
    match (wish.days, times(reader, wish)) {
        (Some(days), None) => days_stretch(reader, days, wish.day_bound),
        (Some(days), Some(times)) => timed_stretch(wish, days.span, times),
        (None, Some(times)) => {
            let date = next_date(reader, wish, times);
            timed_stretch(wish, DaySpan::day(date), times)
        }
        (None, None) => Stretch::default(),
    }
}

/// The day on which times without a day come next.
fn next_date(reader: &Reader<'_>, wish: &Wish, times: ClockSpan) -> Date {
    let now = reader.now.time();
    let open = wish.clock.is_none() || times.from != times.to;
    let gone = if open { times.to <= now } else { times.from < now };
    if gone { add_days(reader.today, 1).unwrap_or(reader.today) } else { reader.today }
}

fn days_stretch(reader: &Reader<'_>, days: Days, bound: Bound) -> Stretch {
    let start = |date: Date| date.to_datetime(Time::midnight());
    let first = start(days.span.first);
    let after = add_days(days.span.last, 1).map(start);
    let grain = Some(days.grain);
    match bound {
        Bound::Until | Bound::Before => {
            let to = if days.names_end { after } else { Some(first) };
            Stretch { from: None, to, grain: if days.names_end { Some(Grain::Second) } else { grain } }
        }
        Bound::After => Stretch { from: after, to: None, grain },
        Bound::From => Stretch { from: Some(first), to: after.filter(|_| days.span.first != days.span.last), grain },
        Bound::At if days.hour_of_now => {
            let from = days.span.first.to_datetime(time(reader.now.hour(), 0, 0, 0));
            Stretch { from: Some(from), to: from.checked_add(1.hour()).ok(), grain: Some(Grain::Hour) }
        }
        Bound::At => Stretch { from: Some(first), to: after, grain },
    }
}

fn timed_stretch(wish: &Wish, days: DaySpan, times: ClockSpan) -> Stretch {
    let fine = wish.clock.is_some_and(|clock| clock.fine) || wish.clock_end.is_some_and(|clock| clock.fine);
    let grain = Some(if fine { Grain::Minute } else { Grain::Hour });
    let at = |time: Time| days.first.to_datetime(time);
    let end_of =
        |end: Time| if end == END_OF_DAY { add_days(days.first, 1).map(|day| day.to_datetime(Time::midnight())) } else { Some(at(end)) };
    let bound = if wish.clock.is_some() { wish.clock_bound } else { wish.part_bound };
    let ranged = wish.clock.is_some_and(|clock| clock.to.is_some()) || wish.clock_end.is_some();
    if bound.is_end() && !ranged {
        return Stretch { from: None, to: end_of(times.to), grain };
    }
    let from = at(times.from);
    if wish.day_bound.is_end() {
        return Stretch { from: None, to: Some(from), grain };
    }
    if times.from == times.to {
        let length = if fine { 1.minute() } else { 1.hour() };
        return Stretch { from: Some(from), to: from.checked_add(length).ok(), grain };
    }
    let to = if matches!(bound, Bound::From | Bound::After) && !ranged { None } else { end_of(times.to) };
    Stretch { from: Some(from), to, grain }
}
