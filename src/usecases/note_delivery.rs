//! What the carrier says became of a text: in any order, as often as it likes, before or after the answer to the hand-over.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::delivery::Delivery;
use crate::storage::messages::MessageStatus;
use crate::storage::outbox::{LeavingText, MessageEvent};
use crate::storage::{Rows, StoreError};
use crate::usecases::send_texts::report_sent;
use crate::usecases::text_failed::{Failure, note_failure};
use tracing::warn;
use uuid::Uuid;

/// What the carrier says of a text.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// The carrier's id of it.
    pub carrier_id: &'a str,
    /// Our own id of it, from the address that was given along.
    pub message: Option<Uuid>,
    /// What became of it.
    pub delivery: Delivery,
    /// The carrier's error code.
    pub code: Option<u32>,
}

/// Notes what the carrier says of a text, once. What is said of a text that is not this business's is not stored.
///
/// # Errors
/// Where the database fails.
pub async fn note_delivery(app: &App, scope: &BusinessScope, business: &Business, report: Report<'_>) -> Result<(), StoreError> {
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let Some(text) = lock_text(&rows, &report).await? else {
        warn!(
            event = "message_status_ignored",
            business_id = scope.id().as_str(),
            message_sid = report.carrier_id,
            reason = "no such text"
        );
        return Ok(());
    };
    let is_taken_only_now = note(app, &rows, business, &text, &report).await?;
    drop(rows);
    transaction.commit().await?;
    if is_taken_only_now {
        report_sent(scope, &text.message, MessageStatus::Sent);
    }
    // The operator or the next one on an alert's list may have to hear of it.
    app.job_bell.notify_one();
    Ok(())
}

/// The text that the carrier means, locked: two reports of the same are noted one after the other.
async fn lock_text(rows: &Rows<'_>, report: &Report<'_>) -> Result<Option<LeavingText>, StoreError> {
    let known = rows.message_of_carrier_id(report.carrier_id).await?.map(|text| text.message.id);
    let Some(id) = report.message.or(known).filter(|id| known.is_none_or(|known| known == *id)) else { return Ok(None) };
    let text = rows.lock_message(id).await?;
    // What was never handed over has nothing that could be said of it.
    Ok(text.filter(|text| match &text.carrier_id {
        Some(own) => own == report.carrier_id,
        None => text.handed_at.is_some(),
    }))
}

/// True where nobody knew before that the carrier took it.
async fn note(app: &App, rows: &Rows<'_>, business: &Business, text: &LeavingText, report: &Report<'_>) -> Result<bool, StoreError> {
    let (id, now) = (text.message.id, app.clock.now());
    let said = rows.message_events(report.carrier_id).await?;
    let furthest = said.iter().filter_map(|word| Delivery::of_word(word)).map(Delivery::rank).max();
    let status = report.delivery.as_str();
    let event = MessageEvent { message: id, carrier_id: report.carrier_id, status, error_code: report.code, at: now };
    if !rows.add_message_event(&event).await? {
        return Ok(false);
    }
    let is_taken_only_now = rows.note_taken(id, report.carrier_id, now).await?;
    if furthest.is_some_and(|furthest| furthest >= report.delivery.rank()) {
        return Ok(is_taken_only_now);
    }
    match report.delivery {
        Delivery::Delivered | Delivery::Read => rows.note_delivered(id, now).await?,
        Delivery::Undelivered | Delivery::Failed | Delivery::Canceled => {
            let why = report.code.map_or_else(|| status.to_owned(), |code| format!("{status}: code {code}"));
            let failure = Failure { why: &why, code: report.code, status: MessageStatus::Failed };
            note_failure(app, rows, business, &text.message, failure).await?;
        }
        Delivery::Accepted | Delivery::Scheduled | Delivery::Queued | Delivery::Sending | Delivery::Sent => {}
    }
    Ok(is_taken_only_now)
}
