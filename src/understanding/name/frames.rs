//! The words around a name that say whose it is.

use crate::understanding::name::phrases::{FRAMES, Frame};
use crate::understanding::name::reading::{Reading, Sentence, Trust};
use crate::understanding::name::words::{ends_name, is_family, is_given, is_ordinary, is_title};
use crate::understanding::text::Token;
use std::collections::HashSet;
use std::sync::LazyLock;

static OWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "my the first last full real legal maiden family given customer account booking reservation and yes yeah hi hello uh um so no \
     ok okay sure well is second middle mi el y primer segundo hola con mis under on sorry it's that's with surname name los de si \
     bueno pues appointment order"
        .split_ascii_whitespace()
        .collect()
});

static ASKED_LEAD: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "it's its it is that's that would be the name my no sorry es el nombre perdon of course i said dije por supuesto again please \
     like spelled spelt spell as under to"
        .split_ascii_whitespace()
        .collect()
});

static SPELLING_LEAD: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    ", . : - ( – — that's thats that is spelled spelt spell it's it as with se escribe deletrea con i uh um which last first name \
     es like so"
        .split_ascii_whitespace()
        .collect()
});

static COMPANY_WORD: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "inc llc company corp corporation services service plumbing electric heating cooling hvac bros associates management \
     properties property realty apartments church school hospital clinic hotel restaurant bank agency department street avenue \
     road drive city county lane boulevard blvd insurance solutions group salon spa barbershop shop store bakery cafe dental \
     specialist supply motors records club"
        .split_ascii_whitespace()
        .collect()
});

/// The frame that begins at a token, and the token after it.
pub fn at(sentence: &Sentence<'_>, at: usize, asked: bool) -> Option<(Frame, usize)> {
    let phrases = FRAMES.get(sentence.word(at))?;
    let (words, frame) =
        phrases.iter().find(|(words, _)| words.iter().enumerate().all(|(offset, word)| sentence.word(at + offset) == *word))?;
    let before = at.checked_sub(1).map_or("", |before| sentence.word(before));
    let refused = words.first() == Some(&"call") && matches!(before, "don't" | "not" | "never" | "dont");
    let passive = words.first() == Some(&"by")
        && words.len() == 1
        && !matches!(before, "is" | "made" | "booked" | "placed" | "scheduled" | "requested");
    let doctor = frame.needs_two && matches!(sentence.word(at + words.len()), "dr" | "doctor" | "doctora");
    if refused || passive || doctor || is_somebody_elses(sentence, at) || sentence.word(at + words.len()) == "not" {
        return None;
    }
    let eased = asked && matches!(words.first(), Some(&"es"));
    Some((Frame { needs_two: frame.needs_two && !eased, asked, ..*frame }, at + words.len()))
}

/// "his name is", "the company's name is", "what's your last name".
fn is_somebody_elses(sentence: &Sentence<'_>, at: usize) -> bool {
    if !matches!(
        sentence.word(at),
        "name" | "name's" | "names" | "first" | "last" | "surname" | "family" | "nombre" | "apellido" | "apellidos"
    ) {
        return false;
    }
    let before = at.checked_sub(1).map_or("", |before| sentence.word(before));
    let bare_name = matches!(sentence.word(at), "name" | "name's" | "names" | "nombre");
    let noun = bare_name && sentence.tokens.get(at.wrapping_sub(1)).is_some_and(Token::is_word) && !is_own(before);
    noun || matches!(
        before,
        "his"
            | "her"
            | "their"
            | "your"
            | "its"
            | "whose"
            | "business"
            | "company"
            | "street"
            | "brand"
            | "dog"
            | "su"
            | "tu"
            | "cuyo"
            | "which"
    ) || (before.ends_with("'s") && before != "it's" && before != "that's")
}

/// What may stand before "name is" when it is the speaker's.
fn is_own(word: &str) -> bool {
    OWN.contains(word)
}

/// True where a name that begins here takes back an earlier one.
pub fn is_after_correction(sentence: &Sentence<'_>, at: usize) -> bool {
    let words = (1..=6).map_while(|back| at.checked_sub(back)).map(|place| sentence.word(place));
    words.take_while(|word| !matches!(*word, "." | "!" | "?")).any(|word| {
        matches!(
            word,
            "no" | "sorry"
                | "wait"
                | "actually"
                | "mean"
                | "meant"
                | "correction"
                | "rather"
                | "perdon"
                | "digo"
                | "espera"
                | "nope"
                | "not"
        )
    })
}

/// Names before their frame: "Maria Lopez here", "Bob Hale is my name", "Carmen a sus órdenes".
pub fn endings(sentence: &Sentence<'_>) -> Vec<(Reading, Frame)> {
    let ended = |at: usize| {
        let frame = if ends_with_name(sentence, at) { Frame::STRONG } else { Frame::WEAK };
        (frame.trust == Trust::Strong || ends_weakly(sentence, at))
            .then(|| before(sentence, at, frame.trust))
            .flatten()
            .map(|reading| (reading, frame))
    };
    (1..sentence.tokens.len()).filter_map(ended).collect()
}

/// "… is my name", "… a sus órdenes".
fn ends_with_name(sentence: &Sentence<'_>, at: usize) -> bool {
    let follows = |words: &[&str]| words.iter().enumerate().all(|(offset, word)| sentence.word(at + offset) == *word);
    match sentence.word(at) {
        "is" => {
            let direct = follows(&["is", "my", "name"]) || follows(&["is", "the", "name"]);
            let part = follows(&["is", "my", "last", "name"]) || follows(&["is", "my", "family", "name"]);
            direct || part || follows(&["is", "what", "you", "can", "call"])
        }
        "that" => follows(&["that", "is", "my", "name"]),
        "that's" => follows(&["that's", "my", "name"]),
        "es" => follows(&["es", "mi", "nombre"]),
        "a" => follows(&["a", "sus", "ordenes"]),
        "para" => follows(&["para", "servirle"]),
        _ => false,
    }
}

/// "… here", "… speaking", "the … appointment".
fn ends_weakly(sentence: &Sentence<'_>, at: usize) -> bool {
    match sentence.word(at) {
        "speaking" | "calling" => true,
        "here" => {
            let goes_on = matches!(sentence.word(at + 1), "and" | "i" | "i'm" | "from" | "calling" | "again" | "my" | "we" | "y" | "with");
            goes_on || sentence.tokens.get(at + 1).is_none_or(|next| !next.is_word())
        }
        "party" | "booking" | "reservation" | "appointment" | "account" | "residence" => is_after_article(sentence, at),
        _ => false,
    }
}

/// "the Freedman appointment": one or two names between the article and the noun.
fn is_after_article(sentence: &Sentence<'_>, at: usize) -> bool {
    let article = |back: usize| at.checked_sub(back).map_or("", |place| sentence.word(place));
    (article(2) == "the" || matches!(article(3), "the" | "a")) && sentence.capital(at - 1)
}

fn before(sentence: &Sentence<'_>, end: usize, trust: Trust) -> Option<Reading> {
    let end = end - usize::from(sentence.word(end - 1) == ",");
    let furthest = end.saturating_sub(4);
    (furthest..end).find_map(|start| {
        let begins = start == 0
            || !sentence.tokens[start - 1].is_word()
            || ends_name(sentence.word(start - 1))
            || is_ordinary(sentence.word(start - 1));
        if !begins || is_title(sentence.word(start)) && start + 1 == end {
            return None;
        }
        let reading = sentence.read(start, trust)?;
        let first = reading.parts.first()?;
        let strong = trust == Trust::Strong && !first.ordinary();
        let plain = strong || is_given(&first.word) && !first.ordinary() || first.capital && (!first.ordinary() || reading.parts.len() > 1);
        (reading.next == end && plain).then_some(reading)
    })
}

const MOST_LEADS: usize = 16;

/// The first token of a bare answer, after "yeah, it's", "uh", "hello".
pub fn skip_lead(sentence: &Sentence<'_>, asked: bool) -> usize {
    let mut at = 0;
    while at < sentence.tokens.len().min(MOST_LEADS) && (is_lead(sentence.word(at)) || (asked && is_asked_lead(sentence.word(at)))) {
        at += 1;
    }
    at
}

fn is_lead(word: &str) -> bool {
    matches!(
        word,
        "," | "."
            | "-"
            | "good"
            | "morning"
            | "afternoon"
            | "evening"
            | "buenos"
            | "buenas"
            | "dias"
            | "tardes"
            | "noches"
            | "saludos"
            | "!"
            | "\""
            | "uh"
            | "um"
            | "er"
            | "ah"
            | "oh"
            | "well"
            | "yes"
            | "yeah"
            | "yep"
            | "sure"
            | "ok"
            | "okay"
            | "so"
            | "hi"
            | "hello"
            | "hey"
            | "si"
            | "claro"
            | "bueno"
            | "pues"
            | "eh"
            | "hola"
            | "right"
            | "uhm"
            | "hmm"
            | "mm"
    )
}

fn is_asked_lead(word: &str) -> bool {
    ASKED_LEAD.contains(word)
}

/// True where nothing after a bare name speaks against it.
pub fn closes_bare(sentence: &Sentence<'_>, reading: &Reading, asked: bool) -> bool {
    let at = reading.next;
    let Some(next) = sentence.tokens.get(at) else { return true };
    let word = next.word.as_str();
    let known = reading.parts.first().is_some_and(|part| part.known && (!part.ordinary() || part.capital));
    let firm = known || (reading.parts.len() > 1 && reading.parts.iter().all(|part| part.capital));
    if matches!(word, "," | "." | "!" | ";" | "-" | "–" | "—") {
        return firm || (asked && at + 1 >= sentence.tokens.len()) || (asked && reading.parts.iter().all(|part| part.capital));
    }
    let month = reading.parts.len() == 1 && reading.parts[0].ordinary();
    let closing = matches!(
        word,
        "please"
            | "thanks"
            | "thank"
            | "here"
            | "speaking"
            | "gracias"
            | "por"
            | "sir"
            | "ma'am"
            | "calling"
            | "again"
            | "spelled"
            | "not"
            | "without"
            | "sin"
    );
    let goes_on = matches!(
        word,
        "and" | "from" | "at" | "but" | "with" | "y" | "de" | "en" | "my" | "i" | "pero" | "con" | "i'm" | "that's" | "mi" | "vivo"
    );
    asked && (closing || (goes_on && firm) || (next.is_number() && firm && !month))
}

/// Skips "that's", "spelled", "with", "se escribe" between a name and its letters.
pub fn skip_to_spelling(sentence: &Sentence<'_>, mut at: usize) -> usize {
    let from = at;
    while at < sentence.tokens.len() && at < from + 8 && is_spelling_lead(sentence.word(at)) {
        at += 1;
    }
    at
}

fn is_spelling_lead(word: &str) -> bool {
    SPELLING_LEAD.contains(word)
}

/// "this is Heartland Heating and Cooling": a business that calls, not a person.
pub fn is_company(sentence: &Sentence<'_>, reading: &Reading) -> bool {
    let named = reading.parts.iter().skip(1).any(|part| is_company_word(&part.word) && !is_family(&part.word));
    let next = sentence.word(reading.next);
    let goes_on = reading.parts.len() < 5 && sentence.capital(reading.next) && is_company_word(next);
    named || goes_on || (is_company_word(next) && !sentence.word(reading.next).is_empty())
}

fn is_company_word(word: &str) -> bool {
    COMPANY_WORD.contains(word)
}

/// "I'm Maria's husband": the name is somebody else's.
pub fn is_possessed(sentence: &Sentence<'_>, next: usize) -> bool {
    sentence.word(next) == "'" || sentence.word(next) == "s" && next > 0 && sentence.word(next - 1).ends_with('\'')
}
