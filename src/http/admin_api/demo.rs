//! Demo businesses.

use crate::app::App;
use crate::config::Environment;
use crate::http::auth::Operator;
use crate::http::error::{ApiError, Failures};
use crate::usecases::seed_demo::seed_demo;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;

/// The demo businesses.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DemoBusinesses {
    businesses: Vec<DemoBusinessView>,
}

/// A demo business with its keys.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DemoBusinessView {
    id: String,
    name: String,
    api_key: String,
    widget_token: String,
}

/// Makes the demo businesses, with customers, conversations and appointments. Again: the same, with the same keys.
#[utoipa::path(post, path = "/demo-tenants", tag = "admin", responses((status = 200, body = DemoBusinesses), Failures))]
pub(crate) async fn demo_businesses(State(app): State<Arc<App>>, _: Operator) -> Result<Json<DemoBusinesses>, ApiError> {
    if app.config.environment == Environment::Production {
        return Err(ApiError::forbidden("not_in_production", "Demo businesses are not made in production."));
    }
    let made = seed_demo(&app).await?;
    let view = |demo: crate::usecases::seed_demo::DemoBusiness| DemoBusinessView {
        id: demo.id.to_string(),
        name: demo.name,
        api_key: demo.keys.api_key,
        widget_token: demo.keys.widget_token,
    };
    Ok(Json(DemoBusinesses { businesses: made.into_iter().map(view).collect() }))
}
