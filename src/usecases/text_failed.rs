//! A text that did not reach its reader: what follows from it, at once and in full, so that no promise is lost with it.

use crate::app::App;
use crate::domain::business::Business;
use crate::domain::consent::{ConsentKind, ConsentWay};
use crate::domain::conversation::step::{Callback, CallbackReason};
use crate::domain::conversation::{Channel, FlagReason, wording};
use crate::domain::notice::Notice;
use crate::domain::phone_number::PhoneNumber;
use crate::outbound::telephony::refusal::{RefusalClass, class_of};
use crate::storage::jobs::Work;
use crate::storage::messages::{Audience, Message, MessageStatus};
use crate::storage::{Rows, StoreError};
use crate::usecases::queue_text::CONFIRMATION;
use crate::usecases::record_consent::{Said, record_consent};
use crate::usecases::tell_operator::tell_operator;
use jiff::{SignedDuration, Timestamp};
use tracing::{info, warn};
use uuid::Uuid;

/// How a text failed.
#[derive(Clone, Copy, Debug)]
pub struct Failure<'a> {
    /// In words, for the log and for the operator.
    pub why: &'a str,
    /// The carrier's code, where it gave one.
    pub code: Option<u32>,
    /// Failed for sure, or of unknown outcome.
    pub status: MessageStatus,
}

/// Who calls about a text that failed has this long before the visit.
const BEFORE_VISIT: SignedDuration = SignedDuration::from_hours(1);

/// A number that took no texts is not tried again for so long.
const BAD_NUMBER_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A number that was marked since then is not tried.
pub fn bad_number_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(BAD_NUMBER_FOR).unwrap_or(now)
}

/// Ends the job of a text that failed: what the operator could mend stays to be seen and tried again, the rest is over.
///
/// # Errors
/// Where the database fails.
pub async fn text_failed(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    (message, job): (&Message, Uuid),
    failure: Failure<'_>,
) -> Result<(), StoreError> {
    let class = failure.code.map(class_of);
    if matches!(class, Some(RefusalClass::BadNumber | RefusalClass::OptedOut)) {
        rows.finish_jobs(&[job]).await?;
    } else {
        let kind = Work::SEND_MESSAGE;
        warn!(event = "job_given_up", business_id = business.id.as_str(), job_id = %job, kind, reason = failure.why);
        rows.bury_job(job, failure.why).await?;
        if class.is_none() {
            tell_operator(app, rows, business, &Notice::WorkGivenUp { kind }, app.clock.now()).await?;
        }
    }
    note_failure(app, rows, business, message, failure).await
}

/// Notes that a text failed, and does what follows. A text fails once, however often that is said.
///
/// # Errors
/// Where the database fails.
pub async fn note_failure(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    message: &Message,
    failure: Failure<'_>,
) -> Result<(), StoreError> {
    if !rows.note_failed(message.id, failure.status, (failure.why, failure.code)).await? {
        return Ok(());
    }
    let (business_id, conversation_id) = (business.id.as_str(), message.conversation_id.map(|id| id.to_string()));
    let (status, reason) = (failure.status.as_str(), failure.why);
    warn!(event = "message_failed", business_id, conversation_id, message_id = %message.id, kind = message.kind, status, reason);
    let now = app.clock.now();
    // The conversation comes first, as in a turn that opts out: the same rows in another order would wait for each other.
    if let Some(conversation_id) = message.conversation_id {
        rows.flag_conversation(conversation_id, FlagReason::FailedMessage).await?;
    }
    if let Some(code) = failure.code {
        heed(app, rows, business, (message, code), now).await?;
    }
    if let Some(callback) = owed(rows, business, message, now).await? {
        rows.add_callback(message.id, message.conversation_id, &callback, now).await?;
    }
    Ok(())
}

/// What the carrier's code asks for.
async fn heed(app: &App, rows: &Rows<'_>, business: &Business, (message, code): (&Message, u32), now: Timestamp) -> Result<(), StoreError> {
    match class_of(code) {
        RefusalClass::BadNumber => rows.mark_bad_number(&message.to, code, (now, bad_number_since(now))).await,
        RefusalClass::OptedOut => opted_out(app, rows, business, message, now).await,
        RefusalClass::Transient => Ok(()),
        RefusalClass::Configuration | RefusalClass::Filtered | RefusalClass::Other => {
            tell_operator(app, rows, business, &Notice::SendingRefused { code }, now).await
        }
    }
}

/// The carrier heard STOP before us.
async fn opted_out(app: &App, rows: &Rows<'_>, business: &Business, message: &Message, now: Timestamp) -> Result<(), StoreError> {
    let Ok(phone) = PhoneNumber::parse(&message.to) else { return Ok(()) };
    let source = format!("message:{}", message.id);
    let said = Said { phone: &phone, kind: ConsentKind::OptOut, way: ConsentWay::Carrier, words: None, source: &source };
    if record_consent(app, rows, business, said, now).await? {
        info!(event = "opt_out", business_id = business.id.as_str(), channel = ConsentWay::Carrier.as_str(), message_id = %message.id);
    }
    Ok(())
}

/// The call that a customer is owed who was not told of a visit to come.
async fn owed(rows: &Rows<'_>, business: &Business, message: &Message, now: Timestamp) -> Result<Option<Callback>, StoreError> {
    let is_about_visit = message.visit.is_some() || message.kind == CONFIRMATION;
    let Some(phone) = PhoneNumber::parse(&message.to).ok().filter(|_| message.audience == Audience::Customer && is_about_visit) else {
        return Ok(None);
    };
    let due = business.schedule.callback_due(now, false);
    let Some(visit) = message.visit else {
        let summary = Some("The text about their visit could not be delivered.".to_owned());
        return Ok(Some(Callback { reason: CallbackReason::TextFailed, phone, name: None, summary, due }));
    };
    if visit.from <= now {
        return Ok(None);
    }
    let appointment = rows.appointment(visit.appointment).await?.filter(|appointment| appointment.window.from == visit.from);
    let Some(appointment) = appointment else { return Ok(None) };
    let scene = wording::Scene { business, channel: Channel::Sms, now };
    let window = wording::short_window(appointment.window, &scene);
    let summary = Some(format!("The text about their visit {window} could not be delivered ({}).", message.kind.replace('_', " ")));
    let before = visit.from.saturating_sub(BEFORE_VISIT).unwrap_or(now).max(now);
    Ok(Some(Callback { reason: CallbackReason::TextFailed, phone, name: Some(appointment.customer_name), summary, due: due.min(before) }))
}
