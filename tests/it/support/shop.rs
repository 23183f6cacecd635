//! A business in a story, and the ways to reach it.

use super::{OWNER_TOKEN, Person, TWILIO_TOKEN, TestApp, answer_to, client, is_booked, read};
use frontdesk::domain::business::BusinessId;
use frontdesk::simulator::{Carrier, PhoneCall, TextThread, WebChat};
use frontdesk::storage::messages::Message;
use frontdesk::usecases::find_business::find_business;
use reqwest::{Client, Method};
use secrecy::SecretString;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

static CALLS: AtomicU64 = AtomicU64::new(1);

/// A business with a number of its own.
#[derive(Clone)]
pub struct Shop {
    /// Its id.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Opens its API.
    pub api_key: String,
    /// Opens its chat.
    pub widget_token: String,
    /// Where the service listens.
    pub base: String,
    app: Option<Arc<frontdesk::app::App>>,
    client: Client,
}

impl Shop {
    pub(super) async fn open(app: &TestApp, id: &str, settings: Value) -> Self {
        let number = format!("+1913555{:04}", 1000 + CALLS.fetch_add(1, Ordering::SeqCst) % 9000);
        let mut body = json!({ "id": id, "name": "Bristol Plumbing", "phone_numbers": [number], "owner_phone": "+18165550177" });
        for (name, value) in settings.as_object().expect("settings by name") {
            body[name] = value.clone();
        }
        let (status, made) = app.operator(Method::POST, "/businesses", Some(body)).await;
        assert_eq!(status, 201, "{made}");
        Self { app: Some(app.app.clone()), ..Self::at(&app.base, id, &number, &made) }
    }

    /// The shop of a service that is known from outside only.
    pub fn at(base: &str, id: &str, number: &str, made: &Value) -> Self {
        let text = |name: &str| made[name].as_str().expect("a key").to_owned();
        Self {
            id: id.to_owned(),
            number: number.to_owned(),
            api_key: text("api_key"),
            widget_token: text("widget_token"),
            base: base.to_owned(),
            app: None,
            client: client(),
        }
    }

    /// The same shop, known from inside another copy of the service.
    pub fn as_seen_by(&self, app: &TestApp) -> Self {
        Self { app: Some(app.app.clone()), base: app.base.clone(), ..self.clone() }
    }

    /// A carrier that signs as Twilio does.
    pub fn carrier(&self) -> Carrier {
        self.carrier_at(&self.base)
    }

    /// A carrier that reaches another copy of the service.
    pub fn carrier_at(&self, base: &str) -> Carrier {
        Carrier::new(self.client.clone(), base, Some(SecretString::from(TWILIO_TOKEN)))
    }

    /// Somebody calls; gives the call and what they hear first.
    pub async fn call(&self, from: &str) -> (PhoneCall, String) {
        let sid = new_id("CA");
        PhoneCall::dial(&self.carrier(), "/twilio/voice", &sid, (from, &self.number)).await.expect("a call that is answered")
    }

    /// Somebody texts.
    pub fn texter(&self, from: &str) -> TextThread {
        TextThread { carrier: self.carrier(), path: "/twilio/sms".to_owned(), from: from.to_owned(), to: self.number.clone() }
    }

    /// Somebody opens the chat; gives it and the greeting.
    pub async fn chat(&self) -> (WebChat, String) {
        WebChat::open(&self.client, &self.base, &self.widget_token).await.expect("a chat that opens")
    }

    /// Somebody calls and talks until they are booked or the call is over; gives all that was said.
    pub async fn talk(&self, from: &str, person: &Person) -> Vec<String> {
        let (mut call, heard) = self.call(from).await;
        let mut said = vec![heard];
        while !call.is_over && said.len() < 100 {
            let answer = answer_to(person, said.last().expect("a greeting"));
            let heard = call.say(&answer).await.expect("an answer");
            said.extend([answer, heard]);
        }
        said
    }

    /// Somebody texts until they are booked; gives all that was written.
    pub async fn text_talk(&self, from: &str, person: &Person) -> Vec<String> {
        let thread = self.texter(from);
        let mut said = vec![String::new()];
        while said.len() < 40 && !said.last().is_some_and(|last| is_booked(last)) {
            let answer = answer_to(person, said.last().expect("a text"));
            let reply = thread.write(&new_id("SM"), &answer).await.expect("a reply");
            said.extend([answer, reply]);
        }
        said
    }

    /// A request of the owner's software.
    pub async fn staff(&self, method: Method, path: &str) -> (u16, Value) {
        let request = self.client.request(method, format!("{}{path}", self.base));
        read(request.header("X-API-Key", &self.api_key).header("X-Owner-Token", OWNER_TOKEN)).await
    }

    /// A request of the owner's software with a body.
    pub async fn staff_sends(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        let request = self.client.request(method, format!("{}{path}", self.base)).json(&body);
        read(request.header("X-API-Key", &self.api_key).header("X-Owner-Token", OWNER_TOKEN)).await
    }

    async fn items(&self, path: &str) -> Vec<Value> {
        let (status, list) = self.staff(Method::GET, path).await;
        assert_eq!(status, 200, "{list}");
        list["items"].as_array().expect("a list").clone()
    }

    /// Its appointments.
    pub async fn appointments(&self) -> Vec<Value> {
        self.items("/v1/crm/appointments?limit=500").await
    }

    /// Its conversations, newest first.
    pub async fn conversations(&self) -> Vec<Value> {
        self.items("/v1/crm/conversations?limit=500").await
    }

    /// A conversation with all that was said.
    pub async fn conversation(&self, id: &str) -> Value {
        let (status, detail) = self.staff(Method::GET, &format!("/v1/crm/conversations/{id}")).await;
        assert_eq!(status, 200, "{detail}");
        detail
    }

    /// Whom to call back.
    pub async fn callbacks(&self) -> Vec<Value> {
        self.items("/v1/owner/callbacks").await
    }

    /// Texts on their way out or gone, newest first.
    pub async fn messages(&self) -> Vec<Message> {
        let id = BusinessId::parse(&self.id).expect("an id");
        let app = self.app.as_ref().expect("a service that is known from the inside");
        let known = find_business(app, &id).await.expect("the database").expect("the business");
        app.store.rows(&known.scope()).messages(100).await.expect("messages")
    }
}

/// A new id as the carrier makes them.
pub fn new_id(prefix: &str) -> String {
    format!("{prefix}{:032x}", CALLS.fetch_add(1, Ordering::SeqCst))
}

/// A signed request as the carrier sends it, to be looked at closely.
pub fn signed(shop: &Shop, path: &str, parameters: &[(&str, &str)]) -> reqwest::RequestBuilder {
    let url = format!("{}{path}", shop.base);
    let pairs: Vec<(Vec<u8>, Vec<u8>)> =
        parameters.iter().map(|(name, value)| (name.as_bytes().to_vec(), value.as_bytes().to_vec())).collect();
    let signature = frontdesk::http::signature::sign(TWILIO_TOKEN, &url, &pairs);
    shop.client.post(url).header("X-Twilio-Signature", signature).form(parameters)
}
