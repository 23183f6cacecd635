//! So long from now: "in a couple of hours", "3 days from Tuesday", "two weeks ago", "dentro de una semana".

use super::calendar::{add_days, add_months, add_workdays, weekday_after};
use super::item::{Days, Item, Read, Reader};
use super::words::{Strength, Unit, phrase, unit, weekday, word, word_before};
use super::{DaySpan, Grain};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

/// A length of time, in quarters of its unit ("two and a half hours" is 10 quarters).
#[derive(Clone, Copy, Debug)]
struct Length {
    quarters: i64,
    unit: Unit,
}

impl Length {
    fn whole(self) -> Option<i64> {
        (self.quarters % 4 == 0).then_some(self.quarters / 4)
    }

    fn is_weeks(self) -> bool {
        matches!(self.unit, Unit::Week | Unit::Fortnight)
    }

    /// Both together in the smaller unit: "2 hours and 30 minutes", "a week and two days".
    fn and(self, more: Self) -> Option<Self> {
        let factor = match (self.unit, more.unit) {
            (Unit::Hour, Unit::Minute) => 60,
            (Unit::Week, Unit::Day) => 7,
            _ => return None,
        };
        Some(Self { quarters: self.quarters.checked_mul(factor)?.checked_add(more.quarters)?, unit: more.unit })
    }

    fn minutes(self) -> Option<i64> {
        match self.unit {
            Unit::Second => Some(1),
            Unit::Minute => Some(self.quarters / 4),
            Unit::Hour => self.quarters.checked_mul(15),
            _ => None,
        }
    }
}

/// Parts of an hour, in quarters.
const FRACTIONS: &[(&[&str], i64)] = &[
    (&["half an", "half a", "a half", "half", "1 / 2", "media", "medio", "una media"], 2),
    (&["quarter of an", "a quarter of an", "a quarter of", "a quarter", "1 / 4", "un cuarto de"], 1),
    (&["three quarters of an", "three - quarters of an", "three quarters of", "3 / 4", "tres cuartos de"], 3),
];

/// What makes of a length an end: within it, or the next so long.
const MOMENT_LEADS: &[&str] = &[
    "within the next",
    "within about",
    "within",
    "in less than",
    "in under",
    "over the next",
    "during the next",
    "in the next",
    "the next",
    "next",
    "en menos de",
    "en las proximas",
    "en los proximos",
    "dentro de las proximas",
    "dentro de los proximos",
];

impl Reader<'_> {
    /// Days so far from now or from another day.
    pub(super) fn distance(&self, at: usize) -> Read<Days> {
        if let Some(used) = phrase(self.tokens, at, &["de hoy en ocho", "hoy en ocho", "en ocho dias"]) {
            return Some((Days::day(self.ahead(7)?), used));
        }
        if let Some(used) = phrase(self.tokens, at, &["en quince dias", "de hoy en quince"]) {
            return Some((Days::day(self.ahead(14)?), used));
        }
        // "week from Thursday"
        if word(self.tokens, at) == "week"
            && word(self.tokens, at + 1) == "from"
            && !matches!(word_before(self.tokens, at), "a" | "per" | "1" | "one")
            && let Some((base, used)) = self.base_after(at + 1)
        {
            return Some((Days::day(add_days(base, 7)?), 1 + used));
        }
        self.within(at).or_else(|| self.ago(at)).or_else(|| self.weekdays_from_now(at)).or_else(|| {
            let lead = self.distance_lead(at);
            let (length, used) = self.length(at + lead)?;
            let british = lead == 0 && length.is_weeks() && !self.is_frequency(at);
            let base = self.base_after(at + lead + used);
            let base = if british { base.or_else(|| self.base_beside(at + lead + used)) } else { base };
            let (base, tail) = base.map_or((None, 0), |(base, used)| (Some(base), used));
            if (lead == 0 || word(self.tokens, at) == "a") && base.is_none() {
                return None;
            }
            // "for three days from Monday" begins on Monday.
            let stay = matches!(word_before(self.tokens, at), "for" | "stay" | "staying" | "por");
            if lead == 0 && stay && base != Some(self.today) {
                return None;
            }
            let backward = matches!(word(self.tokens, at + lead + used), "before" | "antes");
            let length = if backward { Length { quarters: length.quarters.checked_neg()?, ..length } } else { length };
            let days = later(base.unwrap_or(self.today), length, base.is_none_or(|base| base == self.today))?;
            Some((days, lead + used + tail))
        })
    }

    fn distance_lead(&self, at: usize) -> usize {
        let lead = phrase(
            self.tokens,
            at,
            &[
                "in about",
                "in exactly",
                "in roughly",
                "in approximately",
                "in approx",
                "in maybe",
                "in another",
                "in only",
                "in around",
                "in like",
                "in just",
                "in",
                "after",
                "dentro de",
                "de aqui a",
                "en",
                "a",
            ],
        );
        // "a dos semanas de hoy" needs what it is counted from.
        lead.filter(|_| word(self.tokens, at) != "a" || (self.spanish && self.number(at + 1).is_some())).unwrap_or(0)
    }

    /// "within 2 weeks", "in less than ten days".
    fn within(&self, at: usize) -> Read<Days> {
        let lead =
            phrase(self.tokens, at, &["within the next", "within", "in less than", "in under", "less than", "en menos de", "menos de"])?;
        let (length, used) = self.length(at + lead)?;
        let count = length.whole()?;
        // "less than three days after tomorrow" is between the two.
        if word(self.tokens, at) != "within"
            && let Some((first, tail)) = self.base_after(at + lead + used).filter(|(base, _)| *base != self.today)
        {
            let last = later(first, length, false)?.span.last;
            return (first <= last).then(|| (Days::span(DaySpan { first, last }, Grain::Day), lead + used + tail));
        }
        let last = match length.unit {
            Unit::Day => self.ahead(count)?,
            Unit::Workday => add_workdays(self.today, count)?,
            Unit::Week => self.ahead(count.checked_mul(7)? - 1)?,
            Unit::Fortnight => self.ahead(count.checked_mul(14)? - 1)?,
            Unit::Month => add_days(add_months(self.today, count)?, -1)?,
            _ => return None,
        };
        (last >= self.today).then(|| (Days { names_end: true, ..Days::span(DaySpan { first: self.today, last }, Grain::Day) }, lead + used))
    }

    /// "two days ago", "a week back", "hace tres meses".
    fn ago(&self, at: usize) -> Read<Days> {
        let lead = phrase(self.tokens, at, &["hace como", "hace unos", "hace unas", "hace"]).unwrap_or(0);
        let (length, used) = self.length(at + lead)?;
        let tail = phrase(self.tokens, at + lead + used, &["ago", "back", "earlier", "atras"]).unwrap_or(0);
        if lead == 0 && tail == 0 {
            return None;
        }
        let back = Length { quarters: length.quarters.checked_neg()?, ..length };
        let days = match length.unit {
            Unit::Second | Unit::Minute | Unit::Hour => Days { hour_of_now: true, ..Days::day(self.today) },
            _ => later(self.today, back, true)?,
        };
        Some((days.gone(), lead + used + tail))
    }

    /// "2 Sundays from now".
    fn weekdays_from_now(&self, at: usize) -> Read<Days> {
        let (count, used) = self.whole_count(at)?;
        let (weekday, _) = weekday(word(self.tokens, at + used))?;
        let tail = phrase(self.tokens, at + used + 1, &["from now", "from today"])?;
        let first = weekday_after(self.today, weekday)?;
        Some((Days::day(add_days(first, count.checked_sub(1)?.checked_mul(7)?)?), used + 1 + tail))
    }

    /// What it is counted from: "from now", "from tomorrow", "after the 3rd", "después de hoy", "from Tuesday".
    fn base_after(&self, at: usize) -> Read<Date> {
        if let Some(used) = phrase(
            self.tokens,
            at,
            &["from now", "from today", "hence", "later", "out", "time", "' s time", "from this day", "a partir de hoy", "despues"],
        ) {
            let follows = word(self.tokens, at) == "despues" && matches!(word(self.tokens, at + used), "de" | "del");
            if !follows {
                return Some((self.today, used));
            }
        }
        let lead = phrase(
            self.tokens,
            at,
            &[
                "starting from",
                "starting",
                "from",
                "after",
                "before",
                "antes de",
                "antes del",
                "posteriores de",
                "posteriores a",
                "despues del",
                "despues de",
                "a partir del",
                "a partir de",
                "desde el",
                "desde",
                "de",
                "on",
            ],
        )?;
        let today = matches!(word(self.tokens, at + lead), "hoy" | "manana");
        if word(self.tokens, at) == "de" && !today {
            return None;
        }
        if matches!(word(self.tokens, at), "on" | "starting") {
            return None;
        }
        let (days, used) = self.days_plain(at + lead)?;
        Some((days.span.first, lead + used))
    }

    /// British "a week on Friday", "a fortnight today", "a week tomorrow".
    fn base_beside(&self, at: usize) -> Read<Date> {
        let lead = usize::from(word(self.tokens, at) == "on");
        let name = word(self.tokens, at + lead);
        let plain = matches!(name, "today" | "tomorrow") || weekday(name).is_some_and(|(_, strength)| strength == Strength::Sure);
        if !plain {
            return None;
        }
        let (days, used) = self.days(at + lead)?;
        Some((days.span.first, lead + used))
    }

    /// Days that are no distance themselves, so that reading ends.
    fn days_plain(&self, at: usize) -> Read<Days> {
        if self.length(at).is_some() {
            return None;
        }
        self.days(at)
    }

    /// A moment so long from now: "in 45 minutes", "an hour from now", "en media hora".
    pub(super) fn moment(&self, at: usize) -> Read<Item> {
        let lead = self.distance_lead(at).max(phrase(self.tokens, at, MOMENT_LEADS).unwrap_or(0));
        let (length, used) = self.length(at + lead)?;
        let tail = phrase(self.tokens, at + lead + used, &["from now", "hence", "de ahora"]).unwrap_or(0);
        // "After two hours it stopped" tells a story.
        let told = word(self.tokens, at) == "after" && !self.is_alone(at, at + lead + used);
        if (lead == 0 && tail == 0) || told || word(self.tokens, at) == "a" || self.is_frequency(at) {
            return None;
        }
        let minutes = length.minutes().filter(|minutes| minutes.abs() < 100_000_000)?;
        let moment: DateTime = self.now.checked_add(minutes.minutes()).ok()?;
        Some((Item::Moment(moment, Grain::Second), lead + used + tail))
    }

    /// True where the words of a moment name an end: "within an hour", "in the next two hours".
    pub(super) fn is_within(&self, at: usize) -> bool {
        matches!(word(self.tokens, at), "within" | "next" | "over" | "during") || self.is_next_so_long(at) || {
            phrase(self.tokens, at, &["in less than", "in under", "en menos de"]).is_some()
        }
    }

    /// True for "in the next two hours", which begin now.
    pub(super) fn is_next_so_long(&self, at: usize) -> bool {
        let first = word(self.tokens, at);
        first == "next"
            || phrase(
                self.tokens,
                at,
                &["over the", "during the", "in the", "the next", "en las proximas", "en los proximos", "dentro de las", "dentro de los"],
            )
            .is_some()
    }

    /// "two times in an hour" tells how often.
    fn is_frequency(&self, at: usize) -> bool {
        matches!(word_before(self.tokens, at), "times" | "twice" | "once" | "veces" | "vez")
    }

    /// "2 hours", "half an hour", "an hour and a half", "2.5 hours", "media hora", "un par de semanas".
    fn length(&self, at: usize) -> Read<Length> {
        let (first, used) = self.single_length(at)?;
        let joint = usize::from(matches!(word(self.tokens, at + used), "and" | "y" | ","));
        let both = self.single_length(at + used + joint).and_then(|(second, more)| Some((first.and(second)?, used + joint + more)));
        both.or(Some((first, used)))
    }

    fn single_length(&self, at: usize) -> Read<Length> {
        let tokens = self.tokens;
        if let Some(used) = phrase(tokens, at, &["hora y media"]) {
            return Some((Length { quarters: 6, unit: Unit::Hour }, used));
        }
        for (phrases, quarters) in FRACTIONS {
            if let Some(used) = phrase(tokens, at, phrases)
                && let Some(unit) = unit(word(tokens, at + used)).filter(|unit| *unit == Unit::Hour)
            {
                return Some((Length { quarters: *quarters, unit }, used + 1));
            }
        }
        let (count, mut used) = match word(tokens, at) {
            "a" | "an" if unit(word(tokens, at + 1)).is_some() => (1, 1),
            _ => self.whole_count(at)?,
        };
        // "two or three days" is two at least.
        if matches!(word(tokens, at + used), "or" | "to" | "o" | "a" | "-")
            && let Some((_, more)) = self.whole_count(at + used + 1)
            && unit(word(tokens, at + used + 1 + more)).is_some()
        {
            used += 1 + more;
        }
        let mut quarters = count.checked_mul(4)?;
        if word(tokens, at + used) == "." && word(tokens, at + used + 1) == "5" {
            quarters += 2;
            used += 2;
        } else if let Some(half) = phrase(tokens, at + used, &["and a half", "and half", "1 / 2", "y media", "y medio"]) {
            quarters += 2;
            used += half;
        }
        used += phrase(tokens, at + used, &["more", "mas"]).unwrap_or(0);
        let workday = phrase(
            tokens,
            at + used,
            &["business days", "working days", "work days", "business day", "dias habiles", "dias laborables", "dia habil"],
        );
        let short = || word(tokens, at + used) == "h" && at > 0 && matches!(word_before(tokens, at), "in" | "within" | "en" | "de");
        let unit = workday.map(|_| Unit::Workday).or_else(|| unit(word(tokens, at + used))).or_else(|| short().then_some(Unit::Hour))?;
        used += workday.unwrap_or(1);
        if let Some(half) = phrase(tokens, at + used, &["and a half", "and half", "y media", "y medio"]) {
            quarters += 2;
            used += half;
        }
        used += phrase(tokens, at + used, &["' time", "'", "or two", "or so", "o dos", "mas o menos"]).unwrap_or(0);
        Some((Length { quarters, unit }, used))
    }
}

/// The day that lies so far from another.
fn later(base: Date, length: Length, from_now: bool) -> Option<Days> {
    let (date, grain) = match length.unit {
        Unit::Day => (add_days(base, length.whole()?)?, Grain::Day),
        Unit::Workday => (add_workdays(base, length.whole()?)?, Grain::Day),
        Unit::Week => (add_days(base, length.quarters.checked_mul(7)? / 4)?, Grain::Day),
        Unit::Fortnight => (add_days(base, length.whole()?.checked_mul(14)?)?, Grain::Day),
        Unit::Month => (add_months(base, length.whole()?)?, Grain::Day),
        Unit::Year => (add_months(base, length.whole()?.checked_mul(12)?)?, Grain::Day),
        Unit::Second | Unit::Minute | Unit::Hour => return None,
    };
    let counted_from_now = from_now && length.unit == Unit::Day;
    let span = DaySpan::day(date);
    Some(Days { hour_of_now: counted_from_now, ..Days::span(span, grain) })
}
