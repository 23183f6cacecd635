//! Texts that leave through the carrier's REST API.

use crate::support::{Conduct, Database, FakeCarrier, Person, Shop, TestApp, with_a_carrier};
use jiff::SignedDuration;
use serde_json::json;

async fn booked_shop(app: &TestApp) -> Shop {
    let shop = app.shop("ace").await;
    shop.talk("+18165550123", &Person::default()).await;
    shop
}

fn statuses(messages: &[frontdesk::storage::messages::Message]) -> Vec<(&str, &str)> {
    messages.iter().map(|message| (message.kind.as_str(), message.status.as_str())).collect()
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

    async fn what_is_refused_or_of_unknown_outcome_is_not_sent_again(app: &TestApp, carrier: &FakeCarrier) {
        carrier.next(&[Conduct::Refuses(21211), Conduct::TakesAndBreaks]);
        let shop = booked_shop(app).await;
        for _ in 0..3 {
            app.do_jobs().await;
            app.app.clock.advance(SignedDuration::from_hours(1));
        }
        let messages = shop.messages().await;
        let mut found: Vec<&str> = messages.iter().map(|message| message.status.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, ["failed", "unknown"]);
        assert_eq!(carrier.asked(), 2, "nothing is sent twice");
    }

    async fn a_demo_businesss_texts_never_leave(app: &TestApp, carrier: &FakeCarrier) {
        let (status, _) = app.operator(reqwest::Method::POST, "/demo-tenants", None).await;
        assert_eq!(status, 200);
        app.do_jobs().await;
        assert_eq!(carrier.asked(), 0);
    }
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
