//! Status callbacks, and what is played when nothing else can be.

use super::twiml::{self, Verb};
use super::verified::{Refusal, Shared, verify};
use super::voice::ended_call;
use crate::domain::conversation::wording;
use crate::domain::language::Language;
use crate::usecases::end_call::end_call;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

/// What became of a text that was sent.
#[utoipa::path(post, path = "/status", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 204, description = "Noted."), crate::http::error::Failures))]
pub(crate) async fn message_status(State(app): Shared, parts: Parts, body: Bytes) -> Response {
    match verify(&app, &parts, &body).await {
        Ok(_) | Err(Refusal::Suspended(_)) => StatusCode::NO_CONTENT.into_response(),
        Err(Refusal::Error(failure)) => failure.into_response(),
        Err(Refusal::Store(failure)) => crate::http::error::ApiError::from(failure).into_response(),
    }
}

/// What became of a call.
#[utoipa::path(post, path = "/call-status", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 204, description = "Noted."), crate::http::error::Failures))]
pub(crate) async fn call_status(State(app): Shared, parts: Parts, body: Bytes) -> Response {
    match note_call_status(&app, &parts, &body).await {
        Ok(()) | Err(Refusal::Suspended(_)) => StatusCode::NO_CONTENT.into_response(),
        Err(Refusal::Error(failure)) => failure.into_response(),
        Err(Refusal::Store(failure)) => crate::http::error::ApiError::from(failure).into_response(),
    }
}

async fn note_call_status(app: &crate::app::App, parts: &Parts, body: &Bytes) -> Result<(), Refusal> {
    let webhook = verify(app, parts, body).await?;
    if let Some(ended) = ended_call(&webhook) {
        end_call(app, &webhook.scope, &webhook.known.business, ended).await?;
    }
    Ok(())
}

/// Set as the fallback URL of every number: public, static, stores nothing.
#[utoipa::path(post, path = "/fallback", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "TwiML", content_type = "text/xml")))]
pub(crate) async fn fallback(body: Bytes) -> Response {
    if super::form::Form::decode(&body).get("MessageSid").is_some() {
        return twiml::answer(&[Verb::Message(wording::UNAVAILABLE_TEXT.to_owned())]);
    }
    twiml::answer(&[Verb::Say { text: wording::UNAVAILABLE.to_owned(), language: Language::En }, Verb::Hangup])
}
