//! TwiML: the few elements we use, written so that a caller's words can never become one.

use crate::domain::language::Language;
use crate::usecases::take_turn::LONGEST_TALK_WITH_OWNER;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// Speaks and listens.
    Gather {
        /// Where the answer goes.
        action: String,
        /// What is said meanwhile.
        text: String,
        /// The language of both.
        language: Language,
        /// How many keys an answer has.
        keys: u8,
    },
    /// Speaks English and waits for one key.
    AskKey {
        /// Where the key goes.
        action: String,
        /// What is said meanwhile.
        text: String,
    },
    /// Rings somebody, who hears the whisper first.
    Dial {
        /// What follows, whether or not they talked.
        action: String,
        /// The number to ring.
        number: String,
        /// The number that is shown there.
        shown: Option<String>,
        /// What is said there before the two are put through.
        whisper: String,
    },
    /// Records a message after a tone.
    Record {
        /// What follows.
        action: String,
        /// Who is told of the recording.
        kept: String,
    },
    /// Speaks.
    Say {
        /// What.
        text: String,
        /// In which language.
        language: Language,
    },
    /// Waits for this many seconds.
    Pause(u8),
    /// Goes on at this URL.
    Redirect(String),
    /// Hangs up.
    Hangup,
    /// Writes back.
    Message(String),
}

/// How long a caller may be silent before they are taken to have said nothing, in seconds.
const SILENCE_SECONDS: &str = "6";
/// How long the owner has to press a key, in seconds.
const KEY_SECONDS: &str = "10";
/// How long the owner's phone rings, in seconds.
const RING_SECONDS: &str = "20";
/// The longest message, in seconds.
const LONGEST_MESSAGE_SECONDS: &str = "120";
/// So much silence ends a message, in seconds.
const END_OF_MESSAGE_SECONDS: &str = "5";
/// Words that the recogniser may expect. Twilio takes at most 500, of 100 characters each.
const HINTS_EN: &str = "water heater,sewer line,sump pump,garbage disposal,toilet,faucet,leak,furnace,thermostat,breaker,outlet,yes,no,the first one,the second one,tomorrow,morning,afternoon";
const HINTS_ES: &str = "calentador,fuga,drenaje,inodoro,llave,tubería,sí,no,la primera,la segunda,mañana,por la mañana,por la tarde";

fn locale(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::En => ("en-US", "Polly.Joanna-Neural"),
        Language::Es => ("es-US", "Polly.Lupe-Neural"),
    }
}

/// A whole document.
pub(super) fn document(verbs: &[Verb]) -> String {
    let mut writer = Writer::new(Vec::new());
    write(&mut writer, Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
    element(&mut writer, "Response", &[], |writer| {
        for verb in verbs {
            write_verb(writer, verb);
        }
    });
    String::from_utf8(writer.into_inner()).unwrap_or_default()
}

/// The document as an answer to a webhook.
pub(super) fn answer(verbs: &[Verb]) -> Response {
    ([(header::CONTENT_TYPE, "text/xml; charset=utf-8")], document(verbs)).into_response()
}

type Xml = Writer<Vec<u8>>;

fn write_verb(writer: &mut Xml, verb: &Verb) {
    match verb {
        Verb::Gather { action, text, language, keys } => gather(writer, (action, text), *language, *keys),
        Verb::AskKey { action, text } => ask_key(writer, action, text),
        Verb::Dial { action, number, shown, whisper } => dial(writer, action, (number, shown.as_deref()), whisper),
        Verb::Record { action, kept } => record(writer, action, kept),
        Verb::Say { text, language } => say(writer, text, *language),
        Verb::Pause(seconds) => element(writer, "Pause", &[("length", &seconds.to_string())], |_| {}),
        Verb::Redirect(url) => element(writer, "Redirect", &[("method", "POST")], |writer| characters(writer, url)),
        Verb::Hangup => element(writer, "Hangup", &[], |_| {}),
        Verb::Message(text) => element(writer, "Message", &[], |writer| characters(writer, text)),
    }
}

fn gather(writer: &mut Xml, (action, text): (&str, &str), language: Language, keys: u8) {
    let keys = keys.to_string();
    let hints = if language == Language::Es { HINTS_ES } else { HINTS_EN };
    let attributes = [
        ("input", "speech dtmf"),
        ("action", action),
        ("method", "POST"),
        ("language", locale(language).0),
        ("speechTimeout", "auto"),
        ("timeout", SILENCE_SECONDS),
        ("numDigits", &keys),
        ("actionOnEmptyResult", "true"),
        ("profanityFilter", "false"),
        ("hints", hints),
    ];
    element(writer, "Gather", &attributes, |writer| say(writer, text, language));
}

fn ask_key(writer: &mut Xml, action: &str, text: &str) {
    let attributes = [("input", "dtmf"), ("action", action), ("method", "POST"), ("numDigits", "1"), ("timeout", KEY_SECONDS)];
    element(writer, "Gather", &attributes, |writer| say(writer, text, Language::En));
}

fn dial(writer: &mut Xml, action: &str, (number, shown): (&str, Option<&str>), whisper: &str) {
    let longest = LONGEST_TALK_WITH_OWNER.as_secs().to_string();
    let mut attributes = vec![
        ("action", action),
        ("method", "POST"),
        ("answerOnBridge", "true"),
        ("timeout", RING_SECONDS),
        ("timeLimit", longest.as_str()),
    ];
    attributes.extend(shown.map(|shown| ("callerId", shown)));
    element(writer, "Dial", &attributes, |writer| {
        element(writer, "Number", &[("url", whisper), ("method", "POST")], |writer| characters(writer, number));
    });
}

fn record(writer: &mut Xml, action: &str, kept: &str) {
    let attributes = [
        ("action", action),
        ("method", "POST"),
        ("maxLength", LONGEST_MESSAGE_SECONDS),
        ("timeout", END_OF_MESSAGE_SECONDS),
        ("finishOnKey", "#"),
        ("playBeep", "true"),
        ("recordingStatusCallback", kept),
        ("recordingStatusCallbackMethod", "POST"),
    ];
    element(writer, "Record", &attributes, |_| {});
}

fn say(writer: &mut Xml, text: &str, language: Language) {
    let (locale, voice) = locale(language);
    element(writer, "Say", &[("language", locale), ("voice", voice)], |writer| characters(writer, text));
}

fn element(writer: &mut Xml, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) {
    let clean: Vec<(&str, String)> = attributes.iter().map(|(key, value)| (*key, allowed(value))).collect();
    let start = BytesStart::new(name).with_attributes(clean.iter().map(|(key, value)| (*key, value.as_str())));
    write(writer, Event::Start(start));
    inside(writer);
    write(writer, Event::End(BytesEnd::new(name)));
}

fn characters(writer: &mut Xml, text: &str) {
    // Quotes are text like any other between tags; only what could begin or end a tag is escaped.
    let allowed = allowed(text);
    write(writer, Event::Text(BytesText::from_escaped(quick_xml::escape::partial_escape(&allowed))));
}

/// Without the characters that XML 1.0 (§2.2) has no way to write.
fn allowed(text: &str) -> String {
    text.chars().filter(|c| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)).collect()
}

fn write(writer: &mut Xml, event: Event<'_>) {
    writer.write_event(event).expect("writing to memory does not fail");
}

#[cfg(test)]
mod tests;
