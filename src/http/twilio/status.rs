//! Status callbacks, and what is played when nothing else can be.

use super::twiml::{self, Verb};
use super::verified::{Refusal, Shared, original_uri, query_value, verify};
use super::voice::ended_call;
use crate::app::App;
use crate::domain::conversation::wording;
use crate::domain::delivery::Delivery;
use crate::domain::language::Language;
use crate::usecases::end_call::end_call;
use crate::usecases::note_delivery::{Report, note_delivery};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

/// What became of a text that was sent.
#[utoipa::path(post, path = "/status", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 204, description = "Noted."), crate::http::error::Failures))]
pub(crate) async fn message_status(State(app): Shared, parts: Parts, body: Bytes) -> Response {
    match note_message_status(&app, &parts, &body).await {
        Ok(()) | Err(Refusal::Suspended(_)) => StatusCode::NO_CONTENT.into_response(),
        Err(Refusal::Error(failure)) => failure.into_response(),
        Err(Refusal::Store(failure)) => crate::http::error::ApiError::from(failure).into_response(),
    }
}

async fn note_message_status(app: &App, parts: &Parts, body: &Bytes) -> Result<(), Refusal> {
    let webhook = match verify(app, parts, body).await {
        Ok(webhook) => webhook,
        // What left before the business was suspended goes on to arrive, or not to.
        Err(Refusal::Suspended(webhook)) => *webhook,
        Err(other) => return Err(other),
    };
    let form = &webhook.form;
    let (Some(carrier_id), Some(word)) = (form.get("MessageSid"), form.get("MessageStatus")) else { return Ok(()) };
    let Some(delivery) = Delivery::of_word(&word) else { return Ok(()) };
    let message = query_value(original_uri(parts), "message_id").and_then(|id| Uuid::parse_str(&id).ok());
    let code = form.get("ErrorCode").and_then(|code| code.parse().ok());
    let report = Report { carrier_id: &carrier_id, message, delivery, code };
    Ok(note_delivery(app, &webhook.scope, &webhook.known.business, report).await?)
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

async fn note_call_status(app: &App, parts: &Parts, body: &Bytes) -> Result<(), Refusal> {
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
