//! What is certain without weighing: danger that is told plainly, and the answers to "is it getting worse, or can it wait?".

use super::concepts::is_denied;
use crate::understanding::Danger;
use crate::understanding::acts::phrases::{Found, Table, Word};
use std::sync::LazyLock;

static PLAIN_DANGER: LazyLock<Table<Danger>> = LazyLock::new(|| Table::read(include_str!("dangers.txt"), danger));

fn danger(heading: &str) -> Option<Danger> {
    Some(match heading {
        "gas" => Danger::Gas,
        "carbon_monoxide" => Danger::CarbonMonoxide,
        "fire" => Danger::Fire,
        "electric" => Danger::Electric,
        _ => return None,
    })
}

/// Words before or after a telling that make it a question, a wish or a memory.
const UNREAL: &[&str] = &[
    "if",
    "would",
    "could",
    "might",
    "when",
    "whenever",
    "last",
    "ago",
    "yesterday",
    "once",
    "before",
    "never",
    "not",
    "no",
    "dont",
    "doesnt",
    "didnt",
    "isnt",
    "wasnt",
    "without",
    "used",
    "had",
    "hypothetically",
    "worried",
    "afraid",
    "scared",
    "case",
    "ever",
    "fixed",
    "repaired",
    "was",
    "were",
    "smelled",
    "went",
    "si",
    "cuando",
    "sin",
    "ni",
    "nunca",
    "ano",
    "pasado",
    "ayer",
    "antes",
    "street",
    "st",
    "bakery",
    "novel",
    "movie",
    "test",
    "tested",
    "detectors",
    "installed",
    "turned",
    "false",
    "aint",
    "there'll",
    "arent",
    "hasnt",
    "nobody",
    "nothing",
    "zero",
    "says",
    "said",
    "fix",
    "do",
    "does",
    "should",
    "can",
    "what",
    "previous",
    "old",
    "january",
    "february",
    "march",
    "april",
    "may",
    "joking",
    "joke",
    "kidding",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "year",
    "month",
    "week",
    "gone",
    "cleared",
    "came",
    "static",
    "estatica",
    "bill",
    "price",
];
const UNREAL_REACH: usize = 5;

/// Of these, the ones that after a telling begin something else: "I smell gas, what should I do", "… tomorrow would be great".
const NEXT_CLAUSE: &[&str] = &["would", "could", "can", "should", "do", "does", "what", "no", "not", "dont", "doesnt", "may"];

/// A danger that is told plainly and as of now.
pub(super) fn plain_danger(words: &[Word]) -> Option<Found<Danger>> {
    PLAIN_DANGER.find(words).into_iter().find(|found| is_real(found, words))
}

fn is_real(found: &Found<Danger>, words: &[Word]) -> bool {
    let from = found.first.saturating_sub(UNREAL_REACH);
    let to = (found.end + UNREAL_REACH).min(words.len());
    let around = |range: std::ops::Range<usize>| words.get(range).unwrap_or_default().iter().any(|w| UNREAL.contains(&w.text.as_str()));
    let before = words.get(from..found.first).unwrap_or_default().iter().rev().take(2);
    let now = before.take_while(|w| !UNREAL.contains(&w.text.as_str())).any(|w| matches!(w.text.as_str(), "now" | "and" | "y"));
    let unreal_after = words
        .get(found.end..to)
        .unwrap_or_default()
        .iter()
        .any(|w| UNREAL.contains(&w.text.as_str()) && !NEXT_CLAUSE.contains(&w.text.as_str()));
    (now || !around(from..found.first)) && !unreal_after
}

static MAY_SPREAD: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::new(&[(
        (),
        &[
            "leak|leaks|leaking|leaked|fuga|fugas",
            "toilet|commode|inodoro|taza|excusado|bano .. clogged|plugged|blocked|tapado|tapada|tapo",
            "clogged|plugged|tapado|tapada|tapo .. toilet|commode|inodoro|taza|excusado|bano",
        ],
    )])
});

/// A leak or a blocked toilet is told, which may do damage unseen.
pub(super) fn may_spread(words: &[Word]) -> bool {
    MAY_SPREAD.find(words).iter().any(|found| !is_denied(words, found.first))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Worse,
    Waits,
}

static ANSWERS: LazyLock<Table<Answer>> = LazyLock::new(|| Table::new(&[(Answer::Waits, WAITS), (Answer::Worse, WORSE)]));

const WAITS: &[&str] = &[
    "can|could|will|ill wait",
    "^ no",
    "^ nope|nah|negative|not",
    "no rush|hurry|urgency|emergency|worse|big|need",
    "not .. rush|hurry|urgent|emergency|worse|worsening|bad|serious|immediate",
    "theres no rush|hurry|urgency|emergency",
    "isnt|doesnt|hasnt getting|seem|gotten|an|urgent|changing? worse|emergency",
    "isnt getting|an|urgent",
    "the same",
    "same as|since",
    "been this|that",
    "been|for .. weeks|months|years|while",
    "for now",
    "stable|contained|steady|controlled|stopped",
    "under control",
    "shut|turned|cut|closed|capped|valve|its|water .. off",
    "bucket|bowl|pan|towel .. catching|holding|handling",
    "itll|it|should|will keep|hold",
    "just|only|barely|slow|slowly .. drip*|trickl*",
    "^ its|just|only? a? slow|small|minor|little $",
    "solo|nomas|mas .. gote*",
    "apague|cerre|cerramos|corte .. llave|agua|paso|luz|gas",
    "ya paro|se detuvo",
    "tomorrow|tomorrows|whenever|anytime",
    "monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend is|works|would|will|sounds|fine",
    "lunes|martes|miercoles|jueves|viernes|sabado|domingo esta|estaria|me",
    "next week",
    "puede|puedo|podemos esperar",
    "no .. urgente|emergencia|prisa|empeora|peor|urge",
    "sin prisa",
    "manana",
    "cuando puedan|pueda",
    "igual",
    "controlad*",
];
const WORSE: &[&str] = &[
    "getting|gets|got|gotten|much|is|even worse",
    "worse",
    "^ yes|yeah|yep|yup|si|absolutely|definitely|claro",
    "cant|cannot|wont|couldnt|shouldnt wait",
    "cannot|not wait",
    "everywhere",
    "right now",
    "emergency|urgent|immediately|asap",
    "spreading|rising|flooding",
    "wont|doesnt|isnt|not|cant|never stop|stopping|quit|slow|slowing",
    "no para|deja|parar",
    "no puede|puedo|podemos esperar",
    "empeora*|peor|urge|urgente|emergencia",
    "dont know|think",
    "not .. sure|certain",
    "no creo|pienso que? .. esperar|aguant*",
    "not just|only",
    "no se|sabria",
    "no estoy segur*",
    "hurry|help|quick|quickly",
    "por todos|todas lados|partes",
];

/// The answer to "is it getting worse right now, or can it wait?": true where it may not wait. No clear "it can" counts as that.
pub(super) fn may_not_wait(words: &[Word]) -> bool {
    let mut found = ANSWERS.find(words);
    // "No, puede esperar" and "no puede esperar" are opposites: no phrase goes over a comma.
    found.retain(|f| words.get(f.first + 1..f.end).is_none_or(|inner| inner.iter().all(|w| !w.opens)));
    let waits: Vec<_> = found.iter().filter(|f| f.value == Answer::Waits).collect();
    // "It is not getting worse" holds "worse" and denies it; "no, it can't wait" holds a "no" that denies waiting.
    let denied = |f: &Found<Answer>| waits.iter().any(|w| w.first <= f.first && f.end <= w.end);
    let insists = found.iter().filter(|f| f.value == Answer::Worse && (f.first > 0 || f.end > 1)).any(|f| !denied(f));
    waits.is_empty() || insists
}

/// Anything is said of whether it can wait.
pub(super) fn answers_whether_it_can_wait(words: &[Word]) -> bool {
    !ANSWERS.find(words).is_empty()
}

/// The words without those that say that it can wait.
pub(super) fn without_calm(words: &[Word]) -> Vec<Word> {
    let calm: Vec<_> = ANSWERS.find(words).into_iter().filter(|f| f.value == Answer::Waits).collect();
    let kept = words.iter().enumerate().filter(|(at, _)| !calm.iter().any(|f| f.first <= *at && *at < f.end));
    let mut kept: Vec<Word> = kept.map(|(_, word)| word.clone()).collect();
    if let Some(first) = kept.first_mut() {
        (first.opens, first.begins) = (true, true);
    }
    kept
}

static AGAIN: LazyLock<Table<()>> = LazyLock::new(|| {
    Table::new(&[(
        (),
        &[
            "^ what|huh|pardon|sorry|come|excuse|mande|como|repeat|repita $",
            "^ what do|did|was|were you|that|the",
            "say|repeat|repeating that|it|the|again|please|question",
            "come again",
            "didnt|couldnt|cant hear|catch|understand",
            "no le? entendi|escuche|oi",
            "que dijo|significa",
        ],
    )])
});

/// The caller did not understand the question and has answered nothing.
pub(super) fn asks_again(words: &[Word]) -> bool {
    words.len() < 9 && !AGAIN.find(words).is_empty()
}

/// The words that the answer rests on, where it is one that wants somebody now.
pub(super) fn worse_words(words: &[Word]) -> Option<(usize, usize)> {
    ANSWERS.find(words).iter().find(|f| f.value == Answer::Worse).map(|f| (f.first, f.end))
}
