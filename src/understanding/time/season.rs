//! Seasons, quarters and years.

use super::calendar::{add_days, add_months};
use super::days::Which;
use super::item::{Days, Read, Reader};
use super::words::{phrase, word, word_before};
use super::{DaySpan, Grain};
use jiff::civil::Date;

impl Reader<'_> {
    pub(super) fn year_by_word(&self, at: usize) -> Read<Days> {
        let (which, lead) = self.which(at).map_or((None, 0), |(which, used)| (Some(which), used));
        let article = if lead == 0 { usize::from(matches!(word(self.tokens, at), "the" | "el")) } else { 0 };
        let name_at = at + lead + article;
        if !matches!(word(self.tokens, name_at), "year" | "yr" | "ano") || word_before(self.tokens, at) == "a" {
            return None;
        }
        let (which, tail) = self.which_after(name_at + 1).map_or((which, 0), |(which, used)| (Some(which), used));
        let years = match which? {
            Which::This => 0,
            Which::Next | Which::Coming => 1,
            Which::AfterNext => 2,
            Which::Last => -1,
        };
        let year = self.today.year().checked_add(years)?;
        let span = DaySpan { first: Date::new(year, 1, 1).ok()?, last: Date::new(year, 12, 31).ok()? };
        let days = Days::span(span, Grain::Year);
        // "I'm being good this year" is no wish.
        Some((if years <= 0 { days.gone() } else { days }, name_at + 1 + tail - at))
    }

    /// "this quarter", "el próximo trimestre".
    pub(super) fn quarter(&self, at: usize) -> Read<Days> {
        let (which, lead) = self.which(at).map_or((None, 0), |(which, used)| (Some(which), used));
        let article = if lead == 0 { usize::from(matches!(word(self.tokens, at), "the" | "el")) } else { 0 };
        let name_at = at + lead + article;
        if !matches!(word(self.tokens, name_at), "quarter" | "trimestre") {
            return None;
        }
        let actual = usize::from(word(self.tokens, name_at + 1) == "actual");
        let (which, tail) = self.which_after(name_at + 1).map_or((which, actual), |(which, used)| (Some(which), used));
        let quarters = match which.or((actual > 0).then_some(Which::This))? {
            Which::This => 0,
            Which::Next | Which::Coming => 1,
            Which::AfterNext => 2,
            Which::Last => -1,
        };
        let into = i64::from((self.today.month() - 1) % 3);
        let first = add_months(self.today.first_of_month(), quarters * 3 - into)?;
        let days = Days::span(DaySpan { first, last: add_days(add_months(first, 3)?, -1)? }, Grain::Quarter);
        Some((if quarters < 0 { days.gone() } else { days }, name_at + 1 + tail - at))
    }

    /// "this summer", "in the spring", "el próximo invierno": the next one that is not over.
    pub(super) fn season(&self, at: usize) -> Read<Days> {
        let (which, lead) = self.which(at).map_or((None, 0), |(which, used)| (Some(which), used));
        let article = if lead == 0 { phrase(self.tokens, at, &["the", "el", "la"])? } else { 0 };
        let name_at = at + lead + article;
        // "It smells in the summer", "the spring broke": only a bound or a word like "next" makes it a time to come.
        let bound = matches!(word_before(self.tokens, at), "until" | "before" | "after" | "by" | "antes" | "hasta" | "de");
        if lead == 0 && !bound {
            return None;
        }
        let month = match word(self.tokens, name_at) {
            "spring" | "primavera" => 3,
            "summer" | "verano" => 6,
            "fall" | "autumn" | "otono" => 9,
            "winter" | "invierno" => 12,
            _ => return None,
        };
        let year = self.today.year();
        let span = |year: i16| -> Option<DaySpan> {
            let first = Date::new(year, month, 21).ok()?;
            Some(DaySpan { first, last: add_days(add_months(first, 3)?, -1)? })
        };
        if which == Some(Which::Last) {
            let gone = (-2..=0).rev().find_map(|back| span(year.checked_add(back)?).filter(|span| span.last < self.today))?;
            return Some((Days::span(gone, Grain::Quarter).gone(), name_at + 1 - at));
        }
        // Nobody calls for a season that is nearly over.
        let last = if which == Some(Which::This) { self.today } else { add_days(self.today, 45)? };
        let ahead = (-1..=1).find_map(|ahead| span(year.checked_add(ahead)?).filter(|span| span.last >= last))?;
        Some((Days::span(ahead, Grain::Quarter), name_at + 1 - at))
    }

    /// "the end of the year", "by the end of next year".
    pub(super) fn whole_year(&self, at: usize) -> Read<DaySpan> {
        let bare = usize::from(matches!(word(self.tokens, at), "the" | "el"));
        if matches!(word(self.tokens, at + bare), "year" | "yr" | "ano") {
            let year = self.today.year();
            return Some((DaySpan { first: Date::new(year, 1, 1).ok()?, last: Date::new(year, 12, 31).ok()? }, bare + 1));
        }
        self.year_by_word(at).map(|(days, used)| (days.span, used))
    }
}
