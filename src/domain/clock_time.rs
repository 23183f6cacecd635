//! Times of day on the wall clock.

use jiff::civil::Date;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A time on the wall clock in whole minutes, `00:00` to `24:00` (the end of the day).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClockTime(u16);

/// The text is no time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a time of day; write it as 08:00, up to 24:00")]
pub struct NotAClockTime;

impl ClockTime {
    /// The end of the day.
    pub const MIDNIGHT_AFTER: Self = Self(24 * 60);

    /// A time of day from hour (0 to 24) and minute.
    ///
    /// # Errors
    /// [`NotAClockTime`] outside 00:00 to 24:00.
    pub fn new(hour: u16, minute: u16) -> Result<Self, NotAClockTime> {
        let minutes = hour.checked_mul(60).and_then(|m| m.checked_add(minute)).ok_or(NotAClockTime)?;
        if minute < 60 && minutes <= 24 * 60 { Ok(Self(minutes)) } else { Err(NotAClockTime) }
    }

    /// Whole hours, for tables in code.
    ///
    /// # Panics
    /// Where `hour` is above 24.
    pub const fn hour(hour: u16) -> Self {
        assert!(hour <= 24, "an hour of the day");
        Self(hour * 60)
    }

    /// Minutes since midnight.
    pub fn minutes(self) -> u16 {
        self.0
    }

    /// The instant at which a clock on the wall in `zone` shows this time on `date`. A time that the spring change skips is the
    /// instant of the change, so that what was in order stays in order; of one that the autumn change repeats it is the first.
    pub fn on(self, date: Date, zone: &TimeZone) -> Option<Timestamp> {
        let (date, minutes) = if self.0 == 24 * 60 { (date.tomorrow().ok()?, 0) } else { (date, self.0) };
        let time = date.at(0, 0, 0, 0).checked_add(i64::from(minutes).minutes()).ok()?;
        let ambiguous = zone.to_ambiguous_zoned(time);
        let is_skipped = matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. });
        let instant = ambiguous.compatible().ok()?.timestamp();
        if is_skipped { last_change(instant, zone).or(Some(instant)) } else { Some(instant) }
    }
}

/// The last change of the clock up to an instant.
fn last_change(instant: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let just_after = instant.checked_add(1.nanosecond()).ok()?;
    zone.preceding(just_after).next().map(|change| change.timestamp())
}

impl TryFrom<String> for ClockTime {
    type Error = NotAClockTime;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (hour, minute) = text.split_once(':').ok_or(NotAClockTime)?;
        let two_digits = |part: &str, least: usize| (least..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
        if !two_digits(hour, 1) || !two_digits(minute, 2) {
            return Err(NotAClockTime);
        }
        Self::new(hour.parse().map_err(|_| NotAClockTime)?, minute.parse().map_err(|_| NotAClockTime)?)
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> Self {
        time.to_string()
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl fmt::Debug for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A stretch of one day, `from` before `to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClockRange {
    /// Begins, for example `08:00`.
    #[schema(value_type = String, example = "08:00")]
    pub from: ClockTime,
    /// Ends, up to `24:00`.
    #[schema(value_type = String, example = "17:00")]
    pub to: ClockTime,
}

impl ClockRange {
    /// Whole hours, for tables in code.
    pub const fn hours(from: u16, to: u16) -> Self {
        Self { from: ClockTime::hour(from), to: ClockTime::hour(to) }
    }

    /// True where `other` lies wholly inside.
    pub fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_times() {
        for (text, minutes) in [("08:00", 480), ("8:30", 510), ("24:00", 1440), ("00:00", 0)] {
            assert_eq!(ClockTime::try_from(text.to_owned()).map(ClockTime::minutes), Ok(minutes), "{text}");
        }
        for text in ["", "8", "24:01", "8:60", "-1:00", "8:0", "008:00", "a:bc"] {
            assert_eq!(ClockTime::try_from(text.to_owned()), Err(NotAClockTime), "{text}");
        }
    }
}
