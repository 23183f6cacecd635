//! Questions that come in between, keys, and what was not understood.

use super::support::*;
use crate::domain::conversation::step::{Question, Step, Utterance};
use crate::domain::language::Language;
use crate::understanding::{Act, Meaning};
use serde_json::{Value, json};

fn asked_for_the_name(settings: Value) -> Talk {
    let mut talk = Talk::call_with(settings);
    talk.helps();
    assert_eq!(talk.state.asked, Some(Question::Name));
    talk
}

#[test]
fn a_question_of_price_is_answered_and_the_thread_taken_up_again() {
    let reply = asked_for_the_name(json!({})).hears(acts(&[Act::AskPrice]));
    assert_eq!(reply.utterances(), [&Utterance::NoPrice, &Utterance::Ask { question: Question::Name, times: 1 }]);
    let priced =
        json!({ "services": [{ "code": "drain", "name": "drain cleaning", "duration_minutes": 60, "price": "A drain is 99 dollars." }] });
    assert_eq!(asked_for_the_name(priced).says(acts(&[Act::AskPrice])), "A drain is 99 dollars. May I have your name?");
}

#[test]
fn a_business_gives_its_own_answers() {
    let own = json!({ "answers": [{ "words": ["licensed"], "answer": "Yes, we are licensed and insured." }] });
    let asked = Meaning { answer: Some(0), ..acts(&[Act::AskOther]) };
    assert_eq!(asked_for_the_name(own).says(asked.clone()), "Yes, we are licensed and insured. May I have your name?");
    assert_eq!(asked_for_the_name(json!({})).says(asked), "May I have your name?", "an answer that was taken out again");
}

#[test]
fn several_questions_get_several_answers() {
    let reply = asked_for_the_name(json!({})).says(acts(&[Act::AskHours, Act::AskBot]));
    assert!(reply.starts_with("We're open Monday to Friday, 8 AM to 5 PM. Yes, I'm an automated assistant."), "{reply}");
    assert!(reply.ends_with("May I have your name?"));
}

#[test]
fn who_asks_for_a_moment_gets_it() {
    let mut talk = asked_for_the_name(json!({}));
    assert_eq!(talk.says(acts(&[Act::HoldOn])), "Take your time.");
    assert_eq!(talk.says(name("Maria")), "Thanks, Maria. What's the address, with the city or zip code?");
    talk.helps_until(Question::Confirm);
    let corrected = talk.says(Meaning { acts: vec![Act::HoldOn], ..street("8421") });
    assert!(corrected.contains("8421 Johnson Drive"), "hold on, it's 8421: {corrected}");
}

#[test]
fn what_was_not_understood_is_asked_again_in_other_words() {
    let mut talk = asked_for_the_name(json!({}));
    assert_eq!(talk.says(acts(&[])), "Sorry, I didn't get that. May I have your name?");
    assert_eq!(talk.says(name("Maria")), "Thanks, Maria. What's the address, with the city or zip code?");
    assert_eq!(talk.state.misunderstood, 0, "what was understood starts the count anew");
}

#[test]
fn the_same_words_are_never_said_twice_running() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Choice);
    let first = talk.state.last_reply.clone().unwrap_or_default();
    let second = talk.says(acts(&[Act::Repeat]));
    assert_eq!(second, format!("Let me say that again. {first}"));
    assert_ne!(talk.says(acts(&[Act::Repeat])), second);
}

#[test]
fn keys_speak_for_words() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Choice);
    assert!(talk.presses("2").reply.contains("between 10 AM and noon"));
    assert!(talk.presses("1#").books());
    let mut talk = Talk::call_without_number();
    talk.helps_until(Question::Phone);
    talk.presses("8165550199#");
    assert_eq!(talk.state.facts.phone.map(|fact| fact.value), Some(number("+18165550199")));
    assert!(Talk::call().presses("0").reply.contains("call you back"), "0 is for a person");
}

#[test]
fn the_language_changes_by_key_or_by_speaking_it() {
    let mut talk = Talk::call();
    assert_eq!(talk.presses("2").reply, "Claro, en español. Dígame, ¿qué problema tiene?");
    let mut talk = Talk::call();
    assert_eq!(
        talk.says(Meaning { language: Some(Language::Es), ..problem(None, "una fuga") }),
        "Muy bien, vamos a agendarle una visita. ¿Me da su nombre, por favor?"
    );
    let mut english_only = Talk::call_with(json!({ "languages": ["en"] }));
    assert!(english_only.presses("2").reply.ends_with("What can we help you with?"));
}

#[test]
fn outside_the_area_somebody_calls_back() {
    let mut talk = Talk::call_with(json!({ "service_area": ["66203"] }));
    talk.helps_until(Question::Zip);
    let turn = talk.hears(zip("99999"));
    assert!(turn.reply.starts_with("I'm sorry, that's outside the area we usually serve. Someone will call you back"), "{}", turn.reply);
    assert_eq!(turn.count(|step| matches!(step, Step::PromiseCallback { .. })), 1);
    assert!(talk.state.closed);
}

#[test]
fn when_nothing_is_free_somebody_calls_back() {
    let mut talk = Talk::call();
    talk.free.clear();
    talk.helps_until(Question::When);
    assert!(talk.helps().reply.contains("call you back"));
}
