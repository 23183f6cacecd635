//! Who may be texted: opting out and in, the ledger of it, and what is said of who answers.

use crate::support::{Person, Shop, TestApp, both_databases, is_booked, new_id, signed};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

const FROM: &str = "+18165550123";
const OWNER: &str = "+18165550177";

/// The ledger of a number, oldest first.
async fn ledger(shop: &Shop, phone: &str) -> Vec<Value> {
    let (status, list) = shop.staff(Method::GET, &format!("/v1/crm/consents?phone={}", phone.replace('+', "%2B"))).await;
    assert_eq!(status, 200, "{list}");
    let mut lines = list["items"].as_array().expect("a list").clone();
    lines.reverse();
    lines
}

fn said(lines: &[Value]) -> Vec<(&str, &str)> {
    lines.iter().map(|line| (line["action"].as_str().expect("an action"), line["channel"].as_str().expect("a channel"))).collect()
}

/// A text that the carrier took for a keyword and has answered.
async fn writes_answered(shop: &Shop, from: &str, (taken_for, words): (&str, &str)) -> String {
    let sid = new_id("SM");
    let form = [("MessageSid", sid.as_str()), ("From", from), ("To", shop.number.as_str()), ("Body", words), ("OptOutType", taken_for)];
    let answer = signed(shop, "/twilio/sms", &form).send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    answer.text().await.expect("a body")
}

async fn statuses(shop: &Shop, to: &str) -> Vec<(String, String)> {
    let messages = shop.messages().await;
    messages.into_iter().filter(|message| message.to == to).map(|message| (message.kind, message.status)).collect()
}

both_databases! {
    async fn who_gets_in_touch_is_on_record_once_by_each_way(app: &TestApp) {
        let shop = app.shop("ace").await;
        let thread = shop.texter(FROM);
        thread.write(&new_id("SM"), "my sink is clogged").await.expect("a reply");
        app.app.clock.advance(SignedDuration::from_hours(30));
        thread.write(&new_id("SM"), "hello, still clogged").await.expect("a reply");
        for _ in 0..2 {
            app.app.clock.advance(SignedDuration::from_hours(1));
            shop.call(FROM).await.0.hang_up().await.expect("a call that ends");
        }
        let lines = ledger(&shop, FROM).await;
        assert_eq!(said(&lines), [("contact", "sms"), ("contact", "phone")]);
        assert_eq!((&lines[0]["basis"], &lines[1]["basis"]), (&json!("inbound_text"), &json!("verbal_call")));
        assert_eq!(lines[0]["disclosure"], "automated assistant", "under which disclosure");
        assert!(lines[0]["source"].as_str().is_some_and(|source| source.starts_with("sms:SM")), "{}", lines[0]);
    }

    async fn stop_and_start_are_kept_word_for_word_and_line_by_line(app: &TestApp) {
        let shop = app.shop("ace").await;
        let thread = shop.texter(FROM);
        for words in ["Stop!", "stop", "START", "no más mensajes por favor"] {
            thread.write(&new_id("SM"), words).await.expect("an answer");
            app.app.clock.advance(SignedDuration::from_mins(1));
        }
        let lines = ledger(&shop, FROM).await;
        assert_eq!(said(&lines), [("opt_out", "sms"), ("opt_out", "sms"), ("opt_in", "sms"), ("opt_out", "sms")]);
        let words: Vec<&str> = lines.iter().map(|line| line["words"].as_str().expect("words")).collect();
        assert_eq!(words, ["Stop!", "stop", "START", "no más mensajes por favor"]);
        assert!(lines[0]["disclosure"].is_null() && lines[2]["disclosure"] == "automated assistant");
    }

    async fn the_same_text_twice_is_one_line(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("SM");
        for _ in 0..3 {
            shop.texter(FROM).write(&sid, "STOP").await.expect("an answer");
        }
        assert_eq!(said(&ledger(&shop, FROM).await), [("opt_out", "sms")]);
    }

    async fn a_business_reads_its_own_ledger_a_page_at_a_time(app: &TestApp) {
        let (shop, other) = (app.shop("ace").await, app.shop("zed").await);
        for number in 0..5 {
            shop.texter(&format!("+181655501{number:02}")).write(&new_id("SM"), "STOP").await.expect("an answer");
        }
        let (_, first) = shop.staff(Method::GET, "/v1/crm/consents?limit=3").await;
        let cursor = first["next_cursor"].as_str().expect("more");
        let (_, second) = shop.staff(Method::GET, &format!("/v1/crm/consents?limit=3&cursor={cursor}")).await;
        assert_eq!((first["items"].as_array().map(Vec::len), second["items"].as_array().map(Vec::len)), (Some(3), Some(2)));
        let (_, theirs) = other.staff(Method::GET, "/v1/crm/consents").await;
        assert_eq!(theirs["items"], json!([]));
        let (status, bad) = shop.staff(Method::GET, "/v1/crm/consents?phone=abc").await;
        assert_eq!((status, bad["fields"]["phone"].is_string()), (422, true), "{bad}");
    }

    async fn what_the_carrier_has_answered_is_recorded_in_silence(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "carrier_answers_keywords": false })).await;
        for (taken_for, words) in [("HELP", "ayuda"), ("STOP", "arret"), ("START", "yes please"), ("STOP", "STOP")] {
            let body = writes_answered(&shop, FROM, (taken_for, words)).await;
            assert!(!body.contains("<Message>"), "{taken_for}: {body}");
            app.app.clock.advance(SignedDuration::from_secs(1));
        }
        assert_eq!(said(&ledger(&shop, FROM).await), [("contact", "sms"), ("opt_out", "sms"), ("opt_in", "sms"), ("opt_out", "sms")]);
        assert_eq!(shop.texter(FROM).write(&new_id("SM"), "hello?").await.expect("an answer"), "", "and it counts");
    }

    async fn what_waits_when_they_say_stop_never_leaves(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk(FROM, &Person::default()).await;
        assert_eq!(statuses(&shop, FROM).await, [("confirmation".to_owned(), "queued".to_owned())]);
        shop.texter(FROM).write(&new_id("SM"), "STOP").await.expect("an answer");
        let put_down = [("confirmation".to_owned(), "opted_out".to_owned())];
        assert_eq!(statuses(&shop, FROM).await, put_down);
        shop.texter(FROM).write(&new_id("SM"), "START").await.expect("an answer");
        app.do_jobs().await;
        assert_eq!(statuses(&shop, FROM).await, put_down, "nor does it come back to life");
    }

    async fn no_more_texts_can_be_said_on_a_call(app: &TestApp) {
        let shop = app.shop("ace").await;
        let thread = shop.texter(FROM);
        assert_ne!(thread.write(&new_id("SM"), "my sink is clogged").await.expect("a reply"), "");
        app.app.clock.advance(SignedDuration::from_mins(1));
        let (mut call, _) = shop.call(FROM).await;
        app.app.clock.advance(SignedDuration::from_mins(1));
        let heard = call.say("please stop texting me").await.expect("an answer");
        assert!(heard.contains("won't get any more texts"), "{heard}");
        assert_eq!(thread.write(&new_id("SM"), "Maria Lopez").await.expect("an answer"), "", "the conversation by text knows of it");
        assert_eq!(said(&ledger(&shop, FROM).await), [("contact", "sms"), ("contact", "phone"), ("opt_out", "phone")]);
        thread.write(&new_id("SM"), "yes").await.expect("an answer");
        assert_ne!(thread.write(&new_id("SM"), "my sink is clogged").await.expect("a reply"), "", "YES is the way back in");
    }

    async fn in_the_chat_the_number_is_asked_for(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (chat, _) = shop.chat().await;
        let reply = chat.write("ya no quiero recibir mensajes de ustedes", &new_id("m")).await.expect("a reply");
        assert!(reply.contains("¿A qué número"), "{reply}");
        let reply = chat.write("816 555 0123", &new_id("m")).await.expect("a reply");
        assert!(reply.contains("ya no le mandaremos mensajes"), "{reply}");
        assert_eq!(said(&ledger(&shop, FROM).await), [("opt_out", "web")]);
        assert_eq!(shop.texter(FROM).write(&new_id("SM"), "my sink is clogged").await.expect("an answer"), "");
    }

    async fn cancel_alone_stops_texts_and_asks_the_owner_about_the_visit(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk(FROM, &Person::default()).await;
        shop.texter("+18165550124").write(&new_id("SM"), "Cancel").await.expect("an answer");
        assert!(shop.callbacks().await.is_empty(), "who has no visit can't have meant it");
        shop.texter(FROM).write(&new_id("SM"), "CANCEL").await.expect("an answer");
        let tasks = shop.callbacks().await;
        assert_eq!(tasks.len(), 1);
        assert_eq!((&tasks[0]["reason"], &tasks[0]["customer_name"]), (&json!("wrote_cancel"), &json!("Maria Lopez")));
        assert!(tasks[0]["summary"].as_str().is_some_and(|summary| summary.contains("Tue, Nov 24, 8 to 10 AM stays")), "{}", tasks[0]);
        assert!(tasks[0]["due_at"].as_str() <= Some("2026-11-24T08:00:00-06:00"), "before the visit: {}", tasks[0]);
        assert_eq!(shop.appointments().await[0]["status"], "SCHEDULED");
        assert!(said(&ledger(&shop, FROM).await).contains(&("opt_out", "sms")));
    }

    async fn a_suspended_business_still_hears_stop(app: &TestApp) {
        let shop = app.shop("ace").await;
        app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "status": "SUSPENDED" }))).await;
        let sid = new_id("SM");
        for (body, taken_for) in [("STOP", ""), ("arret", "STOP"), ("hello", "")] {
            let form =
                [("MessageSid", sid.as_str()), ("From", FROM), ("To", shop.number.as_str()), ("Body", body), ("OptOutType", taken_for)];
            let answer = signed(&shop, "/twilio/sms", &form).send().await.expect("an answer");
            assert_eq!(answer.status().as_u16(), 403);
        }
        app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "status": "ACTIVE" }))).await;
        assert_eq!(said(&ledger(&shop, FROM).await), [("opt_out", "sms")]);
        assert_eq!(shop.texter(FROM).write(&new_id("SM"), "my sink is clogged").await.expect("an answer"), "");
    }

    async fn a_told_number_is_on_record_when_it_gets_a_text(app: &TestApp) {
        let shop = app.shop("ace").await;
        let said_on_call = shop.talk("anonymous", &Person::default()).await;
        assert!(said_on_call.iter().any(|line| is_booked(line)), "{said_on_call:#?}");
        let lines = ledger(&shop, "+18165550142").await;
        assert_eq!(said(&lines), [("contact", "phone")]);
        assert_eq!(lines[0]["basis"], "verbal_call");
    }

    async fn where_the_state_asks_for_it_the_greeting_says_ai(app: &TestApp) {
        let plain = app.shop("ace").await.call(FROM).await.1;
        assert!(plain.contains("I'm the automated assistant.") && !plain.contains("AI"), "{plain}");
        let shop = app.shop_with("zed", json!({ "state": "ca" })).await;
        let (_, heard) = shop.call(FROM).await;
        assert!(heard.contains("I'm an AI assistant, not a person."), "{heard}");
        let (_, greeting) = shop.chat().await;
        assert!(greeting.contains("AI assistant, not a person"), "{greeting}");
        shop.texter(FROM).write(&new_id("SM"), "hola, se me tapó el baño").await.expect("a reply");
        let lines = ledger(&shop, FROM).await;
        assert!(lines.iter().all(|line| line["disclosure"].as_str().is_some_and(|version| version.contains("CA, Cal. Bus."))), "{lines:#?}");
        let (status, bad) = app.operator(Method::PATCH, "/businesses/zed", Some(json!({ "state": "XX" }))).await;
        assert_eq!((status, bad["fields"]["state"].is_string()), (422, true), "{bad}");
    }

    async fn an_owner_who_opts_out_raises_a_red_line_until_they_text_start(app: &TestApp) {
        let shop = app.shop("ace").await;
        let owner = shop.texter(OWNER);
        owner.write(&new_id("SM"), "STOP").await.expect("an answer");
        app.do_jobs().await;
        let (_, summary) = shop.staff(Method::GET, "/v1/owner/summary/today").await;
        let warning = &summary["warnings"][0];
        assert_eq!(warning["code"], "owner_opted_out");
        assert!(warning["message"].as_str().is_some_and(|m| m.contains("START") && m.contains(&shop.number)), "{warning}");
        let (_, seen) = app.operator(Method::GET, "/businesses/ace", None).await;
        assert_eq!(seen["warnings"], summary["warnings"]);
        let (_, told) = app.operator(Method::GET, "/notices", None).await;
        assert_eq!(told["items"][0]["kind"], "owner_opted_out");

        shop.talk(FROM, &Person::default()).await;
        app.do_jobs().await;
        assert_eq!(statuses(&shop, OWNER).await, [("booking".to_owned(), "opted_out".to_owned())], "no text to the owner either");

        owner.write(&new_id("SM"), "START").await.expect("an answer");
        app.do_jobs().await;
        assert_eq!(statuses(&shop, OWNER).await[0], ("alerts_again".to_owned(), "stubbed".to_owned()), "a text proves it");
        let (_, summary) = shop.staff(Method::GET, "/v1/owner/summary/today").await;
        assert_eq!(summary["warnings"], json!([]));
        let (_, told) = app.operator(Method::GET, "/notices", None).await;
        assert!(told["items"].as_array().expect("a list").iter().all(|n| n["kind"] != "owner_opted_out" || !n["cleared_at"].is_null()), "{told}");
    }
}

/// Nothing is handed over to who wants nothing, whatever happens in whatever order.
mod whatever_happens {
    use super::*;
    use crate::support::{Conduct, Database, FakeCarrier};
    use frontdesk::domain::business::BusinessId;
    use frontdesk::domain::phone_number::PhoneNumber;
    use frontdesk::storage::messages::Audience;
    use frontdesk::usecases::find_business::find_business;
    use frontdesk::usecases::queue_text::{OutgoingText, queue_text};
    use std::collections::BTreeSet;

    const PEOPLE: [&str; 4] = ["+18165550121", "+18165550122", "+18165550123", OWNER];
    const EVENTS: usize = 160;

    /// A little chance, the same for the same seed.
    struct Dice(u64);

    impl Dice {
        fn of(&mut self, sides: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % sides
        }

        fn pick<T: Copy>(&mut self, of: &[T]) -> T {
            let sides = u64::try_from(of.len()).expect("a few");
            of[usize::try_from(self.of(sides)).expect("a few")]
        }
    }

    async fn queue(app: &TestApp, to: &str) {
        let known = find_business(&app.app, &BusinessId::parse("ace").expect("an id")).await.expect("the database").expect("the business");
        let audience = if to == OWNER { Audience::Owner } else { Audience::Customer };
        let number = PhoneNumber::parse(to).expect("a number");
        let body = "Bristol Plumbing: see you tomorrow.".to_owned();
        let text = OutgoingText { purpose: (audience, "reminder"), to: &number, body, conversation_id: None, visit: None, once: None };
        let transaction = app.app.store.begin(&known.scope()).await.expect("a transaction");
        queue_text(&app.app, &transaction.rows(), &known.business, text, app.app.clock.now()).await.expect("a text");
        transaction.commit().await.expect("a commit");
    }

    async fn says_stop(shop: &Shop, who: &str, dice: &mut Dice) {
        match dice.of(if who == OWNER { 2 } else { 5 }) {
            0 => drop(shop.texter(who).write(&new_id("SM"), dice.pick(&["STOP", "Cancel", "quit."])).await.expect("an answer")),
            1 => drop(writes_answered(shop, who, ("STOP", "arret")).await),
            2 => drop(shop.texter(who).write(&new_id("SM"), "please stop texting me").await.expect("an answer")),
            3 => drop(shop.call(who).await.0.say("ya no me manden mensajes").await.expect("an answer")),
            _ => {
                let (chat, _) = shop.chat().await;
                chat.write("please stop texting me", &new_id("m")).await.expect("a reply");
                chat.write(who, &new_id("m")).await.expect("a reply");
            }
        }
    }

    async fn says_start(shop: &Shop, who: &str, dice: &mut Dice) {
        match dice.of(2) {
            0 => drop(shop.texter(who).write(&new_id("SM"), dice.pick(&["START", "unstop"])).await.expect("an answer")),
            _ => drop(writes_answered(shop, who, ("START", "yes")).await),
        }
    }

    async fn nothing_after_stop(database: Database, seed: u64) {
        let carrier = FakeCarrier::open().await;
        let settings = [("SMS_PROVIDER", "twilio"), ("TWILIO_API_BASE_URL", carrier.base.as_str())];
        let app = TestApp::start_with(database, &settings).await;
        carrier.goes_by(&app.app.clock);
        let shop = app.shop_with("ace", json!({ "texts_per_number": 1000, "calls_per_number": 1000, "messages_per_number": 1000 })).await;
        let (mut dice, mut out, mut seen) = (Dice(seed), BTreeSet::new(), 0);
        for event in 0..EVENTS {
            let who = dice.pick(&PEOPLE);
            match dice.of(10) {
                0..=2 => queue(&app, who).await,
                3 => {
                    says_stop(&shop, who, &mut dice).await;
                    out.insert(who);
                }
                4 => {
                    says_start(&shop, who, &mut dice).await;
                    out.remove(who);
                }
                5 => {
                    let reply = shop.texter(who).write(&new_id("SM"), "is my visit tomorrow").await.expect("an answer");
                    assert!(!out.contains(who) || reply.is_empty(), "seed {seed}, event {event}: answered {who}: {reply}");
                }
                6 => carrier.next(&[dice.pick(&[Conduct::IsBusy(None), Conduct::Breaks, Conduct::TakesAndBreaks, Conduct::Vanishes])]),
                7 => app.app.clock.advance(SignedDuration::from_secs(i64::try_from(dice.of(900)).expect("a while"))),
                _ => app.do_jobs().await,
            }
            let texts = carrier.texts();
            for text in &texts[seen..] {
                assert!(!out.contains(text.to.as_str()), "seed {seed}, event {event}: {} was texted after STOP", text.to);
            }
            seen = texts.len();
        }
        assert!(seen > 5, "seed {seed}: hardly anything left");
        for _ in 0..12 {
            app.app.clock.advance(SignedDuration::from_hours(3));
            app.do_jobs().await;
        }
        assert!(carrier.texts()[seen..].iter().all(|text| !out.contains(text.to.as_str())), "seed {seed}");
        app.close().await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn sqlite() {
        for seed in [11, 23, 47] {
            nothing_after_stop(Database::sqlite(), seed).await;
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn postgres() {
        for seed in [5, 101] {
            let Some(database) = Database::postgres().await else { return };
            nothing_after_stop(database, seed).await;
        }
    }
}
