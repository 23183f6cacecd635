//! What a job has come to, and what becomes of it then.

use crate::app::App;
use crate::domain::business::BusinessScope;
use crate::domain::notice::Notice;
use crate::storage::StoreError;
use crate::storage::jobs::Job;
use crate::usecases::find_business::find_business;
use crate::usecases::tell_operator::tell_operator;
use jiff::{SignedDuration, Timestamp};
use tracing::warn;

/// What becomes of a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing is left to do.
    Finished,
    /// To be tried again later, and why.
    Retry(String),
    /// To be looked at again then; that is no failure.
    NotBefore(Timestamp),
    /// To be tried again once the business is active; that is no failure.
    Wait,
    /// Never to be tried again, and why.
    GiveUp(String),
}

/// After this many tries a job is given up and stays to be seen.
const MOST_ATTEMPTS: u32 = 8;
/// A job of a suspended business is looked at again after this.
pub const WAIT: SignedDuration = SignedDuration::from_secs(60);
/// Why such a job waits.
pub const SUSPENDED: &str = "the business is suspended";

/// Ends a job, or puts it back. The operator hears of one that is given up.
///
/// # Errors
/// Where the database fails.
pub async fn end_job(app: &App, scope: &BusinessScope, job: &Job, done: Done) -> Result<(), StoreError> {
    let known = find_business(app, scope.id()).await?;
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let now = app.clock.now();
    let ids = [job.id];
    match done {
        Done::Finished => rows.finish_jobs(&ids).await?,
        Done::NotBefore(then) => rows.retry_jobs(&ids, then, "").await?,
        Done::Wait => rows.retry_jobs(&ids, later(now, WAIT), SUSPENDED).await?,
        Done::Retry(why) if job.attempts < MOST_ATTEMPTS => {
            rows.retry_jobs(&ids, later(now, back_off(app, job.attempts, LONGEST_BACK_OFF)), &why).await?;
        }
        Done::Retry(why) | Done::GiveUp(why) => {
            let kind = job.work.kind();
            warn!(event = "job_given_up", business_id = scope.id().as_str(), job_id = %job.id, kind, reason = why);
            rows.bury_job(job.id, &why).await?;
            if let Some(known) = &known {
                tell_operator(app, &rows, &known.business, &Notice::WorkGivenUp { kind }, now).await?;
            }
        }
    }
    drop(rows);
    transaction.commit().await
}

/// No job waits longer than this between two tries.
pub const LONGEST_BACK_OFF: SignedDuration = SignedDuration::from_mins(10);

/// 2, 4, 8 … seconds, up to `most`, and up to half of that less by chance, so that what failed together does not come back together.
pub fn back_off(app: &App, attempts: u32, most: SignedDuration) -> SignedDuration {
    let full = SignedDuration::from_secs(1_i64 << attempts.clamp(1, 20)).min(most);
    let chance = i64::from(u16::from_be_bytes(app.chance.bytes()));
    let less = full.as_millis() / 2 * i128::from(chance) / i128::from(u16::MAX);
    full - SignedDuration::from_millis(i64::try_from(less).unwrap_or_default())
}

/// An instant after another.
pub fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(now)
}
