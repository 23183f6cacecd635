//! Reads the words of a name at a place, as far as they look like one.

use crate::understanding::name::spelling;
use crate::understanding::name::words::{
    ends_name, follows_de, is_everyday, is_family, is_given, is_listed, is_ordinary, is_particle, is_person_word, is_title,
};
use crate::understanding::name::writing::write_word;
use crate::understanding::text::{Span, Token};

/// How much the words before a name promise that one follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trust {
    /// "this is …", "for …", "soy …": most of what follows these is no name.
    Weak,
    /// Nothing but the answer itself.
    Bare,
    /// "my name is …", "me llamo …".
    Strong,
}

/// What the capitals of a text are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Casing {
    /// Capitals mark names.
    Told,
    /// No capitals at all.
    Lower,
    /// Everything is shouted, or every word begins with a capital.
    Useless,
}

/// A turn as names are read from it.
pub struct Sentence<'a> {
    /// The words as they were said.
    pub text: &'a str,
    /// Their folded form.
    pub tokens: &'a [Token],
    /// What capitals are worth here.
    pub casing: Casing,
}

/// One word of a name; a hyphenated name is one word.
#[derive(Clone, Debug)]
pub struct Part {
    /// As it should be written.
    pub written: String,
    /// Folded.
    pub word: String,
    /// In a table of names.
    pub known: bool,
    /// Written with a capital where capitals mean something.
    pub capital: bool,
    /// A bare "de", "la" and so on.
    pub particle: bool,
    /// The token after it.
    pub next: usize,
}

impl Part {
    /// An everyday word, which may be a name too.
    pub fn ordinary(&self) -> bool {
        is_ordinary(&self.word)
    }

    /// In no table: neither a name nor a word of the language.
    pub fn strange(&self) -> bool {
        !self.known && !self.particle && !is_inflected(&self.word) && !is_everyday(&self.word) && self.word.chars().count() > 2
    }
}

/// The words of a name that stand together.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Its words, at least one.
    pub parts: Vec<Part>,
    /// A title stood before it.
    pub titled: bool,
    /// Where it stands.
    pub span: Span,
    /// The token after it.
    pub next: usize,
}

impl Reading {
    /// A given and a family name, neither of them a word of the language alone.
    pub fn is_whole(&self) -> bool {
        let [first, .., last] = self.parts.as_slice() else { return false };
        let named = is_given(&first.word) && is_family(&last.word);
        let named_once =
            (is_given(&first.word) && !first.ordinary() || first.strange()) && (last.strange() || last.known && !last.ordinary());
        named || named_once
    }
}

const MOST_WORDS: usize = 5;
const LONGEST_WORD: usize = 24;

impl<'a> Sentence<'a> {
    /// Looks at the capitals once.
    pub fn new(text: &'a str, tokens: &'a [Token]) -> Self {
        Self { text, tokens, casing: casing(text, tokens) }
    }

    /// The folded word at a place, empty past the end.
    pub fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.word.as_str())
    }

    /// The word at a place as it was said.
    pub fn written(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.text[token.span.start..token.span.end])
    }

    /// True where a token begins with a capital and that means something.
    pub fn capital(&self, at: usize) -> bool {
        self.casing == Casing::Told && begins_upper(self.written(at))
    }

    /// True where a name may well be over: the end, a mark, or a word that cannot be part of one.
    pub fn may_end(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| {
            let named = is_given(&token.word) || is_family(&token.word);
            !token.is_word() || ends_name(&token.word) || is_ordinary(&token.word) || (!named && is_everyday(&token.word))
        })
    }

    /// Skips hesitation, marks and titles before a name; tells whether a title was among them.
    pub fn skip_to_name(&self, mut at: usize) -> (usize, bool) {
        let mut titled = false;
        while at < self.tokens.len() {
            let word = self.word(at);
            if word == "i" && matches!(self.word(at + 1), "think" | "believe" | "guess") {
                at += 2;
                continue;
            }
            let article = matches!(word, "la" | "el") && self.is_title_at(at + 1);
            if article {
                at += 1;
                continue;
            }
            if self.is_title_at(at) && !self.may_end_after_title(at) {
                titled = true;
            } else if !(is_hesitation(word) || (titled && word == ".")) {
                break;
            }
            at += 1;
        }
        (at, titled)
    }

    /// "don" with a capital is a given name: "Don Hale".
    fn is_title_at(&self, at: usize) -> bool {
        is_title(self.word(at)) && !(self.word(at) == "don" && self.capital(at))
    }

    fn may_end_after_title(&self, at: usize) -> bool {
        let next = at + 1 + usize::from(self.word(at + 1) == ".");
        !self.tokens.get(next).is_some_and(Token::is_word)
    }

    /// Reads a name that begins at a token.
    pub fn read(&self, at: usize, trust: Trust) -> Option<Reading> {
        let (first, titled) = self.skip_to_name(at);
        let mut parts: Vec<Part> = Vec::new();
        let mut next = first;
        while parts.len() < MOST_WORDS {
            next = self.skip_initial(next, !parts.is_empty());
            if !parts.is_empty() && spelling::letters(self, next, 3).is_some() {
                break;
            }
            let Some(more) = self.next_words(next, if titled { Trust::Strong } else { trust }, &parts, titled) else { break };
            next = more.last().map_or(next, |part| part.next);
            parts.extend(more);
        }
        let last = parts.last()?.next;
        let span = Span { start: self.tokens.get(first)?.span.start, end: self.tokens.get(last - 1)?.span.end };
        Some(Reading { parts, titled, span, next: last })
    }

    /// The middle initial in "Maria S. Lopez".
    fn skip_initial(&self, at: usize, inside: bool) -> usize {
        let single = self.word(at).chars().count() == 1 && self.tokens.get(at).is_some_and(Token::is_word);
        if !inside || !single || matches!(self.word(at), "i" | "y" | "a" | "o" | "e") {
            return at;
        }
        let next = at + 1 + usize::from(self.word(at + 1) == ".");
        let goes_on = self.tokens.get(next).is_some_and(|token| token.is_word() && token.word.chars().count() > 2);
        if goes_on { next } else { at }
    }

    fn next_words(&self, at: usize, trust: Trust, before: &[Part], titled: bool) -> Option<Vec<Part>> {
        let named = before.is_empty() && self.capital(at) && is_given(self.word(at));
        if is_particle(self.word(at))
            && !named
            && (!before.is_empty() || trust == Trust::Strong || (trust == Trust::Bare && begins_family(self.word(at))))
        {
            return self.particles(at, trust, before);
        }
        let part = self.part(at)?;
        let priced = titled && before.is_empty() && !ends_name(&part.word) && is_family(&part.word);
        (priced || self.accepts(&part, trust, before)).then(|| vec![part])
    }

    /// "de la Cruz", "de León", "van der Berg": particles and the word that they lead to.
    fn particles(&self, at: usize, trust: Trust, before: &[Part]) -> Option<Vec<Part>> {
        let mut words: Vec<Part> = Vec::new();
        let mut next = at;
        while is_particle(self.word(next)) && words.len() < 2 {
            let mut part = self.part(next)?;
            part.particle = true;
            words.push(part);
            next += 1;
        }
        let head = self.part(next)?;
        let plain_de = words.len() == 1 && matches!(self.word(at), "de" | "el" | "al" | "la");
        let fits = if plain_de {
            follows_de(&head.word)
        } else {
            is_family(&head.word) || head.capital || head.strange() || ((trust == Trust::Strong || !before.is_empty()) && !head.ordinary())
        };
        let known_word = matches!(
            head.word.as_str(),
            "cruz" | "rosa" | "torre" | "fuente" | "garza" | "vega" | "toro" | "rio" | "valle" | "cerda" | "o" | "paz"
        );
        if ends_name(&head.word) || !(fits || (words.len() > 1 && known_word)) || before.iter().any(|part| part.particle) {
            return None;
        }
        words.push(head);
        Some(words)
    }

    fn part(&self, at: usize) -> Option<Part> {
        let first = self.tokens.get(at).filter(|token| token.is_word())?;
        let mut next = at + 1;
        let mut written = write_word(self.written(at));
        let mut word = first.word.clone();
        if let Some((joined, shown)) = self.split_prefix(at) {
            (word, written, next) = (joined, shown, at + 2);
        }
        while self.is_hyphen(next) && word.len() <= LONGEST_WORD {
            written = format!("{written}-{}", write_word(self.written(next + 1)));
            self.word(next + 1).clone_into(&mut word);
            next += 2;
        }
        let known = is_given(&word) || is_family(&word);
        let capital = self.capital(at);
        Some(Part { written, known, capital, particle: false, next, word })
    }

    /// "o brien" and "mc donald", as recognisers write them.
    fn split_prefix(&self, at: usize) -> Option<(String, String)> {
        let prefix = self.word(at);
        let rest = self.word(at + 1);
        let joined = format!("{prefix}{rest}");
        if !matches!(prefix, "o" | "mc") || !is_family(&joined) {
            return None;
        }
        let shown = if prefix == "o" { format!("o'{rest}") } else { joined.clone() };
        Some((joined, write_word(&shown)))
    }

    fn is_hyphen(&self, at: usize) -> bool {
        let (Some(before), Some(mark), Some(after)) = (self.tokens.get(at - 1), self.tokens.get(at), self.tokens.get(at + 1)) else {
            return false;
        };
        mark.word == "-" && before.touches(mark) && mark.touches(after) && after.is_word() && after.word.chars().count() > 1
    }

    fn accepts(&self, part: &Part, trust: Trust, before: &[Part]) -> bool {
        let long = part.word.chars().count();
        let opens = before.is_empty() && trust == Trust::Strong && part.capital && self.capital(part.next);
        let name_like = opens || self.is_month_as_family(part, before);
        if (ends_name(&part.word) && !name_like)
            || !(2..=LONGEST_WORD).contains(&long)
            || part.word.ends_with("'s")
            || (is_title(&part.word) && part.word != "don")
        {
            return false;
        }
        let first = before.is_empty();
        if first && begins_place(&part.word) {
            return false;
        }
        if name_like || part.known && !part.ordinary() {
            return true;
        }
        if part.known {
            let paired = is_given(&part.word) && self.is_family_at(part.next);
            let led = first && (trust != Trust::Weak || paired || is_person_word(&part.word) && self.may_end(part.next));
            return part.capital || led || (!first && self.may_end(part.next));
        }
        if part.ordinary() {
            let paired = before.last().is_some_and(|previous| previous.capital && is_given(&previous.word));
            return !first && part.capital && (trust != Trust::Bare || paired);
        }
        let opening = first && trust == Trust::Bare;
        if opening && (is_everyday(&part.word) || is_inflected(&part.word)) {
            return false;
        }
        part.capital || self.accepts_stranger(part, trust, before)
    }

    /// "Jo March": the month after a given name, with no day of the month beside it.
    fn is_month_as_family(&self, part: &Part, before: &[Part]) -> bool {
        let [only] = before else { return false };
        let dated = self.tokens.get(part.next).is_some_and(Token::is_number) || matches!(self.word(part.next), "the" | "first");
        part.word == "march" && is_given(&only.word) && !dated && (part.capital || !only.ordinary())
    }

    /// "frank stone": the second of two words that are names and everyday words both.
    fn is_family_at(&self, at: usize) -> bool {
        is_family(self.word(at)) && !ends_name(self.word(at)) && self.may_end(at + 1)
    }

    /// A lower-case word that no table knows.
    fn accepts_stranger(&self, part: &Part, trust: Trust, before: &[Part]) -> bool {
        if is_inflected(&part.word) || is_listed(&part.word) || (before.is_empty() && is_everyday(&part.word)) {
            return false;
        }
        let Some(previous) = before.last() else {
            let closed = self.tokens.get(part.next).is_none_or(|next| !next.is_word());
            let plain = self.casing != Casing::Told && (self.may_end(part.next) || self.goes_on(part.next));
            return trust != Trust::Weak || plain || closed;
        };
        !previous.capital && (trust != Trust::Weak || self.may_end(part.next) || self.goes_on(part.next))
    }

    /// Another word that may belong to a name, and after it the end of one.
    fn goes_on(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at).filter(|token| token.is_word()) else { return false };
        let word = token.word.as_str();
        let fits = is_particle(word) || is_given(word) || is_family(word) || !is_everyday(word);
        fits && (self.may_end(at + 1) || is_particle(word) || self.is_hyphen(at + 1))
    }
}

/// Particles that a family name alone may begin with.
fn begins_family(word: &str) -> bool {
    matches!(word, "de" | "del" | "van" | "von" | "di" | "da" | "du" | "der")
}

/// "San José" is where somebody lives.
fn begins_place(word: &str) -> bool {
    matches!(word, "san" | "santa" | "saint" | "st" | "fort" | "los" | "las" | "new" | "el" | "la")
}

/// "stranded", "leaking", "really": verbs and adverbs rather than names.
fn is_inflected(word: &str) -> bool {
    word.len() > 5
        && [
            "ing", "ed", "ly", "ous", "less", "ness", "tion", "able", "ando", "iendo", "mente", "cion", "ful", "ive", "ish", "ent", "ant",
            "ment", "ity", "ical", "ado", "ada", "ido", "ida", "oso", "osa", "ico", "ica", "ista", "arle", "arla", "arlo", "erle", "erla",
            "erlo", "irle", "irla", "irlo", "arme", "erme", "irme", "arse", "erse", "irse", "ense", "anse", "enlo", "enla", "eme", "enme",
            "anme",
        ]
        .iter()
        .any(|ending| word.ends_with(ending))
}

fn is_hesitation(word: &str) -> bool {
    const MARKS: [&str; 9] = [",", ":", "\"", "“", "«", "…", "-", "—", "–"];
    MARKS.contains(&word) || matches!(word, "uh" | "um" | "er" | "eh" | "uhm" | "ah" | "erm" | "este" | "hmm")
}

fn begins_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// A capital that neither begins a sentence nor is "I".
fn has_inner_capital(text: &str, tokens: &[Token]) -> bool {
    tokens.windows(2).any(|pair| {
        let written = &text[pair[1].span.start..pair[1].span.end];
        let inside = !matches!(pair[0].word.as_str(), "." | "!" | "?" | "\"" | ":");
        inside && begins_upper(written) && pair[1].word != "i" && !pair[1].word.starts_with("i'")
    })
}

fn casing(text: &str, tokens: &[Token]) -> Casing {
    let words: Vec<(&Token, &str)> =
        tokens.iter().filter(|token| token.is_word()).map(|token| (token, &text[token.span.start..token.span.end])).collect();
    if words.len() > 3 && !has_inner_capital(text, tokens) {
        return Casing::Lower;
    }
    let long = || words.iter().filter(|(_, written)| written.chars().count() > 1);
    let lower = long().filter(|(_, written)| !begins_upper(written)).count();
    let shouted = long().filter(|(_, written)| !written.chars().any(char::is_lowercase)).count();
    let count = long().count();
    if count == lower {
        return Casing::Lower;
    }
    let everyday = || {
        words.iter().skip(1).filter(|(token, written)| {
            is_ordinary(&token.word) && !is_given(&token.word) && !is_family(&token.word) && written.chars().count() > 1
        })
    };
    let titled = everyday().filter(|(_, written)| begins_upper(written)).count();
    let plain = everyday().count() - titled;
    let useless = shouted == count || (titled >= 2 && titled > plain);
    if useless { Casing::Useless } else { Casing::Told }
}
