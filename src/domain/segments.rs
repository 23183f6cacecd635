//! How many parts a text is sent, and paid, in.

/// The characters of GSM 03.38's basic table, but for the escape.
const BASIC: &str =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Those of its extension table, which take two places.
const EXTENDED: &str = "\u{c}^{}\\[~]|€";
/// One part holds so many places, each part of several so many.
const GSM: (i64, i64) = (160, 153);
/// The same where a single character is in neither table: then all are sent as UTF-16.
const UCS2: (i64, i64) = (70, 67);

/// How many parts a text is sent in; an empty one in none.
pub fn segments(text: &str) -> i64 {
    let places = text.chars().map(gsm_places).collect::<Option<Vec<usize>>>();
    match places {
        Some(places) => parts(&places, GSM),
        None => parts(&text.chars().map(char::len_utf16).collect::<Vec<usize>>(), UCS2),
    }
}

fn gsm_places(character: char) -> Option<usize> {
    if BASIC.contains(character) {
        return Some(1);
    }
    EXTENDED.contains(character).then_some(2)
}

/// No character is cut in two between parts.
fn parts(places: &[usize], (alone, together): (i64, i64)) -> i64 {
    let places = places.iter().map(|places| i64::try_from(*places).unwrap_or(i64::MAX));
    let all: i64 = places.clone().sum();
    if all <= alone {
        return i64::from(all > 0);
    }
    let (mut count, mut room) = (1, together);
    for place in places {
        if place > room {
            count += 1;
            room = together;
        }
        room -= place;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn texts_are_counted_as_carriers_count_them() {
        for (text, count) in [
            (String::new(), 0),
            ("a".to_owned(), 1),
            ("a".repeat(160), 1),
            ("a".repeat(161), 2),
            ("a".repeat(306), 2),
            ("a".repeat(307), 3),
            ("€".repeat(80), 1),
            ("€".repeat(81), 2),
            // An extended character does not fit into the last place of a part.
            (format!("{}€{}", "a".repeat(152), "a".repeat(152)), 3),
            ("Visita: mañana, ¿sí?".to_owned(), 1),
            ("ñ".repeat(160), 1),
            // í and ó are in no table of GSM 03.38.
            ("í".repeat(70), 1),
            ("í".repeat(71), 2),
            ("í".repeat(134), 2),
            ("í".repeat(135), 3),
            ("😀".repeat(35), 1),
            ("😀".repeat(36), 2),
            // Of two halves none is cut off: 33 whole ones in a part.
            ("😀".repeat(67), 3),
            (format!("{}’", "a".repeat(70)), 2),
        ] {
            assert_eq!(segments(&text), count, "{text}");
        }
    }

    proptest! {
        #[test]
        fn more_words_never_cost_less(text in ".{0,200}", more in ".{0,200}") {
            let both = text.clone() + &more;
            prop_assert!(segments(&both) >= segments(&text));
            prop_assert!(segments(&text) <= i64::try_from(text.len()).expect("a length") / 60 + 1);
        }
    }
}
