//! Days that are named by their place from today or by a weekday: "tomorrow", "next Friday", "the Monday after next".

use super::calendar::add_days;
use super::item::{Days, Part, Read, Reader};
use super::words::{phrase, word, word_before};

/// Which of several: this one, the next, the one after, the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The one that we are in, or the nearest ahead.
    This,
    /// The nearest ahead.
    Coming,
    /// The one in the next week, month or year.
    Next,
    /// The one after that.
    AfterNext,
    /// The one gone by.
    Last,
}

impl Reader<'_> {
    /// Days at this place, by whatever way of naming them.
    pub(super) fn days(&self, at: usize) -> Read<Days> {
        self.relative_day(at)
            .or_else(|| self.numeric_date(at))
            .or_else(|| self.month_date(at))
            .or_else(|| self.holiday(at))
            .or_else(|| self.distance(at))
            .or_else(|| self.nth_weekday(at))
            .or_else(|| self.period(at))
            .or_else(|| self.weekday_phrase(at))
            .or_else(|| self.day_of_month(at))
    }

    /// "today", "tomorrow", "the day after tomorrow", "tonight", "yesterday".
    fn relative_day(&self, at: usize) -> Read<Days> {
        let day = |ahead: i64| add_days(self.today, ahead).map(Days::day);
        let tokens = self.tokens;
        if let Some(found) = self.beside(at) {
            return Some(found);
        }
        let table: &[(&[&str], i64)] = &[
            (&["the day after tomorrow", "day after tomorrow", "pasado manana", "overmorrow"], 2),
            (&["the day before yesterday", "day before yesterday", "antes de ayer", "anteayer", "antier"], -2),
            (&["yesterday", "ayer"], -1),
            (&["the next day", "the following day", "the day after", "next day", "al dia siguiente", "el dia siguiente"], 1),
            (
                &[
                    "tomorrow",
                    "tomorrow's",
                    "tomorrows",
                    "tmrw",
                    "2 morrow",
                    "2 moro",
                    "2 mrw",
                    "tmr",
                    "tomrrow",
                    "tomoro",
                    "2moro",
                    "tomorro",
                    "tomorow",
                    "tommorow",
                    "tommorrow",
                    "tomm",
                    "tmw",
                    "2morrow",
                    "el dia de manana",
                ],
                1,
            ),
            (&["later today", "today", "today's", "same day", "the current day", "hoy mismo", "hoy", "el dia de hoy"], 0),
        ];
        for (phrases, ahead) in table {
            let Some(used) = phrase(tokens, at, phrases) else { continue };
            if *ahead >= 0
                && let Some((weeks, more)) = self.weeks_behind(at + used)
            {
                return Some((day(*ahead + weeks * 7)?, used + more));
            }
            let found = day(*ahead)?;
            return Some((if *ahead < 0 { found.gone() } else { found }, used));
        }
        self.part_of_today(at).or_else(|| self.spanish_tomorrow(at)).or_else(|| {
            let used = phrase(tokens, at, &["the day", "por el dia", "el dia"])?;
            let end = tokens.get(at + used).is_none_or(|next| !next.is_word() && !next.is_number());
            let led = matches!(word_before(tokens, at), "for" | "of" | "bloqueado");
            (end && (led || word(tokens, at) == "por")).then(|| Some((day(0)?, used)))?
        })
    }

    /// British "tomorrow week", "Friday fortnight": so many weeks more.
    pub(super) fn weeks_behind(&self, at: usize) -> Read<i64> {
        let weeks = match word(self.tokens, at) {
            "week" => 1,
            "fortnight" => 2,
            _ => return None,
        };
        let next = word(self.tokens, at + 1);
        let ends = self.tokens.get(at + 1).is_none_or(|next| !next.is_word()) || super::clock::may_follow(next);
        (ends && !matches!(next, "of" | "after" | "before")).then_some((weeks, 1))
    }

    /// "the day after Thanksgiving", "the day before the 4th of July", "un día antes de Navidad".
    fn beside(&self, at: usize) -> Read<Days> {
        const BESIDE: &[(&[&str], i64)] = &[
            (&["the day after", "day after", "el dia despues de", "un dia despues de"], 1),
            (&["the day before", "day before", "el dia antes de", "un dia antes de"], -1),
        ];
        let (ahead, lead) = BESIDE.iter().find_map(|(phrases, ahead)| phrase(self.tokens, at, phrases).map(|used| (*ahead, used)))?;
        let named = self.holiday(at + lead).or_else(|| self.month_date(at + lead)).or_else(|| self.weekday_phrase(at + lead));
        let (days, used) = named.or_else(|| self.day_of_month(at + lead))?;
        let date = if ahead > 0 { days.span.last } else { days.span.first };
        Some((Days::day(add_days(date, ahead)?), lead + used))
    }

    /// "tonight", "this morning", "last night", "esta tarde", "anoche", "tomorrow night" is left to its words.
    fn part_of_today(&self, at: usize) -> Read<Days> {
        let first = word(self.tokens, at);
        if matches!(first, "tonight" | "tonite" | "2nite") {
            return Some((self.night_of(0)?, 1));
        }
        if first == "anoche" {
            return Some((self.night_of(-1)?.gone(), 1));
        }
        if let Some(used) = phrase(self.tokens, at, &["late last night", "last night", "last nite"]) {
            return Some((self.night_of(-1)?.gone(), used));
        }
        let (lead, ahead) = match first {
            // Its own small word tells "esta tarde" from "más tarde".
            "this" | "esta" => (0, 0),
            "later" if word(self.tokens, at + 1) == "this" => (2, 0),
            "next" => (1, 1),
            _ => return None,
        };
        let (part, used) = self.part(at + lead)?;
        let days = Days { part: Some(part), ..Days::day(add_days(self.today, ahead)?) };
        Some((days, lead + used))
    }

    /// The night of the day so many days ahead.
    fn night_of(&self, ahead: i64) -> Option<Days> {
        let night = Part { from: jiff::civil::time(18, 0, 0, 0), to: super::part::END_OF_DAY, half: super::item::Half::Night };
        Some(Days { part: Some(night), ..Days::day(add_days(self.today, ahead)?) })
    }

    /// "mañana" where it is tomorrow and not the morning.
    fn spanish_tomorrow(&self, at: usize) -> Read<Days> {
        if !matches!(word(self.tokens, at), "manana" | "mnn" | "mnna" | "mnana") {
            return None;
        }
        let before = word_before(self.tokens, at);
        let morning = matches!(before, "la" | "las" | "esta" | "una" | "cada");
        (!morning).then(|| Some((Days::day(add_days(self.today, 1)?), 1)))?
    }

    /// "this", "next", "the following", "el próximo": which one is meant.
    pub(super) fn which(&self, at: usize) -> Read<Which> {
        const TABLE: &[(&[&str], Which)] = &[
            (
                &[
                    "this past",
                    "the past",
                    "the last",
                    "the previous",
                    "last",
                    "past",
                    "previous",
                    "el pasado",
                    "la pasada",
                    "pasado",
                    "pasada",
                ],
                Which::Last,
            ),
            (&["this coming", "the coming", "this upcoming", "the upcoming", "coming", "upcoming", "the nearest"], Which::Coming),
            (
                &[
                    "the very next",
                    "the next",
                    "this next",
                    "next",
                    "nxt",
                    "the following",
                    "following",
                    "around next",
                    "el proximo",
                    "la proxima",
                    "este proximo",
                    "esta proxima",
                    "proximo",
                    "proxima",
                    "la siguiente",
                    "el siguiente",
                    "siguiente",
                ],
                Which::Next,
            ),
            (&["this", "the current", "current", "the same", "este mismo", "esta misma", "este", "esta"], Which::This),
        ];
        TABLE.iter().find_map(|(phrases, which)| phrase(self.tokens, at, phrases).map(|used| (*which, used)))
    }

    /// Words after the name that say which one is meant.
    pub(super) fn which_after(&self, at: usize) -> Read<Which> {
        const TABLE: &[(&[&str], Which)] = &[
            (&["after next", "despues del proximo", "despues de la proxima", "despues del siguiente"], Which::AfterNext),
            (&["que viene", "que entra", "proximo", "proxima", "siguiente", "entrante"], Which::Next),
            (&["coming"], Which::Coming),
            (&["pasado", "pasada"], Which::Last),
        ];
        TABLE.iter().find_map(|(phrases, which)| phrase(self.tokens, at, phrases).map(|used| (*which, used)))
    }
}
