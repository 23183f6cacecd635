//! Any bytes as a line of `frontdesk understand`: each gets one line of JSON, and each text is understood.
#![no_main]

use frontdesk::clock::Clock;
use frontdesk::usecases::understand_lines::LineReader;
use frontdesk_fuzz::presents;
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use std::sync::LazyLock;

static READER: LazyLock<LineReader> = LazyLock::new(|| LineReader::new(Clock::standing_at(presents()[0].timestamp())));

fn object(answer: &str) -> Value {
    assert!(!answer.contains('\n'), "more than one line: {answer}");
    let value: Value = serde_json::from_str(answer).expect("a line of JSON");
    assert!(value.is_object() && value.get("id").is_some(), "no answer: {answer}");
    value
}

fuzz_target!(|data: &[u8]| {
    object(&READER.sentence(data));
    object(&READER.dialogue(data));
    let words = String::from_utf8_lossy(data);
    let (agent, text) = words.split_once('\n').unwrap_or(("", &words));
    let line = json!({ "id": 7, "text": text, "agent": agent }).to_string();
    let answer = object(&READER.sentence(line.as_bytes()));
    assert!(answer["id"] == 7 && answer["acts"].is_array(), "not understood: {answer}");
    let line = json!({ "id": 7, "turns": [{ "speaker": "agent", "text": agent }, { "speaker": "user", "text": text }] }).to_string();
    let answer = object(&READER.dialogue(line.as_bytes()));
    assert!(answer["id"] == 7 && answer.get("from").is_some(), "not understood: {answer}");
});
