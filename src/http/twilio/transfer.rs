//! Ringing the owner for a caller: the owner hears who it is and takes the call with a key. A machine that answers presses none.

use super::twiml::{self, Verb};
use super::verified::{Refusal, Shared, Webhook, verify};
use super::voice::served;
use crate::app::App;
use crate::domain::language::Language;
use crate::http::error::ApiError;
use crate::usecases::put_through::{take_call, whisper};
use crate::usecases::reach_owner::{is_own_line, number_to_ring};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use tracing::error;

/// The key that takes a call.
const TAKES: &str = "1";

/// What the caller's side does meanwhile. Without a number to ring it goes on as if nobody had answered.
pub(super) fn verbs((text, language): (String, Language), action: String, app: &App, webhook: &Webhook) -> Vec<Verb> {
    let business = &webhook.known.business;
    let say = Verb::Say { text, language };
    let Some(number) = number_to_ring(app, business) else { return vec![say, Verb::Redirect(action)] };
    let dialled = webhook.form.phone("To").filter(|to| is_own_line(app, business, to));
    let shown = dialled.or_else(|| business.phone_numbers.first().cloned()).or_else(|| app.config.sms_from_number.clone());
    let call_sid = webhook.form.get("CallSid").unwrap_or_default();
    let whisper = format!("/twilio/voice/whisper/{}?business_id={}", super::voice::encode(&call_sid), webhook.scope.id());
    vec![say, Verb::Dial { action, number: number.into(), shown: shown.map(String::from), whisper }]
}

/// The owner answered: who calls, what about, and which key takes the call.
#[utoipa::path(post, path = "/voice/whisper/{call_sid}", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    params(("call_sid" = String, Path, description = "The caller's call.")),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn voice_whisper(State(app): Shared, Path(call_sid): Path<String>, parts: Parts, body: Bytes) -> Response {
    let webhook = match verify(&app, &parts, &body).await {
        Ok(webhook) => webhook,
        Err(refusal) => return refused(refusal),
    };
    let action = format!("/twilio/voice/whisper/{}/key?business_id={}", super::voice::encode(&call_sid), webhook.scope.id());
    let verbs = match whisper(&app, &webhook.scope, &webhook.known.business, &call_sid).await {
        Ok(Some(text)) => vec![Verb::AskKey { action, text }, Verb::Hangup],
        Ok(None) => gone(),
        Err(failure) => {
            error!(event = "call_in_trouble", reason = %failure);
            vec![Verb::AskKey { action, text: "Frontdesk has a caller for you. Press 1 to take the call.".to_owned() }, Verb::Hangup]
        }
    };
    served(twiml::answer(&verbs), &webhook)
}

/// The owner pressed a key: an empty document puts the two through.
#[utoipa::path(post, path = "/voice/whisper/{call_sid}/key", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    params(("call_sid" = String, Path, description = "The caller's call.")),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn voice_whisper_key(State(app): Shared, Path(call_sid): Path<String>, parts: Parts, body: Bytes) -> Response {
    let webhook = match verify(&app, &parts, &body).await {
        Ok(webhook) => webhook,
        Err(refusal) => return refused(refusal),
    };
    if webhook.form.get("Digits").as_deref() != Some(TAKES) {
        return served(twiml::answer(&[Verb::Hangup]), &webhook);
    }
    let verbs = match take_call(&app, &webhook.scope, &webhook.known.business, &call_sid).await {
        Ok(true) => Vec::new(),
        Ok(false) => gone(),
        Err(failure) => {
            // The two can talk all the same; that they did is told again at the end of the call.
            error!(event = "call_in_trouble", reason = %failure);
            Vec::new()
        }
    };
    served(twiml::answer(&verbs), &webhook)
}

fn gone() -> Vec<Verb> {
    vec![Verb::Say { text: "The caller has hung up.".to_owned(), language: Language::En }, Verb::Hangup]
}

pub(super) fn refused(refusal: Refusal) -> Response {
    match refusal {
        Refusal::Error(failure) => failure.into_response(),
        Refusal::Suspended(webhook) => served(ApiError::suspended().into_response(), &webhook),
        Refusal::Store(failure) => ApiError::from(failure).into_response(),
    }
}
