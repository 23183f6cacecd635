//! Reminders: the day before, by day where the customer lives, once, and only of what still holds.

use crate::support::{Person, Shop, TestApp, both_databases, instant};
use frontdesk::storage::messages::Message;
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use serde_json::{Value, json};

const HOME: &str = "+18165550123";
const HONOLULU: &str = "+18085550123";

/// Somebody at an address of their own who wants to be visited then, and is called back at the number that they call from.
fn resident(number: usize, when: &'static str, phone: &'static str) -> Person {
    Person { address: format!("{} Johnson Drive, Merriam, Kansas 66202", 1000 + number), when, phone, ..Person::default() }
}

async fn books(shop: &Shop, phone: &'static str, when: &'static str) -> Value {
    shop.talk(phone, &resident(1, when, phone)).await;
    shop.appointments().await.last().expect("an appointment").clone()
}

/// Lets the clock go on in steps of five minutes, and does what falls due.
async fn until(app: &TestApp, then: &str) {
    let then = instant(then);
    while app.app.clock.now() < then {
        app.app.clock.advance(SignedDuration::from_mins(5).min(then.duration_since(app.app.clock.now())));
        app.do_jobs().await;
    }
}

async fn reminders(shop: &Shop) -> Vec<Message> {
    shop.messages().await.into_iter().filter(|message| message.kind == "reminder").collect()
}

fn times(reminders: &[Message]) -> Vec<Timestamp> {
    reminders.iter().map(|message| message.created_at).collect()
}

fn statuses(reminders: &[Message]) -> Vec<String> {
    reminders.iter().map(|message| message.status.clone()).collect()
}

both_databases! {
    async fn a_visit_is_reminded_of_once_a_day_before(app: &TestApp) {
        let shop = app.shop("ace").await;
        let visit = books(&shop, HOME, "Thursday morning").await;
        assert_eq!(visit["window_start"], "2026-11-26T08:00:00-06:00");
        until(app, "2026-11-25T07:50:00-06:00[America/Chicago]").await;
        assert_eq!(reminders(&shop).await.len(), 0, "not before its time");
        until(app, "2026-11-27T12:00:00-06:00[America/Chicago]").await;
        let sent = reminders(&shop).await;
        assert_eq!(times(&sent), [instant("2026-11-25T08:00:00-06:00[America/Chicago]")]);
        assert_eq!((sent[0].to.as_str(), sent[0].status.as_str()), (HOME, "stubbed"));
        assert_eq!(
            sent[0].body,
            "Bristol Plumbing: reminder of your visit Thu, Nov 26, 8 to 10 AM at 1001 Johnson Drive. Reply C to confirm, R to \
             reschedule, X to call it off. STOP to opt out."
        );
    }

    async fn nobody_is_reminded_at_night_where_they_live(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "default_reminder_hours": 24 })).await;
        books(&shop, HONOLULU, "Friday morning").await;
        until(app, "2026-11-28T12:00:00-06:00[America/Chicago]").await;
        // Eight on Thursday morning in Chicago is four in Honolulu: it is the evening before.
        assert_eq!(times(&reminders(&shop).await), [instant("2026-11-25T20:45:00-10:00[Pacific/Honolulu]")]);
    }

    async fn settings_that_change_meanwhile_count(app: &TestApp) {
        let shop = app.shop("ace").await;
        books(&shop, HOME, "Monday morning").await;
        until(app, "2026-11-24T12:00:00-06:00[America/Chicago]").await;
        let (status, changed) = app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "default_reminder_hours": 72 }))).await;
        assert_eq!(status, 200, "{changed}");
        until(app, "2026-12-01T12:00:00-06:00[America/Chicago]").await;
        assert_eq!(times(&reminders(&shop).await), [instant("2026-11-27T08:00:00-06:00[America/Chicago]")]);
    }

    async fn a_visit_for_today_needs_none_and_one_for_tomorrow_gets_it_three_hours_later(app: &TestApp) {
        let shop = app.shop("ace").await;
        books(&shop, HOME, "today").await;
        books(&shop, "+18165550124", "tomorrow morning").await;
        until(app, "2026-11-26T12:00:00-06:00[America/Chicago]").await;
        let sent = reminders(&shop).await;
        assert_eq!(times(&sent), [instant("2026-11-23T11:30:00-06:00[America/Chicago]")]);
        assert_eq!(sent[0].to, "+18165550124");
    }

    async fn who_opted_out_gets_none(app: &TestApp) {
        let shop = app.shop("ace").await;
        books(&shop, HOME, "Thursday morning").await;
        shop.texter(HOME).write("SM1", "STOP").await.expect("an answer");
        until(app, "2026-11-26T12:00:00-06:00[America/Chicago]").await;
        assert_eq!(reminders(&shop).await.len(), 0);
    }

    async fn a_suspended_business_reminds_nobody_until_it_is_lifted(app: &TestApp) {
        let shop = app.shop("ace").await;
        books(&shop, HOME, "Thursday morning").await;
        books(&shop, "+18165550124", "Friday morning").await;
        let status = |word: &'static str| app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "status": word })));
        status("SUSPENDED").await;
        until(app, "2026-11-26T12:00:00-06:00[America/Chicago]").await;
        assert_eq!(shop.messages().await.iter().filter(|message| message.kind == "reminder").count(), 0);
        status("ACTIVE").await;
        until(app, "2026-11-28T12:00:00-06:00[America/Chicago]").await;
        let sent = reminders(&shop).await;
        assert_eq!(times(&sent), [instant("2026-11-26T12:05:00-06:00[America/Chicago]")], "Thursday's visit is over, Friday's is not");
        assert_eq!(sent[0].to, "+18165550124");
    }

    async fn a_spanish_speaker_is_reminded_in_spanish(app: &TestApp) {
        let shop = app.shop("ace").await;
        books_in_spanish(&shop).await;
        until(app, "2026-11-27T12:00:00-06:00[America/Chicago]").await;
        let sent = reminders(&shop).await;
        assert_eq!(sent.len(), 1);
        assert!(sent[0].body.contains("le recordamos su visita el jueves 26 de noviembre, entre las 8 y las 10 de la mañana"), "{}", sent[0].body);
    }

    async fn the_clock_may_jump_a_day_ahead_and_back(app: &TestApp) {
        let shop = app.shop("ace").await;
        books(&shop, HOME, "Thursday morning").await;
        app.do_jobs().await;
        for hours in [49, -24, 24, -48, 72] {
            app.app.clock.advance(SignedDuration::from_hours(hours));
            app.do_jobs().await;
        }
        assert_eq!(times(&reminders(&shop).await), [instant("2026-11-25T09:30:00-06:00[America/Chicago]")]);
    }

    async fn what_the_night_overtook_waits_for_the_morning_if_the_visit_does(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "default_reminder_hours": 10 })).await;
        books(&shop, HOME, "Wednesday morning").await;
        books(&shop, "+18165550124", "Wednesday morning").await;
        until(app, "2026-11-24T20:40:00-06:00[America/Chicago]").await;
        app.app.clock.advance(SignedDuration::from_mins(5));
        // Both were put into the queue at the last moment, and the carrier is out of reach until ten.
        frontdesk::usecases::remind::remind_due(&app.app, app.app.clock.now()).await.expect("a look");
        assert_eq!(statuses(&reminders(&shop).await), ["queued", "queued"]);
        app.app.clock.advance(SignedDuration::from_mins(75));
        app.do_jobs().await;
        let after = reminders(&shop).await;
        let of = |from: &str| after.iter().find(|message| message.visit.is_some_and(|visit| visit.from == instant(from))).map(|m| m.status.clone());
        assert_eq!(of("2026-11-25T08:00:00-06:00[America/Chicago]").as_deref(), Some("too_late"), "it begins when the night ends");
        assert_eq!(of("2026-11-25T10:00:00-06:00[America/Chicago]").as_deref(), Some("queued"));
        until(app, "2026-11-25T08:00:00-06:00[America/Chicago]").await;
        assert_eq!(statuses(&reminders(&shop).await).iter().filter(|status| *status == "stubbed").count(), 1);
    }

    async fn reminding_by_hand_reminds_nobody_twice(app: &TestApp) {
        let shop = app.shop("ace").await;
        books(&shop, HOME, "Thursday morning").await;
        books(&shop, "+18165550124", "Friday morning").await;
        books(&shop, "+18165550125", "next Monday morning").await;
        shop.texter("+18165550124").write("SM1", "STOP").await.expect("an answer");
        let send = |hours: &'static str| shop.staff(Method::POST, hours);
        let (status, first) = send("/v1/reminders/send-upcoming?hours_ahead=100").await;
        assert_eq!(status, 200, "{first}");
        assert_eq!((&first["queued"], &first["skipped"]), (&json!(1), &json!({ "opted_out": 1 })), "{first}");
        let (_, again) = send("/v1/reminders/send-upcoming?hours_ahead=336").await;
        assert_eq!((&again["queued"], &again["skipped"]), (&json!(1), &json!({ "already_reminded": 1, "opted_out": 1 })), "{again}");
        assert_eq!(again["reminders"].as_array().map(Vec::len), Some(3));
        until(app, "2026-12-01T12:00:00-06:00[America/Chicago]").await;
        assert_eq!(reminders(&shop).await.len(), 2);
        for wrong in ["0", "337", "soon", "-1"] {
            let (status, body) = shop.staff(Method::POST, &format!("/v1/reminders/send-upcoming?hours_ahead={wrong}")).await;
            assert_eq!((status, &body["fields"]["hours_ahead"]), (422, &json!("must be 1 to 336")));
        }
    }

    async fn by_hand_at_night_it_says_what_waits_until_when(app: &TestApp) {
        let shop = app.shop("ace").await;
        books(&shop, HOME, "Tuesday morning").await;
        books(&shop, "+18165550124", "Thursday morning").await;
        app.app.clock.advance(SignedDuration::from_hours(14));
        let (_, answer) = shop.staff(Method::POST, "/v1/reminders/send-upcoming?hours_ahead=72").await;
        assert_eq!((&answer["queued"], &answer["skipped"]), (&json!(0), &json!({ "night": 1, "too_late": 1 })), "{answer}");
        assert_eq!(answer["reminders"][1]["send_at"], "2026-11-25T08:00:00-06:00");
        until(app, "2026-11-26T12:00:00-06:00[America/Chicago]").await;
        assert_eq!(reminders(&shop).await.len(), 1);
    }
}

async fn books_in_spanish(shop: &Shop) {
    let (mut call, _) = shop.call(HOME).await;
    let mut heard = String::new();
    for words in [
        "hola, mi calentador de agua está goteando",
        "puede esperar",
        "me llamo Marisol García",
        "8412 Johnson Drive, Merriam, Kansas 66202",
        "el jueves por la mañana",
        "la primera",
        "sí",
        "sí",
    ] {
        if call.is_over {
            break;
        }
        heard = call.say(words).await.expect("an answer");
    }
    assert_eq!(shop.appointments().await.len(), 1, "{heard}");
}
