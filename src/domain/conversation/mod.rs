//! A conversation: what is believed and why, and what is said next.
//!
//! [`next_step`] is the whole of the assistant's behaviour, as a pure function; [`wording`] is all that it can say.

pub mod booking;
pub mod callback;
pub mod change;
pub mod emergency;
pub mod fact;
pub mod offer;
pub mod policy;
pub mod question;
pub mod state;
pub mod step;
pub mod wish;
pub mod wording;

pub use policy::{Setting, next_step};
pub use state::State;

use serde::{Deserialize, Serialize};

/// How somebody reached the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    /// A call.
    Phone,
    /// A text message.
    Sms,
    /// The chat on the business's web site.
    Web,
}

impl Channel {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Sms => "sms",
            Self::Web => "web",
        }
    }
}

impl std::str::FromStr for Channel {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Phone, Self::Sms, Self::Web].into_iter().find(|channel| channel.as_str() == word).ok_or(())
    }
}

/// How a conversation came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the contract's and say what they mean")]
pub enum Outcome {
    Booked,
    Rescheduled,
    Cancelled,
    Emergency,
    Callback,
    Info,
    OptOut,
    Spam,
    Abandoned,
}

impl Outcome {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Rescheduled => "rescheduled",
            Self::Cancelled => "cancelled",
            Self::Emergency => "emergency",
            Self::Callback => "callback",
            Self::Info => "info",
            Self::OptOut => "opt_out",
            Self::Spam => "spam",
            Self::Abandoned => "abandoned",
        }
    }
}

/// Why a conversation asks to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names are the contract's and say what they mean")]
pub enum FlagReason {
    Emergency,
    HandOver,
    NotUnderstood,
    AbandonedAfterDetails,
    CorrectedAfterReadBack,
    AngryWords,
    FailedMessage,
}
