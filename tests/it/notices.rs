//! The service calls for help.

use crate::support::{Database, TestApp, read};
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::post;
use axum::{Json, Router};
use frontdesk::domain::business::BusinessId;
use frontdesk::domain::notice::Notice;
use frontdesk::usecases::find_business::find_business;
use frontdesk::usecases::tell_operator::tell_operator;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::Value;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

type Heard = Arc<Mutex<Vec<Value>>>;

/// The operator's own webhook: in trouble the first time, fine after that.
async fn webhook() -> (String, Heard) {
    let heard = Heard::default();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}/hook", listener.local_addr().expect("an address"));
    let router = Router::new().route("/hook", post(hear)).with_state(heard.clone());
    tokio::spawn(async move {
        axum::serve(listener, router).await.expect("a webhook that serves");
    });
    (url, heard)
}

async fn hear(State(heard): State<Heard>, Json(call): Json<Value>) -> StatusCode {
    let mut heard = heard.lock().expect("a list");
    heard.push(call);
    if heard.len() == 1 { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::NO_CONTENT }
}

async fn tell(app: &TestApp, notice: &Notice) {
    let known = find_business(&app.app, &BusinessId::parse("ace").expect("an id")).await.expect("the database").expect("the business");
    let transaction = app.app.store.begin(&known.scope()).await.expect("a transaction");
    tell_operator(&app.app, &transaction.rows(), &known.business, notice, app.app.clock.now()).await.expect("a notice");
    transaction.commit().await.expect("a commit");
}

async fn the_operator_is_told_once(database: Database) {
    let (url, heard) = webhook().await;
    let app = TestApp::start_with(database, &[("OPERATOR_PHONE", "+18165550166"), ("OPERATOR_WEBHOOK", &url)]).await;
    let shop = app.shop("ace").await;
    for _ in 0..3 {
        tell(&app, &Notice::OwnerUnreachable { alert: uuid::Uuid::nil() }).await;
    }
    tell(&app, &Notice::SendingRefused { code: 21606 }).await;
    for _ in 0..3 {
        app.do_jobs().await;
        app.app.clock.advance(SignedDuration::from_mins(1));
    }
    let texts = shop.messages().await;
    let mut kinds: Vec<(&str, &str)> = texts.iter().map(|text| (text.kind.as_str(), text.to.as_str())).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, [("owner_unreachable", "+18165550166"), ("sending_refused", "+18165550166")]);
    let calls = heard.lock().expect("a list").clone();
    assert_eq!(calls.len(), 3, "one call for each, and one more where it was in trouble: {calls:?}");
    assert_eq!(calls.iter().filter(|call| call["id"] == calls[0]["id"]).count(), 2, "the same id tells that it is the same");
    assert!(calls.iter().all(|call| call["business_id"] == "ace" && call["text"].as_str().is_some_and(|t| t.contains("Bristol"))));

    app.app.clock.advance(SignedDuration::from_hours(6));
    tell(&app, &Notice::OwnerUnreachable { alert: uuid::Uuid::nil() }).await;
    app.do_jobs().await;
    let (status, list) = app.operator(Method::GET, "/notices", None).await;
    let items = list["items"].as_array().expect("notices");
    assert_eq!((status, items.len()), (200, 3), "what lasts is told again after six hours: {list}");
    let id = items[0]["id"].as_str().expect("an id");
    let cleared = app.operator(Method::POST, &format!("/businesses/ace/notices/{id}/clear"), None).await;
    assert_eq!(cleared.0, 204);
    let (_, list) = app.operator(Method::GET, "/notices", None).await;
    assert!(list["items"][0]["cleared_at"].is_string(), "{list}");
    assert_eq!(app.operator(Method::POST, &format!("/businesses/other/notices/{id}/clear"), None).await.0, 404);
    assert_eq!(read(app.client.get(format!("{}/v1/admin/notices", app.base))).await.0, 401);
    app.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_operator_is_told_once_sqlite() {
    the_operator_is_told_once(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_operator_is_told_once_postgres() {
    let Some(database) = Database::postgres().await else { return };
    the_operator_is_told_once(database).await;
}
