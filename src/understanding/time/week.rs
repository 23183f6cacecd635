//! Weeks and weekends: "the week after next", "the week of October 7th", "next weekend", "el fin de semana".

use super::calendar::{add_days, day_of_month_ahead, nth_weekday, week_of, weekend_of};
use super::days::Which;
use super::item::{Days, Read, Reader, Shape};
use super::words::{phrase, word, word_before};
use super::{DaySpan, Grain};
use jiff::civil::{Date, Weekday};

impl Reader<'_> {
    /// "this weekend", "next weekend", "last weekend of July", "the weekend of the 5th", "fin de semana".
    pub(super) fn weekend(&self, at: usize) -> Read<Days> {
        let (which, lead) = self.which(at).map_or((None, 0), |(which, used)| (Some(which), used));
        let article = if lead == 0 { usize::from(matches!(word(self.tokens, at), "the" | "el" | "that")) } else { 0 };
        let name_at = at + lead + article;
        let mut end = name_at
            + phrase(
                self.tokens,
                name_at,
                &["weekend", "weekends", "week - end", "week end", "wkend", "fin de semana", "fines de semana", "finde"],
            )?;
        let (which, tail) = self.which_after(end).map_or((which, 0), |(which, used)| (Some(which), used));
        end += tail;
        // "a weekend away" is some weekend.
        if which.is_none() && matches!(word_before(self.tokens, at), "a" | "un") {
            return None;
        }
        if let Some((month, used)) = self.of_month(end).filter(|_| which == Some(Which::Last)) {
            let friday = nth_weekday(month, -1, Weekday::Friday)?;
            return Some((Days::span(weekend_of(friday)?, Grain::Day), end + used - at));
        }
        if let Some(of) = phrase(self.tokens, end, &["of the", "of", "del", "de"])
            && let Some((days, used)) = self.days_but_period(end + of)
        {
            return Some((Days::span(weekend_near(days.span.first)?, Grain::Day), end + of + used - at));
        }
        let weeks = match which {
            Some(Which::Next) => 7,
            Some(Which::AfterNext) => 14,
            Some(Which::Last) => -7,
            _ => 0,
        };
        let span = self.not_before_today(weekend_of(self.ahead(weeks)?)?);
        let days = Days::span(span, Grain::Day);
        Some((if which == Some(Which::Last) { days.gone() } else { days }, end - at))
    }

    /// A date, holiday or day of the month, for "the week of the 18th".
    fn days_but_period(&self, at: usize) -> Read<Days> {
        self.numeric_date(at)
            .or_else(|| self.month_date(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.day_of_month(at))
            .or_else(|| self.weekday_phrase(at))
            .or_else(|| {
                let (number, used) = self.whole_count(at)?;
                let day = i8::try_from(number).ok()?;
                Some((Days::day(day_of_month_ahead(self.today, day)?).shaped(Shape::DayOfMonth(day)), used))
            })
            .filter(|(days, _)| days.grain == Grain::Day)
    }

    /// "next week", "this week", "the week after next", "the week of October 7th", "la semana que viene", "all week", "workweek".
    pub(super) fn week(&self, at: usize) -> Read<Days> {
        let tokens = self.tokens;
        if let Some(used) = phrase(tokens, at, &["la otra semana"]) {
            return Some((Days::span(week_of(self.ahead(7)?)?, Grain::Week), used));
        }
        let (which, lead) = self.which(at).map_or((None, 0), |(which, used)| (Some(which), used));
        let article = if lead == 0 { phrase(tokens, at, &["all", "the", "la", "a"]).unwrap_or(0) } else { 0 };
        let name_at = at + lead + article;
        let workweek = phrase(tokens, name_at, &["workweek", "work week", "weekdays", "weekday", "wkday", "wkdays"]);
        let named = workweek.or_else(|| phrase(tokens, name_at, &["week", "week's", "semana", "wk"]))?;
        let mut end = name_at + named;
        if let Some(of) = phrase(
            tokens,
            end,
            &[
                "of the",
                "of",
                "commencing",
                "beginning",
                "starting",
                "del",
                "de",
                "que va del",
                "que comienza el",
                "que empieza el",
                "que inicia el",
                "a partir del",
                "starting on",
            ],
        ) && let Some((days, used)) = self.days_but_period(end + of)
        {
            return Some((Days::span(week_of(days.span.first)?, Grain::Week), end + of + used - at));
        }
        if let Some((days, used)) = self.week_beside(end) {
            return Some((days, end + used - at));
        }
        let (which, tail) = self.week_after(end).map_or((which, 0), |(which, used)| (Some(which), used));
        end += tail + phrase(tokens, end + tail, &["or two", "or so", "o dos"]).unwrap_or(0);
        let article = word(tokens, at);
        if which.is_none() && (article == "a" || lead + usize::from(matches!(article, "the" | "la" | "all")) == 0) {
            return None;
        }
        // "the last week" and "this week" of a past tense are left to the rest of the sentence.
        let weeks = match which {
            None | Some(Which::This) => 0,
            Some(Which::Next | Which::Coming) => 7,
            Some(Which::AfterNext) => 14,
            Some(Which::Last) => -7,
        };
        let whole = week_of(self.ahead(weeks)?)?;
        let span = if workweek.is_some() { DaySpan { last: add_days(whole.first, 4)?, ..whole } } else { whole };
        let days = Days::span(span, Grain::Week);
        Some((if weeks < 0 { days.gone() } else { days }, end - at))
    }

    /// "the week before Christmas", "the week after the 4th of July".
    fn week_beside(&self, at: usize) -> Read<Days> {
        let ahead = match word(self.tokens, at) {
            "before" => -7,
            "after" => 7,
            _ => return None,
        };
        let named = self.holiday(at + 1).or_else(|| self.month_date(at + 1)).or_else(|| self.numeric_date(at + 1));
        let (days, used) = named.filter(|(days, _)| days.grain == Grain::Day)?;
        Some((Days::span(week_of(add_days(days.span.first, ahead)?)?, Grain::Week), 1 + used))
    }

    fn week_after(&self, at: usize) -> Read<Which> {
        if let Some(used) = phrase(self.tokens, at, &["after that", "after this one", "after this"]) {
            return Some((Which::Next, used));
        }
        if let Some(used) = phrase(self.tokens, at, &["after next", "following next", "despues de la proxima", "despues de la que viene"]) {
            return Some((Which::AfterNext, used));
        }
        if word(self.tokens, at) == "after" && self.tokens.get(at + 1).is_none_or(|next| !next.is_word() && !next.is_number()) {
            return Some((Which::Next, 1));
        }
        self.which_after(at)
    }
}

/// The weekend that a date belongs to: a Monday's is the one before.
fn weekend_near(date: Date) -> Option<DaySpan> {
    let early = matches!(date.weekday(), Weekday::Monday | Weekday::Tuesday);
    weekend_of(if early { add_days(date, -2)? } else { date })
}
