//! What the operator was told.

use crate::app::App;
use crate::domain::business::BusinessId;
use crate::http::auth::Operator;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::{Path, Query};
use crate::http::page::{Items, PageQuery};
use crate::storage::notices::StoredNotice;
use crate::usecases::tell_operator::clear_notice;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

/// Something that the operator has to see to.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct NoticeView {
    id: Uuid,
    business_id: String,
    #[schema(example = "owner_unreachable")]
    kind: String,
    /// What tells it apart from another of its kind: a code, a limit.
    detail: String,
    /// What happened and what to do.
    text: String,
    created_at: String,
    /// When it was over; absent while it is not.
    cleared_at: Option<String>,
}

impl NoticeView {
    fn of(notice: StoredNotice) -> Self {
        Self {
            id: notice.id,
            business_id: notice.business_id.to_string(),
            kind: notice.kind,
            detail: notice.detail,
            text: notice.words,
            created_at: notice.created_at.to_string(),
            cleared_at: notice.cleared_at.map(|at| at.to_string()),
        }
    }
}

/// What the service called for help about, newest first.
#[utoipa::path(get, path = "/notices", tag = "admin", params(PageQuery), responses((status = 200, body = Items<NoticeView>), Failures))]
pub(crate) async fn notices(
    State(app): State<Arc<App>>,
    _: Operator,
    Query(query): Query<PageQuery>,
) -> Result<Json<Items<NoticeView>>, ApiError> {
    let page = query.page()?;
    let found = app.store.notices(page).await?;
    Ok(Json(Items::of(found, page.limit, |notice| (notice.created_at.as_millisecond(), notice.id), NoticeView::of)))
}

/// A notice is seen to.
#[utoipa::path(post, path = "/businesses/{id}/notices/{notice}/clear", tag = "admin",
    params(("id" = String, Path), ("notice" = Uuid, Path)), responses((status = 204, description = "It is over."), Failures))]
pub(crate) async fn clear(
    State(app): State<Arc<App>>,
    _: Operator,
    Path((id, notice)): Path<(String, Uuid)>,
) -> Result<StatusCode, ApiError> {
    let id = BusinessId::parse(&id).map_err(|_| ApiError::not_found("business"))?;
    if clear_notice(&app, &id, notice).await? { Ok(StatusCode::NO_CONTENT) } else { Err(ApiError::not_found("notice")) }
}
