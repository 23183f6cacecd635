//! Emergencies: the people of a business are alerted until somebody answers, and everybody hears the truth.

use crate::support::{Conduct, FakeCarrier, Shop, TestApp, both_databases, new_id, signed, with_a_carrier};
use frontdesk::domain::business::BusinessId;
use frontdesk::storage::messages::Message;
use frontdesk::usecases::advance_alert::advance_alert;
use frontdesk::usecases::find_business::find_business;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

const CALLER: &str = "+18165550123";
const DAVE: &str = "+18165550177";
const ANN: &str = "+18165550178";

/// Dave owns it, and Ann is next.
async fn staffed(app: &TestApp) -> Shop {
    let settings = json!({ "owner_name": "Dave", "owner_phone": DAVE, "escalation": [{ "name": "Ann", "phone": ANN }] });
    app.shop_with("ace", settings).await
}

/// Somebody calls with a burst pipe and hangs up after that.
async fn burst_pipe(shop: &Shop) -> String {
    let (mut call, _) = shop.call(CALLER).await;
    let heard = call.say("a pipe burst in my basement and water is pouring in").await.expect("an answer");
    call.hang_up().await.expect("an answer");
    heard
}

async fn texts_to(shop: &Shop, number: &str) -> Vec<Message> {
    let mut texts: Vec<Message> = shop.messages().await.into_iter().filter(|message| message.to == number).collect();
    texts.reverse();
    texts
}

async fn kinds_to(shop: &Shop, number: &str) -> Vec<String> {
    texts_to(shop, number).await.into_iter().map(|message| message.kind).collect()
}

async fn writes(shop: &Shop, from: &str, text: &str) -> String {
    shop.texter(from).write(&new_id("SM"), text).await.expect("an answer")
}

async fn wait(app: &TestApp, minutes: i64) {
    app.app.clock.advance(SignedDuration::from_mins(minutes));
    app.do_jobs().await;
}

async fn emergencies(shop: &Shop) -> Vec<Value> {
    let (status, list) = shop.staff(Method::GET, "/v1/owner/emergencies").await;
    assert_eq!(status, 200, "{list}");
    list["items"].as_array().expect("a list").clone()
}

/// The link in the newest alert to a number.
async fn link_to(shop: &Shop, number: &str) -> String {
    let text = texts_to(shop, number).await.pop().expect("a text");
    let at = text.body.find("http").expect("a link");
    text.body[at..].to_owned()
}

/// The carrier says how the first call about an alert went.
async fn call_ends(carrier: &FakeCarrier, which: usize, status: &str) {
    let call = carrier.calls()[which].clone();
    let noted = carrier.call_back(&call.status_callback, &[("CallSid", call.sid.as_str()), ("CallStatus", status)]).await;
    assert_eq!(noted, 204);
}

/// Somebody, or a machine, answers a call about an alert; gives the TwiML that they hear.
async fn hears(shop: &Shop, carrier: &FakeCarrier, which: usize, keys: Option<&str>) -> String {
    let call = carrier.calls()[which].clone();
    let path = call.url.strip_prefix(&shop.base).expect("an address of ours").to_owned();
    let (place, query) = path.split_once('?').expect("a query");
    let path = if keys.is_some() { format!("{place}/key?{query}") } else { path.clone() };
    let mut parameters = vec![("CallSid", call.sid.as_str()), ("From", &call.from), ("To", &call.to), ("CallStatus", "in-progress")];
    parameters.extend(keys.map(|keys| ("Digits", keys)));
    let answer = signed(shop, &path, &parameters).send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    answer.text().await.expect("TwiML")
}

both_databases! {
    async fn an_answer_of_1_ends_the_alarm_and_the_caller_hears_who_has_it(app: &TestApp) {
        let shop = staffed(app).await;
        let heard = burst_pipe(&shop).await;
        assert!(heard.contains("I'm alerting Dave right now."), "{heard}");
        app.do_jobs().await;
        let [alert] = &texts_to(&shop, DAVE).await[..] else { panic!("one text") };
        assert!(alert.body.starts_with("EMERGENCY (Bristol Plumbing): \"a pipe burst"), "{}", alert.body);
        assert!(alert.body.contains("Call +18165550123. Reply 1 to take it: http"), "{}", alert.body);
        assert!(alert.body.chars().count() <= 320, "{}", alert.body);

        wait(app, 2).await;
        let reply = writes(&shop, DAVE, "1").await;
        assert!(reply.starts_with("You have it. Call +18165550123."), "{reply}");
        wait(app, 60).await;
        assert_eq!(kinds_to(&shop, ANN).await, [""; 0], "nobody else is woken");
        let [told] = &texts_to(&shop, CALLER).await[..] else { panic!("one text") };
        assert_eq!(told.body, "Dave from Bristol Plumbing has your message and will call you. Reply STOP to opt out.");

        let [emergency] = &emergencies(&shop).await[..] else { panic!("one emergency") };
        assert_eq!(emergency["state"], "acknowledged");
        assert_eq!(emergency["acknowledged_by"], DAVE);
        assert_eq!(emergency["acknowledged_how"], "text");
        assert_eq!(emergency["time_to_acknowledge_seconds"], 120);
        assert_eq!(emergency["steps"].as_array().map(Vec::len), Some(1));
        assert_eq!(emergency["steps"][0]["name"], "Dave");
    }

    async fn without_an_answer_one_after_the_other_is_alerted_and_then_a_task_stays(app: &TestApp) {
        let shop = staffed(app).await;
        burst_pipe(&shop).await;
        app.do_jobs().await;
        for (minutes, dave, ann) in [(4, 1, 0), (1, 1, 1), (4, 1, 1), (1, 2, 1), (5, 2, 2)] {
            wait(app, minutes).await;
            assert_eq!((texts_to(&shop, DAVE).await.len(), texts_to(&shop, ANN).await.len()), (dave, ann));
        }
        assert_eq!(emergencies(&shop).await[0]["state"], "open");
        wait(app, 5).await;
        wait(app, 600).await;
        assert_eq!((texts_to(&shop, DAVE).await.len(), texts_to(&shop, ANN).await.len()), (2, 2), "nobody is alerted for ever");
        let [emergency] = &emergencies(&shop).await[..] else { panic!("one emergency") };
        assert_eq!(emergency["state"], "unanswered");
        let steps: Vec<&str> = emergency["steps"].as_array().expect("steps").iter().map(|step| step["at"].as_str().expect("a time")).collect();
        assert_eq!(
            steps,
            ["2026-11-23T08:30:00-06:00", "2026-11-23T08:35:00-06:00", "2026-11-23T08:40:00-06:00", "2026-11-23T08:45:00-06:00"]
        );
        let tasks: Vec<Value> = shop.callbacks().await.into_iter().filter(|task| task["reason"] == "emergency").collect();
        assert_eq!(tasks.len(), 1);
        let [told] = &texts_to(&shop, CALLER).await[..] else { panic!("one text") };
        assert!(told.body.contains("nobody has answered your emergency yet"), "{}", told.body);

        let reply = writes(&shop, ANN, "got it").await;
        assert!(reply.starts_with("You have it."), "later is better than never: {reply}");
        app.do_jobs().await;
        assert!(texts_to(&shop, CALLER).await[1].body.starts_with("Ann from Bristol Plumbing"));
        assert_eq!(texts_to(&shop, DAVE).await[2].body, "Bristol Plumbing: Ann has it. You need not do anything.");
    }

    async fn the_second_who_answers_is_told_who_has_it(app: &TestApp) {
        let shop = staffed(app).await;
        burst_pipe(&shop).await;
        wait(app, 5).await;
        writes(&shop, ANN, "on it").await;
        app.do_jobs().await;
        assert_eq!(kinds_to(&shop, DAVE).await, ["emergency", "alert_taken"]);
        assert_eq!(writes(&shop, DAVE, "1").await, "Bristol Plumbing: Ann has it. You need not do anything.");
        assert!(writes(&shop, ANN, "1").await.starts_with("You have it."), "who has it may ask again");
        assert_eq!(emergencies(&shop).await[0]["acknowledged_by"], ANN);
        app.do_jobs().await;
        assert_eq!(kinds_to(&shop, CALLER).await, ["alert_taken"], "told once");
    }

    async fn the_same_answer_twice_counts_once(app: &TestApp) {
        let shop = staffed(app).await;
        burst_pipe(&shop).await;
        let sid = new_id("SM");
        let first = shop.texter(DAVE).write(&sid, "1").await.expect("an answer");
        app.app.clock.advance(SignedDuration::from_mins(1));
        let second = shop.texter(DAVE).write(&sid, "1").await.expect("an answer");
        assert_eq!(first, second);
        assert_eq!(emergencies(&shop).await[0]["time_to_acknowledge_seconds"], 0);
    }

    async fn the_staff_are_no_customers(app: &TestApp) {
        let shop = staffed(app).await;
        for text in ["hey, what's on tomorrow?", "my water heater is leaking", "a pipe burst", "", "HELP"] {
            let reply = writes(&shop, DAVE, text).await;
            assert!(reply.is_empty() || reply.contains("Reply 1 to take an emergency"), "{reply}");
        }
        assert_eq!(writes(&shop, ANN, "1").await, "Bristol Plumbing: no emergency is open right now.");
        assert!(shop.conversations().await.is_empty());
        assert!(emergencies(&shop).await.is_empty());
        app.do_jobs().await;
        assert!(shop.messages().await.is_empty());
    }

    async fn whoever_is_on_the_line_hears_it_there(app: &TestApp) {
        let shop = staffed(app).await;
        let (mut call, _) = shop.call(CALLER).await;
        call.say("a pipe burst in my basement and water is pouring in").await.expect("an answer");
        writes(&shop, DAVE, "1").await;
        let heard = call.say("Maria Lopez").await.expect("an answer");
        assert!(heard.starts_with("Dave has your message now and will call you."), "{heard}");
        let heard = call.say("8412 Johnson Drive, Merriam, Kansas 66202").await.expect("an answer");
        assert!(!heard.contains("Dave"), "said once: {heard}");
        call.hang_up().await.expect("an answer");
        app.do_jobs().await;
        assert!(!kinds_to(&shop, CALLER).await.contains(&"alert_taken".to_owned()), "they know it");
    }

    async fn who_hangs_up_before_they_could_hear_it_reads_it(app: &TestApp) {
        let shop = staffed(app).await;
        let (mut call, _) = shop.call(CALLER).await;
        call.say("a pipe burst in my basement and water is pouring in").await.expect("an answer");
        writes(&shop, DAVE, "1").await;
        app.do_jobs().await;
        assert!(texts_to(&shop, CALLER).await.is_empty(), "they are still on the line");
        call.hang_up().await.expect("an answer");
        app.do_jobs().await;
        assert_eq!(kinds_to(&shop, CALLER).await, ["alert_taken"]);
    }

    async fn while_nobody_answers_nobody_is_said_to_know(app: &TestApp) {
        let settings = json!({ "owner_name": "Dave", "owner_phone": DAVE, "utility_phones": { "gas": "+18165550911" } });
        let shop = app.shop_with("ace", settings).await;
        let (mut call, _) = shop.call(CALLER).await;
        let heard = call.say("I smell gas in the kitchen").await.expect("an answer");
        assert!(heard.contains("I'm alerting Dave right now."), "{heard}");
        wait(app, 5).await;
        let heard = call.say("Maria Lopez").await.expect("an answer");
        assert!(!heard.contains("Dave"), "{heard}");
        wait(app, 5).await;
        let heard = call.say("8412 Johnson Drive, Merriam, Kansas 66202").await.expect("an answer");
        let truth = "I've tried everyone at Bristol Plumbing, and nobody has answered yet. If anyone is in danger, call 911. \
                     The gas company's emergency number is 8 1 6, 5 5 5, 0 9 1 1.";
        assert!(heard.starts_with(truth), "{heard}");
        writes(&shop, DAVE, "1").await;
        let heard = call.say("what do you have?").await.expect("an answer");
        assert!(heard.starts_with("Dave has your message now and will call you."), "{heard}");
        call.hang_up().await.expect("an answer");
    }

    async fn a_texter_reads_it_once_in_their_own_language(app: &TestApp) {
        let shop = staffed(app).await;
        writes(&shop, CALLER, "se me reventó un tubo y se está inundando la casa").await;
        writes(&shop, DAVE, "voy").await;
        app.do_jobs().await;
        let [told] = &texts_to(&shop, CALLER).await[..] else { panic!("one text") };
        assert_eq!(
            told.body,
            "Dave, de Bristol Plumbing, ya tiene su mensaje y le va a llamar. Responda STOP para no recibir mensajes."
        );
        let reply = writes(&shop, CALLER, "María López").await;
        assert!(!reply.contains("Dave"), "{reply}");
    }

    async fn a_call_that_ends_at_can_it_wait_raises_one_too(app: &TestApp) {
        let shop = staffed(app).await;
        let (mut call, _) = shop.call(CALLER).await;
        let heard = call.say("my water heater is leaking").await.expect("an answer");
        assert!(heard.contains("can it wait"), "{heard}");
        call.hang_up().await.expect("an answer");
        app.do_jobs().await;
        assert_eq!(kinds_to(&shop, DAVE).await, ["emergency"]);
        assert_eq!(emergencies(&shop).await.len(), 1);
        writes(&shop, DAVE, "ok").await;
        assert_eq!(emergencies(&shop).await[0]["state"], "acknowledged");
    }

    async fn only_pressing_the_button_behind_the_link_answers(app: &TestApp) {
        let shop = staffed(app).await;
        burst_pipe(&shop).await;
        wait(app, 5).await;
        let (dave, ann) = (link_to(&shop, DAVE).await, link_to(&shop, ANN).await);
        assert_ne!(dave, ann, "each has a link of their own");
        for _ in 0..3 {
            let page = app.client.get(&dave).send().await.expect("a page");
            assert_eq!(page.status().as_u16(), 200);
            assert_eq!(page.headers()["cache-control"], "no-store");
            assert!(page.headers()["content-security-policy"].to_str().expect("text").starts_with("default-src 'none'"));
            let words = page.text().await.expect("text");
            assert!(words.contains("Nobody has taken this yet."), "{words}");
            assert!(!words.contains("0123"), "a preview learns nothing: {words}");
        }
        assert_eq!(emergencies(&shop).await[0]["state"], "open", "a preview is no answer");
        let page = app.client.post(&ann).send().await.expect("a page").text().await.expect("text");
        assert!(page.contains("You have it") && page.contains("tel:+18165550123"), "{page}");
        let page = app.client.post(&dave).send().await.expect("a page").text().await.expect("text");
        assert!(page.contains("Ann has it.") && !page.contains("0123"), "{page}");
        let emergency = &emergencies(&shop).await[0];
        assert_eq!((emergency["acknowledged_by"].as_str(), emergency["acknowledged_how"].as_str()), (Some(ANN), Some("link")));
        let style = app.client.get(format!("{}/alert/page.css", app.base)).send().await.expect("a style");
        assert_eq!(style.headers()["content-type"], "text/css; charset=utf-8");
    }

    async fn a_link_that_is_forged_or_too_old_opens_nothing(app: &TestApp) {
        let shop = staffed(app).await;
        burst_pipe(&shop).await;
        let link = link_to(&shop, DAVE).await;
        let forged = format!("{}x", &link[..link.len() - 1]);
        for path in [forged.as_str(), &format!("{}/alert/1", app.base), &format!("{}/alert/%00%27", app.base)] {
            assert_eq!(app.client.post(path).send().await.expect("a page").status().as_u16(), 404, "{path}");
        }
        wait(app, 24 * 60).await;
        assert_eq!(app.client.get(&link).send().await.expect("a page").status().as_u16(), 404);
        assert_eq!(app.client.post(&link).send().await.expect("a page").status().as_u16(), 404);
        assert_eq!(emergencies(&shop).await[0]["acknowledged_by"], Value::Null);
    }

    async fn a_clock_that_jumps_alerts_one_after_the_other_all_the_same(app: &TestApp) {
        let shop = staffed(app).await;
        burst_pipe(&shop).await;
        wait(app, 600).await;
        assert_eq!((texts_to(&shop, DAVE).await.len(), texts_to(&shop, ANN).await.len()), (1, 1), "one step, not all at once");
        wait(app, 5).await;
        assert_eq!((texts_to(&shop, DAVE).await.len(), texts_to(&shop, ANN).await.len()), (2, 1));
    }

    async fn a_suspended_business_alerts_nobody_until_it_is_active_again(app: &TestApp) {
        let shop = staffed(app).await;
        burst_pipe(&shop).await;
        app.do_jobs().await;
        let link = link_to(&shop, DAVE).await;
        app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "status": "SUSPENDED" }))).await;
        wait(app, 30).await;
        assert_eq!(app.client.post(&link).send().await.expect("a page").status().as_u16(), 403);
        assert!(texts_to(&shop, ANN).await.is_empty());
        app.operator(Method::PATCH, "/businesses/ace", Some(json!({ "status": "ACTIVE" }))).await;
        wait(app, 1).await;
        assert_eq!(kinds_to(&shop, ANN).await, ["emergency"]);
        assert_eq!(emergencies(&shop).await[0]["state"], "open");
    }

    async fn copies_alert_each_one_once(app: &TestApp) {
        let shop = staffed(app).await;
        burst_pipe(&shop).await;
        for _ in 0..6 {
            app.app.clock.advance(SignedDuration::from_mins(5));
            let runs = (0..6).map(|_| {
                let app = app.app.clone();
                tokio::spawn(async move { while frontdesk::jobs::run_due(&app).await.expect("jobs that can be done") > 0 {} })
            });
            for run in runs.collect::<Vec<_>>() {
                run.await.expect("a run");
            }
        }
        assert_eq!((texts_to(&shop, DAVE).await.len(), texts_to(&shop, ANN).await.len()), (2, 2));
        assert_eq!(shop.callbacks().await.iter().filter(|task| task["reason"] == "emergency").count(), 1);
        assert_eq!(kinds_to(&shop, CALLER).await, ["alert_unanswered"]);
    }

    async fn a_job_that_is_done_several_times_alerts_once(app: &TestApp) {
        let shop = staffed(app).await;
        burst_pipe(&shop).await;
        let business = BusinessId::parse("ace").expect("an id");
        let scope = find_business(&app.app, &business).await.expect("the database").expect("the business").scope();
        let id = emergencies(&shop).await[0]["id"].as_str().expect("an id").parse().expect("an id");
        let runs = (0..6).map(|_| {
            let (app, scope) = (app.app.clone(), scope.clone());
            tokio::spawn(async move { advance_alert(&app, &scope, id, 1).await.expect("a move") })
        });
        for run in runs.collect::<Vec<_>>() {
            run.await.expect("a run");
        }
        app.do_jobs().await;
        assert_eq!((texts_to(&shop, DAVE).await.len(), texts_to(&shop, ANN).await.len()), (1, 1));
    }

    async fn without_anybody_to_alert_a_task_stays_at_once(app: &TestApp) {
        let shop = app.shop_with("ace", json!({ "owner_phone": null })).await;
        let heard = burst_pipe(&shop).await;
        assert!(!heard.contains("alerting"), "{heard}");
        app.do_jobs().await;
        assert_eq!(emergencies(&shop).await[0]["state"], "unanswered");
        assert_eq!(shop.callbacks().await.iter().filter(|task| task["reason"] == "emergency").count(), 1);
        assert!(texts_to(&shop, DAVE).await.is_empty());
    }
}

both_databases! {
    async fn a_drill_goes_the_same_way_and_counts_as_none(app: &TestApp) {
        let shop = staffed(app).await;
        let (status, drill) = app.operator(Method::POST, "/businesses/ace/alert-drill", None).await;
        assert_eq!((status, &drill["is_drill"], &drill["state"]), (201, &json!(true), &json!("open")), "{drill}");
        let (_, again) = shop.staff(Method::POST, "/v1/owner/alert-drill").await;
        assert_eq!(again["id"], drill["id"], "one at a time");
        wait(app, 5).await;
        for text in [&texts_to(&shop, DAVE).await[0], &texts_to(&shop, ANN).await[0]] {
            assert!(text.body.starts_with("DRILL (Bristol Plumbing): nobody needs help."), "{}", text.body);
            assert_eq!(text.kind, "drill");
        }
        let page = app.client.get(link_to(&shop, ANN).await).send().await.expect("a page").text().await.expect("text");
        assert!(page.contains("DRILL."), "{page}");
        burst_pipe(&shop).await;
        assert!(writes(&shop, DAVE, "1").await.contains("Call +18165550123."), "the real one goes first");
        let reply = writes(&shop, DAVE, "1").await;
        assert!(reply.starts_with("DRILL: you have it"), "{reply}");
        app.do_jobs().await;
        let last = texts_to(&shop, ANN).await.pop().expect("a text");
        assert_eq!(last.body, "DRILL. Bristol Plumbing: Dave has it. You need not do anything.");
        let listed = emergencies(&shop).await;
        assert_eq!((&listed[0]["is_drill"], &listed[1]["is_drill"]), (&json!(false), &json!(true)));
        assert_eq!(listed[1]["time_to_acknowledge_seconds"], 300);
    }

    async fn a_drill_that_nobody_answers_leaves_no_task(app: &TestApp) {
        let shop = staffed(app).await;
        shop.staff(Method::POST, "/v1/owner/alert-drill").await;
        for _ in 0..5 {
            wait(app, 5).await;
        }
        assert_eq!(emergencies(&shop).await[0]["state"], "unanswered");
        assert!(shop.callbacks().await.is_empty());
    }

    async fn the_operator_hears_of_every_emergency_that_nobody_answers(app: &TestApp) {
        let shop = app.shop("ace").await;
        for caller in ["+18165550123", "+18165550124"] {
            let (mut call, _) = shop.call(caller).await;
            call.say("a pipe burst in my basement and water is pouring in").await.expect("an answer");
            call.hang_up().await.expect("an answer");
        }
        for _ in 0..3 {
            wait(app, 5).await;
        }
        let (_, notices) = app.operator(Method::GET, "/notices", None).await;
        let unreachable = notices["items"].as_array().expect("notices").iter().filter(|notice| notice["kind"] == "owner_unreachable");
        assert_eq!(unreachable.count(), 2);
    }

    async fn a_booking_is_told_to_who_has_the_emergency(app: &TestApp) {
        let shop = staffed(app).await;
        let person = crate::support::Person { problem: "a pipe burst in my basement and water is pouring in", ..Default::default() };
        let (mut call, mut heard) = shop.call(CALLER).await;
        for _ in 0..40 {
            if call.is_over {
                break;
            }
            heard = call.say(&crate::support::answer_to(&person, &heard)).await.expect("an answer");
            if emergencies(&shop).await.first().is_some_and(|emergency| emergency["state"] == "open") {
                writes(&shop, ANN, "1").await;
            }
        }
        app.do_jobs().await;
        assert!(kinds_to(&shop, ANN).await.contains(&"booking".to_owned()));
        assert!(kinds_to(&shop, DAVE).await.contains(&"booking".to_owned()));
    }
}

with_a_carrier! {
    async fn who_wants_no_texts_is_called_and_takes_it_with_a_key(app: &TestApp, carrier: &FakeCarrier) {
        let shop = staffed(app).await;
        writes(&shop, DAVE, "STOP").await;
        burst_pipe(&shop).await;
        app.do_jobs().await;
        assert!(carrier.texts_to(DAVE).is_empty());
        assert_eq!(carrier.calls().iter().map(|call| call.to.as_str()).collect::<Vec<_>>(), [DAVE]);
        let heard = hears(&shop, carrier, 0, None).await;
        assert_eq!(heard.matches("with an emergency. Press 1 to take it").count(), 3, "{heard}");
        assert!(!heard.contains("0 1 2 3") && !heard.contains("burst"), "a machine may be listening: {heard}");
        let heard = hears(&shop, carrier, 0, Some("5")).await;
        assert!(heard.contains("Press 1"), "{heard}");
        assert_eq!(emergencies(&shop).await[0]["state"], "open");
        let heard = hears(&shop, carrier, 0, Some("1")).await;
        assert_eq!(heard.matches("Call 8 1 6, 5 5 5, 0 1 2 3.").count(), 2, "{heard}");
        call_ends(carrier, 0, "completed").await;
        wait(app, 30).await;
        assert!(carrier.texts_to(ANN).is_empty());
        let emergency = &emergencies(&shop).await[0];
        assert_eq!((&emergency["acknowledged_how"], &emergency["steps"][0]["outcome"]), (&json!("key"), &json!("taken")));
    }

    async fn a_machine_that_answers_presses_no_key_and_the_next_one_is_alerted_at_once(app: &TestApp, carrier: &FakeCarrier) {
        let shop = staffed(app).await;
        writes(&shop, DAVE, "STOP").await;
        burst_pipe(&shop).await;
        app.do_jobs().await;
        hears(&shop, carrier, 0, None).await;
        for _ in 0..3 {
            call_ends(carrier, 0, "completed").await;
        }
        app.do_jobs().await;
        assert_eq!(carrier.texts_to(ANN).len(), 1);
        assert_eq!(emergencies(&shop).await[0]["steps"][0]["outcome"], "no_key");
        wait(app, 1).await;
        assert_eq!(carrier.texts_to(ANN).len(), 1, "she has her five minutes");
        writes(&shop, ANN, "1").await;
    }

    async fn where_it_is_set_the_owner_is_called_as_well(app: &TestApp, carrier: &FakeCarrier) {
        let shop = app.shop_with("ace", json!({ "owner_phone": DAVE, "alert_by_call": true })).await;
        burst_pipe(&shop).await;
        app.do_jobs().await;
        assert_eq!((carrier.texts_to(DAVE).len(), carrier.calls().len()), (1, 1));
        call_ends(carrier, 0, "no-answer").await;
        app.do_jobs().await;
        assert_eq!(carrier.calls().len(), 1, "the text may still be read");
        writes(&shop, DAVE, "1").await;
        let heard = hears(&shop, carrier, 0, None).await;
        assert!(heard.contains("You have it."), "{heard}");
    }

    async fn who_has_answered_is_not_called_any_more(app: &TestApp, carrier: &FakeCarrier) {
        let shop = app.shop_with("ace", json!({ "owner_phone": DAVE, "alert_by_call": true })).await;
        carrier.always(Conduct::IsBusy(None));
        burst_pipe(&shop).await;
        app.do_jobs().await;
        writes(&shop, DAVE, "1").await;
        carrier.always(Conduct::Obliges);
        wait(app, 2).await;
        wait(app, 2).await;
        assert!(carrier.calls().is_empty() && carrier.texts_to(DAVE).is_empty(), "what waited stays");
    }

    async fn a_process_that_ends_while_it_calls_does_not_call_again(app: &TestApp, carrier: &FakeCarrier) {
        let shop = app.shop_with("ace", json!({ "owner_phone": DAVE, "alert_by_call": true })).await;
        carrier.next(&[Conduct::Obliges, Conduct::TakesAndVanishes]);
        burst_pipe(&shop).await;
        for _ in 0..3 {
            app.do_jobs().await;
        }
        assert_eq!(carrier.calls().len() + carrier.texts_to(DAVE).len(), 2, "each once");
        writes(&shop, DAVE, "1").await;
        // Whichever of the two met the trouble is looked for by then.
        for _ in 0..2 {
            app.app.clock.advance(SignedDuration::from_mins(2));
            app.do_jobs().await;
        }
        assert_eq!(carrier.calls().len(), 1, "and nobody is called twice");
    }
    async fn whose_text_fails_is_called_at_once(app: &TestApp, carrier: &FakeCarrier) {
        let shop = staffed(app).await;
        carrier.next(&[Conduct::Refuses(21614)]);
        burst_pipe(&shop).await;
        app.do_jobs().await;
        assert_eq!(carrier.calls().iter().map(|call| call.to.as_str()).collect::<Vec<_>>(), [DAVE]);
        call_ends(carrier, 0, "no-answer").await;
        app.do_jobs().await;
        assert_eq!(carrier.texts_to(ANN).len(), 1, "and the next one is not kept waiting");
        let steps = &emergencies(&shop).await[0]["steps"];
        let outcomes: Vec<&str> = steps.as_array().expect("steps").iter().map(|step| step["outcome"].as_str().expect("a word")).collect();
        assert_eq!(outcomes, ["failed", "no_answer", "sent"]);
        writes(&shop, ANN, "1").await;
    }
}
