//! Names letter by letter: "B as in boy, r, e, t t", "L-O-P-E-Z", "double t", the alphabets of radio and of Spanish.

use crate::domain::customer::PersonName;
use crate::understanding::name::reading::Sentence;
use crate::understanding::name::words::{is_family, is_given, is_listed};
use crate::understanding::name::writing::write_word;
use crate::understanding::text::{Span, Token};

/// A word put together from letters.
#[derive(Clone, Debug)]
pub struct Letters {
    /// The word, in lower case.
    pub word: String,
    /// Hardly misheard: letters with a word each, or written with hyphens.
    pub clear: bool,
    /// Where the letters stand.
    pub span: Span,
    /// The token after the last of them.
    pub next: usize,
}

const MOST_LETTERS: usize = 40;

struct Letter {
    text: String,
    next: usize,
    clear: bool,
}

/// Reads at least `fewest` letters in a row.
pub fn letters(sentence: &Sentence<'_>, at: usize, fewest: usize) -> Option<Letters> {
    let mut word = String::new();
    let (mut next, mut last, mut count, mut clear, mut hyphens) = (at, at, 0, 0, 0);
    while word.len() < MOST_LETTERS {
        while count > 0 && is_gap(sentence.word(next)) {
            hyphens += usize::from(matches!(sentence.word(next), "-" | ","));
            if matches!(sentence.word(next), "space" | "espacio") {
                word.push(' ');
            }
            next += 1;
        }
        let Some(letter) = letter(sentence, next, count > 0) else { break };
        word.push_str(&letter.text);
        count += letter.text.chars().count();
        clear += usize::from(letter.clear);
        next = letter.next;
        last = next;
    }
    let enough = count >= fewest.max(2) && (count > 2 || clear > 0 || hyphens > 0);
    if !enough {
        return None;
    }
    let span = Span { start: sentence.tokens.get(at)?.span.start, end: sentence.tokens.get(last.checked_sub(1)?)?.span.end };
    Some(Letters { word, clear: clear * 3 >= count || hyphens + 1 >= count, span, next: last })
}

fn is_gap(word: &str) -> bool {
    matches!(word, "-" | "," | "." | "…" | "–" | "—" | "capital" | "space" | "espacio" | "then" | "uh" | "um" | "luego" | "/")
}

fn letter(sentence: &Sentence<'_>, at: usize, inside: bool) -> Option<Letter> {
    let word = sentence.word(at);
    if let Some(letter) = doubled(sentence, at) {
        return Some(letter);
    }
    if let Some(text) = single(sentence, at) {
        let after = said_as(sentence, at + 1, &text);
        return Some(Letter { text, next: after.unwrap_or(at + 1), clear: after.is_some() });
    }
    let near = inside || letter_like(sentence, at + 1);
    if let Some(text) = radio(word).filter(|_| inside || radio(sentence.word(at + 1)).is_some()) {
        return Some(Letter { text: text.to_owned(), next: at + 1, clear: false });
    }
    let spoken = spoken_letter(word).filter(|_| near && beside_letter(sentence, at))?;
    let after = said_as(sentence, at + 1, spoken);
    Some(Letter { text: spoken.to_owned(), next: after.unwrap_or(at + 1), clear: after.is_some() })
}

fn letter_like(sentence: &Sentence<'_>, at: usize) -> bool {
    single(sentence, at).is_some() || spoken_letter(sentence.word(at)).is_some()
}

/// A word that sounds like a letter counts only beside a real letter or another such word.
fn beside_letter(sentence: &Sentence<'_>, at: usize) -> bool {
    let step = |from: usize, back: bool| {
        let next = if back { from.checked_sub(1)? } else { from + 1 };
        let gap = is_gap(sentence.word(next));
        let beyond = if back { next.checked_sub(usize::from(gap))? } else { next + usize::from(gap) };
        letter_like(sentence, beyond).then_some(())
    };
    step(at, true).is_some() || step(at, false).is_some()
}

fn single(sentence: &Sentence<'_>, at: usize) -> Option<String> {
    let token = sentence.tokens.get(at)?;
    let mut chars = token.word.chars();
    let (first, None) = (chars.next()?, chars.next()) else { return None };
    if !first.is_alphabetic() {
        return None;
    }
    let written = sentence.written(at).to_lowercase();
    Some(if written == "ñ" { written } else { first.to_string() })
}

/// "double t", "doble ele", and the letter that is called double u.
fn doubled(sentence: &Sentence<'_>, at: usize) -> Option<Letter> {
    let word = sentence.word(at);
    let after = sentence.word(at + 1);
    let named = |text: &str| Some(Letter { text: text.to_owned(), next: at + 2, clear: false });
    if matches!((word, after), ("double", "u" | "you") | ("doble", "u" | "ve") | ("uve", "doble")) {
        return named("w");
    }
    if matches!((word, after), ("i", "griega")) {
        return named("y");
    }
    if !matches!(word, "double" | "doble") {
        return None;
    }
    let text = single(sentence, at + 1).or_else(|| spoken_letter(after).map(str::to_owned))?;
    let next = said_as(sentence, at + 2, &text).unwrap_or(at + 2);
    Some(Letter { text: text.repeat(2), next, clear: true })
}

/// "as in boy", "for sugar", "de Nicolás": the token after the word that makes a letter clear.
fn said_as(sentence: &Sentence<'_>, at: usize, letter: &str) -> Option<usize> {
    let length = match (sentence.word(at), sentence.word(at + 1), sentence.word(at + 2)) {
        ("as" | "like", "in", _) => 2,
        ("for" | "like" | "de" | "como" | "is", _, _) => 1,
        (",", "as", "in") => 3,
        _ => return None,
    };
    let token = sentence.tokens.get(at + length)?;
    (token.word.chars().count() > 1 && token.word.starts_with(letter)).then_some(at + length + 1)
}

/// How many words of a radio alphabet were said.
pub fn radio_words(sentence: &Sentence<'_>) -> usize {
    sentence.tokens.iter().filter(|token| radio(&token.word).is_some()).count()
}

fn radio(word: &str) -> Option<&'static str> {
    const ALPHABET: [(&str, &str); 34] = [
        ("alpha", "a"),
        ("alfa", "a"),
        ("bravo", "b"),
        ("charlie", "c"),
        ("delta", "d"),
        ("echo", "e"),
        ("foxtrot", "f"),
        ("golf", "g"),
        ("hotel", "h"),
        ("india", "i"),
        ("indigo", "i"),
        ("juliette", "j"),
        ("roger", "r"),
        ("beta", "b"),
        ("juliet", "j"),
        ("juliett", "j"),
        ("kilo", "k"),
        ("lima", "l"),
        ("mike", "m"),
        ("november", "n"),
        ("oscar", "o"),
        ("papa", "p"),
        ("quebec", "q"),
        ("romeo", "r"),
        ("sierra", "s"),
        ("tango", "t"),
        ("uniform", "u"),
        ("victor", "v"),
        ("whiskey", "w"),
        ("whisky", "w"),
        ("xray", "x"),
        ("yankee", "y"),
        ("zulu", "z"),
        ("zebra", "z"),
    ];
    ALPHABET.iter().find(|(name, _)| *name == word).map(|(_, letter)| *letter)
}

/// What letters are called, in both languages, and what recognisers write instead.
fn spoken_letter(word: &str) -> Option<&'static str> {
    Some(match word {
        "be" | "bee" => "b",
        "ce" | "see" | "sea" => "c",
        "dee" => "d",
        "ee" => "e",
        "efe" | "eff" => "f",
        "ge" | "gee" => "g",
        "hache" | "aitch" => "h",
        "eye" => "i",
        "jota" | "jay" => "j",
        "ka" | "kay" => "k",
        "ele" | "ell" | "el" => "l",
        "eme" | "em" => "m",
        "ene" | "en" => "n",
        "oh" => "o",
        "pe" | "pee" | "pea" => "p",
        "cu" | "queue" | "cue" => "q",
        "erre" | "ere" | "are" | "ar" => "r",
        "ese" | "ess" => "s",
        "te" | "tee" | "tea" => "t",
        "you" => "u",
        "uve" | "ve" | "vee" => "v",
        "equis" | "ex" => "x",
        "why" | "ye" => "y",
        "zeta" | "zee" | "zed" => "z",
        _ => return None,
    })
}

/// An answer that is nothing but letters, also where a recogniser ran some of them together ("ST E ph a n ie").
pub fn answer(sentence: &Sentence<'_>, first: usize) -> Option<Letters> {
    let end =
        sentence.tokens.iter().rposition(|token| token.is_word() && !matches!(token.word.as_str(), "please" | "thanks" | "gracias"))? + 1;
    let tokens = sentence.tokens.get(first..end)?;
    if let Some(found) = letters(sentence, first, 3)
        && first + tokens.len() <= found.next
    {
        return Some(found);
    }
    let words: Vec<&str> = tokens.iter().filter(|token| token.is_word()).map(|token| token.word.as_str()).collect();
    let singles = words.iter().filter(|word| word.chars().count() == 1).count();
    let fragments = words.iter().all(|word| word.chars().count() <= 4 && (word.chars().count() < 3 || !is_listed(word)));
    if words.len() < 3 || singles * 2 < words.len() || !fragments || tokens.iter().any(Token::is_number) {
        return None;
    }
    let word: String = words.concat();
    let span = Span { start: tokens.first()?.span.start, end: tokens.last()?.span.end };
    (word.len() <= MOST_LETTERS).then_some(Letters { word, clear: false, span, next: sentence.tokens.len() })
}

/// Splits letters into given and family name where the tables know both.
pub fn split(word: &str) -> PersonName {
    let whole = |given: bool| {
        let written = Some(write_word(word));
        if given { PersonName { given: written, family: None } } else { PersonName { given: None, family: written } }
    };
    if let Some((given, family)) = word.split_once(' ') {
        return PersonName { given: Some(write_word(given)), family: Some(write_word(&family.replace(' ', ""))) };
    }
    if is_given(word) {
        return whole(true);
    }
    let cuts = word.char_indices().map(|(at, _)| at).filter(|&at| at > 1).collect::<Vec<_>>();
    let fits = |at: usize| is_given(&word[..at]) && is_family(&word[at..]) && word.len() - at > 2;
    let cut = cuts.into_iter().rev().find(|&at| fits(at));
    match cut {
        Some(at) => PersonName { given: Some(write_word(&word[..at])), family: Some(write_word(&word[at..])) },
        None => whole(!is_family(word)),
    }
}

/// True where the tables know every part.
pub fn is_known(name: &PersonName) -> bool {
    let given = name.given.as_ref().is_none_or(|given| is_given(&given.to_lowercase()));
    let family = name.family.as_ref().is_none_or(|family| is_family(&family.to_lowercase()));
    given && family
}

/// Puts the part of a name right that the letters resemble; a family name that was missing is added.
pub fn apply(name: &PersonName, letters: &str) -> Option<PersonName> {
    let letters = &letters.replace(' ', "");
    let written = Some(write_word(letters));
    let near = |part: &Option<String>| part.as_ref().is_some_and(|part| resembles(&part.to_lowercase(), letters));
    if near(&name.family) {
        return Some(PersonName { given: name.given.clone(), family: written });
    }
    if near(&name.given) {
        return Some(PersonName { given: written, family: name.family.clone() });
    }
    let whole = split(letters);
    if whole.given.is_some() && whole.family.is_some() {
        return Some(whole);
    }
    let given = name.given.as_ref().is_some_and(|given| is_given(&given.to_lowercase()));
    let fits = is_family(letters) || (given && letters.len() > 3);
    (name.family.is_none() && fits).then(|| PersonName { given: name.given.clone(), family: written })
}

/// "with a K", "with two t's", "without an h", "con dos tes": one letter of the last-named part put right.
pub fn adjusted(sentence: &Sentence<'_>, name: &PersonName, at: usize) -> Option<(PersonName, usize)> {
    let at = at + usize::from(sentence.word(at) == ",");
    let (change, letter_at) = match (sentence.word(at), sentence.word(at + 1)) {
        ("with" | "con", "two" | "2" | "double" | "dos" | "doble") => (Change::Double, at + 2),
        ("with" | "con", "a" | "an" | "una" | "one") => (Change::Exchange, at + 2),
        ("without" | "sin", "a" | "an" | "the" | "la") => (Change::Drop, at + 2),
        ("without" | "no" | "sin", _) => (Change::Drop, at + 1),
        ("con", _) => (Change::Exchange, at + 1),
        _ => return None,
    };
    let said = sentence.word(letter_at);
    let letter = said.chars().next().filter(|_| said.chars().count() == 1 || said.ends_with("'s") && said.len() == 3)?;
    let change_in =
        |part: &Option<String>| part.as_ref().and_then(|part| changed(&part.to_lowercase(), letter, change)).map(|part| write_word(&part));
    let name = match (change_in(&name.given), change_in(&name.family)) {
        (_, Some(family)) => PersonName { given: name.given.clone(), family: Some(family) },
        (Some(given), None) => PersonName { given: Some(given), family: name.family.clone() },
        (None, None) => return None,
    };
    Some((name, letter_at + 1))
}

#[derive(Clone, Copy)]
enum Change {
    Double,
    Exchange,
    Drop,
}

/// The part with the change made, where it applies: the letter stands there, or the one it sounds like begins the name.
fn changed(part: &str, letter: char, change: Change) -> Option<String> {
    let found = part.rfind(letter);
    match change {
        Change::Double => {
            let doubled: String = [letter, letter].iter().collect();
            if part.contains(&doubled) { Some(part.to_owned()) } else { found.map(|at| format!("{}{letter}{}", &part[..at], &part[at..])) }
        }
        Change::Drop => found.filter(|_| part.len() > 3).map(|at| format!("{}{}", &part[..at], &part[at + letter.len_utf8()..])),
        Change::Exchange if found.is_some() => Some(part.to_owned()),
        Change::Exchange => {
            let like = match letter {
                'k' => 'c',
                'c' => 'k',
                'j' => 'g',
                'g' => 'j',
                'y' => 'i',
                'i' => 'y',
                'z' => 's',
                's' => 'z',
                'v' => 'b',
                'b' => 'v',
                _ => return None,
            };
            part.contains(like).then(|| part.replacen(like, letter.encode_utf8(&mut [0; 4]), 1))
        }
    }
}

fn resembles(spoken: &str, spelled: &str) -> bool {
    let longest = spoken.chars().count().max(spelled.chars().count());
    distance(spoken, spelled) * 5 <= longest * 2
}

fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(MOST_LETTERS).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().take(MOST_LETTERS).enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, to) in b.iter().enumerate() {
            let changed = diagonal + usize::from(from != *to);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row[b.len()]
}
