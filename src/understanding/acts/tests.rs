use super::*;
use crate::domain::language::Language;
use crate::understanding::Vocabulary;
use crate::understanding::text::tokenize;

fn acts(text: &str, asked: Option<Asked>) -> Vec<Act> {
    let now = "2026-03-02T09:00[America/Chicago]".parse().expect("a valid instant");
    let vocabulary = Vocabulary::default();
    let context = Context { now: &now, language: Language::En, asked, vocabulary: &vocabulary };
    recognize(text, &tokenize(text), &context)
}

fn answers(text: &str, asked: Asked) -> (bool, bool) {
    let acts = acts(text, Some(asked));
    (acts.contains(&Act::Yes), acts.contains(&Act::No))
}

#[test]
fn yes_is_read_from_meaning() {
    for text in [
        "yes",
        "no problem",
        "no worries",
        "yeah no that's fine",
        "sí",
        "claro que sí",
        "dale",
        "uh huh",
        "mm-hmm",
        "sounds good",
        "that works",
        "the first one works",
        "yes, that works",
        "yes, this number is fine",
        "bueno",
        "Sure, go ahead.",
        "okay",
        "perfecto",
        "de acuerdo",
        "yep that's right",
        "that's correct",
        "está bien",
        "um yeah",
        "I'll take the first one",
        "please do",
        "no yeah that works",
    ] {
        assert_eq!(answers(text, Asked::YesNo), (true, false), "{text}: {:?}", acts(text, Some(Asked::YesNo)));
    }
}

#[test]
fn no_is_read_from_meaning() {
    for text in [
        "no, the other one",
        "para nada",
        "I don't think so",
        "nope",
        "no, gracias",
        "no thank you",
        "not really",
        "that's wrong",
        "no that's everything, thank you",
        "no puedo mañana",
        "todavía no",
        "nah",
        "no, it can wait",
        "neither works",
        "not today",
    ] {
        assert_eq!(answers(text, Asked::YesNo), (false, true), "{text}: {:?}", acts(text, Some(Asked::YesNo)));
    }
    for text in ["no it can wait", "no, it's not an emergency", "no, puede esperar"] {
        assert_eq!(answers(text, Asked::Urgency), (false, true), "{text}");
    }
}

#[test]
fn other_words_hold_no_answer() {
    for text in [
        "I know",
        "this afternoon",
        "right now please",
        "not sure",
        "there's no water",
        "no water upstairs",
        "no hay agua",
        "no idea",
        "no heat since last night",
        "my nose",
        "noon on Friday",
        "no sé",
    ] {
        assert_eq!(answers(text, Asked::When), (false, false), "{text}: {:?}", acts(text, Some(Asked::When)));
    }
}

#[test]
fn acts_in_both_languages() {
    for (text, expected) in [
        ("please stop texting me", Act::OptOut),
        ("no more messages please", Act::OptOut),
        ("take me off your list", Act::OptOut),
        ("ya no me manden mensajes", Act::OptOut),
        ("can I talk to a human", Act::Person),
        ("quiero hablar con una persona", Act::Person),
        ("are you a robot", Act::AskBot),
        ("hablo con una máquina?", Act::AskBot),
        ("do you speak Spanish", Act::ChangeLanguage),
        ("can you say that again", Act::Repeat),
        ("hold on a second", Act::HoldOn),
        ("sorry, wrong number", Act::WrongNumber),
        ("we can improve your Google listing", Act::Sales),
        ("we've been trying to reach you about your car's extended warranty", Act::Sales),
        ("this is bullshit", Act::Abuse),
        ("I need to cancel my appointment", Act::Cancel),
        ("quiero cancelar mi cita", Act::Cancel),
        ("can we move my appointment to Friday", Act::Reschedule),
        ("when is my appointment", Act::AskWhen),
        ("what time do you close", Act::AskHours),
        ("do you service Olathe", Act::AskArea),
        ("how much is a service call", Act::AskPrice),
        ("do you install water softeners", Act::AskOther),
        ("tell him the gate code is 42", Act::Message),
        ("I'd like to schedule a visit", Act::Book),
        ("necesito un plomero", Act::Book),
        ("could you stop by tomorrow", Act::Book),
        ("thanks so much", Act::Thanks),
        ("okay bye", Act::Goodbye),
        ("good morning", Act::Greeting),
        ("maybe", Act::Unclear),
        ("no, I meant the other one", Act::Correct),
    ] {
        let acts = acts(text, None);
        assert!(acts.contains(&expected), "{text}: {acts:?}");
    }
}

#[test]
fn strong_acts_are_not_heard_in_ordinary_words() {
    let strong = [Act::OptOut, Act::Cancel, Act::Abuse, Act::Sales, Act::WrongNumber];
    for text in [
        "stop by tomorrow",
        "can you stop the leak",
        "the toilet won't stop running",
        "I shut the water off",
        "don't cancel my appointment",
        "no unit, it's a house",
        "I changed my mind, make it Tuesday",
        "the alarm won't shut up",
        "call me at this number",
        "my business is on Main Street",
        "no, it's not an emergency",
    ] {
        let acts = acts(text, None);
        assert!(!strong.iter().any(|act| acts.contains(act)), "{text}: {acts:?}");
    }
}

#[test]
fn a_visit_elsewhere_is_none_of_ours() {
    assert!(!acts("cancel my dinner reservation for four", None).contains(&Act::Cancel));
    assert!(acts("cancel my appointment, I have a meeting", None).contains(&Act::Cancel));
}

#[test]
fn any_text_is_read_without_panic() {
    for text in ["", "\u{0}", "😀😀", "no ", "ñ ", &"9".repeat(4000), &"no sí ".repeat(600), "’", "…?!"] {
        let _ = acts(text, Some(Asked::YesNo));
    }
}
