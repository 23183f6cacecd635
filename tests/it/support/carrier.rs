//! A carrier of the project's own: it takes texts and calls over the REST API as strictly as Twilio does, keeps them, and says what
//! became of them over signed status callbacks, when and as often as a story wants.

use super::{TWILIO_TOKEN, client};
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use base64::Engine as _;
use frontdesk::clock::Clock;
use frontdesk::domain::phone_number::PhoneNumber;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// The account that the carrier knows.
pub const ACCOUNT: &str = "ACtest";

static SIDS: AtomicU64 = AtomicU64::new(1);

/// What the carrier does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conduct {
    /// What was asked for.
    Obliges,
    /// It asks for patience, perhaps for so many seconds.
    IsBusy(Option<u32>),
    /// It takes it, and answers that it broke.
    TakesAndBreaks,
    /// It breaks before it takes it.
    Breaks,
    /// It takes it, and the connection is gone before the answer.
    TakesAndVanishes,
    /// The connection is gone before it takes it.
    Vanishes,
    /// It refuses with this code.
    Refuses(u32),
}

/// A text that the carrier took.
#[derive(Clone, Debug)]
pub struct CarrierText {
    /// The carrier's id.
    pub sid: String,
    /// The number it comes from; none where a messaging service picks it.
    pub from: Option<String>,
    /// The messaging service.
    pub service: Option<String>,
    /// To which number.
    pub to: String,
    /// Its words.
    pub body: String,
    /// Where the carrier reports.
    pub status_callback: String,
    created_at: jiff::Timestamp,
}

/// A call that the carrier took.
#[derive(Clone, Debug)]
pub struct CarrierCall {
    /// The carrier's id.
    pub sid: String,
    /// From which number.
    pub from: String,
    /// To which number.
    pub to: String,
    /// What says what to say.
    pub url: String,
    /// Where the carrier reports.
    pub status_callback: String,
}

#[derive(Default)]
struct Desk {
    texts: Vec<CarrierText>,
    calls: Vec<CarrierCall>,
    recordings: BTreeMap<String, Vec<u8>>,
    stopped: HashSet<String>,
    next: VecDeque<Conduct>,
    standing: Option<Conduct>,
    asked: usize,
    searched: usize,
    clock: Option<Clock>,
}

type Shared = Arc<Mutex<Desk>>;

/// A carrier that is there for one story.
pub struct FakeCarrier {
    /// Where its API is.
    pub base: String,
    desk: Shared,
    address: SocketAddr,
    server: Mutex<Option<JoinHandle<()>>>,
}

impl FakeCarrier {
    /// Opens for business.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let desk = Shared::default();
        let server = Mutex::new(Some(serve(listener, desk.clone())));
        Self { base: format!("http://{address}"), desk, address, server }
    }

    /// Goes by the story's clock instead of the machine's.
    pub fn goes_by(&self, clock: &Clock) {
        self.desk().clock = Some(clock.clone());
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().expect("the desk")
    }

    /// Nobody can reach it any more.
    pub async fn shut(&self) {
        let server = self.server.lock().expect("the server").take();
        if let Some(server) = server {
            server.abort();
            let _ = server.await;
        }
    }

    /// It can be reached again, with all that it kept.
    pub async fn reopen(&self) {
        let listener = TcpListener::bind(self.address).await.expect("the same port");
        *self.server.lock().expect("the server") = Some(serve(listener, self.desk.clone()));
    }

    /// What it does with the next requests to send or call, in order.
    pub fn next(&self, conduct: &[Conduct]) {
        self.desk().next.extend(conduct);
    }

    /// What it does with every request from now on, searching included, until told otherwise.
    pub fn always(&self, conduct: Conduct) {
        self.desk().standing = (conduct != Conduct::Obliges).then_some(conduct);
    }

    /// A number that wants no texts any more, and told the carrier so.
    pub fn stop(&self, number: &str) {
        self.desk().stopped.insert(number.to_owned());
    }

    /// Every text that it took, in order.
    pub fn texts(&self) -> Vec<CarrierText> {
        self.desk().texts.clone()
    }

    /// Every text that it took for a number, in order.
    pub fn texts_to(&self, number: &str) -> Vec<CarrierText> {
        self.desk().texts.iter().filter(|text| text.to == number).cloned().collect()
    }

    /// Every call that it took, in order.
    pub fn calls(&self) -> Vec<CarrierCall> {
        self.desk().calls.clone()
    }

    /// How often it was asked to send or call, whatever it answered.
    pub fn asked(&self) -> usize {
        self.desk().asked
    }

    /// How often a text was looked for.
    pub fn searched(&self) -> usize {
        self.desk().searched
    }

    /// Keeps a recording; gives its address.
    pub fn keep_recording(&self, sid: &str, bytes: &[u8]) -> String {
        self.desk().recordings.insert(sid.to_owned(), bytes.to_owned());
        format!("{}/2010-04-01/Accounts/{ACCOUNT}/Recordings/{sid}", self.base)
    }

    /// Reports what became of a text, with an error code where there is one; gives the status of the answer.
    pub async fn report(&self, text: &CarrierText, status: &str, code: Option<u32>) -> u16 {
        let code = code.map(|code| code.to_string());
        let mut parameters = vec![("MessageSid", text.sid.as_str()), ("MessageStatus", status), ("To", &text.to), ("AccountSid", ACCOUNT)];
        parameters.extend(text.from.as_deref().map(|from| ("From", from)));
        parameters.extend(code.as_deref().map(|code| ("ErrorCode", code)));
        self.call_back(&text.status_callback, &parameters).await
    }

    /// Calls a webhook, signed; gives the status of the answer.
    pub async fn call_back(&self, url: &str, parameters: &[(&str, &str)]) -> u16 {
        let pairs: Vec<(Vec<u8>, Vec<u8>)> =
            parameters.iter().map(|(name, value)| (name.as_bytes().to_vec(), value.as_bytes().to_vec())).collect();
        let signature = frontdesk::http::signature::sign(TWILIO_TOKEN, url, &pairs);
        let request = client().post(url).header("X-Twilio-Signature", signature).form(parameters);
        request.send().await.expect("an answer").status().as_u16()
    }
}

impl Drop for FakeCarrier {
    fn drop(&mut self) {
        if let Some(server) = self.server.lock().expect("the server").take() {
            server.abort();
        }
    }
}

fn serve(listener: TcpListener, desk: Shared) -> JoinHandle<()> {
    let router = Router::new()
        .route("/2010-04-01/Accounts/{account}/Messages.json", post(take_text).get(list_texts))
        .route("/2010-04-01/Accounts/{account}/Calls.json", post(take_call))
        .route("/2010-04-01/Accounts/{account}/Recordings/{name}", get(recording))
        .with_state(desk);
    tokio::spawn(async move { axum::serve(listener, router).await.expect("a carrier that serves") })
}

/// An answer, after which the connection is over: a carrier that shut is then shut for everybody.
fn answer(status: u16, body: Value) -> Response {
    (StatusCode::from_u16(status).expect("a status"), [("connection", "close")], Json(body)).into_response()
}

fn refusal(status: u16, code: u32, message: &str) -> Response {
    answer(
        status,
        json!({ "code": code, "message": message, "more_info": format!("https://www.twilio.com/docs/errors/{code}"), "status": status }),
    )
}

/// Ends the connection without an answer.
fn vanish() -> ! {
    std::panic::resume_unwind(Box::new("the connection is gone"))
}

/// What is wrong with who asks, if anything.
fn wrong_account(account: &str, headers: &HeaderMap) -> Option<Response> {
    let expected = base64::engine::general_purpose::STANDARD.encode(format!("{ACCOUNT}:{TWILIO_TOKEN}"));
    let given = headers.get("authorization").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if given != format!("Basic {expected}") {
        return Some(refusal(401, 20003, "Authenticate"));
    }
    (account != ACCOUNT).then(|| refusal(404, 20404, "The requested resource was not found"))
}

/// The parameters of a form, where it is one.
fn read_form(headers: &HeaderMap, body: &str) -> Result<Vec<(String, String)>, Box<Response>> {
    if headers.get("content-type").is_none_or(|kind| kind != "application/x-www-form-urlencoded") {
        return Err(Box::new(refusal(415, 20415, "Unsupported Media Type")));
    }
    Ok(form_urlencoded::parse(body.as_bytes()).into_owned().collect())
}

fn value(form: &[(String, String)], name: &str) -> Option<String> {
    form.iter().find(|(own, value)| own == name && !value.is_empty()).map(|(_, value)| value.clone())
}

fn is_number(text: &str) -> bool {
    text.starts_with('+') && PhoneNumber::parse(text).is_ok()
}

/// How this request is answered, as far as that does not depend on what it asks for.
fn conduct(desk: &mut Desk) -> Conduct {
    desk.asked += 1;
    desk.next.pop_front().or(desk.standing).unwrap_or(Conduct::Obliges)
}

/// What is answered instead of taking it.
fn instead(conduct: Conduct) -> Option<Response> {
    match conduct {
        Conduct::Obliges | Conduct::TakesAndBreaks | Conduct::TakesAndVanishes => None,
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

fn new_sid(prefix: &str) -> String {
    format!("{prefix}{:032x}", SIDS.fetch_add(1, Ordering::SeqCst))
}

async fn take_text(State(desk): State<Shared>, Path(account): Path<String>, headers: HeaderMap, body: String) -> Response {
    let (conduct, taken_text) = {
        let mut desk = desk.lock().expect("the desk");
        let conduct = conduct(&mut desk);
        if let Some(wrong) = wrong_account(&account, &headers) {
            return wrong;
        }
        let read = read_form(&headers, &body).and_then(|form| read_text(&desk, &form));
        (conduct, read)
    };
    let text = match taken_text {
        Ok(text) => text,
        Err(wrong) => return *wrong,
    };
    if let Some(other) = instead(conduct) {
        return other;
    }
    let shown = shown(&text);
    desk.lock().expect("the desk").texts.push(text);
    taken(conduct, shown)
}

/// A text, checked as strictly as Twilio does.
fn read_text(desk: &Desk, form: &[(String, String)]) -> Result<CarrierText, Box<Response>> {
    let to = value(form, "To").ok_or_else(|| Box::new(refusal(400, 21604, "A 'To' phone number is required.")))?;
    let body = value(form, "Body").ok_or_else(|| Box::new(refusal(400, 21602, "Message body is required.")))?;
    let (from, service) = (value(form, "From"), value(form, "MessagingServiceSid"));
    let status_callback = value(form, "StatusCallback").unwrap_or_default();
    if !is_number(&to) {
        return Err(Box::new(refusal(400, 21211, "Invalid 'To' Phone Number")));
    }
    if from.is_none() && service.is_none() {
        return Err(Box::new(refusal(400, 21603, "A 'From' phone number is required.")));
    }
    if from.as_deref().is_some_and(|from| !is_number(from)) {
        return Err(Box::new(refusal(400, 21212, "Invalid 'From' Phone Number")));
    }
    if service.as_deref().is_some_and(|service| !service.starts_with("MG") || service.len() != 34) {
        return Err(Box::new(refusal(404, 20404, "The requested resource was not found")));
    }
    if from.as_deref() == Some(&to) {
        return Err(Box::new(refusal(400, 21266, "'To' and 'From' number cannot be the same")));
    }
    if body.chars().count() > 1600 {
        return Err(Box::new(refusal(400, 21617, "The concatenated message body exceeds the 1600 character limit")));
    }
    // Through a messaging service the carrier says so later, by a status callback.
    if service.is_none() && desk.stopped.contains(&to) {
        return Err(Box::new(refusal(400, 21610, "Attempt to send to unsubscribed recipient")));
    }
    let created_at = desk.clock.as_ref().unwrap_or(&Clock::System).now();
    Ok(CarrierText { sid: new_sid("SM"), from, service, to, body, status_callback, created_at })
}

fn shown(text: &CarrierText) -> Value {
    let date = jiff::fmt::rfc2822::to_string(&text.created_at.to_zoned(jiff::tz::TimeZone::UTC)).expect("a date");
    json!({
        "sid": text.sid, "account_sid": ACCOUNT, "from": text.from, "messaging_service_sid": text.service, "to": text.to, "body": text.body,
        "status": "queued", "direction": "outbound-api", "date_created": date, "date_sent": null, "error_code": null, "num_segments": "1",
    })
}

async fn list_texts(State(desk): State<Shared>, Path(account): Path<String>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let (standing, found) = {
        let mut desk = desk.lock().expect("the desk");
        desk.searched += 1;
        if let Some(wrong) = wrong_account(&account, &headers) {
            return wrong;
        }
        let query: Vec<(String, String)> = form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect();
        let fits = |own: Option<&str>, name: &str| value(&query, name).is_none_or(|wanted| own == Some(&wanted));
        let newest_first = desk.texts.iter().rev();
        let found: Vec<Value> =
            newest_first.filter(|text| fits(Some(&text.to), "To") && fits(text.from.as_deref(), "From")).map(shown).collect();
        (desk.standing, found)
    };
    if let Some(other) = standing.and_then(instead) {
        return other;
    }
    answer(200, json!({ "messages": found, "page": 0, "next_page_uri": null }))
}

async fn take_call(State(desk): State<Shared>, Path(account): Path<String>, headers: HeaderMap, body: String) -> Response {
    let conduct = conduct(&mut desk.lock().expect("the desk"));
    if let Some(wrong) = wrong_account(&account, &headers) {
        return wrong;
    }
    let call = match read_form(&headers, &body).and_then(|form| read_call(&form)) {
        Ok(call) => call,
        Err(wrong) => return *wrong,
    };
    if let Some(other) = instead(conduct) {
        return other;
    }
    let shown = json!({ "sid": call.sid, "account_sid": ACCOUNT, "from": call.from, "to": call.to, "status": "queued" });
    desk.lock().expect("the desk").calls.push(call);
    taken(conduct, shown)
}

/// A call, checked as strictly as Twilio does.
fn read_call(form: &[(String, String)]) -> Result<CarrierCall, Box<Response>> {
    let to = value(form, "To").ok_or_else(|| Box::new(refusal(400, 21201, "No 'To' number is specified")))?;
    let from = value(form, "From").ok_or_else(|| Box::new(refusal(400, 21213, "'From' phone number is required")))?;
    let url = value(form, "Url").ok_or_else(|| Box::new(refusal(400, 21205, "Url parameter is required")))?;
    if !is_number(&to) {
        return Err(Box::new(refusal(400, 21211, "Invalid 'To' Phone Number")));
    }
    if !is_number(&from) {
        return Err(Box::new(refusal(400, 21212, "Invalid 'From' Phone Number")));
    }
    if !url.starts_with("http") {
        return Err(Box::new(refusal(400, 21205, "Url is not a valid URL")));
    }
    Ok(CarrierCall { sid: new_sid("CA"), from, to, url, status_callback: value(form, "StatusCallback").unwrap_or_default() })
}

async fn recording(State(desk): State<Shared>, Path((account, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    if let Some(wrong) = wrong_account(&account, &headers) {
        return wrong;
    }
    let sid = name.split('.').next().unwrap_or(&name);
    let found = desk.lock().expect("the desk").recordings.get(sid).cloned();
    match found {
        Some(bytes) => ([("content-type", "audio/x-wav"), ("connection", "close")], bytes).into_response(),
        None => refusal(404, 20404, "The requested resource was not found"),
    }
}
