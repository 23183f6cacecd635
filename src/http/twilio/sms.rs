//! Texts.

use super::twiml::{self, Verb};
use super::verified::{Refusal, Shared, Webhook, verify};
use super::voice::{in_a_task_of_its_own, served};
use crate::app::App;
use crate::domain::consent::answered_keyword;
use crate::domain::conversation::{Channel, wording};
use crate::domain::phone_number::PhoneNumber;
use crate::http::error::ApiError;
use crate::storage::StoreError;
use crate::usecases::hear_staff_text::{FromStaff, hear_staff_text};
use crate::usecases::opt_out_while_suspended::opt_out_while_suspended;
use crate::usecases::reach_owner::is_of_staff;
use crate::usecases::take_turn::{IncomingTurn, Input};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use tracing::{Instrument, error, info, warn};

/// A text comes in.
#[utoipa::path(post, path = "/sms", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn sms(State(app): Shared, parts: Parts, body: Bytes) -> Response {
    match answer(&app, &parts, &body).await {
        Ok(response) => response,
        Err(Refusal::Error(failure)) => failure.into_response(),
        Err(Refusal::Suspended(webhook)) => suspended(&app, &webhook).await,
        Err(Refusal::Store(failure)) => {
            // Not 200: nothing was kept, so that the carrier must not take it for delivered. It plays its fallback.
            error!(event = "text_in_trouble", reason = %failure);
            (StatusCode::SERVICE_UNAVAILABLE, twiml::answer(&[Verb::Message(wording::UNAVAILABLE_TEXT.to_owned())])).into_response()
        }
    }
}

async fn answer(app: &Arc<App>, parts: &Parts, body: &Bytes) -> Result<Response, Refusal> {
    let webhook = verify(app, parts, body).await?;
    let incoming = incoming(&webhook, app).map_err(Refusal::Error)?;
    info!(
        event = "twilio_sms_webhook",
        business_id = webhook.scope.id().as_str(),
        message_sid = incoming.event_id.trim_start_matches("sms:")
    );
    let text = match incoming.phone.as_ref().filter(|from| is_of_staff(app, &webhook.known.business, from)) {
        Some(from) => from_staff(app, &webhook, from, &incoming).await?,
        None => in_a_task_of_its_own(app, &webhook, incoming).await?.reply.text,
    };
    let verbs = if text.is_empty() { Vec::new() } else { vec![Verb::Message(text)] };
    Ok(served(twiml::answer(&verbs), &webhook))
}

/// Somebody of the business writes, who is no customer.
async fn from_staff(app: &Arc<App>, webhook: &Webhook, from: &PhoneNumber, incoming: &IncomingTurn) -> Result<String, StoreError> {
    let (text, answered) = match &incoming.input {
        Input::Text(text) => (text.clone(), None),
        Input::Answered(keyword, text) => (text.clone(), Some(*keyword)),
        _ => (String::new(), None),
    };
    let heard = FromStaff { from: from.clone(), text, answered, event_id: incoming.event_id.clone(), at: incoming.at };
    let (app, scope, business) = (app.clone(), webhook.scope.clone(), webhook.known.business.clone());
    // A carrier that hangs up drops the answer, never half a transaction.
    let task = async move { hear_staff_text(&app, &scope, &business, &heard).await }.instrument(tracing::Span::current());
    tokio::spawn(task).await.unwrap_or_else(|_| Err(StoreError::Broken("a text of the staff panicked".to_owned())))
}

fn incoming(webhook: &Webhook, app: &App) -> Result<IncomingTurn, ApiError> {
    let missing = |name: &str| ApiError::bad_request("parameter_missing", format!("A text's webhook has {name}."));
    let message_sid = webhook.form.get("MessageSid").or_else(|| webhook.form.get("SmsSid")).ok_or_else(|| missing("a MessageSid"))?;
    let from = webhook.form.get("From").ok_or_else(|| missing("a From"))?;
    let phone = webhook.form.phone("From");
    Ok(IncomingTurn {
        channel: Channel::Sms,
        conversation_key: phone.as_ref().map_or_else(|| from.clone(), |number| number.as_str().to_owned()),
        contact: Some(from),
        phone,
        visitor: None,
        input: input(webhook),
        event_id: format!("sms:{message_sid}"),
        number: None,
        is_forged: false,
        at: app.clock.now(),
    })
}

/// With Advanced Opt-Out the carrier says what it took a text for, and has answered it.
fn input(webhook: &Webhook) -> Input {
    let text = webhook.form.get("Body").unwrap_or_default();
    match webhook.form.get("OptOutType").and_then(|taken_for| answered_keyword(&taken_for, &text)) {
        Some(keyword) => Input::Answered(keyword, text),
        None => Input::Text(text),
    }
}

/// A suspended business answers nobody, but who wants no more texts is heard all the same.
async fn suspended(app: &Arc<App>, webhook: &Webhook) -> Response {
    warn!(event = "twilio_sms_business_suspended", business_id = webhook.scope.id().as_str());
    if let Ok(incoming) = incoming(webhook, app)
        && let Err(failure) = opt_out_while_suspended(app, &webhook.scope, &webhook.known.business, &incoming).await
    {
        error!(event = "text_in_trouble", reason = %failure);
    }
    served(ApiError::suspended().into_response(), webhook)
}
