//! What should not come in, and what it gets.

use crate::support::{Person, TestApp, answer_to, both_databases, client, is_booked, new_id, signed};
use serde_json::Value;

const FROM: &str = "+18165550123";

async fn status_and_code(request: reqwest::RequestBuilder) -> (u16, String) {
    let (status, body) = crate::support::read(request).await;
    (status, body["code"].as_str().unwrap_or_default().to_owned())
}

/// What a caller hears; fails on anything but TwiML.
async fn heard(request: reqwest::RequestBuilder) -> String {
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.status().as_u16(), 200);
    let body = answer.text().await.expect("a body");
    assert!(body.starts_with("<?xml") && body.contains("<Say"), "{body}");
    body
}

both_databases! {
    async fn an_unsigned_or_wrongly_signed_webhook_is_refused_and_leaves_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("CA");
        let call = [("CallSid", sid.as_str()), ("From", FROM), ("To", shop.number.as_str())];
        for path in ["/twilio/voice", "/twilio/sms", "/twilio/status", "/twilio/call-status", "/v1/twilio/voice", "/twilio/voice/turn/1"] {
            let url = format!("{}{path}", app.base);
            assert_eq!(status_and_code(client().post(&url).form(&call)).await, (403, "twilio_signature_missing".to_owned()), "{path}");
            let wrong = client().post(&url).header("X-Twilio-Signature", "AAAAAAAAAAAAAAAAAAAAAAAAAAA=").form(&call);
            assert_eq!(status_and_code(wrong).await, (403, "twilio_signature_invalid".to_owned()), "{path}");
        }
        assert!(shop.conversations().await.is_empty());
    }

    async fn a_proxys_host_changes_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("CA");
        let call = [("CallSid", sid.as_str()), ("From", FROM), ("To", shop.number.as_str())];
        let request = signed(&shop, "/twilio/voice?business_id=ace&x=It%27s+1", &call).header("Host", "internal:1").header("X-Forwarded-Proto", "https").header("X-Forwarded-Host", "evil.example");
        assert!(heard(request).await.contains("Bristol Plumbing"));
    }

    async fn an_unknown_business_is_not_found(app: &TestApp) {
        let shop = app.shop("ace").await;
        app.shop("best").await;
        let sid = new_id("CA");
        let call = [("CallSid", sid.as_str()), ("From", FROM), ("To", shop.number.as_str())];
        assert_eq!(status_and_code(signed(&shop, "/twilio/voice?business_id=nobody", &call)).await, (404, "twilio_unknown_business".to_owned()));
        let elsewhere = [call[0], call[1], ("To", "+12025550199")];
        assert_eq!(status_and_code(signed(&shop, "/twilio/voice", &elsewhere)).await, (404, "twilio_unknown_business".to_owned()));
    }

    async fn the_only_business_takes_a_call_to_an_unknown_number(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("CA");
        let elsewhere = [("CallSid", sid.as_str()), ("From", FROM), ("To", "+12025550199")];
        assert!(heard(signed(&shop, "/twilio/voice", &elsewhere)).await.contains("Bristol Plumbing"));
    }

    async fn a_webhook_without_its_id_names_what_is_missing(app: &TestApp) {
        let shop = app.shop("ace").await;
        assert_eq!(status_and_code(signed(&shop, "/twilio/voice?business_id=ace", &[("From", FROM)])).await, (400, "call_sid_missing".to_owned()));
        assert_eq!(status_and_code(signed(&shop, "/twilio/sms?business_id=ace", &[("From", FROM), ("Body", "hi")])).await, (400, "parameter_missing".to_owned()));
        assert_eq!(status_and_code(signed(&shop, "/twilio/sms?business_id=ace", &[("MessageSid", "SM1"), ("Body", "hi")])).await, (400, "parameter_missing".to_owned()));
    }

    async fn json_is_no_webhook_even_when_it_is_signed(app: &TestApp) {
        let shop = app.shop("ace").await;
        let hash = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
        let url = format!("{}/twilio/voice?business_id=ace&bodySHA256={hash}", shop.base);
        let signature = frontdesk::http::signature::sign(crate::support::TWILIO_TOKEN, &url, &[]);
        let json = |body: &'static str| client().post(&url).header("X-Twilio-Signature", &signature).header("Content-Type", "application/json").body(body);
        assert_eq!(status_and_code(json("{}")).await, (415, "not_a_form".to_owned()));
        assert_eq!(status_and_code(json("{ }")).await, (403, "twilio_signature_invalid".to_owned()), "a body that its hash does not fit");
    }

    async fn absent_optional_fields_are_no_error(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("CA");
        let bare = [("CallSid", sid.as_str()), ("To", shop.number.as_str())];
        assert!(heard(signed(&shop, "/twilio/voice", &bare)).await.contains("How can I help you today?"));
    }

    async fn strange_words_are_answered_and_kept_as_text(app: &TestApp) {
        let shop = app.shop("ace").await;
        let long = "water ".repeat(17_000);
        let fax = "\u{1}\u{2}beep \u{7}\u{0} kkkkkrrrrrr ☎ ~~~~ ////";
        for words in [long.as_str(), "🔥🔥🔥", fax, "<Redirect>/evil</Redirect>", "'; DROP TABLE conversation; --", "\u{202e}gnp", "a", "?????", "                 "] {
            let sid = new_id("CA");
            let call = [("CallSid", sid.as_str()), ("From", FROM), ("To", shop.number.as_str())];
            heard(signed(&shop, "/twilio/voice", &call)).await;
            let turn = [call[0], call[1], call[2], ("SpeechResult", words)];
            heard(signed(&shop, "/twilio/voice/turn/1?business_id=ace", &turn)).await;
            let text_sid = new_id("SM");
            let text = [("MessageSid", text_sid.as_str()), ("From", "+18165550188"), ("To", shop.number.as_str()), ("Body", words)];
            let answer = signed(&shop, "/twilio/sms", &text).send().await.expect("an answer");
            assert_eq!(answer.status().as_u16(), 200);
        }
        assert!(shop.conversations().await.len() >= 9);
    }

    async fn bytes_that_are_no_text_are_answered(app: &TestApp) {
        let shop = app.shop("ace").await;
        let body = format!("CallSid=CAbytes&To={}&SpeechResult=%ff%fe%80water", shop.number.replace('+', "%2B"));
        let url = format!("{}/twilio/voice/turn/1?business_id=ace", app.base);
        let pairs = [(b"CallSid".to_vec(), b"CAbytes".to_vec()), (b"SpeechResult".to_vec(), b"\xff\xfe\x80water".to_vec()), (b"To".to_vec(), shop.number.clone().into_bytes())];
        let signature = frontdesk::http::signature::sign(crate::support::TWILIO_TOKEN, &url, &pairs);
        let request = client().post(&url).header("X-Twilio-Signature", signature).header("Content-Type", "application/x-www-form-urlencoded").body(body);
        heard(request).await;
    }

    async fn a_body_beyond_all_measure_is_refused(app: &TestApp) {
        let shop = app.shop("ace").await;
        let huge = "x".repeat(300 * 1024);
        let (status, _) = status_and_code(signed(&shop, "/twilio/sms", &[("MessageSid", "SM1"), ("From", FROM), ("Body", &huge)])).await;
        assert_eq!(status, 413);
    }

    async fn hanging_up_is_fine_at_any_moment(app: &TestApp) {
        let shop = app.shop("ace").await;
        for turns in 0..9_usize {
            let person = Person { address: format!("{} Johnson Drive, Merriam, Kansas 66202", 100 + turns), ..Person::default() };
            let (mut call, mut heard) = shop.call(&format!("+1816555{:04}", 300 + turns)).await;
            for _ in 0..turns {
                if !call.is_over {
                    heard = call.say(&answer_to(&person, &heard)).await.expect("an answer");
                }
            }
            call.hang_up().await.expect("a word");
        }
        assert!(shop.conversations().await.iter().all(|conversation| conversation["ended_at"].is_string()));
    }

    async fn a_yes_out_of_nowhere_books_nothing(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (mut call, mut words) = shop.call(FROM).await;
        for _ in 0..12 {
            if !call.is_over {
                words = call.say("yes").await.expect("an answer");
                assert!(!is_booked(&words), "{words}");
            }
        }
        assert!(shop.appointments().await.is_empty());
        assert!(call.is_over || words.contains('?'));
    }

    async fn a_turn_of_a_call_that_nobody_knows_is_a_beginning(app: &TestApp) {
        let shop = app.shop("ace").await;
        let turn = [("CallSid", "CAlost"), ("From", FROM), ("To", shop.number.as_str()), ("SpeechResult", "my faucet drips")];
        let words = heard(signed(&shop, "/twilio/voice/turn/7?business_id=ace", &turn)).await;
        assert!(words.contains("Bristol Plumbing") && words.contains("name"), "{words}");
    }

    async fn the_fallback_is_there_for_everybody(app: &TestApp) {
        let answer = client().post(format!("{}/twilio/fallback", app.base)).send().await.expect("an answer");
        assert!(answer.text().await.expect("a body").contains("we can't take your call right now"));
        let text = client().post(format!("{}/twilio/fallback", app.base)).form(&[("MessageSid", "SM1")]).send().await.expect("an answer");
        assert!(text.text().await.expect("a body").contains("<Message>"));
    }

    async fn errors_have_one_shape(app: &TestApp) {
        let shop = app.shop("ace").await;
        let get = |path: &str| client().get(format!("{}{path}", app.base));
        let own = |path: &str| get(path).header("X-API-Key", &shop.api_key).header("X-Owner-Token", crate::support::OWNER_TOKEN);
        for (request, status, code) in [
            (get("/nowhere"), 404, "not_found"),
            (get("/v1/crm/appointments"), 401, "unauthorized"),
            (get("/v1/crm/appointments").header("X-API-Key", &shop.api_key), 401, "unauthorized"),
            (get("/v1/admin/businesses"), 401, "unauthorized"),
            (get("/v1/admin/businesses").header("X-Admin-API-Key", "wrong"), 401, "unauthorized"),
            (own("/v1/crm/appointments/00000000-0000-0000-0000-000000000000"), 404, "not_found"),
            (own("/v1/crm/appointments/none"), 404, "not_found"),
            (own("/v1/crm/appointments?limit=0"), 422, "invalid"),
            (own("/v1/crm/appointments?limit=501"), 422, "invalid"),
            (own("/v1/crm/appointments?cursor=abc"), 422, "invalid"),
            (own("/v1/crm/appointments?from=yesterday"), 422, "invalid"),
            (own("/v1/crm/conversations?channel=fax"), 422, "invalid"),
            (client().delete(format!("{}/v1/crm/appointments", app.base)), 405, "method_not_allowed"),
            (client().post(format!("{}/v1/admin/businesses", app.base)).header("X-Admin-API-Key", crate::support::ADMIN_KEY).body("{}"), 415, "not_json"),
            (client().post(format!("{}/v1/admin/businesses", app.base)).header("X-Admin-API-Key", crate::support::ADMIN_KEY).header("Content-Type", "application/json").body("{"), 400, "bad_json"),
        ] {
            let answer = request.send().await.expect("an answer");
            let found = answer.status().as_u16();
            let address = answer.url().clone();
            let body: Value = answer.json().await.expect("JSON");
            assert_eq!((found, body["code"].as_str()), (status, Some(code)), "{address}: {body}");
            assert!(body["message"].as_str().is_some_and(|message| !message.is_empty()));
        }
    }
}
