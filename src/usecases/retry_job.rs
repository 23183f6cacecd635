//! Trying again what was given up, once the operator has mended its cause.

use crate::app::App;
use crate::domain::alert::AlertState;
use crate::domain::business::{Business, BusinessId};
use crate::storage::dead_letters::JobLine;
use crate::storage::jobs::{Urgency, Work};
use crate::storage::messages::{Message, MessageStatus};
use crate::storage::{Rows, StoreError};
use crate::usecases::call_about_alert::revive_call;
use crate::usecases::find_business::find_business;
use crate::usecases::gate::{Verdict, gate};
use crate::usecases::queue_text::urgency;
use crate::usecases::send_texts::worth_until;
use jiff::Timestamp;
use tracing::info;
use uuid::Uuid;

/// What became of it.
#[derive(Clone, Debug)]
pub enum Retried {
    /// It is done again, as soon as a copy is free.
    Again(Box<JobLine>),
    /// That business has no such job.
    NoSuchJob,
    /// It was not given up: it waits, or is being done.
    NotDead,
    /// Nobody is served by it any more.
    Over,
}

/// Puts a job back that was given up, where it is still of use. A text of unknown outcome stays that: it is looked for at the
/// carrier before it is handed over again.
///
/// # Errors
/// Where the database fails.
pub async fn retry_job(app: &App, business: &BusinessId, id: Uuid) -> Result<Retried, StoreError> {
    let Some(known) = find_business(app, business).await? else { return Ok(Retried::NoSuchJob) };
    let (scope, now) = (known.scope(), app.clock.now());
    let transaction = app.store.begin(&scope).await?;
    let rows = transaction.rows();
    let Some(job) = rows.lock_dead_job(id).await? else {
        return Ok(if rows.job_line(id).await?.is_some() { Retried::NotDead } else { Retried::NoSuchJob });
    };
    let is_of_use = match job.work {
        Work::SendMessage { message, .. } => revive_text(app, &rows, &known.business, message).await?,
        // A visit is shown as it stands then, and a mail has its text's id: both may be done twice.
        Work::SyncCalendar { .. } | Work::MailOwner { .. } => true,
        Work::CallAboutAlert { step } => revive_call(&rows, step, now).await?,
        Work::AdvanceAlert { alert, .. } => rows.alert(alert).await?.is_some_and(|alert| alert.state == AlertState::Open),
        Work::CallOperatorWebhook { notice } => rows.notice(notice).await?.is_some_and(|notice| notice.cleared_at.is_none()),
    };
    if !is_of_use {
        return Ok(Retried::Over);
    }
    rows.retry_jobs(&[id], now, "").await?;
    let line = rows.job_line(id).await?;
    drop(rows);
    transaction.commit().await?;
    app.job_bell.notify_one();
    info!(event = "job_retried", business_id = business.as_str(), job_id = %id, kind = job.work.kind());
    Ok(line.map_or(Retried::NoSuchJob, |line| Retried::Again(Box::new(line))))
}

/// Whether a text may still leave. What failed waits again then; what may have been taken is looked for.
async fn revive_text(app: &App, rows: &Rows<'_>, business: &Business, id: Uuid) -> Result<bool, StoreError> {
    let now = app.clock.now();
    let Some(text) = rows.lock_message(id).await? else { return Ok(false) };
    let message = text.message;
    let status = [MessageStatus::Failed, MessageStatus::Unknown].into_iter().find(|status| status.as_str() == message.status);
    let Some(status) = status.filter(|_| is_worth(&message, now)) else { return Ok(false) };
    if let [Verdict::Drop(_)] = gate(app, rows, business, std::slice::from_ref(&message), now).await?[..] {
        return Ok(false);
    }
    rows.revive_text(id, if status == MessageStatus::Failed { MessageStatus::Queued } else { MessageStatus::Unknown }).await?;
    Ok(true)
}

/// A visit that has begun and an alarm of yesterday need no text any more. Of anything else the operator judges.
fn is_worth(message: &Message, now: Timestamp) -> bool {
    let has_its_time = message.visit.is_some() || urgency(message.audience, &message.kind) == Urgency::Now;
    !has_its_time || now < worth_until(message)
}
