//! How a name is written: "maria lopez" becomes "Maria Lopez".

use crate::understanding::name::words::is_particle;

/// Writes one word of a name; `original` is kept where the speaker's own capitals are meant (`McDonald`, `DeShawn`).
pub fn write_word(original: &str) -> String {
    let straight: String = original.chars().map(|c| if matches!(c, '\u{2019}' | '\u{2018}' | '`') { '\'' } else { c }).collect();
    if is_particle(&straight) {
        return straight;
    }
    straight.split('-').map(write_part).collect::<Vec<_>>().join("-")
}

fn write_part(part: &str) -> String {
    let upper = part.chars().filter(|c| c.is_uppercase()).count();
    let letters = part.chars().filter(|c| c.is_alphabetic()).count();
    let begins_upper = part.chars().next().is_some_and(char::is_uppercase);
    let written_with_care = begins_upper && upper > 1 && upper < letters && !ends_shouted(part);
    if written_with_care {
        return part.to_owned();
    }
    let lower = part.to_lowercase();
    if let Some(rest) = lower.strip_prefix("mc").filter(|rest| rest.chars().count() > 2) {
        return format!("Mc{}", capitalised(rest));
    }
    if let Some((head, rest)) = lower.split_once('\'').filter(|(head, rest)| head.chars().count() == 1 && rest.chars().count() > 1) {
        return format!("{}'{}", capitalised(head), capitalised(rest));
    }
    capitalised(&lower)
}

/// `O'BRIEN` and `LOPEz` are shouted, not written with care.
fn ends_shouted(part: &str) -> bool {
    part.chars().rev().filter(|c| c.is_alphabetic()).take(2).all(char::is_uppercase)
}

/// The first letter in upper case, the rest as it is.
pub fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_as_people_write_them() {
        for (said, written) in [
            ("maria", "Maria"),
            ("LOPEZ", "Lopez"),
            ("mcdonald", "McDonald"),
            ("McDonald", "McDonald"),
            ("o'brien", "O'Brien"),
            ("O’BRIEN", "O'Brien"),
            ("smith-jones", "Smith-Jones"),
            ("DeShawn", "DeShawn"),
            ("de", "de"),
            ("óscar", "Óscar"),
        ] {
            assert_eq!(write_word(said), written);
        }
    }
}
