//! Calls from the business's own people and from its own lines: never a customer's, and never a loop.

use super::transfer::refused;
use super::twiml::{self, Verb};
use super::verified::{Refusal, Shared, Webhook, verify};
use super::voice::served;
use super::voicemail;
use crate::app::App;
use crate::domain::conversation::wording;
use crate::domain::language::Language;
use crate::usecases::keep_voicemail::expect_note;
use crate::usecases::reach_owner::{is_of_staff, is_own_line};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::request::Parts;
use axum::response::Response;

/// The answer to a call that is no customer's: a note may be left. A leg of our own that came back is let go. None for customers.
pub(super) async fn answer(app: &App, webhook: &Webhook, call_sid: &str) -> Result<Option<Response>, Refusal> {
    let business = &webhook.known.business;
    let text = wording::desk(&business.name);
    let from = webhook.form.phone("From");
    if is_own_leg(webhook) {
        let name = business.name.clone();
        return Ok(Some(twiml::answer(&[Verb::Say { text: format!("This is the {name} desk."), language: Language::En }, Verb::Hangup])));
    }
    if !from.as_ref().is_some_and(|from| is_of_staff(app, business, from) || is_own_line(app, business, from)) {
        return Ok(None);
    }
    expect_note(app, &webhook.scope, call_sid, from.as_ref()).await?;
    let business_id = webhook.scope.id().as_str();
    let action = format!("/twilio/voice/noted?business_id={business_id}");
    Ok(Some(twiml::answer(&voicemail::verbs((text, Language::En), action, business_id))))
}

/// A leg that we rang ourselves and that was forwarded back here: it shows the number that it calls, or its parent.
fn is_own_leg(webhook: &Webhook) -> bool {
    let (from, to) = (webhook.form.phone("From"), webhook.form.phone("To"));
    let came_back = |number: Option<_>| number.is_some() && number == to;
    webhook.form.get("ParentCallSid").is_some() || came_back(from) || came_back(webhook.form.phone("ForwardedFrom"))
}

/// A note was left, or none.
#[utoipa::path(post, path = "/voice/noted", tag = "twilio", request_body(content = super::form::WebhookForm, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "TwiML", content_type = "text/xml"), crate::http::error::Failures))]
pub(crate) async fn voice_noted(State(app): Shared, parts: Parts, body: Bytes) -> Response {
    match verify(&app, &parts, &body).await {
        Ok(webhook) => {
            served(twiml::answer(&[Verb::Say { text: "Thank you. Goodbye.".to_owned(), language: Language::En }, Verb::Hangup]), &webhook)
        }
        Err(refusal) => refused(refusal),
    }
}
