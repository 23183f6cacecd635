//! Texts.

use crate::support::{Person, TestApp, both_databases, is_booked, new_id, signed};
use jiff::SignedDuration;
use serde_json::json;

const FROM: &str = "+18165550123";

both_databases! {
    async fn a_text_books_over_several_messages(app: &TestApp) {
        let shop = app.shop("ace").await;
        let said = shop.text_talk(FROM, &Person::default()).await;
        assert!(said.last().is_some_and(|last| is_booked(last)), "{said:#?}");
        assert!(said.iter().all(|text| text.chars().count() <= 320), "{said:#?}");
        let appointments = shop.appointments().await;
        assert_eq!(appointments.len(), 1);
        assert_eq!(appointments[0]["channel"], "sms");
        assert_eq!(shop.conversations().await.len(), 1);
        app.do_jobs().await;
        let kinds: Vec<String> = shop.messages().await.into_iter().map(|message| message.kind).collect();
        assert_eq!(kinds, ["booking"], "the reply is the confirmation; the owner gets the alert");
    }

    async fn a_text_that_arrives_twice_gets_the_same_answer(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("SM");
        let first = shop.texter(FROM).write(&sid, "my toilet is clogged").await.expect("a reply");
        let second = shop.texter(FROM).write(&sid, "my toilet is clogged").await.expect("a reply");
        assert!(!first.is_empty());
        assert_eq!(first, second);
        let id = shop.conversations().await[0]["id"].as_str().expect("an id").to_owned();
        assert_eq!(shop.conversation(&id).await["messages"].as_array().map(Vec::len), Some(2));
    }

    async fn a_day_later_it_is_another_conversation(app: &TestApp) {
        let shop = app.shop("ace").await;
        let thread = shop.texter(FROM);
        thread.write(&new_id("SM"), "my toilet is clogged").await.expect("a reply");
        app.app.clock.advance(SignedDuration::from_hours(23));
        thread.write(&new_id("SM"), "are you there?").await.expect("a reply");
        assert_eq!(shop.conversations().await.len(), 1);
        app.app.clock.advance(SignedDuration::from_hours(24));
        thread.write(&new_id("SM"), "hello again").await.expect("a reply");
        assert_eq!(shop.conversations().await.len(), 2);
    }

    async fn the_stop_family_opts_out_without_an_answer(app: &TestApp) {
        let shop = app.shop("ace").await;
        for (number, word) in ["STOP", "stopall", " Unsubscribe ", "Cancel", "END.", "quit!", "Revoke", "OPTOUT"].into_iter().enumerate() {
            let thread = shop.texter(&format!("+1816555{:04}", 100 + number));
            let reply = thread.write(&new_id("SM"), word).await.expect("an answer");
            assert_eq!(reply, "", "{word}");
            let reply = thread.write(&new_id("SM"), "hello, my sink is clogged").await.expect("an answer");
            assert_eq!(reply, "", "nothing is written to who wants nothing, after {word}");
            let reply = thread.write(&new_id("SM"), "START").await.expect("an answer");
            assert_eq!(reply, "");
            let reply = thread.write(&new_id("SM"), "my sink is clogged").await.expect("an answer");
            assert!(!reply.is_empty(), "after START");
        }
        assert_eq!(shop.callbacks().await.len(), 8, "somebody calls those who can't be written to");
    }

    async fn stop_in_a_sentence_is_none_unless_it_means_texts(app: &TestApp) {
        let shop = app.shop("ace").await;
        let thread = shop.texter(FROM);
        let reply = thread.write(&new_id("SM"), "can you stop by tomorrow, my sink is clogged").await.expect("an answer");
        assert!(reply.contains('?'), "{reply}");
        let reply = thread.write(&new_id("SM"), "please stop texting me").await.expect("an answer");
        assert!(reply.contains("won't get any more texts"), "{reply}");
        let reply = thread.write(&new_id("SM"), "ok").await.expect("an answer");
        assert_eq!(reply, "");
        assert_eq!(shop.conversations().await[0]["outcome"], "opt_out");
    }

    async fn yes_opts_in_only_who_is_out(app: &TestApp) {
        let shop = app.shop("ace").await;
        let thread = shop.texter(FROM);
        thread.write(&new_id("SM"), "STOP").await.expect("an answer");
        assert_eq!(thread.write(&new_id("SM"), "YES").await.expect("an answer"), "");
        let reply = thread.write(&new_id("SM"), "yes").await.expect("an answer");
        assert!(!reply.is_empty(), "in again, a yes is a word like any other");
    }

    async fn where_the_carrier_does_not_answer_we_do(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "carrier_answers_keywords": false })).await;
        let thread = shop.texter(FROM);
        let reply = thread.write(&new_id("SM"), "HELP").await.expect("an answer");
        assert!(reply.contains("Bristol Plumbing") && reply.contains("STOP"), "{reply}");
        let reply = thread.write(&new_id("SM"), "STOP").await.expect("an answer");
        assert!(reply.contains("won't get any more texts"), "{reply}");
        let reply = thread.write(&new_id("SM"), "START").await.expect("an answer");
        assert!(reply.contains("again"), "{reply}");
    }

    async fn who_wants_no_texts_gets_no_confirmation_and_is_not_promised_one(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.texter(FROM).write(&new_id("SM"), "STOP").await.expect("an answer");
        let said = shop.talk(FROM, &Person::default()).await;
        let booked = said.iter().find(|line| is_booked(line)).expect("a booking");
        assert!(!booked.contains("text"), "{booked}");
        app.do_jobs().await;
        assert!(shop.messages().await.iter().all(|message| message.kind != "confirmation"));
    }

    async fn a_text_without_words_is_answered_all_the_same(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("SM");
        let picture = [("MessageSid", sid.as_str()), ("From", FROM), ("To", shop.number.as_str()), ("Body", ""), ("NumMedia", "1")];
        let answer = signed(&shop, "/twilio/sms", &picture).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), 200);
        assert!(answer.text().await.expect("a body").contains("<Message>"));
    }

    async fn the_older_addresses_answer_too(app: &TestApp) {
        let shop = app.shop("ace").await;
        let mut thread = shop.texter(FROM);
        thread.path = "/v1/twilio/sms?business_id=ace".to_owned();
        let reply = thread.write(&new_id("SM"), "my faucet drips").await.expect("a reply");
        assert!(reply.contains("Bristol Plumbing"), "{reply}");
    }
}
