//! A visit is moved or called off, or its customer opts out, while its reminder leaves.

use super::{MARIA, assert_kept, of_kind, resident, set_clock, status_of, wait_and_do};
use crate::support::{Conduct, FakeCarrier, Shop, TestApp, new_id, with_a_carrier};
use frontdesk::jobs;
use frontdesk::storage::StoreError;
use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinHandle;

/// When the reminder of Thursday's visit is due.
const DUE: &str = "2026-11-25T08:00:00-06:00[America/Chicago]";

/// Maria is expected on Thursday at eight, and all that was to be sent about it has left.
async fn booked_for_thursday(app: &TestApp) -> (Shop, Value) {
    let shop = app.shop("ace").await;
    shop.talk(MARIA, &resident(1, "Thursday morning", MARIA)).await;
    app.do_jobs().await;
    let visit = shop.appointments().await[0].clone();
    (shop, visit)
}

async fn change(shop: &Shop, visit: &Value, body: Value) {
    let path = format!("/v1/crm/appointments/{}", visit["id"].as_str().expect("an id"));
    let (status, changed) = shop.staff_sends(Method::PATCH, &path, body).await;
    assert_eq!(status, 200, "{changed}");
}

async fn move_to_friday(shop: &Shop, visit: &Value) {
    change(shop, visit, json!({ "start_time": "2026-11-27T10:00:00-06:00" })).await;
}

async fn call_off(shop: &Shop, visit: &Value) {
    change(shop, visit, json!({ "status": "CANCELLED" })).await;
}

async fn stop(shop: &Shop) {
    shop.texter(MARIA).write(&new_id("SM"), "STOP").await.expect("an answer");
}

/// The reminder falls due while the carrier has no time for it, and waits.
async fn put_off(app: &TestApp, carrier: &FakeCarrier) {
    set_clock(app, DUE);
    carrier.next(&[Conduct::IsBusy(Some(60))]);
    app.do_jobs().await;
}

/// The reminder falls due, and the carrier has it in hand.
async fn in_hand(app: &TestApp, carrier: &FakeCarrier, conduct: Conduct) -> JoinHandle<Result<usize, StoreError>> {
    set_clock(app, DUE);
    carrier.next(&[conduct]);
    let inner = app.app.clone();
    let working = tokio::spawn(async move { jobs::run_due(&inner).await });
    carrier.until_waiting(1).await;
    working
}

async fn goes_on(carrier: &FakeCarrier, working: JoinHandle<Result<usize, StoreError>>) {
    carrier.let_go();
    working.await.expect("an end").expect("jobs that are done");
}

with_a_carrier! {
    async fn a_visit_that_is_moved_before_is_reminded_of_as_it_is_then(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, visit) = booked_for_thursday(app).await;
        put_off(app, carrier).await;
        assert_eq!(status_of(&of_kind(&shop, "reminder").await), ["queued"]);
        move_to_friday(&shop, &visit).await;
        wait_and_do(app, 600, 6 * 48).await;
        assert_eq!(status_of(&of_kind(&shop, "reminder").await), ["sent", "superseded"]);
        assert_eq!(status_of(&of_kind(&shop, "moved").await), ["sent"]);
        assert_kept(app, &shop, carrier).await;
    }

    async fn a_visit_that_is_called_off_before_is_not_reminded_of(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, visit) = booked_for_thursday(app).await;
        put_off(app, carrier).await;
        call_off(&shop, &visit).await;
        wait_and_do(app, 600, 6).await;
        assert_eq!(status_of(&of_kind(&shop, "reminder").await), ["superseded"]);
        assert_eq!(status_of(&of_kind(&shop, "called_off").await), ["sent"]);
        assert_kept(app, &shop, carrier).await;
    }

    async fn who_opts_out_before_gets_nothing_more(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, visit) = booked_for_thursday(app).await;
        put_off(app, carrier).await;
        stop(&shop).await;
        let before = carrier.texts_to(MARIA).len();
        move_to_friday(&shop, &visit).await;
        wait_and_do(app, 600, 6 * 48).await;
        assert_eq!(carrier.texts_to(MARIA).len(), before);
        assert_eq!(status_of(&of_kind(&shop, "reminder").await), ["opted_out"]);
        assert_kept(app, &shop, carrier).await;
    }

    async fn a_visit_that_is_moved_while_its_reminder_is_handed_over_is_told_of_after_it(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, visit) = booked_for_thursday(app).await;
        let working = in_hand(app, carrier, Conduct::Waits).await;
        move_to_friday(&shop, &visit).await;
        goes_on(carrier, working).await;
        wait_and_do(app, 600, 6 * 48).await;
        let told: Vec<String> = carrier.texts_to(MARIA).into_iter().map(|text| text.body).collect();
        let days: Vec<bool> = told.iter().map(|body| body.contains("Nov 27")).collect();
        assert_eq!(days, [false, false, true, true], "booked, reminded, moved, reminded anew: {told:#?}");
        assert_eq!(status_of(&of_kind(&shop, "reminder").await), ["sent", "sent"]);
        assert_kept(app, &shop, carrier).await;
    }

    async fn a_visit_that_is_called_off_while_its_reminder_is_handed_over_is_told_of_after_it(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, visit) = booked_for_thursday(app).await;
        let working = in_hand(app, carrier, Conduct::TakesAndWaits).await;
        call_off(&shop, &visit).await;
        goes_on(carrier, working).await;
        wait_and_do(app, 600, 6 * 48).await;
        let told = carrier.texts_to(MARIA);
        assert_eq!(told.len(), 3, "{told:#?}");
        assert_eq!(status_of(&of_kind(&shop, "called_off").await), ["sent"]);
        assert_kept(app, &shop, carrier).await;
    }

    async fn who_opts_out_while_the_reminder_is_handed_over_gets_nothing_after_it(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, visit) = booked_for_thursday(app).await;
        let working = in_hand(app, carrier, Conduct::TakesAndWaits).await;
        let before = carrier.texts_to(MARIA).len();
        stop(&shop).await;
        goes_on(carrier, working).await;
        call_off(&shop, &visit).await;
        wait_and_do(app, 600, 6 * 48).await;
        assert_eq!(carrier.texts_to(MARIA).len(), before);
        assert_eq!(status_of(&of_kind(&shop, "reminder").await), ["sent"], "it left before");
        assert_kept(app, &shop, carrier).await;
    }

    async fn who_opts_out_while_nobody_knows_whether_it_left_gets_no_second_one(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, _) = booked_for_thursday(app).await;
        let before = carrier.texts_to(MARIA).len();
        set_clock(app, DUE);
        carrier.next(&[Conduct::Vanishes]);
        app.do_jobs().await;
        assert_eq!(status_of(&of_kind(&shop, "reminder").await), ["unknown"]);
        stop(&shop).await;
        wait_and_do(app, 60, 30).await;
        assert_eq!(carrier.texts_to(MARIA).len(), before, "it was not taken, and is not handed over again");
        assert_eq!(status_of(&of_kind(&shop, "reminder").await), ["opted_out"]);
        assert_kept(app, &shop, carrier).await;
    }
}
