//! Whole conversations as people would read them. A change in what is said shows here; read it aloud before you keep it.

mod english;
mod english_changes;
mod spanish;
mod spanish_changes;

use crate::support::{Database, Person, Shop, TestApp, new_id};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// How somebody gets in touch, and who.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By phone.
    Call,
    /// By phone, without showing a number.
    Withheld,
    /// By phone, with a visit booked before.
    Known,
    /// By phone, with two visits booked before.
    KnownTwice,
    /// By phone from another number than the one that booked.
    KnownElsewhere,
    /// By text, with a visit booked before.
    KnownText,
    /// In the chat, with a visit booked before by phone.
    KnownChat,
    /// By text.
    Text,
    /// In the chat on the web site.
    Chat,
}

const NUMBER: &str = "+18165550123";

/// A business with an answer of its own, as are most.
fn plain() -> Value {
    json!({ "answers": [{ "words": ["licensed", "insured", "licencia"], "answer": "Yes, we are licensed and insured." }] })
}

/// A business that serves two zip codes.
fn area() -> Value {
    json!({ "service_area": ["66202", "66203"] })
}

/// A business that is closed for longer than anybody can book ahead.
fn full() -> Value {
    json!({ "closures": [{ "from": "2026-11-24", "to": "2027-01-31" }, "2026-11-23"] })
}

/// A business that says what one of its two services costs.
fn priced(price: &str) -> Value {
    json!({ "services": [
        { "code": "drain", "name": "drain cleaning", "duration_minutes": 60, "price": price },
        { "code": "water_heater", "name": "water heater service", "duration_minutes": 120 },
    ] })
}

/// The conversation, and how it came out.
async fn transcript(way: Way, settings: Value, lines: &[&str]) -> String {
    let app = TestApp::start(Database::sqlite()).await;
    let shop = app.shop_with("ace", settings).await;
    let is_known = !matches!(way, Way::Call | Way::Withheld | Way::Text | Way::Chat);
    if is_known {
        shop.talk(NUMBER, &Person::default()).await;
    }
    if way == Way::KnownTwice {
        shop.talk(NUMBER, &Person { when: "Friday afternoon", ..Person::default() }).await;
    }
    let before = shop.conversations().await;
    let told = match way {
        Way::Call | Way::Known | Way::KnownTwice => call(&shop, NUMBER, lines).await,
        Way::KnownElsewhere => call(&shop, "+18165550155", lines).await,
        Way::Withheld => call(&shop, "anonymous", lines).await,
        Way::Text | Way::KnownText => texts(&shop, lines).await,
        Way::Chat | Way::KnownChat => chat(&shop, lines).await,
    };
    let all = shop.conversations().await;
    let conversation = all.iter().find(|one| before.iter().all(|old| old["id"] != one["id"])).expect("the conversation").clone();
    let end = if conversation["ended_at"].is_null() { "still open" } else { "over" };
    let visits: Vec<String> =
        shop.appointments().await.iter().map(|visit| visit["status"].as_str().unwrap_or_default().to_owned()).collect();
    let visits = if is_known { format!("; {}", visits.join(", ")) } else { String::new() };
    let outcome = conversation["outcome"].as_str().unwrap_or("no outcome yet");
    app.close().await;
    format!("{told}-- {end}; {outcome}{visits}")
}

async fn call(shop: &Shop, from: &str, lines: &[&str]) -> String {
    let (mut call, heard) = shop.call(from).await;
    let mut transcript = format!("Desk:   {heard}\n");
    let mut script = lines.iter();
    while let Some(line) = next_line(&transcript, &mut script) {
        assert!(!call.is_over, "the line is closed before {line:?}\n{transcript}");
        let (said, heard) = match line.strip_prefix("key ") {
            Some(keys) => (format!("(presses {keys})"), call.press(keys).await),
            None if line.is_empty() => ("(silence)".to_owned(), call.keep_silent().await),
            None => (line.to_owned(), call.say(line).await),
        };
        write!(transcript, "Caller: {said}\nDesk:   {}\n", heard.expect("an answer")).expect("memory");
    }
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

async fn texts(shop: &Shop, lines: &[&str]) -> String {
    let thread = shop.texter(NUMBER);
    let mut transcript = String::new();
    let mut script = lines.iter();
    while let Some(line) = next_line(&transcript, &mut script) {
        let reply = thread.write(&new_id("SM"), line).await.expect("an answer");
        write!(transcript, "Customer: {line}\nDesk:     {}\n", if reply.is_empty() { "(nothing)" } else { &reply }).expect("memory");
    }
    transcript
}

async fn chat(shop: &Shop, lines: &[&str]) -> String {
    let (chat, greeting) = shop.chat().await;
    let mut transcript = format!("Desk:     {greeting}\n");
    let mut script = lines.iter();
    while let Some(line) = next_line(&transcript, &mut script) {
        let reply = chat.write(line, &new_id("m")).await.expect("a reply");
        write!(transcript, "Customer: {line}\nDesk:     {reply}\n").expect("memory");
    }
    transcript
}

/// One test a conversation, whose snapshot is the transcript: `name: Way (settings) [lines]`, the settings where they matter.
macro_rules! transcripts {
    ($($name:ident: $way:ident $(($settings:expr))? [$($line:expr),+ $(,)?])+) => {
        $(
            #[tokio::test]
            async fn $name() {
                let settings = [$($settings,)? super::plain()].into_iter().next().unwrap_or_default();
                let transcript = super::transcript(super::Way::$way, settings, &[$($line),+]).await;
                insta::with_settings!({ omit_expression => true }, {
                    insta::assert_snapshot!(stringify!($name), transcript);
                });
            }
        )+
    };
}
use transcripts;
