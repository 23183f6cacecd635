//! Yes, no and "I don't know": the answers that need more than a look at one word.

use super::alone::{is_nearly_all, is_small};
use super::phrases::{Found, Table, Word};
use crate::understanding::{Act, Asked, Context};
use std::cmp::Reverse;
use std::sync::LazyLock;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Yes,
    No,
    Unsure,
    /// There is time.
    Patience,
    /// There is none.
    Worse,
    /// Words that look like an answer and are none.
    Nothing,
}

impl Answer {
    /// "It can wait" says no to "is it getting worse?" and nothing to any other question.
    fn means(self, answer: Self, urgency: bool) -> bool {
        let told = match self {
            Self::Patience if urgency => Self::No,
            Self::Worse if urgency => Self::Yes,
            other => other,
        };
        told == answer
    }

    fn is_nothing(self, urgency: bool) -> bool {
        self == Self::Nothing || (self == Self::Patience && !urgency)
    }
}

static ANSWERS: LazyLock<Table<Answer>> = LazyLock::new(|| Table::read(include_str!("answers.txt"), answer));

fn answer(heading: &str) -> Option<Answer> {
    Some(match heading {
        "yes" => Answer::Yes,
        "no" => Answer::No,
        "unsure" => Answer::Unsure,
        "worse" => Answer::Worse,
        "patience" => Answer::Patience,
        "nothing" => Answer::Nothing,
        _ => return None,
    })
}

/// Where no answer is looked for any more, in words.
const FURTHEST: usize = 64;

/// `Yes` and `No` as far as the turn holds an answer, given what else was recognised in it.
pub(super) fn recognize(words: &[Word], acts: &[Act], context: &Context<'_>) -> Vec<Act> {
    if let Some(answer) = letter(words, context) {
        return vec![answer];
    }
    if words.len() > 1 && words.last().is_some_and(|w| w.text == "please" && w.opens) {
        // A closing ", please" asks for something and answers nothing.
        return recognize(&words[..words.len() - 1], acts, context);
    }
    let words = without_fillers(&words[..words.len().min(FURTHEST)]);
    let found = ANSWERS.find(&words);
    let urgency = context.asked == Some(Asked::Urgency);
    let taken = |f: &Found<Answer>| {
        let length = f.end - f.first;
        found.iter().any(|n| {
            n.value.is_nothing(urgency)
                && n.first <= f.first
                && f.first < n.end
                && length <= n.end - n.first
                && (n.first + 1..n.end).all(|at| !words[at].opens)
        })
    };
    let expected = context.asked.is_some_and(|asked| !matches!(asked, Asked::Problem));
    let early = if expected { 40 } else { 12 };
    let at = |answer: Answer| {
        let heard = found.iter().filter(|f| f.value.means(answer, urgency) && f.first < early && stands(f, &words, &taken));
        let heard = heard.filter(|f| expected || is_plain(f, &found, &words));
        heard.map(|f| (f.first, Reverse(f.end))).min()
    };
    let unsure = found.iter().any(|f| f.value == Answer::Unsure);
    let answers = match (at(Answer::Yes), at(Answer::No)) {
        (Some(yes), Some(no)) => settle_both(yes, no, &words),
        (Some(_), None) => vec![Act::Yes],
        (None, Some(_)) => vec![Act::No],
        (None, None) => Vec::new(),
    };
    if unsure && (!firmly(&words) || is_doubt(&found)) {
        return Vec::new();
    }
    let distant = acts.iter().any(|a| matches!(a, Act::Sales | Act::AskBot | Act::OptOut | Act::Repeat | Act::ChangeLanguage));
    if distant && !firmly(&words) {
        return Vec::new();
    }
    if is_withdrawn(&words, acts) { answers.into_iter().filter(|act| *act != Act::Yes).collect() } else { answers }
}

/// "Yes but not at nine", "okay, wait": a yes that is taken back at once is none.
fn is_withdrawn(words: &[Word], acts: &[Act]) -> bool {
    let second = words.get(1).map_or("", |word| word.text.as_str());
    let waits =
        acts.contains(&Act::HoldOn) && words.first().is_some_and(|w| matches!(w.text.as_str(), "ok" | "okay" | "alright" | "bueno"));
    waits || matches!(second, "but" | "pero" | "except" | "unless" | "if") && words.len() > 2
}

/// "y" and "n" in a text, as the answer to a question that wants one.
fn letter(words: &[Word], context: &Context<'_>) -> Option<Act> {
    let [word] = words else { return None };
    matches!(context.asked?, Asked::YesNo | Asked::Choice | Asked::Urgency | Asked::When).then_some(())?;
    match word.text.as_str() {
        "y" => Some(Act::Yes),
        "n" => Some(Act::No),
        _ => None,
    }
}

/// Doubt in a longer turn is about something that was told as well.
const LONGEST_DOUBT: usize = 10;

/// True where the speaker plainly does not know. Where nothing was asked, that has to be all they say.
pub(super) fn is_unsure(words: &[Word], context: &Context<'_>) -> bool {
    if words.len() > LONGEST_DOUBT {
        return false;
    }
    let found = ANSWERS.find(words);
    let mut doubts = found.iter().filter(|f| f.value == Answer::Unsure);
    doubts.any(|f| !matches!(context.asked, None | Some(Asked::Problem)) || is_nearly_all(f, &found, words, |_| true))
}

const FIRM: &[&str] = &["yes", "yeah", "yep", "yup", "si", "no", "nope", "nah", "claro", "sure"];

/// The first word is itself a yes or a no.
fn firmly(words: &[Word]) -> bool {
    words.first().is_some_and(|w| FIRM.contains(&w.text.as_str())) && words.get(1).is_none_or(|w| w.text != "idea" && w.text != "se")
}

/// Where an answer begins and ends; of two that begin alike the longer one comes first.
type Place = (usize, Reverse<usize>);

/// "Yeah no that's fine" agrees and "no yeah that works" too, while "no, that's wrong" and "no, that's everything" refuse.
fn settle_both((yes, yes_end): Place, (no, no_end): Place, words: &[Word]) -> Vec<Act> {
    const YES_WORDS: &[&str] = &["yes", "yeah", "yep", "yup", "si", "sure", "ok", "okay", "claro", "right"];
    // Where both begin with the same word the longer phrase decides: "no problem" agrees, "absolutely not" refuses.
    if yes == no {
        return vec![if no_end < yes_end { Act::No } else { Act::Yes }];
    }
    let says_yes = words.iter().take(4).any(|w| YES_WORDS.contains(&w.text.as_str()));
    if yes < no && !says_yes {
        return vec![Act::No];
    }
    if yes < no || (says_yes && no == 0 && yes <= 1) { vec![Act::Yes] } else { vec![Act::No] }
}

/// "Yes and no", "no clue": doubt that begins with the word of an answer and goes on longer.
fn is_doubt(found: &[Found<Answer>]) -> bool {
    let end = |doubt: bool| found.iter().filter(|f| f.first == 0 && (f.value == Answer::Unsure) == doubt).map(|f| f.end).max();
    end(true).is_some_and(|doubt| end(false).is_none_or(|answer| answer < doubt))
}

/// Where nothing was asked, an answer is a bare one or opens the turn: "no bake cheesecake" answers nothing.
fn is_plain(found: &Found<Answer>, all: &[Found<Answer>], words: &[Word]) -> bool {
    let firm = words[found.first].opens && FIRM.contains(&words[found.first].text.as_str());
    let goes_on = words.get(found.first + 1).is_none_or(|next| next.opens || is_small(&next.text));
    (firm && goes_on) || is_nearly_all(found, all, words, |_| true)
}

/// An answer counts outside words that only look like one, where nothing takes it back ("don't do that") and where it speaks of what was
/// said: "that is fine", not "the toilet is fine".
fn stands(found: &Found<Answer>, words: &[Word], taken: &impl Fn(&Found<Answer>) -> bool) -> bool {
    const NEGATIONS: &[&str] = &["dont", "not", "isnt", "cant", "cannot", "wont", "never", "didnt", "doesnt", "nothing", "nobody"];
    const VERBS: &[&str] = &["is", "are", "be", "will", "would"];
    if found.value != Answer::Yes {
        return !taken(found);
    }
    let text = words.get(found.first).map_or("", |word| word.text.as_str());
    let before = found.first.checked_sub(1).and_then(|at| words.get(at)).map_or("", |word| word.text.as_str());
    let is_number = before.starts_with(|c: char| c.is_ascii_digit());
    let denied = NEGATIONS.contains(&before) && !words[found.first].opens;
    let speaks_of_it = !VERBS.contains(&text) || before.is_empty() || is_number || SUBJECTS.contains(&before);
    text == "no" || (!denied && speaks_of_it && !taken(found))
}

/// What an answer may call fine.
const SUBJECTS: &[&str] = &[
    "that",
    "this",
    "it",
    "which",
    "those",
    "these",
    "everything",
    "all",
    "either",
    "both",
    "any",
    "anytime",
    "anything",
    "whatever",
    "one",
    "morning",
    "afternoon",
    "evening",
    "noon",
    "night",
    "day",
    "today",
    "tomorrow",
    "week",
    "time",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "am",
    "pm",
    "oclock",
    "address",
    "number",
    "name",
    "cell",
    "phone",
    "email",
    "text",
    "window",
    "slot",
    "date",
    "first",
    "second",
    "later",
    "earlier",
    "latter",
    "yes",
    "would",
    "will",
    "weekend",
    "there",
    "you",
];

const FILLERS: &[&str] = &[
    "um", "uh", "umm", "uhh", "er", "erm", "ah", "oh", "well", "so", "like", "hmm", "hm", "pues", "eh", "este", "ay", "bueno", "ai", "and",
    "but", "hi", "hello", "hey", "hola", "mm",
];

/// The words without the noises in front, which open a clause anew: "um, no" and "oh yeah" answer.
fn without_fillers(words: &[Word]) -> Vec<Word> {
    let mut kept: Vec<Word> = Vec::with_capacity(words.len());
    let mut opening = true;
    for (index, word) in words.iter().enumerate() {
        let filler = FILLERS.contains(&word.text.as_str());
        let noise_answer = words.get(index + 1).is_some_and(|n| matches!(n.text.as_str(), "huh" | "hmm" | "hm" | "uh"));
        let more = index + 1 < words.len();
        if filler && more && !noise_answer && (opening || word.opens) {
            opening = true;
            continue;
        }
        let mut word = word.clone();
        word.opens |= opening;
        opening = false;
        kept.push(word);
    }
    kept
}
