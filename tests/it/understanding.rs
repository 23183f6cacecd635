//! Sentences on standard input, their meanings on standard output: `frontdesk understand`.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running `frontdesk understand`, with settings that no service would start with.
struct Listener {
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl Listener {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
        command.arg("understand").args(arguments).env_clear().env("PORT", "eighty").env("DATABASE_URL", "mysql://nowhere");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the binary");
        let answers = BufReader::new(child.stdout.take().expect("its output"));
        Self { child, answers }
    }

    fn write(&mut self, line: &[u8]) {
        let input = self.child.stdin.as_mut().expect("its input");
        input.write_all(line).and_then(|()| input.write_all(b"\n")).expect("a line that is taken");
    }

    fn say(&mut self, line: &Value) {
        self.write(line.to_string().as_bytes());
    }

    /// The next answer, which has to come while the input is still open.
    fn answer(&mut self) -> Value {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("an answer");
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"))
    }

    fn ask(&mut self, line: &Value) -> Value {
        self.say(line);
        self.answer()
    }

    /// Closes the input: nothing more is said, and nothing was wrong.
    fn end(mut self) {
        drop(self.child.stdin.take());
        let mut rest = String::new();
        self.answers.read_to_string(&mut rest).expect("an end");
        let output = self.child.wait_with_output().expect("an end");
        assert_eq!((rest.as_str(), String::from_utf8_lossy(&output.stderr).as_ref()), ("", ""));
        assert!(output.status.success());
    }
}

/// A sentence said on a Monday morning in Kansas City.
fn sentence(id: &Value, text: &str) -> Value {
    json!({ "id": id, "text": text, "reference_time": "2026-11-23T09:00:00", "tz": "America/Chicago" })
}

#[test]
fn every_sentence_is_answered_before_the_next_is_said() {
    let mut listener = Listener::start(&[]);
    let text = "hi, this is Rosa Delgado, my kitchen faucet drips, can you come tomorrow after 2? \
                I'm at 314 Maple Street, Olathe, Kansas 66061, call me at 913 555 0188";
    assert_eq!(
        listener.ask(&sentence(&json!("first"), text)),
        json!({
            "id": "first", "lang": "en", "from": "2026-11-24T14:00:00-06:00", "to": null, "grain": "hour",
            "name": { "given": "Rosa", "family": "Delgado" }, "phone": "+19135550188",
            "address": { "street_line": "314 Maple Street", "unit": null, "city": "Olathe", "state": "KS", "zip": "66061" },
            "problem": { "service": "faucet", "summary": "my kitchen faucet drips" },
            "acts": ["book", "greeting"], "emergency": "no", "life_safety": false, "because": []
        })
    );
    let spanish = listener.ask(&sentence(&json!(2), "huele a gas en la cocina"));
    assert_eq!((&spanish["lang"], &spanish["emergency"], &spanish["life_safety"]), (&json!("es"), &json!("yes"), &json!(true)));
    assert!(!spanish["because"].as_array().expect("words").is_empty(), "{spanish}");
    let nothing = listener.ask(&sentence(&json!(null), ""));
    for absent in ["id", "lang", "from", "to", "grain", "name", "phone", "address", "problem"] {
        assert!(nothing.as_object().expect("an object").contains_key(absent) && nothing[absent].is_null(), "{absent}: {nothing}");
    }
    assert_eq!((&nothing["acts"], &nothing["emergency"], &nothing["because"]), (&json!([]), &json!("no"), &json!([])));
    listener.end();
}

#[test]
fn the_work_of_every_trade_is_known() {
    let mut listener = Listener::start(&[]);
    for (text, service) in [
        ("the toilet keeps running", "toilet"),
        ("our air conditioner blows warm air", "no_cooling"),
        ("an outlet in the den stopped working", "outlet"),
    ] {
        assert_eq!(listener.ask(&sentence(&json!(text), text))["problem"]["service"], service, "{text}");
    }
    listener.end();
}

#[test]
fn a_bare_answer_is_read_by_what_was_asked() {
    let mut listener = Listener::start(&[]);
    let mut bare = sentence(&json!(1), "4");
    assert_eq!(listener.ask(&bare)["from"], Value::Null);
    bare["agent"] = json!("What time would suit you?");
    assert_eq!(listener.ask(&bare)["from"], "2026-11-23T16:00:00-06:00");
    listener.end();
}

#[test]
fn the_time_zone_may_be_a_name_or_an_offset() {
    let mut listener = Listener::start(&[]);
    for (reference_time, zone, from) in [
        ("2026-11-23T09:00:00", json!("America/New_York"), "2026-11-24T00:00:00-05:00"),
        ("2026-11-23T09:00:00", json!("-02:00"), "2026-11-24T00:00:00-02:00"),
        ("2026-11-23T09:00:00", json!("+00:00"), "2026-11-24T00:00:00+00:00"),
        ("2026-11-24T03:30:00Z", json!("America/Chicago"), "2026-11-24T00:00:00-06:00"),
        ("2026-11-23T22:30:00-03:00", json!(null), "2026-11-24T00:00:00-03:00"),
        ("2026-11-23", json!("America/Denver"), "2026-11-24T00:00:00-07:00"),
    ] {
        let line = json!({ "id": from, "text": "tomorrow please", "reference_time": reference_time, "tz": zone });
        assert_eq!(listener.ask(&line)["from"], from, "{line}");
    }
    listener.end();
}

#[test]
fn a_bad_line_says_what_is_wrong_and_the_next_goes_on() {
    let mut listener = Listener::start(&[]);
    let id = json!({ "call": [7, "a"] });
    let line = |name: &str, value: Value| {
        let mut line = sentence(&id, "tuesday");
        line[name] = value;
        line.to_string()
    };
    for (written, id, code, message) in [
        ("tuesday".to_owned(), Value::Null, "not_json", "a line should be one JSON object"),
        ("[1, 2]".to_owned(), Value::Null, "not_json", "a line should be one JSON object"),
        (r#"{"id": 7, "tz": "Z"}"#.to_owned(), json!(7), "wrong_text", "text is missing; it should be what was said, a string"),
        (line("text", json!(5)), id.clone(), "wrong_text", "text is 5; it should be what was said, a string"),
        (line("tz", json!("Mars/Dome")), id.clone(), "wrong_tz", "tz is \"Mars/Dome\"; it should be an IANA name"),
        (
            line("reference_time", json!("soon")),
            id.clone(),
            "wrong_reference_time",
            "reference_time is \"soon\"; it should be a date and time",
        ),
        (line("lang", json!("fr")), id.clone(), "wrong_lang", "lang is \"fr\"; it should be \"en\" or \"es\""),
        (line("agent", json!([])), id.clone(), "wrong_agent", "agent is []; it should be what the assistant had just said"),
    ] {
        listener.write(written.as_bytes());
        let answer = listener.answer();
        assert_eq!((&answer["id"], &answer["error"]["code"]), (&id, &json!(code)), "{written}");
        let told = answer["error"]["message"].as_str().expect("a message");
        assert!(told.contains(message), "{told}");
    }
    listener.write(b"\xff\xfe");
    assert_eq!(listener.answer()["error"]["code"], "not_json");
    listener.write(b"  ");
    assert_eq!(listener.ask(&sentence(&id, "tuesday"))["from"], "2026-11-24T00:00:00-06:00", "an empty line is none");
    listener.end();
}

#[test]
fn answers_come_in_the_order_of_their_lines() {
    let mut listener = Listener::start(&[]);
    let lines: Vec<String> = (0..500)
        .map(|id| if id % 7 == 0 { format!("{{\"id\": {id}}}") } else { sentence(&json!(id), "my sink is clogged").to_string() })
        .collect();
    listener.write(lines.join("\n").as_bytes());
    for id in 0..500 {
        let answer = listener.answer();
        assert_eq!(answer["id"], id);
        assert_eq!(answer["error"].is_object(), id % 7 == 0, "{answer}");
    }
    listener.end();
}

#[test]
fn somebody_who_stops_reading_ends_it_quietly() {
    let Listener { mut child, answers } = Listener::start(&[]);
    drop(answers);
    let mut input = child.stdin.take().expect("its input");
    let line = format!("{}\n", sentence(&json!(1), "my sink is clogged"));
    while input.write_all(line.as_bytes()).is_ok() {}
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_dialogue_ends_with_what_the_caller_settled_on() {
    let mut listener = Listener::start(&["--dialogues"]);
    let turns = json!([
        { "speaker": "user", "text": "Hello, this is Peter Lund, I need somebody to look at my furnace on Wednesday." },
        { "speaker": "agent", "text": "What time on Wednesday would you like?" },
        { "speaker": "user", "text": "At 10 in the morning." },
        { "speaker": "agent", "text": "I'm sorry, that is taken. There is an opening at 11 am, would that work?" },
        { "speaker": "user", "text": "Yes, that works." },
        { "speaker": "agent", "text": "Wednesday at 11, then. Anything else?" },
        { "speaker": "user", "text": "No, thank you." },
    ]);
    let line = json!({ "id": "d", "turns": turns, "reference_time": "2026-11-23T09:00:00", "tz": "America/Chicago" });
    let answer = listener.ask(&line);
    assert_eq!(answer["id"], "d");
    assert_eq!(answer["name"], json!({ "given": "Peter", "family": "Lund" }));
    assert_eq!(answer["from"], "2026-11-25T11:00:00-06:00");
    let mut wrong = line;
    wrong["turns"] = json!([{ "speaker": "dog", "text": "woof" }]);
    let answer = listener.ask(&wrong);
    assert_eq!((&answer["id"], &answer["error"]["code"]), (&json!("d"), &json!("wrong_turns")), "{answer}");
    listener.end();
}
