//! Doing the work that turns leave behind: claimed under a lease, safe to run twice, given up where trying again is no use.

mod schedule;

use crate::app::App;
use crate::domain::appointment::AppointmentId;
use crate::domain::business::{BusinessId, BusinessScope};
use crate::storage::StoreError;
use crate::storage::jobs::{Job, Urgency, Work};
use crate::usecases::advance_alert::advance_alert;
use crate::usecases::call_about_alert::call_about_alert;
use crate::usecases::done::{Done, end_job};
use crate::usecases::mail_owner::mail_owner;
use crate::usecases::send_texts::{TextJob, send_texts};
use crate::usecases::sync_calendar::sync_calendar;
use crate::usecases::tell_operator::call_operator_webhook;
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;
use tracing::error;

/// A job that is not done by then may be claimed by another copy. Longer than it takes to hand over, or to look for, all texts
/// that are claimed at once, at a carrier that takes its time.
const LEASE: SignedDuration = SignedDuration::from_secs(180);
/// How often an idle process looks for jobs that nobody rang for.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many jobs are claimed at once: enough to send many texts, few enough that the writer is never held for long.
const AT_ONCE: u64 = 200;
/// So many of them are done at the same time; the texts of one business count as one.
const SIDE_BY_SIDE: usize = 8;

/// Does jobs until told to stop. What is being done is finished first. What can't wait has a lane of its own, so that it passes
/// by all else.
pub async fn run(app: Arc<App>, stop: watch::Receiver<bool>) {
    tokio::join!(keep_doing(&app, Urgency::ALL, stop.clone()), keep_doing(&app, Urgency::EXPRESS, stop));
}

async fn keep_doing(app: &Arc<App>, urgencies: &'static [Urgency], mut stop: watch::Receiver<bool>) {
    let is_express = urgencies.len() < Urgency::ALL.len();
    while !*stop.borrow() {
        let done = if is_express { do_due(app, urgencies).await } else { run_due(app).await };
        if let Err(failure) = &done {
            error!(event = "jobs_stalled", reason = %failure);
        }
        if matches!(done, Ok(count) if count > 0) {
            continue;
        }
        tokio::select! {
            // Whoever rings rings once: the lane that does everything hears it.
            () = app.job_bell.notified(), if !is_express && done.is_ok() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Does what is due by the clock and the jobs that are due now; gives how much there was.
///
/// # Errors
/// Where the database fails; what was claimed is claimed again when its lease is over.
pub async fn run_due(app: &Arc<App>) -> Result<usize, StoreError> {
    // What can't be planned just now does not keep what was planned from being done.
    let looked = schedule::look(app, app.clock.now()).await;
    let done = do_due(app, Urgency::ALL).await?;
    looked.map(|looked_at| looked_at + done)
}

async fn do_due(app: &Arc<App>, urgencies: &[Urgency]) -> Result<usize, StoreError> {
    let now = app.clock.now();
    let jobs = app.store.claim_jobs(now, now.saturating_add(LEASE).unwrap_or(now), urgencies, AT_ONCE).await?;
    let count = jobs.len();
    let room = Arc::new(Semaphore::new(SIDE_BY_SIDE));
    let mut tasks = JoinSet::new();
    for bundle in bundles(jobs) {
        let (app, room) = (app.clone(), room.clone());
        tasks.spawn(async move {
            let _permit = room.acquire_owned().await;
            bundle.run(&app).await
        });
    }
    let mut result = Ok(count);
    while let Some(ended) = tasks.join_next().await {
        match ended {
            Ok(Ok(())) => {}
            Ok(Err(failure)) => result = Err(failure),
            // It stays claimed, and is tried again when its lease is over.
            Err(panic) => error!(event = "internal_error", reason = %panic),
        }
    }
    result
}

/// Jobs that are done together.
enum Bundle {
    /// Texts of one business.
    Texts(BusinessScope, Vec<TextJob>),
    /// Any other job, by itself.
    Single(BusinessScope, Job),
}

/// What was claimed, the most urgent first, in bundles.
fn bundles(jobs: Vec<Job>) -> Vec<Bundle> {
    let mut texts: BTreeMap<BusinessId, Vec<TextJob>> = BTreeMap::new();
    let mut singles = Vec::new();
    for job in jobs {
        if let Work::SendMessage { message, .. } = job.work {
            texts.entry(job.business_id).or_default().push(TextJob { job: job.id, message, attempts: job.attempts });
        } else {
            singles.push(Bundle::Single(BusinessScope::granted(job.business_id.clone()), job));
        }
    }
    let texts = texts.into_iter().map(|(business, texts)| Bundle::Texts(BusinessScope::granted(business), texts));
    singles.into_iter().chain(texts).collect()
}

impl Bundle {
    async fn run(&self, app: &App) -> Result<(), StoreError> {
        match self {
            Self::Texts(scope, texts) => send_texts(app, scope, texts).await,
            Self::Single(scope, job) => {
                let done = do_one(app, scope, &job.work).await?;
                end_job(app, scope, job, done).await
            }
        }
    }
}

async fn do_one(app: &App, scope: &BusinessScope, work: &Work) -> Result<Done, StoreError> {
    match work {
        Work::CallOperatorWebhook { notice } => call_operator_webhook(app, scope, *notice).await,
        Work::CallAboutAlert { step } => call_about_alert(app, scope, *step).await,
        Work::AdvanceAlert { alert, moves } => advance_alert(app, scope, *alert, *moves).await,
        Work::SyncCalendar { appointment } => sync_calendar(app, scope, AppointmentId(*appointment)).await,
        Work::MailOwner { message } => mail_owner(app, scope, *message).await,
        Work::SendMessage { .. } => Ok(Done::GiveUp("texts are sent in bundles".to_owned())),
    }
}
