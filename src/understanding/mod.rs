//! Words to meaning, in English and Spanish. Pure: no I/O, no clock, nothing of ours beyond the types of `domain`.
//!
//! [`understand`] is the only door. Each recogniser lives in a file of its own and reads the same tokens.

pub mod acts;
pub mod address;
pub mod asked;
pub mod choice;
pub mod dialogue;
pub mod language;
pub mod name;
pub mod numbers;
pub mod phone;
pub mod problem;
pub mod question;
pub mod text;
pub mod time;
pub mod urgency;
pub mod visit;

mod meaning;
mod understand;

pub use meaning::{Act, Asked, Context, Danger, Heard, HeardName, HeardProblem, Meaning, Pick, ServiceWords, Urgency, Verdict, Vocabulary};
pub use understand::{MAX_TEXT, understand};

#[cfg(test)]
mod tests;
