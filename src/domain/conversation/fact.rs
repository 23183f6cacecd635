//! Facts and the receipts they carry: what the assistant believes, and what that rests on.

use crate::understanding::text::Span;
use serde::{Deserialize, Serialize};

/// Something believed, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact<T> {
    /// What is believed.
    pub value: T,
    /// Why.
    pub receipt: Receipt,
}

/// What a fact rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Receipt {
    /// Said by the caller.
    Heard {
        /// In this turn of the conversation, counted from 0.
        turn: u32,
        /// At this place of what was said.
        span: Span,
        /// The turn in which the caller said yes to it after it was read back.
        confirmed_in: Option<u32>,
    },
    /// Given by the carrier: caller id, and the name on record for it.
    Carrier {
        /// The turn in which the caller said yes to it after it was read back.
        confirmed_in: Option<u32>,
    },
    /// Typed into a form on the web.
    Form {
        /// The turn in which the visitor said yes to it after it was read back.
        confirmed_in: Option<u32>,
    },
    /// Entered by a member of staff.
    Staff,
}

impl Receipt {
    /// Heard in a turn, at a place.
    pub fn heard(turn: u32, span: Span) -> Self {
        Self::Heard { turn, span, confirmed_in: None }
    }

    /// The caller said yes to a read-back of it in `turn`.
    pub fn confirm(&mut self, turn: u32) {
        match self {
            Self::Heard { confirmed_in, .. } | Self::Carrier { confirmed_in } | Self::Form { confirmed_in } => *confirmed_in = Some(turn),
            Self::Staff => {}
        }
    }

    /// True where it was read back and agreed to, or entered by staff.
    pub fn is_confirmed(&self) -> bool {
        match self {
            Self::Heard { confirmed_in, .. } | Self::Carrier { confirmed_in } | Self::Form { confirmed_in } => confirmed_in.is_some(),
            Self::Staff => true,
        }
    }
}
