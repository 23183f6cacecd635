//! What is wrong, and the service of the business that it falls under.

mod summary;
mod words;

use crate::understanding::acts::phrases::{Found, Table, Word, words as plain_words};
use crate::understanding::text::{Token, tokenize};
use crate::understanding::{Act, Asked, Context, Heard, HeardProblem, ServiceWords, acts};
use std::sync::LazyLock;

pub use words::default_words;

/// The service code that takes what no other service does.
const GENERAL: &str = "general";

/// What a telling phrase weighs beside a word: more than any, and the phrases in the order of their file.
const SIGN: usize = 200;
/// What the business's own words weigh: more than anything that every business has.
const OWN: usize = 400;

static SIGNS: LazyLock<Table<usize>> = LazyLock::new(|| Table::read(words::SIGNS, words::sign_index));

/// A service that words of the turn speak for.
struct Candidate<'a> {
    code: &'a str,
    weight: usize,
    first: usize,
    end: usize,
}

/// The problem that was told, if one was.
pub fn recognize(text: &str, tokens: &[Token], context: &Context<'_>) -> Option<Heard<HeardProblem>> {
    let words = plain_words(tokens);
    let stems: Vec<String> = words.iter().map(|w| stem(&w.text)).collect();
    let best = best_service(&words, &stems, context);
    let known = best.as_ref().map(|b| (b.first, b.end)).or_else(|| trouble(&words));
    let place = match known {
        Some(place) if context.asked != Some(Asked::Name) => place,
        None if context.asked == Some(Asked::Problem) && has_content(text, tokens, &words, context) => (0, words.len()),
        _ => return None,
    };
    let (summary, span) = summary::of(text, &words, place)?;
    let service = best.map(|b| b.code.to_owned()).or_else(|| general(context));
    Some(Heard { value: HeardProblem { service, summary }, span })
}

fn general(context: &Context<'_>) -> Option<String> {
    context.vocabulary.services.iter().find(|s| s.code == GENERAL).map(|s| s.code.clone())
}

/// The service with the most telling words; its own words count before the built-in ones.
fn best_service<'a>(words: &[Word], stems: &[String], context: &Context<'a>) -> Option<Candidate<'a>> {
    let mut best: Option<Candidate<'a>> = None;
    let signs = SIGNS.find(words);
    for service in &context.vocabulary.services {
        let candidate = own_words(service, words, stems).or_else(|| sign(service, &signs)).or_else(|| built_in(service, words, stems));
        if let Some(candidate) = candidate.filter(|c| best.as_ref().is_none_or(|b| c.weight > b.weight)) {
            best = Some(candidate);
        }
    }
    best
}

fn own_words<'a>(service: &'a ServiceWords, words: &[Word], stems: &[String]) -> Option<Candidate<'a>> {
    let own = service.words.iter().chain(std::iter::once(&service.name));
    let places = own.filter_map(|phrase| {
        let phrase: Vec<String> = tokenize(phrase).iter().filter(|t| t.is_word()).map(|t| stem(&t.word)).collect();
        find(&phrase, words, stems)
    });
    // A word that the business chose itself is worth more than any that every business has.
    places
        .map(|(first, end)| Candidate { code: &service.code, weight: weight(&service.code) + (end - first) * 3 + OWN, first, end })
        .max_by_key(|c| c.weight)
}

/// Where a phrase stands that tells of this service, the longest of them.
fn sign<'a>(service: &'a ServiceWords, signs: &[Found<usize>]) -> Option<Candidate<'a>> {
    let of_this = signs.iter().filter(|found| words::signed(found.value) == Some(service.code.as_str()));
    let found = of_this.max_by_key(|found| found.end - found.first)?;
    Some(Candidate { code: &service.code, weight: SIGN - found.value, first: found.first, end: found.end })
}

fn built_in<'a>(service: &'a ServiceWords, words: &[Word], stems: &[String]) -> Option<Candidate<'a>> {
    let (_, phrases) = STEMMED.iter().find(|(code, _)| *code == service.code)?;
    let places = phrases.iter().filter_map(|phrase| find(phrase, words, stems));
    places
        .map(|(first, end)| Candidate { code: &service.code, weight: weight(&service.code) + (end - first) * 3, first, end })
        .max_by_key(|c| c.weight)
}

/// A fixture says more than what it does: a leaking water heater is work on the water heater.
fn weight(code: &str) -> usize {
    words::codes().position(|c| c == code).map_or(20, |at| words::codes().len() - at + 10)
}

/// A service code with its phrases, each as stems.
type Stemmed = (&'static str, Vec<Vec<String>>);

static STEMMED: LazyLock<Vec<Stemmed>> = LazyLock::new(|| {
    let stemmed = |phrase: &&str| phrase.split(' ').map(stem).collect();
    words::codes().map(|code| (code, default_words(code).iter().map(stemmed).collect())).collect()
});

/// Where a phrase stands, unless it is denied or part of an address.
fn find(phrase: &[String], words: &[Word], stems: &[String]) -> Option<(usize, usize)> {
    let first_stem = phrase.first().filter(|s| !s.is_empty())?;
    (0..stems.len()).find_map(|at| {
        let fits = stems[at] == *first_stem && stems.get(at..at + phrase.len()).is_some_and(|run| run == phrase);
        (fits && !is_denied(words, at) && !in_address(words, at + phrase.len() - 1)).then_some((at, at + phrase.len()))
    })
}

fn is_denied(words: &[Word], at: usize) -> bool {
    let before = |back: usize| at.checked_sub(back).and_then(|i| words.get(i)).map_or("", |w| w.text.as_str());
    let article = matches!(before(1), "the" | "a" | "my" | "el" | "la" | "un" | "una");
    let earlier = if article { before(2) } else { before(1) };
    matches!(earlier, "not" | "isnt")
}

const STREET: &[&str] =
    &["street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "dr", "court", "ct", "way", "boulevard", "blvd"];

fn in_address(words: &[Word], at: usize) -> bool {
    words.get(at + 1).is_some_and(|w| !w.opens && STREET.contains(&w.text.as_str()))
}

/// The stem of a word, as far as plurals and the common verb endings go.
fn stem(word: &str) -> String {
    let word = word.replace('\'', "");
    for (ending, least) in [("ings", 7), ("ing", 6), ("ies", 6), ("ed", 5), ("es", 6), ("s", 4), ("e", 5), ("y", 5)] {
        if word.len() >= least
            && let Some(rest) = word.strip_suffix(ending)
            && !rest.ends_with('s')
        {
            return undouble(rest);
        }
    }
    word
}

fn undouble(rest: &str) -> String {
    let mut last_two = rest.chars().rev();
    let (last, before) = (last_two.next(), last_two.next());
    let doubled = last == before && last.is_some_and(|c| matches!(c, 'p' | 'g' | 'b' | 'n' | 't'));
    if doubled { rest.chars().take(rest.chars().count() - 1).collect() } else { rest.to_owned() }
}

static TROUBLE: LazyLock<Table<()>> = LazyLock::new(|| Table::read(include_str!("trouble.txt"), |_| Some(())));

/// Words that tell of a problem without saying which service it is.
fn trouble(words: &[Word]) -> Option<(usize, usize)> {
    TROUBLE.find(words).first().map(|f| (f.first, f.end))
}

/// In answer to "what is wrong?": a sentence about something, rather than a greeting, a name, an address or a question.
fn has_content(text: &str, tokens: &[Token], words: &[Word], context: &Context<'_>) -> bool {
    let acts = acts::recognize(text, tokens, context);
    let other =
        acts.iter().any(|a| !matches!(a, Act::Book | Act::Greeting | Act::Correct | Act::Yes | Act::No | Act::Thanks | Act::Unclear));
    let counted = words.iter().filter(|w| !summary::is_filler(&w.text) && w.text.len() > 1).count();
    let first_is_number = words.first().is_some_and(|w| w.text.starts_with(|c: char| c.is_ascii_digit()));
    let speaks = words.iter().any(|w| words::makes_sentence(&w.text));
    let introduces = summary::name_words(words).is_some_and(|(_, end)| end + 1 >= words.len());
    let plain = acts.iter().any(|a| matches!(a, Act::Yes | Act::No | Act::Unclear)) && counted < 6;
    let about_visit = words.iter().any(|w| matches!(w.text.as_str(), "appointment" | "appointments" | "visit" | "cita" | "visita"));
    let vetoed = other && (counted < LONG_TELLING || acts.iter().any(|act| has_no_problem(*act)));
    if vetoed || plain || introduces || first_is_number || (about_visit && counted < 12) {
        return false;
    }
    speaks && counted >= 3
}

/// A turn of so many words that matter tells of something, whatever it asks besides.
const LONG_TELLING: usize = 12;

fn has_no_problem(act: Act) -> bool {
    matches!(act, Act::OptOut | Act::Sales | Act::WrongNumber | Act::Cancel | Act::Reschedule | Act::AskWhen | Act::Goodbye)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::understanding::Vocabulary;

    fn vocabulary() -> Vocabulary {
        let codes =
            ["leak", "drain", "sewer", "toilet", "faucet", "water_heater", "tankless", "gas_line", "sump_pump", "pipe_repair", "general"];
        let service = |code: &&str| ServiceWords { code: (*code).to_owned(), name: code.replace('_', " "), words: Vec::new() };
        Vocabulary { services: codes.iter().map(service).collect(), ..Vocabulary::default() }
    }

    fn problem(text: &str, asked: Option<Asked>) -> Option<HeardProblem> {
        let now = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
        let vocabulary = vocabulary();
        let context = Context { now: &now, language: Language::En, asked, vocabulary: &vocabulary };
        recognize(text, &tokenize(text), &context).map(|heard| heard.value)
    }

    #[test]
    fn problems_fall_under_a_service() {
        for (text, service) in [
            ("my water heater is leaking", "water_heater"),
            ("the toilet won't stop running", "toilet"),
            ("kitchen sink is clogged", "drain"),
            ("there's a leak under the sink", "leak"),
            ("we have a dripping faucet", "faucet"),
            ("the sump pump quit", "sump_pump"),
            ("sewage is coming up in the yard", "sewer"),
            ("I'd like a tankless installed", "tankless"),
            ("tengo una fuga debajo del fregadero", "leak"),
            ("se me tapó el inodoro", "toilet"),
            ("gas line for a new stove", "gas_line"),
            ("a pipe burst", "pipe_repair"),
            ("something is broken in the laundry", "general"),
            ("there's a wet spot on the ceiling", "leak"),
            ("está cayendo agua por el foco", "leak"),
            ("brown stuff is coming up in the bathtub", "sewer"),
            ("when I flush the tub fills up", "sewer"),
            ("nothing comes out of any tap", "pipe_repair"),
            ("the hose on the washer burst", "pipe_repair"),
            ("the sink takes forever to go down the drain", "drain"),
            ("the hot water runs out after five minutes", "water_heater"),
            ("huele a huevo podrido por la estufa", "gas_line"),
            ("the pump quit and the pit is full", "sump_pump"),
        ] {
            assert_eq!(problem(text, None).and_then(|p| p.service).as_deref(), Some(service), "{text}");
        }
    }

    #[test]
    fn no_problem_is_heard_where_none_is_told() {
        for text in [
            "hello",
            "yes please",
            "Maria Lopez",
            "tomorrow at 3",
            "what are your hours",
            "8412 Johnson Drive",
            "no, that's everything, thank you",
            "",
        ] {
            assert_eq!(problem(text, Some(Asked::Problem)), None, "{text}");
        }
    }

    #[test]
    fn the_summary_is_what_matters() {
        for (text, summary) in [
            ("Hi, this is Maria Lopez, my water heater is leaking, can you come tomorrow?", "my water heater is leaking"),
            ("um hello so my toilet is clogged", "my toilet is clogged"),
            ("hola, tengo una fuga en el baño, ¿pueden venir hoy?", "tengo una fuga en el baño"),
            ("the tub is backing up and I'm at 4417 Maple Street", "the tub is backing up"),
            ("my sink leaks, call 913 555 0142", "my sink leaks"),
            ("are you open? the toilet overflows", "the toilet overflows"),
        ] {
            assert_eq!(problem(text, None).map(|p| p.summary).as_deref(), Some(summary), "{text}");
        }
    }

    #[test]
    fn an_answer_with_content_counts_without_known_words() {
        let heard = problem("the thing in the crawl space makes a weird sound", Some(Asked::Problem));
        assert_eq!(heard.and_then(|p| p.service).as_deref(), Some("general"));
    }
}
