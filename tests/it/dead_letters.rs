//! What was given up is seen, and tried again once its cause is mended.

use crate::support::{Conduct, FakeCarrier, Person, Shop, TestApp, both_databases, read, with_a_carrier};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

async fn booked_shop(app: &TestApp) -> Shop {
    let shop = app.shop("ace").await;
    shop.talk("+18165550123", &Person::default()).await;
    shop
}

/// The visit is tomorrow at eight, and any other text is worth a day: after this nothing is worth sending any more.
async fn a_day_and_an_hour_go_by(app: &TestApp) {
    for _ in 0..6 * 25 {
        app.app.clock.advance(SignedDuration::from_mins(10));
        app.do_jobs().await;
    }
}

async fn dead(app: &TestApp) -> Vec<Value> {
    let (status, list) = app.operator(Method::GET, "/jobs?state=dead", None).await;
    assert_eq!(status, 200, "{list}");
    list["items"].as_array().expect("jobs").clone()
}

async fn retry(app: &TestApp, business: &str, job: &Value) -> (u16, Value) {
    let id = job["id"].as_str().expect("an id");
    app.operator(Method::POST, &format!("/businesses/{business}/jobs/{id}/retry"), None).await
}

/// The text of that kind that was given up.
async fn dead_text(app: &TestApp, kind: &str) -> Value {
    dead(app).await.into_iter().find(|job| job["text"]["kind"] == kind).unwrap_or_else(|| panic!("a {kind} that was given up"))
}

async fn status_of(shop: &Shop, kind: &str) -> String {
    shop.messages().await.into_iter().find(|message| message.kind == kind).expect("a text").status
}

with_a_carrier! {
    async fn what_was_refused_is_listed_mended_and_sent_once(app: &TestApp, carrier: &FakeCarrier) {
        carrier.next(&[Conduct::Refuses(21606), Conduct::Refuses(21606)]);
        let shop = booked_shop(app).await;
        app.do_jobs().await;
        let jobs = dead(app).await;
        assert_eq!(jobs.len(), 2);
        assert!(jobs.iter().all(|job| job["business_id"] == "ace" && job["kind"] == "send_message" && job["state"] == "dead"));
        assert!(jobs.iter().all(|job| job["text"]["status"] == "failed" && job["last_error"].as_str().is_some_and(|why| why.contains("21606"))));
        let shown = json!(jobs).to_string();
        assert!(!shown.contains("+1816") && !shown.contains("booked for"), "neither numbers nor words: {shown}");

        let (_, first) = app.operator(Method::GET, "/jobs?limit=1&business_id=ace", None).await;
        let cursor = first["next_cursor"].as_str().expect("a cursor");
        let (_, second) = app.operator(Method::GET, &format!("/jobs?limit=1&cursor={cursor}"), None).await;
        assert_eq!([&first["items"][0]["id"], &second["items"][0]["id"]], [&jobs[0]["id"], &jobs[1]["id"]]);
        let (_, others) = app.operator(Method::GET, "/jobs?business_id=other", None).await;
        assert_eq!(others["items"], json!([]));

        app.shop("other").await;
        assert_eq!(retry(app, "other", &jobs[0]).await.0, 404, "another business has no such job");
        for job in &jobs {
            let (status, again) = retry(app, "ace", job).await;
            assert_eq!((status, &again["state"], &again["text"]["status"]), (200, &json!("ready"), &json!("queued")), "{again}");
            let (status, twice) = retry(app, "ace", job).await;
            assert_eq!((status, &twice["code"]), (409, &json!("job_not_dead")));
        }
        app.do_jobs().await;
        assert_eq!((carrier.asked(), carrier.texts().len(), dead(app).await.len()), (4, 2, 0));
        assert!(shop.messages().await.iter().all(|message| message.status == "sent"));
        assert_eq!(retry(app, "ace", &jobs[0]).await.0, 404, "it is done");
    }

    async fn what_is_given_up_is_told_and_what_is_past_is_not_sent(app: &TestApp, carrier: &FakeCarrier) {
        carrier.shut().await;
        let shop = booked_shop(app).await;
        a_day_and_an_hour_go_by(app).await;
        let (_, notices) = app.operator(Method::GET, "/notices", None).await;
        let notice = &notices["items"][0];
        assert_eq!((&notice["kind"], &notice["detail"]), (&json!("work_given_up"), &json!("send_message")));
        assert!(notice["text"].as_str().is_some_and(|words| words.contains("GET /v1/admin/jobs?state=dead")), "{notice}");

        carrier.reopen().await;
        let (status, late) = retry(app, "ace", &dead_text(app, "confirmation").await).await;
        assert_eq!((status, &late["code"]), (409, &json!("job_over")), "the visit has begun");
        assert_eq!(status_of(&shop, "reminder").await, "too_late", "a reminder that could not leave by day is put down as such");
        assert_eq!(retry(app, "ace", &dead_text(app, "booking").await).await.0, 200);
        app.do_jobs().await;
        assert_eq!((carrier.texts().len(), status_of(&shop, "booking").await), (1, "sent".to_owned()));
        assert_eq!(dead(app).await.len(), 1, "what is past stays to be seen");
    }

    async fn what_the_carrier_has_after_all_is_not_sent_again(app: &TestApp, carrier: &FakeCarrier) {
        carrier.next(&[Conduct::TakesAndBreaks, Conduct::TakesAndVanishes]);
        let shop = booked_shop(app).await;
        app.do_jobs().await;
        carrier.always(Conduct::Breaks);
        a_day_and_an_hour_go_by(app).await;
        let job = dead_text(app, "booking").await;
        assert_eq!(job["text"]["status"], "unknown");
        carrier.always(Conduct::Obliges);
        let asked = carrier.asked();
        let (status, again) = retry(app, "ace", &job).await;
        assert_eq!((status, &again["text"]["status"]), (200, &json!("unknown")), "{again}");
        app.do_jobs().await;
        assert_eq!(status_of(&shop, "booking").await, "sent");
        assert_eq!((carrier.asked(), carrier.texts().len()), (asked, 2), "it was found, not sent");
    }

    async fn what_the_carrier_never_took_is_sent_when_it_is_asked_for_again(app: &TestApp, carrier: &FakeCarrier) {
        carrier.always(Conduct::Breaks);
        let shop = booked_shop(app).await;
        a_day_and_an_hour_go_by(app).await;
        carrier.always(Conduct::Obliges);
        assert_eq!(retry(app, "ace", &dead_text(app, "booking").await).await.0, 200);
        app.do_jobs().await;
        assert_eq!((status_of(&shop, "booking").await, carrier.texts().len()), ("failed".to_owned(), 0), "it is certain now, and late");
        assert_eq!(retry(app, "ace", &dead_text(app, "booking").await).await.0, 200);
        app.do_jobs().await;
        assert_eq!((status_of(&shop, "booking").await, carrier.texts().len()), ("sent".to_owned(), 1));
    }

    async fn who_opted_out_meanwhile_gets_nothing(app: &TestApp, carrier: &FakeCarrier) {
        carrier.next(&[Conduct::Refuses(21606), Conduct::Refuses(21606)]);
        let shop = booked_shop(app).await;
        app.do_jobs().await;
        shop.texter("+18165550123").write("SMstop", "STOP").await.expect("an answer");
        let (status, over) = retry(app, "ace", &dead_text(app, "confirmation").await).await;
        assert_eq!((status, &over["code"]), (409, &json!("job_over")));
        app.do_jobs().await;
        assert!(carrier.texts_to("+18165550123").is_empty());
    }

    async fn a_call_about_an_alert_that_did_not_ring_is_made_while_it_can_be_answered(app: &TestApp, carrier: &FakeCarrier) {
        app.shop_with("ace", json!({ "alert_by_call": true })).await;
        carrier.always(Conduct::Refuses(21606));
        let (status, drill) = app.operator(Method::POST, "/businesses/ace/alert-drill", None).await;
        assert_eq!(status, 201, "{drill}");
        // Everybody is tried twice.
        for _ in 0..3 {
            app.do_jobs().await;
            app.app.clock.advance(SignedDuration::from_mins(6));
        }
        app.do_jobs().await;
        carrier.always(Conduct::Obliges);
        let calls: Vec<Value> = dead(app).await.into_iter().filter(|job| job["kind"] == "call_about_alert").collect();
        assert!(calls.len() > 1 && calls.iter().all(|call| call["text"].is_null()), "{calls:?}");
        assert_eq!(retry(app, "ace", &calls[0]).await.0, 200);
        app.do_jobs().await;
        assert_eq!(carrier.calls().len(), 1);
        app.app.clock.advance(SignedDuration::from_hours(24));
        app.do_jobs().await;
        let (status, over) = retry(app, "ace", &calls[1]).await;
        assert_eq!((status, &over["code"], carrier.calls().len()), (409, &json!("job_over"), 1));
    }
}

both_databases! {
    async fn what_can_not_be_asked_for_is_said(app: &TestApp) {
        app.shop("ace").await;
        for (query, field) in
            [("state=half", "state"), ("business_id=A%20B", "business_id"), ("limit=0", "limit"), ("limit=many", "limit"), ("cursor=here", "cursor")]
        {
            let (status, wrong) = app.operator(Method::GET, &format!("/jobs?{query}"), None).await;
            assert_eq!(status, 422, "{query}: {wrong}");
            assert!(wrong["fields"][field].is_string(), "{query}: {wrong}");
        }
        assert_eq!(app.operator(Method::GET, "/jobs?state=ready", None).await.0, 200);
        let nobodys = Uuid::nil();
        for path in ["ace/jobs/here", "A%20B/jobs/here"].map(str::to_owned).into_iter().chain([format!("ace/jobs/{nobodys}"), format!("none/jobs/{nobodys}")]) {
            assert_eq!(app.operator(Method::POST, &format!("/businesses/{path}/retry"), None).await.0, 404, "{path}");
        }
        assert_eq!(read(app.client.get(format!("{}/v1/admin/jobs", app.base))).await.0, 401);
        assert_eq!(read(app.client.post(format!("{}/v1/admin/businesses/ace/jobs/{nobodys}/retry", app.base))).await.0, 401);
    }
}
