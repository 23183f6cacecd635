//! A call that ended without the assistant's good-bye: the carrier says so, or the caller hung up.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::conversation::state::UrgencyLevel;
use crate::domain::conversation::step::{Callback, CallbackReason, EmergencyAlert};
use crate::domain::conversation::{Channel, Outcome};
use crate::storage::conversations::Conversation;
use crate::storage::{Rows, StoreError};
use crate::usecases::advance_alert::Desk;
use crate::usecases::raise_alert::raise_alert;
use crate::usecases::tell_caller::tell_after_call;
use jiff::Timestamp;
use tracing::{info, warn};

/// Closes the conversation of a call. Somebody who gave details but has no appointment is owed a call; a call in which
/// nothing was said leaves nothing behind. A call that is closed already stays as it is.
///
/// # Errors
/// Where the database fails.
pub async fn end_call(app: &App, scope: &BusinessScope, business: &Business, call_sid: &str) -> Result<(), StoreError> {
    let now = app.clock.now();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let Some(mut conversation) = rows.lock_conversation(Channel::Phone, call_sid).await? else { return Ok(()) };
    if conversation.ended_at.is_some() {
        return Ok(());
    }
    conversation.ended_at = Some(now);
    conversation.state.closed = true;
    let unanswered = conversation.state.urgency.level == UrgencyLevel::Ask;
    if let Some(callback) = owed(&conversation, business, now) {
        rows.add_callback(app.chance.id(now), conversation.id, &callback, now).await?;
        conversation.flag_reasons.push("abandoned_after_details".to_owned());
    }
    let leaves_work = unanswered && raise_alarm(app, &rows, business, &mut conversation, now).await?;
    if conversation.outcome.is_none() {
        conversation.outcome = Some(Outcome::Abandoned.as_str().to_owned());
        conversation.state.outcome = Some(Outcome::Abandoned);
    }
    tell_after_call(&Desk { app, rows: &rows, business, now }, &conversation).await?;
    rows.store_conversation(&conversation).await?;
    drop(rows);
    transaction.commit().await?;
    if leaves_work {
        app.job_bell.notify_one();
    }
    let (business_id, conversation_id) = (scope.id().as_str(), conversation.id.to_string());
    if unanswered {
        warn!(event = "emergency_detected", business_id, conversation_id, channel = "phone", call_sid);
    }
    info!(event = "conversation_end", business_id, conversation_id, channel = "phone", call_sid, outcome = conversation.outcome.as_deref());
    Ok(())
}

/// Somebody who was asked whether it can wait, and left without an answer, may not be able to: no answer counts as "it can't".
/// True where somebody is alerted.
async fn raise_alarm(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    conversation: &mut Conversation,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let state = &mut conversation.state;
    state.urgency.level = UrgencyLevel::Emergency;
    state.urgency.alerted = true;
    state.outcome = Some(Outcome::Emergency);
    conversation.outcome = Some(Outcome::Emergency.as_str().to_owned());
    conversation.flag_reasons.push("emergency".to_owned());
    let details = EmergencyAlert::of(&conversation.state.facts, conversation.state.urgency.danger);
    raise_alert(app, rows, business, (conversation, details), now).await
}

/// The call that somebody is owed who told what is wrong and hung up before it was settled.
fn owed(conversation: &Conversation, business: &Business, now: Timestamp) -> Option<Callback> {
    let state = &conversation.state;
    let gave_details = state.facts.problem.is_some() || state.facts.address.is_some();
    if !gave_details || state.matter_settled || state.callback_promised {
        return None;
    }
    let due = business.schedule.callback_due(now, state.urgency.level.may_not_wait());
    Callback::of(&state.facts, CallbackReason::HungUp, due)
}
