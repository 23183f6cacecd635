//! What the carrier is asked for, checked as strictly as Twilio does.

use super::api::refusal;
use super::{Account, CarrierCall, CarrierText, Desk};
use crate::domain::phone_number::PhoneNumber;
use axum::http::HeaderMap;
use axum::response::Response;

type Read<T> = Result<T, Box<Response>>;

fn refused<T>(status: u16, code: u32, message: &str) -> Read<T> {
    Err(Box::new(refusal(status, code, message)))
}

/// The parameters of a form, where it is one.
pub(super) fn read_form(headers: &HeaderMap, body: &str) -> Read<Vec<(String, String)>> {
    if headers.get("content-type").is_none_or(|kind| kind != "application/x-www-form-urlencoded") {
        return refused(415, 20415, "Unsupported Media Type");
    }
    Ok(form_urlencoded::parse(body.as_bytes()).into_owned().collect())
}

/// A parameter that is there and not empty.
pub(super) fn value(form: &[(String, String)], name: &str) -> Option<String> {
    form.iter().find(|(own, value)| own == name && !value.is_empty()).map(|(_, value)| value.clone())
}

fn needed(form: &[(String, String)], name: &str, (code, message): (u32, &str)) -> Read<String> {
    value(form, name).map_or_else(|| refused(400, code, message), Ok)
}

fn is_number(text: &str) -> bool {
    text.starts_with('+') && PhoneNumber::parse(text).is_ok()
}

/// A text.
pub(super) fn read_text(desk: &Desk, account: Account, form: &[(String, String)]) -> Read<CarrierText> {
    let to = needed(form, "To", (21604, "A 'To' phone number is required."))?;
    let body = needed(form, "Body", (21602, "Message body is required."))?;
    let (from, service) = (value(form, "From"), value(form, "MessagingServiceSid"));
    if !is_number(&to) {
        return refused(400, 21211, "Invalid 'To' Phone Number");
    }
    if from.is_none() && service.is_none() {
        return refused(400, 21603, "A 'From' phone number is required.");
    }
    if from.as_deref().is_some_and(|from| !is_number(from)) {
        return refused(400, 21212, "Invalid 'From' Phone Number");
    }
    if service.as_deref().is_some_and(|service| !service.starts_with("MG") || service.len() != 34) {
        return refused(404, 20404, "The requested resource was not found");
    }
    if from.as_deref() == Some(&to) {
        return refused(400, 21266, "'To' and 'From' number cannot be the same");
    }
    if body.chars().count() > 1600 {
        return refused(400, 21617, "The concatenated message body exceeds the 1600 character limit");
    }
    // Through a messaging service the carrier says so later, by a status callback.
    if service.is_none() && desk.stopped.contains(&to) {
        return refused(400, 21610, "Attempt to send to unsubscribed recipient");
    }
    let status_callback = value(form, "StatusCallback").unwrap_or_default();
    Ok(CarrierText { sid: desk.new_sid("SM"), from, service, to, body, status_callback, account, created_at: desk.clock.now() })
}

/// For how many seconds Twilio lets it ring where it is not told.
const RINGS: u16 = 60;

/// A call.
pub(super) fn read_call(desk: &Desk, account: Account, form: &[(String, String)]) -> Read<CarrierCall> {
    let to = needed(form, "To", (21201, "No 'To' number is specified"))?;
    let from = needed(form, "From", (21213, "'From' phone number is required"))?;
    let url = needed(form, "Url", (21205, "Url parameter is required"))?;
    if !is_number(&to) {
        return refused(400, 21211, "Invalid 'To' Phone Number");
    }
    if !is_number(&from) {
        return refused(400, 21212, "Invalid 'From' Phone Number");
    }
    if !url.starts_with("http") {
        return refused(400, 21205, "Url is not a valid URL");
    }
    let timeout = value(form, "Timeout").and_then(|seconds| seconds.parse().ok()).unwrap_or(RINGS);
    let status_callback = value(form, "StatusCallback").unwrap_or_default();
    Ok(CarrierCall { sid: desk.new_sid("CA"), from, to, url, status_callback, timeout, account })
}
