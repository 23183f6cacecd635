//! What is logged, and what is not: seen on a process of its own.

use crate::processes::Process;
use crate::support::Person;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_turn_leaves_its_events_and_nothing_personal() {
    let process = Process::start(crate::support::Database::sqlite()).await;
    let shop = process.shop("ace").await;
    shop.talk("+18165550123", &Person::default()).await;
    shop.text_talk("+18165550124", &Person { address: "77 Elm Street, Merriam, Kansas 66202".to_owned(), ..Person::default() }).await;
    shop.texter("+18165550125").write("SMstop", "STOP").await.expect("an answer");
    let (mut call, _) = shop.call("+18165550126").await;
    call.say("I smell gas and I am Wilhelmina Featherstone").await.expect("an answer");
    process.unsigned_call().await;
    process.until_logged("owner_alerted").await;
    let lines = process.log();
    let events: std::collections::BTreeSet<&str> = lines.iter().filter_map(|line| line["event"].as_str()).collect();
    for event in [
        "service_started",
        "http_request",
        "twilio_voice_webhook",
        "twilio_sms_webhook",
        "conversation_start",
        "conversation_end",
        "appointment_created",
        "emergency_detected",
        "owner_alerted",
        "opt_out",
        "message_sent",
        "twilio_signature_missing",
    ] {
        assert!(events.contains(event), "{event} is missing from {events:?}");
    }
    for line in lines.iter().filter(|line| line["event"] == "appointment_created") {
        for field in ["business_id", "conversation_id", "request_id", "appointment_id"] {
            assert!(line[field].is_string(), "{field} of {line}");
        }
        assert!(line["call_sid"].is_string() || line["message_sid"].is_string(), "{line}");
    }
    for line in lines.iter().filter(|line| line["event"] == "http_request") {
        assert!(
            line["method"].is_string() && line["route"].is_string() && line["status"].is_u64() && line["milliseconds"].is_number(),
            "{line}"
        );
    }
    let text = process.log_text();
    for private in [
        "Maria",
        "Lopez",
        "Johnson",
        "Elm Street",
        "water heater",
        "Wilhelmina",
        "8165550123",
        "8165550142",
        "smell gas",
        crate::support::TWILIO_TOKEN,
        crate::support::ADMIN_KEY,
        &shop.api_key,
    ] {
        assert!(!text.contains(private), "{private:?} is in the log");
    }
    process.stop().await;
}
