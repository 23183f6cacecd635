//! Which route is served by whom, and the limits around all of them.

use super::openapi::Base;
use super::{admin_api, alert_page, crm_api, embedded, health, log_requests, owner_api, reminders_api, twilio, widget};
use crate::app::App;
use crate::http::error::ApiError;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router, middleware};
use std::sync::Arc;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// Larger bodies than this are none of ours. Carriers and visitors send a few kilobytes.
const LARGEST_BODY: usize = 256 * 1024;

/// Every route with its documentation.
pub(super) fn routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(Base::openapi())
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .nest("/twilio", twilio_routes())
        .nest("/v1/twilio", twilio_routes())
        .nest("/v1/widget", widget_routes())
        .nest("/v1/crm", crm_routes())
        .nest("/v1/owner", owner_routes())
        .nest("/v1/reminders", OpenApiRouter::new().routes(routes!(reminders_api::send_upcoming)))
        .nest("/v1/admin", admin_routes())
}

fn twilio_routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(twilio::voice::voice))
        .routes(routes!(twilio::voice::voice_turn))
        .routes(routes!(twilio::voice::voice_dialed))
        .routes(routes!(twilio::voice::voice_recorded))
        .routes(routes!(twilio::transfer::voice_whisper))
        .routes(routes!(twilio::transfer::voice_whisper_key))
        .routes(routes!(twilio::desk::voice_noted))
        .routes(routes!(twilio::voicemail::recording_status))
        .routes(routes!(twilio::sms::sms))
        .routes(routes!(twilio::status::message_status))
        .routes(routes!(twilio::status::call_status))
        .routes(routes!(twilio::alert::alert_call))
        .routes(routes!(twilio::alert::alert_call_key))
        .routes(routes!(twilio::alert::alert_call_status))
        .routes(routes!(twilio::status::fallback))
}

fn widget_routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(widget::api::business))
        .routes(routes!(widget::api::start))
        .routes(routes!(widget::api::message))
        .routes(routes!(widget::api::messages))
        .layer(middleware::from_fn(widget::cross_origin))
}

fn crm_routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(crm_api::appointments::appointments, crm_api::change_appointments::create))
        .routes(routes!(crm_api::appointments::appointment, crm_api::change_appointments::change, crm_api::change_appointments::call_off))
        .routes(routes!(crm_api::change_appointments::propose))
        .routes(routes!(crm_api::customers::customers, crm_api::customers::create))
        .routes(routes!(crm_api::customers::customer, crm_api::customers::change))
        .routes(routes!(crm_api::customers::timeline))
        .routes(routes!(crm_api::conversations::conversations))
        .routes(routes!(crm_api::conversations::conversation))
        .routes(routes!(crm_api::consents::consents))
}

fn owner_routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(owner_api::schedule_tomorrow))
        .routes(routes!(owner_api::summary_today))
        .routes(routes!(owner_api::callbacks::callbacks))
        .routes(routes!(owner_api::callbacks::change))
        .routes(routes!(owner_api::reschedules::reschedules))
        .routes(routes!(owner_api::sms_metrics::sms_metrics))
        .routes(routes!(owner_api::emergencies::emergencies))
        .routes(routes!(owner_api::emergencies::alert_drill))
        .routes(routes!(owner_api::voicemails::voicemails))
        .routes(routes!(owner_api::voicemails::voicemail_audio))
}

fn admin_routes() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::new()
        .routes(routes!(admin_api::businesses::create, admin_api::businesses::businesses))
        .routes(routes!(admin_api::businesses::business, admin_api::businesses::change))
        .routes(routes!(admin_api::drill::alert_drill))
        .routes(routes!(admin_api::demo::demo_businesses))
        .routes(routes!(admin_api::notices::notices))
        .routes(routes!(admin_api::notices::clear))
        .routes(routes!(admin_api::jobs::jobs))
        .routes(routes!(admin_api::jobs::retry))
}

/// The whole service.
pub fn router(app: Arc<App>) -> Router {
    let (routes, document) = routes().split_for_parts();
    let document = Arc::new(document);
    let described = document.clone();
    routes
        .route("/openapi.json", get(move || async move { Json((*described).clone()) }))
        .merge(utoipa_swagger_ui::SwaggerUi::new("/docs").config(utoipa_swagger_ui::Config::from("/openapi.json")))
        .merge(embedded::pages())
        .merge(alert_page::pages())
        .fallback(|| async { ApiError::not_found("page") })
        .method_not_allowed_fallback(|| async {
            ApiError::with_status(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "This address does not take that method.")
        })
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(app.clone(), log_requests::log_requests))
        .with_state(app)
}
