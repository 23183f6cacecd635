//! What the carrier says becomes of texts that it took.

use crate::support::{ACCOUNT, CarrierText, Conduct, FakeCarrier, Person, Shop, TestApp, client, new_id, signed, with_a_carrier};
use frontdesk::domain::business::{BusinessId, BusinessScope};
use frontdesk::domain::phone_number::PhoneNumber;
use frontdesk::usecases::find_business::find_business;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

const MARIA: &str = "+18165550123";
const DAVE: &str = "+18165550177";

/// Maria has booked, and the text about it has left; there is no other.
async fn confirmed(app: &TestApp, carrier: &FakeCarrier, id: &str) -> (Shop, CarrierText) {
    let shop = app.shop_with(id, json!({ "owner_phone": null })).await;
    shop.talk(MARIA, &Person::default()).await;
    app.do_jobs().await;
    (shop, carrier.texts().pop().expect("a text"))
}

async fn scope_of(app: &TestApp, shop: &Shop) -> BusinessScope {
    let known = find_business(&app.app, &BusinessId::parse(&shop.id).expect("an id")).await;
    known.expect("the database").expect("the business").scope()
}

/// What is on record of a text's way, by the carrier's id.
async fn said_of(app: &TestApp, shop: &Shop, sid: &str) -> Vec<String> {
    let mut said = app.app.store.rows(&scope_of(app, shop).await).message_events(sid).await.expect("events");
    said.sort();
    said
}

async fn status_of(shop: &Shop, kind: &str) -> String {
    let text = shop.messages().await.into_iter().find(|message| message.kind == kind);
    text.expect("a text of that kind").status
}

async fn is_opted_out(app: &TestApp, shop: &Shop, number: &str) -> bool {
    let number = PhoneNumber::parse(number).expect("a number");
    app.app.store.rows(&scope_of(app, shop).await).is_opted_out(&number).await.expect("an answer")
}

async fn notices(app: &TestApp) -> Vec<Value> {
    let (status, notices) = app.operator(Method::GET, "/notices", None).await;
    assert_eq!(status, 200, "{notices}");
    notices["items"].as_array().expect("notices").clone()
}

/// Reports something of a text to another address than its own.
async fn report_to(carrier: &FakeCarrier, url: &str, sid: &str, status: &str) -> u16 {
    carrier.call_back(url, &[("MessageSid", sid), ("MessageStatus", status), ("AccountSid", ACCOUNT)]).await
}

with_a_carrier! {
    async fn a_texts_way_is_noted_in_whatever_order_it_is_told(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, text) = confirmed(app, carrier, "ace").await;
        for status in ["delivered", "sent", "queued", "delivered", "undelivered", "sending", "accepted"] {
            assert_eq!(carrier.report(&text, status, None).await, 204);
            assert_eq!(status_of(&shop, "confirmation").await, "delivered", "after {status}");
        }
        assert_eq!(said_of(app, &shop, &text.sid).await, ["accepted", "delivered", "queued", "sending", "sent", "undelivered"]);
        assert!(shop.callbacks().await.is_empty(), "it has arrived");
        assert_eq!(carrier.report(&text, "on its way by pigeon", None).await, 204);
        assert_eq!(said_of(app, &shop, &text.sid).await.len(), 6);
    }

    async fn a_text_that_could_not_be_delivered_stays_so_until_somebody_reads_it(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, text) = confirmed(app, carrier, "ace").await;
        for status in ["undelivered", "delivered", "sent", "failed"] {
            assert_eq!(carrier.report(&text, status, Some(30008)).await, 204);
            assert_eq!(status_of(&shop, "confirmation").await, "failed", "after {status}");
        }
        assert_eq!(carrier.report(&text, "read", None).await, 204);
        assert_eq!(status_of(&shop, "confirmation").await, "delivered");
    }

    async fn a_confirmation_that_never_arrived_is_a_call_before_the_visit(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, text) = confirmed(app, carrier, "ace").await;
        app.app.clock.advance(SignedDuration::from_mins(20));
        for _ in 0..2 {
            assert_eq!(carrier.report(&text, "undelivered", Some(30005)).await, 204);
        }
        assert_eq!(carrier.report(&text, "failed", Some(30005)).await, 204);
        let [task] = &shop.callbacks().await[..] else { panic!("one task") };
        assert_eq!((&task["reason"], &task["customer_phone"]), (&json!("text_failed"), &json!(MARIA)));
        assert!(task["due_at"].as_str().expect("a time") < "2026-11-24T07:00:01", "before the visit at eight: {task}");
        let conversation = &shop.conversations().await[0];
        assert!(conversation["flag_reasons"].as_array().expect("reasons").contains(&json!("failed_message")), "{conversation}");
        let day_after = SignedDuration::from_hours(24);
        app.app.clock.advance(day_after);
        app.do_jobs().await;
        assert_eq!(carrier.asked(), 1, "nobody texts that number again: {:?}", carrier.texts());
    }

    async fn a_hundred_reports_at_once_are_one(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, text) = confirmed(app, carrier, "ace").await;
        let (url, sid) = (text.status_callback.as_str(), text.sid.as_str());
        let parameters = [("MessageSid", sid), ("MessageStatus", "failed"), ("ErrorCode", "30007"), ("AccountSid", ACCOUNT)];
        let path = url.strip_prefix(&shop.base).expect("an address of ours");
        let mut calls = JoinSet::new();
        for _ in 0..100 {
            calls.spawn(signed(&shop, path, &parameters).send());
        }
        assert!(calls.join_all().await.into_iter().all(|answer| answer.expect("an answer").status().as_u16() == 204));
        assert_eq!(said_of(app, &shop, sid).await, ["failed"]);
        assert_eq!(shop.callbacks().await.len(), 1);
        let notices = notices(app).await;
        assert_eq!((notices.len(), &notices[0]["detail"]), (1, &json!("30007")));
    }

    async fn the_carrier_may_say_so_before_it_has_answered(app: &TestApp, carrier: &FakeCarrier) {
        carrier.next(&[Conduct::TakesAndVanishes]);
        let (shop, text) = confirmed(app, carrier, "ace").await;
        assert_eq!(status_of(&shop, "confirmation").await, "unknown");
        assert_eq!(carrier.report(&text, "sent", None).await, 204);
        assert_eq!(status_of(&shop, "confirmation").await, "sent");
        app.app.clock.advance(SignedDuration::from_mins(10));
        app.do_jobs().await;
        assert_eq!((carrier.asked(), carrier.searched(), carrier.texts().len()), (1, 0, 1), "nobody looks for it, or sends it again");
        assert_eq!(carrier.report(&text, "delivered", None).await, 204);
        assert_eq!(status_of(&shop, "confirmation").await, "delivered");
    }

    async fn a_report_that_is_late_ends_the_search(app: &TestApp, carrier: &FakeCarrier) {
        let shop = app.shop_with("ace", json!({ "owner_phone": null })).await;
        carrier.always(Conduct::Breaks);
        shop.talk(MARIA, &Person::default()).await;
        app.do_jobs().await;
        app.app.clock.advance(SignedDuration::from_mins(1));
        app.do_jobs().await;
        let message = &shop.messages().await[0];
        let url = format!("{}/twilio/status?business_id=ace&message_id={}", app.base, message.id);
        assert_eq!(report_to(carrier, &url, "SMlate", "delivered").await, 204);
        carrier.always(Conduct::Obliges);
        app.app.clock.advance(SignedDuration::from_mins(10));
        app.do_jobs().await;
        assert_eq!((carrier.asked(), carrier.texts().len()), (1, 0), "it had been taken after all");
        assert_eq!(status_of(&shop, "confirmation").await, "delivered");
    }

    async fn who_forges_a_report_is_sent_away(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, text) = confirmed(app, carrier, "ace").await;
        let form = [("MessageSid", text.sid.as_str()), ("MessageStatus", "failed"), ("ErrorCode", "21610")];
        for signature in [None, Some("bm90IHRoZSBjYXJyaWVyJ3M=")] {
            let mut request = client().post(&text.status_callback).form(&form);
            if let Some(signature) = signature {
                request = request.header("X-Twilio-Signature", signature);
            }
            assert_eq!(request.send().await.expect("an answer").status().as_u16(), 403);
        }
        assert_eq!(status_of(&shop, "confirmation").await, "sent");
        assert!(said_of(app, &shop, &text.sid).await.is_empty() && !is_opted_out(app, &shop, MARIA).await);
    }

    async fn reports_of_other_texts_change_nothing(app: &TestApp, carrier: &FakeCarrier) {
        let (ace, text) = confirmed(app, carrier, "ace").await;
        let (best, other) = confirmed(app, carrier, "best").await;
        let unknown = new_id("SM");
        let own = |id: &str| format!("{}/twilio/status?business_id={id}", app.base);
        let mixed_up = text.status_callback.replace("business_id=ace", "business_id=best");
        for (url, sid) in [
            (own("ace").as_str(), unknown.as_str()),
            (&format!("{}&message_id=019ac000-0000-7000-8000-000000000000", own("ace")), &unknown),
            (&format!("{}&message_id=nonsense", own("ace")), &unknown),
            (&text.status_callback, &unknown),
            (&mixed_up, &text.sid),
            (&mixed_up, &unknown),
            (&mixed_up, &other.sid),
            (&own("best"), &text.sid),
        ] {
            assert_eq!(report_to(carrier, url, sid, "failed").await, 204, "{url} {sid}");
        }
        for (shop, sid) in [(&ace, &text.sid), (&best, &other.sid)] {
            assert_eq!(status_of(shop, "confirmation").await, "sent");
            assert!(said_of(app, shop, sid).await.is_empty() && said_of(app, shop, &unknown).await.is_empty());
            assert!(shop.callbacks().await.is_empty());
        }
        assert_eq!(report_to(carrier, &own("ace"), &text.sid, "delivered").await, 204);
        assert_eq!(status_of(&ace, "confirmation").await, "delivered", "the carrier's id is enough where it is known");
    }

    async fn a_text_that_has_not_left_has_no_reports(app: &TestApp, carrier: &FakeCarrier) {
        let shop = app.shop_with("ace", json!({ "owner_phone": null })).await;
        shop.talk(MARIA, &Person::default()).await;
        let waiting = shop.messages().await.pop().expect("a text");
        let url = format!("{}/twilio/status?business_id=ace&message_id={}", app.base, waiting.id);
        assert_eq!(report_to(carrier, &url, "SMearly", "delivered").await, 204);
        assert_eq!(status_of(&shop, "confirmation").await, "queued");
        app.do_jobs().await;
        assert_eq!(carrier.texts().len(), 1);
    }

    async fn a_stop_that_the_carrier_tells_of_late_counts(app: &TestApp, carrier: &FakeCarrier) {
        let service = "MG0123456789abcdef0123456789abcdef";
        let shop = app.shop_with("ace", json!({ "owner_phone": null, "messaging_service_sid": service })).await;
        carrier.stop(MARIA);
        shop.talk(MARIA, &Person::default()).await;
        app.do_jobs().await;
        let text = carrier.texts().pop().expect("a text that was accepted");
        assert_eq!(carrier.report(&text, "failed", Some(21610)).await, 204);
        assert!(is_opted_out(app, &shop, MARIA).await);
        assert_eq!(shop.callbacks().await.len(), 1, "they don't know that they are booked");
        let other_day = Person { when: "thursday morning", address: "8410 Johnson Drive, Merriam, Kansas 66202".to_owned(), ..Person::default() };
        shop.talk(MARIA, &other_day).await;
        app.app.clock.advance(SignedDuration::from_hours(24));
        app.do_jobs().await;
        assert_eq!(carrier.asked(), 1, "neither a second confirmation nor a reminder");
    }

    async fn an_alert_that_does_not_arrive_is_a_call_at_once(app: &TestApp, carrier: &FakeCarrier) {
        let shop = app.shop_with("ace", json!({ "owner_name": "Dave", "owner_phone": DAVE })).await;
        let (mut call, _) = shop.call(MARIA).await;
        call.say("a pipe burst in my basement and water is pouring in").await.expect("an answer");
        call.hang_up().await.expect("an answer");
        app.do_jobs().await;
        let alert = carrier.texts_to(DAVE).remove(0);
        assert!(carrier.calls().is_empty());
        assert_eq!(carrier.report(&alert, "undelivered", Some(30003)).await, 204);
        app.do_jobs().await;
        assert_eq!(carrier.calls().iter().map(|call| call.to.as_str()).collect::<Vec<_>>(), [DAVE]);
        shop.texter(DAVE).write(&new_id("SM"), "1").await.expect("an answer");
    }

    async fn what_left_before_a_suspension_is_still_heard_of(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, text) = confirmed(app, carrier, "ace").await;
        let status = |status: &str| json!({ "status": status });
        app.operator(Method::PATCH, "/businesses/ace", Some(status("SUSPENDED"))).await;
        assert_eq!(carrier.report(&text, "failed", Some(21610)).await, 204);
        assert!(is_opted_out(app, &shop, MARIA).await);
        app.operator(Method::PATCH, "/businesses/ace", Some(status("ACTIVE"))).await;
        assert_eq!(status_of(&shop, "confirmation").await, "failed");
    }
}
