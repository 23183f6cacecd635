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
    VisitStreet,
    VisitName,
    VisitPhone,
    WhichVisit,
    CallOff,
    NewTime,
    Reminder,
}

impl Question {
    /// What kind of answer it wants.
    pub fn asked(self) -> Asked {
        match self {
            Self::Problem => Asked::Problem,
            Self::Urgency => Asked::Urgency,
            Self::Name | Self::NameSpelling | Self::VisitName => Asked::Name,
            Self::Street | Self::Place | Self::Zip | Self::VisitStreet => Asked::Address,
            Self::Phone | Self::VisitPhone => Asked::Phone,
            Self::When => Asked::When,
            Self::Choice | Self::WhichVisit => Asked::Choice,
            Self::Visit
            | Self::CallBack
            | Self::SameVisit
            | Self::Confirm
            | Self::AnythingElse
            | Self::CallOff
            | Self::NewTime
            | Self::Reminder => Asked::YesNo,
        }
    }

    /// True where it asks for something that tells whose visit it is.
    pub fn asks_for_proof(self) -> bool {
        matches!(self, Self::VisitStreet | Self::VisitName | Self::VisitPhone)
    }
}
