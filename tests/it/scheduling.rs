//! What can be booked: hours, closures, skills, time off, area, notice, and the two nights on which clocks change.

use crate::support::{Person, Shop, TestApp, answer_to, both_databases, instant};
use jiff::SignedDuration;
use serde_json::{Value, json};

const FROM: &str = "+18165550123";

/// Talks until windows are offered, or the call is over; gives the last thing heard.
async fn offered(shop: &Shop, person: &Person) -> String {
    let (mut call, mut heard) = shop.call(FROM).await;
    for _ in 0..14 {
        if call.is_over || heard.contains("Which works better?") || heard.contains("Shall I book it?") {
            break;
        }
        heard = call.say(&answer_to(person, &heard)).await.expect("an answer");
    }
    heard
}

fn wants(when: &'static str) -> Person {
    Person { when, ..Person::default() }
}

async fn change(app: &TestApp, settings: Value) {
    let (status, changed) = app.operator(reqwest::Method::PATCH, "/businesses/ace", Some(settings)).await;
    assert_eq!(status, 200, "{changed}");
}

both_databases! {
    async fn what_is_asked_for_is_offered(app: &TestApp) {
        let shop = app.shop("ace").await;
        for (when, words) in [
            ("tomorrow after 1", "tomorrow, Tuesday, November 24th, between 1 and 3, or between 3 and 5 in the afternoon"),
            ("Wednesday or Thursday morning", "Wednesday, November 25th, between 8 and 10 in the morning"),
            ("next Monday at 9", "Monday, November 30th, between 8 and 10 in the morning"),
            ("this Saturday", "I don't have anything then"),
            ("any day but tomorrow", "today"),
            ("as soon as you can", "today, Monday, November 23rd, between 1 and 3, or"),
        ] {
            let heard = offered(&shop, &wants(when)).await;
            assert!(heard.contains(words), "{when}: {heard}");
        }
    }

    async fn a_pair_that_is_refused_is_followed_by_another(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, mut heard) = shop.call(FROM).await;
        while !heard.contains("Which works better?") {
            heard = call.say(&answer_to(&wants("tomorrow"), &heard)).await.expect("an answer");
        }
        assert!(heard.contains("between 8 and 10 in the morning, or between 10 AM and noon"), "{heard}");
        heard = call.say("no, neither").await.expect("an answer");
        assert!(heard.contains("between 1 and 3, or between 3 and 5 in the afternoon"), "{heard}");
    }

    async fn closures_and_hours_are_kept(app: &TestApp) {
        let shop = app.shop_with("ace", json!({
            "closures": ["2026-11-24"],
            "opening_hours": { "monday": [{ "from": "08:00", "to": "12:00" }], "tuesday": [{ "from": "08:00", "to": "12:00" }], "wednesday": [{ "from": "18:00", "to": "22:00" }] }
        })).await;
        let heard = offered(&shop, &wants("tomorrow")).await;
        assert!(!heard.contains("Tuesday, November 24th") && heard.contains("I don't have anything"), "{heard}");
        change(app, json!({ "closures": null })).await;
        let heard = offered(&shop, &wants("Wednesday")).await;
        assert!(heard.contains("between 6 and 8, or between 8 and 10 in the evening"), "{heard}");
    }

    async fn a_technician_comes_only_for_what_they_can_do_and_not_in_their_time_off(app: &TestApp) {
        let shop = app.shop("ace").await;
        change(app, json!({ "technicians": [
            { "name": "Ann", "skills": ["water_heater"], "time_off": [{ "from": "2026-11-24T00:00:00-06:00", "to": "2026-11-25T00:00:00-06:00" }] },
            { "name": "Bob", "skills": ["toilet"] }
        ] })).await;
        let heard = offered(&shop, &wants("tomorrow")).await;
        assert!(heard.contains("I don't have anything then") && !heard.contains("tomorrow"), "{heard}");
        let toilet = Person { problem: "my toilet handle is loose", ..wants("tomorrow") };
        let heard = offered(&shop, &toilet).await;
        assert!(heard.contains("tomorrow, Tuesday"), "{heard}");
    }

    async fn nobody_comes_outside_the_area(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "service_area": ["66204"] })).await;
        let heard = offered(&shop, &Person::default()).await;
        assert!(heard.contains("outside the area") && heard.contains("call you back"), "{heard}");
        assert_eq!(shop.callbacks().await[0]["reason"], "outside_area");
        let inside = Person { address: "8412 Johnson Drive, Overland Park, Kansas 66204".to_owned(), ..Person::default() };
        assert!(offered(&shop, &inside).await.contains("Which works better?"));
    }

    async fn a_long_job_takes_the_next_window_with_it(app: &TestApp) {
        let shop = app.shop_with("ace", json!({
            "services": [{ "code": "general", "name": "visit", "duration_minutes": 60 }, { "code": "repipe", "name": "repiping", "duration_minutes": 200, "words": ["repipe"] }],
            "buffer_minutes": 0
        })).await;
        let long = Person { problem: "I want you to repipe my basement", when: "tomorrow at 8", choice: "the first one", ..Person::default() };
        shop.talk(FROM, &long).await;
        let visit = &shop.appointments().await[0];
        assert_eq!((visit["window_end"].as_str(), visit["end_time"].as_str()), (Some("2026-11-24T10:00:00-06:00"), Some("2026-11-24T11:20:00-06:00")));
        let next = Person { problem: "my faucet drips", address: "12 Elm Street, Merriam, Kansas 66202".to_owned(), ..wants("tomorrow morning") };
        let heard = offered(&shop, &next).await;
        assert!(heard.contains("I don't have anything"), "{heard}");
    }

    async fn an_emergency_comes_sooner_and_at_its_own_hours(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "emergency_hours": { "saturday": [{ "from": "00:00", "to": "24:00" }], "sunday": [{ "from": "00:00", "to": "24:00" }] } })).await;
        let flood = Person { problem: "a pipe burst and water is pouring through the ceiling", urgency: "yes", ..Person::default() };
        let heard = offered(&shop, &flood).await;
        assert!(heard.contains("The soonest I have is today, Monday, November 23rd, between 10 AM and noon"), "an hour and a half away: {heard}");
        app.app.clock.advance(SignedDuration::from_hours(24 * 5));
        let heard = offered(&shop, &flood).await;
        assert!(heard.contains("today, Saturday, November 28th"), "{heard}");
        let drip = Person { problem: "my faucet drips", ..wants("today") };
        let heard = offered(&shop, &drip).await;
        assert!(heard.contains("Monday, November 30th"), "{heard}");
    }

    async fn a_day_is_the_businesss_day_whatever_the_clock_of_the_machine(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "time_zone": "Pacific/Honolulu" })).await;
        let heard = offered(&shop, &wants("today")).await;
        assert!(heard.contains("today, Monday, November 23rd, between 8 and 10 in the morning"), "it is half past four there: {heard}");
        shop.talk(FROM, &wants("today")).await;
        assert_eq!(shop.appointments().await[0]["window_start"], "2026-11-23T08:00:00-10:00");
    }

    async fn windows_are_right_on_the_nights_on_which_clocks_change(app: &TestApp) {
        for (now, start, end) in [
            ("2027-03-12T08:30:00-06:00[America/Chicago]", "2027-03-15T08:00:00-05:00", "2027-03-15T10:00:00-05:00"),
            ("2027-11-05T08:30:00-05:00[America/Chicago]", "2027-11-08T08:00:00-06:00", "2027-11-08T10:00:00-06:00"),
        ] {
            let away = instant(now).duration_since(app.app.clock.now());
            app.app.clock.advance(away);
            let shop = app.shop(if start.contains("03-15") { "ace" } else { "best" }).await;
            shop.talk(FROM, &wants("Monday morning")).await;
            let visit = &shop.appointments().await[0];
            assert_eq!((visit["window_start"].as_str(), visit["window_end"].as_str()), (Some(start), Some(end)));
        }
    }
}
