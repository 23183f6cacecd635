//! The words around a name that say whose it is.

use crate::understanding::name::label;
use crate::understanding::name::phrases::{FRAMES, Frame};
use crate::understanding::name::reading::{Reading, Sentence, Trust};
use crate::understanding::name::spelling;
use crate::understanding::name::words::{ends_name, is_family, is_given, is_ordinary, is_title};
use crate::understanding::text::Token;
use std::collections::HashSet;
use std::sync::LazyLock;

static OWNER: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "business company salon clinic practice street brand dog cat product store restaurant hotel building subdivision \
     complex doctor landlord tenant user file domain place school church wife husband model technician tech plumber guy \
     agent employee manager owner shop team band city town neighborhood neighbor son daughter mother father mom dad sister \
     brother friend boss esposa esposo perro gato hijo hija empresa negocio calle tienda boyfriend girlfriend partner"
        .split_ascii_whitespace()
        .collect()
});

static ASKED_LEAD: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    "it's its it is that's that would be the name my no sorry es el nombre perdon of course i said dije por supuesto again please \
     like spelled spelt spell as under to just put for wife's husband's wife husband con pongale ponga nombre mi esposa esposo"
        .split_ascii_whitespace()
        .collect()
});

static SPELLING_LEAD: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    ", . : - ( – — and spelling that's thats that is spelled spelt spell it's it as with se escribe deletrea con i uh um \
     which last first name es like so"
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

/// How far the two halves of "first name … last …" may stand apart.
const REACH: usize = 12;

/// The frame that begins at a token, and the token after it.
pub fn at(sentence: &Sentence<'_>, at: usize, asked: bool) -> Option<(Frame, usize)> {
    let labelled = label::after(sentence, at).filter(|next| sentence.word(*next) != "not");
    let phrases = FRAMES.get(sentence.word(at));
    let says = |words: &[&str]| words.iter().enumerate().all(|(offset, word)| sentence.word(at + offset) == *word);
    let phrase = phrases.and_then(|phrases| phrases.iter().find(|(words, _)| says(words)));
    if let Some(next) = labelled.filter(|next| phrase.is_none_or(|(words, _)| at + words.len() <= *next))
        && (label::is_filed_under(sentence, at) || !is_somebody_elses(sentence, at))
    {
        return Some((Frame { asked, ..Frame::STRONG }, next));
    }
    let near = &sentence.tokens[at.saturating_sub(REACH)..sentence.tokens.len().min(at + REACH)];
    let has = |word: &str| near.iter().any(|token| token.word == word);
    if sentence.word(at) == "nombre" && at > 0 && has("apellido") && phrase.is_some_and(|(words, _)| words.len() == 1) {
        return Some((Frame { asked, ..Frame::GIVEN }, at + 1));
    }
    if sentence.word(at) == "last" && sentence.word(at + 1) != "name" && has("first") && (has("name") || has("name's")) {
        return Some((Frame { asked, ..Frame::FAMILY }, at + 1));
    }
    let (words, frame) = phrase?;
    let of_nothing = words == &["name", "of"] && at.checked_sub(1).is_none_or(|before| !sentence.tokens[before].is_word());
    let frame = if of_nothing { &Frame::STRONG } else { frame };
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
    let next =
        if matches!(words.last(), Some(&("under" | "de"))) { label::after_relative(sentence, at + words.len()) } else { at + words.len() };
    Some((Frame { needs_two: frame.needs_two && !eased, asked, ..*frame }, next))
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
    (bare_name && is_owner(before))
        || matches!(
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
        )
        || (before.ends_with("'s") && before != "it's" && before != "that's")
}

/// What may stand before "name is" when it is not the speaker's.
fn is_owner(word: &str) -> bool {
    OWNER.contains(word)
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
        let frame = if ends_with_name(sentence, at) { Frame::STRONG } else { Frame::PERSONAL };
        let reading = (frame.trust == Trust::Strong || ends_weakly(sentence, at)).then(|| before(sentence, at, frame.trust)).flatten()?;
        let frame = if is_filed(sentence.word(at)) { Frame::STRONG } else { frame };
        Some((reading, frame))
    };
    (1..sentence.tokens.len()).filter_map(ended).collect()
}

/// A whole name that a text ends with: "dinner for three, 7:15, Rob Hale", "thanks, sue hale".
pub fn signature(sentence: &Sentence<'_>) -> Option<Reading> {
    let end = sentence.tokens.iter().rposition(Token::is_word)? + 1;
    let closes = |from: &usize| {
        let before = from.checked_sub(1).map_or("", |before| sentence.word(before));
        let titled = *from > 1 && before == "." && is_title(sentence.word(from - 2));
        let hyphen = *from > 0 && before == "-" && sentence.tokens[from - 1].touches(&sentence.tokens[*from]);
        !titled
            && !hyphen
            && matches!(
                before,
                "," | "." | "-" | "–" | "—" | "regards" | "thanks" | "thx" | "gracias" | "sincerely" | "cheers" | "atentamente"
            )
    };
    let signed = |from: usize| {
        let reading = sentence.read(from, Trust::Weak)?;
        if let [only] = reading.parts.as_slice() {
            let dashed = matches!(sentence.word(from - 1), "-" | "–" | "—" | "regards") && is_given(&only.word) && !only.ordinary();
            return (dashed && reading.next == end && from > 3).then_some(reading);
        }
        let [first, .., last] = reading.parts.as_slice() else { return None };
        let capitals = first.capital && last.capital;
        let shown = is_given(&first.word) && (capitals || !(first.ordinary() || last.ordinary()));
        (reading.next == end && !reading.titled && shown && (reading.is_whole() || capitals)).then_some(reading)
    };
    (end.saturating_sub(4)..end).filter(closes).find_map(signed)
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
            let goes_on =
                matches!(sentence.word(at + 1), "and" | "is" | "i" | "i'm" | "from" | "calling" | "again" | "my" | "we" | "y" | "with");
            goes_on || sentence.tokens.get(at + 1).is_none_or(|next| !next.is_word()) || is_introduced(sentence, at)
        }
        "again" => sentence.tokens.get(at + 1).is_none_or(|next| !next.is_word()),
        noun => is_filed(noun) && is_after_article(sentence, at),
    }
}

/// "mr hale here is …", "sue hale here running late": a title or a whole name before "here", at the beginning.
fn is_introduced(sentence: &Sentence<'_>, at: usize) -> bool {
    let from = skip_lead(sentence, false);
    sentence.read(from, Trust::Weak).is_some_and(|reading| reading.next == at && (reading.titled || reading.is_whole()))
}

/// What is kept under a name: "the Freedman appointment".
fn is_filed(noun: &str) -> bool {
    matches!(noun, "party" | "booking" | "reservation" | "appointment" | "account" | "residence" | "table")
}

/// "the Freedman appointment": one or two names between the article and the noun.
fn is_after_article(sentence: &Sentence<'_>, at: usize) -> bool {
    let article = |back: usize| at.checked_sub(back).map_or("", |place| sentence.word(place));
    let shown = sentence.capital(at - 1) || is_family(article(1)) && !is_ordinary(article(1));
    (article(2) == "the" || matches!(article(3), "the" | "a")) && shown
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
        let opens = start == 0 || !sentence.tokens[start - 1].is_word() || is_lead(sentence.word(start - 1));
        let whole = reading.is_whole() || opens && first.strange() || reading.titled || is_filed(sentence.word(end)) && first.known;
        let shown = first.capital && (!first.ordinary() || reading.parts.len() > 1 || opens && is_given(&first.word));
        let plain = strong || whole || shown || is_given(&first.word) && !first.ordinary();
        (reading.next == end && plain).then_some(reading)
    })
}

const MOST_LEADS: usize = 16;

/// The first token of a bare answer, after "yeah, it's", "uh", "hello".
pub fn skip_lead(sentence: &Sentence<'_>, asked: bool) -> usize {
    let mut at = 0;
    while at < sentence.tokens.len().min(MOST_LEADS) && (is_lead(sentence.word(at)) || (asked && is_asked_lead(sentence.word(at)))) {
        let of_another = sentence.word(at).ends_with("'s") && sentence.word(at + 1) == "name";
        if of_another || sentence.word(at) == "i" && spelling::letters(sentence, at, 3).is_some() {
            break;
        }
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
            | "there"
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
    let corrected = matches!(word, "," | ".") && matches!(sentence.word(at + 1), "no" | "sorry" | "wait" | "perdon" | "digo");
    if asked && corrected && (reading.parts.len() > 1 || firm) {
        return true;
    }
    let part_next = |word: &str| matches!(word, "first" | "last" | "apellido" | "nombre");
    if asked && reading.parts.len() == 1 && (part_next(word) || part_next(sentence.word(at + 1)) && matches!(word, "," | ".")) {
        return true;
    }
    if matches!(word, "," | "." | "!" | ";" | "-" | "–" | "—") {
        return firm || (asked && at + 1 >= sentence.tokens.len()) || (asked && reading.parts.iter().all(|part| part.capital));
    }
    let month = reading.parts.len() == 1 && reading.parts[0].ordinary();
    let closing = matches!(
        word,
        "ok" | "okay"
            | "right"
            | "please"
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
    ) || word == "is" && matches!(sentence.word(at + 1), "fine" | "good" | "ok" | "okay" | "correct" | "right" | "my");
    let booked = matches!(
        word,
        "party" | "table" | "for" | "at" | "tomorrow" | "tonight" | "today" | "with" | "has" | "had" | "calle" | "from" | "(" | ":"
    ) || next.is_number();
    let shown = reading.parts.iter().all(|part| part.capital && !part.ordinary());
    if booked && !asked && reading.parts.len() > 1 && (known || shown) {
        return true;
    }
    let goes_on = matches!(
        word,
        "and" | "from" | "at" | "but" | "with" | "y" | "de" | "en" | "my" | "i" | "pero" | "con" | "i'm" | "that's" | "mi" | "vivo"
    );
    let given = matches!(word, "and" | "y" | "apellido" | "last") && reading.parts.iter().all(|part| is_given(&part.word));
    asked && (closing || given || (goes_on && firm) || (next.is_number() && firm && !month))
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
