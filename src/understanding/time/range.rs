//! Two namings of days read by each other: the ends of a range, or a wider and a narrower one.

use super::calendar::{add_days, add_months, date_ahead, day_of_month_ahead, week_of, weekday_after, weekday_in};
use super::item::{Days, Reader, Shape};
use super::words::is_one_of;
use super::{DaySpan, Grain};
use jiff::civil::Date;

const MOVES: &str = "move change reschedule switch push moved changed rescheduled \
    cambiar cambiarla cambiarlo mover reagendar reprogramar cambie pasar pasarla bump instead bring brought";

impl Reader<'_> {
    /// Both ends of a range, the one read by the other.
    pub(super) fn range(&self, old: Days, new: Days) -> Option<Days> {
        if self.is_move() {
            return Some(new);
        }
        let old = begun(whole(old), new);
        let last = match new.shape {
            Shape::Weekday(weekday) => weekday_after(old.span.first, weekday)?,
            Shape::DayOfMonth(day) => day_of_month_ahead(old.span.first, day)?,
            Shape::MonthDay(month, day) => date_ahead(old.span.first, month, day)?,
            _ => new.span.last,
        };
        // "from the 3rd to the 5th of May" names the month once, at its end.
        let first = match (old.shape, new.shape) {
            (Shape::DayOfMonth(day), Shape::MonthDay(..)) if last.day() >= day => Date::new(last.year(), last.month(), day).ok()?,
            _ => old.span.first,
        };
        let last = if new.shape == Shape::Fixed && last < first { return None } else { last.max(first) };
        Some(Days { span: DaySpan { first, last }, shape: Shape::Fixed, hour_of_now: false, part: None, ..old })
    }

    /// "change it from 2 pm to 4": a move stands right before a span's "from", so its end is what is wished.
    pub(super) fn is_moved_from(&self, at: usize) -> bool {
        let words = &self.tokens[at.saturating_sub(6)..at];
        let moves = words.iter().any(|token| is_one_of(&token.word, MOVES));
        matches!(self.tokens[at].word.as_str(), "from" | "del")
            && moves
            && !words.iter().any(|token| matches!(token.word.as_str(), "." | "to"))
    }

    /// "move my visit from Tuesday to Thursday" wishes for Thursday.
    pub(super) fn is_move(&self) -> bool {
        self.tokens.iter().any(|token| is_one_of(&token.word, MOVES))
    }

    /// "the 17th or 18th of June": the month said once holds for both.
    pub(super) fn in_same_month(old: Days, new: Days) -> Option<(Days, Days)> {
        match (old.shape, new.shape) {
            (Shape::DayOfMonth(day), Shape::MonthDay(month, _)) => {
                Some((Days::day(Date::new(new.span.first.year(), month, day).ok()?).shaped(Shape::MonthDay(month, day)), new))
            }
            (Shape::MonthDay(..), Shape::DayOfMonth(day)) => Some((old, Days::day(day_of_month_ahead(old.span.first, day)?))),
            _ => None,
        }
    }

    /// "next Tuesday or Thursday": the second lies in the same week.
    pub(super) fn in_same_week(&self, old: Days, new: Days) -> Days {
        let Shape::Weekday(weekday) = new.shape else { return new };
        let date = week_of(old.span.first)
            .and_then(|week| weekday_in(week, weekday))
            .filter(|date| matches!(old.shape, Shape::InWeek | Shape::NextWeekday) && *date >= self.today);
        date.map_or(new, |date| Days { span: DaySpan::day(date), shape: old.shape, ..new })
    }

    /// The narrower of two namings of one day: "next week … Tuesday", "today, March 1st".
    pub(super) fn narrowed(&self, old: Days, new: Days) -> Option<Days> {
        let in_week = |week: Days, day: Days| match day.shape {
            Shape::Weekday(weekday) if week.grain == Grain::Week && week.span.first > self.today => {
                Some(Days::day(weekday_in(week_of(week.span.first)?, weekday)?).shaped(Shape::InWeek))
            }
            _ => None,
        };
        // "next month on the 21st".
        if let (Shape::DayOfMonth(day), Grain::Month) = (new.shape, old.grain)
            && let Ok(date) = Date::new(old.span.first.year(), old.span.first.month(), day)
            && old.span.contains(&DaySpan::day(date))
        {
            return Some(Days::day(date));
        }
        if let Shape::Weekday(weekday) = new.shape
            && old.hour_of_now
        {
            // "in three days, on Friday": the weekday is surer than the count.
            let near = add_days(old.span.first, -3).and_then(|early| weekday_after(early, weekday))?;
            return Some(Days { part: old.part, ..Days::day(near) });
        }
        // "tomorrow, Thursday" names one day twice.
        let one = |days: Days| days.span.first == days.span.last;
        match (old.shape, new.shape) {
            (_, Shape::Weekday(weekday)) if one(old) && !matches!(old.shape, Shape::Weekday(_)) && old.span.first.weekday() == weekday => {
                return Some(old);
            }
            (Shape::Weekday(weekday), Shape::Fixed | Shape::MonthDay(..) | Shape::DayOfMonth(_))
                if one(new) && new.span.first.weekday() == weekday =>
            {
                return Some(new);
            }
            _ => {}
        }
        in_week(old, new).or_else(|| in_week(new, old)).or_else(|| {
            if old.span.contains(&new.span) {
                Some(Days { part: new.part.or(old.part), ..new })
            } else if new.span.contains(&old.span) {
                Some(old)
            } else {
                None
            }
        })
    }
}

/// A range of months begins with the first of the month that we are in.
fn whole(old: Days) -> Days {
    let first = if matches!(old.shape, Shape::Month(_)) { old.span.first.first_of_month() } else { old.span.first };
    Days { span: DaySpan { first, last: old.span.last }, ..old }
}

/// The beginning of a range that has begun: on 10 October "October 1st to November 7th" is this year's.
fn begun(old: Days, new: Days) -> Days {
    let yearly = matches!(old.shape, Shape::MonthDay(..) | Shape::Month(_)) && matches!(new.shape, Shape::MonthDay(..) | Shape::Month(_));
    let earlier = add_months(old.span.first, -12).filter(|first| yearly && new.span.last < old.span.first && *first <= new.span.last);
    earlier.map_or(old, |first| Days { span: DaySpan { first, last: old.span.last }, ..old })
}
