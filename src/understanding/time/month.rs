//! Dates: "March 4th", "the 13th to the 15th of July", "4 de julio", "2/15", "2026-03-28".

use super::calendar::{add_days, add_months, date_ahead, month_ahead, month_of};
use super::days::Which;
use super::item::{Days, Read, Reader, Shape};
use super::words::{Strength, Unit, is_one_of, is_street_word, month, phrase, unit, weekday, word, word_before};
use super::{DaySpan, Grain};
use crate::understanding::numbers::{cardinal, ordinal};
use jiff::civil::Date;

const JOINTS: &[&str] = &[
    "to the",
    "to",
    "-",
    "–",
    "—",
    "through the",
    "through",
    "thru the",
    "thru",
    "till the",
    "till",
    "until the",
    "until",
    "untill",
    "and the",
    "and",
    "al",
    "a",
    "hasta el",
    "hasta",
    "y el",
    "y",
];

impl Reader<'_> {
    /// A date with the month's name, or a run of days in one month.
    pub(super) fn month_date(&self, at: usize) -> Read<Days> {
        if self.is_street_before(at) {
            return None;
        }
        self.run_before_month(at).or_else(|| self.month_then_day(at)).or_else(|| self.day_then_month(at))
    }

    /// "12 to 16 September", "from the 13th to the 15 of July".
    fn run_before_month(&self, at: usize) -> Read<Days> {
        let intro =
            phrase(self.tokens, at, &["from the", "from", "between the", "between", "del", "de", "desde el", "entre el", "the", "el"])
                .unwrap_or(0);
        let (first, first_used) = self.day_number(at + intro)?;
        let joint_at = at + intro + first_used;
        let joint = phrase(self.tokens, joint_at, JOINTS)?;
        let last_at = joint_at + joint;
        let (last, last_used) = self.day_number(last_at)?;
        let month_at = last_at + last_used;
        let (end, used) = self.last_of_run(last, month_at)?;
        let begin = if first < last {
            Date::new(end.year(), end.month(), first).ok()?
        } else {
            let month = add_months(end.first_of_month(), -1)?;
            Date::new(month.year(), month.month(), first).ok()?
        };
        let alternative = matches!(word(self.tokens, joint_at), "and" | "y") && !matches!(word(self.tokens, at), "between" | "entre");
        (!alternative).then(|| (Days::span(DaySpan { first: begin, last: end }, Grain::Day), month_at + used - at))
    }

    /// The day with the month behind it: "16 September", "16 of next month".
    fn last_of_run(&self, day: i8, at: usize) -> Read<Date> {
        if let Some((days, used)) = self.month_after_day(day, at) {
            return Some((days.span.last, used));
        }
        let (month, used) = self.of_month(at)?;
        Some((Date::new(month.first.year(), month.first.month(), day).ok()?, used))
    }

    /// "March 4th", "March 4th to 6th", "March 4, 2026", "marzo 3", "Nov/2".
    fn month_then_day(&self, at: usize) -> Read<Days> {
        let tokens = self.tokens;
        let (number, strength) = month(word(tokens, at))?;
        let short = word(tokens, at).len() <= 4;
        let mut next = at + 1 + usize::from(short && word(tokens, at + 1) == "." && tokens[at].touches(&tokens[at + 1]));
        next += phrase(tokens, next, &[", the", "the", "el", "/", "-", ","]).unwrap_or(0);
        let found = self.day_number(next).filter(|(day, used)| self.is_day_in_month(next, *day, *used));
        let Some((day, used)) = found else { return self.month_alone(at, number, strength) };
        let mut end = next + used;
        let (year, year_used) = self.year(end).map_or((None, 0), |(year, used)| (Some(year), used));
        end += year_used;
        let first = self.dated(year, number, day)?;
        let days = Days::day(first).shaped(if year.is_some() { Shape::Fixed } else { Shape::MonthDay(number, day) });
        let between = matches!(word_before(tokens, at), "between" | "entre");
        let Some(joint) = phrase(tokens, end, JOINTS).filter(|_| between || !matches!(word(tokens, end), "and" | "y" | "a")) else {
            return Some((days, end - at));
        };
        match self.day_number(end + joint).filter(|(last, used)| *last > day && self.is_plain_day(end + joint, *used)) {
            Some((last, used)) => {
                let last = Date::new(first.year(), number, last).ok()?;
                Some((Days::span(DaySpan { first, last }, Grain::Day), end + joint + used - at))
            }
            None => Some((days, end - at)),
        }
    }

    /// True where the number after a month is its day and no house, hour or year.
    fn is_day_in_month(&self, at: usize, day: i8, used: usize) -> bool {
        let tokens = self.tokens;
        let named = ordinal(tokens, at).is_some();
        let after = word(tokens, at + used);
        let clock = matches!(after, ":" | "am" | "pm" | "o'clock") || (unit(after).is_some() && !named);
        let person = matches!(word_before(tokens, at.saturating_sub(1)), "i" | "you" | "we" | "he" | "she" | "it" | "they") && !named;
        day > 0 && !clock && !person && (named || !is_street_word(after))
    }

    /// True where a second number is a day and no hour: "March 4 - 6", but not "March 4 - 6 pm".
    fn is_plain_day(&self, at: usize, used: usize) -> bool {
        let after = word(self.tokens, at + used);
        ordinal(self.tokens, at).is_some()
            || !(matches!(after, ":" | "am" | "pm" | "a" | "p" | "o'clock" | "/" | ".") && self.tokens.len() > at + used + 1)
    }

    /// "4th of July", "4 July", "the third day of October", "uno de marzo".
    fn day_then_month(&self, at: usize) -> Read<Days> {
        let lead = phrase(self.tokens, at, &["the", "el dia", "el", "dia"]).unwrap_or(0);
        let (day, used) = self.day_number(at + lead)?;
        let (days, month_used) = self.month_after_day(day, at + lead + used)?;
        Some((days, lead + used + month_used))
    }

    fn month_after_day(&self, day: i8, at: usize) -> Read<Days> {
        let tokens = self.tokens;
        let lead = phrase(tokens, at, &["day of", "day in", "of the", "of", "in", "dia de", "del mes de", "de", "del", "do", "/", "-"])
            .unwrap_or(0);
        let name_at = at + lead;
        let name = word(tokens, name_at);
        let (number, _) = month(name).or_else(|| self.month_number(at, name_at))?;
        let verb = lead == 0 && matches!(name, "may" | "march") && matches!(word(tokens, name_at + 1), "i" | "we" | "you" | "be");
        if verb || is_street_word(word(tokens, name_at + 1)) {
            return None;
        }
        let mut end =
            name_at + 1 + usize::from(name.len() <= 4 && word(tokens, name_at + 1) == "." && tokens[name_at].touches(&tokens[name_at + 1]));
        let (year, used) = self.year(end).map_or((None, 0), |(year, used)| (Some(year), used));
        end += used;
        let shape = if year.is_some() { Shape::Fixed } else { Shape::MonthDay(number, day) };
        Some((Days::day(self.dated(year, number, day)?).shaped(shape), end - at))
    }

    /// "el 17 del 11": Spanish names the month by its number.
    fn month_number(&self, at: usize, name_at: usize) -> Option<(i8, Strength)> {
        let number: i8 = word(self.tokens, name_at).parse().ok().filter(|number| (1..=12).contains(number))?;
        let ends = self.tokens.get(name_at + 1).is_none_or(|next| !next.is_number() && unit(&next.word).is_none() && next.word != ":");
        (self.spanish && word(self.tokens, at) == "del" && name_at == at + 1 && ends).then_some((number, Strength::Sure))
    }

    /// A month alone, with its year where one is said.
    fn month_alone(&self, at: usize, number: i8, strength: Strength) -> Read<Days> {
        if at > 1 && matches!(word(self.tokens, at - 1), "de" | "of") && self.is_street_before(at - 2) {
            return None;
        }
        if self.naming
            || self.is_introduced(at)
            || self.short_martes(at).is_some()
            || (strength == Strength::Weak && !self.speaks_for_month(at))
        {
            return None;
        }
        if is_street_word(word(self.tokens, at + 1)) {
            return None;
        }
        let (year, used) = self.year(at + 1).map_or((None, 0), |(year, used)| (Some(year), used));
        let span = match year {
            Some(year) => month_of(Date::new(year, number, 1).ok()?),
            None => month_ahead(self.today, number)?,
        };
        let span = DaySpan { first: if year.is_none() && span.first < self.today { self.today } else { span.first }, ..span };
        let dot =
            usize::from(used == 0 && word(self.tokens, at).len() <= 4 && word(self.tokens, at + 1) == "." && self.tokens.len() > at + 2);
        Some((Days::span(span, Grain::Month).shaped(Shape::Month(number)), 1 + dot + used))
    }

    /// "soy Julio Martínez", "my name is April Jones": a person.
    pub(super) fn is_introduced(&self, at: usize) -> bool {
        let two_before = at.checked_sub(2).map_or("", |before| word(self.tokens, before));
        let named = match word_before(self.tokens, at) {
            "llamo" | "soy" | "senor" | "senora" | "don" | "dona" | "mr" | "mrs" | "ms" => true,
            "es" => matches!(two_before, "nombre" | "apellido"),
            "is" => two_before == "name",
            _ => false,
        };
        named && word(self.tokens, at + 1) != "de"
    }

    /// "Calle 5 de Mayo" is a street.
    fn is_street_before(&self, at: usize) -> bool {
        matches!(word_before(self.tokens, at), "calle" | "avenida" | "colonia")
    }

    /// Months that are also words or names count where something near speaks for a month.
    fn speaks_for_month(&self, at: usize) -> bool {
        let before = word_before(self.tokens, at);
        let last = self.tokens.len() == at + 1 || (self.tokens.len() == at + 2 && !self.tokens[at + 1].is_word());
        let sure = matches!(
            before,
            "in" | "by" | "until" | "till" | "before" | "after" | "of" | "next" | "this" | "early" | "late" | "mid" | "since" | "en" | "de"
        );
        let weak = matches!(before, "to" | "from" | "through" | "-" | "or" | "for" | "a");
        (self.year(at + 1).is_some() && !is_one_of(before, "model the a"))
            || self.is_end_of_months(at)
            || sure && weekday(before).is_none()
            || (weak && last)
            || self.is_alone(at, at + 1)
            || (weak && !is_verb_like(word(self.tokens, at)))
    }

    /// "April to June", "between April and June": each speaks for the other.
    fn is_end_of_months(&self, at: usize) -> bool {
        let joint = |index: usize| is_one_of(word(self.tokens, index), "to through thru - until till a hasta");
        let and = |index: usize| matches!(word(self.tokens, index), "and" | "y");
        let between = matches!(word_before(self.tokens, at), "between" | "entre");
        let next = at + 1 + usize::from(word(self.tokens, at + 1) == ".");
        let ahead = (joint(next) || (between && and(next))) && month(word(self.tokens, next + 1)).is_some();
        let back = |distance: usize| at.checked_sub(distance).is_some_and(|index| month(word(self.tokens, index)).is_some());
        let behind = at > 1 && (joint(at - 1) || and(at - 1)) && (back(2) || (back(3) && word(self.tokens, at - 2) == "."));
        ahead || behind
    }

    /// A day of the month as a number: "4", "4th", "fourth", "cuatro", "primero".
    fn day_number(&self, at: usize) -> Read<i8> {
        let number = ordinal(self.tokens, at).or_else(|| cardinal(self.tokens, at))?;
        let day = i8::try_from(number.value).ok().filter(|day| (1..=31).contains(day))?;
        (!matches!(word(self.tokens, at), "a" | "un" | "una")).then_some((day, number.used))
    }

    /// A year after a date: ", 2026", "of 2026", "del 2026", "dos mil veinte".
    fn year(&self, at: usize) -> Read<i16> {
        const NAMED: &[(&[&str], i16)] = &[
            (&["of last year", "last year", "del ano pasado"], -1),
            (&["of this year", "this year", "de este ano"], 0),
            (&["of next year", "next year", "del proximo ano", "del ano que viene"], 1),
        ];
        if let Some((years, used)) = NAMED.iter().find_map(|(phrases, years)| phrase(self.tokens, at, phrases).map(|used| (*years, used))) {
            return Some((self.today.year().checked_add(years)?, used));
        }
        let lead = phrase(self.tokens, at, &["of", "del", "de", "in", ",", "/", "-"]).unwrap_or(0);
        let token = self.tokens.get(at + lead)?;
        let number = cardinal(self.tokens, at + lead)?;
        let year = i16::try_from(number.value).ok().filter(|year| (1900..=2100).contains(year))?;
        let four = !token.is_number() || token.word.len() == 4;
        let house = word(self.tokens, at + lead + number.used);
        (four && !is_street_word(house)).then_some((year, lead + number.used))
    }

    pub(super) fn dated(&self, year: Option<i16>, month: i8, day: i8) -> Option<Date> {
        match year {
            Some(year) => Date::new(year, month, day).ok(),
            None => date_ahead(self.today, month, day),
        }
    }

    /// The month that is meant by "March", "this month", "next month", "the month".
    pub(super) fn whole_month(&self, at: usize) -> Read<DaySpan> {
        if let Some((number, _)) = month(word(self.tokens, at)) {
            let (year, used) = self.year(at + 1).map_or((None, 0), |(year, used)| (Some(year), used));
            let span = match year {
                Some(year) => month_of(Date::new(year, number, 1).ok()?),
                None => month_ahead(self.today, number)?,
            };
            return Some((span, 1 + used));
        }
        let (which, lead) = self.which(at).map_or((None, 0), |(which, used)| (Some(which), used));
        let article = if lead == 0 { usize::from(matches!(word(self.tokens, at), "the" | "el")) } else { 0 };
        if unit(word(self.tokens, at + lead + article)) != Some(Unit::Month) {
            return None;
        }
        let after = at + lead + article + 1;
        let (which, tail) = self.which_after(after).map_or((which, 0), |(which, used)| (Some(which), used));
        let months = match which {
            None | Some(Which::This) => 0,
            Some(Which::Next | Which::Coming) => 1,
            Some(Which::AfterNext) => 2,
            Some(Which::Last) => -1,
        };
        Some((month_of(add_months(self.today, months)?), after + tail - at))
    }

    /// What is left of a run of days from today on.
    pub(super) fn not_before_today(&self, span: DaySpan) -> DaySpan {
        DaySpan { first: span.first.max(self.today.min(span.last)), last: span.last }
    }

    /// The day so many days from today.
    pub(super) fn ahead(&self, days: i64) -> Option<Date> {
        add_days(self.today, days)
    }
}

fn is_verb_like(word: &str) -> bool {
    matches!(word, "may" | "march" | "mar" | "dec")
}
