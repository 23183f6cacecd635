//! Visits that are moved, called off and confirmed by those whose they are, as the book shows it.

use crate::support::{Person, TestApp, both_databases, new_id};
use jiff::SignedDuration;

const FROM: &str = "+18165550123";

both_databases! {
    async fn a_caller_moves_a_visit_and_its_time_is_free_again(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk(FROM, &Person::default()).await;
        let before = shop.appointments().await[0].clone();
        app.app.clock.advance(SignedDuration::from_mins(5));
        let (mut call, _) = shop.call(FROM).await;
        for line in ["I need to move my appointment to Thursday afternoon", "8412 Johnson Drive", "the first one", "yes"] {
            call.say(line).await.expect("an answer");
        }
        let after = shop.appointments().await;
        assert_eq!(after.len(), 1, "it is the same visit");
        assert_eq!((&after[0]["id"], &after[0]["status"]), (&before["id"], &"SCHEDULED".into()));
        assert!(after[0]["window_start"].as_str().is_some_and(|start| start.starts_with("2026-11-26T13:00")), "{}", after[0]);
        assert_eq!(shop.conversations().await[0]["outcome"], "rescheduled");
        app.do_jobs().await;
        let moved: Vec<String> = shop.messages().await.into_iter().filter(|text| text.kind == "moved").map(|text| text.to).collect();
        assert_eq!(moved.len(), 2, "the customer and the owner are told once each: {moved:?}");
        let said = shop.talk("+18165550199", &Person { address: "9 Elm Court, Merriam 66202".to_owned(), ..Person::default() }).await;
        let booked = shop.appointments().await;
        assert!(booked.iter().any(|visit| visit["window_start"] == before["window_start"]), "{said:#?}");
    }

    async fn who_hangs_up_midway_leaves_a_line_in_the_owners_list(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk(FROM, &Person::default()).await;
        let (mut call, _) = shop.call(FROM).await;
        call.say("I need to move my appointment").await.expect("an answer");
        call.say("8412 Johnson Drive").await.expect("an answer");
        assert_eq!(shop.appointments().await[0]["status"], "PENDING_RESCHEDULE");
    }

    async fn a_stranger_changes_nothing_by_voice_or_chat(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk(FROM, &Person::default()).await;
        let (mut call, _) = shop.call("+18165550155").await;
        let (chat, _) = shop.chat().await;
        for line in ["cancel my appointment", "8412 Johnson Drive", "Tom Baker", "816 555 0155"] {
            if !call.is_over {
                let heard = call.say(line).await.expect("an answer");
                assert!(!heard.contains("Tuesday") && !heard.contains("call it off?"), "{heard}");
            }
            let read = chat.write(line, &new_id("m")).await.expect("a reply");
            assert!(!read.contains("Tuesday") && !read.contains("call it off?"), "{read}");
        }
        assert_eq!(shop.appointments().await[0]["status"], "SCHEDULED");
        assert_eq!(shop.callbacks().await.iter().filter(|task| task["reason"] == "cancel").count(), 2, "somebody calls them both");
    }

    async fn a_yes_after_the_reminder_confirms_and_an_x_calls_off(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk(FROM, &Person { when: "Friday morning", ..Person::default() }).await;
        app.do_jobs().await;
        app.app.clock.advance(SignedDuration::from_hours(72));
        app.do_jobs().await;
        assert!(shop.messages().await.iter().any(|text| text.kind == "reminder"), "a reminder has left");
        let thread = shop.texter(FROM);
        let confirmed = thread.write(&new_id("SM"), "Yes").await.expect("a reply");
        assert!(confirmed.starts_with("Thanks, you're confirmed for tomorrow, Friday"), "{confirmed}");
        assert_eq!(shop.appointments().await[0]["status"], "CONFIRMED");
        let sid = new_id("SM");
        let off = thread.write(&sid, "x").await.expect("a reply");
        assert!(off.starts_with("All right, your visit tomorrow is called off."), "{off}");
        assert_eq!(thread.write(&sid, "x").await.expect("a reply"), off, "the same text twice changes nothing");
        assert_eq!(shop.appointments().await[0]["status"], "CANCELLED");
        assert_eq!(shop.conversations().await[0]["outcome"], "cancelled");
    }
}
