//! Texts that leave through Twilio's REST API: a small carrier of our own stands at the other end.

use crate::support::{Database, Person, Shop, TestApp};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use axum::{Json, Router};
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// What the carrier got, and what it answers next.
#[derive(Default)]
struct Desk {
    got: Mutex<Vec<(String, String)>>,
    answers: Mutex<Vec<(u16, Value)>>,
}

/// A carrier that takes texts, unless it was told to answer otherwise.
struct Carrier {
    desk: Arc<Desk>,
    base: String,
}

impl Carrier {
    async fn open(answers: Vec<(u16, Value)>) -> Self {
        let desk = Arc::new(Desk { answers: Mutex::new(answers), ..Desk::default() });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let router = Router::new().route("/2010-04-01/Accounts/{account}/Messages.json", post(take)).with_state(desk.clone());
        tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a carrier that serves");
        });
        Self { desk, base }
    }

    fn got(&self) -> Vec<(String, String)> {
        self.desk.got.lock().expect("a list").clone()
    }
}

async fn take(State(desk): State<Arc<Desk>>, headers: HeaderMap, body: String) -> (StatusCode, Json<Value>) {
    let authorization = headers["authorization"].to_str().expect("text").to_owned();
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    desk.got.lock().expect("a list").push((authorization, body));
    let mut answers = desk.answers.lock().expect("a list");
    let (status, body) = if answers.is_empty() { (201, json!({ "sid": "SM1", "status": "queued" })) } else { answers.remove(0) };
    (StatusCode::from_u16(status).expect("a status"), Json(body))
}

async fn booked_shop(database: Database, carrier: &Carrier) -> (TestApp, Shop) {
    let app = TestApp::start_with(database, &[("SMS_PROVIDER", "twilio"), ("TWILIO_API_BASE_URL", &carrier.base)]).await;
    let shop = app.shop("ace").await;
    shop.talk("+18165550123", &Person::default()).await;
    (app, shop)
}

fn statuses(messages: &[frontdesk::storage::messages::Message]) -> Vec<(&str, &str)> {
    messages.iter().map(|message| (message.kind.as_str(), message.status.as_str())).collect()
}

#[tokio::test]
async fn texts_are_handed_over_from_the_businesss_own_number_once() {
    let carrier = Carrier::open(Vec::new()).await;
    let (app, shop) = booked_shop(Database::sqlite(), &carrier).await;
    app.do_jobs().await;
    app.app.clock.advance(SignedDuration::from_hours(1));
    app.do_jobs().await;
    let got = carrier.got();
    assert_eq!(got.len(), 2);
    let confirmation = got.iter().find(|(_, body)| body.contains("To=%2B18165550123")).expect("the customer's text");
    assert!(confirmation.1.contains(&format!("From={}", shop.number.replace('+', "%2B"))), "{}", confirmation.1);
    assert!(confirmation.1.contains("Body=Bristol+Plumbing%3A+you%27re+booked+for+Tue%2C+Nov+24%2C+8+to+10+AM"), "{}", confirmation.1);
    assert!(confirmation.0.starts_with("Basic "));
    assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "sent"));
    app.close().await;
}

#[tokio::test]
async fn too_many_requests_is_tried_again_later() {
    let busy = (429, json!({ "code": 20429, "message": "Too Many Requests", "status": 429 }));
    let carrier = Carrier::open(vec![busy.clone(), busy]).await;
    let (app, shop) = booked_shop(Database::sqlite(), &carrier).await;
    app.do_jobs().await;
    assert_eq!(statuses(&shop.messages().await), [("booking", "queued"), ("confirmation", "queued")]);
    app.app.clock.advance(SignedDuration::from_secs(3));
    app.do_jobs().await;
    assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "sent"));
    assert_eq!(carrier.got().len(), 4);
    app.close().await;
}

#[tokio::test]
async fn what_is_refused_or_of_unknown_outcome_is_not_sent_again() {
    let refused = (400, json!({ "code": 21211, "message": "Invalid 'To' Phone Number", "status": 400 }));
    let carrier = Carrier::open(vec![refused, (500, json!({}))]).await;
    let (app, shop) = booked_shop(Database::sqlite(), &carrier).await;
    for _ in 0..3 {
        app.do_jobs().await;
        app.app.clock.advance(SignedDuration::from_hours(1));
    }
    let messages = shop.messages().await;
    let mut found: Vec<&str> = messages.iter().map(|message| message.status.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, ["failed", "unknown"]);
    assert_eq!(carrier.got().len(), 2, "nothing is sent twice");
    app.close().await;
}

#[tokio::test]
async fn a_process_that_ended_while_handing_over_does_not_hand_over_again() {
    let carrier = Carrier::open(Vec::new()).await;
    let (app, shop) = booked_shop(Database::sqlite(), &carrier).await;
    let messages = shop.messages().await;
    let known =
        frontdesk::usecases::find_business::find_business(&app.app, &frontdesk::domain::business::BusinessId::parse("ace").expect("an id"))
            .await;
    let scope = known.expect("the database").expect("the business").scope();
    let transaction = app.app.store.begin(&scope).await.expect("a transaction");
    let marked = transaction
        .rows()
        .mark_message(messages[0].id, frontdesk::storage::messages::MessageStatus::Sending, Ok(""), app.app.clock.now())
        .await;
    marked.expect("a mark");
    transaction.commit().await.expect("a commit");
    app.do_jobs().await;
    assert_eq!(carrier.got().len(), 1, "only the text that nobody had begun to hand over");
    assert!(statuses(&shop.messages().await).iter().any(|(_, status)| *status == "unknown"));
    app.close().await;
}

#[tokio::test]
async fn without_a_number_to_send_from_it_is_said_plainly() {
    let carrier = Carrier::open(Vec::new()).await;
    let app = TestApp::start_with(
        Database::sqlite(),
        &[("SMS_PROVIDER", "twilio"), ("TWILIO_API_BASE_URL", &carrier.base), ("SMS_FROM_NUMBER", "")],
    )
    .await;
    let shop = app.shop("ace").await;
    shop.talk("+18165550123", &Person::default()).await;
    app.operator(reqwest::Method::PATCH, "/businesses/ace", Some(json!({ "phone_numbers": null }))).await;
    app.do_jobs().await;
    assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "failed"));
    assert!(carrier.got().is_empty());
    app.close().await;
}

#[tokio::test]
async fn a_demo_businesss_texts_never_leave() {
    let carrier = Carrier::open(Vec::new()).await;
    let app = TestApp::start_with(Database::sqlite(), &[("SMS_PROVIDER", "twilio"), ("TWILIO_API_BASE_URL", &carrier.base)]).await;
    let (status, _) = app.operator(reqwest::Method::POST, "/demo-tenants", None).await;
    assert_eq!(status, 200);
    app.do_jobs().await;
    assert!(carrier.got().is_empty());
    app.close().await;
}
