//! A promise that somebody calls back, and why.

use crate::domain::conversation::booking::Facts;
use crate::domain::customer::PersonName;
use crate::domain::phone_number::PhoneNumber;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Why somebody will call back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CallbackReason {
    /// A person was asked for.
    AskedForPerson,
    /// The assistant did not understand.
    NotUnderstood,
    /// Nothing was heard.
    Silence,
    /// The call went on for too long.
    TimeUp,
    /// Nothing is free.
    NothingFree,
    /// Outside the service area.
    OutsideArea,
    /// A visit is to be moved.
    Reschedule,
    /// A visit is to be called off.
    Cancel,
    /// A question about a visit.
    AboutVisit,
    /// A message was left.
    Message,
    /// A question that the assistant may not answer.
    Question,
    /// The caller hung up after giving details.
    HungUp,
    /// The carrier never put the call through.
    MissedCall,
    /// A message was recorded.
    Voicemail,
    /// An emergency, and no way to alert the owner by text.
    Emergency,
    /// The number is opted out, so that nothing can be written back.
    OptedOut,
    /// A text about a visit could not be delivered.
    TextFailed,
    /// They wrote CANCEL, which ends texts, and have a visit to come that stays until they say otherwise.
    WroteCancel,
    /// A limit on cost held something back.
    LimitReached,
}

impl CallbackReason {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AskedForPerson => "asked_for_person",
            Self::NotUnderstood => "not_understood",
            Self::Silence => "silence",
            Self::TimeUp => "time_up",
            Self::NothingFree => "nothing_free",
            Self::OutsideArea => "outside_area",
            Self::Reschedule => "reschedule",
            Self::Cancel => "cancel",
            Self::AboutVisit => "about_visit",
            Self::Message => "message",
            Self::Question => "question",
            Self::HungUp => "hung_up",
            Self::MissedCall => "missed_call",
            Self::Voicemail => "voicemail",
            Self::Emergency => "emergency",
            Self::OptedOut => "opted_out",
            Self::TextFailed => "text_failed",
            Self::WroteCancel => "wrote_cancel",
            Self::LimitReached => "limit_reached",
        }
    }
}

/// A promise to call back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Callback {
    /// Why.
    pub reason: CallbackReason,
    /// Whom to call.
    pub phone: PhoneNumber,
    /// Who, where it is known.
    pub name: Option<PersonName>,
    /// What about, in the caller's words.
    pub summary: Option<String>,
    /// By when.
    pub due: Timestamp,
}

impl Callback {
    /// A call back to the number that is known, with what else is; none where no number is.
    pub fn of(facts: &Facts, reason: CallbackReason, due: Timestamp) -> Option<Self> {
        Some(Self {
            reason,
            phone: facts.phone.as_ref()?.value.clone(),
            name: facts.name.as_ref().map(|fact| fact.value.clone()),
            summary: facts.problem.as_ref().map(|fact| fact.value.summary.clone()),
            due,
        })
    }
}
