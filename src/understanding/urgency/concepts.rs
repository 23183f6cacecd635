//! What a turn speaks of that bears on how long it can wait: gas, water on its way, people who cannot wait, denial, the past.

use crate::understanding::acts::phrases::{Table, Word};
use std::sync::LazyLock;

/// One place where a concept stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Which one, in the order of `concepts.txt`.
    pub concept: usize,
    /// First word.
    pub first: usize,
    /// One past the last word.
    pub end: usize,
    /// A denial stands before it: "no smell of gas".
    pub denied: bool,
}

struct Lexicon {
    names: Vec<&'static str>,
    table: Table<usize>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| read(include_str!("concepts.txt")));

fn read(text: &'static str) -> Lexicon {
    let mut lexicon = Lexicon { names: Vec::new(), table: Table::new(&[]) };
    for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let patterns = match line.split_once(':') {
            Some((name, patterns)) if !line.starts_with(' ') => {
                lexicon.names.push(name);
                patterns
            }
            _ => line,
        };
        let concept = lexicon.names.len().saturating_sub(1);
        for pattern in patterns.split(';') {
            lexicon.table.add(concept, pattern);
        }
    }
    lexicon
}

/// The name of a concept.
pub(super) fn name(concept: usize) -> &'static str {
    LEXICON.names.get(concept).copied().unwrap_or_default()
}

/// How many concepts there are.
pub(super) fn count() -> usize {
    LEXICON.names.len()
}

/// Concepts that only colour what is told and are no matter of their own.
const COLOURS: &[&str] = &[
    "negation",
    "not_urgent",
    "minor",
    "long_time",
    "working",
    "past_fixed",
    "hypothetical",
    "quote",
    "maintenance",
    "admin",
    "figure",
    "shut_off",
    "now",
    "urgent",
    "thing",
];
/// Concepts that are a matter only beside another: things, places and people.
const PARTS: &[&str] = &[
    "neighbor",
    "floor",
    "room",
    "runs",
    "low_number",
    "drain_word",
    "toilet_word",
    "pipe_word",
    "electric_word",
    "vulnerable",
    "towel",
    "gas_word",
    "valuables",
    "ceiling",
    "cold",
    "hot_weather",
    "medical",
    "sump",
    "urgent",
    "water_word",
];

/// True for a concept that is of weight in a decision.
pub(super) fn matters(concept: usize) -> bool {
    !COLOURS.contains(&name(concept))
}

/// True where the words tell of anything that could be a trouble.
pub(super) fn tell_trouble(hits: &[Hit]) -> bool {
    let mut parts: Vec<usize> = hits.iter().map(|h| h.concept).filter(|c| PARTS.contains(&name(*c))).collect();
    parts.sort_unstable();
    parts.dedup();
    parts.len() > 1 || hits.iter().any(|h| matters(h.concept) && !PARTS.contains(&name(h.concept)))
}

/// What makes a fault one that is asked about, planned or put off, and none of now.
const PLANS: &[&str] = &["hypothetical", "quote", "maintenance", "admin", "figure", "not_urgent"];

/// True where anything is told that makes it a question or a plan.
pub(super) fn tell_plan(hits: &[Hit]) -> bool {
    hits.iter().any(|h| !h.denied && PLANS.contains(&name(h.concept)))
}

/// What makes a fault one that can wait, beside those.
const CALM: &[&str] = &["minor", "trickle", "past_fixed", "working", "shut_off", "long_time", "negation"];

/// True where anything is told that makes it wait.
pub(super) fn tell_calm(hits: &[Hit]) -> bool {
    tell_plan(hits) || hits.iter().any(|h| !h.denied && CALM.contains(&name(h.concept)))
}

/// Concepts whose denial says nothing but that they are absent; "no heat" and "no water" are troubles and not among them.
const ABSENT: &[&str] = &[
    "gas_smell",
    "gas_leak",
    "gas_word",
    "hiss",
    "co_alarm",
    "symptom",
    "smoke",
    "fire",
    "burning_smell",
    "spark",
    "melt",
    "shock",
    "hot_electric",
    "live_wire",
    "burst",
    "flood",
    "leak_word",
    "sewage",
    "water_on_electric",
    "explode",
    "bulge",
];

/// The words without those that say what is not there: "there is no smell of gas".
pub(super) fn without_denied(words: &[Word], hits: &[Hit]) -> Vec<Word> {
    const LEADS: &[&str] =
        &["there", "theres", "is", "are", "and", "but", "i", "we", "do", "it", "its", "hay", "y", "pero", "any", "smell", "see"];
    let mut dropped = vec![false; words.len()];
    for hit in hits.iter().filter(|h| h.denied && ABSENT.contains(&name(h.concept))) {
        let Some(denial) = (0..hit.first).rev().find(|at| DENIALS.contains(&words[*at].text.as_str())) else { continue };
        let leads = (0..denial).rev().take_while(|at| LEADS.contains(&words[*at].text.as_str())).count();
        dropped[denial - leads..hit.end].fill(true);
    }
    let mut kept: Vec<Word> = words.iter().zip(&dropped).filter(|(_, dropped)| !**dropped).map(|(word, _)| word.clone()).collect();
    if let Some(first) = kept.first_mut() {
        (first.opens, first.begins) = (true, true);
    }
    kept
}

/// Every concept in the order of the words; of one concept at one word only the longest.
pub(super) fn hits(words: &[Word]) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for found in LEXICON.table.find(words) {
        if name(found.value) == "no_water" && words.get(found.end).is_some_and(|w| NOT_MISSING.contains(&w.text.as_str())) {
            continue;
        }
        let same = hits.iter_mut().rev().take_while(|h| h.first == found.first).find(|h| h.concept == found.value);
        match same {
            Some(hit) => hit.end = hit.end.max(found.end),
            None => hits.push(Hit { concept: found.value, first: found.first, end: found.end, denied: is_denied(words, found.first) }),
        }
    }
    without_parts_of_names(hits)
}

/// The name of a thing tells no trouble by its parts: a smoke detector is no smoke, a water heater no water on its way.
fn without_parts_of_names(mut hits: Vec<Hit>) -> Vec<Hit> {
    const THING: &str = "thing";
    let things: Vec<Hit> = hits.iter().filter(|h| name(h.concept) == THING).copied().collect();
    let of_name = |hit: &Hit| {
        let inside = |t: &Hit| t.first <= hit.first && hit.end <= t.end;
        // "The smoke detector is going off" begins with the name and tells more than it.
        let only_begins = |t: &Hit| t.first == hit.first && hit.end > t.end && name(hit.concept) == "water_on_electric";
        things.iter().any(|t| inside(t) || only_begins(t))
    };
    hits.retain(|h| name(h.concept) == THING || !of_name(h));
    hits
}

/// After "no water" these tell of something else: no hot water, no water damage.
const NOT_MISSING: &[&str] =
    &["caliente", "hot", "heater", "damage", "pressure", "leak", "leaks", "leaking", "stain", "stains", "on", "tirada"];

const DENIALS: &[&str] = &[
    "no", "not", "never", "without", "isnt", "arent", "aint", "doesnt", "dont", "didnt", "wasnt", "hasnt", "havent", "nothing", "none",
    "nobody", "neither", "nor", "sin", "ni", "nunca", "nada", "tampoco",
];
const TURNS: &[&str] = &[
    "but", "except", "just", "only", "pero", "sino", "nomas", "and", "y", "cause", "because", "porque", "so", "until", "its", "im", "hes",
    "theyre", "thats", "now", "still", "there", "theres", "sure", "since",
];
const DENIAL_REACH: usize = 4;

/// True where a denial stands before this word: looks back a few words within the clause for a denial; "but" ends its reach.
pub(super) fn is_denied(words: &[Word], first: usize) -> bool {
    let mut at = first;
    for _ in 0..DENIAL_REACH {
        if words.get(at).is_none_or(|w| w.opens) || at == 0 {
            return false;
        }
        at -= 1;
        let text = words[at].text.as_str();
        if TURNS.contains(&text) {
            return false;
        }
        if DENIALS.contains(&text) {
            return true;
        }
    }
    false
}
