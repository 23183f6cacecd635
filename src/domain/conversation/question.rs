//! What the assistant can ask.

use crate::understanding::Asked;
use serde::{Deserialize, Serialize};

/// What the assistant asked last and waits to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is the question")]
pub enum Question {
    Problem,
    Urgency,
    Visit,
    CallBack,
    Name,
    NameSpelling,
    Street,
    Place,
    Zip,
    Phone,
    SameVisit,
    When,
    Choice,
    Confirm,
    AnythingElse,
}

impl Question {
    /// What kind of answer it wants.
    pub fn asked(self) -> Asked {
        match self {
            Self::Problem => Asked::Problem,
            Self::Urgency => Asked::Urgency,
            Self::Name | Self::NameSpelling => Asked::Name,
            Self::Street | Self::Place | Self::Zip => Asked::Address,
            Self::Phone => Asked::Phone,
            Self::When => Asked::When,
            Self::Choice => Asked::Choice,
            Self::Visit | Self::CallBack | Self::SameVisit | Self::Confirm | Self::AnythingElse => Asked::YesNo,
        }
    }
}
