//! The clock jumps a day ahead or back while something is under way.

use super::{MARIA, assert_kept, of_kind, resident, status_of, wait_and_do};
use crate::support::{Conduct, FakeCarrier, TestApp, with_a_carrier};
use jiff::SignedDuration;
use serde_json::json;

const DAVE: &str = "+18165550177";
const ANN: &str = "+18165550178";

/// The clock jumps, and what is due then is done.
async fn jump(app: &TestApp, hours: i64) {
    app.app.clock.advance(SignedDuration::from_hours(hours));
    app.do_jobs().await;
}

/// Somebody calls with a burst pipe; two people are to be alerted twice each; the clock jumps in between.
async fn alarm_with_jumps(app: &TestApp, carrier: &FakeCarrier, jumps: &[i64]) {
    let staff = json!({ "owner_name": "Dave", "owner_phone": DAVE, "escalation": [{ "name": "Ann", "phone": ANN }] });
    let shop = app.shop_with("ace", staff).await;
    let (mut call, _) = shop.call(MARIA).await;
    call.say("a pipe burst in my basement and water is pouring in").await.expect("an answer");
    call.hang_up().await.expect("a word");
    app.do_jobs().await;
    for hours in jumps {
        jump(app, *hours).await;
        wait_and_do(app, 60, 3).await;
    }
    wait_and_do(app, 300, 12 * 27).await;
    for number in [DAVE, ANN] {
        let alerts = carrier.texts_to(number).into_iter().filter(|text| text.body.starts_with("EMERGENCY")).count();
        assert_eq!(alerts, 2, "{number}");
    }
    let (_, list) = shop.staff(reqwest::Method::GET, "/v1/owner/emergencies").await;
    assert_eq!((&list["items"][0]["state"], list["items"][0]["steps"].as_array().map(Vec::len)), (&json!("unanswered"), Some(4)), "{list}");
    assert_kept(app, &shop, carrier).await;
}

/// Nobody knows whether two texts were taken, of which one was; the clock jumps.
async fn unknown_with_a_jump(app: &TestApp, carrier: &FakeCarrier, hours: i64) {
    let shop = app.shop("ace").await;
    carrier.next(&[Conduct::TakesAndVanishes, Conduct::Vanishes]);
    shop.talk(MARIA, &resident(1, "Friday morning", MARIA)).await;
    app.do_jobs().await;
    assert_eq!(status_of(&shop.messages().await), ["unknown", "unknown"]);
    jump(app, hours).await;
    wait_and_do(app, 600, 6 * 100).await;
    assert_eq!(status_of(&of_kind(&shop, "confirmation").await), ["sent"]);
    assert_eq!(status_of(&of_kind(&shop, "reminder").await), ["sent"]);
    assert_kept(app, &shop, carrier).await;
}

with_a_carrier! {
    async fn an_alarm_goes_through_its_list_once_though_the_clock_jumps_ahead(app: &TestApp, carrier: &FakeCarrier) {
        alarm_with_jumps(app, carrier, &[24]).await;
    }

    async fn an_alarm_goes_through_its_list_once_though_the_clock_jumps_back(app: &TestApp, carrier: &FakeCarrier) {
        alarm_with_jumps(app, carrier, &[-24]).await;
    }

    async fn an_alarm_goes_through_its_list_once_though_the_clock_jumps_to_and_fro(app: &TestApp, carrier: &FakeCarrier) {
        alarm_with_jumps(app, carrier, &[24, -24, 24]).await;
    }

    async fn a_text_of_unknown_fate_is_settled_though_the_clock_jumps_ahead(app: &TestApp, carrier: &FakeCarrier) {
        unknown_with_a_jump(app, carrier, 24).await;
    }

    async fn a_text_of_unknown_fate_is_settled_though_the_clock_jumps_back(app: &TestApp, carrier: &FakeCarrier) {
        unknown_with_a_jump(app, carrier, -24).await;
    }
}
