//! Texts and calls through a carrier.

pub mod refusal;
mod twilio;

pub use twilio::Twilio;

use jiff::{SignedDuration, Timestamp};
use refusal::Refusal;
use secrecy::SecretString;

/// An account at the carrier.
#[derive(Clone, Debug)]
pub struct CarrierCredentials {
    /// Account id.
    pub sid: String,
    /// Token.
    pub token: SecretString,
}

/// Whom a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender<'a> {
    /// A number.
    Number(&'a str),
    /// One of the carrier's messaging services, which picks the number.
    Service(&'a str),
}

/// A text to be handed over.
#[derive(Clone, Copy, Debug)]
pub struct OutgoingText<'a> {
    /// Whom it comes from.
    pub from: Sender<'a>,
    /// To this number.
    pub to: &'a str,
    /// Its words.
    pub body: &'a str,
    /// Where the carrier says what becomes of it.
    pub status_callback: &'a str,
    /// The business's own account, where it has one.
    pub account: Option<&'a CarrierCredentials>,
}

/// A call to be made.
#[derive(Clone, Copy, Debug)]
pub struct OutgoingCall<'a> {
    /// From this number.
    pub from: &'a str,
    /// To this number.
    pub to: &'a str,
    /// What tells the carrier what to say, once somebody answers.
    pub url: &'a str,
    /// Where the carrier says how the call goes.
    pub status_callback: &'a str,
    /// How many seconds it rings.
    pub timeout: u16,
    /// The business's own account, where it has one.
    pub account: Option<&'a CarrierCredentials>,
}

/// Which texts to look for at the carrier.
#[derive(Clone, Copy, Debug)]
pub struct TextSearch<'a> {
    /// From this number; any where a messaging service picks it.
    pub from: Option<&'a str>,
    /// To this number.
    pub to: &'a str,
    /// The business's own account, where it has one.
    pub account: Option<&'a CarrierCredentials>,
}

/// A text as the carrier has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundText {
    /// The carrier's id of it.
    pub sid: String,
    /// Its words.
    pub body: String,
    /// What became of it so far, in the carrier's words.
    pub status: String,
    /// When the carrier took it.
    pub created_at: Timestamp,
}

/// A recording that was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    /// Its type, such as `audio/x-wav`.
    pub content_type: String,
    /// The sound.
    pub bytes: Vec<u8>,
}

/// What became of what was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// The carrier took it, under this id.
    Taken(String),
    /// It was kept here instead.
    Stubbed,
}

/// Why something was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// The carrier did not see it: it may be handed over again.
    #[error("not reached: {0}")]
    NotReached(String),
    /// The carrier asks for patience, and perhaps says for how long: it may be handed over again after that.
    #[error("too many requests")]
    TooMany(Option<SignedDuration>),
    /// The carrier refused it.
    #[error("refused: {0}")]
    Refused(Refusal),
    /// Whether the carrier took it is not known: handing it over again might send it twice.
    #[error("unknown: {0}")]
    Unknown(String),
}

/// The carrier was asked and did not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the carrier did not answer: {0}")]
pub struct Unanswered(pub String);

/// Why a recording was not fetched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFetched {
    /// It is not the carrier's, so that nobody asks for it.
    #[error("the address is not the carrier's")]
    Foreign,
    /// The carrier has none there, or none yet.
    #[error("the carrier has no such recording")]
    Missing,
    /// The carrier did not answer, or not with a recording.
    #[error("the carrier did not answer: {0}")]
    Unanswered(String),
}

/// A carrier.
#[async_trait::async_trait]
pub trait Telephony: Send + Sync {
    /// Hands a text over, once.
    async fn send_text(&self, text: OutgoingText<'_>) -> Result<Handed, NotTaken>;
    /// The newest texts between two numbers, to find out whether one was taken.
    async fn find_texts(&self, search: TextSearch<'_>) -> Result<Vec<FoundText>, Unanswered>;
    /// Calls somebody, once.
    async fn start_call(&self, call: OutgoingCall<'_>) -> Result<Handed, NotTaken>;
    /// Fetches a recording of a call.
    async fn fetch_recording(&self, url: &str, account: Option<&CarrierCredentials>) -> Result<Recording, NotFetched>;
}

/// Sends and calls nobody: texts stay where they can be seen.
#[derive(Debug)]
pub struct Stub;

#[async_trait::async_trait]
impl Telephony for Stub {
    async fn send_text(&self, _: OutgoingText<'_>) -> Result<Handed, NotTaken> {
        Ok(Handed::Stubbed)
    }

    async fn find_texts(&self, _: TextSearch<'_>) -> Result<Vec<FoundText>, Unanswered> {
        Ok(Vec::new())
    }

    async fn start_call(&self, _: OutgoingCall<'_>) -> Result<Handed, NotTaken> {
        Ok(Handed::Stubbed)
    }

    async fn fetch_recording(&self, _: &str, _: Option<&CarrierCredentials>) -> Result<Recording, NotFetched> {
        Err(NotFetched::Missing)
    }
}
