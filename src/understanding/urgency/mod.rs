//! Whether it can wait: emergencies and danger to life, from what people say rather than from keywords.
//!
//! Concepts are looked up in the words, two trained scores weigh them, and a few rules stand above the scores: danger that is
//! told plainly, the business's own words, and the answer to the question whether it can wait.

mod concepts;
mod features;
mod linear;
mod network;
mod opinion;
mod own_words;
mod places;
mod rules;

#[cfg(test)]
mod tests;

use crate::understanding::acts::phrases::{Word, words as plain_words};
use crate::understanding::text::{Span, Token};
use crate::understanding::{Asked, Context, Danger, Urgency, Verdict};
use concepts::Hit;
use opinion::Opinion;

/// From this score on somebody is woken unasked.
const ALARM: f32 = 0.4;
/// From this score on somebody is woken where people may be hurt by it.
const ALARM_FOR_LIFE: f32 = -0.8;
/// From this score on one short question is asked.
const ASK: f32 = -2.9;
/// From this score on the danger is one to people.
const HARM: f32 = -0.4;
/// From this score on it is one even where nothing says which.
const UNNAMED_HARM: f32 = 1.5;
/// The same as [`ASK`] where the assistant had asked about something else.
const ASK_ELSEWHERE: f32 = -1.5;
/// So many words are read; a longer turn is read at both ends.
const MOST_WORDS: usize = 400;
/// An answer about something else (a name, an address, a time) must be at least so long to be a trouble as well.
const LEAST_WORDS: usize = 4;
/// Fewer words of which none is known as a trouble tell none, unless they alarm.
const TELLING: usize = 7;
/// A leak told in fewer words than this may be a drop or a stream: that is asked.
const SHORT: usize = 14;
/// So many words of an answer that lets nothing wait are named.
const MOST_QUOTED: usize = 7;
/// Shorter words name no reason where there are others.
const LETTERS_OF_A_PARTICLE: usize = 3;
/// How many of the caller's words are named for a decision.
const MOST_REASONS: usize = 4;

/// Decides from what was said whether somebody must be woken now. A turn that gives a name, a number or an address (`gives_detail`)
/// and says nothing of "can it wait?" has not answered that.
pub fn recognize(text: &str, tokens: &[Token], context: &Context<'_>, gives_detail: bool) -> Urgency {
    let said = own_words::without(&told(tokens), &context.vocabulary.business_name);
    let said = places::without(&said);
    let keyword = own_words::keyword(&said, context.vocabulary);
    let elsewhere = context.asked.is_some_and(|asked| !matches!(asked, Asked::Problem | Asked::Urgency));
    let mut urgency = decide(text, &said, keyword, elsewhere);
    if context.asked == Some(Asked::Urgency) {
        let is_answer = !gives_detail || rules::answers_whether_it_can_wait(&said);
        if is_answer {
            answer(text, tokens, &said, &mut urgency);
        } else if urgency.verdict == Verdict::No {
            urgency.verdict = Verdict::Ask;
        }
    }
    if urgency.verdict != Verdict::No && urgency.danger.is_none() && own_words::is_exception(&said, context.vocabulary) {
        return Urgency::default();
    }
    urgency
}

const FILLERS: &[&str] = &[
    "um", "uh", "umm", "uhh", "er", "erm", "uhm", "hmm", "hm", "eh", "este", "pues", "like", "well", "so", "okay", "ok", "please", "oh",
    "ah", "yeah", "hi", "hello", "hey", "hola", "bueno", "yall", "sir", "maam", "lol", "mire", "oiga", "honey",
];

/// The words without noises.
fn clauses(tokens: &[Token]) -> Vec<Word> {
    let mut words = plain_words(tokens);
    words.retain(|w| !FILLERS.contains(&w.text.as_str()));
    words
}

/// The words without noises and without marks, so that a recogniser that writes neither is read alike.
fn told(tokens: &[Token]) -> Vec<Word> {
    let mut words = without_answer(clauses(tokens));
    if words.len() > MOST_WORDS {
        words.drain(MOST_WORDS / 2..words.len() - MOST_WORDS / 2);
    }
    for (index, word) in words.iter_mut().enumerate() {
        (word.opens, word.begins) = (index == 0, index == 0);
    }
    words
}

/// A "no" that answers a question denies nothing of what is told after it: "no, I smell gas".
fn without_answer(mut words: Vec<Word>) -> Vec<Word> {
    const REFUSALS: &[&str] = &["no", "nope", "nah"];
    const SUBJECTS: &[&str] = &[
        "i", "im", "we", "were", "it", "its", "the", "there", "theres", "my", "our", "this", "that", "thats", "now", "but", "he", "she",
        "pero", "mi", "ya",
    ];
    let refuses = words.first().is_some_and(|w| REFUSALS.contains(&w.text.as_str()));
    let goes_on = words.get(1).is_some_and(|w| w.opens || SUBJECTS.contains(&w.text.as_str()));
    if refuses && goes_on {
        words.remove(0);
    }
    words
}

fn decide(text: &str, said: &[Word], keyword: Option<(usize, usize)>, elsewhere: bool) -> Urgency {
    let Weighed { hits, kept, length, opinion } = weigh(said);
    let plain = rules::plain_danger(said);
    let matter = concepts::tell_trouble(&kept);
    let (alarms, asks) = if elsewhere {
        // Names, addresses and times are no trouble: only a word of trouble beside them is.
        let heard = matter && !is_bare(said);
        (heard && alarms(&opinion), heard && opinion.urgent >= ASK_ELSEWHERE)
    } else {
        (alarms(&opinion), opinion.urgent >= ASK && (matter || length >= TELLING))
    };
    let calm = concepts::tell_calm(&hits);
    // The business's own word counts as told unless something beside it makes it a question, a plan or a memory.
    let certain = plain.is_some() || (keyword.is_some() && (opinion.urgent > ASK || !concepts::tell_plan(&hits)));
    let unseen = !elsewhere && length < SHORT && rules::may_spread(said) && !calm;
    let verdict = if certain || alarms {
        Verdict::Yes
    } else if keyword.is_some() || unseen || asks {
        Verdict::Ask
    } else {
        return Urgency::default();
    };
    let danger = plain.map(|f| f.value).or_else(|| harm(&hits, &opinion));
    let first = plain.map(|f| (f.first, f.end)).or(keyword);
    let because = first.into_iter().chain(reasons(said, &hits, &opinion)).filter_map(|place| quote(text, said, place));
    let mut urgency = Urgency { verdict, danger, because: Vec::new() };
    for reason in because.take(MOST_REASONS) {
        if !urgency.because.iter().any(|b| b.contains(&reason)) {
            urgency.because.push(reason);
        }
    }
    urgency
}

/// A short answer, or one that is spelled.
fn is_bare(said: &[Word]) -> bool {
    let letters = said.iter().filter(|w| w.text.chars().count() < 3).count();
    said.len() < LEAST_WORDS || letters * 2 > said.len()
}

fn alarms(opinion: &Opinion) -> bool {
    opinion.urgent >= ALARM || (opinion.urgent >= ALARM_FOR_LIFE && opinion.harmful >= HARM)
}

/// What the words weigh. "Kept" are those that are left without what is denied.
struct Weighed {
    hits: Vec<Hit>,
    kept: Vec<Hit>,
    length: usize,
    opinion: Opinion,
}

/// The opinion on the words; that on the words without what is denied counts where it is calmer, so that a denial never alarms.
fn weigh(said: &[Word]) -> Weighed {
    let hits = concepts::hits(said);
    let opinion = opinion::of(said, &hits);
    let left = concepts::without_denied(said, &hits);
    if left.len() == said.len() {
        return Weighed { kept: hits.clone(), hits, length: said.len(), opinion };
    }
    let kept = concepts::hits(&left);
    let calmer = opinion::of(&left, &kept);
    let urgent = opinion.urgent.min(calmer.urgent);
    let harmful = opinion.harmful.min(calmer.harmful);
    Weighed { hits, kept, length: left.len(), opinion: Opinion { urgent, harmful, by_word: opinion.by_word } }
}

/// What people may be hurt by, where the score says that they may.
fn harm(hits: &[Hit], opinion: &Opinion) -> Option<Danger> {
    if opinion.harmful < HARM {
        return None;
    }
    let told = |names: &[&str]| hits.iter().filter(|h| !h.denied).filter(|h| names.contains(&concepts::name(h.concept))).count();
    let kinds = [
        (Danger::CarbonMonoxide, 3 * told(&["co_alarm"]) + told(&["symptom"]) / 2),
        (Danger::Gas, 2 * told(&["gas_smell", "gas_leak"]) + told(&["gas_word", "stove_valve", "hiss"])),
        (
            Danger::Electric,
            2 * told(&["spark", "shock", "live_wire", "water_on_electric", "half_power"])
                + told(&["electric_word", "buzz", "hot_electric"]),
        ),
        (Danger::Fire, 2 * told(&["fire", "smoke", "burning_smell"]) + told(&["melt", "explode"])),
    ];
    let (kind, weight) = kinds.into_iter().rev().max_by_key(|(_, weight)| *weight)?;
    if weight > 0 {
        return Some(kind);
    }
    let other = told(&["bulge", "explode", "symptom", "medical", "evacuate", "vulnerable"]) > 0;
    (other || opinion.harmful >= UNNAMED_HARM).then_some(Danger::Other)
}

/// The concepts that spoke loudest for the decision, else the words that did.
fn reasons(said: &[Word], hits: &[Hit], opinion: &Opinion) -> Vec<(usize, usize)> {
    let weight = |first: usize, end: usize| opinion.by_word.get(first..end).unwrap_or_default().iter().sum::<f32>();
    let mut places: Vec<(f32, (usize, usize))> = hits
        .iter()
        .filter(|h| !h.denied && concepts::matters(h.concept))
        .map(|h| (weight(h.first, h.end), (h.first, h.end)))
        .filter(|(weight, _)| *weight > 0.0)
        .collect();
    if places.is_empty() {
        places = telling_words(said).into_iter().map(|at| (weight(at, at + 1), (at, at + 1))).collect();
    }
    places.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut chosen: Vec<(usize, usize)> = Vec::new();
    for (_, place) in places {
        if chosen.len() < MOST_REASONS && chosen.iter().all(|c| place.1 <= c.0 || c.1 <= place.0) {
            chosen.push(place);
        }
    }
    chosen
}

/// The words that are more than particles, or all where there are none.
fn telling_words(said: &[Word]) -> Vec<usize> {
    let telling: Vec<usize> = (0..said.len()).filter(|at| said[*at].text.chars().count() > LETTERS_OF_A_PARTICLE).collect();
    if telling.is_empty() { (0..said.len()).collect() } else { telling }
}

fn quote(text: &str, said: &[Word], (first, end): (usize, usize)) -> Option<String> {
    let span = Span { start: said.get(first)?.span.start, end: said.get(end.checked_sub(1)?)?.span.end };
    text.get(span.start..span.end).map(|words| words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect())
}

/// After "is it getting worse, or can it wait?" only a clear "it can wait" lets it wait.
fn answer(text: &str, tokens: &[Token], said: &[Word], urgency: &mut Urgency) {
    let clauses = clauses(tokens);
    if tokens.is_empty() || rules::asks_again(said) {
        return;
    }
    if !said.is_empty() && !rules::may_not_wait(&clauses) {
        if urgency.verdict == Verdict::Yes {
            // What is left beside the calm words decides: "no, the ceiling just came down".
            *urgency = decide(text, &rules::without_calm(said), None, false);
        }
        if urgency.verdict != Verdict::Yes {
            *urgency = Urgency::default();
        }
        return;
    }
    if urgency.verdict != Verdict::Yes {
        urgency.verdict = Verdict::Yes;
        let place = rules::worse_words(said).unwrap_or((0, said.len().min(MOST_QUOTED)));
        urgency.because.extend(quote(text, said, place));
    }
}
