//! Ways in which a conversation ends.

use super::support::*;
use crate::domain::conversation::policy::{LONGEST_CALL, MOST_TURNS_OF_A_CALL};
use crate::domain::conversation::step::{CallbackReason, Event, Keyword, Question, Step};
use crate::domain::conversation::{Channel, FlagReason, Outcome};
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::{Act, Meaning};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

fn promised(turn: &Turn) -> Option<(CallbackReason, Timestamp)> {
    turn.steps
        .iter()
        .find_map(|step| if let Step::PromiseCallback { callback } = step { Some((callback.reason, callback.due)) } else { None })
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("an instant")
}

#[test]
fn a_person_is_promised_and_a_message_may_be_left() {
    let mut talk = Talk::call();
    let turn = talk.hears(acts(&[Act::Person]));
    assert_eq!(turn.reply, "Sure. Someone will call you back tomorrow by 9 AM. If you like, leave a message after the tone.");
    assert_eq!(promised(&turn), Some((CallbackReason::AskedForPerson, at("2026-11-23T09:00-06:00"))), "an hour after they open");
    assert!(turn.steps.contains(&Step::Flag { reason: FlagReason::HandOver }) && turn.steps.contains(&Step::TakeMessage));
    assert_eq!((talk.state.outcome, talk.state.closed), (Some(Outcome::Callback), false));
    let turn = talk.take(Event::Recorded { seconds: 12 });
    assert_eq!(turn.reply, "Thank you, I'll pass your message on. Thanks for calling Bristol Plumbing. Goodbye.");
    assert!(talk.state.closed && promised(&turn).is_none(), "it was promised before the tone");
}

#[test]
fn while_they_are_open_somebody_calls_within_the_hour() {
    let mut talk = Talk::call();
    (talk.started, talk.now) = (at("2026-11-23T10:00-06:00"), at("2026-11-23T10:00-06:00"));
    let turn = talk.hears(Meaning { acts: vec![Act::Person], ..Meaning::default() });
    assert_eq!(promised(&turn), Some((CallbackReason::AskedForPerson, at("2026-11-23T11:00-06:00"))));
    assert!(turn.reply.starts_with("Sure. Someone will call you back within the hour."), "{}", turn.reply);
}

#[test]
fn without_a_number_it_is_asked_for_twice_and_then_they_are_asked_to_call() {
    let mut talk = Talk::call_without_number();
    assert_eq!(talk.says(acts(&[Act::Person])), "Sure. What's the best number to reach you?");
    assert_eq!(talk.says(acts(&[])), "Sorry, I didn't get that. Which phone number can we reach you on? Area code first, please.");
    assert_eq!(talk.says(acts(&[])), "I have no number to reach you, so please call us when you can. Goodbye.");
    assert!(talk.state.closed);
    let mut talk = Talk::call_without_number();
    talk.hears(acts(&[Act::Person]));
    let told = talk.hears(phone("+18165550199"));
    assert_eq!(promised(&told).map(|(reason, _)| reason), Some(CallbackReason::AskedForPerson));
}

#[test]
fn in_writing_a_promise_leaves_the_conversation_open() {
    let mut talk = Talk::texts(json!({}));
    let reply = talk.says(acts(&[Act::Person]));
    assert!(reply.ends_with("Someone will call you back tomorrow by 9 AM."), "{reply}");
    assert!(!talk.state.closed);
    talk.says(problem(Some("drain"), "actually my sink is clogged"));
    talk.helps_until(Question::Confirm);
    assert!(talk.helps().books());
}

#[test]
fn two_misunderstandings_hand_over() {
    let mut talk = Talk::call();
    assert!(promised(&talk.hears(acts(&[]))).is_none());
    let turn = talk.hears(acts(&[]));
    assert_eq!(promised(&turn).map(|(reason, _)| reason), Some(CallbackReason::NotUnderstood));
    assert!(turn.steps.contains(&Step::Flag { reason: FlagReason::NotUnderstood }) && talk.state.closed);
}

#[test]
fn two_silences_end_with_a_promise() {
    let mut talk = Talk::call();
    assert_eq!(talk.is_silent().reply, "Sorry, I couldn't hear you. What can we help you with?");
    let turn = talk.is_silent();
    assert_eq!(promised(&turn).map(|(reason, _)| reason), Some(CallbackReason::Silence));
    assert!(
        turn.reply.ends_with("Someone will call you back tomorrow by 9 AM. If you like, leave a message after the tone."),
        "{}",
        turn.reply
    );
    assert_eq!(talk.take(Event::Recorded { seconds: 1 }).reply, "Thanks for calling Bristol Plumbing. Goodbye.");
    assert!(talk.state.closed);
}

#[test]
fn a_word_between_two_silences_starts_the_count_anew() {
    let mut talk = Talk::call();
    talk.is_silent();
    talk.helps();
    assert!(promised(&talk.is_silent()).is_none());
}

#[test]
fn silence_after_all_is_done_is_good_bye() {
    let mut talk = Talk::call();
    talk.helps_until(Question::AnythingElse);
    assert!(talk.is_silent().reply.contains("Goodbye") && talk.state.closed);
    assert_eq!(talk.state.outcome, Some(Outcome::Booked));
}

#[test]
fn salespeople_and_wrong_numbers_are_let_go() {
    for (act, outcome) in [(Act::Sales, Outcome::Spam), (Act::WrongNumber, Outcome::Info)] {
        let mut talk = Talk::call();
        let turn = talk.hears(acts(&[act]));
        assert!(talk.state.closed && promised(&turn).is_none());
        assert_eq!(talk.state.outcome, Some(outcome));
        let mut customer = Talk::call();
        customer.helps_until(Question::AnythingElse);
        customer.hears(acts(&[act]));
        assert_eq!(customer.state.outcome, Some(Outcome::Booked), "who has booked is neither");
    }
}

#[test]
fn who_just_says_good_bye_may_go() {
    let mut talk = Talk::call();
    assert_eq!(talk.says(acts(&[Act::Goodbye])), "Thanks for calling Bristol Plumbing. Goodbye.");
    assert!(talk.state.closed);
}

#[test]
fn a_business_says_good_bye_in_its_own_words() {
    let mut talk = Talk::call_with(json!({ "wordings": { "goodbye": "So long." } }));
    assert_eq!(talk.says(acts(&[Act::Goodbye])), "So long.");
}

#[test]
fn who_wants_no_more_texts_gets_none() {
    let mut talk = Talk::texts(json!({}));
    let turn = talk.hears(acts(&[Act::OptOut]));
    assert!(
        turn.count(|step| matches!(step, Step::OptOut { phone: Some(_) })) == 1
            && turn.reply.ends_with("you won't get any more texts from us.")
    );
    assert_eq!(talk.says(acts(&[Act::Yes])), "");
}

#[test]
fn keywords_are_answered_by_the_carrier_or_by_us() {
    let mut talk = Talk::texts(json!({}));
    let stop = talk.writes(Keyword::Stop);
    assert_eq!((stop.reply.as_str(), stop.count(|step| matches!(step, Step::OptOut { .. }))), ("", 1));
    let silent = talk.hears(problem(Some("drain"), "my sink is clogged"));
    assert_eq!((silent.reply.as_str(), promised(&silent).map(|(reason, _)| reason)), ("", Some(CallbackReason::OptedOut)));
    assert_eq!(promised(&talk.hears(acts(&[Act::Yes]))), None, "promised once");
    assert_eq!(talk.writes(Keyword::Start).count(|step| *step == Step::OptIn), 1);
    assert_eq!(
        talk.says(acts(&[Act::Book])),
        "Okay, let's set up a visit. What's your name, please?",
        "what was said before is not forgotten"
    );
    let mut own = Talk::texts(json!({ "carrier_answers_keywords": false }));
    assert!(own.writes(Keyword::Help).reply.starts_with("This is Bristol Plumbing."));
    assert_eq!(own.writes(Keyword::Stop).reply, "All right, you won't get any more texts from us.");
}

#[test]
fn a_call_does_not_go_on_for_ever() {
    let mut late = Talk::call();
    late.now = late.started + LONGEST_CALL;
    let mut long = Talk::call();
    long.turn = MOST_TURNS_OF_A_CALL;
    for mut talk in [late, long] {
        let turn = talk.helps();
        assert_eq!(promised(&turn).map(|(reason, _)| reason), Some(CallbackReason::TimeUp));
        assert!(talk.state.closed);
    }
    let mut text = Talk::texts(json!({}));
    text.now = text.started + SignedDuration::from_hours(20);
    assert!(promised(&text.helps()).is_none() && text.channel == Channel::Sms, "texts take the time they take");
}

fn opts_out(turn: &Turn) -> Option<&str> {
    turn.steps.iter().find_map(|step| if let Step::OptOut { phone } = step { phone.as_ref().map(PhoneNumber::as_str) } else { None })
}

#[test]
fn what_the_carrier_has_answered_is_not_answered_again() {
    let mut talk = Talk::texts(json!({ "carrier_answers_keywords": false }));
    for keyword in [Keyword::Help, Keyword::Stop, Keyword::Start, Keyword::Cancel] {
        assert_eq!(talk.writes_what_is_answered(keyword).reply, "", "{keyword:?}");
    }
    assert!(talk.state.is_opted_out(&talk.caller), "but it counts");
}

#[test]
fn who_says_stop_twice_hears_it_once() {
    let mut talk = Talk::texts(json!({ "carrier_answers_keywords": false }));
    assert_eq!(talk.writes(Keyword::Stop).reply, "All right, you won't get any more texts from us.");
    let again = talk.writes(Keyword::Stop);
    assert_eq!((again.reply.as_str(), opts_out(&again)), ("", Some("+18165550142")));
}

#[test]
fn cancel_alone_is_a_stop_and_a_question_for_the_owner() {
    let mut talk = Talk::texts(json!({}));
    let turn = talk.writes(Keyword::Cancel);
    assert_eq!(opts_out(&turn), Some("+18165550142"));
    assert_eq!(turn.count(|step| matches!(step, Step::AskWhatCancelMeant { .. })), 1);
    assert_eq!(Talk::texts(json!({})).writes(Keyword::Stop).count(|step| matches!(step, Step::AskWhatCancelMeant { .. })), 0);
}

#[test]
fn on_a_call_it_is_the_callers_number_or_the_one_they_name() {
    let turn = Talk::call().hears(acts(&[Act::OptOut]));
    assert_eq!(opts_out(&turn), Some("+18165550142"));
    let named = Meaning { acts: vec![Act::OptOut], ..phone("+18165550199") };
    assert_eq!(opts_out(&Talk::call().hears(named)), Some("+18165550199"));
}

#[test]
fn without_a_number_it_is_asked_for_once() {
    let mut talk = Talk::call_without_number();
    let turn = talk.hears(acts(&[Act::OptOut]));
    assert_eq!((turn.reply.as_str(), opts_out(&turn)), ("Sure. Which number should we stop texting?", None));
    let turn = talk.hears(phone("+18165550199"));
    assert_eq!(opts_out(&turn), Some("+18165550199"));
    assert!(talk.state.closed && turn.reply.starts_with("All right, you won't get any more texts"));

    for answer in [acts(&[Act::No]), acts(&[Act::OptOut])] {
        let mut talk = Talk::call_without_number();
        talk.hears(acts(&[Act::OptOut]));
        let turn = talk.hears(answer);
        assert!(turn.reply.contains("reply STOP") && talk.state.closed, "{}", turn.reply);
    }
    let mut silent = Talk::call_without_number();
    silent.hears(acts(&[Act::OptOut]));
    assert!(silent.is_silent().reply.contains("reply STOP") && silent.state.closed);
}

#[test]
fn who_is_getting_a_visit_gets_it_without_texts() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Name);
    let turn = talk.hears(acts(&[Act::OptOut]));
    assert!(turn.reply.starts_with("All right, you won't get any more texts from us.") && !talk.state.closed, "{}", turn.reply);
    assert_eq!(talk.state.asked, Some(Question::Name));
    talk.helps_until(Question::AnythingElse);
    assert_eq!(talk.state.outcome, Some(Outcome::Booked));
}

#[test]
fn what_was_said_elsewhere_counts_here() {
    let mut talk = Talk::texts(json!({}));
    talk.helps();
    talk.take(Event::Consent { opted_out: true });
    assert_eq!(talk.helps().reply, "");
    talk.take(Event::Consent { opted_out: false });
    assert_ne!(talk.helps().reply, "");
}
