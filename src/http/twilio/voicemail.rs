//! Messages after the tone.

use super::twiml::Verb;
use super::verified::{Refusal, Shared, verify};
use super::voice::call_sid;
use crate::domain::language::Language;
use crate::http::error::ApiError;
use crate::storage::voicemails::Recording;
use crate::usecases::keep_voicemail::keep_voicemail;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};

/// The tone, and where the message goes. A carrier that recorded nothing goes on to the next verb.
pub(super) fn verbs((text, language): (String, Language), action: String, business_id: &str) -> Vec<Verb> {
    let kept = format!("/twilio/voicemail?business_id={business_id}");
    vec![Verb::Say { text, language }, Verb::Record { action: action.clone(), kept }, Verb::Redirect(action)]
}

/// A recording is ready. It may come before or after the call went on, and more than once.
#[utoipa::path(post, path = "/voicemail", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 204, description = "Noted."), crate::http::error::Failures))]
pub(crate) async fn recording_status(State(app): Shared, parts: Parts, body: Bytes) -> Response {
    match keep(&app, &parts, &body).await {
        Ok(()) | Err(Refusal::Suspended(_)) => StatusCode::NO_CONTENT.into_response(),
        Err(Refusal::Error(failure)) => failure.into_response(),
        Err(Refusal::Store(failure)) => ApiError::from(failure).into_response(),
    }
}

async fn keep(app: &crate::app::App, parts: &Parts, body: &Bytes) -> Result<(), Refusal> {
    let webhook = verify(app, parts, body).await?;
    let (form, call_sid) = (&webhook.form, call_sid(&webhook)?);
    let is_ready = form.get("RecordingStatus").is_none_or(|status| status == "completed");
    if let (true, Some(sid), Some(url)) = (is_ready, form.get("RecordingSid"), form.get("RecordingUrl")) {
        let recording = Recording { sid: &sid, url: &url, seconds: form.seconds("RecordingDuration") };
        keep_voicemail(app, &webhook.scope, &webhook.known.business, &call_sid, &recording).await?;
    }
    Ok(())
}
