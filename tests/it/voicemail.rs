//! Messages after the tone.

use crate::support::{FakeCarrier, OWNER_TOKEN, Shop, TestApp, both_databases, new_id, with_a_carrier};
use frontdesk::simulator::PhoneCall;
use serde_json::{Value, json};

const RECORDING: &str = "https://api.twilio.com/2010-04-01/Accounts/ACtest/Recordings/RE0001";

/// Somebody asks for a person, whom nobody reaches, and hears the tone; gives the call and who is told of the recording.
async fn hears_the_tone(shop: &Shop) -> (PhoneCall, String) {
    let (mut call, _) = shop.call("+18165550123").await;
    call.say("this is Maria Lopez, my kitchen faucet drips, it can wait").await.expect("an answer");
    call.press("0").await.expect("an answer");
    call.stops_ringing("no-answer", false).await.expect("an answer");
    let told_at = call.records.clone().expect("a message that is recorded");
    (call, told_at)
}

async fn voicemails(shop: &Shop) -> Vec<Value> {
    let (status, list) = shop.staff(reqwest::Method::GET, "/v1/owner/voicemails").await;
    assert_eq!(status, 200, "{list}");
    list["items"].as_array().expect("a list").clone()
}

both_databases! {
    async fn a_message_is_kept_with_its_promise_and_the_owner_is_told(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, told_at) = hears_the_tone(&shop).await;
        let goodbye = call.leaves_message(25).await.expect("an answer");
        assert!(goodbye.contains("I'll pass your message on") && call.is_over, "{goodbye}");
        for _ in 0..100 {
            call.recording_is_ready(&told_at, ("RE0001", RECORDING, 25)).await.expect("taken");
        }
        let kept = voicemails(&shop).await;
        assert_eq!(kept.len(), 1, "{kept:?}");
        assert_eq!((&kept[0]["seconds"], &kept[0]["customer_phone"]), (&json!(25), &json!("+18165550123")));
        assert_eq!((&kept[0]["customer_name"], &kept[0]["is_note"]), (&json!("Maria Lopez"), &json!(false)));
        let callbacks = shop.callbacks().await;
        assert_eq!((callbacks.len(), &callbacks[0]["voicemail_id"]), (1, &kept[0]["id"]));
        assert_eq!(callbacks[0]["reason"], "asked_for_person");
        let told: Vec<String> = shop.messages().await.into_iter().filter(|m| m.kind == "voicemail").map(|m| m.body).collect();
        assert_eq!(told.len(), 1);
        assert!(told[0].contains("25 seconds from Maria Lopez, +18165550123"), "{told:?}");
    }

    async fn the_recording_may_come_before_the_call_goes_on(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, told_at) = hears_the_tone(&shop).await;
        call.recording_is_ready(&told_at, ("RE0001", RECORDING, 25)).await.expect("taken");
        call.hang_up().await.expect("a word");
        assert_eq!(voicemails(&shop).await.len(), 1);
        assert_eq!(shop.callbacks().await.len(), 1);
        assert_eq!(shop.conversations().await[0]["outcome"], "callback");
        assert!(shop.messages().await.iter().all(|message| message.kind != "text_back"), "who left a message was not lost");
    }

    async fn a_silent_caller_who_leaves_a_message_has_left_one(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550123").await;
        call.keep_silent().await.expect("an answer");
        call.keep_silent().await.expect("an answer");
        let told_at = call.records.clone().expect("a message that is recorded");
        call.leaves_message(8).await.expect("an answer");
        call.recording_is_ready(&told_at, ("RE0001", RECORDING, 8)).await.expect("taken");
        assert_eq!(shop.callbacks().await[0]["reason"], "voicemail");
    }

    async fn what_is_no_message_is_none(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (call, told_at) = hears_the_tone(&shop).await;
        for (url, seconds) in [(RECORDING, 0), (RECORDING, 1), ("https://evil.example/2010-04-01/Accounts/x", 9)] {
            call.recording_is_ready(&told_at, ("RE0001", url, seconds)).await.expect("taken");
        }
        let stranger = shop.call("+18165550124").await.0;
        stranger.recording_is_ready(&told_at, ("RE0002", RECORDING, 9)).await.expect("taken");
        assert!(voicemails(&shop).await.is_empty());
        assert!(shop.messages().await.is_empty());
        assert_eq!(shop.callbacks().await[0]["voicemail_id"], Value::Null);
    }

    async fn a_note_of_the_businesss_own_people_is_kept_as_one(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "escalation": ["+18165550178"] })).await;
        for (from, sid) in [("+18165550177", "RE0001"), ("+18165550178", "RE0002")] {
            let (call, _) = shop.call(from).await;
            let told_at = call.records.clone().expect("a note that is recorded");
            call.recording_is_ready(&told_at, (sid, RECORDING, 12)).await.expect("taken");
        }
        let kept = voicemails(&shop).await;
        assert_eq!(kept.iter().map(|note| note["is_note"].clone()).collect::<Vec<_>>(), [json!(true), json!(true)]);
        let told: Vec<String> = shop.messages().await.into_iter().map(|message| message.body).collect();
        assert_eq!(told.len(), 1, "nobody is told of their own note: {told:?}");
        assert!(told[0].starts_with("New note") && told[0].contains("+18165550178"), "{told:?}");
        assert!(shop.callbacks().await.is_empty() && shop.conversations().await.is_empty());
    }

    async fn voicemails_are_listed_a_page_at_a_time_and_to_their_business_only(app: &TestApp) {
        let shop = app.shop("ace").await;
        for number in 0..3 {
            let (call, told_at) = hears_the_tone(&shop).await;
            call.recording_is_ready(&told_at, (&new_id("RE"), RECORDING, 10 + number)).await.expect("taken");
            app.app.clock.advance(jiff::SignedDuration::from_mins(1));
        }
        let (_, first) = shop.staff(reqwest::Method::GET, "/v1/owner/voicemails?limit=2").await;
        assert_eq!(first["items"].as_array().map(Vec::len), Some(2), "{first}");
        assert_eq!(first["items"][0]["seconds"], 12, "the newest first");
        let cursor = first["next_cursor"].as_str().expect("a cursor");
        let (_, second) = shop.staff(reqwest::Method::GET, &format!("/v1/owner/voicemails?limit=2&cursor={cursor}")).await;
        assert_eq!(second["items"].as_array().map(Vec::len), Some(1), "{second}");
        let other = app.shop("bee").await;
        assert!(voicemails(&other).await.is_empty());
    }
}

with_a_carrier! {
    async fn a_message_can_be_listened_to_by_its_owner_only(app: &TestApp, carrier: &FakeCarrier) {
        let (shop, other) = (app.shop("ace").await, app.shop("bee").await);
        let (call, told_at) = hears_the_tone(&shop).await;
        let url = carrier.keep_recording("RE0001", b"RIFF....WAVE");
        call.recording_is_ready(&told_at, ("RE0001", &url, 25)).await.expect("taken");
        let kept = voicemails(&shop).await;
        assert_eq!(kept[0]["heard_at"], Value::Null);
        let path = format!("/v1/owner/voicemails/{}/audio", kept[0]["id"].as_str().expect("an id"));
        let (status, kind, sound) = listen(app, Some(&shop), &path).await;
        assert_eq!((status, kind.as_str(), sound.as_str()), (200, "audio/x-wav", "RIFF....WAVE"));
        assert!(voicemails(&shop).await[0]["heard_at"].is_string());
        assert_eq!(listen(app, Some(&other), &path).await.0, 404);
        assert_eq!(listen(app, None, &path).await.0, 401);
        carrier.shut().await;
        let (status, _, error) = listen(app, Some(&shop), &path).await;
        assert!(status == 502 && error.contains("could not be fetched"), "{status} {error}");
        carrier.reopen().await;
    }
}

async fn listen(app: &TestApp, shop: Option<&Shop>, path: &str) -> (u16, String, String) {
    let mut request = app.client.get(format!("{}{path}", app.base));
    if let Some(shop) = shop {
        request = request.header("X-API-Key", &shop.api_key).header("X-Owner-Token", OWNER_TOKEN);
    }
    let answer = request.send().await.expect("an answer");
    let kind = answer.headers()["content-type"].to_str().expect("a type").to_owned();
    (answer.status().as_u16(), kind, answer.text().await.expect("a body"))
}
