//! When a time is right: the rules of `score_datetime.py`, which comes with the sets.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

/// How one case was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Judged {
    /// The instant that it is about is right to its grain.
    pub(crate) right: bool,
    /// The end of an interval too.
    pub(crate) both: bool,
    /// Anything was found.
    pub(crate) found: bool,
}

impl Judged {
    fn of(right: bool, both: bool, found: bool) -> Self {
        Self { right, both, found }
    }
}

/// Judges an answer by what was expected.
pub(crate) fn judge(expected: &Value, zone: &str, answer: &Value) -> Judged {
    let at = |name: &str| when(&answer[name], zone);
    let (from, to) = (at("from"), at("to"));
    let found = from.is_some() || to.is_some();
    let kind = text(&expected["kind"]);
    if kind == "none" {
        return Judged::of(!found, !found, found);
    }
    if !found {
        return Judged::of(false, false, false);
    }
    if let Some(hours) = expected["accept_from_hours"].as_array().filter(|hours| !hours.is_empty()) {
        let right = from.is_some_and(|from| part_of_day_fits(expected, zone, hours, from));
        return Judged::of(right, right, true);
    }
    if kind == "time_of_day" || kind == "time_range" {
        let fits =
            |at: Option<DateTime>, list: &Value| at.is_some_and(|at| strings(list).any(|time| time == at.strftime("%H:%M").to_string()));
        let right = fits(from, &expected["time_of_day_any"]);
        let ends = &expected["to_time_of_day_any"];
        return Judged::of(right, right && (strings(ends).next().is_none() || fits(to, ends)), true);
    }
    instant(expected, zone, from, to)
}

/// Sources differ on when a part of a day starts.
fn part_of_day_fits(expected: &Value, zone: &str, hours: &[Value], from: DateTime) -> bool {
    let hour = i64::from(from.hour());
    let bound = |index: usize| hours.get(index).and_then(Value::as_i64).unwrap_or_default();
    let days: Vec<Date> = accepted(expected, "from", zone).map(DateTime::date).collect();
    (bound(0)..=bound(1)).contains(&hour) && (days.is_empty() || days.contains(&from.date()))
}

fn instant(expected: &Value, zone: &str, from: Option<DateTime>, to: Option<DateTime>) -> Judged {
    let (grain, anchor, is_interval) = (text(&expected["grain"]), text(&expected["anchor"]), text(&expected["kind"]) == "interval");
    // A lone bound counts as the instant that it names.
    let named = if anchor == "to" { to } else { from.or(to) };
    let wanted: Vec<DateTime> = accepted(expected, anchor, zone).collect();
    let Some(named) = named else { return Judged::of(false, false, true) };
    let mut right = wanted.iter().any(|&want| same(named, want, grain));
    if !right && anchor == "to" && grain == "second" && is_interval {
        // "By the end of the month": the day before the end that is excluded.
        let next = after(named, SignedDuration::from_secs(1));
        let eve = |want: DateTime| want.hour() == 0 && want.date().yesterday().is_ok_and(|day| day == named.date()) && named.hour() >= 23;
        right = wanted.iter().any(|&want| same(next, want, grain) || eve(want));
    }
    let mut both = right;
    if right
        && is_interval
        && anchor == "from"
        && let Some(end) = when(&expected["to"], zone)
    {
        let step = match grain {
            "second" => SignedDuration::from_secs(1),
            "minute" => SignedDuration::from_mins(1),
            "hour" => SignedDuration::from_hours(1),
            _ => SignedDuration::from_hours(24),
        };
        let fine = if grain == "week" { "day" } else { grain };
        both = to.is_some_and(|to| same(to, end, fine) || same(to, after(end, -step), fine));
    }
    Judged::of(right, both, true)
}

/// The instants that the source accepts, else the one that it names.
fn accepted(expected: &Value, anchor: &str, zone: &str) -> impl Iterator<Item = DateTime> {
    let list = expected["accept"].as_array().filter(|list| !list.is_empty());
    let values = list.cloned().unwrap_or_else(|| vec![expected[anchor].clone()]);
    values.into_iter().filter_map(move |value| when(&value, zone))
}

fn same(a: DateTime, b: DateTime, grain: &str) -> bool {
    let apart = b.duration_until(a);
    let minutes = |at: DateTime| (at.date(), at.hour(), at.minute());
    match grain {
        "day" => a.date() == b.date(),
        "week" => apart >= SignedDuration::ZERO && apart < SignedDuration::from_hours(7 * 24),
        "month" => (a.year(), a.month()) == (b.year(), b.month()),
        "quarter" => a.year() == b.year() && (a.month() - 1) / 3 == (b.month() - 1) / 3,
        "year" => a.year() == b.year(),
        "hour" if b.minute() == 0 => (a.date(), a.hour()) == (b.date(), b.hour()),
        "second" => apart.abs() <= SignedDuration::from_secs(60),
        _ => minutes(a) == minutes(b),
    }
}

fn after(at: DateTime, by: SignedDuration) -> DateTime {
    at.checked_add(by).unwrap_or(at)
}

/// A time as it stood on the wall of the case: what carries no offset is taken as it is, names of zones count as UTC.
fn when(value: &Value, zone: &str) -> Option<DateTime> {
    let written = value.as_str().filter(|written| !written.is_empty())?;
    match written.parse::<Timestamp>() {
        Ok(instant) => Some(instant.to_zoned(offset(zone)).datetime()),
        Err(_) => written.parse().ok(),
    }
}

fn offset(zone: &str) -> TimeZone {
    let parser = jiff::fmt::temporal::DateTimeParser::new();
    Some(zone).filter(|zone| zone.starts_with(['+', '-'])).and_then(|zone| parser.parse_time_zone(zone).ok()).unwrap_or(TimeZone::UTC)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}
