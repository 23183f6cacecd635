//! Numbers in words and digits, English and Spanish.

use crate::understanding::text::Token;

/// A number with the count of tokens that said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number {
    /// The number.
    pub value: u32,
    /// How many tokens were read.
    pub used: usize,
}

const LARGEST: u32 = 999_999;

/// Reads "12", "1,500", "twenty one", "a hundred and five", "treinta y uno" at a place, up to 999,999.
pub fn cardinal(tokens: &[Token], at: usize) -> Option<Number> {
    let first = tokens.get(at)?;
    if first.is_number() {
        return digits(tokens, at);
    }
    let (mut total, mut used) = match below_thousand(tokens, at) {
        Some(head) if is_thousand(tokens, at + head.used) => (head.value * 1_000, head.used + 1),
        Some(head) => return Some(head),
        None => (1_000, thousand_alone(tokens, at)?),
    };
    let joined = used + usize::from(is_and(tokens, at + used));
    if let Some(rest) = below_thousand(tokens, at + joined) {
        total += rest.value;
        used = joined + rest.used;
    }
    Some(Number { value: total, used })
}

/// Reads "first", "twenty first", "21st", "24 th", "primero", "1.º", "vigésimo primer" at a place, up to the thirty-first.
pub fn ordinal(tokens: &[Token], at: usize) -> Option<Number> {
    let first = tokens.get(at)?;
    if first.is_number() {
        return digits_with_suffix(tokens, at);
    }
    if let Some(value) = ordinal_word(&first.word) {
        return Some(Number { value, used: 1 });
    }
    let tens = match first.word.as_str() {
        "twenty" | "vigesimo" => 20,
        "thirty" | "trigesimo" => 30,
        "decimo" => 10,
        _ => return None,
    };
    let next = at + 1 + usize::from(is_hyphen(tokens, at + 1));
    match tokens.get(next).and_then(|token| ordinal_word(&token.word)) {
        Some(value) if value < 10 => Some(Number { value: tens + value, used: next + 1 - at }),
        _ if first.word.ends_with("simo") || first.word == "decimo" => Some(Number { value: tens, used: 1 }),
        _ => None,
    }
}

fn digits(tokens: &[Token], at: usize) -> Option<Number> {
    let first = tokens.get(at)?;
    let mut value: u32 = first.word.parse().ok().filter(|value| *value <= LARGEST)?;
    let mut used = 1;
    if let [comma, group, ..] = &tokens[at + 1..]
        && value < 1_000
        && first.word.len() <= 3
        && comma.word == ","
        && group.word.len() == 3
        && first.touches(comma)
        && comma.touches(group)
        && let Ok(low) = group.word.parse::<u32>()
    {
        value = value * 1_000 + low;
        used = 3;
    }
    Some(Number { value, used })
}

fn digits_with_suffix(tokens: &[Token], at: usize) -> Option<Number> {
    let number = tokens.get(at)?;
    let value: u32 = number.word.parse().ok().filter(|value| (1..=31).contains(value))?;
    let dot = usize::from(tokens.get(at + 1).is_some_and(|token| token.word == "." && number.touches(token)));
    let suffix = tokens.get(at + 1 + dot)?;
    let touching = tokens[at + dot].touches(suffix);
    let english = match (value % 10, value) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    let spanish = matches!(suffix.word.as_str(), "º" | "ª" | "er" | "ro" | "ero" | "do" | "o" | "a") && touching;
    let sloppy = matches!(suffix.word.as_str(), "th" | "st" | "nd" | "rd") && touching;
    let said = dot == 0 && (suffix.word == english || sloppy);
    // "7 a" and "7 o" touching are also a clock's; only 1o, 1a, 2a ... with the Spanish letters are left to the ordinal sign.
    let letter_only = matches!(suffix.word.as_str(), "o" | "a") && dot == 0;
    (said || (spanish && !letter_only)).then_some(Number { value, used: 2 + dot })
}

fn below_thousand(tokens: &[Token], at: usize) -> Option<Number> {
    let (mut value, mut used) = match hundreds(tokens, at) {
        Some(head) => (head.value, head.used),
        None => return below_hundred(tokens, at),
    };
    let joined = used + usize::from(is_and(tokens, at + used));
    if let Some(rest) = below_hundred(tokens, at + joined) {
        value += rest.value;
        used = joined + rest.used;
    }
    Some(Number { value, used })
}

fn hundreds(tokens: &[Token], at: usize) -> Option<Number> {
    let first = tokens.get(at)?.word.as_str();
    let spanish = match first {
        "cien" | "ciento" => 100,
        "doscientos" | "doscientas" => 200,
        "trescientos" | "trescientas" => 300,
        "cuatrocientos" | "cuatrocientas" => 400,
        "quinientos" | "quinientas" => 500,
        "seiscientos" | "seiscientas" => 600,
        "setecientos" | "setecientas" => 700,
        "ochocientos" | "ochocientas" => 800,
        "novecientos" | "novecientas" => 900,
        _ => 0,
    };
    if spanish > 0 {
        return Some(Number { value: spanish, used: 1 });
    }
    let count = if first == "a" { 1 } else { unit(first).filter(|count| *count < 10)? };
    (tokens.get(at + 1)?.word == "hundred").then_some(Number { value: count * 100, used: 2 })
}

fn below_hundred(tokens: &[Token], at: usize) -> Option<Number> {
    let first = tokens.get(at)?.word.as_str();
    let Some(tens) = ten(first) else {
        return unit(first).map(|value| Number { value, used: 1 });
    };
    let spanish = matches!(first, "treinta" | "cuarenta" | "cincuenta" | "sesenta" | "setenta" | "ochenta" | "noventa" | "veinte");
    let next = if spanish {
        at + if tokens.get(at + 1).is_some_and(|token| token.word == "y") { 2 } else { usize::MAX - at }
    } else {
        at + 1 + usize::from(is_hyphen(tokens, at + 1))
    };
    match tokens.get(next).and_then(|token| unit(&token.word)) {
        Some(value) if (1..10).contains(&value) => Some(Number { value: tens + value, used: next + 1 - at }),
        _ => Some(Number { value: tens, used: 1 }),
    }
}

fn is_hyphen(tokens: &[Token], at: usize) -> bool {
    at > 0 && tokens.get(at).is_some_and(|token| token.word == "-" && tokens[at - 1].touches(token))
}

fn is_and(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| token.word == "and")
}

fn is_thousand(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.word.as_str(), "thousand" | "mil"))
}

fn thousand_alone(tokens: &[Token], at: usize) -> Option<usize> {
    match tokens.get(at)?.word.as_str() {
        "mil" => Some(1),
        "a" if is_thousand(tokens, at + 1) => Some(2),
        _ => None,
    }
}

fn ten(word: &str) -> Option<u32> {
    Some(match word {
        "twenty" | "veinte" => 20,
        "thirty" | "treinta" => 30,
        "forty" | "fourty" | "cuarenta" => 40,
        "fifty" | "cincuenta" => 50,
        "sixty" | "sesenta" => 60,
        "seventy" | "setenta" => 70,
        "eighty" | "ochenta" => 80,
        "ninety" | "noventa" => 90,
        _ => return None,
    })
}

fn unit(word: &str) -> Option<u32> {
    Some(match word {
        "zero" | "cero" => 0,
        "one" | "uno" | "una" | "un" => 1,
        "two" | "dos" => 2,
        "three" | "tres" => 3,
        "four" | "cuatro" => 4,
        "five" | "cinco" => 5,
        "six" | "seis" => 6,
        "seven" | "siete" => 7,
        "eight" | "ocho" => 8,
        "nine" | "nueve" => 9,
        "ten" | "diez" => 10,
        "eleven" | "once" => 11,
        "twelve" | "doce" => 12,
        "thirteen" | "trece" => 13,
        "fourteen" | "catorce" => 14,
        "fifteen" | "quince" => 15,
        "sixteen" | "dieciseis" => 16,
        "seventeen" | "diecisiete" => 17,
        "eighteen" | "dieciocho" => 18,
        "nineteen" | "diecinueve" => 19,
        "veintiuno" | "veintiun" | "veintiuna" => 21,
        "veintidos" => 22,
        "veintitres" => 23,
        "veinticuatro" => 24,
        "veinticinco" => 25,
        "veintiseis" => 26,
        "veintisiete" => 27,
        "veintiocho" => 28,
        "veintinueve" => 29,
        _ => return None,
    })
}

fn ordinal_word(word: &str) -> Option<u32> {
    Some(match word {
        "first" | "primero" | "primer" | "primera" => 1,
        "second" | "segundo" | "segunda" => 2,
        "third" | "tercero" | "tercer" | "tercera" => 3,
        "fourth" | "cuarto" | "cuarta" => 4,
        "fifth" | "quinto" | "quinta" => 5,
        "sixth" | "sexto" | "sexta" => 6,
        "seventh" | "septimo" | "septima" => 7,
        "eighth" | "octavo" | "octava" => 8,
        "ninth" | "noveno" | "novena" => 9,
        "tenth" => 10,
        "eleventh" | "undecimo" => 11,
        "twelfth" | "duodecimo" => 12,
        "thirteenth" => 13,
        "fourteenth" => 14,
        "fifteenth" => 15,
        "sixteenth" => 16,
        "seventeenth" => 17,
        "eighteenth" => 18,
        "nineteenth" => 19,
        "twentieth" => 20,
        "thirtieth" => 30,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::text::tokenize;

    #[test]
    fn cardinals_in_both_languages() {
        for (text, value) in [
            ("7", 7),
            ("8412 oak", 8412),
            ("1,500 feet", 1500),
            ("twenty one", 21),
            ("twenty-one days", 21),
            ("a hundred and five", 105),
            ("three hundred", 300),
            ("two thousand nineteen", 2019),
            ("nine hundred ninety nine thousand nine hundred and ninety nine", 999_999),
            ("treinta y uno", 31),
            ("veintiuno", 21),
            ("veintidós", 22),
            ("ciento veinte", 120),
            ("mil novecientos noventa y dos", 1992),
            ("dos mil veinte", 2020),
            ("ten thirty", 10),
            ("tres y media", 3),
        ] {
            assert_eq!(cardinal(&tokenize(text), 0).map(|n| n.value), Some(value), "{text}");
        }
    }

    #[test]
    fn ordinals_in_both_languages() {
        for (text, value, used) in [
            ("first", 1, 1),
            ("twenty first of May", 21, 2),
            ("thirty-first", 31, 3),
            ("21st", 21, 2),
            ("24 th", 24, 2),
            ("1.º de mayo", 1, 3),
            ("1er", 1, 2),
            ("tercer martes", 3, 1),
            ("trigésimo primer día", 31, 2),
        ] {
            assert_eq!(ordinal(&tokenize(text), 0), Some(Number { value, used }), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in ["", "a", "hundreds", "99999999999999999999999", "1000000", "and five"] {
            assert_eq!(cardinal(&tokenize(text), 0), None, "{text}");
        }
        for text in ["twenty", "21", "45th", "5 st", "twenty five"] {
            assert_eq!(ordinal(&tokenize(text), 0), None, "{text}");
        }
    }
}
