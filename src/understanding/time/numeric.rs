//! Dates in figures: "2/15", "2-15", "3/3/26", "2026-03-28"; in Spanish the day stands first.

use super::item::{Days, Read, Reader, Shape};
use super::words::{is_counted_thing, unit, weekday, word, word_before};
use jiff::civil::Date;

impl Reader<'_> {
    /// "2/15", "2-15", "3/3/26", "2026-03-28"; in Spanish the day stands first.
    pub(super) fn numeric_date(&self, at: usize) -> Read<Days> {
        let tokens = self.tokens;
        let number = |index: usize| -> Option<(i16, usize)> {
            let token = tokens.get(index).filter(|token| token.is_number() && token.word.len() <= 4)?;
            Some((token.word.parse().ok()?, token.word.len()))
        };
        let (first, first_length) = number(at)?;
        let mark = word(tokens, at + 1);
        let (second, second_length) = number(at + 2)?;
        if !matches!(mark, "/" | "-" | ".") || second_length > 2 || self.is_figure_run(at) {
            return None;
        }
        let third = number(at + 4).filter(|_| word(tokens, at + 3) == mark && tokens[at + 3].touches(&tokens[at + 4]));
        if first_length == 4 {
            let day = third.and_then(|(day, _)| i8::try_from(day).ok())?;
            return Some((Days::day(Date::new(first, i8::try_from(second).ok()?, day).ok()?), 5));
        }
        if first_length > 2 {
            return None;
        }
        let year = third.filter(|(_, length)| *length != 3).map(|(year, length)| if length == 4 { year } else { 2000 + year });
        if year.is_none() && (third.is_some() || !self.is_short_date(at, mark, (first, second))) {
            return None;
        }
        let (month, day) = if self.spanish { (second, first) } else { (first, second) };
        let (month, day) = if month > 12 { (day, month) } else { (month, day) };
        let (month, day) = (i8::try_from(month).ok().filter(|month| (1..=12).contains(month))?, i8::try_from(day).ok()?);
        let days = Days::day(self.dated(year, month, day)?).shaped(if year.is_some() { Shape::Fixed } else { Shape::MonthDay(month, day) });
        Some((days, if year.is_some() { 5 } else { 3 }))
    }

    /// True where two numbers with a mark are a date and no amount, score or span of hours.
    fn is_short_date(&self, at: usize, mark: &str, numbers: (i16, i16)) -> bool {
        let (tokens, after) = (self.tokens, word(self.tokens, at + 3));
        let before = word_before(tokens, at);
        let led = matches!(before, "on" | "el" | "by" | "next" | "this" | "until" | "proximo" | "este") || weekday(before).is_some();
        let measure = is_counted_thing(after)
            || unit(after).is_some()
            || matches!(after, "\"" | "pipe" | "valve" | "bath" | "baths" | "h" | "%" | "cup");
        if measure
            || numbers == (24, 7)
            || matches!(after, "am" | "pm" | "p" | ":")
            || (after == "a" && tokens[at + 2].touches(&tokens[at + 3]))
        {
            return false;
        }
        match mark {
            "/" => led || !matches!(numbers, (1 | 3, 2 | 4 | 8) | (5 | 7, 8)) || self.asked || self.is_alone(at, at + 3),
            "-" => {
                (led && numbers.0 > numbers.1 && self.agrees(at, numbers)) || (self.is_alone(at, at + 3) && numbers.0.max(numbers.1) > 12)
            }
            _ => led && word(tokens, at + 2).len() <= 2 && (matches!(before, "on" | "el") || weekday(before).is_some()),
        }
    }

    /// "Friday 7-6" is a date where 6 July is a Friday; "Monday 9-5" is a span of hours.
    fn agrees(&self, at: usize, (first, second): (i16, i16)) -> bool {
        let Some((weekday, _)) = weekday(word_before(self.tokens, at)) else { return true };
        let (month, day) = if self.spanish { (second, first) } else { (first, second) };
        let date = i8::try_from(month).ok().zip(i8::try_from(day).ok()).and_then(|(month, day)| self.dated(None, month, day));
        date.is_some_and(|date| date.weekday() == weekday)
    }

    /// True within a longer run of figures, as in a telephone number.
    fn is_figure_run(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let joined = at > 1
            && matches!(tokens[at - 1].word.as_str(), "-" | "/" | ".")
            && tokens[at - 1].touches(&tokens[at])
            && tokens[at - 2].is_number();
        let range = at > 3 && word(tokens, at - 1) == "-" && word(tokens, at - 3) == "/" && word(tokens, at + 1) == "/";
        let before = joined && !range;
        let money = matches!(word_before(tokens, at), "$" | "#");
        let fourth = matches!(word(tokens, at + 3), "-" | "/" | ".")
            && tokens.get(at + 4).is_some_and(|token| token.is_number() && token.word.len() > 4);
        before || money || fourth
    }
}
