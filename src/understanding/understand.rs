//! The only door from words to meaning.

use crate::understanding::text::{Token, tokenize};
use crate::understanding::{Asked, Context, Meaning, acts, address, choice, language, name, phone, problem, question, time, urgency};

/// How much of a text is read, in bytes. Carriers send at most 1,600 characters; a minute of speech is about 1,000.
pub const MAX_TEXT: usize = 4_000;

/// Reads one turn. Text beyond [`MAX_TEXT`] bytes is not looked at.
pub fn understand(text: &str, context: &Context<'_>) -> Meaning {
    let text = &text[..text.floor_char_boundary(MAX_TEXT)];
    let tokens = tokenize(text);
    let acts = acts::recognize(text, &tokens, context);
    let detail = &Context { asked: detail_named(&tokens, context.asked), ..*context };
    Meaning {
        language: language::detect(&tokens),
        time: time::recognize(text, &tokens, context),
        name: name::recognize(text, &tokens, detail),
        phone: phone::recognize(text, &tokens, context),
        address: address::recognize(text, &tokens, detail),
        problem: problem::recognize(text, &tokens, context),
        urgency: urgency::recognize(text, &tokens, context),
        words: tokens.iter().filter(|token| token.is_word()).count(),
        pick: choice::recognize(&tokens, context),
        answer: question::recognize(&tokens, &acts, context),
        acts,
    }
}

/// Somebody who corrects what was read back says what it is that they correct: "no, the house number is 14".
fn detail_named(tokens: &[Token], asked: Option<Asked>) -> Option<Asked> {
    let says = |words: &[&str]| tokens.iter().any(|token| words.contains(&token.word.as_str()));
    match asked {
        Some(Asked::YesNo) if says(&["address", "house", "street", "zip", "direccion", "casa", "calle"]) => Some(Asked::Address),
        Some(Asked::YesNo) if says(&["name", "nombre"]) => Some(Asked::Name),
        other => other,
    }
}
