//! Texts that leave through the carrier's REST API.

use crate::support::{Conduct, Database, FakeCarrier, Person, Shop, TestApp, with_a_carrier};
use frontdesk::domain::business::{BusinessId, BusinessScope};
use frontdesk::domain::phone_number::PhoneNumber;
use frontdesk::outbound::telephony::{OutgoingText, Sender};
use frontdesk::storage::Page;
use frontdesk::storage::dead_letters::JobFilter;
use frontdesk::storage::messages::Message;
use frontdesk::usecases::find_business::find_business;
use jiff::SignedDuration;
use serde_json::json;

async fn booked_shop(app: &TestApp) -> Shop {
    let shop = app.shop("ace").await;
    shop.talk("+18165550123", &Person::default()).await;
    shop
}

fn statuses(messages: &[Message]) -> Vec<(&str, &str)> {
    messages.iter().map(|message| (message.kind.as_str(), message.status.as_str())).collect()
}

/// Time goes by, so often by so many seconds, and what is due then is done.
async fn wait_and_do(app: &TestApp, seconds: i64, times: u32) {
    for _ in 0..times {
        app.app.clock.advance(SignedDuration::from_secs(seconds));
        app.do_jobs().await;
    }
}

async fn scope_of(app: &TestApp, shop: &Shop) -> BusinessScope {
    let known = find_business(&app.app, &BusinessId::parse(&shop.id).expect("an id")).await;
    known.expect("the database").expect("the business").scope()
}

/// What a process leaves behind that ends just before it hands over what waits.
async fn begin(app: &TestApp, shop: &Shop) -> Vec<Message> {
    let scope = scope_of(app, shop).await;
    let ids: Vec<_> = shop.messages().await.iter().map(|message| message.id).collect();
    let transaction = app.app.store.begin(&scope).await.expect("a transaction");
    let texts = transaction.rows().begin_to_hand_over(&ids, app.app.clock.now()).await.expect("texts");
    transaction.commit().await.expect("a commit");
    texts.into_iter().map(|text| text.message).collect()
}

async fn is_opted_out(app: &TestApp, shop: &Shop, number: &str) -> bool {
    let scope = scope_of(app, shop).await;
    app.app.store.rows(&scope).is_opted_out(&PhoneNumber::parse(number).expect("a number")).await.expect("an answer")
}

async fn dead_jobs(app: &TestApp) -> usize {
    let dead = JobFilter { dead: true, business: None };
    app.app.store.jobs(&dead, Page { limit: 500, after: None }).await.expect("jobs").len()
}

with_a_carrier! {
    async fn texts_are_handed_over_from_the_businesss_own_number_once(app: &TestApp, carrier: &FakeCarrier) {
        let shop = booked_shop(app).await;
        app.do_jobs().await;
        app.app.clock.advance(SignedDuration::from_hours(1));
        app.do_jobs().await;
        assert_eq!(carrier.texts().len(), 2);
        let [confirmation] = &carrier.texts_to("+18165550123")[..] else { panic!("one text to the customer") };
        assert_eq!(confirmation.from.as_deref(), Some(shop.number.as_str()));
        assert!(confirmation.body.starts_with("Bristol Plumbing: you're booked for Tue, Nov 24, 8 to 10 AM"), "{}", confirmation.body);
        assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "sent"));
        assert_eq!(carrier.report(confirmation, "delivered", None).await, 204);
    }

    async fn a_messaging_service_sends_in_the_numbers_place(app: &TestApp, carrier: &FakeCarrier) {
        let service = "MG0123456789abcdef0123456789abcdef";
        let shop = app.shop_with("ace", json!({ "messaging_service_sid": service })).await;
        shop.talk("+18165550123", &Person::default()).await;
        app.do_jobs().await;
        assert_eq!(carrier.texts().len(), 2);
        assert!(carrier.texts().iter().all(|text| text.service.as_deref() == Some(service) && text.from.is_none()));
    }

    async fn too_many_requests_is_tried_again_later(app: &TestApp, carrier: &FakeCarrier) {
        carrier.next(&[Conduct::IsBusy(None), Conduct::IsBusy(None)]);
        let shop = booked_shop(app).await;
        app.do_jobs().await;
        assert_eq!(statuses(&shop.messages().await), [("booking", "queued"), ("confirmation", "queued")]);
        app.app.clock.advance(SignedDuration::from_secs(3));
        app.do_jobs().await;
        assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "sent"));
        assert_eq!((carrier.asked(), carrier.texts().len()), (4, 2));
    }

    async fn a_number_that_takes_no_texts_is_called_and_left_alone(app: &TestApp, carrier: &FakeCarrier) {
        let shop = app.shop_with("ace", json!({ "owner_phone": null })).await;
        carrier.next(&[Conduct::Refuses(30006)]);
        shop.talk("+18165550123", &Person::default()).await;
        app.do_jobs().await;
        assert_eq!(statuses(&shop.messages().await), [("confirmation", "failed")]);
        let [task] = &shop.callbacks().await[..] else { panic!("one task") };
        assert_eq!((&task["reason"], &task["customer_phone"]), (&json!("text_failed"), &json!("+18165550123")));
        assert!(task["due_at"].as_str().expect("a time") < "2026-11-24T07:00:01", "before the visit at eight: {task}");
        assert!(task["summary"].as_str().is_some_and(|words| words.contains("Tue, Nov 24, 8 to 10 AM")), "{task}");
        let conversation = &shop.conversations().await[0];
        assert!(conversation["flag_reasons"].as_array().expect("reasons").contains(&json!("failed_message")), "{conversation}");
        let other_day = Person { when: "thursday morning", address: "8410 Johnson Drive, Merriam, Kansas 66202".to_owned(), ..Person::default() };
        shop.talk("+18165550123", &other_day).await;
        app.do_jobs().await;
        assert_eq!(carrier.asked(), 1, "nobody tries that number again");
        assert_eq!(shop.callbacks().await.len(), 2, "they are called about the second visit too");
    }

    async fn the_carrier_knew_of_the_stop_before_us(app: &TestApp, carrier: &FakeCarrier) {
        let shop = app.shop_with("ace", json!({ "owner_phone": null })).await;
        carrier.stop("+18165550123");
        shop.talk("+18165550123", &Person::default()).await;
        app.do_jobs().await;
        assert!(is_opted_out(app, &shop, "+18165550123").await);
        assert_eq!(shop.callbacks().await.len(), 1, "they don't know that they are booked");
    }

    async fn a_text_that_may_have_been_taken_is_looked_for_and_found(app: &TestApp, carrier: &FakeCarrier) {
        carrier.next(&[Conduct::TakesAndBreaks, Conduct::TakesAndVanishes]);
        let shop = booked_shop(app).await;
        app.do_jobs().await;
        assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "unknown"));
        wait_and_do(app, 60, 1).await;
        assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "sent"));
        assert_eq!((carrier.asked(), carrier.texts().len()), (2, 2), "nothing is sent twice");
    }

    async fn a_text_that_was_not_taken_is_handed_over_again_after_two_looks(app: &TestApp, carrier: &FakeCarrier) {
        carrier.next(&[Conduct::Breaks, Conduct::Vanishes]);
        let shop = booked_shop(app).await;
        app.do_jobs().await;
        wait_and_do(app, 60, 1).await;
        assert_eq!((carrier.asked(), carrier.searched()), (2, 2), "not found once is not enough");
        wait_and_do(app, 60, 4).await;
        assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "sent"));
        assert_eq!((carrier.asked(), carrier.searched(), carrier.texts().len()), (4, 4, 2));
    }

    async fn a_process_that_ended_before_the_hand_over_lost_nothing(app: &TestApp, carrier: &FakeCarrier) {
        let shop = booked_shop(app).await;
        let texts = begin(app, &shop).await;
        assert_eq!(texts.len(), 2);
        wait_and_do(app, 60, 6).await;
        assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "sent"));
        assert_eq!(carrier.texts().len(), 2);
    }

    async fn a_process_that_ended_after_the_hand_over_sends_nothing_twice(app: &TestApp, carrier: &FakeCarrier) {
        let shop = booked_shop(app).await;
        for text in begin(app, &shop).await {
            let from = Sender::Number(&shop.number);
            let handed = OutgoingText { from, to: &text.to, body: &text.body, status_callback: "", account: None };
            app.app.telephony.send_text(handed).await.expect("a text that is taken");
        }
        wait_and_do(app, 60, 6).await;
        assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "sent"));
        assert_eq!((carrier.asked(), carrier.texts().len()), (2, 2));
    }

    async fn an_hour_without_the_carrier_delays_and_loses_nothing(app: &TestApp, carrier: &FakeCarrier) {
        carrier.shut().await;
        let shop = booked_shop(app).await;
        wait_and_do(app, 60, 30).await;
        carrier.reopen().await;
        carrier.always(Conduct::Breaks);
        wait_and_do(app, 60, 30).await;
        assert!(carrier.texts().is_empty());
        carrier.always(Conduct::Obliges);
        wait_and_do(app, 60, 15).await;
        assert!(statuses(&shop.messages().await).iter().all(|(_, status)| *status == "sent"));
        assert_eq!(carrier.texts().len(), 2);
        assert_eq!(dead_jobs(app).await, 0);
    }

    async fn a_text_that_is_of_no_use_any_more_is_given_up_and_somebody_told(app: &TestApp, carrier: &FakeCarrier) {
        carrier.shut().await;
        let shop = booked_shop(app).await;
        // The visit is tomorrow at eight; the owner's text about the booking is worth a day.
        wait_and_do(app, 600, 6 * 25).await;
        let messages = shop.messages().await;
        // The reminder was held up until the night, which ends when the visit begins.
        let expected = |kind: &str| if kind == "reminder" { "too_late" } else { "failed" };
        assert!(statuses(&messages).iter().all(|(kind, status)| *status == expected(kind)), "{:?}", statuses(&messages));
        assert_eq!(dead_jobs(app).await, messages.len() - 1);
        let (status, notices) = app.operator(reqwest::Method::GET, "/notices", None).await;
        assert_eq!(status, 200);
        assert_eq!(notices["items"][0]["kind"], "work_given_up", "{notices}");
    }

    async fn what_the_operator_has_to_mend_is_told_once(app: &TestApp, carrier: &FakeCarrier) {
        carrier.next(&[Conduct::Refuses(21606), Conduct::Refuses(21606)]);
        booked_shop(app).await;
        app.do_jobs().await;
        assert_eq!(dead_jobs(app).await, 2);
        let (_, notices) = app.operator(reqwest::Method::GET, "/notices", None).await;
        assert_eq!(notices["items"].as_array().expect("notices").len(), 1);
        assert_eq!((&notices["items"][0]["kind"], &notices["items"][0]["detail"]), (&json!("sending_refused"), &json!("21606")));
    }

    async fn who_writes_stop_before_the_text_leaves_gets_none(app: &TestApp, carrier: &FakeCarrier) {
        let shop = booked_shop(app).await;
        shop.texter("+18165550123").write("SMstop", "STOP").await.expect("an answer");
        app.do_jobs().await;
        assert!(carrier.texts_to("+18165550123").is_empty());
        assert_eq!(carrier.texts().len(), 1, "the owner hears of the booking");
    }

    async fn the_carrier_may_ask_for_as_much_patience_as_it_likes(app: &TestApp, carrier: &FakeCarrier) {
        carrier.next(&[Conduct::IsBusy(Some(120)), Conduct::IsBusy(Some(120))]);
        booked_shop(app).await;
        app.do_jobs().await;
        wait_and_do(app, 10, 11).await;
        assert_eq!(carrier.asked(), 2);
        wait_and_do(app, 10, 1).await;
        assert_eq!(carrier.texts().len(), 2);
    }

    async fn a_demo_businesss_texts_go_to_a_carrier_on_this_machine(app: &TestApp, carrier: &FakeCarrier) {
        let (status, _) = app.operator(reqwest::Method::POST, "/demo-tenants", None).await;
        assert_eq!(status, 200);
        app.do_jobs().await;
        assert!(!carrier.texts().is_empty());
        assert!(!demo_statuses(app).await.contains(&"stubbed".to_owned()));
    }
}

/// What became of the texts of a demo business.
async fn demo_statuses(app: &TestApp) -> Vec<String> {
    let id = frontdesk::domain::business::BusinessId::parse("demo-plumbing").expect("an id");
    let known = frontdesk::usecases::find_business::find_business(&app.app, &id).await.expect("the database").expect("the business");
    let messages = app.app.store.rows(&known.scope()).messages(100).await.expect("messages");
    messages.into_iter().map(|message| message.status).collect()
}

#[tokio::test]
async fn a_demo_businesss_texts_never_leave_this_machine() {
    let settings = [("SMS_PROVIDER", "twilio"), ("TWILIO_API_BASE_URL", "https://carrier.invalid")];
    let app = TestApp::start_with(Database::sqlite(), &settings).await;
    let (status, _) = app.operator(reqwest::Method::POST, "/demo-tenants", None).await;
    assert_eq!(status, 200);
    app.do_jobs().await;
    let statuses = demo_statuses(&app).await;
    assert!(!statuses.is_empty() && statuses.iter().all(|status| status == "stubbed"), "{statuses:?}");
    app.close().await;
}

#[tokio::test]
async fn without_a_number_to_send_from_it_is_said_plainly() {
    let carrier = FakeCarrier::open().await;
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
    assert_eq!(carrier.asked(), 0);
    app.close().await;
}
