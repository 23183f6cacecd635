use super::*;
use proptest::prelude::*;
use quick_xml::Reader;
use std::collections::BTreeMap;

/// Each element that we write with the attributes that Twilio knows and the elements that may stand inside, checked by hand
/// against the grammar of its helper library for Python (9.13.0).
fn grammar() -> BTreeMap<&'static str, (&'static [&'static str], &'static [&'static str])> {
    BTreeMap::from([
        ("Response", (&[][..], &["Gather", "Say", "Pause", "Redirect", "Hangup", "Message", "Dial", "Record"][..])),
        (
            "Gather",
            (
                &[
                    "input",
                    "action",
                    "method",
                    "language",
                    "speechTimeout",
                    "timeout",
                    "numDigits",
                    "actionOnEmptyResult",
                    "profanityFilter",
                    "hints",
                ][..],
                &["Say", "Pause"][..],
            ),
        ),
        ("Say", (&["language", "voice"][..], &[][..])),
        ("Dial", (&["action", "method", "answerOnBridge", "timeout", "timeLimit", "callerId"][..], &["Number"][..])),
        ("Number", (&["url", "method"][..], &[][..])),
        (
            "Record",
            (
                &[
                    "action",
                    "method",
                    "maxLength",
                    "timeout",
                    "finishOnKey",
                    "playBeep",
                    "recordingStatusCallback",
                    "recordingStatusCallbackMethod",
                ][..],
                &[][..],
            ),
        ),
        ("Pause", (&["length"][..], &[][..])),
        ("Redirect", (&["method"][..], &[][..])),
        ("Hangup", (&[][..], &[][..])),
        ("Message", (&[][..], &[][..])),
    ])
}

/// Walks a document and checks it against the grammar; gives the text of its elements.
fn checked(xml: &str) -> Vec<(String, String)> {
    let grammar = grammar();
    let mut reader = Reader::from_str(xml);
    let (mut path, mut texts): (Vec<String>, Vec<(String, String)>) = (Vec::new(), Vec::new());
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                let (attributes, _) = grammar.get(name.as_str()).unwrap_or_else(|| panic!("unknown element {name}"));
                if let Some(parent) = path.last() {
                    assert!(grammar[parent.as_str()].1.contains(&name.as_str()), "<{name}> in <{parent}>");
                }
                for attribute in start.attributes() {
                    let key = attribute.expect("an attribute").key.as_ref().to_owned();
                    assert!(attributes.contains(&key.as_str()), "{key} of <{name}>");
                }
                texts.push((name.clone(), String::new()));
                path.push(name);
            }
            Event::Text(text) => {
                if let Some(last) = texts.last_mut() {
                    last.1.push_str(&text);
                }
            }
            Event::GeneralRef(entity) => {
                let name: &str = &entity;
                let resolved = quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned);
                let character = || entity.resolve_char_ref().ok().flatten().map(String::from);
                if let Some(last) = texts.last_mut() {
                    last.1.push_str(&resolved.or_else(character).expect("a known entity"));
                }
            }
            Event::End(_) => drop(path.pop()),
            Event::Eof => return texts,
            _ => {}
        }
    }
}

fn every_verb(text: &str) -> Vec<Verb> {
    let language = Language::En;
    vec![
        Verb::Gather { action: "/twilio/voice/turn/1?business_id=ace&x=1".to_owned(), text: text.to_owned(), language, keys: 1 },
        Verb::Say { text: text.to_owned(), language: Language::Es },
        Verb::AskKey { action: "/twilio/voice/whisper/CA1/key?business_id=ace&x=1".to_owned(), text: text.to_owned() },
        Verb::Dial {
            action: "/twilio/voice/dialed/2?business_id=ace&x=1".to_owned(),
            number: "+18165550177".to_owned(),
            shown: Some("+19135550110".to_owned()),
            whisper: "/twilio/voice/whisper/CA1?business_id=ace&x=1".to_owned(),
        },
        Verb::Record {
            action: "/twilio/voice/recorded/2?business_id=ace".to_owned(),
            kept: "/twilio/voicemail?business_id=ace".to_owned(),
        },
        Verb::Pause(2),
        Verb::Redirect("/twilio/voice/turn/1?business_id=ace&x=1".to_owned()),
        Verb::Message(text.to_owned()),
        Verb::Hangup,
    ]
}

#[test]
fn every_verb_is_one_that_twilio_knows() {
    checked(&document(&every_verb("Hello")));
}

#[test]
fn a_caller_named_redirect_is_heard_and_not_obeyed() {
    let name = "<Redirect>https://evil.example/&amp;</Redirect> \"quoted\" & 'more' ]]>";
    let texts = checked(&document(&[Verb::Say { text: name.to_owned(), language: Language::En }]));
    assert_eq!(texts.len(), 2);
    assert_eq!(texts[1], ("Say".to_owned(), name.to_owned()));
}

#[test]
fn an_answer_looks_like_this() {
    insta::assert_snapshot!(document(&every_verb("Tom & Jerry's <pipes>")));
}

proptest! {
    #[test]
    fn whatever_is_said_stays_text(text in "\\PC{0,60}|[\\x00-\\x7f]{0,60}") {
        let texts = checked(&document(&[Verb::Message(text.clone())]));
        prop_assert_eq!(texts.len(), 2);
        let normal = |text: &str| allowed(text).replace("\r\n", "\n").replace('\r', "\n");
        prop_assert_eq!(normal(&texts[1].1), normal(&text));
    }
}
