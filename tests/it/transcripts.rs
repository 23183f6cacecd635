//! Whole conversations as people would read them. A change in what is said shows here; read it aloud before you keep it.

use crate::support::{Database, TestApp, new_id};
use serde_json::json;
use std::fmt::Write as _;

async fn call(lines: &[&str]) -> String {
    let app = TestApp::start(Database::sqlite()).await;
    let answers = json!([{ "words": ["licensed", "insured"], "answer": "Yes, we are licensed and insured." }]);
    let shop = app.shop_with("ace", json!({ "answers": answers })).await;
    let (mut call, heard) = shop.call("+18165550123").await;
    let mut transcript = format!("Desk:   {heard}\n");
    let mut script = lines.iter();
    while let Some(line) = next_line(&transcript, &mut script) {
        assert!(!call.is_over, "the line is closed before {line:?}\n{transcript}");
        let heard = if line.is_empty() { call.keep_silent().await } else { call.say(line).await };
        let said = if line.is_empty() { "(silence)" } else { line };
        write!(transcript, "Caller: {said}\nDesk:   {}\n", heard.expect("an answer")).expect("memory");
    }
    let conversation = shop.conversations().await[0].clone();
    write!(
        transcript,
        "-- {} {}",
        if call.is_over { "hung up;" } else { "still open;" },
        conversation["outcome"].as_str().unwrap_or("no outcome yet")
    )
    .expect("memory");
    app.close().await;
    transcript
}

/// The next line of the script; whether it can wait is answered whenever it is asked.
fn next_line<'a>(transcript: &str, script: &mut std::slice::Iter<'_, &'a str>) -> Option<&'a str> {
    let asked = transcript.trim_end();
    if asked.ends_with("can it wait?") {
        return Some("no, it can wait");
    }
    if asked.ends_with("puede esperar?") {
        return Some("no, puede esperar");
    }
    script.next().copied()
}

async fn texts(lines: &[&str]) -> String {
    let app = TestApp::start(Database::sqlite()).await;
    let shop = app.shop("ace").await;
    let thread = shop.texter("+18165550123");
    let mut transcript = String::new();
    let mut script = lines.iter();
    while let Some(line) = next_line(&transcript, &mut script) {
        let reply = thread.write(&new_id("SM"), line).await.expect("an answer");
        write!(transcript, "Customer: {line}\nDesk:     {}\n", if reply.is_empty() { "(nothing)" } else { &reply }).expect("memory");
    }
    app.close().await;
    transcript
}

/// One test a conversation, whose snapshot is the transcript.
macro_rules! transcripts {
    ($($name:ident: $how:ident [$($line:expr),+ $(,)?])+) => {
        $(
            #[tokio::test]
            async fn $name() {
                insta::assert_snapshot!(stringify!($name), $how(&[$($line),+]).await);
            }
        )+
    };
}

transcripts! {
    a_short_call: call ["my kitchen faucet drips", "Maria Lopez", "8412 Johnson Drive, Merriam, Kansas 66202", "tomorrow morning", "the first one works", "yes, that works", "no, that's everything, thank you"]
    all_in_one_breath: call ["Hi, this is Bob Carter, the toilet handle at 12 Elm Street in Merriam 66202 is broken and Thursday after 1 would be best", "the later one", "yes please", "no thanks, bye"]
    a_caller_who_corrects_the_address: call ["my garbage disposal hums", "Maria Lopez", "8412 Johnson Drive, Merriam, Kansas 66202", "Wednesday", "the first one", "no, it's 8421 Johnson Drive", "yes", "no that's all"]
    a_caller_who_changes_their_mind: call ["my faucet drips", "Maria Lopez", "8412 Johnson Drive, Merriam, Kansas 66202", "Tuesday", "hmm, Thursday would be better", "the morning one", "actually make it Friday", "the second one", "yes", "no"]
    a_caller_who_asks_back: call ["are you licensed and insured?", "how much is a visit?", "are you a robot?", "what are your hours?", "ok, my shower drain is slow", "Maria Lopez", "8412 Johnson Drive, Merriam, Kansas 66202", "sorry, what was the question?", "next Monday", "the first", "yes", "no"]
    an_emergency_told_in_passing: call ["hi um so I was calling because the basement smells like gas a bit since this morning", "Maria Lopez", "8412 Johnson Drive, Merriam, Kansas 66202", "the first one", "yes", "no"]
    only_yes_and_no: call ["yes", "no"]
    silence: call ["", ""]
    a_person_please: call ["can I speak to a real person"]
    a_sales_call: call ["hi we're calling about your google business listing, you can press 1 to update it"]
    a_wrong_number: call ["oh sorry, I think I have the wrong number"]
    to_move_a_visit: call ["I need to reschedule my appointment"]
    una_llamada_en_español: call ["buenas tardes, se me tapó el fregadero de la cocina", "me llamo Ana García López", "8412 Johnson Drive, Merriam, Kansas 66202", "el miércoles por la mañana", "la primera", "sí, está bien", "no, es todo, gracias"]
    una_emergencia: call ["huele a gas en mi casa", "Ana García", "8412 Johnson Drive, Merriam, Kansas 66202", "la primera", "sí", "no gracias"]
    a_text: texts ["hi my faucet is dripping can someone come", "Maria Lopez", "8412 Johnson Drive, Merriam KS 66202", "tomorrow after 1", "first", "yes", "thanks!"]
    a_text_that_says_stop: texts ["hi my faucet is dripping", "STOP", "hello?", "START", "my faucet is dripping"]
}
