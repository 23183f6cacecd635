//! The words that days, times and spans of time are said with.

use crate::understanding::text::Token;
use jiff::civil::Weekday;

/// A unit that time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Workday,
    Week,
    Fortnight,
    Month,
    Year,
}

/// How a weekday's or month's word stands on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// Means nothing else.
    Sure,
    /// Also an everyday word ("sat", "may"), so something near it must speak for time.
    Weak,
}

/// The word at a place, or nothing beyond the end.
pub(super) fn word(tokens: &[Token], at: usize) -> &str {
    tokens.get(at).map_or("", |token| token.word.as_str())
}

/// The word before a place, or nothing at the beginning.
pub(super) fn word_before(tokens: &[Token], at: usize) -> &str {
    at.checked_sub(1).map_or("", |before| word(tokens, before))
}

/// True where the words stand at that place, one token each.
pub(super) fn says(tokens: &[Token], at: usize, words: &[&str]) -> bool {
    words.iter().enumerate().all(|(index, expected)| word(tokens, at + index) == *expected)
}

/// True for a word of a list that is written with spaces between.
pub(super) fn is_one_of(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

/// True for what people say around an answer without meaning anything.
pub(super) fn is_filler(word: &str) -> bool {
    is_one_of(
        word,
        "um uh uhm erm hmm so well yeah yes yep ok okay sure like just maybe please then i guess think say oh eh pues bueno si thanks no",
    )
}

/// The length of the first of these phrases that stands at that place; a phrase is words with single spaces.
pub(super) fn phrase(tokens: &[Token], at: usize, phrases: &[&str]) -> Option<usize> {
    let letter = tokens.get(at)?.word.as_bytes().first();
    phrases.iter().find_map(|phrase| {
        // Most phrases differ in their first letter already.
        if phrase.as_bytes().first() != letter {
            return None;
        }
        let mut length = 0;
        for expected in phrase.split(' ') {
            if word(tokens, at + length) != expected {
                return None;
            }
            length += 1;
        }
        Some(length)
    })
}

/// A weekday by its name, its plural or its short form.
pub(super) fn weekday(word: &str) -> Option<(Weekday, Strength)> {
    use Strength::{Sure, Weak};
    Some(match word {
        "monday" | "munday" | "moday" | "mondays" | "monday's" | "lunes" => (Weekday::Monday, Sure),
        "mon" | "lun" | "lu" => (Weekday::Monday, Weak),
        "tuesday" | "tuesdays" | "tuesday's" | "martes" | "tues" | "tusday" | "tuesdy" | "teusday" => (Weekday::Tuesday, Sure),
        "tue" | "mart" => (Weekday::Tuesday, Weak),
        "wednesday" | "wednesdays" | "wednesday's" | "wensday" | "wendsday" | "wenesday" | "wednsday" | "wedensday" | "miercoles" => {
            (Weekday::Wednesday, Sure)
        }
        "wed" | "weds" | "mie" | "mier" => (Weekday::Wednesday, Weak),
        "thursday" | "thursdays" | "thursday's" | "jueves" | "thurs" | "thrsday" | "thusday" | "thurday" | "thrusday" => {
            (Weekday::Thursday, Sure)
        }
        "thu" | "thur" | "jue" => (Weekday::Thursday, Weak),
        "friday" | "firday" | "fryday" | "fridays" | "friday's" | "viernes" => (Weekday::Friday, Sure),
        "fri" | "vie" => (Weekday::Friday, Weak),
        "saturday" | "saterday" | "satuday" | "satruday" | "saturdays" | "saturday's" | "sabado" | "sabados" => (Weekday::Saturday, Sure),
        "sat" | "sab" => (Weekday::Saturday, Weak),
        "sunday" | "sundays" | "sunday's" | "domingo" | "domingos" => (Weekday::Sunday, Sure),
        "sun" | "dom" => (Weekday::Sunday, Weak),
        _ => return None,
    })
}

/// A month by its name or short form. Those that are also names or verbs are weak.
pub(super) fn month(word: &str) -> Option<(i8, Strength)> {
    use Strength::{Sure, Weak};
    Some(match word {
        "january" | "enero" => (1, Sure),
        "jan" | "ene" => (1, Weak),
        "february" | "febrero" => (2, Sure),
        "feb" => (2, Weak),
        "marzo" => (3, Sure),
        "march" | "mar" => (3, Weak),
        "abril" => (4, Sure),
        "april" | "apr" | "abr" => (4, Weak),
        "mayo" => (5, Sure),
        "may" => (5, Weak),
        "junio" => (6, Sure),
        "june" | "jun" => (6, Weak),
        "july" | "julio" => (7, Sure),
        "jul" => (7, Weak),
        "agosto" => (8, Sure),
        "august" | "aug" | "ago" => (8, Weak),
        "september" | "septiembre" | "setiembre" | "sept" => (9, Sure),
        "sep" => (9, Weak),
        "october" | "octubre" => (10, Sure),
        "oct" => (10, Weak),
        "november" | "noviembre" => (11, Sure),
        "nov" => (11, Weak),
        "december" | "diciembre" => (12, Sure),
        "dec" | "dic" => (12, Weak),
        _ => return None,
    })
}

/// A unit of time, singular or plural.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word.strip_suffix("'s").unwrap_or(word) {
        "second" | "seconds" | "sec" | "secs" | "segundo" | "segundos" => Unit::Second,
        "minute" | "minutes" | "min" | "mins" | "minuto" | "minutos" => Unit::Minute,
        "hour" | "hours" | "hr" | "hrs" | "hs" | "hora" | "horas" => Unit::Hour,
        "day" | "days" | "dia" | "dias" => Unit::Day,
        "workday" | "workdays" | "weekdays" => Unit::Workday,
        "week" | "weeks" | "wk" | "wks" | "semana" | "semanas" => Unit::Week,
        "fortnight" | "fortnights" | "quincena" => Unit::Fortnight,
        "month" | "months" | "mes" | "meses" => Unit::Month,
        "year" | "years" | "ano" | "anos" => Unit::Year,
        _ => return None,
    })
}

const SPANISH: &str = "\
    el la los las de del al en por para que una un es mi y puede pueden quiero necesito proximo proxima este esta manana mnn mnna hoy \
    lunes martes miercoles jueves viernes sabado domingo hasta desde entre gracias con";

/// True for words that only Spanish has and that a sentence about time is likely to hold.
pub(super) fn is_spanish(word: &str) -> bool {
    is_one_of(word, SPANISH)
}

const STREET: &str = "\
    street st drive dr road rd avenue ave lane ln court ct boulevard blvd place pl terrace ter circle cir parkway pkwy \
    highway hwy way trail";

/// True for what follows the name of a street, so that "May Street" and "1st Ave" are places.
pub(super) fn is_street_word(word: &str) -> bool {
    is_one_of(word, STREET)
}

const COUNTED: &str = "\
    people persons person kids children adults guests units unit rooms room bathrooms bathroom toilets sinks drains percent \
    dollars bucks degrees feet foot inch inches gallons gallon miles blocks times locations places houses stories floors psi \
    amp amps volts hp tons ton pm2 nights personas ninos hijos banos grados pies pulgadas galones veces dolares pisos \
    cuartos pies2 years anos bed beds bedroom bedrooms am2 of x";

/// True for what people count that is not time, so that "at 3 locations" holds none.
pub(super) fn is_counted_thing(word: &str) -> bool {
    is_one_of(word, COUNTED)
}
