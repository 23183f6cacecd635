//! Appointments of a business.

use super::views::AppointmentView;
use crate::app::App;
use crate::domain::appointment::AppointmentId;
use crate::domain::availability::Interval;
use crate::http::auth::Staff;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::{Path, Query};
use crate::http::page::{Items, PageQuery};
use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

/// Which appointments.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct AppointmentQuery {
    /// Beginning at or after this instant.
    #[param(value_type = Option<String>, example = "2026-11-23T00:00:00-06:00")]
    from: Option<Timestamp>,
    /// Beginning before this instant.
    #[param(value_type = Option<String>)]
    to: Option<Timestamp>,
    /// How many items, 1 to 500; 50.
    limit: Option<String>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Appointments in order of time.
#[utoipa::path(get, path = "/appointments", tag = "crm", params(AppointmentQuery), responses((status = 200, body = Items<AppointmentView>), Failures))]
pub(crate) async fn appointments(
    State(app): State<Arc<App>>,
    staff: Staff,
    Query(query): Query<AppointmentQuery>,
) -> Result<Json<Items<AppointmentView>>, ApiError> {
    let page = PageQuery::from_text(query.limit.as_deref(), query.cursor)?.page()?;
    let between = Interval { from: query.from.unwrap_or(Timestamp::UNIX_EPOCH), to: query.to.unwrap_or(Timestamp::MAX) };
    let found = app.store.rows(&staff.scope).appointments(Some(between), page).await?;
    let view = |appointment| AppointmentView::of(&appointment, staff.business.zone());
    Ok(Json(Items::of(found, page.limit, |appointment| (appointment.reserved.from.as_millisecond(), appointment.id.0), view)))
}

/// An appointment.
#[utoipa::path(get, path = "/appointments/{id}", tag = "crm", params(("id" = Uuid, Path)), responses((status = 200, body = AppointmentView), Failures))]
pub(crate) async fn appointment(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<Uuid>,
) -> Result<Json<AppointmentView>, ApiError> {
    let found = app.store.rows(&staff.scope).appointment(AppointmentId(id)).await?;
    let found = found.ok_or_else(|| ApiError::not_found("appointment"))?;
    Ok(Json(AppointmentView::of(&found, staff.business.zone())))
}
