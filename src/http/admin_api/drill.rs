//! A drill of the alert.

use crate::app::App;
use crate::domain::business::{BusinessId, BusinessStatus};
use crate::http::auth::Operator;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::Path;
use crate::http::owner_api::emergencies::{EmergencyView, raise};
use crate::usecases::find_business::find_business;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use std::sync::Arc;

/// Alerts the people of a business to see whether they can be reached: the same steps as in an emergency, marked DRILL.
#[utoipa::path(post, path = "/businesses/{id}/alert-drill", tag = "admin", params(("id" = String, Path)), responses((status = 201, body = EmergencyView), Failures))]
pub(crate) async fn alert_drill(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<EmergencyView>), ApiError> {
    let id = BusinessId::parse(&id).map_err(|_| ApiError::not_found("business"))?;
    let known = find_business(&app, &id).await?.ok_or_else(|| ApiError::not_found("business"))?;
    if known.business.status == BusinessStatus::Suspended {
        return Err(ApiError::suspended());
    }
    raise(&app, &operator.scope(id), &known.business).await
}
