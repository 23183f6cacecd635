//! Days that Americans know by name.

use super::calendar::{add_days, easter, month_of, nth_weekday, week_of, weekday_before};
use super::item::{Days, Read, Reader};
use super::words::{phrase, word};
use super::{DaySpan, Grain};
use crate::understanding::text::Token;
use jiff::civil::{Date, Weekday};

/// How a holiday is found within a year.
#[derive(Clone, Copy)]
enum Rule {
    /// Month and day.
    On(i8, i8),
    /// Month, which one from the front (or from the back), weekday, days added.
    Nth(i8, i8, Weekday, i64),
    /// Days after Easter Sunday.
    Easter(i64),
}

const HOLIDAYS: &[(&[&str], Rule)] = &[
    (&["new year's eve", "new years eve", "nochevieja", "fin de ano", "vispera de ano nuevo"], Rule::On(12, 31)),
    (&["new year's day", "new years day", "new year's", "new years", "ano nuevo"], Rule::On(1, 1)),
    (&["martin luther king day", "martin luther king jr day", "martin luther king's day", "mlk day"], Rule::Nth(1, 3, Weekday::Monday, 0)),
    (&["dia de reyes", "dia de los reyes", "dia de los reyes magos", "epiphany"], Rule::On(1, 6)),
    (&["groundhog day"], Rule::On(2, 2)),
    (&["mardi gras", "martes de carnaval"], Rule::Easter(-47)),
    (&["ash wednesday", "miercoles de ceniza"], Rule::Easter(-46)),
    (&["palm sunday", "domingo de ramos"], Rule::Easter(-7)),
    (&["april fool's day", "april fools day", "april fools ' day", "april fools"], Rule::On(4, 1)),
    (&["earth day"], Rule::On(4, 22)),
    (&["valentine's day", "valentines day", "valentine's", "valentine day", "dia de san valentin", "san valentin"], Rule::On(2, 14)),
    (&["presidents ' day", "presidents day", "president's day", "washington's birthday"], Rule::Nth(2, 3, Weekday::Monday, 0)),
    (&["st patrick's day", "st . patrick's day", "saint patrick's day", "st patricks day", "saint paddy's day"], Rule::On(3, 17)),
    (&["good friday", "viernes santo"], Rule::Easter(-2)),
    (&["easter monday"], Rule::Easter(1)),
    (&["easter sunday", "easter", "pascua", "domingo de resurreccion"], Rule::Easter(0)),
    (&["tax day"], Rule::On(4, 15)),
    (&["international workers ' day", "may day", "dia internacional de los trabajadores", "dia del trabajador"], Rule::On(5, 1)),
    (&["cinco de mayo"], Rule::On(5, 5)),
    (&["mother's day", "mothers day", "mothers ' day"], Rule::Nth(5, 2, Weekday::Sunday, 0)),
    (&["dia de las madres", "dia de la madre"], Rule::On(5, 10)),
    (&["memorial day"], Rule::Nth(5, -1, Weekday::Monday, 0)),
    (&["juneteenth"], Rule::On(6, 19)),
    (&["father's day", "fathers day", "fathers ' day", "dia del padre"], Rule::Nth(6, 3, Weekday::Sunday, 0)),
    (&["independence day", "dia de la independencia"], Rule::On(7, 4)),
    (&["election day"], Rule::Nth(11, 1, Weekday::Monday, 1)),
    (&["guy fawkes night", "bonfire night"], Rule::On(11, 5)),
    (&["labor day", "labour day", "dia del trabajo"], Rule::Nth(9, 1, Weekday::Monday, 0)),
    (&["columbus day", "indigenous peoples ' day", "indigenous peoples day"], Rule::Nth(10, 2, Weekday::Monday, 0)),
    (&["halloween"], Rule::On(10, 31)),
    (&["dia de los muertos", "dia de muertos", "day of the dead"], Rule::On(11, 2)),
    (&["veterans day", "veteran's day", "veterans ' day"], Rule::On(11, 11)),
    (&["black friday", "day after thanksgiving", "the day after thanksgiving", "viernes negro"], Rule::Nth(11, 4, Weekday::Thursday, 1)),
    (&["cyber monday"], Rule::Nth(11, 4, Weekday::Thursday, 4)),
    (&["thanksgiving day", "thanksgiving", "dia de accion de gracias", "accion de gracias"], Rule::Nth(11, 4, Weekday::Thursday, 0)),
    (&["christmas eve", "xmas eve", "nochebuena"], Rule::On(12, 24)),
    (&["christmas day", "christmas", "xmas", "dia de navidad", "la navidad", "navidad"], Rule::On(12, 25)),
    (&["boxing day"], Rule::On(12, 26)),
];

impl Rule {
    fn date(self, year: i16) -> Option<Date> {
        match self {
            Self::On(month, day) => Date::new(year, month, day).ok(),
            Self::Nth(month, nth, weekday, more) => {
                let month = month_of(Date::new(year, month, 1).ok()?);
                add_days(nth_weekday(month, nth, weekday)?, more)
            }
            Self::Easter(more) => add_days(easter(year)?, more),
        }
    }
}

impl Reader<'_> {
    /// A holiday by its name, the next one that is not gone; with a year where one is said.
    pub(super) fn holiday(&self, at: usize) -> Read<Days> {
        let lead = phrase(self.tokens, at, &["this", "next", "the", "el", "la"]).unwrap_or(0);
        let (rule, used) = HOLIDAYS.iter().find_map(|(names, rule)| phrase(self.tokens, at + lead, names).map(|used| (*rule, used)))?;
        let end = at + lead + used;
        let next = word(self.tokens, end);
        // "the Christmas boxes" are no day.
        let thing = self.tokens.get(end).is_some_and(Token::is_word) && !super::clock::may_follow(next) && used == 1;
        if thing && !matches!(next, "weekend" | "week" | "morning" | "day") {
            return None;
        }
        let weekend = usize::from(word(self.tokens, end) == "weekend");
        let year =
            self.tokens.get(end).filter(|token| token.is_number() && token.word.len() == 4).and_then(|token| token.word.parse().ok());
        if let Some(date) = year.and_then(|year: i16| rule.date(year)) {
            return Some((Days::day(date), end + 1 - at));
        }
        let date = (0..2).find_map(|ahead| rule.date(self.today.year().checked_add(ahead)?).filter(|date| *date >= self.today))?;
        if weekend > 0 {
            return Some((Days::span(weekend_with(date)?, Grain::Day), end + 1 - at));
        }
        if next == "week" {
            return Some((Days::span(week_of(date)?, Grain::Week), end + 1 - at));
        }
        Some((Days::day(date), end - at))
    }
}

/// A holiday's weekend goes from the Saturday before it, or from a Thursday or Friday holiday to the Sunday after.
fn weekend_with(date: Date) -> Option<DaySpan> {
    let week = week_of(date)?;
    Some(match date.weekday() {
        Weekday::Thursday | Weekday::Friday => DaySpan { first: date, last: week.last },
        Weekday::Saturday | Weekday::Sunday => DaySpan { first: add_days(week.last, -1)?, last: week.last },
        _ => DaySpan { first: weekday_before(date, Weekday::Saturday)?, last: date },
    })
}
