//! Calling somebody about an emergency: at most once a step, whatever crashes. What they hear when they answer is at the edge.

use crate::app::App;
use crate::domain::alert::{ANSWERABLE_FOR, AlertState, AnsweredBy, Way};
use crate::domain::business::{Business, BusinessScope, BusinessStatus};
use crate::domain::phone_number::PhoneNumber;
use crate::outbound::telephony::{Handed, NotTaken, OutgoingCall};
use crate::storage::alerts::AlertStep;
use crate::storage::{Rows, StoreError};
use crate::usecases::acknowledge_alert::{Taken, acknowledge_alert, look_at_alert};
use crate::usecases::done::{Done, later};
use crate::usecases::find_business::{KnownBusiness, find_business};
use crate::usecases::owner_texts;
use crate::usecases::reach_owner::owner_number;
use jiff::Timestamp;
use tracing::{info, warn};
use uuid::Uuid;

/// How many seconds it rings: long enough to wake somebody, and for a machine to answer where nobody does.
const RINGS_FOR: u16 = 30;

/// It is being handed over.
const CALLING: &str = "calling";
/// It waits for the carrier.
const WAITING: &str = "waiting";
/// The carrier took it.
const RINGING: &str = "ringing";
/// The carrier refused it, or it did not come to ringing.
const FAILED: &str = "failed";
/// They pressed the key.
const TAKEN: &str = "taken";

/// Calls somebody about an alert, unless somebody has it by now.
///
/// # Errors
/// Where the database fails.
pub async fn call_about_alert(app: &App, scope: &BusinessScope, id: Uuid) -> Result<Done, StoreError> {
    let Some(known) = find_business(app, scope.id()).await? else { return Ok(Done::Finished) };
    if known.business.status == BusinessStatus::Suspended {
        return Ok(Done::Wait);
    }
    let rows = app.store.rows(scope);
    let Some(step) = rows.alert_step(id).await? else { return Ok(Done::Finished) };
    let Some(alert) = rows.alert(step.alert_id).await? else { return Ok(Done::Finished) };
    let outcome = match step.outcome.as_deref() {
        // The process ended while it was handing it over: whether it rang is not known, and the next one is tried.
        Some(CALLING) => "unknown",
        Some(WAITING) | None if alert.state == AlertState::Acknowledged => "not_needed",
        Some(WAITING) | None => return hand_over(app, scope, &known, &step).await,
        Some(_) => return Ok(Done::Finished),
    };
    note(app, scope, &step, outcome).await?;
    Ok(Done::Finished)
}

async fn hand_over(app: &App, scope: &BusinessScope, known: &KnownBusiness, step: &AlertStep) -> Result<Done, StoreError> {
    let Some(from) = known.business.phone_numbers.first().or(app.config.sms_from_number.as_ref()) else {
        note(app, scope, step, FAILED).await?;
        return Ok(Done::GiveUp("there is no number to call from; give the business one, or set SMS_FROM_NUMBER".to_owned()));
    };
    mark(app, scope, step, (CALLING, None)).await?;
    let place = format!("{}/twilio/alert/{}", app.config.public_base_url, step.id);
    let (url, status_callback) = (format!("{place}?business_id={}", scope.id()), format!("{place}/status?business_id={}", scope.id()));
    let call = OutgoingCall {
        from: from.as_str(),
        to: step.to.as_str(),
        url: &url,
        status_callback: &status_callback,
        timeout: RINGS_FOR,
        account: known.carrier.as_ref(),
    };
    match app.telephony.start_call(call).await {
        Ok(Handed::Taken(call_id)) => {
            mark(app, scope, step, (RINGING, Some(&call_id))).await?;
            handed(scope, step, "sent");
        }
        Ok(Handed::Stubbed) => {
            mark(app, scope, step, ("stubbed", None)).await?;
            handed(scope, step, "stubbed");
        }
        Err(failure @ (NotTaken::NotReached(_) | NotTaken::TooMany(_))) => {
            mark(app, scope, step, (WAITING, None)).await?;
            return Ok(Done::Retry(failure.to_string()));
        }
        Err(failure @ NotTaken::Refused(_)) => {
            note(app, scope, step, FAILED).await?;
            return Ok(Done::GiveUp(failure.to_string()));
        }
        // It may well be ringing.
        Err(failure @ NotTaken::Unknown(_)) => {
            mark(app, scope, step, ("unknown", None)).await?;
            return Ok(Done::GiveUp(failure.to_string()));
        }
    }
    Ok(Done::Finished)
}

fn handed(scope: &BusinessScope, step: &AlertStep, provider: &str) {
    let to = format!("…{}", step.to.last_four());
    info!(event = "owner_alerted", business_id = scope.id().as_str(), alert_id = %step.alert_id, way = Way::Call.as_str(), to, provider);
}

async fn mark(app: &App, scope: &BusinessScope, step: &AlertStep, (outcome, call_id): (&str, Option<&str>)) -> Result<(), StoreError> {
    let transaction = app.store.begin(scope).await?;
    transaction.rows().mark_alert_step(step.id, outcome, call_id, app.clock.now()).await?;
    transaction.commit().await
}

/// Notes that a call reached nobody; the next one is alerted at once where nobody may still read a text.
async fn note(app: &App, scope: &BusinessScope, step: &AlertStep, outcome: &str) -> Result<(), StoreError> {
    let now = app.clock.now();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    rows.mark_alert_step(step.id, outcome, None, now).await?;
    let steps = rows.alert_steps(&[step.alert_id]).await?;
    let is_last = steps.iter().all(|other| other.attempt <= step.attempt);
    if is_last && !may_be_read(&rows, &steps, step.attempt).await? {
        rows.hasten_alert(step.alert_id, now).await?;
    }
    drop(rows);
    transaction.commit().await?;
    app.job_bell.notify_one();
    Ok(())
}

/// Whether a call that was given up may be made after all: it certainly did not ring, the alert can still be answered, and nobody has it. It
/// waits for the carrier again then.
pub(super) async fn revive_call(rows: &Rows<'_>, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    let Some(step) = rows.alert_step(id).await? else { return Ok(false) };
    let Some(alert) = rows.alert(step.alert_id).await? else { return Ok(false) };
    let is_answerable = now < later(alert.raised_at, ANSWERABLE_FOR);
    let did_not_ring = matches!(step.outcome.as_deref(), Some(WAITING | FAILED) | None);
    if alert.state == AlertState::Acknowledged || !is_answerable || !did_not_ring {
        return Ok(false);
    }
    rows.mark_alert_step(id, WAITING, None, now).await?;
    Ok(true)
}

/// Whether the text of an attempt may still be read.
pub(super) async fn may_be_read(rows: &Rows<'_>, steps: &[AlertStep], attempt: u32) -> Result<bool, StoreError> {
    let text = steps.iter().find(|step| step.attempt == attempt && step.way == Way::Text);
    let Some(text) = text else { return Ok(false) };
    let found = rows.messages_made_once(vec![text.once()]).await?;
    Ok(found.iter().any(|message| !matches!(message.status.as_str(), "failed" | "opted_out" | "unknown")))
}

/// What somebody hears who answers a call about an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spoken {
    /// What to press. A machine hears this too, so that it holds nothing private.
    Asks(String),
    /// Nothing is left to press.
    Tells(String),
}

/// What is said when somebody answers. None where there is no such call.
///
/// # Errors
/// Where the database fails.
pub async fn answer_alert_call(app: &App, scope: &BusinessScope, business: &Business, id: Uuid) -> Result<Option<Spoken>, StoreError> {
    let rows = app.store.rows(scope);
    let Some(step) = rows.alert_step(id).await? else { return Ok(None) };
    let Some(alert) = rows.alert(step.alert_id).await? else { return Ok(None) };
    Ok(Some(match look_at_alert(app, scope, &alert).await? {
        None => Spoken::Asks(owner_texts::spoken_alert(&business.name, alert.is_drill)),
        Some(taken) => Spoken::Tells(told(app, business, &step, &taken)),
    }))
}

/// They pressed the key: what they hear then.
///
/// # Errors
/// Where the database fails.
pub async fn take_in_alert_call(app: &App, scope: &BusinessScope, business: &Business, id: Uuid) -> Result<Option<String>, StoreError> {
    let Some(step) = app.store.rows(scope).alert_step(id).await? else { return Ok(None) };
    let taken = acknowledge_alert(app, scope, business, step.alert_id, (&step.to, AnsweredBy::Key)).await?;
    let Some(taken) = taken else { return Ok(None) };
    mark(app, scope, &step, (TAKEN, None)).await?;
    Ok(Some(told(app, business, &step, &taken)))
}

fn told(app: &App, business: &Business, step: &AlertStep, taken: &Taken) -> String {
    if taken.by.by == step.to {
        owner_texts::spoken_details(&taken.details, taken.alert.is_drill)
    } else {
        owner_texts::somebody_has_it(&taken.who(app, business), &business.name, taken.alert.is_drill)
    }
}

/// The carrier says that a call is over. One in which nobody pressed the key has reached nobody.
///
/// # Errors
/// Where the database fails.
pub async fn end_alert_call(app: &App, scope: &BusinessScope, id: Uuid, status: &str) -> Result<(), StoreError> {
    let Some(step) = app.store.rows(scope).alert_step(id).await? else { return Ok(()) };
    if !matches!(step.outcome.as_deref(), Some(CALLING | RINGING | WAITING | "unknown") | None) {
        return Ok(());
    }
    let outcome = match status {
        "busy" => "busy",
        "no-answer" => "no_answer",
        "completed" => "no_key",
        "failed" | "canceled" => FAILED,
        _ => return Ok(()),
    };
    warn!(event = "alert_call_unanswered", business_id = scope.id().as_str(), alert_id = %step.alert_id, outcome);
    note(app, scope, &step, outcome).await
}

/// Whether bookings of an emergency are told to somebody beside the owner: whoever took it.
///
/// # Errors
/// Where the database fails.
pub(super) async fn taker_beside_owner(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    conversation: Uuid,
) -> Result<Option<PhoneNumber>, StoreError> {
    let alert = rows.alert_of_conversation(conversation).await?;
    let taker = alert.and_then(|alert| alert.acknowledged).map(|taken| taken.by);
    Ok(taker.filter(|taker| owner_number(app, business).as_ref() != Some(taker)))
}
