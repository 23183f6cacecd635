//! What is due by the clock and not by an event: looked for by every copy, and claimed so that only one of them does it.

use crate::app::App;
use crate::domain::business::BusinessScope;
use crate::storage::StoreError;
use crate::usecases::advance_alert::leave_due_alerts;
use crate::usecases::end_call::close_quiet_call;
use crate::usecases::follow_up::follow_up_due;
use crate::usecases::remind::remind_due;
use crate::usecases::win_back::win_back_due;
use jiff::{SignedDuration, Timestamp};

/// A call that is claimed and not closed by then is claimed again.
const CALL_LEASE: SignedDuration = SignedDuration::from_mins(5);
/// How many calls are closed at once.
const CALLS_AT_ONCE: u64 = 20;

/// Looks for what is due now and leaves it as jobs, or does it where it is done in a moment; gives how much there was.
///
/// # Errors
/// Where the database fails.
pub(super) async fn look(app: &App, now: Timestamp) -> Result<usize, StoreError> {
    let at_once = leave_due_alerts(app, now).await? + close_quiet_calls(app, now).await?;
    let reminders = remind_due(app, now).await?;
    let follow_ups = follow_up_due(app, now).await?;
    Ok(at_once + reminders + follow_ups + win_back_due(app, now).await?)
}

/// Calls of whose end the carrier never told.
async fn close_quiet_calls(app: &App, now: Timestamp) -> Result<usize, StoreError> {
    let again = now.saturating_add(CALL_LEASE).unwrap_or(now);
    let claimed = app.store.claim_quiet_calls(now, again, CALLS_AT_ONCE).await?;
    for call in &claimed {
        close_quiet_call(app, &BusinessScope::granted(call.business_id.clone()), &call.call_sid).await?;
    }
    Ok(claimed.len())
}
