//! What is due by the clock and not by an event: looked for by every copy, and claimed so that only one of them does it.

use crate::app::App;
use crate::storage::StoreError;
use crate::usecases::advance_alert::leave_due_alerts;
use crate::usecases::remind::remind_due;
use jiff::Timestamp;

/// Looks for what is due now and leaves it as jobs; gives how much there was.
///
/// # Errors
/// Where the database fails.
pub(super) async fn look(app: &App, now: Timestamp) -> Result<usize, StoreError> {
    Ok(leave_due_alerts(app, now).await? + remind_due(app, now).await?)
}
