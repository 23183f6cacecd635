//! Whole names that no frame announces: "bill it to Rob Hale", and anywhere in the answer to a question for a name.

use crate::understanding::name::frames;
use crate::understanding::name::reading::{Reading, Sentence, Trust};
use crate::understanding::name::words::{is_everyday, is_given, is_title};
use crate::understanding::text::Token;

/// Only so much of a turn is searched word by word.
const MOST_TOKENS: usize = 80;

/// A text of no more tokens is an answer rather than a story.
const MOST_OF_AN_ANSWER: usize = 12;

/// The first given name with a family name in the place of the speaker's.
pub fn whole(sentence: &Sentence<'_>, asked: bool) -> Option<Reading> {
    let last = sentence.tokens.len().min(MOST_TOKENS);
    let short = sentence.tokens.len() <= MOST_OF_AN_ANSWER;
    let begins = |at: &usize| sentence.tokens[*at].is_word() && (is_given(sentence.word(*at)) || !is_everyday(sentence.word(*at)));
    (0..last).filter(begins).find_map(|at| {
        let reading = sentence.read(at, Trust::Weak).filter(|reading| is_pair(reading, short) && !reading.titled)?;
        let shown = reading.parts.iter().any(|part| part.capital || !part.ordinary());
        let fits = if asked { !is_place_before(sentence, at) } else { is_announced(sentence, at, &reading) };
        (shown && fits && !is_elsewhere(sentence, at, &reading)).then_some(reading)
    })
}

/// A given and a family name; in a short text a stranger before a family name too, and two strangers with capitals.
fn is_pair(reading: &Reading, short: bool) -> bool {
    let [first, .., last] = reading.parts.as_slice() else { return false };
    let capitals = first.capital && last.capital;
    let named = is_given(&first.word) && (capitals || !last.ordinary()) && reading.is_whole();
    let strange = first.strange() && (last.known && !last.ordinary() || last.strange() && capitals);
    named || short && strange
}

/// The only given name in a short answer: "just Rosa", "dígame Carla".
pub fn alone(sentence: &Sentence<'_>) -> Option<Reading> {
    if sentence.tokens.iter().filter(|token| token.is_word()).count() > 5 {
        return None;
    }
    let mut given = (0..sentence.tokens.len()).filter(|at| is_given(sentence.word(*at)));
    let (at, None) = (given.next()?, given.next()) else { return None };
    let reading = sentence.read(at, Trust::Weak).filter(|reading| reading.parts.len() == 1 && !reading.parts[0].ordinary())?;
    let led = at == 0 || matches!(sentence.word(at - 1), "just" | "only" | "decir" | "digame" | "." | "," | "?");
    let closed =
        sentence.tokens.get(reading.next).is_none_or(|next| !next.is_word() || matches!(next.word.as_str(), "nada" | "solamente" | "only"));
    (led && closed).then_some(reading)
}

/// Streets, companies, doctors and other people's things.
fn is_elsewhere(sentence: &Sentence<'_>, at: usize, reading: &Reading) -> bool {
    let before = at.checked_sub(1).map_or("", |before| sentence.word(before));
    let numbered = at > 0 && sentence.tokens[at - 1].is_number();
    let titled = is_title(before) || before == "." && at > 1 && is_title(sentence.word(at - 2));
    let of_another = before.ends_with("'s") && before != "it's" && before != "that's";
    numbered
        || titled
        || matches!(before, "a" | "an")
        || of_another
        || frames::is_company(sentence, reading)
        || frames::is_possessed(sentence, reading.next)
}

fn is_place_before(sentence: &Sentence<'_>, at: usize) -> bool {
    at > 0 && matches!(sentence.word(at - 1), "in" | "on" | "at" | "near" | "en" | "with" | "see" | "not")
}

/// "bill it to …", "on my booking to …", "la cita es de …", "the … booking": words that a speaker's name follows or precedes.
fn is_announced(sentence: &Sentence<'_>, at: usize, reading: &Reading) -> bool {
    let word = |back: usize| at.checked_sub(back).map_or("", |place| sentence.word(place));
    let next = sentence.word(reading.next);
    let after = sentence.word(reading.next + 1);
    let led = match word(1) {
        "to" if word(2) == "it" => matches!(word(3), "bill" | "change" | "charge" | "switch" | "put"),
        "to" => {
            matches!(word(2), "booking" | "reservation" | "name" | "appointment" | "that" | "this")
                || (word(2), word(3)) == ("talking", "you're")
        }
        "check" | "under" | "as" | "says" | "try" | "como" | "llama" | "llamando" | "this" | "yo" => true,
        "me" => at == 1,
        "from" => at == 1 && next == ":",
        "de" => matches!(word(2), "es" | "nombre" | "cita" | "reservacion" | "reserva"),
        _ => false,
    };
    let named = (next == "should" && after == "be") || (next == "por" && after == "aqui") || (next == "me" && after == "llamo");
    let filed = matches!(next, "booking" | "reservation" | "appointment" | "account") && !matches!(word(1), "my" | "a");
    let set_off = at > 0 && matches!(word(1), "," | "?" | ".") && reading.parts.iter().all(|part| part.capital);
    let closes = sentence.tokens.get(reading.next).is_none_or(|token| !Token::is_word(token));
    led || named || filed || (set_off && closes)
}
