//! What stories are told with: a running service, a shop, and the people who get in touch with it.

mod carrier;
mod database;
mod people;
mod shop;

pub use carrier::{ACCOUNT, CarrierText, Conduct, FakeCarrier};
pub use database::Database;
pub use people::{Person, answer_to, is_booked};
pub use shop::{Shop, new_id, signed};

use frontdesk::app::App;
use frontdesk::clock::{Chance, Clock};
use frontdesk::config::Config;
use frontdesk::storage::Page;
use frontdesk::storage::conversations::ConversationFilter;
use frontdesk::usecases::find_business::find_business;
use frontdesk::usecases::replay_conversation::replay_conversation;
use frontdesk::usecases::start_service::start_service;
use frontdesk::{http, jobs};
use jiff::Timestamp;
use reqwest::{Client, Method};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use tokio::net::TcpListener;

/// The operator's key.
pub const ADMIN_KEY: &str = "the-operators-key-in-tests-0123456789";
/// The owners' second key.
pub const OWNER_TOKEN: &str = "the-owners-token-in-tests-0123456789";
/// The token that signs webhooks.
pub const TWILIO_TOKEN: &str = "12345678901234567890123456789012";
/// Seals stored keys.
pub const SECRETS_KEY: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
/// Every story begins on this Monday morning, unless it says otherwise.
pub const MONDAY_MORNING: &str = "2026-11-23T08:30:00-06:00[America/Chicago]";

static SEED: AtomicU64 = AtomicU64::new(1);

/// A running service with a clock that stands still.
pub struct TestApp {
    /// The service from the inside.
    pub app: Arc<App>,
    /// Where it listens.
    pub base: String,
    /// For requests to it.
    pub client: Client,
    database: Database,
    server: tokio::task::JoinHandle<()>,
}

impl TestApp {
    /// Starts the service on a database of its own.
    pub async fn start(database: Database) -> Self {
        Self::start_with(database, &[]).await
    }

    /// Starts it with a carrier through which its texts and calls leave.
    pub async fn start_with_carrier(database: Database) -> (Self, FakeCarrier) {
        let carrier = FakeCarrier::open().await;
        let app = Self::start_with(database, &[("SMS_PROVIDER", "twilio"), ("TWILIO_API_BASE_URL", &carrier.base)]).await;
        carrier.goes_by(&app.app.clock);
        (app, carrier)
    }

    /// Starts another copy of it on its database, with a clock of its own that shows the same time.
    pub async fn another_copy(&self, carrier: &FakeCarrier) -> Self {
        let settings = [("SMS_PROVIDER", "twilio"), ("TWILIO_API_BASE_URL", carrier.base.as_str())];
        let copy = Self::start_with(Database::shared(self.database.url()), &settings).await;
        copy.app.clock.advance(self.app.clock.now().duration_since(copy.app.clock.now()));
        copy
    }

    /// Its database.
    pub fn database(&self) -> &Database {
        &self.database
    }

    /// Starts it with other settings.
    pub async fn start_with(database: Database, settings: &[(&str, &str)]) -> Self {
        Self::start_as(database, settings, |_| {}).await
    }

    /// Starts it with other settings, and with parts of its own.
    pub async fn start_as(database: Database, settings: &[(&str, &str)], change: impl FnOnce(&mut App)) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let url = database.url().to_owned();
        let mut pairs = vec![
            ("DATABASE_URL", url.as_str()),
            ("PUBLIC_BASE_URL", &base),
            ("ADMIN_API_KEY", ADMIN_KEY),
            ("OWNER_DASHBOARD_TOKEN", OWNER_TOKEN),
            ("TWILIO_AUTH_TOKEN", TWILIO_TOKEN),
            ("TWILIO_ACCOUNT_SID", ACCOUNT),
            ("SECRETS_KEY", SECRETS_KEY),
            ("SMS_FROM_NUMBER", "+18165550100"),
        ];
        pairs.extend_from_slice(settings);
        let config = Config::from_pairs(&pairs).expect("settings that can be");
        let clock = Clock::standing_at(instant(MONDAY_MORNING));
        let chance = Chance::sequence(SEED.fetch_add(1 << 32, Ordering::SeqCst));
        let (mut app, _) = start_service(config, clock, chance).await.expect("a service that starts");
        change(&mut app);
        let app = Arc::new(app);
        let router = http::router(app.clone());
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("a server that serves");
        });
        Self { app, base, client: client(), database, server }
    }

    /// Takes on a business.
    pub async fn shop(&self, id: &str) -> Shop {
        Shop::open(self, id, serde_json::json!({})).await
    }

    /// Takes on a business with settings.
    pub async fn shop_with(&self, id: &str, settings: Value) -> Shop {
        Shop::open(self, id, settings).await
    }

    /// Sends a request as the operator.
    pub async fn operator(&self, method: Method, path: &str, body: Option<Value>) -> (u16, Value) {
        let request = self.client.request(method, format!("{}/v1/admin{path}", self.base)).header("X-Admin-API-Key", ADMIN_KEY);
        read(if let Some(body) = body { request.json(&body) } else { request }).await
    }

    /// Does all jobs that are due.
    pub async fn do_jobs(&self) {
        while jobs::run_due(&self.app).await.expect("jobs that can be done") > 0 {}
    }

    /// Ends the story: no job is left undone, and every conversation goes the same way when it is replayed.
    pub async fn close(self) {
        self.do_jobs().await;
        assert_eq!(self.app.store.waiting_jobs().await.expect("a count"), 0, "jobs left undone");
        self.replay_everything().await;
        self.server.abort();
        drop(self.app);
        self.database.remove().await;
    }

    async fn replay_everything(&self) {
        for row in self.app.store.business_rows(None, 500).await.expect("businesses") {
            let known = find_business(&self.app, &row.id).await.expect("a business").expect("the business of a row");
            let scope = known.scope();
            let page = Page { limit: 500, after: None };
            let conversations =
                self.app.store.rows(&scope).conversations(&ConversationFilter::default(), page).await.expect("conversations");
            for conversation in conversations {
                let deviation = replay_conversation(&self.app.store, &scope, &known.business, conversation.id).await.expect("a replay");
                assert_eq!(deviation, None, "a conversation goes another way when it is replayed");
            }
        }
    }
}

/// A client for tests: requests to this machine only.
#[expect(clippy::disallowed_methods, reason = "tests talk to this machine only")]
pub fn client() -> Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder().no_proxy().timeout(std::time::Duration::from_secs(30)).build().expect("a client")
}

/// Sends a request and reads status and JSON; a body that is none reads as null.
pub async fn read(request: reqwest::RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    let body = answer.text().await.expect("a body");
    (status, serde_json::from_str(&body).unwrap_or(Value::Null))
}

/// An instant as RFC 9557 writes it.
pub fn instant(text: &str) -> Timestamp {
    text.parse::<jiff::Zoned>().expect("a time with its zone").timestamp()
}

/// Tells a story twice: on SQLite and on PostgreSQL.
macro_rules! both_databases {
    ($($(#[$attribute:meta])* async fn $name:ident($app:ident: &TestApp) $body:block)+) => {
        $(
            mod $name {
                use super::*;

                $(#[$attribute])*
                async fn story($app: &TestApp) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    let app = TestApp::start(crate::support::Database::sqlite()).await;
                    story(&app).await;
                    app.close().await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn postgres() {
                    let Some(database) = crate::support::Database::postgres().await else { return };
                    let app = TestApp::start(database).await;
                    story(&app).await;
                    app.close().await;
                }
            }
        )+
    };
}
pub(crate) use both_databases;

/// Tells a story with a carrier twice: on SQLite and on PostgreSQL.
macro_rules! with_a_carrier {
    ($($(#[$attribute:meta])* async fn $name:ident($app:ident: &TestApp, $carrier:ident: &FakeCarrier) $body:block)+) => {
        $(
            mod $name {
                use super::*;

                $(#[$attribute])*
                async fn story($app: &TestApp, $carrier: &FakeCarrier) $body

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn sqlite() {
                    let (app, carrier) = TestApp::start_with_carrier(crate::support::Database::sqlite()).await;
                    story(&app, &carrier).await;
                    app.close().await;
                }

                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn postgres() {
                    let Some(database) = crate::support::Database::postgres().await else { return };
                    let (app, carrier) = TestApp::start_with_carrier(database).await;
                    story(&app, &carrier).await;
                    app.close().await;
                }
            }
        )+
    };
}
pub(crate) use with_a_carrier;
