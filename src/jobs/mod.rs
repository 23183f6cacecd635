//! Doing the work that turns leave behind: claimed under a lease, safe to run twice, given up where trying again is no use.

mod schedule;

use crate::app::App;
use crate::domain::business::BusinessScope;
use crate::storage::StoreError;
use crate::storage::jobs::{Job, Work};
use crate::usecases::advance_alert::advance_alert;
use crate::usecases::call_about_alert::call_about_alert;
use crate::usecases::done::Done;
use crate::usecases::send_message::send_message;
use crate::usecases::tell_operator::call_operator_webhook;
use jiff::SignedDuration;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tracing::{error, warn};

/// A job that is not done by then may be claimed by another copy. Longer than any call to a carrier takes.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// How often an idle process looks for jobs that nobody rang for.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many jobs are claimed at once.
const AT_ONCE: u64 = 20;
/// After this many tries a job is given up and stays to be seen.
const MOST_ATTEMPTS: u32 = 8;
/// A job of a suspended business is looked at again after this.
const WAIT: SignedDuration = SignedDuration::from_secs(60);

/// Does jobs until told to stop. What is being done is finished first.
pub async fn run(app: Arc<App>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        match run_due(&app).await {
            Ok(0) => {
                tokio::select! {
                    () = app.job_bell.notified() => {}
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                    _ = stop.changed() => {}
                }
            }
            Ok(_) => {}
            Err(failure) => {
                error!(event = "jobs_stalled", reason = %failure);
                tokio::select! {
                    () = tokio::time::sleep(LOOK_EVERY) => {}
                    _ = stop.changed() => {}
                }
            }
        }
    }
}

/// Does what is due by the clock and the jobs that are due now; gives how much there was.
///
/// # Errors
/// Where the database fails; what was claimed is claimed again when its lease is over.
pub async fn run_due(app: &App) -> Result<usize, StoreError> {
    let now = app.clock.now();
    let looked_at = schedule::look(app, now).await?;
    let jobs = app.store.claim_jobs(now, now.saturating_add(LEASE).unwrap_or(now), AT_ONCE).await?;
    for job in &jobs {
        run_one(app, job).await?;
    }
    Ok(looked_at + jobs.len())
}

async fn run_one(app: &App, job: &Job) -> Result<(), StoreError> {
    let scope = BusinessScope::granted(job.business_id.clone());
    let outcome = match &job.work {
        Work::SendMessage { message } => send_message(app, &scope, *message).await?,
        Work::CallOperatorWebhook { notice } => call_operator_webhook(app, &scope, *notice).await?.into(),
        Work::CallAboutAlert { step } => call_about_alert(app, &scope, *step).await?.into(),
        Work::AdvanceAlert { alert, moves } => advance_alert(app, &scope, *alert, *moves).await?.into(),
    };
    let transaction = app.store.begin(&scope).await?;
    let rows = transaction.rows();
    let now = app.clock.now();
    if let Some((message, status, detail)) = &outcome.mark {
        rows.mark_message(*message, *status, detail.as_deref().map_err(String::as_str), now).await?;
    }
    match outcome.done {
        Done::Finished => rows.finish_job(job.id).await?,
        Done::NotBefore(then) => rows.retry_job(job.id, then, "").await?,
        Done::Wait => rows.retry_job(job.id, now.saturating_add(WAIT).unwrap_or(now), "the business is suspended").await?,
        Done::Retry(why) if job.attempts < MOST_ATTEMPTS => {
            rows.retry_job(job.id, now.saturating_add(back_off(job.attempts)).unwrap_or(now), &why).await?;
        }
        Done::Retry(why) | Done::GiveUp(why) => {
            warn!(event = "job_given_up", business_id = scope.id().as_str(), job_id = %job.id, reason = why);
            rows.bury_job(job.id, &why).await?;
        }
    }
    drop(rows);
    transaction.commit().await
}

/// 2, 4, 8 … seconds, at most ten minutes.
fn back_off(attempts: u32) -> SignedDuration {
    SignedDuration::from_secs(1_i64 << attempts.min(9)).min(SignedDuration::from_mins(10))
}
