//! The letter that a reminder asks for.

use crate::domain::conversation::change::Letter;

/// `C`, `R` or `X`, alone in a text but for a polite word, whatever their case and punctuation (contract §3).
pub(super) fn read(text: &str) -> Option<Letter> {
    const POLITE: &[&str] = &["PLEASE", "PLS", "THANKS", "THANK", "YOU", "THX", "TY", "POR", "FAVOR", "GRACIAS"];
    let upper = text.to_uppercase();
    let mut words = upper.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !POLITE.contains(word));
    let letter = match words.next()? {
        "C" => Letter::Confirm,
        "R" => Letter::Move,
        "X" => Letter::CallOff,
        _ => return None,
    };
    words.next().is_none().then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letter_stands_alone_but_for_a_polite_word() {
        for (text, expected) in [
            ("C", Some(Letter::Confirm)),
            (" c. ", Some(Letter::Confirm)),
            ("\"R\"", Some(Letter::Move)),
            ("x!!", Some(Letter::CallOff)),
            ("R please", Some(Letter::Move)),
            ("X, gracias", Some(Letter::CallOff)),
            ("C R", None),
            ("plan C is fine", None),
            ("cx", None),
            ("please", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
