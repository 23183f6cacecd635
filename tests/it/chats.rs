//! Chats on a web site.

use crate::support::{Person, Shop, TestApp, answer_to, both_databases, client, is_booked, read};
use frontdesk::simulator::WebChat;
use reqwest::RequestBuilder;
use serde_json::{Value, json};

async fn talk(chat: &WebChat, greeting: &str) -> Vec<String> {
    let mut said = vec![greeting.to_owned()];
    while said.len() < 40 && !said.last().is_some_and(|last| is_booked(last)) {
        let answer = answer_to(&Person::default(), said.last().expect("a message"));
        let reply = chat.write(&answer, &format!("m{}", said.len())).await.expect("a reply");
        said.extend([answer, reply]);
    }
    said
}

fn post(shop: &Shop, path: &str, body: &Value) -> RequestBuilder {
    client().post(format!("{}/v1/widget{path}", shop.base)).json(body)
}

async fn begin(shop: &Shop, form: &Value) -> Value {
    let (status, started) = read(post(shop, "/start", form).header("X-Widget-Token", &shop.widget_token)).await;
    assert_eq!(status, 201, "{started}");
    started
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().expect("text")
}

both_databases! {
    async fn a_chat_books_a_visit(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (chat, greeting) = shop.chat().await;
        assert!(greeting.contains("Bristol Plumbing") && greeting.contains("automated assistant"), "{greeting}");
        let said = talk(&chat, &greeting).await;
        assert!(said.iter().any(|line| line.contains("your number is 816-555-0142")), "a typed number is read back: {said:#?}");
        assert_eq!(shop.appointments().await.len(), 1);
        app.do_jobs().await;
        assert!(shop.messages().await.iter().any(|message| message.kind == "confirmation" && message.to == "+18165550142"));
        let conversation = shop.conversation(&chat.conversation_id).await;
        let phone = conversation["facts"].as_array().expect("facts").iter().find(|fact| fact["name"] == "phone").expect("a phone").clone();
        assert_eq!(phone["confirmed_by"], "read_back");
        let message = conversation["messages"].as_array().expect("messages").iter().find(|message| message["id"] == phone["message_id"]).expect("the message").clone();
        let span: Vec<usize> = serde_json::from_value(phone["span"].clone()).expect("a span");
        assert_eq!(&text(&message, "text")[span[0]..span[1]], "816 555 0142");
    }

    async fn what_the_form_told_is_not_asked(app: &TestApp) {
        let shop = app.shop("ace").await;
        let started = begin(&shop, &json!({ "customer_name": "Ana García López", "customer_phone": "(816) 555-0142" })).await;
        assert!(text(&started, "reply_text").starts_with("Hi Ana"), "{started}");
        let id = text(&started, "conversation_id").to_owned();
        let (mut said, mut asked) = (text(&started, "reply_text").to_owned(), Vec::new());
        while !is_booked(&said) {
            let answer = answer_to(&Person::default(), &said);
            let written = post(&shop, &format!("/{id}/message"), &json!({ "text": answer }));
            let (status, reply) = read(written.header("X-Widget-Token", &shop.widget_token).header("X-Visitor-Token", text(&started, "visitor_token"))).await;
            assert_eq!(status, 200, "{reply}");
            said = text(&reply, "reply_text").to_owned();
            asked.push(said.clone());
        }
        assert!(!asked.iter().any(|words| words.contains("your name, please") || words.contains("best phone number")), "{asked:#?}");
        assert!(asked.iter().any(|words| words.contains("Ana García López") && words.contains("816-555-0142")), "{asked:#?}");
    }

    async fn the_same_message_twice_counts_once(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (chat, _) = shop.chat().await;
        let first = chat.write("my sink is clogged", "m1").await.expect("a reply");
        assert_eq!(first, chat.write("my sink is clogged", "m1").await.expect("a reply"));
        let second = chat.write("it can wait", "m2").await.expect("a reply");
        assert_ne!(first, second);
        let conversation = shop.conversation(&chat.conversation_id).await;
        assert_eq!(conversation["messages"].as_array().map(Vec::len), Some(5));
    }

    async fn a_visitor_resumes_their_own_chat_and_nobody_elses(app: &TestApp) {
        let shop = app.shop("ace").await;
        let other_shop = app.shop("best").await;
        let (one, other) = (begin(&shop, &json!({})).await, begin(&shop, &json!({})).await);
        let messages = |shop: &Shop, id: &str, visitor: Option<&str>| {
            let request = client().get(format!("{}/v1/widget/{id}/messages", shop.base)).header("X-Widget-Token", &shop.widget_token);
            read(if let Some(token) = visitor { request.header("X-Visitor-Token", token) } else { request })
        };
        let (id, token) = (text(&one, "conversation_id"), text(&one, "visitor_token"));
        let (status, list) = messages(&shop, id, Some(token)).await;
        assert_eq!(status, 200);
        assert_eq!(list["items"][0]["text"], one["reply_text"]);
        assert_eq!(messages(&shop, id, None).await.0, 404);
        assert_eq!(messages(&shop, id, Some(text(&other, "visitor_token"))).await.0, 404);
        assert_eq!(messages(&other_shop, id, Some(token)).await.0, 404);
        assert_eq!(messages(&shop, "not-an-id", Some(token)).await.0, 404);
        let foreign = post(&shop, &format!("/{id}/message"), &json!({ "text": "hello" })).header("X-Widget-Token", &shop.widget_token);
        assert_eq!(read(foreign.header("X-Visitor-Token", text(&other, "visitor_token"))).await.0, 404);
    }

    async fn a_widgets_token_opens_the_chat_and_nothing_else(app: &TestApp) {
        let shop = app.shop("ace").await;
        assert_eq!(read(post(&shop, "/start", &json!({}))).await.0, 401);
        assert_eq!(read(post(&shop, "/start", &json!({})).header("X-Widget-Token", "fd_widget_wrong")).await.0, 401);
        assert_eq!(read(post(&shop, "/start", &json!({})).header("X-Widget-Token", &shop.api_key)).await.0, 401);
        let crm = client().get(format!("{}/v1/crm/appointments", shop.base)).header("X-API-Key", &shop.widget_token).header("X-Owner-Token", crate::support::OWNER_TOKEN);
        assert_eq!(read(crm).await.0, 401);
        let (status, card) = read(client().get(format!("{}/v1/widget/business", shop.base)).header("X-Widget-Token", &shop.widget_token)).await;
        assert_eq!((status, text(&card, "name")), (200, "Bristol Plumbing"));
    }

    async fn what_can_not_be_is_refused_with_its_name(app: &TestApp) {
        let shop = app.shop("ace").await;
        let start = |form: Value| read(post(&shop, "/start", &form).header("X-Widget-Token", &shop.widget_token));
        let (status, error) = start(json!({ "customer_phone": "12" })).await;
        assert_eq!((status, text(&error, "code")), (422, "invalid"));
        assert!(error["fields"]["customer_phone"].is_string(), "{error}");
        let (status, error) = start(json!({ "customer_nmae": "Ana" })).await;
        assert_eq!(status, 422);
        assert!(error["fields"]["customer_nmae"].is_string(), "{error}");
        let started = begin(&shop, &json!({})).await;
        for words in [String::new(), "   ".to_owned(), "a".repeat(2_001)] {
            let written = post(&shop, &format!("/{}/message", text(&started, "conversation_id")), &json!({ "text": words }));
            let (status, error) = read(written.header("X-Widget-Token", &shop.widget_token).header("X-Visitor-Token", text(&started, "visitor_token"))).await;
            assert_eq!(status, 422);
            assert!(error["fields"]["text"].is_string(), "{error}");
        }
    }

    async fn only_allowed_web_sites_may_chat_once_there_is_a_list(app: &TestApp) {
        let shop = app.shop("ace").await;
        let from = |origin: &str| {
            let request = post(&shop, "/start", &json!({})).header("X-Widget-Token", &shop.widget_token).header("Origin", origin);
            async move {
                let answer = request.send().await.expect("an answer");
                (answer.status().as_u16(), answer.headers().get("access-control-allow-origin").map(|value| value.to_str().expect("text").to_owned()))
            }
        };
        assert_eq!(from("https://anywhere.example").await, (201, Some("https://anywhere.example".to_owned())));
        let (status, _) = app.operator(reqwest::Method::PATCH, "/businesses/ace", Some(json!({ "allowed_origins": ["https://shop.example"] }))).await;
        assert_eq!(status, 200);
        assert_eq!(from("https://shop.example").await, (201, Some("https://shop.example".to_owned())));
        assert_eq!(from("https://anywhere.example").await, (403, None));
        assert_eq!(from(&shop.base).await.0, 201, "the chat window itself is served from our own address");
    }
}

#[tokio::test]
async fn the_chats_pages_are_part_of_the_binary() {
    let app = TestApp::start(crate::support::Database::sqlite()).await;
    for (path, kind) in [("/widget/embed.js", "javascript"), ("/widget/chat.html", "text/html")] {
        let answer = app.client.get(format!("{}{path}", app.base)).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200, "{path}");
        assert!(answer.headers()["content-type"].to_str().expect("text").contains(kind));
        assert_eq!(answer.headers()["cross-origin-resource-policy"], "cross-origin");
        let tag = answer.headers()["etag"].clone();
        let again = app.client.get(format!("{}{path}", app.base)).header("If-None-Match", tag).send().await.expect("an answer");
        assert_eq!(again.status().as_u16(), 304);
    }
    assert_eq!(read(app.client.get(format!("{}/widget/nothing.js", app.base))).await.0, 404);
    app.close().await;
}
