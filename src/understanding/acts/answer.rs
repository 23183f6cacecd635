//! Yes, no and "I don't know": the answers that need more than a look at one word.

use super::phrases::{Table, Word};
use crate::understanding::{Act, Asked, Context};
use std::sync::LazyLock;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Answer {
    Yes,
    No,
    Unsure,
    /// Words that look like an answer and are none.
    Nothing,
}

static ANSWERS: LazyLock<Table<Answer>> = LazyLock::new(|| Table::read(include_str!("answers.txt"), answer));

fn answer(heading: &str) -> Option<Answer> {
    Some(match heading {
        "yes" => Answer::Yes,
        "no" => Answer::No,
        "unsure" => Answer::Unsure,
        "nothing" => Answer::Nothing,
        _ => return None,
    })
}

/// `Yes` and `No` as far as the turn holds an answer, given what else was recognised in it.
pub(super) fn recognize(words: &[Word], acts: &[Act], context: &Context<'_>) -> Vec<Act> {
    if words.len() > 1 && words.last().is_some_and(|w| w.text == "please" && w.opens) {
        // A closing ", please" asks for something and answers nothing.
        return recognize(&words[..words.len() - 1], acts, context);
    }
    let words = without_fillers(words);
    let found = ANSWERS.find(&words);
    let taken = |first: usize| found.iter().any(|f| f.value == Answer::Nothing && f.first <= first && first < f.end);
    let expected = context.asked.is_some_and(|asked| !matches!(asked, Asked::Problem));
    let early = if expected { 40 } else { 12 };
    let at = |answer: Answer| {
        found.iter().filter(|f| f.value == answer && f.first < early && stands(answer, f.first, &words, &taken)).map(|f| f.first).min()
    };
    let unsure = found.iter().any(|f| f.value == Answer::Unsure);
    let answers = match (at(Answer::Yes), at(Answer::No)) {
        (Some(yes), Some(no)) => settle_both(yes, no, &words),
        (Some(_), None) => vec![Act::Yes],
        (None, Some(_)) => vec![Act::No],
        (None, None) => Vec::new(),
    };
    if unsure && !firmly(&words) {
        return Vec::new();
    }
    let distant = acts.iter().any(|a| matches!(a, Act::Sales | Act::AskBot | Act::OptOut | Act::Repeat | Act::ChangeLanguage));
    if distant && !firmly(&words) {
        return Vec::new();
    }
    answers
}

/// Doubt in a longer turn is about something that was told as well.
const LONGEST_DOUBT: usize = 10;

/// True where the speaker plainly does not know.
pub(super) fn is_unsure(words: &[Word]) -> bool {
    words.len() <= LONGEST_DOUBT && ANSWERS.find(words).iter().any(|f| f.value == Answer::Unsure)
}

/// The first word is itself a yes or a no.
fn firmly(words: &[Word]) -> bool {
    const FIRM: &[&str] = &["yes", "yeah", "yep", "yup", "si", "no", "nope", "nah", "claro", "sure"];
    words.first().is_some_and(|w| FIRM.contains(&w.text.as_str())) && words.get(1).is_none_or(|w| w.text != "idea" && w.text != "se")
}

/// "Yeah no that's fine" agrees and "no yeah that works" too, while "no, that's wrong" and "no, that's everything" refuse.
fn settle_both(yes: usize, no: usize, words: &[Word]) -> Vec<Act> {
    const YES_WORDS: &[&str] = &["yes", "yeah", "yep", "yup", "si", "sure", "ok", "okay", "claro", "right"];
    // One phrase gave both: "no problem" begins with a "no" that is none.
    if yes == no {
        return vec![Act::Yes];
    }
    let says_yes = words.iter().take(4).any(|w| YES_WORDS.contains(&w.text.as_str()));
    if yes < no && !says_yes {
        return vec![Act::No];
    }
    if yes < no || (says_yes && no == 0 && yes <= 1) { vec![Act::Yes] } else { vec![Act::No] }
}

/// An answer counts where a clause opens with it or, for whole phrases, anywhere outside words that only look like it.
fn stands(answer: Answer, first: usize, words: &[Word], taken: &impl Fn(usize) -> bool) -> bool {
    let agrees_in_spite = answer == Answer::Yes && words.get(first).is_some_and(|w| w.text == "no");
    agrees_in_spite || !taken(first)
}

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
