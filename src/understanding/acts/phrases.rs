//! Phrases over the words of a turn: a small pattern language that needs no regular expressions.
//!
//! A pattern is words with blanks between them. `a|b` is either, `leak*` any word that begins so, `very?` may be absent,
//! `..` up to three words in between within one sentence, `^` the start and `$` the end of a clause; `now|$` is either.

use crate::understanding::text::{Span, Token};
use std::collections::HashMap;

/// A word of the turn as patterns see it: folded, without apostrophes, without the marks around it.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The folded text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// A comma or any other mark stands before it, or it is the first.
    pub opens: bool,
    /// A sentence begins here.
    pub begins: bool,
    /// Its place beside the polite words around a request.
    pub frame: Frame,
}

/// What polite words do to the word after or before them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Frame {
    #[default]
    Plain,
    /// The request begins here, behind "could you please".
    Request,
    /// The request has ended before this word, the first of "… for me, please".
    Tail,
}

impl Word {
    fn starts(&self) -> bool {
        self.opens || self.frame == Frame::Request
    }

    fn ends_the_one_before(&self) -> bool {
        self.opens || self.frame == Frame::Tail
    }
}

/// The words of a turn, marks taken away and short spellings written out.
pub(crate) fn words(tokens: &[Token]) -> Vec<Word> {
    let mut list: Vec<Word> = Vec::with_capacity(tokens.len());
    let (mut opens, mut begins) = (true, true);
    for token in tokens {
        if token.is_word() || token.is_number() {
            list.push(Word { text: plain(&token.word), span: token.span, opens, begins, frame: Frame::Plain });
            (opens, begins) = (false, false);
        } else if !matches!(token.word.as_str(), "-" | "'" | "\"" | "$" | "/" | "&" | "#" | "%") {
            opens = true;
            begins |= matches!(token.word.as_str(), "." | "!" | "?" | ";" | "…");
        }
    }
    list
}

fn plain(word: &str) -> String {
    let short = match word {
        "u" => "you",
        "ur" => "your",
        "pls" | "plz" => "please",
        "thx" | "tks" => "thanks",
        "ppl" => "people",
        "appt" | "appts" | "apt's" => "appointment",
        "tmrw" | "tmw" | "tomorow" => "tomorrow",
        "wanna" => "want",
        "xq" | "pq" => "porque",
        other => return other.replace('\'', ""),
    };
    short.to_owned()
}

#[derive(Clone, Debug)]
enum Piece {
    Exact(String),
    Prefix(String),
}

#[derive(Clone, Debug)]
enum Element {
    One { pieces: Vec<Piece>, optional: bool, or_end: bool },
    Gap,
    Start,
    End,
}

/// Where a phrase was found: the range of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found<T> {
    /// What the phrase stands for.
    pub value: T,
    /// Index of the first word.
    pub first: usize,
    /// One past the last word.
    pub end: usize,
}

/// Many phrases, looked up by the word they begin with.
pub(crate) struct Table<T> {
    phrases: Vec<(T, Vec<Element>)>,
    exact: HashMap<String, Vec<usize>>,
    prefix: HashMap<String, Vec<usize>>,
}

const PREFIX_KEY: usize = 3;
const GAP: usize = 3;

impl<T: Copy> Table<T> {
    /// Reads lists of patterns, each standing for one value.
    pub fn new(lists: &[(T, &[&str])]) -> Self {
        let mut table = Self { phrases: Vec::new(), exact: HashMap::new(), prefix: HashMap::new() };
        for (value, patterns) in lists {
            for pattern in *patterns {
                table.add(*value, pattern);
            }
        }
        table
    }

    /// Reads patterns, one a line, below headings in brackets that say what they stand for; `#` begins a remark.
    /// After `@days monday|tuesday`, `@days` in a pattern is any of these words.
    pub fn read(text: &str, value: impl Fn(&str) -> Option<T>) -> Self {
        let mut table = Self::new(&[]);
        let mut current = None;
        let lists: Vec<(&str, &str)> = text.lines().filter_map(|l| l.strip_prefix('@')?.split_once(' ')).collect();
        for line in text.lines().filter(|l| !l.is_empty() && !l.starts_with(['#', '@'])) {
            let line = &lists.iter().fold(line.to_owned(), |line, (name, list)| line.replace(&format!("@{name}"), list));
            match (line.strip_prefix('[').and_then(|l| l.strip_suffix(']')), current) {
                (Some(heading), _) => current = value(heading),
                (None, Some(value)) => table.add(value, line),
                (None, None) => {}
            }
        }
        table
    }

    /// Adds one pattern. One without any word in it is left out.
    pub fn add(&mut self, value: T, pattern: &str) {
        let elements: Vec<Element> = pattern.split_whitespace().map(element).collect();
        let index = self.phrases.len();
        let mut keyed = false;
        for element in &elements {
            let Element::One { pieces, optional, .. } = element else { continue };
            for piece in pieces {
                match piece {
                    Piece::Exact(word) => self.exact.entry(word.clone()).or_default().push(index),
                    Piece::Prefix(start) => self.prefix.entry(key(start).to_owned()).or_default().push(index),
                }
                keyed = true;
            }
            if !optional {
                break;
            }
        }
        if keyed {
            self.phrases.push((value, elements));
        }
    }

    /// Every place where a phrase stands, in the order of the words.
    pub fn find(&self, words: &[Word]) -> Vec<Found<T>> {
        let mut found = Vec::new();
        for first in 0..words.len() {
            let text = words[first].text.as_str();
            let candidates = self.exact.get(text).into_iter().chain(self.prefix.get(key(text))).flatten();
            for index in candidates {
                let Some((value, elements)) = self.phrases.get(*index) else { continue };
                if let Some(end) = ends(elements, words, first) {
                    found.push(Found { value: *value, first, end });
                }
            }
        }
        found
    }
}

fn key(word: &str) -> &str {
    word.char_indices().nth(PREFIX_KEY).map_or(word, |(end, _)| &word[..end])
}

fn element(written: &str) -> Element {
    match written {
        ".." => return Element::Gap,
        "^" => return Element::Start,
        "$" => return Element::End,
        _ => {}
    }
    let (body, optional) = written.strip_suffix('?').map_or((written, false), |body| (body, true));
    let pieces = body
        .split('|')
        .filter(|word| *word != "$")
        .map(|word| match word.strip_suffix('*') {
            Some(start) if start.chars().count() >= PREFIX_KEY => Piece::Prefix(start.to_owned()),
            _ => Piece::Exact(word.replace(['\'', '*'], "")),
        })
        .collect();
    Element::One { pieces, optional, or_end: body.split('|').any(|word| word == "$") }
}

fn ends(elements: &[Element], words: &[Word], at: usize) -> Option<usize> {
    let Some((element, rest)) = elements.split_first() else { return Some(at) };
    match element {
        Element::Start => words.get(at).filter(|w| w.starts()).and_then(|_| ends(rest, words, at)),
        Element::End => words.get(at).is_none_or(Word::ends_the_one_before).then(|| ends(rest, words, at)).flatten(),
        Element::Gap => {
            for skip in 0..=GAP {
                if words.get(at + skip).is_none_or(|w| w.begins) {
                    return if matches!(rest, [Element::End]) { ends(rest, words, at + skip) } else { None };
                }
                if let Some(end) = ends(rest, words, at + skip) {
                    return Some(end);
                }
            }
            None
        }
        Element::One { pieces, optional, or_end } => {
            let here = words.get(at).filter(|w| pieces.iter().any(|p| fits(p, &w.text)));
            let taken = here.and_then(|_| ends(rest, words, at + 1));
            let may_be_absent = *optional || (*or_end && words.get(at).is_none_or(Word::ends_the_one_before));
            if taken.is_none() && may_be_absent { ends(rest, words, at) } else { taken }
        }
    }
}

fn fits(piece: &Piece, word: &str) -> bool {
    match piece {
        Piece::Exact(text) => text == word,
        Piece::Prefix(start) => word.starts_with(start.as_str()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::text::tokenize;

    fn hits(pattern: &str, text: &str) -> usize {
        Table::new(&[((), &[pattern][..])]).find(&words(&tokenize(text))).len()
    }

    #[test]
    fn patterns_match_words_gaps_and_edges() {
        assert_eq!(hits("water .. ceiling", "Water is coming through the ceiling"), 0);
        assert_eq!(hits("water .. ceiling", "water through the ceiling"), 1);
        assert_eq!(hits("water .. ceiling", "No water. Ceiling is fine"), 0);
        assert_eq!(hits("leak* very? bad*", "it's leaking badly"), 1);
        assert_eq!(hits("^ no $", "well, no."), 1);
        assert_eq!(hits("^ no $", "no way"), 0);
        assert_eq!(hits("don't know", "I don’t know"), 1);
        assert_eq!(hits("the? other one", "other one"), 1);
        assert_eq!(hits("stop it|$", "stop, now"), 1);
        assert_eq!(hits("stop it|$", "stop by"), 0);
    }

    #[test]
    fn a_pattern_without_words_is_left_out() {
        assert_eq!(hits("^ $", "anything"), 0);
        assert_eq!(hits("", "anything"), 0);
    }
}
