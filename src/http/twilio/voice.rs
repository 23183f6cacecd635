//! Calls.

use super::twiml::{self, Verb};
use super::verified::{Refusal, Shared, Webhook, original_uri, query_value, verify};
use crate::app::App;
use crate::domain::conversation::step::Question;
use crate::domain::conversation::{Channel, wording};
use crate::domain::language::Language;
use crate::http::error::ApiError;
use crate::http::log_requests::ServedBusiness;
use crate::usecases::end_call::end_call;
use crate::usecases::take_turn::{Answer, IncomingTurn, Input, take_turn};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;
use tracing::{Instrument, error, info, warn};

/// Twilio waits 15 seconds; the caller hears an apology before that.
const LONGEST_TURN: Duration = Duration::from_secs(10);
/// After this many apologies in a row the call ends with one.
const MOST_ATTEMPTS: u8 = 2;
/// Seconds before a call is answered anew that could not be answered at once.
const BREATH: u8 = 2;

/// A call comes in, or, where the number's status callback points here, has ended.
#[utoipa::path(post, path = "/voice", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn voice(State(app): Shared, parts: Parts, body: Bytes) -> Response {
    serve(app, parts, body, None).await
}

/// The caller said something, pressed a key, or did neither.
#[utoipa::path(post, path = "/voice/turn/{number}", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    params(("number" = u32, Path, description = "Which turn of the call.")),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn voice_turn(State(app): Shared, Path(number): Path<u32>, parts: Parts, body: Bytes) -> Response {
    serve(app, parts, body, Some(number)).await
}

async fn serve(app: Arc<App>, parts: Parts, body: Bytes, turn: Option<u32>) -> Response {
    match tokio::time::timeout(LONGEST_TURN, answer(&app, &parts, &body, turn)).await {
        Ok(Ok(response)) => response,
        Ok(Err(Refusal::Error(failure))) => failure.into_response(),
        Ok(Err(Refusal::Suspended(webhook))) => {
            warn!(event = "twilio_voice_business_suspended", business_id = webhook.scope.id().as_str());
            served(ApiError::suspended().into_response(), &webhook)
        }
        Ok(Err(Refusal::Store(failure))) => {
            error!(event = "call_in_trouble", reason = %failure);
            apologize(&parts, turn)
        }
        Err(_) => {
            error!(event = "call_in_trouble", reason = "the turn took too long");
            apologize(&parts, turn)
        }
    }
}

async fn answer(app: &Arc<App>, parts: &Parts, body: &Bytes, turn: Option<u32>) -> Result<Response, Refusal> {
    let webhook = verify(app, parts, body).await?;
    let Some(call_sid) = webhook.form.get("CallSid") else {
        return Err(Refusal::Error(ApiError::bad_request("call_sid_missing", "A call's webhook has a CallSid.")));
    };
    info!(event = "twilio_voice_webhook", business_id = webhook.scope.id().as_str(), call_sid);
    if has_ended(&webhook) {
        end_call(app, &webhook.scope, &webhook.known.business, &call_sid).await?;
        return Ok(served(twiml::answer(&[]), &webhook));
    }
    let incoming = incoming(&webhook, call_sid, turn, app);
    let answer = in_a_task_of_its_own(app, &webhook, incoming).await?;
    let verbs = verbs(&answer, webhook.scope.id().as_str());
    Ok(served(twiml::answer(&verbs), &webhook))
}

pub(super) fn has_ended(webhook: &Webhook) -> bool {
    let status = webhook.form.get("CallStatus");
    matches!(status.as_deref(), Some("completed" | "busy" | "failed" | "no-answer" | "canceled"))
}

fn incoming(webhook: &Webhook, call_sid: String, turn: Option<u32>, app: &App) -> IncomingTurn {
    let input = match turn {
        None => Input::Begin,
        Some(_) => match (webhook.form.get("Digits"), webhook.form.get("SpeechResult")) {
            (Some(keys), _) => Input::Keys(keys),
            (None, Some(text)) => Input::Text(text),
            (None, None) => Input::Silence,
        },
    };
    IncomingTurn {
        channel: Channel::Phone,
        contact: webhook.form.get("From"),
        phone: webhook.form.phone("From"),
        visitor: None,
        input,
        event_id: format!("call:{call_sid}:{}", turn.unwrap_or_default()),
        conversation_key: call_sid,
        number: Some(turn.unwrap_or_default()),
        at: app.clock.now(),
    }
}

/// A carrier that hangs up drops the answer, never half a transaction.
pub(super) async fn in_a_task_of_its_own(app: &Arc<App>, webhook: &Webhook, turn: IncomingTurn) -> Result<Answer, Refusal> {
    let (app, scope, business) = (app.clone(), webhook.scope.clone(), webhook.known.business.clone());
    let task = async move { take_turn(&app, &scope, &business, &turn).await }.instrument(tracing::Span::current());
    match tokio::spawn(task).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(Refusal::Store(crate::storage::StoreError::Broken("a turn panicked".to_owned()))),
    }
}

/// The same answer, whatever the channel, as TwiML.
fn verbs(answer: &Answer, business_id: &str) -> Vec<Verb> {
    let language = answer.reply.language;
    let text = answer.reply.text.clone();
    if answer.reply.ends {
        return vec![Verb::Say { text, language }, Verb::Hangup];
    }
    let action = format!("/twilio/voice/turn/{}?business_id={business_id}", answer.next_turn);
    let keys = if matches!(answer.reply.asked, Some(Question::Phone | Question::VisitPhone)) { 10 } else { 1 };
    vec![Verb::Gather { action: action.clone(), text, language, keys }, Verb::Redirect(action)]
}

/// Never dead air. Nothing of the turn was kept, so that the caller can say it again, or the call be answered anew.
fn apologize(parts: &Parts, turn: Option<u32>) -> Response {
    let attempt = query_value(original_uri(parts), "attempt").and_then(|value| value.parse().ok()).unwrap_or(0_u8);
    let language = Language::En;
    if attempt >= MOST_ATTEMPTS {
        return twiml::answer(&[Verb::Say { text: wording::UNAVAILABLE.to_owned(), language }, Verb::Hangup]);
    }
    let business = query_value(original_uri(parts), "business_id").map(|id| format!("&business_id={}", encode(&id))).unwrap_or_default();
    let again = format!("{}?attempt={}{business}", original_uri(parts).path(), attempt + 1);
    if turn.is_none() {
        return twiml::answer(&[Verb::Pause(BREATH), Verb::Redirect(again)]);
    }
    let text = wording::please_say_again(language).to_owned();
    twiml::answer(&[Verb::Gather { action: again.clone(), text, language, keys: 1 }, Verb::Redirect(again)])
}

fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Tells the log of requests which business was served.
pub(super) fn served(response: Response, webhook: &Webhook) -> Response {
    (Extension(ServedBusiness(webhook.scope.id().as_str().to_owned())), response).into_response()
}
