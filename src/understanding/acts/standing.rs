//! Whether a phrase that was found does what it usually does, given the words around it.

use super::alone::is_nearly_all;
use super::insult::is_at_us;
use super::phrases::{Found, Frame, Table, Word};
use super::tables::Phrase;
use crate::understanding::{Act, Asked, Context};
use std::sync::LazyLock;

/// A turn with what was found in it.
pub(super) struct Turn<'a> {
    words: &'a [Word],
    found: &'a [Found<Phrase>],
    context: &'a Context<'a>,
    talks_about_words: bool,
}

impl<'a> Turn<'a> {
    pub(super) fn new(words: &'a [Word], found: &'a [Found<Phrase>], context: &'a Context<'a>) -> Self {
        Self { words, found, context, talks_about_words: !found.is_empty() && !TALK.find(words).is_empty() }
    }

    /// True where a phrase does what it usually does.
    pub(super) fn holds(&self, phrase: &Found<Phrase>) -> bool {
        let act = phrase.value.act;
        if phrase.value.alone && !is_nearly_all(phrase, self.found, self.words, |other| other.act == act) {
            return false;
        }
        if self.talks_about_words && matches!(act, Act::Greeting | Act::Thanks | Act::Goodbye | Act::ChangeLanguage) {
            return false;
        }
        let found = Found { value: act, first: phrase.first, end: phrase.end };
        does(&found, phrase, self.words, self.context)
    }
}

fn does(found: &Found<Act>, phrase: &Found<Phrase>, words: &[Word], context: &Context<'_>) -> bool {
    match found.value {
        Act::Reschedule if denied(found, words) => false,
        Act::Cancel if denied(found, words) || is_told_of_others(found, words) => false,
        Act::AskOther if is_no_service(found, words) => false,
        Act::AskWhen if asks_to_come(found, words) => false,
        Act::HoldOn if words.get(found.end).is_some_and(|w| w.text == "ago") => false,
        Act::Repeat if corrects(found, words) => false,
        Act::Book if is_known_visit(found, words) => false,
        Act::Book | Act::Cancel | Act::AskWhen | Act::Reschedule => !near_elsewhere(found, words, context),
        Act::Thanks if is_relief(found, words) => false,
        Act::Goodbye if words.len() > found.end + FAREWELL || is_later_wished(found, words, context) => false,
        // Said in answer to "your name?" or "the address?", these words are part of the answer.
        Act::Goodbye | Act::AskOther if words.len() <= 4 => !matches!(context.asked, Some(Asked::Name | Asked::Address | Asked::Phone)),
        Act::Person | Act::Message => !is_about_the_caller(found, words),
        Act::Abuse => is_at_us(phrase, words),
        Act::Sales => !has(words, &["saw", "found", "seen"]),
        Act::WrongNumber => !(has(words, &["wrong"]) && (has(words, &["gave", "told"]) || words.iter().any(is_figure))),
        Act::Correct if words.len() > LONG && matches!(context.asked, None | Some(Asked::Problem)) => false,
        Act::Greeting | Act::Thanks | Act::Goodbye => !inside_a_question(found, words),
        Act::Repeat => !near_medium(found, words),
        _ => true,
    }
}

/// How many words may follow a farewell.
const FAREWELL: usize = 8;
/// In a longer telling "I mean" is part of the story.
const LONG: usize = 16;

/// Things that callers book or call off elsewhere, which is no business of ours.
const ELSEWHERE: &str = "\
     restaurant dinner lunch flight flights hotel meeting meetings conference subscription movie ticket tickets bistro trip \
     vacation coupons grill doctor doctors dentist dentists reservation reservations reserva membership gym netflix amazon rental \
     uber taxi cab haircut";
/// Things that callers call off elsewhere, and have looked at by us.
const CALLED_OFF: &str = "table room alarm alarms timer reminder card payment mail";
const OURS: &str = "appointment appointments visit cita visita plumber electrician technician plomero electricista";

fn is_one_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

fn has(words: &[Word], any: &[&str]) -> bool {
    words.iter().any(|word| any.contains(&word.text.as_str()))
}

fn is_figure(word: &Word) -> bool {
    word.text.starts_with(|c: char| c.is_ascii_digit())
}

/// "Don't cancel", "stop by".
fn denied(found: &Found<Act>, words: &[Word]) -> bool {
    let visits = (found.first..found.end.min(words.len())).any(|at| {
        let next = words.get(at + 1).map_or("", |word| word.text.as_str());
        matches!(words[at].text.as_str(), "stop" | "drop") && matches!(next, "by" | "over" | "in" | "around")
    });
    let forgot_us =
        words[found.first].text == "forget" && words[found.first + 1..].iter().take(2).any(|w| matches!(w.text.as_str(), "me" | "us"));
    if visits || forgot_us {
        return true;
    }
    let says_so = words.get(found.first).is_some_and(|w| w.text.starts_with("cancel") || w.text.starts_with("resched"));
    says_so && !words[found.first].opens && matches!(before(found.first, words), "dont" | "not" | "no" | "never")
}

/// "The other company cancelled on me", "what is your cancellation policy".
fn is_told_of_others(found: &Found<Act>, words: &[Word]) -> bool {
    let next = words.get(found.end).map_or("", |word| word.text.as_str());
    let text = words[found.first].text.as_str();
    let before = before(found.first, words);
    if text.starts_with("cancella") || text.starts_with("cancelac") {
        return matches!(next, "policy" | "fee" | "fees" | "charge") || before == "your";
    }
    if matches!(next, "doesnt" | "didnt" | "wont") {
        return true;
    }
    let past = matches!(text, "canceled" | "cancelled");
    let ours = matches!(
        before,
        "be" | "get" | "been" | "it" | "that" | "appointment" | "visit" | "got" | "want" | "need" | "have" | "i" | "we" | ""
    );
    (past && !ours) || (text == "cancel" && before == "i" && found.first > 1 && words[found.first - 2].text == "if")
}

/// A time asked for in a question is a wish, and "what should I do" asks for advice: neither is about what the business offers.
fn is_no_service(found: &Found<Act>, words: &[Word]) -> bool {
    const TIMES: &str = "\
     today tomorrow tonight monday tuesday wednesday thursday friday saturday sunday morning mornings afternoon afternoons evening \
     evenings noon earlier later sooner weekend weekends hoy manana tarde";
    let objects = words
        .iter()
        .skip(found.end)
        .filter(|w| !matches!(w.text.as_str(), "the" | "a" | "this" | "next" | "in" | "on" | "it" | "anything" | "any"));
    let about_time = objects.take(1).any(|w| is_one_of(&w.text, TIMES) || w.text.starts_with(|c: char| c.is_ascii_digit()));
    let should_i = words[found.first].text == "should" && before(found.first, words) == "what";
    about_time || should_i
}

/// "When can you come" asks for a visit, not after one.
fn asks_to_come(found: &Found<Act>, words: &[Word]) -> bool {
    words[found.first..found.end]
        .iter()
        .any(|w| matches!(w.text.as_str(), "can" | "could" | "puede" | "pueden" | "podrian" | "soonest" | "earliest"))
}

/// "Elena, perdón, Helena Soto" says it anew.
fn corrects(found: &Found<Act>, words: &[Word]) -> bool {
    let apology = matches!(words[found.first].text.as_str(), "perdon" | "sorry" | "pardon" | "como" | "mande");
    apology && found.end - found.first == 1 && words.len() > 2
}

/// "My next appointment" is one that there is already.
fn is_known_visit(found: &Found<Act>, words: &[Word]) -> bool {
    let already =
        found.first > 0 && words[found.first.saturating_sub(2)..found.first].iter().any(|w| matches!(w.text.as_str(), "already" | "ya"));
    already || matches!(before(found.first, words), "my" | "our" | "mi")
}

/// "Speak to me in German", "let me know".
fn is_about_the_caller(found: &Found<Act>, words: &[Word]) -> bool {
    let me = |at: usize| words.get(at).is_some_and(|w| matches!(w.text.as_str(), "me" | "us"));
    let speaks = found.end > 1 && matches!(words[found.end - 1].text.as_str(), "to" | "with") && me(found.end);
    speaks || (words[found.first].text == "let" && me(found.first + 1) && words[found.first..found.end].iter().any(|w| w.text == "know"))
}

/// "Later" in answer to a question asks for a later time.
fn is_later_wished(found: &Found<Act>, words: &[Word], context: &Context<'_>) -> bool {
    context.asked.is_some() && found.end - found.first == 1 && words[found.first].text == "later"
}

/// "Thank God".
fn is_relief(found: &Found<Act>, words: &[Word]) -> bool {
    let next = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
    matches!(next(found.first + 1), "goodness" | "god" | "heaven" | "heavens" | "lord")
        || (next(found.first + 1) == "a" && next(found.first + 2) == "dios")
}

fn before(at: usize, words: &[Word]) -> &str {
    at.checked_sub(1).and_then(|at| words.get(at)).map_or("", |word| word.text.as_str())
}

fn near_elsewhere(found: &Found<Act>, words: &[Word], context: &Context<'_>) -> bool {
    let to = (found.end..words.len().min(found.end + 6)).find(|at| words[*at].opens).unwrap_or(words.len().min(found.end + 6));
    let Some(near) = words.get(found.first..to) else { return false };
    let called_off = found.value == Act::Cancel;
    let is_elsewhere =
        |word: &Word| is_one_of(&word.text, ELSEWHERE) || is_one_of(&word.text, CALLED_OFF) && (called_off || word.text == "room");
    let Some(at) = near.iter().position(is_elsewhere) else { return false };
    // "Cancel my appointment, I have a meeting": what was named first is what is meant.
    if near[..at].iter().any(|word| is_one_of(&word.text, OURS)) {
        return false;
    }
    let word = near[at].text.as_str();
    if word.starts_with("reserva") && context.asked.is_some() {
        // To us "cancel my reservation" may be about ours; "my reservation for four at the grill" is not.
        return words.iter().skip(found.first + at + 1).any(|w| matches!(w.text.as_str(), "for" | "at" | "para" | "en"));
    }
    word != "room" || words.iter().any(|w| w.text == "meeting" || w.text == "hotel")
}

const MEDIA: &[&str] = &[
    "play", "mail", "email", "text", "texts", "alarm", "song", "track", "music", "tune", "album", "playlist", "video", "movie", "timer",
    "episode", "game",
];

/// "Play that song again".
fn near_medium(found: &Found<Act>, words: &[Word]) -> bool {
    words.iter().skip(found.first).take(6).any(|word| MEDIA.contains(&word.text.as_str()))
}

static TALK: LazyLock<Table<()>> = LazyLock::new(|| Table::new(&[((), TALKED_ABOUT)]));

/// Questions about words rather than the words themselves: "how do you say thank you in Italian".
const TALKED_ABOUT: &[&str] = &[
    "how|what do|does|would|to|should|can|could|is i|you|we|one|they|people|a|the? say|spell|write|thank|greet|pronounce|tell|said|mean",
    "how to say|spell|write|thank|greet|pronounce",
    "translate|translation|pronounce|pronunciation|spelling|synonym|define|definition",
    "what|whats|what's does|is|s .. mean|means|stand",
    "word|words|phrase|term|expression|equivalent for|in|that|of|meaning",
    "thank you|u note|notes|card|cards|letter|gift",
    "como se dice|escribe",
    "que significa|quiere",
];

const ASKS: &[&str] = &[
    "how",
    "what",
    "whats",
    "who",
    "whos",
    "which",
    "when",
    "where",
    "why",
    "is",
    "are",
    "was",
    "were",
    "do",
    "does",
    "did",
    "should",
    "will",
    "write",
    "play",
    "send",
    "sing",
    "read",
    "remind",
    "find",
    "recommend",
    "suggest",
    "show",
];

/// Not at the head of a question nor at its close: "is Good Morning America on tonight".
fn inside_a_question(found: &Found<Act>, words: &[Word]) -> bool {
    let head = (0..=found.first).rev().find(|at| words[*at].opens).unwrap_or(0);
    let asked = (head..found.first).any(|at| {
        let starts = at == head || words[at].frame == Frame::Request;
        starts && ASKS.contains(&words[at].text.as_str())
    });
    let closes = words.get(found.end).is_none_or(|next| next.opens);
    let named = matches!(before(found.first, words), "to" | "a" | "the" | "for" | "say" | "of" | "with" | "is" | "at" | "my");
    words[found.first].frame != Frame::Request && asked && (!closes || named)
}
