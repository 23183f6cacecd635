//! The only door from words to meaning.

use crate::domain::customer::Address;
use crate::understanding::text::{Span, Token, tokenize};
use crate::understanding::{
    Act, Asked, Context, Heard, Meaning, acts, address, choice, language, name, numbers, phone, problem, question, time, urgency, visit,
};

/// How much of a text is read, in bytes. Carriers send at most 1,600 characters; a minute of speech is about 1,000.
pub const MAX_TEXT: usize = 4_000;

/// Reads one turn. Text beyond [`MAX_TEXT`] bytes is not looked at.
pub fn understand(text: &str, context: &Context<'_>) -> Meaning {
    let text = &text[..text.floor_char_boundary(MAX_TEXT)];
    let tokens = tokenize(text);
    let acts = acts::recognize(text, &tokens, context);
    let detail = detail_named(&tokens);
    let about = &Context { asked: if context.asked == Some(Asked::YesNo) { detail.or(context.asked) } else { context.asked }, ..*context };
    let name = name::recognize(text, &tokens, about);
    let phone = phone::recognize(text, &tokens, about);
    let instead = number_instead(&tokens, context.asked);
    let is_about_address = instead.is_some();
    let address = instead.or_else(|| address::recognize(text, &tokens, about)).or_else(|| house_number(&tokens, context.asked));
    let gives_detail = name.is_some() || phone.is_some() || address.is_some();
    Meaning {
        language: language::detect(&tokens),
        time: if is_about_address { None } else { time::recognize(text, &tokens, context) },
        problem: problem::recognize(text, &tokens, context),
        urgency: urgency::recognize(text, &tokens, context, gives_detail),
        asks_about: service_asked_about(text, &tokens, &acts, context),
        detail,
        words: tokens.iter().filter(|token| token.is_word()).count(),
        pick: pick(&tokens, context),
        visit: visit::recognize(text, &tokens, &acts, context),
        answer: question::recognize(&tokens, &acts, context),
        name,
        phone,
        address,
        acts,
    }
}

/// Somebody who corrects what was read back says what it is that they correct: "no, the house number is 14", "the name is wrong".
fn detail_named(tokens: &[Token]) -> Option<Asked> {
    let says = |words: &[&str]| tokens.iter().any(|token| words.contains(&token.word.as_str()));
    if says(&["address", "house", "street", "zip", "apartment", "unit", "direccion", "casa", "calle", "apartamento", "postal"]) {
        Some(Asked::Address)
    } else if says(&["name", "spelled", "nombre", "apellido"]) {
        Some(Asked::Name)
    } else if says(&["phone", "number", "telefono", "numero", "celular"]) {
        Some(Asked::Phone)
    } else if says(&["day", "time", "date", "hour", "dia", "hora", "fecha"]) {
        Some(Asked::When)
    } else {
        None
    }
}

/// What a question is about, whatever had been asked before it: "and how much is a water heater?".
fn service_asked_about(text: &str, tokens: &[Token], acts: &[Act], context: &Context<'_>) -> Option<String> {
    let asks = acts.contains(&Act::AskPrice) || acts.contains(&Act::AskOther);
    let open = &Context { asked: Some(Asked::Problem), ..*context };
    let heard = if asks { problem::recognize(text, tokens, open) } else { None };
    heard.and_then(|heard| heard.value.service)
}

/// A choice, also after one of two was read back: "no, make it the second one".
fn pick(tokens: &[Token], context: &Context<'_>) -> Option<crate::understanding::Pick> {
    choice::recognize(tokens, context).or_else(|| {
        let choosing = &Context { asked: Some(Asked::Choice), ..*context };
        if context.asked == Some(Asked::YesNo) { choice::recognize(tokens, choosing) } else { None }
    })
}

/// Words around a house number that is corrected.
const AROUND_HOUSE_NUMBER: &[&str] = &[
    "no", "nope", "not", "it's", "its", "it", "is", "the", "that's", "actually", "sorry", "wait", "i", "said", "mean", "should", "be",
    "house", "number", "es", "el", "la", "de", "mi", "perdon", "digo", "era", "casa", "numero", "sino", ",", ".", "-", "#", "!", "?",
];

/// The house number alone, where somebody corrects what was read back, or gives what is missing of it: "no, 8421".
fn house_number(tokens: &[Token], asked: Option<Asked>) -> Option<Heard<Address>> {
    if !matches!(asked, Some(Asked::YesNo | Asked::Address)) {
        return None;
    }
    let says = |word: &str| tokens.iter().any(|token| token.word == word);
    let is_named = (says("house") || says("casa")) && (says("number") || says("numero"));
    let (mut said, mut at) = (Vec::new(), 0);
    let mut is_bare = true;
    while let Some(token) = tokens.get(at) {
        let Some((digits, used)) = digits(tokens, at) else {
            is_bare &= AROUND_HOUSE_NUMBER.contains(&token.word.as_str());
            at += 1;
            continue;
        };
        // "Not 8412, 8421" names the wrong one first, "8421, not 8412" last.
        let before = at.checked_sub(1).and_then(|before| tokens.get(before)).map_or("", |before| before.word.as_str());
        if before != "not" && !(before == "no" && at > 1) {
            said.push((digits, Span { start: token.span.start, end: tokens[at + used - 1].span.end }));
        }
        at += used;
    }
    let [(digits, span)] = &said[..] else { return None };
    let least = if is_named || asked == Some(Asked::Address) { 1 } else { 3 };
    let fits = (least..=5).contains(&digits.len()) && (is_named || is_bare);
    fits.then(|| Heard { value: Address { street_line: Some(digits.clone()), ..Address::default() }, span: *span })
}

/// "It's 4520 Nall, not 4502": of two numbers alike the one that is meant, once something has been asked that is not the trouble.
fn number_instead(tokens: &[Token], asked: Option<Asked>) -> Option<Heard<Address>> {
    const LENGTHS: std::ops::RangeInclusive<usize> = 3..=5;
    if !matches!(asked, Some(Asked::YesNo | Asked::Address | Asked::Choice | Asked::When | Asked::Phone | Asked::Name)) {
        return None;
    }
    let not = tokens.iter().rposition(|token| matches!(token.word.as_str(), "not" | "no"))?;
    let (wrong, _) = digits(tokens, not + 1)?;
    let at = (0..not).find(|at| digits(tokens, *at).is_some())?;
    let (right, used) = digits(tokens, at)?;
    let is_alike = LENGTHS.contains(&right.len()) && right.len() == wrong.len();
    let span = Span { start: tokens[at].span.start, end: tokens.get(at + used - 1)?.span.end };
    is_alike.then(|| Heard { value: Address { street_line: Some(right), ..Address::default() }, span })
}

/// A run of numbers as the digits of one: "8421", "eighty four twenty one".
fn digits(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let (mut digits, mut used) = (String::new(), 0);
    while let Some(number) = numbers::cardinal(tokens, at + used).filter(|_| digits.len() < 6) {
        let said = &tokens[at + used];
        digits.push_str(&if said.is_number() { said.word.clone() } else { number.value.to_string() });
        used += number.used;
    }
    (used > 0).then_some((digits, used))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::understanding::{Pick, Vocabulary};

    fn read(text: &str, asked: Asked) -> Meaning {
        let now = jiff::civil::date(2026, 11, 22).at(9, 0, 0, 0).in_tz("America/Chicago").expect("a real zone");
        understand(text, &Context { now: &now, language: Language::En, asked: Some(asked), vocabulary: &Vocabulary::default() })
    }

    #[test]
    fn a_house_number_alone_corrects_what_was_read_back() {
        for (text, expected) in [
            ("no, 8421", Some("8421")),
            ("no, it's eighty four twenty one", Some("8421")),
            ("no, the house number is 14", Some("14")),
            ("it's 8421, not 8412", Some("8421")),
            ("no, es el 8421", Some("8421")),
            ("no, el número de la casa es 14", Some("14")),
            ("no, at 3", None),
            ("no, I have 3 kids at home", None),
            ("yes", None),
        ] {
            let line = read(text, Asked::YesNo).address.and_then(|heard| heard.value.street_line);
            assert_eq!(line.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn of_two_house_numbers_the_one_that_is_meant_is_no_time() {
        for asked in [Asked::Choice, Asked::When, Asked::YesNo] {
            let heard = read("wait sorry, it's 4520 Nall, not 4502", asked);
            assert_eq!(heard.address.and_then(|a| a.value.street_line).as_deref(), Some("4520"), "{asked:?}");
            assert_eq!(heard.time, None, "{asked:?}");
        }
        assert_eq!(read("at three, not at 1", Asked::Choice).address, None);
    }

    #[test]
    fn a_detail_is_no_answer_to_whether_it_can_wait() {
        use crate::understanding::Verdict;
        for (text, expected) in [
            ("8412 Johnson Drive, Mission, Kansas", Verdict::Ask),
            ("my name is Carl Young", Verdict::Ask),
            ("my name is Carl Young and it's getting worse", Verdict::Yes),
            ("it can wait, I'm at 8412 Johnson Drive, Mission, Kansas", Verdict::No),
            ("hmm", Verdict::Yes),
        ] {
            assert_eq!(read(text, Asked::Urgency).urgency.verdict, expected, "{text}");
        }
    }

    #[test]
    fn one_of_two_may_still_be_picked_at_the_read_back() {
        assert_eq!(read("no, make it the second one", Asked::YesNo).pick, Some(Pick::Second));
        assert_eq!(read("yes please", Asked::YesNo).pick, None);
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (text, detail) in [
            ("no, the address is wrong", Some(Asked::Address)),
            ("that's not my name", Some(Asked::Name)),
            ("no, la hora no", Some(Asked::When)),
            ("no", None),
        ] {
            assert_eq!(read(text, Asked::YesNo).detail, detail, "{text}");
        }
    }
}
