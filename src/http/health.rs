//! Whether the service is there, and whether it can work.

use super::error::ApiError;
use crate::app::App;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use std::sync::Arc;

/// The process answers.
#[utoipa::path(get, path = "/healthz", tag = "health", responses((status = 200, description = "It does.")))]
pub(crate) async fn healthz() -> Json<Value> {
    Json(json!({ "status": "ok" }))
}

/// The database is reachable and migrated.
#[utoipa::path(get, path = "/readyz", tag = "health", responses((status = 200, description = "It is."), (status = 503, description = "It is not.", body = super::error::ErrorBody)))]
pub(crate) async fn readyz(State(app): State<Arc<App>>) -> Result<Json<Value>, ApiError> {
    let not_ready = |message: &str| ApiError::with_status(StatusCode::SERVICE_UNAVAILABLE, "not_ready", message);
    match app.store.is_ready().await {
        Ok(true) => Ok(Json(json!({ "status": "ready" }))),
        Ok(false) => Err(not_ready("The database is not migrated.")),
        Err(_) => Err(not_ready("The database does not answer.")),
    }
}
