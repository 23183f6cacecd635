//! Calls.

use crate::support::{Person, TestApp, both_databases, is_booked, new_id, signed};
use serde_json::Value;

fn last(said: &[String]) -> &str {
    said.last().map(String::as_str).unwrap_or_default()
}

both_databases! {
    async fn a_call_books_a_visit(app: &TestApp) {
        let shop = app.shop("ace").await;
        let said = shop.talk("+18165550123", &Person::default()).await;
        assert!(said.iter().any(|line| is_booked(line)), "{said:#?}");
        assert!(last(&said).contains("Goodbye"), "{said:#?}");
        let appointments = shop.appointments().await;
        assert_eq!(appointments.len(), 1);
        let visit = &appointments[0];
        assert_eq!(visit["status"], "SCHEDULED");
        assert_eq!(visit["customer_name"], "Maria Lopez");
        assert_eq!(visit["window_start"], "2026-11-24T08:00:00-06:00");
        assert_eq!(visit["window_end"], "2026-11-24T10:00:00-06:00");
        assert_eq!(visit["service"], "water_heater");
        assert_eq!(visit["channel"], "phone");
        assert!(visit["technician_id"].is_string());
        app.do_jobs().await;
        let messages = shop.messages().await;
        let to: Vec<(&str, &str)> = messages.iter().map(|message| (message.kind.as_str(), message.to.as_str())).collect();
        assert!(to.contains(&("confirmation", "+18165550123")) && to.contains(&("booking", "+18165550177")), "{to:?}");
        assert!(messages.iter().all(|message| message.status == "stubbed"));
    }

    async fn everything_in_one_breath_is_not_asked_again(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550123").await;
        let breath = "Hi, my name is Maria Lopez, I live at 8412 Johnson Drive, Merriam, Kansas 66202, my kitchen faucet drips, and tomorrow morning would be great";
        let mut heard = call.say(breath).await.expect("an answer");
        if heard.contains("can wait") || heard.contains("can it wait") {
            heard = call.say("it can wait").await.expect("an answer");
        }
        assert!(heard.contains("Which works better?"), "{heard}");
        assert!(heard.contains("between 8 and 10 in the morning"), "{heard}");
        let heard = call.say("the second one").await.expect("an answer");
        assert!(heard.contains("Shall I book it?") && heard.contains("Maria Lopez at 8412 Johnson Drive"), "{heard}");
        let heard = call.say("yes please").await.expect("an answer");
        assert!(is_booked(&heard), "{heard}");
        assert_eq!(shop.appointments().await[0]["window_start"], "2026-11-24T10:00:00-06:00");
    }

    async fn the_same_webhook_twice_gets_the_same_answer_and_changes_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("CA");
        let begin = [("CallSid", sid.as_str()), ("From", "+18165550123"), ("To", shop.number.as_str()), ("CallStatus", "ringing")];
        let first = body(signed(&shop, "/twilio/voice", &begin)).await;
        assert_eq!(first, body(signed(&shop, "/twilio/voice", &begin)).await);
        let turn = [begin[0], begin[1], begin[2], ("SpeechResult", "my toilet keeps running")];
        let path = "/twilio/voice/turn/1?business_id=ace";
        let second = body(signed(&shop, path, &turn)).await;
        assert_eq!(second, body(signed(&shop, path, &turn)).await);
        let other_words = [begin[0], begin[1], begin[2], ("SpeechResult", "something else entirely")];
        assert_eq!(second, body(signed(&shop, path, &other_words)).await, "the turn was answered already");
        let id = shop.conversations().await[0]["id"].as_str().expect("an id").to_owned();
        let detail = shop.conversation(&id).await;
        assert_eq!(roles(&detail), ["assistant", "caller", "assistant"]);
    }

    async fn two_deliveries_of_a_turn_at_the_same_moment_count_once(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("CA");
        let begin = [("CallSid", sid.as_str()), ("From", "+18165550123"), ("To", shop.number.as_str()), ("CallStatus", "ringing")];
        let copies = futures_of(8, || body(signed(&shop, "/twilio/voice", &begin))).await;
        assert!(copies.windows(2).all(|pair| pair[0] == pair[1]), "{copies:#?}");
        let turn = [begin[0], begin[1], begin[2], ("SpeechResult", "the sink is clogged")];
        let copies = futures_of(8, || body(signed(&shop, "/twilio/voice/turn/1?business_id=ace", &turn))).await;
        assert!(copies.windows(2).all(|pair| pair[0] == pair[1]), "{copies:#?}");
        assert_eq!(shop.conversations().await.len(), 1);
    }

    async fn silence_is_asked_again_and_then_offered_a_message_and_promised_a_call(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, greeting) = shop.call("+18165550123").await;
        let first = call.keep_silent().await.expect("an answer");
        assert!(first.contains("couldn't hear") && first.contains('?') && first != greeting, "{first}");
        assert!(!call.is_over);
        let second = call.keep_silent().await.expect("an answer");
        assert!(second.contains("call you back") && second.contains("leave a message after the tone"), "{second}");
        assert!(!call.is_over && call.records.is_some());
        let goodbye = call.leaves_message(0).await.expect("an answer");
        assert!(goodbye.contains("Goodbye") && call.is_over, "{goodbye}");
        let callbacks = shop.callbacks().await;
        assert_eq!(callbacks.len(), 1);
        assert_eq!(callbacks[0]["reason"], "silence");
        assert_eq!(callbacks[0]["due_at"], "2026-11-23T09:30:00-06:00");
    }

    async fn keys_choose_and_confirm(app: &TestApp) {
        let shop = app.shop("ace").await;
        let person = Person::default();
        let (mut call, mut heard) = shop.call("+18165550123").await;
        while !heard.contains("Which works better?") {
            heard = call.say(&crate::support::answer_to(&person, &heard)).await.expect("an answer");
        }
        heard = call.press("2").await.expect("an answer");
        assert!(heard.contains("between 10 AM and noon"), "{heard}");
        heard = call.press("1").await.expect("an answer");
        assert!(is_booked(&heard), "{heard}");
    }

    async fn hanging_up_half_way_leaves_a_call_back(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550123").await;
        call.say("I need a new kitchen faucet put in").await.expect("an answer");
        call.hang_up().await.expect("a word");
        call.hang_up().await.expect("a second word changes nothing");
        let callbacks = shop.callbacks().await;
        assert_eq!(callbacks.len(), 1, "{callbacks:?}");
        assert_eq!(callbacks[0]["reason"], "hung_up");
        let conversation = &shop.conversations().await[0];
        assert_eq!(conversation["outcome"], "abandoned");
        assert!(conversation["ended_at"].is_string());
    }

    async fn hanging_up_at_can_it_wait_wakes_the_owner(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550123").await;
        let heard = call.say("my water heater is leaking").await.expect("an answer");
        assert!(heard.ends_with("can it wait?"), "{heard}");
        call.hang_up().await.expect("a word");
        call.hang_up().await.expect("a second word changes nothing");
        let alerts = shop.messages().await.into_iter().filter(|message| message.kind == "emergency").count();
        assert_eq!(alerts, 1);
        assert_eq!(shop.callbacks().await.len(), 1);
        assert_eq!(shop.conversations().await[0]["outcome"], "emergency");
    }

    async fn a_booked_call_that_hangs_up_owes_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, mut heard) = shop.call("+18165550123").await;
        while !is_booked(&heard) {
            heard = call.say(&crate::support::answer_to(&Person::default(), &heard)).await.expect("an answer");
        }
        call.hang_up().await.expect("a word");
        assert!(shop.callbacks().await.is_empty());
        assert_eq!(shop.conversations().await[0]["outcome"], "booked");
    }

    async fn a_turn_after_the_goodbye_is_a_goodbye(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550123").await;
        call.say("goodbye").await.expect("an answer");
        let before = shop.conversations().await;
        let heard = call.say("hello? are you there?").await.expect("an answer");
        assert!(heard.contains("Goodbye"), "{heard}");
        assert_eq!(before, shop.conversations().await);
    }

    async fn an_emergency_wakes_the_owner_before_anything_is_booked(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550123").await;
        let heard = call.say("I smell gas in my basement").await.expect("an answer");
        assert!(heard.contains("911") && heard.contains("leave the building"), "{heard}");
        assert!(heard.contains("alerting the owner"), "{heard}");
        app.do_jobs().await;
        let messages = shop.messages().await;
        assert_eq!(messages.len(), 1);
        assert_eq!((messages[0].kind.as_str(), messages[0].to.as_str()), ("emergency", "+18165550177"));
        assert!(messages[0].body.contains("GAS") && messages[0].body.contains("+18165550123"), "{}", messages[0].body);
        call.say("Maria Lopez").await.expect("an answer");
        let heard = call.say("8412 Johnson Drive, Merriam, Kansas 66202").await.expect("an answer");
        assert!(heard.contains("today"), "the soonest window is offered: {heard}");
        assert_eq!(shop.messages().await.len(), 1, "the owner is alerted once");
        assert_eq!(shop.conversations().await[0]["flag_reasons"], serde_json::json!(["emergency"]));
    }

    async fn the_businesss_own_words_are_emergencies_too(app: &TestApp) {
        let shop = app.shop_with("ace", serde_json::json!({ "emergency_keywords": "beer cooler" })).await;
        let (mut call, _) = shop.call("+18165550123").await;
        let heard = call.say("the beer cooler stopped working").await.expect("an answer");
        assert!(heard.contains("alerting the owner"), "{heard}");
    }

    async fn no_answer_to_whether_it_can_wait_counts_as_no(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550123").await;
        let heard = call.say("my water heater is leaking").await.expect("an answer");
        assert!(heard.contains("can it wait?"), "{heard}");
        let heard = call.keep_silent().await.expect("an answer");
        assert!(heard.contains("alerting the owner"), "{heard}");
    }

    async fn a_caller_who_is_known_is_greeted_by_name_and_told_nothing_else(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk("+18165550123", &Person::default()).await;
        let (mut call, greeting) = shop.call("+18165550123").await;
        assert!(greeting.starts_with("Hi Maria"), "{greeting}");
        assert!(!greeting.contains("Johnson") && !greeting.contains("November"), "{greeting}");
        call.say("my faucet drips").await.expect("an answer");
    }

    async fn a_second_visit_at_the_same_address_is_asked_about_first(app: &TestApp) {
        let shop = app.shop("ace").await;
        shop.talk("+18165550123", &Person::default()).await;
        let said = shop.talk("+18165550999", &Person::default()).await;
        assert!(said.iter().any(|line| line.contains("already booked there") && line.contains("something new")), "{said:#?}");
        assert_eq!(shop.appointments().await.len(), 2);
    }

    async fn a_caller_without_a_number_is_asked_for_one(app: &TestApp) {
        let shop = app.shop("ace").await;
        for from in ["anonymous", "+266696687", "sip:alice@example.com"] {
            let person = Person { address: format!("{} Johnson Drive, Merriam, Kansas 66202", 100 + from.len()), ..Person::default() };
            let said = shop.talk(from, &person).await;
            assert!(said.iter().any(|line| line.contains("best number to reach you")), "{said:#?}");
            assert!(said.iter().any(|line| is_booked(line)), "{said:#?}");
        }
        app.do_jobs().await;
        assert!(shop.messages().await.iter().any(|message| message.to == "+18165550142"));
    }

    async fn a_call_that_goes_on_for_too_long_ends_with_a_word_and_a_call_back(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550123").await;
        call.say("my faucet drips").await.expect("an answer");
        app.app.clock.advance(jiff::SignedDuration::from_mins(16));
        let heard = call.say("Maria Lopez").await.expect("an answer");
        assert!(heard.contains("call you back"), "{heard}");
        assert!(call.is_over);
        assert_eq!(shop.callbacks().await[0]["reason"], "time_up");
    }

    async fn a_caller_named_like_an_instruction_is_heard_and_not_obeyed(app: &TestApp) {
        let shop = app.shop_with("ace", serde_json::json!({ "name": "<Redirect>https://evil.example</Redirect> & Sons" })).await;
        let (call, greeting) = shop.call("+18165550123").await;
        assert!(greeting.contains("<Redirect>https://evil.example</Redirect> & Sons"), "{greeting}");
        assert!(!call.is_over);
    }

    async fn spanish_is_answered_in_spanish(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, _) = shop.call("+18165550123").await;
        let heard = call.say("se me tapó el fregadero de la cocina").await.expect("an answer");
        assert!(heard.contains('¿'), "{heard}");
    }
}

async fn body(request: reqwest::RequestBuilder) -> String {
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers()["content-type"], "text/xml; charset=utf-8");
    answer.text().await.expect("a body")
}

async fn futures_of<F: Future<Output = String> + Send + 'static>(count: usize, make: impl Fn() -> F) -> Vec<String> {
    let tasks: Vec<_> = (0..count).map(|_| tokio::spawn(make())).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.expect("an answer"));
    }
    answers
}

fn roles(detail: &Value) -> Vec<&str> {
    detail["messages"].as_array().expect("messages").iter().map(|message| message["role"].as_str().expect("a role")).collect()
}
