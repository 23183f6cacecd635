//! Weekdays with what narrows them: "next Friday", "Tuesday the 19th", "Wednesday of next week", "first Monday of March".

use super::Grain;
use super::calendar::{
    add_days, day_of_month_ahead, nth_weekday, week_of, weekday_after, weekday_and_day_ahead, weekday_before, weekday_in, weekend_of,
};
use super::days::Which;
use super::item::{Days, Read, Reader, Shape};
use super::words::{Strength, Unit, is_one_of, month, phrase, unit, weekday, word, word_before};
use crate::understanding::numbers::{cardinal, ordinal};
use crate::understanding::text::Token;
use jiff::civil::{Date, Weekday};

/// Words that a short weekday may follow.
const BEFORE_SHORT_WEEKDAY: &str = "\
    on by until till for or before after through every , - el este not to from am pm noon morning afternoon evening week any";

impl Reader<'_> {
    /// A weekday with what narrows it.
    pub(super) fn weekday_phrase(&self, at: usize) -> Read<Days> {
        let (which, lead) = self.which(at).map_or((None, 0), |(which, used)| (Some(which), used));
        let article = if lead == 0 { usize::from(matches!(word(self.tokens, at), "el" | "los" | "the")) } else { 0 };
        let name_at = at + lead + article;
        let (weekday, strength) = self.short_martes(name_at).or_else(|| weekday(word(self.tokens, name_at)))?;
        if matches!(word_before(self.tokens, at), "every" | "each" | "cada" | "todos")
            || (self.tokens[name_at].word == "domingo" && (self.naming || self.is_introduced(name_at)))
        {
            return None;
        }
        if strength == Strength::Weak && !self.speaks_for_weekday(name_at, which.is_some()) {
            return None;
        }
        let dot = usize::from(word(self.tokens, name_at + 1) == "." && word(self.tokens, name_at).len() <= 4 && strength == Strength::Weak);
        let next = name_at + 1 + dot;
        if let Some((days, used)) = self.weekday_with_date(weekday, next) {
            return Some((days, next + used - at));
        }
        if let Some((date, used)) = self.weekday_in_week(weekday, next) {
            return Some((marked(date, None).shaped(Shape::InWeek), next + used - at));
        }
        if let Some((weeks, used)) = self.weeks_behind(next).filter(|_| which != Some(Which::Last)) {
            return Some((Days::day(add_days(self.weekday_by(weekday, which)?, weeks * 7)?), next + used - at));
        }
        if let Some((date, used)) = self.weekday_after_that(weekday, article > 0, next) {
            return Some((Days::day(date), next + used - at));
        }
        let (which, after) = match self.which_after(next) {
            Some((Which::Coming, used)) => (Some(Which::Coming), used),
            Some((after, used)) => (Some(after), used),
            None => (which, 0),
        };
        let date = self.weekday_by(weekday, which)?;
        let days = marked(date, which).shaped(Shape::Weekday(weekday));
        let days = match which {
            Some(Which::Next | Which::AfterNext) => days.shaped(Shape::NextWeekday),
            Some(_) => days.shaped(Shape::Fixed),
            None => days,
        };
        Some((days, next + after - at))
    }

    /// Spanish "mar." alone or after an article is Tuesday and no March.
    pub(super) fn short_martes(&self, at: usize) -> Option<(Weekday, Strength)> {
        let named = self.spanish && word(self.tokens, at) == "mar";
        let led = matches!(word_before(self.tokens, at), "el" | "este" | "proximo");
        (named && (led || self.is_alone(at, at + 1))).then_some((Weekday::Tuesday, Strength::Sure))
    }

    /// "the Thursday after", "the Friday after Thanksgiving", "the Tuesday before Christmas".
    fn weekday_after_that(&self, weekday: Weekday, article: bool, at: usize) -> Read<Date> {
        let before = word(self.tokens, at) == "before";
        if !article || !(before || word(self.tokens, at) == "after") || word(self.tokens, at + 1) == "next" {
            return None;
        }
        if before {
            let (days, used) = self.holiday(at + 1).or_else(|| self.month_date(at + 1))?;
            return Some((weekday_before(days.span.first, weekday)?, 1 + used));
        }
        if let Some((days, used)) = self.holiday(at + 1).or_else(|| self.month_date(at + 1)) {
            return Some((weekday_after(days.span.last, weekday)?, 1 + used));
        }
        let ends =
            self.tokens.get(at + 1).is_none_or(|next| !next.is_number() && self.point(at + 1).is_none() && self.part(at + 1).is_none());
        ends.then(|| Some((add_days(weekday_after(self.today, weekday)?, 7)?, 1)))?
    }

    fn weekday_by(&self, weekday: Weekday, which: Option<Which>) -> Option<Date> {
        let today = self.today;
        match which {
            Some(Which::This) if today.weekday() == weekday => Some(today),
            None | Some(Which::This | Which::Coming) => weekday_after(today, weekday),
            Some(Which::Next) => weekday_in(week_of(add_days(today, 7)?)?, weekday),
            Some(Which::AfterNext) => add_days(weekday_after(today, weekday)?, 7),
            Some(Which::Last) => weekday_before(today, weekday),
        }
    }

    /// "Tuesday the 19th", "Monday 21", "lunes, 4 de diciembre", "Sat, Mar 3rd".
    fn weekday_with_date(&self, weekday: Weekday, at: usize) -> Read<Days> {
        let tokens = self.tokens;
        let comma = usize::from(word(tokens, at) == ",");
        let lead = phrase(tokens, at + comma, &["the", "el dia", "el", "dia"]).unwrap_or(0);
        let start = at + comma + lead;
        if let Some((days, used)) = self.numeric_date(start).or_else(|| self.month_date(start)) {
            let single = days.span.first == days.span.last && !matches!(days.shape, Shape::Month(_));
            return single.then_some((days, comma + lead + used));
        }
        let number = ordinal(tokens, start).or_else(|| {
            let bare = cardinal(tokens, start)?;
            let next = tokens.get(start + bare.used);
            let clocklike = next.is_some_and(|next| {
                next.is_number() || matches!(next.word.as_str(), ":" | "am" | "pm" | "a" | "p" | "-" | "to" | "h" | "o'clock")
            });
            // "el jueves 18 a las 4" goes on with the hour, "el jueves 3 a 5" is a span.
            let hour = matches!(word(tokens, start + bare.used + 1), "las" | "la" | "eso");
            let clocklike = clocklike && !hour;
            let plain = !clocklike && unit(next.map_or("", |next| next.word.as_str())).is_none() && self.part(start + bare.used).is_none();
            (plain && comma == 0 && (lead > 0 || bare.value > 12 || self.spanish)).then_some(bare)
        })?;
        let day = i8::try_from(number.value).ok().filter(|day| (1..=31).contains(day))?;
        let (days, used) = match self.of_month(start + number.used) {
            Some((month, used)) => (Days::day(Date::new(month.first.year(), month.first.month(), day).ok()?), used),
            None => (Days::day(weekday_and_day_ahead(self.today, weekday, day).or_else(|| day_of_month_ahead(self.today, day))?), 0),
        };
        Some((days, comma + lead + number.used + used))
    }

    /// "Friday next week", "Wednesday of this week", "lunes de la semana que viene", "Monday two weeks from now".
    fn weekday_in_week(&self, weekday: Weekday, at: usize) -> Read<Date> {
        let lead = phrase(self.tokens, at, &["of the", "of", "in the", "in", "on", "de la", "de", ","]).unwrap_or(0);
        if let Some((days, used)) = self.week(at + lead) {
            return Some((weekday_in(days.span, weekday)?, lead + used));
        }
        let (days, used) = self
            .distance(at)
            .map(|(days, used)| (days, used - lead.min(used)))
            .or_else(|| self.distance(at + lead))
            .filter(|(days, _)| days.grain == Grain::Day && !days.past && !days.names_end)?;
        let weeks = (at..at + lead + used).any(|index| matches!(unit(word(self.tokens, index)), Some(Unit::Week | Unit::Fortnight)));
        weeks.then(|| Some((weekday_in(week_of(days.span.first)?, weekday)?, lead + used)))?
    }

    /// Short weekdays that are also words count where something near speaks for a day.
    fn speaks_for_weekday(&self, at: usize, which: bool) -> bool {
        let tokens = self.tokens;
        let alone = self.is_alone(at, at + 1);
        let before = word_before(tokens, at);
        let led = is_one_of(before, BEFORE_SHORT_WEEKDAY);
        let next = word(tokens, at + 1);
        let dated = month(word(tokens, at + 1)).is_some();
        let followed = dated
            || matches!(
                next,
                "or" | "at"
                    | ","
                    | "."
                    | "-"
                    | "the"
                    | "morning"
                    | "afternoon"
                    | "evening"
                    | "works"
                    | "?"
                    | "@"
                    | "am"
                    | "pm"
                    | "aft"
                    | "afternoons"
                    | "mornings"
            ) && before != "the"
            || tokens.get(at + 1).is_some_and(Token::is_number)
            || ordinal(tokens, at + 1).is_some();
        let verb = matches!(before, "i" | "he" | "she" | "we" | "they" | "the" | "has" | "it")
            || matches!(next, "there" | "in" | "down" | "is" | "and");
        let listed = next == "/" && weekday(word(tokens, at + 2)).is_some();
        alone || which || listed || (!verb && (led || followed)) || (before.is_empty() && followed)
    }

    /// "first Monday of March", "last Friday in October", "primer lunes del próximo mes", "last day of the month".
    pub(super) fn nth_weekday(&self, at: usize) -> Read<Days> {
        let tokens = self.tokens;
        let article = usize::from(matches!(word(tokens, at), "the" | "el" | "la"));
        let start = at + article;
        let (nth, used) = match word(tokens, start) {
            "last" | "ultimo" | "ultima" => (-1, 1),
            _ => ordinal(tokens, start).filter(|nth| nth.value <= 5).and_then(|nth| Some((i8::try_from(nth.value).ok()?, nth.used)))?,
        };
        let name_at = start + used;
        let name = word(tokens, name_at);
        let (month, of) = self.of_month(name_at + 1)?;
        let date = match (weekday(name), unit(name)) {
            (Some((weekday, _)), _) => nth_weekday(month, nth, weekday)?,
            (None, Some(Unit::Day)) if nth < 0 => month.last,
            (None, Some(Unit::Day)) => add_days(month.first, i64::from(nth) - 1)?,
            (None, None) if nth > 0 && matches!(name, "weekend" | "wkend" | "finde") => {
                let saturday = nth_weekday(month, nth, Weekday::Saturday)?;
                return Some((Days::span(weekend_of(saturday)?, Grain::Day), article + used + 1 + of));
            }
            (None, Some(Unit::Week)) => {
                // A week belongs to the month that holds its Thursday.
                let thursday = nth_weekday(month, nth, Weekday::Thursday)?;
                return Some((Days::span(week_of(thursday)?, Grain::Week), article + used + 1 + of));
            }
            _ => return None,
        };
        Some((Days::day(date), article + used + 1 + of))
    }
}

fn marked(date: Date, which: Option<Which>) -> Days {
    let days = Days::day(date);
    if which == Some(Which::Last) { days.gone() } else { days }
}
