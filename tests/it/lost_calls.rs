//! Calls that end without a good-bye, and those of which the carrier never tells the end.

use crate::support::{Shop, TestApp, answer_to, both_databases, is_booked, new_id, signed};
use jiff::SignedDuration;
use serde_json::json;

const CALLER: &str = "+18165550123";

async fn hangs_up_half_way(shop: &Shop, from: &str) {
    let (mut call, _) = shop.call(from).await;
    call.say("I need a new kitchen faucet put in").await.expect("an answer");
    call.hang_up().await.expect("a word");
}

/// The number's status callback.
async fn told(shop: &Shop, sid: &str, more: &[(&str, &str)]) {
    let mut parameters = vec![("CallSid", sid), ("To", shop.number.as_str())];
    parameters.extend_from_slice(more);
    let answer = signed(shop, &format!("/twilio/call-status?business_id={}", shop.id), &parameters).send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 204);
}

async fn texts_back(shop: &Shop) -> Vec<String> {
    shop.messages().await.into_iter().filter(|message| message.kind == "text_back").map(|message| message.body).collect()
}

both_databases! {
    async fn a_call_lost_half_way_is_called_back_and_written_to_once(app: &TestApp) {
        let shop = app.shop("ace").await;
        hangs_up_half_way(&shop, CALLER).await;
        assert_eq!(
            texts_back(&shop).await,
            ["Bristol Plumbing: sorry we got cut off. Text us here what you need, or someone will call you back within the hour. Reply STOP to opt out."]
        );
        hangs_up_half_way(&shop, CALLER).await;
        assert_eq!((shop.callbacks().await.len(), texts_back(&shop).await.len()), (2, 1), "a promise each, one text a day");
        app.app.clock.advance(SignedDuration::from_hours(24));
        hangs_up_half_way(&shop, CALLER).await;
        assert_eq!(texts_back(&shop).await.len(), 2);
    }

    async fn it_is_written_in_the_callers_language(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call(CALLER).await;
        call.say("se me tapó el fregadero de la cocina").await.expect("an answer");
        call.say("puede esperar").await.expect("an answer");
        call.hang_up().await.expect("a word");
        assert!(texts_back(&shop).await[0].starts_with("Bristol Plumbing: disculpe, se cortó la llamada."), "{:?}", texts_back(&shop).await);
    }

    async fn nobody_is_written_to_who_wants_no_texts_or_reads_none(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.texter(CALLER).write(&new_id("SM"), "STOP").await.expect("a reply");
        for from in [CALLER, "+18005551212", "anonymous"] {
            hangs_up_half_way(&shop, from).await;
        }
        assert!(texts_back(&shop).await.is_empty());
        assert_eq!(shop.callbacks().await.len(), 2, "two of them can be called");
    }

    async fn a_booked_call_is_not_a_lost_call(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, mut heard) = shop.call(CALLER).await;
        while !is_booked(&heard) {
            heard = call.say(&answer_to(&crate::support::Person::default(), &heard)).await.expect("an answer");
        }
        call.hang_up().await.expect("a word");
        assert!(texts_back(&shop).await.is_empty() && shop.callbacks().await.is_empty());
    }

    async fn a_silent_hang_up_leaves_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        let mut outcomes = Vec::new();
        for _ in 0..3 {
            let (mut call, _) = shop.call(CALLER).await;
            call.hang_up().await.expect("a word");
            outcomes.push(shop.conversations().await[0]["outcome"].clone());
            app.app.clock.advance(SignedDuration::from_mins(1));
        }
        assert_eq!(outcomes, [json!("abandoned"), json!("abandoned"), json!("spam")], "three times is a machine");
        assert!(shop.callbacks().await.is_empty() && shop.messages().await.is_empty());
    }

    async fn a_number_that_is_not_the_callers_own_and_no_word_is_a_robocall(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("CA");
        let call = [("CallSid", sid.as_str()), ("From", CALLER), ("To", shop.number.as_str()), ("StirVerstat", "TN-Validation-Failed-C")];
        for path in ["/twilio/voice", "/twilio/voice/turn/1?business_id=ace"] {
            signed(&shop, path, &call).send().await.expect("an answer");
        }
        let goodbye = signed(&shop, "/twilio/voice/turn/2?business_id=ace", &call).send().await.expect("an answer").text().await.expect("a body");
        assert!(goodbye.contains("Please call us again") && goodbye.contains("<Hangup>"), "{goodbye}");
        assert_eq!(shop.conversations().await[0]["outcome"], "spam");
        assert!(shop.callbacks().await.is_empty() && shop.messages().await.is_empty());
    }

    async fn a_call_that_was_never_put_through_is_lost(app: &TestApp) {
        let shop = app.shop("ace").await;
        for (number, status) in ["no-answer", "busy", "failed"].into_iter().enumerate() {
            let (sid, from) = (new_id("CA"), format!("+1816555020{number}"));
            for _ in 0..100 / 3 {
                told(&shop, &sid, &[("From", &from), ("CallStatus", status)]).await;
            }
        }
        let callbacks = shop.callbacks().await;
        assert_eq!(callbacks.len(), 3, "{callbacks:?}");
        assert!(callbacks.iter().all(|callback| callback["reason"] == "missed_call"));
        let texts = texts_back(&shop).await;
        assert_eq!(texts.len(), 3);
        assert!(texts.iter().all(|text| text.contains("sorry we missed your call")), "{texts:?}");
    }

    async fn what_is_no_lost_call_of_a_customer_leaves_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        told(&shop, "CA1", &[("From", CALLER), ("CallStatus", "completed")]).await;
        told(&shop, "CA2", &[("From", CALLER), ("CallStatus", "canceled")]).await;
        told(&shop, "CA3", &[("From", CALLER), ("CallStatus", "no-answer"), ("Direction", "outbound-dial")]).await;
        told(&shop, "CA4", &[("From", CALLER), ("CallStatus", "busy"), ("ParentCallSid", "CA0")]).await;
        told(&shop, "CA5", &[("From", "+18165550177"), ("CallStatus", "busy")]).await;
        told(&shop, "CA6", &[("From", CALLER), ("CallStatus", "failed"), ("StirVerstat", "TN-Validation-Failed")]).await;
        assert!(shop.callbacks().await.is_empty() && shop.messages().await.is_empty());
        assert_eq!(shop.conversations().await.len(), 1, "the forged one is on record");
    }

    async fn a_call_of_which_nothing_more_is_heard_is_closed(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call(CALLER).await;
        call.say("I need a new kitchen faucet put in").await.expect("an answer");
        app.app.clock.advance(SignedDuration::from_mins(19));
        app.do_jobs().await;
        assert!(shop.conversations().await[0]["ended_at"].is_null());
        app.app.clock.advance(SignedDuration::from_mins(2));
        app.do_jobs().await;
        app.do_jobs().await;
        let conversation = &shop.conversations().await[0];
        assert_eq!((&conversation["outcome"], conversation["ended_at"].is_string()), (&json!("abandoned"), true));
        assert_eq!((shop.callbacks().await.len(), texts_back(&shop).await.len()), (1, 1));
        call.hang_up().await.expect("a word that comes late");
        assert_eq!((shop.callbacks().await.len(), texts_back(&shop).await.len()), (1, 1));
    }

    async fn two_copies_close_a_call_once(app: &TestApp) {
        let shop = app.shop("ace").await;
        for number in 0..5 {
            let (mut call, _) = shop.call(&format!("+1816555021{number}")).await;
            call.say("I need a new kitchen faucet put in").await.expect("an answer");
        }
        app.app.clock.advance(SignedDuration::from_mins(21));
        let copies: Vec<_> = (0..4).map(|_| {
            let copy = app.app.clone();
            tokio::spawn(async move { frontdesk::jobs::run_due(&copy).await.expect("jobs that can be done") })
        }).collect();
        for copy in copies {
            copy.await.expect("a copy that ends");
        }
        app.do_jobs().await;
        assert_eq!((shop.callbacks().await.len(), texts_back(&shop).await.len()), (5, 5));
    }

    async fn a_long_talk_with_the_owner_is_not_cut_short(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call(CALLER).await;
        call.press("0").await.expect("an answer");
        let whisper = call.other_side_answers().await.expect("a whisper");
        call.other_side_presses(&whisper, "1").await.expect("an answer");
        app.app.clock.advance(SignedDuration::from_mins(50));
        app.do_jobs().await;
        assert!(shop.conversations().await[0]["ended_at"].is_null());
        app.app.clock.advance(SignedDuration::from_mins(40));
        app.do_jobs().await;
        assert_eq!(shop.conversations().await[0]["outcome"], "info");
        assert!(shop.callbacks().await.is_empty());
    }
}
