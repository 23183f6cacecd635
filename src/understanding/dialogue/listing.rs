//! Words and phrases looked up in lists that are written as plain text.

use crate::understanding::text::Token;

/// The words of a clause, folded.
pub(super) fn words(tokens: &[Token]) -> Vec<&str> {
    tokens.iter().map(|token| token.word.as_str()).collect()
}

/// True where the word is in a list parted by spaces.
pub(super) fn is_one_of(word: &str, list: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// True where any word is in a list parted by spaces.
pub(super) fn says(words: &[&str], list: &str) -> bool {
    words.iter().any(|word| is_one_of(word, list))
}

/// True where any phrase of a list parted by bars stands among the words.
pub(super) fn says_phrase(words: &[&str], list: &str) -> bool {
    list.split('|').any(|phrase| {
        let length = phrase.split(' ').count();
        words.windows(length).any(|window| window.iter().copied().eq(phrase.split(' ')))
    })
}
