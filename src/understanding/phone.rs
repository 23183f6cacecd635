//! Phone numbers, written and spoken, and the digit groups that addresses are said in too.

use crate::domain::phone_number::PhoneNumber;
use crate::understanding::numbers;
use crate::understanding::text::{Span, Token};
use crate::understanding::{Asked, Context, Heard};

/// Digits said or written together: "816", "eighty four", "triple five", "oh".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The digits.
    pub digits: String,
    /// The token after the last one read.
    pub next: usize,
    /// Written with digits rather than words.
    pub written: bool,
}

/// A stretch of digit groups with nothing but pauses in between.
#[derive(Clone, Debug)]
struct Run {
    groups: Vec<Placed>,
    plus: bool,
}

#[derive(Clone, Debug)]
struct Placed {
    digits: String,
    first: usize,
    next: usize,
    written: bool,
}

/// More digits than this in one stretch are no phone number.
const MAX_DIGITS: usize = 40;
const NATIONAL: usize = 10;

/// Reads one group of digits at a place. "oh" counts as zero; the caller decides whether it may stand there.
pub fn group(tokens: &[Token], at: usize) -> Option<Group> {
    let token = tokens.get(at)?;
    if token.is_number() {
        return Some(Group { digits: token.word.clone(), next: at + 1, written: true });
    }
    let spoken = |digits: String, next: usize| Some(Group { digits, next, written: false });
    if let Some(times) = repetition(&token.word) {
        let digit = single_digit(tokens.get(at + 1)?)?;
        return spoken(digit.repeat(times), at + 2);
    }
    if is_zero(&token.word) {
        return spoken("0".to_owned(), at + 1);
    }
    if matches!(token.word.as_str(), "a" | "un" | "una") {
        return None;
    }
    let number = numbers::cardinal(tokens, at)?;
    let next = at + number.used;
    if number.value % 100 < 10 && number.value % 100 > 0 && number.used > 2 && ends_in_lone_digit(tokens, next) {
        return spoken((number.value - number.value % 10).to_string(), next - 1);
    }
    if number.value < 100 && tokens.get(next).is_some_and(|token| token.word == "hundred") {
        return spoken((number.value * 100).to_string(), next + 1);
    }
    spoken(number.value.to_string(), next)
}

/// "eight hundred five five five" is 800 and 555, where "eight hundred five" alone is 805.
fn ends_in_lone_digit(tokens: &[Token], next: usize) -> bool {
    let said_and = next >= 2 && tokens[next - 2].word == "and";
    let hundred = next >= 2 && tokens[next - 2].word.starts_with("hundred");
    !said_and && hundred && group(tokens, next).is_some_and(|after| !after.written && after.digits.len() < 3)
}

fn repetition(word: &str) -> Option<usize> {
    match word {
        "double" | "doble" => Some(2),
        "triple" => Some(3),
        "quadruple" => Some(4),
        _ => None,
    }
}

fn single_digit(token: &Token) -> Option<String> {
    if token.is_number() {
        return (token.word.len() == 1).then(|| token.word.clone());
    }
    if is_zero(&token.word) {
        return Some("0".to_owned());
    }
    let number = numbers::cardinal(std::slice::from_ref(token), 0)?;
    (number.value < 10).then(|| number.value.to_string())
}

fn is_zero(word: &str) -> bool {
    matches!(word, "oh" | "o" | "zero" | "cero" | "nought" | "naught")
}

fn is_letter_o(word: &str) -> bool {
    matches!(word, "oh" | "o")
}

/// What a recogniser writes for a digit when it hears a word.
fn sound_alike(word: &str) -> Option<&'static str> {
    match word {
        "to" | "too" => Some("2"),
        "for" => Some("4"),
        "ate" => Some("8"),
        "won" => Some("1"),
        _ => None,
    }
}

fn is_pause(word: &str) -> bool {
    matches!(
        word,
        "," | "-"
            | "."
            | "("
            | ")"
            | "–"
            | "—"
            | "…"
            | "/"
            | "uh"
            | "um"
            | "er"
            | "eh"
            | "este"
            | "pues"
            | "then"
            | "luego"
            | "and"
            | "y"
            | "dash"
            | "guion"
    )
}

/// Finds the phone number that the speaker settled on.
pub fn recognize(_text: &str, tokens: &[Token], context: &Context<'_>) -> Option<Heard<PhoneNumber>> {
    best(tokens, false).or_else(|| (context.asked == Some(Asked::Phone)).then(|| best(tokens, true)).flatten())
}

fn best(tokens: &[Token], loose: bool) -> Option<Heard<PhoneNumber>> {
    let runs = runs(tokens, loose);
    let mut found: Option<Heard<PhoneNumber>> = None;
    for (index, run) in runs.iter().enumerate() {
        if run.groups.first().is_some_and(|group| is_denied(tokens, group.first)) {
            continue;
        }
        let corrected = index > 0 && is_correction(tokens, &runs[index - 1], run);
        let whole = number_in(run, tokens);
        found = match (found, whole) {
            (None, whole) => whole.or_else(|| split_run(&runs[..=index], tokens)),
            (Some(_), Some(new)) if corrected => Some(new),
            (Some(old), None) if corrected => Some(patched(&old, run, tokens).unwrap_or(old)),
            (old, _) => old,
        };
    }
    found
}

/// "not 816 555 0142" and "no es el 816 555 0142" deny what follows.
fn is_denied(tokens: &[Token], first: usize) -> bool {
    let word = |back: usize| first.checked_sub(back).and_then(|at| tokens.get(at)).map_or("", |token| token.word.as_str());
    word(1) == "not" || (word(2) == "no" && word(1) == "es") || (word(3) == "no" && word(2) == "es" && word(1) == "el")
}

/// "my number is 816 555" … "it's 816 555, sorry, 0142": the rest of a number after a word of hesitation.
fn split_run(runs: &[Run], tokens: &[Token]) -> Option<Heard<PhoneNumber>> {
    let [.., before, last] = runs else { return None };
    let between = between(tokens, before, last)?;
    if between.len() > 10 || !between.iter().all(|token| is_hesitation(&token.word) || is_pause(&token.word)) {
        return None;
    }
    let joined = Run { groups: [before.groups.as_slice(), last.groups.as_slice()].concat(), plus: before.plus };
    number_in(&joined, tokens)
}

fn is_hesitation(word: &str) -> bool {
    matches!(
        word,
        "hold"
            | "on"
            | "like"
            | "so"
            | "ok"
            | "okay"
            | "well"
            | "bueno"
            | "pues"
            | "ah"
            | "hmm"
            | "ext"
            | "you"
            | "know"
            | "let"
            | "me"
            | "see"
    ) || matches!(word, "a" | "ver" | "the" | "my" | "number" | "is" | "it's" | "numero" | "el" | "es")
}

fn between<'a>(tokens: &'a [Token], before: &Run, after: &Run) -> Option<&'a [Token]> {
    let from = before.groups.last()?.next;
    let to = after.groups.first()?.first;
    tokens.get(from..to)
}

fn is_correction(tokens: &[Token], before: &Run, after: &Run) -> bool {
    let Some(between) = between(tokens, before, after) else { return false };
    let another =
        between.windows(2).any(|pair| pair[0].word == "not" && matches!(pair[1].word.as_str(), "my" | "his" | "her" | "the" | "our"));
    between.len() <= 12 && !another && between.iter().any(|token| is_correction_word(&token.word))
}

fn is_correction_word(word: &str) -> bool {
    matches!(
        word,
        "no" | "sorry"
            | "wait"
            | "mean"
            | "meant"
            | "actually"
            | "scratch"
            | "correction"
            | "rather"
            | "oops"
            | "perdon"
            | "digo"
            | "dicho"
            | "espera"
            | "espere"
            | "disculpe"
            | "equivoque"
            | "corrijo"
            | "nope"
            | "not"
    )
}

/// Replaces the part of a number that a short correction resembles most: the last digits, or the area code.
fn patched(old: &Heard<PhoneNumber>, run: &Run, tokens: &[Token]) -> Option<Heard<PhoneNumber>> {
    let digits: String = run.groups.iter().map(|group| group.digits.as_str()).collect();
    if !(2..=7).contains(&digits.len()) {
        return None;
    }
    let national = old.value.as_str().strip_prefix("+1")?;
    let starts: &[usize] = if digits.len() == 3 { &[0, 3, 7] } else { &[NATIONAL] };
    let differing = |start: &usize| national[*start..].bytes().zip(digits.bytes()).filter(|(a, b)| a != b).count();
    let start = match starts {
        [_] => NATIONAL - digits.len(),
        several => *several.iter().min_by_key(|start| differing(start))?,
    };
    let text = format!("{}{digits}{}", &national[..start], &national[start + digits.len()..]);
    let end = tokens.get(run.groups.last()?.next.checked_sub(1)?)?.span.end;
    Some(Heard { value: PhoneNumber::parse(&text).ok()?, span: Span { start: old.span.start, end } })
}

fn runs(tokens: &[Token], loose: bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    let mut open = false;
    while at < tokens.len() {
        if let Some((group, first)) = placed_group(tokens, at, open && loose) {
            let placed = Placed { digits: group.digits, first, next: group.next, written: group.written };
            at = group.next;
            match runs.last_mut() {
                Some(run) if open => run.groups.push(placed),
                _ => runs.push(Run { plus: first > 0 && tokens[first - 1].word == "+", groups: vec![placed] }),
            }
            open = true;
            continue;
        }
        open &= is_pause(&tokens[at].word);
        at += 1;
    }
    runs
}

/// A group at a place; "o" only between digits, since it also means "or" and "oh, …".
fn placed_group(tokens: &[Token], at: usize, loose: bool) -> Option<(Group, usize)> {
    let word = tokens[at].word.as_str();
    if loose && let Some(digit) = sound_alike(word) {
        let ends = at + 1 >= tokens.len() || is_pause(&tokens[at + 1].word);
        if !ends && group(tokens, at + 1).is_none() && sound_alike(&tokens[at + 1].word).is_none() {
            return None;
        }
        return Some((Group { digits: digit.to_owned(), next: at + 1, written: false }, at));
    }
    if is_letter_o(word) {
        let beside = |at: usize| {
            tokens.get(at).is_some_and(|token| !is_letter_o(&token.word) && group(tokens, at).is_some() || is_letter_o(&token.word))
        };
        if !(beside(at + 1) || (at > 0 && beside(at - 1))) {
            return None;
        }
    }
    group(tokens, at).map(|group| (group, at))
}

/// A number made of whole groups of the run, from a pause or its beginning to a pause or its end.
fn number_in(run: &Run, tokens: &[Token]) -> Option<Heard<PhoneNumber>> {
    let groups = &run.groups;
    if groups.iter().map(|group| group.digits.len()).sum::<usize>() > MAX_DIGITS {
        return None;
    }
    for from in (0..groups.len()).filter(|&from| from == 0 || follows_pause(tokens, groups[from].first)) {
        let mut digits = String::new();
        for (to, group) in groups.iter().enumerate().skip(from) {
            digits.push_str(&group.digits);
            let last = to + 1 == groups.len() || is_stop(tokens, group.next) || is_said_twice(groups, from, to);
            let foreign = run.plus && from == 0 && last && !digits.starts_with('1') && digits.len() >= NATIONAL;
            let fits = digits.len() == NATIONAL || (digits.len() == NATIONAL + 1 && digits.starts_with('1'));
            if !last || !(fits || foreign) || is_something_else(&groups[from..=to]) {
                continue;
            }
            let text = if foreign { format!("+{digits}") } else { digits.clone() };
            if let Ok(value) = PhoneNumber::parse(&text) {
                return Some(Heard { value, span: span_of(tokens, &groups[from..=to], run.plus && from == 0) });
            }
        }
    }
    None
}

/// The rest of the run is the same digits once more.
fn is_said_twice(groups: &[Placed], from: usize, to: usize) -> bool {
    let digits = |groups: &[Placed]| groups.iter().map(|group| group.digits.as_str()).collect::<String>();
    digits(&groups[from..=to]) == digits(&groups[to + 1..])
}

fn follows_pause(tokens: &[Token], first: usize) -> bool {
    first > 0 && matches!(tokens[first - 1].word.as_str(), "," | "." | "(" | "–" | "—" | "and" | "y")
}

fn is_stop(tokens: &[Token], next: usize) -> bool {
    tokens.get(next).is_some_and(|token| matches!(token.word.as_str(), "," | "." | "and" | "y"))
}

/// Two written groups of five are a house number and a zip code; four, two and two are a date.
fn is_something_else(groups: &[Placed]) -> bool {
    let date = match groups {
        [year, month, day, ..] => year.digits.len() == 4 && month.digits.len() == 2 && day.digits.len() == 2 && year.written,
        _ => false,
    };
    date || matches!(groups, [a, b] if a.digits.len() == 5 && b.digits.len() == 5 && a.written && b.written)
}

fn span_of(tokens: &[Token], groups: &[Placed], plus: bool) -> Span {
    let first = groups.first().map_or(0, |group| group.first);
    let last = groups.last().map_or(0, |group| group.next.saturating_sub(1));
    let first = if plus { first.saturating_sub(1) } else { first };
    let opened = first > 0 && tokens[first - 1].word == "(";
    Span { start: tokens[first - usize::from(opened)].span.start, end: tokens[last].span.end }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::understanding::Vocabulary;
    use crate::understanding::text::tokenize;

    fn heard(text: &str, asked: Option<Asked>) -> Option<String> {
        let now: jiff::Zoned = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
        let vocabulary = Vocabulary::default();
        let context = Context { now: &now, language: Language::En, asked, vocabulary: &vocabulary };
        recognize(text, &tokenize(text), &context).map(|heard| heard.value.as_str().to_owned())
    }

    #[test]
    fn written_and_spoken_numbers() {
        for text in [
            "913 555 0176",
            "(913) 555-0176",
            "call me at 913.555.0176 please",
            "1-913-555-0176",
            "+1 913 555 0176",
            "nine one three, triple five, oh one seven six",
            "nine thirteen five fifty five zero one seventy six",
            "area code nine one three, uh, five five five, o one seven six",
            "nueve uno tres, cinco cinco cinco, cero uno siete seis",
            "novecientos trece, triple cinco, cero uno setenta y seis",
            "6120 Lamar Avenue 66202, 913 555 0176",
            "913 555 0176 extension 9",
            "my area code is 913 and the number is 555 0176",
            "nine one three... let me see... five five five... oh one seven six",
            "913/555/0176",
            "913 555 0176, not my office's 816 555 0142",
            "913 555 0176 913 555 0176",
        ] {
            assert_eq!(heard(text, None).as_deref(), Some("+19135550176"), "{text}");
        }
    }

    #[test]
    fn corrections_replace_what_they_correct() {
        for text in [
            "913 555 0167, no, 0176",
            "913 555 0167, sorry, 913 555 0176",
            "not 913 555 0167, it's 913 555 0176",
            "912 555 0176, no wait, 913",
            "nueve uno tres cinco cinco cinco cero uno seis siete, perdón, cero uno siete seis",
        ] {
            assert_eq!(heard(text, None).as_deref(), Some("+19135550176"), "{text}");
        }
    }

    #[test]
    fn sound_alikes_count_only_where_a_number_was_asked_for() {
        let text = "nine one three five five five oh one for to";
        assert_eq!(heard(text, Some(Asked::Phone)).as_deref(), Some("+19135550142"));
        assert_eq!(heard(text, None), None);
    }

    #[test]
    fn what_is_no_phone_number() {
        for text in [
            "",
            "555 0176",
            "61200 66202",
            "8412 66212-1234",
            "2026-03-02 17:00",
            "between 10 and 12",
            "dos o tres",
            "model 81655501428816",
        ] {
            assert_eq!(heard(text, None), None, "{text}");
            assert_eq!(heard(text, Some(Asked::Phone)), None, "{text}");
        }
    }

    #[test]
    fn the_span_covers_the_digits() {
        let text = "reach me at (913) 555-0176 after five";
        let now: jiff::Zoned = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
        let vocabulary = Vocabulary::default();
        let context = Context { now: &now, language: Language::En, asked: None, vocabulary: &vocabulary };
        let span = recognize(text, &tokenize(text), &context).expect("a number").span;
        assert_eq!(&text[span.start..span.end], "(913) 555-0176");
    }
}
