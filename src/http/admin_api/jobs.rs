//! What was given up, and trying it again.

use crate::app::App;
use crate::domain::business::BusinessId;
use crate::http::auth::Operator;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::{Path, Query};
use crate::http::page::{Items, PageQuery};
use crate::storage::dead_letters::{JobFilter, JobLine};
use crate::storage::messages::Message;
use crate::usecases::retry_job::{Retried, retry_job};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Work that waits, or was given up.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct JobView {
    id: Uuid,
    business_id: String,
    #[schema(example = "send_message")]
    kind: String,
    /// `dead`: given up; `ready`: it waits for its time, or is being done.
    #[schema(example = "dead")]
    state: String,
    /// How often it was tried.
    attempts: i64,
    /// Why it failed last.
    last_error: Option<String>,
    created_at: String,
    /// When it is due, or was due last.
    run_at: String,
    /// The text that it sends; absent for other work.
    text: Option<TextView>,
}

/// A text, without its words and its number.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TextView {
    message_id: Uuid,
    #[schema(example = "customer")]
    audience: String,
    #[schema(example = "confirmation")]
    kind: String,
    #[schema(example = "failed")]
    status: String,
}

impl JobView {
    fn of(job: JobLine) -> Self {
        Self {
            id: job.id,
            business_id: job.business_id,
            kind: job.kind,
            state: job.state,
            attempts: job.attempts,
            last_error: job.last_error,
            created_at: job.created_at.to_string(),
            run_at: job.run_at.to_string(),
            text: job.text.map(TextView::of),
        }
    }
}

impl TextView {
    fn of(text: Message) -> Self {
        Self { message_id: text.id, audience: text.audience.as_str().to_owned(), kind: text.kind, status: text.status }
    }
}

/// Which jobs.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct JobQuery {
    /// `dead`, which is also meant where it is absent, or `ready`.
    state: Option<String>,
    /// Of this business only.
    business_id: Option<String>,
    /// How many items, 1 to 500; 50.
    limit: Option<String>,
    /// Where the page before ended.
    cursor: Option<String>,
}

impl JobQuery {
    fn filter(&self) -> Result<JobFilter, ApiError> {
        let dead = match self.state.as_deref() {
            None | Some("dead") => true,
            Some("ready") => false,
            Some(_) => return Err(ApiError::field("state", "must be dead or ready")),
        };
        let business = self.business_id.as_deref().map(BusinessId::parse).transpose();
        Ok(JobFilter { dead, business: business.map_err(|error| ApiError::field("business_id", &error.to_string()))? })
    }
}

/// What was given up, or waits, of all businesses, newest first.
#[utoipa::path(get, path = "/jobs", tag = "admin", params(JobQuery), responses((status = 200, body = Items<JobView>), Failures))]
pub(crate) async fn jobs(
    State(app): State<Arc<App>>,
    _: Operator,
    Query(query): Query<JobQuery>,
) -> Result<Json<Items<JobView>>, ApiError> {
    let filter = query.filter()?;
    let page = PageQuery::from_text(query.limit.as_deref(), query.cursor)?.page()?;
    let found = app.store.jobs(&filter, page).await?;
    Ok(Json(Items::of(found, page.limit, |job| (job.created_at.as_millisecond(), job.id), JobView::of)))
}

/// Tries again what was given up. A text of unknown outcome is looked for at the carrier first.
#[utoipa::path(post, path = "/businesses/{id}/jobs/{job}/retry", tag = "admin",
    params(("id" = String, Path), ("job" = Uuid, Path)), responses((status = 200, body = JobView), Failures))]
pub(crate) async fn retry(
    State(app): State<Arc<App>>,
    _: Operator,
    Path((id, job)): Path<(String, Uuid)>,
) -> Result<Json<JobView>, ApiError> {
    let id = BusinessId::parse(&id).map_err(|_| ApiError::not_found("business"))?;
    let conflict = |code, message| Err(ApiError::with_status(StatusCode::CONFLICT, code, message));
    match retry_job(&app, &id, job).await? {
        Retried::Again(line) => Ok(Json(JobView::of(*line))),
        Retried::NoSuchJob => Err(ApiError::not_found("job")),
        Retried::NotDead => conflict("job_not_dead", "That job was not given up; it waits, or is being done."),
        Retried::Over => conflict("job_over", "That job is of no use any more: what it was for is past, or was done another way."),
    }
}
