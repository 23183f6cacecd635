//! Limits on cost: where texts may go, and how many of anything there are in a day.

use crate::support::{Person, Shop, TestApp, both_databases, is_booked, new_id};
use frontdesk::domain::business::BusinessId;
use frontdesk::domain::phone_number::PhoneNumber;
use frontdesk::storage::messages::Audience;
use frontdesk::usecases::find_business::find_business;
use frontdesk::usecases::queue_text::{OutgoingText, queue_text};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

const FROM: &str = "+18165550123";
const OWNER: &str = "+18165550177";

/// Leaves texts for the outbox.
async fn queue(app: &TestApp, to: &str, (audience, kind): (Audience, &str), times: usize) {
    let known = find_business(&app.app, &BusinessId::parse("ace").expect("an id")).await.expect("the database").expect("the business");
    let to = PhoneNumber::parse(to).expect("a number");
    let transaction = app.app.store.begin(&known.scope()).await.expect("a transaction");
    for _ in 0..times {
        let body = "Bristol Plumbing: see you tomorrow.".to_owned();
        let text = OutgoingText { purpose: (audience, kind), to: &to, body, conversation_id: None, visit: None, once: None };
        queue_text(&app.app, &transaction.rows(), &known.business, text, app.app.clock.now()).await.expect("a text");
    }
    transaction.commit().await.expect("a commit");
}

/// How many texts there are with each status, in order of the status.
async fn counted(shop: &Shop, kind: &str) -> Vec<(String, usize)> {
    let mut counts = std::collections::BTreeMap::new();
    for message in shop.messages().await.into_iter().filter(|message| message.kind == kind) {
        *counts.entry(message.status).or_insert(0) += 1;
    }
    counts.into_iter().collect()
}

fn counts(pairs: &[(&str, usize)]) -> Vec<(String, usize)> {
    pairs.iter().map(|(status, count)| ((*status).to_owned(), *count)).collect()
}

async fn tasks(shop: &Shop) -> Vec<(String, String)> {
    let text = |task: &Value, name: &str| task[name].as_str().unwrap_or_default().to_owned();
    shop.callbacks().await.iter().map(|task| (text(task, "reason"), text(task, "customer_phone"))).collect()
}

async fn warnings(app: &TestApp, shop: &Shop) -> Vec<Value> {
    let (_, owner) = shop.staff(Method::GET, "/v1/owner/summary/today").await;
    let (_, operator) = app.operator(Method::GET, &format!("/businesses/{}", shop.id), None).await;
    assert_eq!(owner["warnings"], operator["warnings"], "owner and operator see the same");
    owner["warnings"].as_array().expect("a list").clone()
}

async fn notices(app: &TestApp) -> usize {
    let (_, list) = app.operator(Method::GET, "/notices", None).await;
    list["items"].as_array().expect("a list").iter().filter(|notice| notice["kind"] == "limit_reached").count()
}

both_databases! {
    async fn one_number_gets_so_many_texts_a_day(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "texts_per_number": 3 })).await;
        queue(app, FROM, (Audience::Customer, "reminder"), 2).await;
        app.do_jobs().await;
        assert!(warnings(app, &shop).await.is_empty());
        queue(app, FROM, (Audience::Customer, "reminder"), 4).await;
        queue(app, "+18165550124", (Audience::Customer, "reminder"), 1).await;
        app.do_jobs().await;
        assert_eq!(counted(&shop, "reminder").await, counts(&[("over_limit", 3), ("stubbed", 4)]), "the other number got its own");
        assert_eq!(tasks(&shop).await, [("limit_reached".to_owned(), FROM.to_owned())], "one task, however many");
        assert_eq!(notices(app).await, 1);
        let shown = warnings(app, &shop).await;
        assert_eq!((shown.len(), &shown[0]["code"]), (1, &json!("limit_reached")));
        app.app.clock.advance(SignedDuration::from_hours(25));
        assert!(warnings(app, &shop).await.is_empty(), "a day later it is over");
        queue(app, FROM, (Audience::Customer, "reminder"), 1).await;
        app.do_jobs().await;
        assert_eq!(counted(&shop, "reminder").await, counts(&[("over_limit", 3), ("stubbed", 5)]));
    }

    async fn a_business_sends_so_many_texts_a_day_but_alerts_always_leave(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "texts_per_day": 4 })).await;
        queue(app, OWNER, (Audience::Owner, "emergency"), 3).await;
        app.do_jobs().await;
        for number in 0..4 {
            queue(app, &format!("+1816555012{number}"), (Audience::Customer, "reminder"), 1).await;
        }
        app.do_jobs().await;
        assert_eq!(counted(&shop, "reminder").await, counts(&[("over_limit", 3), ("stubbed", 1)]), "alerts count");
        queue(app, OWNER, (Audience::Owner, "emergency"), 5).await;
        app.do_jobs().await;
        assert_eq!(counted(&shop, "emergency").await, counts(&[("stubbed", 8)]), "and leave all the same");
        assert_eq!(tasks(&shop).await.len(), 1);
        assert_eq!(notices(app).await, 1);
    }

    async fn far_away_is_not_texted_unless_that_was_set(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (jamaica, london) = ("+18765550123", "+447400123456");
        for to in [jamaica, london] {
            queue(app, to, (Audience::Customer, "confirmation"), 2).await;
        }
        app.do_jobs().await;
        assert_eq!(counted(&shop, "confirmation").await, counts(&[("not_allowed", 4)]));
        let mut found = tasks(&shop).await;
        found.sort_unstable();
        assert_eq!(found, [jamaica, london].map(|to| ("limit_reached".to_owned(), to.to_owned())), "somebody has to call them");
        app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "allowed_prefixes": ["+1", "+1876", "+44"] }))).await;
        for to in [jamaica, london, FROM] {
            queue(app, to, (Audience::Customer, "reminder"), 1).await;
        }
        app.do_jobs().await;
        assert_eq!(counted(&shop, "reminder").await, counts(&[("stubbed", 3)]));
        let (status, bad) = app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "allowed_prefixes": ["44"], "texts_per_day": 0 }))).await;
        assert_eq!((status, bad["fields"].as_object().map(serde_json::Map::len)), (422, Some(2)), "{bad}");
    }

    async fn no_text_is_promised_where_none_may_go(app: &TestApp) {
        let shop = app.shop("ace").await;
        let said = shop.talk("+18765550123", &Person::default()).await;
        let booked = said.iter().find(|line| is_booked(line)).expect("a booking");
        assert!(!booked.contains("text"), "{booked}");
        app.do_jobs().await;
        assert_eq!(counted(&shop, "confirmation").await, counts(&[]));
    }

    async fn the_owner_is_reached_wherever_they_are(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "owner_phone": "+447400123456" })).await;
        queue(app, "+447400123456", (Audience::Owner, "booking"), 1).await;
        app.do_jobs().await;
        assert_eq!(counted(&shop, "booking").await, counts(&[("stubbed", 1)]), "the operator named that number");
    }

    async fn who_writes_all_day_gets_a_last_sentence_and_then_silence(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "messages_per_number": 4 })).await;
        let thread = shop.texter(FROM);
        for _ in 0..4 {
            assert_ne!(thread.write(&new_id("SM"), "do you do drains").await.expect("a reply"), "");
        }
        let last = thread.write(&new_id("SM"), "and faucets").await.expect("a reply");
        assert!(last.contains("I'll stop here") && last.chars().count() <= 320, "{last}");
        for words in ["and toilets", "", "hello"] {
            assert_eq!(thread.write(&new_id("SM"), words).await.expect("an answer"), "", "{words}");
        }
        assert_eq!(tasks(&shop).await, [("limit_reached".to_owned(), FROM.to_owned())]);
        thread.write(&new_id("SM"), "there is gas all over the basement, we smell gas").await.expect("an answer");
        assert_eq!(counted(&shop, "emergency").await.iter().map(|(_, count)| count).sum::<usize>(), 1, "an emergency is heard all the same");
        app.app.clock.advance(SignedDuration::from_secs(1));
        thread.write(&new_id("SM"), "STOP").await.expect("an answer");
        let (_, ledger) = shop.staff(Method::GET, "/v1/crm/consents").await;
        assert_eq!(ledger["items"][0]["action"], "opt_out", "and so is STOP");
        thread.write(&new_id("SM"), "START").await.expect("an answer");
        app.app.clock.advance(SignedDuration::from_hours(25));
        assert_ne!(thread.write(&new_id("SM"), "do you do drains").await.expect("a reply"), "", "tomorrow is another day");
        assert_ne!(shop.texter("+18165550124").write(&new_id("SM"), "do you do drains").await.expect("a reply"), "");
    }

    async fn a_chat_that_goes_on_all_day_ends_too(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "messages_per_number": 3 })).await;
        let (chat, _) = shop.chat().await;
        for _ in 0..2 {
            assert_ne!(chat.write("do you do drains", &new_id("m")).await.expect("a reply"), "");
        }
        let last = chat.write("and faucets", &new_id("m")).await.expect("a reply");
        assert!(last.contains("I'll stop here"), "{last}");
        assert_eq!(chat.write("and toilets", &new_id("m")).await.expect("a reply"), "");
        assert_eq!(warnings(app, &shop).await.len(), 1);
    }

    async fn who_calls_all_day_hears_a_short_word(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "calls_per_number": 2 })).await;
        for from in [FROM, FROM, "anonymous", "anonymous", "anonymous", "+18165550124"] {
            let (mut call, heard) = shop.call(from).await;
            assert!(heard.contains("How can I help"), "{from}: {heard}");
            call.hang_up().await.expect("a call that ends");
        }
        for _ in 0..2 {
            let (call, heard) = shop.call(FROM).await;
            assert!(call.is_over && heard.contains("call 911"), "{heard}");
        }
        assert_eq!(tasks(&shop).await, [("limit_reached".to_owned(), FROM.to_owned())]);
        app.app.clock.advance(SignedDuration::from_hours(25));
        assert!(shop.call(FROM).await.1.contains("How can I help"));
    }
}
