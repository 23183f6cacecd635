//! Promises to call back.

use crate::app::App;
use crate::domain::business::Business;
use crate::http::auth::Staff;
use crate::http::crm_api::fields::{clearable, line, present};
use crate::http::crm_api::zoned;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::{Body, Path, Query};
use crate::http::page::{Items, PageQuery};
use crate::storage::callbacks::{CallbackChange, CallbackTask};
use crate::usecases::staff_desk::change_callback;
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// A promise to call back.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct CallbackView {
    id: Uuid,
    conversation_id: Option<Uuid>,
    customer_name: Option<String>,
    customer_phone: String,
    #[schema(example = "asked_for_person")]
    reason: String,
    summary: Option<String>,
    due_at: String,
    created_at: String,
    /// Not kept, and its time has passed.
    is_overdue: bool,
    /// The message that was left with it.
    voicemail_id: Option<Uuid>,
    /// When it was kept; absent while it is not.
    done_at: Option<String>,
    /// How the call came out, in staff's words.
    outcome: Option<String>,
    /// What staff noted.
    note: Option<String>,
}

impl CallbackView {
    fn of(task: CallbackTask, business: &Business, now: Timestamp) -> Self {
        Self {
            id: task.id,
            conversation_id: task.conversation_id,
            customer_name: task.name.map(|name| name.full()),
            customer_phone: task.phone,
            reason: task.reason,
            summary: task.summary,
            due_at: zoned(task.due_at, business.zone()),
            created_at: zoned(task.created_at, business.zone()),
            is_overdue: task.done_at.is_none() && task.due_at < now,
            voicemail_id: task.voicemail_id,
            done_at: task.done_at.map(|at| zoned(at, business.zone())),
            outcome: task.outcome,
            note: task.note,
        }
    }
}

/// Which promises.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CallbackQuery {
    /// Those that are kept, instead of those that are not.
    done: Option<bool>,
    /// How many items, 1 to 500; 50.
    limit: Option<String>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Whom to call back, the most urgent first; with `done=true` those who were called, the latest due first.
#[utoipa::path(get, path = "/callbacks", tag = "owner", params(CallbackQuery), responses((status = 200, body = Items<CallbackView>), Failures))]
pub(crate) async fn callbacks(
    State(app): State<Arc<App>>,
    staff: Staff,
    Query(query): Query<CallbackQuery>,
) -> Result<Json<Items<CallbackView>>, ApiError> {
    let page = PageQuery::from_text(query.limit.as_deref(), query.cursor)?.page()?;
    let found = app.store.rows(&staff.scope).callbacks(query.done.unwrap_or_default(), page).await?;
    let now = app.clock.now();
    let place = |task: &CallbackTask| (task.due_at.as_millisecond(), task.id);
    Ok(Json(Items::of(found, page.limit, place, |task| CallbackView::of(task, &staff.business, now))))
}

/// What staff say of a promise. What is absent stays; null clears.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::option_option, reason = "absent and null mean different things in a change")]
pub(crate) struct ChangeCallback {
    /// Whether it is kept.
    #[serde(default, deserialize_with = "present")]
    done: Option<bool>,
    /// How the call came out.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<String>, example = "reached")]
    outcome: Option<Option<String>>,
    /// Whatever is worth noting.
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<String>)]
    note: Option<Option<String>>,
}

/// Notes that somebody was called back, or that they were not after all.
#[utoipa::path(patch, path = "/callbacks/{id}", tag = "owner", params(("id" = Uuid, Path)), request_body = ChangeCallback, responses((status = 200, body = CallbackView), Failures))]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<Uuid>,
    Body(fields): Body<ChangeCallback>,
) -> Result<Json<CallbackView>, ApiError> {
    let text = |field: &str, value: Option<Option<String>>| value.map(|value| value.map(|text| line(field, &text)).transpose()).transpose();
    let change = CallbackChange { done: fields.done, outcome: text("outcome", fields.outcome)?, note: text("note", fields.note)? };
    let changed = change_callback(&app, &staff.scope, id, change).await?.ok_or_else(|| ApiError::not_found("callback"))?;
    Ok(Json(CallbackView::of(changed, &staff.business, app.clock.now())))
}
