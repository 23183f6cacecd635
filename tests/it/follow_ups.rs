//! Asking again: who told what is wrong and booked nothing, and who was visited long ago. Each once, by day, and never who said no.

use crate::support::{Person, Shop, TestApp, answer_to, both_databases, instant, is_booked, new_id};
use frontdesk::storage::messages::Message;
use jiff::{SignedDuration, Timestamp};
use reqwest::Method;
use serde_json::json;

const HOME: &str = "+18165550123";
const NEXT_WEEK: &str = "2026-11-30T12:00:00-06:00[America/Chicago]";

/// Lets the clock go on in steps, and does what falls due.
async fn until(app: &TestApp, then: &str, step: SignedDuration) {
    let then = instant(then);
    while app.app.clock.now() < then {
        app.app.clock.advance(step.min(then.duration_since(app.app.clock.now())));
        app.do_jobs().await;
    }
}

async fn for_a_week(app: &TestApp) {
    until(app, NEXT_WEEK, SignedDuration::from_mins(15)).await;
}

async fn of_kind(shop: &Shop, kind: &str) -> Vec<Message> {
    shop.messages().await.into_iter().filter(|message| message.kind == kind).collect()
}

fn times(texts: &[Message]) -> Vec<Timestamp> {
    texts.iter().map(|message| message.created_at).collect()
}

/// Writes what is wrong, and then no more.
async fn writes(shop: &Shop, from: &str, words: &[&str]) {
    for text in words {
        shop.texter(from).write(&new_id("SM"), text).await.expect("a reply");
    }
}

/// Books in the chat.
async fn chats(shop: &Shop, person: &Person) {
    let (chat, mut heard) = shop.chat().await;
    for number in 0..20 {
        if is_booked(&heard) {
            return;
        }
        heard = chat.write(&answer_to(person, &heard), &format!("{number}")).await.expect("a reply");
    }
}

both_databases! {
    async fn who_told_what_is_wrong_and_then_no_more_is_asked_once_by_day(app: &TestApp) {
        let shop = app.shop("ace").await;
        writes(&shop, HOME, &["my water heater is leaking", "it can wait"]).await;
        for_a_week(app).await;
        let asked = of_kind(&shop, "follow_up").await;
        // Twenty hours after half past eight in the morning it is night.
        assert_eq!(times(&asked), [instant("2026-11-24T08:00:00-06:00[America/Chicago]")]);
        assert_eq!(
            asked[0].body,
            "Bristol Plumbing: thanks for getting in touch. Would you still like us to come out? Reply here or call us, and we'll find a \
             time. STOP to opt out."
        );
        writes(&shop, HOME, &["my water heater is still leaking", "it can wait"]).await;
        until(app, "2026-12-10T12:00:00-06:00[America/Chicago]", SignedDuration::from_hours(1)).await;
        assert_eq!(of_kind(&shop, "follow_up").await.len(), 1, "once in ninety days");
    }

    async fn nobody_is_asked_who_booked_wrote_again_opted_out_or_is_called_back(app: &TestApp) {
        let shop = app.shop("ace").await;
        let story = ["my water heater is leaking", "it can wait"];
        for from in ["+18165550124", "+18165550125", "+18165550126", "+18165550127"] {
            writes(&shop, from, &story).await;
        }
        app.app.clock.advance(SignedDuration::from_hours(2));
        shop.talk("+18165550124", &Person { phone: "+18165550124", ..Person::default() }).await;
        writes(&shop, "+18165550125", &["STOP"]).await;
        writes(&shop, "+18165550126", &["I'd rather talk to a person please"]).await;
        // Who only asked for the hours told nothing.
        writes(&shop, "+18165550128", &["what are your hours?"]).await;
        // A lost call is called back.
        let (mut call, _) = shop.call("+18165550129").await;
        call.say("my water heater is leaking").await.expect("an answer");
        call.hang_up().await.expect("a hang-up");
        for_a_week(app).await;
        let asked: Vec<String> = of_kind(&shop, "follow_up").await.into_iter().map(|message| message.to).collect();
        assert_eq!(asked, ["+18165550127"]);
    }

    async fn a_business_may_ask_sooner_or_not_at_all(app: &TestApp) {
        let eager = app.shop_with("eager", json!({ "follow_up_hours": 2 })).await;
        let silent = app.shop_with("silent", json!({ "follow_up_hours": 0 })).await;
        for shop in [&eager, &silent] {
            writes(shop, HOME, &["my water heater is leaking", "it can wait"]).await;
        }
        for_a_week(app).await;
        assert_eq!(times(&of_kind(&eager, "follow_up").await), [instant("2026-11-23T10:30:00-06:00[America/Chicago]")]);
        assert_eq!(of_kind(&silent, "follow_up").await.len(), 0);
    }

    async fn past_customers_are_asked_after_so_many_days_where_the_business_wants_it(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "win_back_days": 60 })).await;
        let person = |phone: &'static str, when: &'static str, number: u32| Person {
            phone,
            when,
            address: format!("{number} Johnson Drive, Merriam, Kansas 66202"),
            ..Person::default()
        };
        shop.talk(HOME, &person(HOME, "tomorrow morning", 1001)).await;
        shop.talk("+18165550124", &person("+18165550124", "tomorrow morning", 1002)).await;
        writes(&shop, "+18165550124", &["STOP"]).await;
        // She booked in the chat: her number never got in touch by itself.
        chats(&shop, &person("+18165550125", "tomorrow afternoon", 1003)).await;
        assert_eq!(shop.appointments().await.len(), 3);
        until(app, "2027-01-20T12:00:00-06:00[America/Chicago]", SignedDuration::from_hours(6)).await;
        assert_eq!(of_kind(&shop, "win_back").await.len(), 0);
        until(app, "2027-03-10T12:00:00-06:00[America/Chicago]", SignedDuration::from_hours(1)).await;
        let asked = of_kind(&shop, "win_back").await;
        assert_eq!(times(&asked), [instant("2027-01-23T11:00:00-06:00[America/Chicago]")]);
        assert_eq!(asked[0].to, HOME);
        assert!(asked[0].body.contains("it's been a while since our last visit"), "{}", asked[0].body);
    }

    async fn nobody_is_won_back_unless_the_business_asks_for_it(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk(HOME, &Person { phone: HOME, ..Person::default() }).await;
        until(app, "2027-12-01T12:00:00-06:00[America/Chicago]", SignedDuration::from_hours(24)).await;
        assert_eq!(of_kind(&shop, "win_back").await.len(), 0);
        let (status, changed) = app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "win_back_days": 365 }))).await;
        assert_eq!(status, 200, "{changed}");
        app.do_jobs().await;
        assert_eq!(of_kind(&shop, "win_back").await.len(), 1);
    }

    async fn what_waited_for_the_morning_is_dropped_where_they_wrote_meanwhile(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "follow_up_hours": 12 })).await;
        writes(&shop, HOME, &["my water heater is leaking", "it can wait"]).await;
        until(app, "2026-11-23T20:25:00-06:00[America/Chicago]", SignedDuration::from_mins(5)).await;
        app.app.clock.advance(SignedDuration::from_mins(5));
        frontdesk::usecases::follow_up::follow_up_due(&app.app, app.app.clock.now()).await.expect("a look");
        app.app.clock.advance(SignedDuration::from_hours(1));
        app.do_jobs().await;
        assert_eq!(of_kind(&shop, "follow_up").await[0].status, "queued", "it is night by now");
        writes(&shop, HOME, &["are you there?"]).await;
        until(app, "2026-11-24T09:00:00-06:00[America/Chicago]", SignedDuration::from_mins(15)).await;
        assert_eq!(of_kind(&shop, "follow_up").await[0].status, "superseded");
    }
}
