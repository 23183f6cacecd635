//! Many callers, one window.

use crate::support::{Database, Person, Shop, TestApp, answer_to, both_databases, is_booked};
use frontdesk::simulator::PhoneCall;
use serde_json::json;

const CALLERS: usize = 64;

/// A shop with one window a day; tomorrow's is the one that everybody wants.
async fn shop_with_one_window(app: &TestApp) -> Shop {
    app.shop_with("ace", json!({ "arrival_windows": [{ "from": "08:00", "to": "10:00" }] })).await
}

fn resident(number: usize) -> Person {
    Person { address: format!("{} Johnson Drive, Merriam, Kansas 66202", 1000 + number), when: "tomorrow", ..Person::default() }
}

/// Brings a caller to the question whether to book.
async fn about_to_book(shop: &Shop, base: &str, number: usize) -> PhoneCall {
    let carrier = shop.carrier_at(base);
    let from = format!("+1816555{number:04}");
    let (mut call, mut heard) = PhoneCall::dial(&carrier, "/twilio/voice", &format!("CArace{number}"), (&from, &shop.number))
        .await
        .expect("a call that is answered");
    let person = resident(number);
    while !heard.contains("Shall I book it?") {
        heard = call.say(&answer_to(&person, &heard)).await.expect("an answer");
    }
    assert!(heard.contains("tomorrow, Tuesday, November 24th"), "{heard}");
    call
}

/// Everybody says yes at the same moment; gives what each heard.
async fn all_say_yes(calls: Vec<PhoneCall>) -> Vec<String> {
    let tasks: Vec<_> =
        calls.into_iter().map(|mut call| tokio::spawn(async move { call.say("yes please").await.expect("an answer") })).collect();
    let mut heard = Vec::new();
    for task in tasks {
        heard.push(task.await.expect("an answer"));
    }
    heard
}

fn assert_one_winner(heard: &[String]) {
    let (winners, others): (Vec<&String>, Vec<&String>) = heard.iter().partition(|words| is_booked(words));
    assert_eq!(winners.len(), 1, "{heard:#?}");
    for words in others {
        assert!(words.contains("that time was taken just this moment") && words.contains("Wednesday, November 25th"), "{words}");
    }
}

both_databases! {
    async fn of_64_callers_for_one_window_one_gets_it_and_63_are_offered_another(app: &TestApp) {
        let shop = shop_with_one_window(app).await;
        let mut calls = Vec::new();
        for number in 0..CALLERS {
            calls.push(about_to_book(&shop, &app.base, number).await);
        }
        assert_one_winner(&all_say_yes(calls).await);
        assert_eq!(shop.appointments().await.len(), 1);
    }

    async fn two_technicians_take_two_jobs_in_a_window_and_never_three(app: &TestApp) {
        let shop = shop_with_one_window(app).await;
        let (status, changed) = app
            .operator(reqwest::Method::PATCH, "/businesses/ace", Some(json!({ "technicians": [{ "name": "Ann" }, { "name": "Bob" }] })))
            .await;
        assert_eq!(status, 200, "{changed}");
        let mut calls = Vec::new();
        for number in 0..8 {
            calls.push(about_to_book(&shop, &app.base, number).await);
        }
        let heard = all_say_yes(calls).await;
        assert_eq!(heard.iter().filter(|words| is_booked(words)).count(), 2, "{heard:#?}");
        let appointments = shop.appointments().await;
        assert_ne!(appointments[0]["technician_id"], appointments[1]["technician_id"]);
    }

    async fn a_day_of_callers_fills_the_day_and_nothing_overlaps(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "horizon_days": 3 })).await;
        let mut talks = Vec::new();
        for number in 0..20 {
            let shop = shop.clone();
            talks.push(tokio::spawn(async move { shop.talk(&format!("+1816555{number:04}"), &resident(number)).await }));
        }
        for talk in talks {
            talk.await.expect("a talk that ends");
        }
        let appointments = shop.appointments().await;
        // Two windows are left of Monday (13 to 15, 15 to 17), and four on each of the three days after it.
        assert_eq!(appointments.len(), 14, "{appointments:#?}");
        for pair in appointments.windows(2) {
            let (end, start) = (pair[0]["end_time"].as_str().expect("a time"), pair[1]["start_time"].as_str().expect("a time"));
            assert!(end <= start, "{end} {start}");
        }
        let reasons: Vec<_> = shop.callbacks().await.iter().map(|task| task["reason"].as_str().expect("a reason").to_owned()).collect();
        assert_eq!(reasons, vec!["nothing_free"; 6]);
    }
}

/// Two copies of the service on one database.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_copies_on_one_postgresql_sell_a_window_once() {
    let Some(database) = Database::postgres().await else { return };
    let url = database.url().to_owned();
    let first = TestApp::start(database).await;
    let second = TestApp::start(Database::shared(&url)).await;
    let shop = shop_with_one_window(&first).await;
    let mut calls = Vec::new();
    for number in 0..CALLERS {
        let base = if number % 2 == 0 { &first.base } else { &second.base };
        calls.push(about_to_book(&shop, base, number).await);
    }
    assert_one_winner(&all_say_yes(calls).await);
    assert_eq!(shop.appointments().await.len(), 1);
    second.close().await;
    first.close().await;
}

/// The jobs of two copies are done once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_copies_on_one_postgresql_send_each_text_once() {
    let Some(database) = Database::postgres().await else { return };
    let (first, carrier) = TestApp::start_with_carrier(database).await;
    let second = first.another_copy(&carrier).await;
    let shop = first.shop("ace").await;
    for number in 0..6 {
        shop.talk(&format!("+1816555{number:04}"), &resident(number)).await;
    }
    let (one, other) = tokio::join!(frontdesk::jobs::run_due(&first.app), frontdesk::jobs::run_due(&second.app));
    assert!(one.expect("jobs") + other.expect("jobs") > 0);
    assert_eq!(carrier.asked(), 12, "a confirmation and a word to the owner for each booking, each handed over once");
    assert!(shop.messages().await.iter().all(|message| message.status == "sent"));
    second.close().await;
    first.close().await;
}
