//! Calls.

use super::form::Form;
use super::twiml::{self, Verb};
use super::verified::{Refusal, Shared, Webhook, original_uri, query_value, verify};
use super::{desk, transfer, voicemail};
use crate::app::App;
use crate::domain::conversation::state::Line;
use crate::domain::conversation::step::Question;
use crate::domain::conversation::{Channel, wording};
use crate::domain::language::Language;
use crate::http::error::ApiError;
use crate::http::log_requests::ServedBusiness;
use crate::usecases::end_call::{EndedCall, end_call};
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

/// Where a call stands when its webhook comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// It comes in.
    Begin,
    /// The caller was listened to.
    Turn(u32),
    /// The owner was rung.
    Dialed(u32),
    /// A message was recorded.
    Recorded(u32),
}

impl Place {
    fn number(self) -> u32 {
        match self {
            Self::Begin => 0,
            Self::Turn(number) | Self::Dialed(number) | Self::Recorded(number) => number,
        }
    }

    /// What happened there.
    fn input(self, form: &Form) -> Input {
        match self {
            Self::Begin => Input::Begin,
            Self::Turn(_) => match (form.get("Digits"), form.get("SpeechResult")) {
                (Some(keys), _) => Input::Keys(keys),
                (None, Some(text)) => Input::Text(text),
                (None, None) => Input::Silence,
            },
            Self::Dialed(_) => Input::OwnerRang { bridged: was_bridged(form) },
            Self::Recorded(_) => Input::Recorded { seconds: form.seconds("RecordingDuration") },
        }
    }
}

/// A machine that answers completes the leg too; only who was put through has talked.
fn was_bridged(form: &Form) -> bool {
    form.get("DialBridged").as_deref() == Some("true")
}

/// A call comes in, or, where the number's status callback points here, has ended.
#[utoipa::path(post, path = "/voice", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn voice(State(app): Shared, parts: Parts, body: Bytes) -> Response {
    serve(app, parts, body, Place::Begin).await
}

/// The caller said something, pressed a key, or did neither.
#[utoipa::path(post, path = "/voice/turn/{number}", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    params(("number" = u32, Path, description = "Which turn of the call.")),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn voice_turn(State(app): Shared, Path(number): Path<u32>, parts: Parts, body: Bytes) -> Response {
    serve(app, parts, body, Place::Turn(number)).await
}

/// The owner was rung for the caller, and they have talked or not.
#[utoipa::path(post, path = "/voice/dialed/{number}", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    params(("number" = u32, Path, description = "Which turn of the call.")),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn voice_dialed(State(app): Shared, Path(number): Path<u32>, parts: Parts, body: Bytes) -> Response {
    serve(app, parts, body, Place::Dialed(number)).await
}

/// The caller left a message after the tone, or none.
#[utoipa::path(post, path = "/voice/recorded/{number}", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    params(("number" = u32, Path, description = "Which turn of the call.")),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn voice_recorded(State(app): Shared, Path(number): Path<u32>, parts: Parts, body: Bytes) -> Response {
    serve(app, parts, body, Place::Recorded(number)).await
}

async fn serve(app: Arc<App>, parts: Parts, body: Bytes, place: Place) -> Response {
    match tokio::time::timeout(LONGEST_TURN, answer(&app, &parts, &body, place)).await {
        Ok(Ok(response)) => response,
        Ok(Err(Refusal::Error(failure))) => failure.into_response(),
        Ok(Err(Refusal::Suspended(webhook))) => {
            warn!(event = "twilio_voice_business_suspended", business_id = webhook.scope.id().as_str());
            served(ApiError::suspended().into_response(), &webhook)
        }
        Ok(Err(Refusal::Store(failure))) => {
            error!(event = "call_in_trouble", reason = %failure);
            apologize(&parts, place)
        }
        Err(_) => {
            error!(event = "call_in_trouble", reason = "the turn took too long");
            apologize(&parts, place)
        }
    }
}

async fn answer(app: &Arc<App>, parts: &Parts, body: &Bytes, place: Place) -> Result<Response, Refusal> {
    let webhook = verify(app, parts, body).await?;
    let call_sid = call_sid(&webhook)?;
    info!(event = "twilio_voice_webhook", business_id = webhook.scope.id().as_str(), call_sid);
    let has_talked = matches!(place, Place::Dialed(_)) && was_bridged(&webhook.form);
    if !has_talked && let Some(ended) = ended_call(&webhook) {
        end_call(app, &webhook.scope, &webhook.known.business, ended).await?;
        return Ok(served(twiml::answer(&[]), &webhook));
    }
    if place == Place::Begin
        && let Some(response) = desk::answer(app, &webhook, &call_sid).await?
    {
        return Ok(served(response, &webhook));
    }
    let incoming = incoming(&webhook, call_sid, place, app);
    let answer = in_a_task_of_its_own(app, &webhook, incoming).await?;
    Ok(served(twiml::answer(&verbs(&answer, app, &webhook)), &webhook))
}

pub(super) fn call_sid(webhook: &Webhook) -> Result<String, Refusal> {
    let missing = || Refusal::Error(ApiError::bad_request("call_sid_missing", "A call's webhook has a CallSid."));
    webhook.form.get("CallSid").ok_or_else(missing)
}

/// The call that this webhook tells the end of. The legs that we ring ourselves are none of a caller's.
pub(super) fn ended_call(webhook: &Webhook) -> Option<EndedCall> {
    let form = &webhook.form;
    let is_own_leg =
        form.get("ParentCallSid").is_some() || form.get("Direction").is_some_and(|direction| direction.starts_with("outbound"));
    let missed = match form.get("CallStatus").as_deref() {
        Some("completed" | "canceled") => false,
        Some("busy" | "failed" | "no-answer") => true,
        _ => return None,
    };
    let (from, phone, is_forged) = (form.get("From"), form.phone("From"), form.is_forged());
    let call_sid = form.get("CallSid").filter(|_| !is_own_leg)?;
    Some(EndedCall { call_sid, from, phone, missed, is_forged })
}

fn incoming(webhook: &Webhook, call_sid: String, place: Place, app: &App) -> IncomingTurn {
    IncomingTurn {
        channel: Channel::Phone,
        contact: webhook.form.get("From"),
        phone: webhook.form.phone("From"),
        visitor: None,
        input: place.input(&webhook.form),
        event_id: format!("call:{call_sid}:{}", place.number()),
        conversation_key: call_sid,
        number: Some(place.number()),
        is_forged: webhook.form.is_forged(),
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
fn verbs(answer: &Answer, app: &App, webhook: &Webhook) -> Vec<Verb> {
    let (language, text) = (answer.reply.language, answer.reply.text.clone());
    if answer.reply.ends {
        return vec![Verb::Say { text, language }, Verb::Hangup];
    }
    let business_id = webhook.scope.id().as_str();
    let next = |what: &str| format!("/twilio/voice/{what}/{}?business_id={business_id}", answer.next_turn);
    match answer.reply.line {
        Line::Talking => {
            let keys = if matches!(answer.reply.asked, Some(Question::Phone | Question::VisitPhone)) { 10 } else { 1 };
            vec![Verb::Gather { action: next("turn"), text, language, keys }, Verb::Redirect(next("turn"))]
        }
        Line::Ringing | Line::WithOwner => transfer::verbs((text, language), next("dialed"), app, webhook),
        Line::Recording => voicemail::verbs((text, language), next("recorded"), business_id),
    }
}

/// Never dead air. Nothing of the turn was kept, so that the caller can say it again, or the call be answered anew.
fn apologize(parts: &Parts, place: Place) -> Response {
    let attempt = query_value(original_uri(parts), "attempt").and_then(|value| value.parse().ok()).unwrap_or(0_u8);
    let language = Language::En;
    if attempt >= MOST_ATTEMPTS {
        return twiml::answer(&[Verb::Say { text: wording::UNAVAILABLE.to_owned(), language }, Verb::Hangup]);
    }
    let business = query_value(original_uri(parts), "business_id").map(|id| format!("&business_id={}", encode(&id))).unwrap_or_default();
    let again = format!("{}?attempt={}{business}", original_uri(parts).path(), attempt + 1);
    if !matches!(place, Place::Turn(_)) {
        return twiml::answer(&[Verb::Pause(BREATH), Verb::Redirect(again)]);
    }
    let text = wording::please_say_again(language).to_owned();
    twiml::answer(&[Verb::Gather { action: again.clone(), text, language, keys: 1 }, Verb::Redirect(again)])
}

pub(super) fn encode(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

/// Tells the log of requests which business was served.
pub(super) fn served(response: Response, webhook: &Webhook) -> Response {
    (Extension(ServedBusiness(webhook.scope.id().as_str().to_owned())), response).into_response()
}
