//! Callers who ask for a person: the owner is rung, and takes the call or not.

use crate::support::{Shop, TestApp, both_databases, new_id, signed};
use frontdesk::simulator::PhoneCall;
use serde_json::json;

const OWNER: &str = "+18165550177";

async fn asks_for_a_person(shop: &Shop) -> PhoneCall {
    let (mut call, _) = shop.call("+18165550123").await;
    call.say("my kitchen faucet drips, it can wait").await.expect("an answer");
    let heard = call.press("0").await.expect("an answer");
    assert!(heard.contains("One moment, I'll try to reach someone"), "{heard}");
    call
}

both_databases! {
    async fn the_owner_presses_one_and_talks_with_the_caller(app: &TestApp) {
        let shop = app.shop("ace").await;
        let mut call = asks_for_a_person(&shop).await;
        let ringing = call.rings.clone().expect("somebody who is rung");
        assert_eq!((ringing.number.as_str(), ringing.shown.as_deref()), (OWNER, Some(shop.number.as_str())));
        let whisper = call.other_side_answers().await.expect("a whisper");
        assert!(whisper.said.contains("Bristol Plumbing") && whisper.said.contains("faucet") && whisper.said.contains("Press 1"), "{whisper:?}");
        let told = call.other_side_presses(&whisper, "1").await.expect("an answer");
        assert_eq!((told.said.as_str(), told.next), ("", None), "nothing more stands between the two");
        let goodbye = call.stops_ringing("completed", true).await.expect("an answer");
        assert!(goodbye.contains("Goodbye") && call.is_over, "{goodbye}");
        call.hang_up().await.expect("a word");
        assert!(shop.callbacks().await.is_empty());
        let conversation = &shop.conversations().await[0];
        assert_eq!((&conversation["outcome"], &conversation["flag_reasons"]), (&json!("info"), &json!(["hand_over"])));
        assert!(shop.messages().await.is_empty());
    }

    async fn who_hangs_up_while_talking_with_the_owner_is_owed_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        let mut call = asks_for_a_person(&shop).await;
        let whisper = call.other_side_answers().await.expect("a whisper");
        call.other_side_presses(&whisper, "1").await.expect("an answer");
        call.hang_up().await.expect("a word");
        assert!(shop.callbacks().await.is_empty() && shop.messages().await.is_empty());
        assert_eq!(shop.conversations().await[0]["outcome"], "info");
    }

    async fn the_owners_voicemail_answers_and_presses_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        let mut call = asks_for_a_person(&shop).await;
        let whisper = call.other_side_answers().await.expect("a whisper");
        let told = call.other_side_presses(&whisper, "7").await.expect("an answer");
        assert_eq!(told.next, None, "another key hangs up");
        let heard = call.stops_ringing("completed", false).await.expect("an answer");
        assert!(heard.contains("couldn't reach anyone") && heard.contains("leave a message after the tone"), "{heard}");
        assert!(call.records.is_some() && !call.is_over);
        let callbacks = shop.callbacks().await;
        assert_eq!((callbacks.len(), &callbacks[0]["reason"]), (1, &json!("asked_for_person")));
        call.leaves_message(0).await.expect("an answer");
        assert!(call.is_over);
    }

    async fn busy_and_unanswered_end_at_a_message(app: &TestApp) {
        let shop = app.shop("ace").await;
        for status in ["busy", "no-answer", "failed", "canceled"] {
            let mut call = asks_for_a_person(&shop).await;
            let heard = call.stops_ringing(status, false).await.expect("an answer");
            assert!(heard.contains("couldn't reach anyone") && call.records.is_some(), "{status}: {heard}");
        }
        assert_eq!(shop.callbacks().await.len(), 4);
    }

    async fn without_an_owner_to_ring_a_message_is_taken_at_once(app: &TestApp) {
        let nobody = app.shop_with("ace", json!({ "owner_phone": null })).await;
        let never = app.shop_with("bee", json!({ "ring_owner": "never" })).await;
        let itself = app.shop_with("cat", json!({ "phone_numbers": ["+18165550188"], "owner_phone": "+18165550188" })).await;
        for mut shop in [nobody, never, itself] {
            if shop.id == "cat" {
                shop.number = "+18165550188".to_owned();
            }
            let (mut call, _) = shop.call("+18165550123").await;
            let heard = call.say("I want to talk to a real person").await.expect("an answer");
            assert!(heard.contains("leave a message after the tone") && call.rings.is_none(), "{}: {heard}", shop.id);
            assert_eq!(shop.callbacks().await[0]["reason"], "asked_for_person");
        }
    }

    async fn an_emergency_is_rung_through_too_and_the_alert_stays(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550123").await;
        call.say("water is pouring through my ceiling").await.expect("an answer");
        call.say("let me talk to a person").await.expect("an answer");
        let whisper = call.other_side_answers().await.expect("a whisper");
        assert!(whisper.said.starts_with("This is an emergency."), "{whisper:?}");
        call.other_side_presses(&whisper, "1").await.expect("an answer");
        call.stops_ringing("completed", true).await.expect("an answer");
        assert_eq!(shop.conversations().await[0]["outcome"], "emergency");
        assert_eq!(shop.messages().await.iter().filter(|message| message.kind == "emergency").count(), 1);
    }

    async fn a_caller_without_a_number_is_rung_through_and_asked_for_one_only_then(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("anonymous").await;
        call.press("0").await.expect("an answer");
        assert!(call.rings.is_some());
        let heard = call.stops_ringing("no-answer", false).await.expect("an answer");
        assert!(heard.contains("best number to reach you"), "{heard}");
        let heard = call.say("816 555 0142").await.expect("an answer");
        assert!(heard.contains("call you back") && call.records.is_some(), "{heard}");
        assert_eq!(shop.callbacks().await[0]["customer_phone"], "+18165550142");
    }

    async fn the_same_webhooks_a_hundred_times_change_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("CA");
        let call = [("CallSid", sid.as_str()), ("From", "+18165550123"), ("To", shop.number.as_str()), ("CallStatus", "in-progress")];
        let post = async |path: &str, more: &[(&str, &str)]| {
            let parameters: Vec<(&str, &str)> = call.iter().chain(more).copied().collect();
            signed(&shop, path, &parameters).send().await.expect("an answer").text().await.expect("a body")
        };
        post("/twilio/voice", &[]).await;
        let rings = post("/twilio/voice/turn/1?business_id=ace", &[("Digits", "0")]).await;
        let key = format!("/twilio/voice/whisper/{sid}/key?business_id=ace");
        let taken = post(&key, &[("Digits", "1")]).await;
        let (dialed, bridged) = ("/twilio/voice/dialed/2?business_id=ace", [("DialCallStatus", "completed"), ("DialBridged", "true")]);
        let ended = post(dialed, &bridged).await;
        let before = shop.conversations().await;
        let turns = shop.conversation(before[0]["id"].as_str().expect("an id")).await;
        for _ in 0..100 {
            assert_eq!(post("/twilio/voice/turn/1?business_id=ace", &[("Digits", "0")]).await, rings);
            assert_eq!(post(dialed, &bridged).await, ended);
        }
        assert!(taken.contains("<Response></Response>") && post(&key, &[("Digits", "1")]).await.contains("has hung up"));
        assert_eq!(shop.conversations().await, before);
        assert_eq!(shop.conversation(before[0]["id"].as_str().expect("an id")).await, turns);
        assert!(shop.callbacks().await.is_empty());
    }

    async fn nobody_is_put_through_to_a_caller_who_has_gone(app: &TestApp) {
        let shop = app.shop("ace").await;
        let mut call = asks_for_a_person(&shop).await;
        let whisper = call.other_side_answers().await.expect("a whisper");
        let leg = call.rings.clone();
        call.hang_up().await.expect("a word");
        call.rings = leg;
        let told = call.other_side_presses(&whisper, "1").await.expect("an answer");
        assert!(told.said.contains("has hung up"), "{told:?}");
        let callbacks = shop.callbacks().await;
        assert_eq!((callbacks.len(), &callbacks[0]["reason"]), (1, &json!("asked_for_person")));
    }

    async fn the_owner_who_calls_their_own_line_is_no_customer(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "escalation": ["+18165550178"] })).await;
        for from in [OWNER, "+18165550178"] {
            let (mut call, heard) = shop.call(from).await;
            assert_eq!(heard, "This is the Bristol Plumbing desk. Leave a note after the tone.");
            assert!(call.records.is_some());
            let heard = call.leaves_message(20).await.expect("an answer");
            assert!(heard.contains("Goodbye") && call.is_over, "{heard}");
            call.hang_up().await.expect("a word");
        }
        assert!(shop.conversations().await.is_empty() && shop.callbacks().await.is_empty() && shop.messages().await.is_empty());
    }

    async fn a_leg_of_our_own_that_comes_back_goes_nowhere(app: &TestApp) {
        let shop = app.shop("ace").await;
        let mut call = asks_for_a_person(&shop).await;
        // The owner's phone forwards what it does not answer to the very number that rings it.
        let (back, heard) = shop.call(&shop.number).await;
        assert!(heard.contains("This is the Bristol Plumbing desk") && back.is_over && back.rings.is_none(), "{heard}");
        let parameters = [
            ("CallSid", "CAback"),
            ("From", "+18165550123"),
            ("To", shop.number.as_str()),
            ("ForwardedFrom", shop.number.as_str()),
            ("CallStatus", "ringing"),
        ];
        let answer = signed(&shop, "/twilio/voice", &parameters).send().await.expect("an answer").text().await.expect("a body");
        assert!(answer.contains("<Hangup>") && !answer.contains("<Dial"), "{answer}");
        call.stops_ringing("completed", false).await.expect("an answer");
        assert!(call.records.is_some());
        assert_eq!(shop.conversations().await.len(), 1);
    }

    async fn a_caller_forwarded_from_the_owners_phone_is_a_customer(app: &TestApp) {
        let shop = app.shop("ace").await;
        let parameters = [
            ("CallSid", "CAforwarded"),
            ("From", "+18165550123"),
            ("To", shop.number.as_str()),
            ("ForwardedFrom", OWNER),
            ("CallStatus", "ringing"),
        ];
        let answer = signed(&shop, "/twilio/voice", &parameters).send().await.expect("an answer").text().await.expect("a body");
        assert!(answer.contains("automated assistant"), "{answer}");
        assert_eq!(shop.conversations().await.len(), 1);
    }
}
