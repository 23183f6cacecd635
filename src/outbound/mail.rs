//! Mail. No client is in the house yet; each will be one more file beside this one.

use uuid::Uuid;

/// A mail to be sent.
#[derive(Clone, Copy, Debug)]
pub struct OutgoingMail<'a> {
    /// Its id; the same one is the same mail.
    pub id: Uuid,
    /// To this address.
    pub to: &'a str,
    /// What it is about.
    pub subject: &'a str,
    /// Its words.
    pub body: &'a str,
}

/// Why a mail was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMailed {
    /// No answer, or trouble at the other end: to be tried again.
    #[error("not now: {0}")]
    Later(String),
    /// It was refused: trying again would not help.
    #[error("refused: {0}")]
    Refused(String),
}

/// A way to send mail.
#[async_trait::async_trait]
pub trait Mail: Send + Sync {
    /// Sends a mail; one with an id that was sent before is not sent again.
    async fn send(&self, mail: OutgoingMail<'_>) -> Result<(), NotMailed>;
}
