//! What a caller had settled on when a whole booking dialogue was over, told from what both sides said aloud.
//!
//! A dialogue is read turn by turn. What the user asks for stands at once and replaces only the parts that it names; what the assistant
//! proposes stands once the user agrees to it; what is said about the weather, a table or a taxi stands for nothing, unless the user comes
//! back to "that day".

mod clause;
mod listing;
mod moment;
mod proposal;
mod settled;
mod today;
mod topic;
mod who;
mod wish;

#[cfg(test)]
mod tests;

pub use settled::settled;

use crate::domain::customer::PersonName;
use jiff::Zoned;

/// One side of a dialogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Who calls or writes.
    User,
    /// Who answers for the business.
    Agent,
}

/// What one side said before the other did.
#[derive(Clone, Copy, Debug)]
pub struct Turn<'a> {
    /// Who said it.
    pub speaker: Speaker,
    /// The words.
    pub text: &'a str,
}

/// What the user had settled on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// For whom.
    pub name: Option<PersonName>,
    /// When it begins: a day alone is its first moment, a time of day alone the next such moment.
    pub from: Option<Zoned>,
    /// When it ends, where an end was settled.
    pub to: Option<Zoned>,
}
