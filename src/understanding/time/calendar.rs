//! Arithmetic on days that never fails: what falls off the calendar is absent.

use super::DaySpan;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

impl DaySpan {
    /// One day.
    pub fn day(date: Date) -> Self {
        Self { first: date, last: date }
    }

    /// True where `other` lies wholly inside.
    pub fn contains(&self, other: &Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }
}

/// The day so many days later (or earlier).
pub(super) fn add_days(date: Date, days: i64) -> Option<Date> {
    let days = i32::try_from(days).ok().filter(|days| days.abs() < 400_000)?;
    date.checked_add(days.days()).ok()
}

/// The day so many working days later, Monday to Friday.
pub(super) fn add_workdays(date: Date, days: i64) -> Option<Date> {
    let mut date = date;
    for _ in 0..u8::try_from(days).ok()? {
        date = add_days(date, 1)?;
        while matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) {
            date = add_days(date, 1)?;
        }
    }
    Some(date)
}

/// The day so many months later, the last of the month where that month is shorter.
pub(super) fn add_months(date: Date, months: i64) -> Option<Date> {
    let months = i32::try_from(months).ok().filter(|months| months.abs() < 12_000)?;
    date.checked_add(months.months()).ok()
}

/// Monday to Sunday around a day.
pub(super) fn week_of(date: Date) -> Option<DaySpan> {
    let first = add_days(date, -i64::from(date.weekday().to_monday_zero_offset()))?;
    Some(DaySpan { first, last: add_days(first, 6)? })
}

/// A weekday within the week that begins on this Monday.
pub(super) fn weekday_in(week: DaySpan, weekday: Weekday) -> Option<Date> {
    add_days(week.first, i64::from(weekday.to_monday_zero_offset()))
}

/// The first such weekday after a day.
pub(super) fn weekday_after(date: Date, weekday: Weekday) -> Option<Date> {
    let ahead = i64::from(weekday.since(date.weekday()));
    add_days(date, if ahead == 0 { 7 } else { ahead })
}

/// The last such weekday before a day.
pub(super) fn weekday_before(date: Date, weekday: Weekday) -> Option<Date> {
    let back = i64::from(date.weekday().since(weekday));
    add_days(date, if back == 0 { -7 } else { -back })
}

/// Saturday and Sunday of the week around a day.
pub(super) fn weekend_of(date: Date) -> Option<DaySpan> {
    let week = week_of(date)?;
    Some(DaySpan { first: add_days(week.first, 5)?, last: week.last })
}

/// The whole month around a day.
pub(super) fn month_of(date: Date) -> DaySpan {
    DaySpan { first: date.first_of_month(), last: date.last_of_month() }
}

/// The next month of that number whose days are not all gone.
pub(super) fn month_ahead(today: Date, month: i8) -> Option<DaySpan> {
    let year = if month < today.month() { today.year().checked_add(1)? } else { today.year() };
    Some(month_of(Date::new(year, month, 1).ok()?))
}

/// The next such date that is not gone; 29 February waits for its year.
pub(super) fn date_ahead(today: Date, month: i8, day: i8) -> Option<Date> {
    (0..9).find_map(|years| Date::new(today.year().checked_add(years)?, month, day).ok().filter(|date| *date >= today))
}

/// The next such day of a month that is not gone.
pub(super) fn day_of_month_ahead(today: Date, day: i8) -> Option<Date> {
    let month = today.first_of_month();
    (0..3).find_map(|months| {
        let first = add_months(month, months)?;
        Date::new(first.year(), first.month(), day).ok().filter(|date| *date >= today)
    })
}

/// The next such day of a month that falls on this weekday, for "Friday the 13th", within eight years.
pub(super) fn weekday_and_day_ahead(today: Date, weekday: Weekday, day: i8) -> Option<Date> {
    let month = today.first_of_month();
    (0..96).find_map(|months| {
        let first = add_months(month, months)?;
        Date::new(first.year(), first.month(), day).ok().filter(|date| *date >= today && date.weekday() == weekday)
    })
}

/// The nth such weekday of a month; counted from the end where `nth` is negative.
pub(super) fn nth_weekday(month: DaySpan, nth: i8, weekday: Weekday) -> Option<Date> {
    month.first.nth_weekday_of_month(nth, weekday).ok()
}

/// Easter Sunday in the Gregorian calendar.
pub(super) fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (golden, century, rest) = (y % 19, y / 100, y % 100);
    let moon = (19 * golden + century - century / 4 - (century - (century + 8) / 25 + 1) / 3 + 15) % 30;
    let sunday = (32 + 2 * (century % 4) + 2 * (rest / 4) - moon - rest % 4) % 7;
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let day = moon + sunday - 7 * late + 114;
    Date::new(year, i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?).ok()
}
