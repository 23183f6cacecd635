//! The same callback comes a hundred times, all at once.

use super::{MARIA, of_kind};
use crate::support::{Shop, TestApp, both_databases, new_id, signed};
use frontdesk::simulator::PhoneCall;
use reqwest::Method;
use serde_json::Value;
use tokio::task::JoinSet;

const TIMES: usize = 100;

/// Sends a webhook a hundred times at once; gives what was answered, each answer once.
async fn a_hundred_times(shop: &Shop, path: &str, parameters: &[(&str, &str)]) -> Vec<(u16, String)> {
    let mut echoes = JoinSet::new();
    for _ in 0..TIMES {
        let request = signed(shop, path, parameters);
        echoes.spawn(async move {
            let answer = request.send().await.expect("an answer");
            (answer.status().as_u16(), answer.text().await.expect("a body"))
        });
    }
    let mut answers = echoes.join_all().await;
    answers.sort();
    answers.dedup();
    answers
}

async fn rings(shop: &Shop, sid: &str) -> PhoneCall {
    PhoneCall::dial(&shop.carrier(), "/twilio/voice", sid, (MARIA, &shop.number)).await.expect("a call that is answered").0
}

async fn list(shop: &Shop, path: &str) -> Vec<Value> {
    let (status, list) = shop.staff(Method::GET, path).await;
    assert_eq!(status, 200, "{list}");
    list["items"].as_array().expect("a list").clone()
}

both_databases! {
    async fn a_call_that_ended_a_hundred_times_is_called_back_once(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("CA");
        let mut call = rings(&shop, &sid).await;
        call.say("I need a new kitchen faucet put in").await.expect("an answer");
        let path = format!("/twilio/call-status?business_id={}", shop.id);
        let parameters = [("CallSid", sid.as_str()), ("From", MARIA), ("To", shop.number.as_str()), ("CallStatus", "completed")];
        assert_eq!(a_hundred_times(&shop, &path, &parameters).await, [(204, String::new())]);
        assert_eq!(shop.callbacks().await.len(), 1);
        assert_eq!(of_kind(&shop, "text_back").await.len(), 1);
        assert_eq!(shop.conversations().await.len(), 1);
    }

    async fn a_call_that_was_missed_a_hundred_times_is_written_to_once(app: &TestApp) {
        let shop = app.shop("ace").await;
        let (path, sid) = (format!("/twilio/call-status?business_id={}", shop.id), new_id("CA"));
        let parameters = [("CallSid", sid.as_str()), ("From", MARIA), ("To", shop.number.as_str()), ("CallStatus", "no-answer")];
        assert_eq!(a_hundred_times(&shop, &path, &parameters).await, [(204, String::new())]);
        assert_eq!((shop.callbacks().await.len(), of_kind(&shop, "text_back").await.len()), (1, 1));
    }

    async fn a_recording_that_is_ready_a_hundred_times_is_one_message(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("CA");
        let mut call = rings(&shop, &sid).await;
        call.say("this is Maria Lopez, my kitchen faucet drips, it can wait").await.expect("an answer");
        call.press("0").await.expect("an answer");
        call.stops_ringing("no-answer", false).await.expect("an answer");
        let path = call.records.clone().expect("a message that is recorded");
        let path = path.strip_prefix(&shop.base).unwrap_or(&path).to_owned();
        let recording = "https://api.twilio.com/2010-04-01/Accounts/ACtest/Recordings/RE0001";
        let parameters = [
            ("CallSid", sid.as_str()), ("RecordingSid", "RE0001"), ("RecordingUrl", recording), ("RecordingDuration", "25"), ("RecordingStatus", "completed"),
        ];
        let answers = a_hundred_times(&shop, &path, &parameters).await;
        assert_eq!(answers.len(), 1, "{answers:?}");
        assert_eq!(list(&shop, "/v1/owner/voicemails").await.len(), 1);
        assert_eq!((shop.callbacks().await.len(), of_kind(&shop, "voicemail").await.len()), (1, 1));
    }

    async fn a_text_that_comes_in_a_hundred_times_is_one_turn_with_one_answer(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("SM");
        let parameters = [("MessageSid", sid.as_str()), ("From", MARIA), ("To", shop.number.as_str()), ("Body", "my sink is clogged")];
        let answers = a_hundred_times(&shop, "/twilio/sms", &parameters).await;
        assert_eq!(answers.len(), 1, "each gets the same: {answers:?}");
        let [conversation] = &shop.conversations().await[..] else { panic!("one conversation") };
        let detail = shop.conversation(conversation["id"].as_str().expect("an id")).await;
        assert_eq!(detail["messages"].as_array().map(Vec::len), Some(2), "{detail}");
    }

    async fn a_stop_that_comes_in_a_hundred_times_is_one_line_of_the_ledger(app: &TestApp) {
        let shop = app.shop("ace").await;
        let sid = new_id("SM");
        let parameters = [("MessageSid", sid.as_str()), ("From", MARIA), ("To", shop.number.as_str()), ("Body", "STOP")];
        let answers = a_hundred_times(&shop, "/twilio/sms", &parameters).await;
        assert!(answers.iter().all(|(status, _)| *status == 200), "{answers:?}");
        let lines = list(&shop, "/v1/crm/consents").await;
        assert_eq!(lines.iter().filter(|line| line["action"] == "opt_out").count(), 1, "{lines:?}");
    }
}
