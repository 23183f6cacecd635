//! Calls about an emergency to the people of a business: nothing private is said before a key was pressed, since machines answer too.

use super::twiml::{self, Verb};
use super::verified::{Refusal, Shared, Webhook, verify};
use super::voice::served;
use crate::app::App;
use crate::domain::language::Language;
use crate::http::error::ApiError;
use crate::usecases::call_about_alert::{Spoken, answer_alert_call, end_alert_call, take_in_alert_call};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use uuid::Uuid;

/// The key that takes it.
const TAKES: &str = "1";
/// So often it is said what to press.
const TIMES: usize = 3;

/// Somebody who is alerted answers.
#[utoipa::path(post, path = "/alert/{step}", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    params(("step" = Uuid, Path, description = "The call.")),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn alert_call(State(app): Shared, Path(step): Path<Uuid>, parts: Parts, body: Bytes) -> Response {
    match answered(&app, step, &parts, &body).await {
        Ok(response) => response,
        Err(refusal) => refused(refusal),
    }
}

async fn answered(app: &App, step: Uuid, parts: &Parts, body: &Bytes) -> Result<Response, Refusal> {
    let webhook = verify(app, parts, body).await?;
    let spoken = answer_alert_call(app, &webhook.scope, &webhook.known.business, step).await?;
    Ok(served(twiml::answer(&verbs(spoken, step, &webhook)), &webhook))
}

fn verbs(spoken: Option<Spoken>, step: Uuid, webhook: &Webhook) -> Vec<Verb> {
    match spoken {
        None => vec![Verb::Hangup],
        Some(Spoken::Tells(text)) => vec![say(text), Verb::Hangup],
        Some(Spoken::Asks(text)) => {
            let action = format!("/twilio/alert/{step}/key?business_id={}", webhook.scope.id());
            let ask = Verb::AskKey { action, text };
            std::iter::repeat_n(ask, TIMES).chain([Verb::Hangup]).collect()
        }
    }
}

fn say(text: String) -> Verb {
    Verb::Say { text, language: Language::En }
}

/// They pressed a key.
#[utoipa::path(post, path = "/alert/{step}/key", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    params(("step" = Uuid, Path, description = "The call.")),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn alert_call_key(State(app): Shared, Path(step): Path<Uuid>, parts: Parts, body: Bytes) -> Response {
    match pressed(&app, step, &parts, &body).await {
        Ok(response) => response,
        Err(refusal) => refused(refusal),
    }
}

async fn pressed(app: &App, step: Uuid, parts: &Parts, body: &Bytes) -> Result<Response, Refusal> {
    let webhook = verify(app, parts, body).await?;
    if webhook.form.get("Digits").as_deref() != Some(TAKES) {
        let spoken = answer_alert_call(app, &webhook.scope, &webhook.known.business, step).await?;
        return Ok(served(twiml::answer(&verbs(spoken, step, &webhook)), &webhook));
    }
    let told = take_in_alert_call(app, &webhook.scope, &webhook.known.business, step).await?;
    let verbs = match told {
        // Said twice, with a pause to find a pen.
        Some(text) => vec![say(text.clone()), Verb::Pause(2), say(text), Verb::Hangup],
        None => vec![Verb::Hangup],
    };
    Ok(served(twiml::answer(&verbs), &webhook))
}

/// How the call went.
#[utoipa::path(post, path = "/alert/{step}/status", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    params(("step" = Uuid, Path, description = "The call.")),
    responses((status = 204, description = "Noted."), crate::http::error::Failures))]
pub(crate) async fn alert_call_status(State(app): Shared, Path(step): Path<Uuid>, parts: Parts, body: Bytes) -> Response {
    let noted = match verify(&app, &parts, &body).await {
        Ok(webhook) => {
            let status = webhook.form.get("CallStatus").unwrap_or_default();
            end_alert_call(&app, &webhook.scope, step, &status).await.map_err(Refusal::from)
        }
        Err(refusal) => Err(refusal),
    };
    match noted {
        Ok(()) | Err(Refusal::Suspended(_)) => StatusCode::NO_CONTENT.into_response(),
        Err(refusal) => refused(refusal),
    }
}

fn refused(refusal: Refusal) -> Response {
    match refusal {
        Refusal::Error(failure) => failure.into_response(),
        Refusal::Suspended(webhook) => served(ApiError::suspended().into_response(), &webhook),
        Refusal::Store(failure) => ApiError::from(failure).into_response(),
    }
}
