//! The words of a sentence with their places, in the one folded form that every recogniser reads.

/// Where something stands in the text as it was said: byte offsets, `start..end`, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// A word, a run of digits, or one punctuation mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Lower case, accents folded (`mañana` → `manana`), curly apostrophes made straight.
    pub word: String,
    /// Where it stands in the original text.
    pub span: Span,
}

impl Token {
    /// True for a run of digits.
    pub fn is_number(&self) -> bool {
        self.word.as_bytes().first().is_some_and(u8::is_ascii_digit)
    }

    /// True for letters (and inner apostrophes), false for digits and punctuation.
    pub fn is_word(&self) -> bool {
        self.word.chars().next().is_some_and(char::is_alphabetic)
    }

    /// True where `next` follows without a gap, as in `3pm` or `3:30`.
    pub fn touches(&self, next: &Token) -> bool {
        self.span.end == next.span.start
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letters,
    Digits,
    Space,
    Mark,
}

fn kind(c: char) -> Kind {
    if c.is_alphabetic() || is_combining_accent(c) {
        Kind::Letters
    } else if c.is_ascii_digit() {
        Kind::Digits
    } else if c.is_whitespace() || c.is_control() {
        Kind::Space
    } else {
        Kind::Mark
    }
}

fn is_combining_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`')
}

/// Splits a text into tokens. Runs of letters (with apostrophes inside), runs of digits, and single other marks;
/// white space and control characters separate and are dropped. `3:30pm` gives `3`, `:`, `30`, `pm`.
pub fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5 + 1);
    let mut previous = Kind::Space;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let end = start + c.len_utf8();
        let inside_word = is_apostrophe(c) && previous == Kind::Letters && chars.peek().is_some_and(|(_, n)| n.is_alphabetic());
        let this = if inside_word { Kind::Letters } else { kind(c) };
        let continues = this == previous && matches!(this, Kind::Letters | Kind::Digits);
        if this != Kind::Space {
            if !continues {
                tokens.push(Token { word: String::new(), span: Span { start, end } });
            }
            if let Some(token) = tokens.last_mut() {
                push_folded(&mut token.word, if is_apostrophe(c) { '\'' } else { c });
                token.span.end = end;
            }
        }
        previous = this;
    }
    tokens
}

/// Lower-cases a text and folds accents, so that `Añade` and `anade` compare alike.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        push_folded(&mut folded, if is_apostrophe(c) { '\'' } else { c });
    }
    folded
}

fn push_folded(into: &mut String, c: char) {
    if is_combining_accent(c) {
        return;
    }
    for lower in c.to_lowercase() {
        into.push(match lower {
            'á' | 'à' | 'â' | 'ä' | 'ã' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            other if is_combining_accent(other) => continue,
            other => other,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(text).into_iter().map(|t| t.word).collect()
    }

    #[test]
    fn words_numbers_and_marks_are_apart() {
        assert_eq!(words("Don’t come at 3:30pm, O'Brien!"), ["don't", "come", "at", "3", ":", "30", "pm", ",", "o'brien", "!"]);
        assert_eq!(words("MAÑANA a las 5"), ["manana", "a", "las", "5"]);
    }

    #[test]
    fn spans_point_into_the_original() {
        let text = "mañana — 24th\u{0}x";
        for token in tokenize(text) {
            assert_eq!(fold(&text[token.span.start..token.span.end]), token.word);
        }
    }
}
