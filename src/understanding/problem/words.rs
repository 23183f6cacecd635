//! The built-in words of the common services, English and Spanish.

use std::sync::LazyLock;

/// Codes with their words, the most telling first.
static SERVICES: LazyLock<Vec<(&'static str, Vec<&'static str>)>> = LazyLock::new(|| {
    let mut services: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in include_str!("services.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        match (line.strip_prefix('[').and_then(|l| l.strip_suffix(']')), services.last_mut()) {
            (Some(code), _) => services.push((code, Vec::new())),
            (None, Some((_, words))) => words.push(line),
            (None, None) => {}
        }
    }
    services
});

/// Phrases that tell of a service, by its code.
pub(super) const SIGNS: &str = include_str!("signs.txt");

static SIGN_CODES: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| SIGNS.lines().filter_map(|l| l.strip_prefix('[')?.strip_suffix(']')).collect());

/// The place of a service among those that have telling phrases.
pub(super) fn sign_index(code: &str) -> Option<usize> {
    SIGN_CODES.iter().position(|known| *known == code)
}

/// The service at a place: `[leak first]` and `[leak]` are the same service with different weight.
pub(super) fn signed(index: usize) -> Option<&'static str> {
    SIGN_CODES.get(index)?.split(' ').next()
}

/// Codes with built-in words, the most telling first.
pub(super) fn codes() -> impl ExactSizeIterator<Item = &'static str> {
    SERVICES.iter().map(|(code, _)| *code)
}

/// Words and phrases that callers use for a service with this code; empty for a code that is not known.
pub fn default_words(code: &str) -> &'static [&'static str] {
    SERVICES.iter().find(|(known, _)| *known == code).map_or(&[], |(_, words)| words)
}

/// Small words that make a row of words a sentence.
const SENTENCE: &str = "is are was were isnt my the our it its theres there keeps wont doesnt dont cant have has got need want makes \
     making coming going im we a an of mi el la se esta hay tengo necesito quiero un una me no";

/// True for a word that only sentences have.
pub(super) fn makes_sentence(word: &str) -> bool {
    SENTENCE.split(' ').any(|w| w == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_have_words() {
        assert!(codes().len() > 15 && codes().all(|code| default_words(code).len() > 4));
        assert!(default_words("leak").contains(&"leak"));
        assert!(default_words("nothing of ours").is_empty());
    }
}
