//! One line that says what is wrong, in the caller's own words.

use crate::understanding::acts::phrases::{Table, Word};
use crate::understanding::text::Span;
use std::sync::LazyLock;

/// How long a summary may be, in characters.
const LONGEST: usize = 120;

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
        &["my name is|s?", "this is", "name is", "im|i am", "me llamo", "mi nombre es", "soy", "habla|hablando con?", "le habla"],
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
    let first = opening(words, place.0);
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
    let before = words[problem].span.start - words[first].span.start;
    if before <= LONGEST / 2 {
        return first;
    }
    (first..=problem)
        .rev()
        .find(|i| words[*i].opens)
        .filter(|i| words[problem].span.start - words[*i].span.start <= LONGEST / 2)
        .unwrap_or_else(|| problem.saturating_sub(6))
}

/// "No" in "no hot water" and "no tengo agua" belongs to what is told; in "no, the sink" it answers.
fn denies(words: &[Word], at: usize) -> bool {
    words[at].text == "no" && words.get(at + 1).is_some_and(|w| !w.opens)
}

/// Where it ends: before what the caller asks of us.
fn closing(words: &[Word], problem_end: usize) -> usize {
    let tail = TAILS.find(words).into_iter().map(|f| f.first).find(|first| *first >= problem_end);
    let mut end = tail.unwrap_or(words.len());
    while end > problem_end
        && matches!(words[end - 1].text.as_str(), "and" | "so" | "y" | "but" | "pero" | "um" | "uh" | "hi" | "ok" | "if")
    {
        end -= 1;
    }
    end
}

/// White space and control characters become single blanks, and what is too long ends after a whole word.
fn one_line(raw: &str) -> (String, usize) {
    let mut line = String::with_capacity(raw.len().min(4 * LONGEST));
    let mut count = 0;
    let mut taken = 0;
    let mut last_word = (0, 0);
    for (at, c) in raw.char_indices() {
        if count == LONGEST {
            line.truncate(if last_word.0 > 0 { last_word.0 } else { line.len() });
            return (line, if last_word.1 > 0 { last_word.1 } else { taken });
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
