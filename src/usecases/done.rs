//! What a job has come to.

use jiff::Timestamp;

/// What becomes of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing is left to do.
    Finished,
    /// To be tried again later, and why.
    Retry(String),
    /// To be looked at again then; that is no failure.
    NotBefore(Timestamp),
    /// To be tried again once the business is active; that is no failure.
    Wait,
    /// Never to be tried again, and why.
    GiveUp(String),
}
