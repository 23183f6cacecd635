//! A calendar elsewhere that shows what is booked here. No client is in the house yet; each will be one more file beside this one.

use crate::domain::appointment::Appointment;
use uuid::Uuid;

/// Why a calendar did not take a change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotKept {
    /// No answer, or trouble at the other end: to be tried again.
    #[error("not now: {0}")]
    Later(String),
    /// It was refused: trying again would not help.
    #[error("refused: {0}")]
    Refused(String),
}

/// A calendar. Both calls may come twice for the same visit, and the second changes nothing.
#[async_trait::async_trait]
pub trait Calendar: Send + Sync {
    /// Shows a visit as it is now, in the calendar with this id.
    async fn keep(&self, calendar_id: &str, visit: &Appointment) -> Result<(), NotKept>;
    /// Shows a visit no more.
    async fn remove(&self, calendar_id: &str, visit: Uuid) -> Result<(), NotKept>;
}
