//! Questions that the business has an answer of its own for.

use crate::understanding::text::{Token, tokenize};
use crate::understanding::{Act, Context};

const QUESTIONS: &[Act] = &[Act::AskOther, Act::AskPrice, Act::AskHours, Act::AskArea];

/// The position of the first answer one of whose words or phrases stands in a question.
pub fn recognize(tokens: &[Token], acts: &[Act], context: &Context<'_>) -> Option<usize> {
    let is_question = acts.iter().any(|act| QUESTIONS.contains(act)) || tokens.iter().any(|token| token.word == "?");
    if !is_question {
        return None;
    }
    context.vocabulary.answers.iter().position(|phrases| phrases.iter().any(|phrase| holds(tokens, phrase)))
}

fn holds(tokens: &[Token], phrase: &str) -> bool {
    let phrase = tokenize(phrase);
    !phrase.is_empty() && tokens.windows(phrase.len()).any(|run| run.iter().zip(&phrase).all(|(said, word)| said.word == word.word))
}
