//! One line that says what is wrong, in the caller's own words.

use crate::understanding::acts::phrases::{Table, Word};
use crate::understanding::text::Span;
use std::sync::LazyLock;

/// How long a summary may be, in characters.
const LONGEST: usize = 100;

/// Words that open a turn without saying anything.
const FILLERS: &[&str] = &[
    "hi",
    "hello",
    "hey",
    "hiya",
    "howdy",
    "yes",
    "yeah",
    "yep",
    "no",
    "ok",
    "okay",
    "um",
    "uh",
    "umm",
    "uhh",
    "er",
    "so",
    "well",
    "oh",
    "ah",
    "like",
    "and",
    "but",
    "please",
    "thanks",
    "thank",
    "you",
    "good",
    "morning",
    "afternoon",
    "evening",
    "sir",
    "maam",
    "hola",
    "buenas",
    "buenos",
    "dias",
    "tardes",
    "noches",
    "si",
    "pues",
    "este",
    "eh",
    "bueno",
    "oiga",
    "mire",
    "oye",
    "disculpe",
    "gracias",
    "y",
    "right",
    "alright",
    "sure",
    "actually",
    "basically",
    "just",
    "there",
    "guys",
    "yall",
];

static OPENERS: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::new(&[(
        (),
        &[
            "im|i am calling|texting|writing|messaging because|about|to|since|cause|regarding",
            "i was|am just? wondering if|whether",
            "i wanted|want|need to let you know|tell|report that?",
            "calling because|about|regarding|to",
            "the reason .. calling is",
            "i think|guess",
            "llamo|hablo|le llamo|les llamo|estoy llamando porque|por|para",
            "es que",
            "lo que pasa es que",
        ],
    )])
});

static TAILS: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::new(&[(
        (),
        &[
            "can|could|would|will|when|what|how|do you|yall|u|someone|somebody|anyone|anybody|we|i|time|soon|much|your|it",
            "is|are there|you|someone|anyone any|available|anybody|free|able|a",
            "i need|want|would|would like|was .. someone|somebody|appointment|plumber|visit|technician|you",
            "id like to|an|someone",
            "please|pls|thanks|thank|asap",
            "my name|number|address|phone is|s",
            "call|text me",
            "puede|pueden|podria|podrian|pudiera|pudieran",
            "quiero|quisiera|necesito|ocupo una|un|que|hacer|agendar|alguien",
            "cuando|cuanto|a que|hora .. pueden|puede|cobran|cuesta|vienen|cobra",
            "por favor",
            "gracias",
            "mi nombre|numero|direccion",
            "me llamo",
        ],
    )])
});

static NAMES: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::new(&[(
        (),
        &[
            "my name is|s?",
            "its .. at|from|over|with|here",
            "this is",
            "name is",
            "im|i am",
            "me llamo",
            "mi nombre es",
            "soy",
            "habla|hablando con?",
            "le habla",
        ],
    )])
});

/// True for a word that says nothing about the problem.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// The words that say who calls, from "this is" to the end of the name.
pub(super) fn name_words(words: &[Word]) -> Option<(usize, usize)> {
    const NO_NAME: &[&str] = &[
        "a", "an", "the", "not", "calling", "having", "looking", "trying", "about", "in", "at", "getting", "just", "out", "going", "my",
        "for", "i", "and", "from", "we", "really", "un", "una", "de", "y", "tengo", "el", "la", "mi", "que", "over", "here", "with",
        "standing", "home", "sorry",
    ];
    let found = NAMES.find(words).into_iter().find(|f| words.get(f.end).is_some_and(|w| !NO_NAME.contains(&w.text.as_str())))?;
    let mut end = found.end;
    while end < words.len()
        && end < found.end + 3
        && (end == found.end || !words[end].opens)
        && !NO_NAME.contains(&words[end].text.as_str())
    {
        end += 1;
    }
    Some((found.first, end))
}

/// The line and where it stands. `place` is the range of words that told the problem.
pub(super) fn of(text: &str, words: &[Word], place: (usize, usize)) -> Option<(String, Span)> {
    let told = (place.0..place.1).find(|at| !is_filler(&words[*at].text) || denies(words, *at)).unwrap_or(place.0);
    let first = opening(words, told);
    let end = closing(words, place.1.max(first + 1));
    let (from, to) = (words.get(first)?.span.start, words.get(end.checked_sub(1)?)?.span.end);
    let raw = text.get(from..to)?;
    let (line, taken) = one_line(raw);
    (!line.is_empty()).then_some((line, Span { start: from, end: from + taken }))
}

/// Where the telling begins: after greeting, name and filler, or with the sentence of the problem where much stands before it.
fn opening(words: &[Word], problem: usize) -> usize {
    let mut first = 0;
    if let Some((start, end)) = name_words(words)
        && end <= problem
        && start <= first + 8
    {
        first = end;
    }
    if let Some(opener) = OPENERS.find(words).iter().rfind(|f| f.end <= problem && f.first <= first + 4) {
        first = first.max(opener.end);
    }
    while first < problem && is_filler(&words[first].text) && !denies(words, first) {
        first += 1;
    }
    first = after_question(words, first, problem);
    let near = |from: usize| words[problem].span.start - words[from].span.start <= LONGEST / 2;
    if near(first) {
        return first;
    }
    let clause = (first..=problem).rev().find(|at| words[*at].opens).filter(|at| near(*at));
    clause
        .unwrap_or_else(|| (first..=problem).find(|at| near(*at) && starts_clause(words, *at)).unwrap_or_else(|| problem.saturating_sub(3)))
}

/// The sentence of the problem, where what stands before it only asks: "Are you open? My sink leaks".
fn after_question(words: &[Word], first: usize, problem: usize) -> usize {
    const ASKS: &[&str] =
        &["are", "do", "does", "is", "can", "could", "how", "what", "when", "who", "quick", "hacen", "estan", "puedo", "cuanto"];
    let sentence = (first..=problem).rev().find(|at| words[*at].begins).unwrap_or(first);
    if sentence > first && ASKS.contains(&words[first].text.as_str()) { sentence } else { first }
}

/// Where speech without marks takes a new breath: after "so" or "because", or with "my", "there's", "tengo".
fn starts_clause(words: &[Word], at: usize) -> bool {
    const JOINTS: &[&str] = &["so", "and", "but", "um", "uh", "because", "cause", "then", "pero", "porque", "pues", "que", "entonces"];
    const HEADS: &[&str] = &[
        "my", "our", "the", "theres", "its", "i", "ive", "we", "weve", "he", "she", "they", "mi", "el", "la", "se", "hay", "tengo",
        "nuestro",
    ];
    let after_joint = at > 0 && JOINTS.contains(&words[at - 1].text.as_str());
    (after_joint && !JOINTS.contains(&words[at].text.as_str())) || HEADS.contains(&words[at].text.as_str())
}

/// "No" in "no hot water" and "no tengo agua" belongs to what is told; in "no, the sink" it answers.
fn denies(words: &[Word], at: usize) -> bool {
    words[at].text == "no" && words.get(at + 1).is_some_and(|w| !w.opens)
}

/// Where it ends: before what the caller asks of us, and before an address or a number.
fn closing(words: &[Word], problem_end: usize) -> usize {
    let tail = TAILS.find(words).into_iter().map(|f| f.first).find(|first| *first >= problem_end);
    let end = tail.unwrap_or(words.len());
    let personal = (problem_end..end).find(|at| is_address(words, *at) || is_phone(words, *at));
    trim_end(words, problem_end, personal.unwrap_or(end), personal.is_some())
}

/// Words that lead over to what was cut off.
const LEADS: &[&str] = &[
    "and", "so", "y", "but", "pero", "um", "uh", "hi", "ok", "if", "with", "the", "a", "an", "to", "of", "or", "because", "que", "el",
    "la", "o", "de",
];
/// Words that lead over to an address or a number.
const PLACE_LEADS: &[&str] = &[
    "at",
    "im",
    "in",
    "on",
    "is",
    "its",
    "address",
    "my",
    "our",
    "en",
    "vivo",
    "live",
    "i",
    "estoy",
    "number",
    "es",
    "direccion",
    "mi",
    "we",
    "were",
    "are",
    "here",
    "house",
    "call",
    "me",
    "numero",
];

fn trim_end(words: &[Word], least: usize, mut end: usize, before_place: bool) -> usize {
    while end > least {
        let word = words[end - 1].text.as_str();
        let leads_over = LEADS.contains(&word) || (before_place && PLACE_LEADS.contains(&word));
        if !leads_over {
            break;
        }
        end -= 1;
    }
    end
}

/// A house number with the street behind it.
fn is_address(words: &[Word], at: usize) -> bool {
    let digits = words[at].text.bytes().take_while(u8::is_ascii_digit).count();
    digits >= 3
        && words.iter().skip(at + 1).take(4).any(|w| super::STREET.contains(&w.text.as_str()))
        && words.get(at + 1).is_some_and(|w| !super::STREET.contains(&w.text.as_str()) || w.text.len() > 2)
}

/// The digits of a telephone, together or in groups.
fn is_phone(words: &[Word], at: usize) -> bool {
    let group = |at: usize| words.get(at).filter(|w| w.text.bytes().all(|b| b.is_ascii_digit())).map_or(0, |w| w.text.len());
    group(at) >= 10 || (group(at) == 3 && (group(at + 1) >= 7 || (group(at + 1) == 3 && group(at + 2) == 4)))
}

/// White space and control characters become single blanks, and what is too long ends after a whole word.
fn one_line(raw: &str) -> (String, usize) {
    let mut line = String::with_capacity(raw.len().min(4 * LONGEST));
    let mut count = 0;
    let mut taken = 0;
    let mut last_word = (0, 0);
    for (at, c) in raw.char_indices() {
        if count == LONGEST {
            if last_word.0 == 0 {
                return (line, taken);
            }
            line.truncate(last_word.0);
            return without_loose_end(line, last_word.1);
        }
        if c.is_whitespace() || c.is_control() {
            if !line.is_empty() && !line.ends_with(' ') {
                last_word = (line.len(), at);
                line.push(' ');
                count += 1;
            }
        } else {
            line.push(c);
            count += 1;
            taken = at + c.len_utf8();
        }
    }
    (line.trim_end().to_owned(), taken)
}

/// What was cut short does not end with "and the".
fn without_loose_end(mut line: String, mut taken: usize) -> (String, usize) {
    while let Some((kept, last)) = line.rsplit_once(' ') {
        if !LEADS.contains(&last.to_lowercase().as_str()) {
            break;
        }
        taken = taken.saturating_sub(line.len() - kept.len());
        line.truncate(kept.len());
    }
    (line, taken)
}
