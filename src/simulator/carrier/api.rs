//! The REST API, with the answers that Twilio gives.

use super::asked::{read_call, read_form, read_text, value};
use super::{Account, Arrival, CarrierText, Conduct, Desk, Shared, open_desk};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub(super) fn serve(listener: TcpListener, desk: Shared) -> JoinHandle<()> {
    let router = Router::new()
        .route("/2010-04-01/Accounts/{account}/Messages.json", post(take_text).get(list_texts))
        .route("/2010-04-01/Accounts/{account}/Calls.json", post(take_call))
        .route("/2010-04-01/Accounts/{account}/Recordings/{name}", get(recording))
        .with_state(desk);
    tokio::spawn(async move {
        // It serves until it is shut; an error of one connection ends that connection only.
        let _ = axum::serve(listener, router).await;
    })
}

/// An answer, after which the connection is over: a carrier that is shut is then shut for everybody.
fn answer(status: u16, body: Value) -> Response {
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, [("connection", "close")], Json(body)).into_response()
}

pub(super) fn refusal(status: u16, code: u32, message: &str) -> Response {
    answer(
        status,
        json!({ "code": code, "message": message, "more_info": format!("https://www.twilio.com/docs/errors/{code}"), "status": status }),
    )
}

/// Ends the connection without an answer.
fn vanish() -> ! {
    std::panic::resume_unwind(Box::new("the connection is gone"))
}

/// Whose account asks.
fn account_of(desk: &Desk, account: &str, headers: &HeaderMap) -> Result<Account, Box<Response>> {
    let given = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let opens = |own: &&Account| {
        let pair = format!("{}:{}", own.sid, own.token.expose_secret());
        given == format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(pair))
    };
    let Some(own) = desk.accounts.iter().find(opens) else { return Err(Box::new(refusal(401, 20003, "Authenticate"))) };
    if own.sid == account { Ok(own.clone()) } else { Err(Box::new(refusal(404, 20404, "The requested resource was not found"))) }
}

/// How this request is answered, as far as that does not depend on what it asks for.
fn conduct(desk: &mut Desk) -> Conduct {
    desk.asked += 1;
    desk.next.pop_front().or(desk.standing).unwrap_or(Conduct::Obliges)
}

/// What is answered instead of taking it.
fn instead(conduct: Conduct) -> Option<Response> {
    match conduct {
        Conduct::Obliges | Conduct::TakesAndBreaks | Conduct::TakesAndVanishes | Conduct::Waits | Conduct::TakesAndWaits => None,
        Conduct::IsBusy(seconds) => {
            let mut busy = refusal(429, 20429, "Too Many Requests");
            if let Some(seconds) = seconds {
                busy.headers_mut().insert("retry-after", seconds.into());
            }
            Some(busy)
        }
        Conduct::Breaks => Some(refusal(500, 20500, "An internal server error has occurred")),
        Conduct::Vanishes => vanish(),
        Conduct::Refuses(code) => Some(refusal(400, code, "Refused")),
    }
}

/// What is answered after taking it.
fn taken(conduct: Conduct, body: Value) -> Response {
    match conduct {
        Conduct::TakesAndBreaks => refusal(500, 20500, "An internal server error has occurred"),
        Conduct::TakesAndVanishes => vanish(),
        _ => answer(201, body),
    }
}

/// Waits to be let go on.
async fn wait(desk: &Shared) {
    let mut let_go = {
        let desk = open_desk(desk);
        let let_go = desk.let_go.subscribe();
        desk.waiting.send_modify(|waiting| *waiting += 1);
        let_go
    };
    let _ = let_go.changed().await;
}

async fn take_text(State(desk): State<Shared>, Path(account): Path<String>, headers: HeaderMap, body: String) -> Response {
    let (conduct, read) = {
        let mut desk = open_desk(&desk);
        let conduct = conduct(&mut desk);
        let read = account_of(&desk, &account, &headers)
            .and_then(|account| read_form(&headers, &body).and_then(|form| read_text(&desk, account, &form)));
        (conduct, read)
    };
    let text = match read {
        Ok(text) => text,
        Err(wrong) => return *wrong,
    };
    if let Some(other) = instead(conduct) {
        return other;
    }
    if conduct == Conduct::Waits {
        wait(&desk).await;
    }
    let shown = shown(&text);
    open_desk(&desk).take(Arrival::Text(text));
    if conduct == Conduct::TakesAndWaits {
        wait(&desk).await;
    }
    taken(conduct, shown)
}

fn shown(text: &CarrierText) -> Value {
    let date = jiff::fmt::rfc2822::to_string(&text.created_at.to_zoned(jiff::tz::TimeZone::UTC)).ok();
    json!({
        "sid": text.sid, "account_sid": text.account.sid, "from": text.from, "messaging_service_sid": text.service, "to": text.to,
        "body": text.body, "status": "queued", "direction": "outbound-api", "date_created": date, "date_sent": null, "error_code": null,
        "num_segments": "1",
    })
}

async fn list_texts(State(desk): State<Shared>, Path(account): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let (standing, found) = {
        let mut desk = open_desk(&desk);
        desk.searched += 1;
        let account = match account_of(&desk, &account, &headers) {
            Ok(account) => account,
            Err(wrong) => return *wrong,
        };
        let query: Vec<(String, String)> = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
        let fits = |own: Option<&str>, name: &str| value(&query, name).is_none_or(|wanted| own == Some(&wanted));
        let of_account = desk.texts.iter().rev().filter(|text| text.account.sid == account.sid);
        let found: Vec<Value> =
            of_account.filter(|text| fits(Some(&text.to), "To") && fits(text.from.as_deref(), "From")).map(shown).collect();
        (desk.standing, found)
    };
    if let Some(other) = standing.and_then(instead) {
        return other;
    }
    answer(200, json!({ "messages": found, "page": 0, "next_page_uri": null }))
}

async fn take_call(State(desk): State<Shared>, Path(account): Path<String>, headers: HeaderMap, body: String) -> Response {
    let (conduct, read) = {
        let mut desk = open_desk(&desk);
        let conduct = conduct(&mut desk);
        let read = account_of(&desk, &account, &headers)
            .and_then(|account| read_form(&headers, &body).and_then(|form| read_call(&desk, account, &form)));
        (conduct, read)
    };
    let call = match read {
        Ok(call) => call,
        Err(wrong) => return *wrong,
    };
    if let Some(other) = instead(conduct) {
        return other;
    }
    let shown = json!({ "sid": call.sid, "account_sid": call.account.sid, "from": call.from, "to": call.to, "status": "queued" });
    open_desk(&desk).take(Arrival::Call(call));
    taken(conduct, shown)
}

async fn recording(State(desk): State<Shared>, Path((account, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let desk = open_desk(&desk);
    if let Err(wrong) = account_of(&desk, &account, &headers) {
        return *wrong;
    }
    let sid = name.split('.').next().unwrap_or(&name);
    match desk.recordings.get(sid).cloned() {
        Some(bytes) => ([("content-type", "audio/x-wav"), ("connection", "close")], bytes).into_response(),
        None => refusal(404, 20404, "The requested resource was not found"),
    }
}
