//! Two copies on one database run the same schedule and the same jobs.

use super::{assert_kept, of_kind, resident, set_clock};
use crate::support::{Database, FakeCarrier, Shop, TestApp, new_id};
use frontdesk::jobs;
use jiff::SignedDuration;
use serde_json::json;

/// Whose call falls silent.
const SILENT: &str = "+18165550141";
/// Those who are visited on Thursday and Friday.
const CUSTOMERS: [&str; 4] = ["+18165550121", "+18165550122", "+18165550123", "+18165550124"];
const WHEN: [&str; 4] = ["Thursday morning", "Thursday afternoon", "Friday morning", "Friday afternoon"];

/// Both do what is due until neither finds anything.
async fn both_work(first: &TestApp, second: &TestApp) {
    loop {
        let (one, other) = tokio::join!(Box::pin(jobs::run_due(&first.app)), Box::pin(jobs::run_due(&second.app)));
        if one.expect("jobs") + other.expect("jobs") == 0 {
            return;
        }
    }
}

async fn time_goes_by(first: &TestApp, second: &TestApp, minutes: i64, times: u32) {
    for _ in 0..times {
        for copy in [first, second] {
            copy.app.clock.advance(SignedDuration::from_mins(minutes));
        }
        both_work(first, second).await;
    }
}

async fn burst_pipe(shop: &Shop) {
    let (mut call, _) = shop.call("+18165550140").await;
    call.say("a pipe burst in my basement and water is pouring in").await.expect("an answer");
    call.hang_up().await.expect("a word");
}

/// Somebody falls silent, and the carrier never tells that they hung up.
async fn lost_call(shop: &Shop) {
    let (mut call, _) = shop.call(SILENT).await;
    call.say("I need a new kitchen faucet put in").await.expect("an answer");
}

async fn two_copies_keep_each_promise_once(database: Database) {
    let (first, carrier) = TestApp::start_with_carrier(database).await;
    let second = first.another_copy(&carrier).await;
    let staff = json!({ "owner_name": "Dave", "escalation": [{ "name": "Ann", "phone": "+18165550178" }] });
    let shop = first.shop_with("ace", staff).await;
    for (number, (phone, when)) in CUSTOMERS.into_iter().zip(WHEN).enumerate() {
        shop.talk(phone, &resident(number, when, phone)).await;
    }
    both_work(&first, &second).await;
    assert_eq!(of_kind(&shop, "confirmation").await.len(), 4);
    lost_call(&shop).await;
    burst_pipe(&shop).await;
    time_goes_by(&first, &second, 1, 60).await;
    let texts_back = of_kind(&shop, "text_back").await.into_iter().filter(|message| message.to == SILENT).count();
    assert_eq!(texts_back, 1, "who fell silent is written to once");
    assert_steps(&shop, &carrier).await;
    for at in ["2026-11-25T08:00:00-06:00[America/Chicago]", "2026-11-26T07:00:00-06:00[America/Chicago]"] {
        set_clock(&first, at);
        set_clock(&second, at);
        both_work(&first, &second).await;
        time_goes_by(&first, &second, 30, 20).await;
    }
    assert_eq!(of_kind(&shop, "reminder").await.len(), 4, "each is reminded once");
    assert_kept(&first, &shop, &carrier).await;
    second.close().await;
    first.close().await;
}

/// Dave and Ann were each alerted twice, five minutes apart, as one copy alone would have done it.
async fn assert_steps(shop: &Shop, carrier: &FakeCarrier) {
    let (_, list) = shop.staff(reqwest::Method::GET, "/v1/owner/emergencies").await;
    assert_eq!(list["items"][0]["steps"].as_array().map(Vec::len), Some(4), "{list}");
    for number in ["+18165550177", "+18165550178"] {
        let alerts = carrier.texts_to(number).into_iter().filter(|text| text.body.starts_with("EMERGENCY")).count();
        assert_eq!(alerts, 2, "{number}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_copies_keep_each_promise_once_on_sqlite() {
    two_copies_keep_each_promise_once(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_copies_keep_each_promise_once_on_postgresql() {
    if let Some(database) = Database::postgres().await {
        two_copies_keep_each_promise_once(database).await;
    }
}

/// A customer answers STOP at one copy while the other sends what is due.
async fn a_stop_at_one_copy_counts_at_the_other(database: Database) {
    let (first, carrier) = TestApp::start_with_carrier(database).await;
    let second = first.another_copy(&carrier).await;
    let shop = first.shop("ace").await;
    shop.talk(CUSTOMERS[0], &resident(1, "Thursday morning", CUSTOMERS[0])).await;
    both_work(&first, &second).await;
    shop.texter(CUSTOMERS[0]).write(&new_id("SM"), "STOP").await.expect("an answer");
    let before = carrier.texts_to(CUSTOMERS[0]).len();
    set_clock(&first, "2026-11-25T08:00:00-06:00[America/Chicago]");
    set_clock(&second, "2026-11-25T08:00:00-06:00[America/Chicago]");
    while jobs::run_due(&second.app).await.expect("jobs") > 0 {}
    assert_eq!(carrier.texts_to(CUSTOMERS[0]).len(), before);
    assert_kept(&first, &shop, &carrier).await;
    second.close().await;
    first.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stop_at_one_copy_counts_at_the_other_on_sqlite() {
    a_stop_at_one_copy_counts_at_the_other(Database::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_stop_at_one_copy_counts_at_the_other_on_postgresql() {
    if let Some(database) = Database::postgres().await {
        a_stop_at_one_copy_counts_at_the_other(database).await;
    }
}
