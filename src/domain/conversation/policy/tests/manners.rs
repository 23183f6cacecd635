//! What a caller may do beside answering: leave, not know, say little, ask first, and say that something is wrong.

use super::support::*;
use crate::domain::conversation::step::{CallbackReason, Question, Step};
use crate::domain::conversation::{FlagReason, Outcome};
use crate::understanding::time::{ClockSpan, Preference, TimeMeaning};
use crate::understanding::{Act, Asked, Meaning, Pick, Verdict};
use jiff::civil::{date, time};
use serde_json::json;

fn promises(turn: &Turn, why: CallbackReason) -> bool {
    turn.steps.iter().any(|step| matches!(step, Step::PromiseCallback { callback } if callback.reason == why))
}

fn asked_for_the_street() -> Talk {
    let mut talk = Talk::call();
    talk.helps_until(Question::Street);
    talk
}

#[test]
fn who_leaves_in_the_middle_hears_that_nothing_is_booked() {
    for question in [Question::Name, Question::When, Question::Choice, Question::Confirm] {
        let mut talk = Talk::call();
        talk.helps_until(question);
        let turn = talk.hears(acts(&[Act::No, Act::Goodbye]));
        assert!(turn.reply.starts_with("All right. Nothing is booked yet"), "{question:?}: {}", turn.reply);
        assert!(talk.state.closed && turn.steps.contains(&Step::Flag { reason: FlagReason::AbandonedAfterDetails }));
        assert_eq!(talk.state.outcome, Some(Outcome::Abandoned));
    }
}

#[test]
fn who_leaves_in_an_emergency_is_called() {
    for verdict in [Verdict::Yes, Verdict::Ask] {
        let mut talk = Talk::call();
        talk.hears(emergency(verdict, None));
        let turn = talk.hears(Meaning { urgency: emergency(verdict, None).urgency, ..acts(&[Act::Goodbye]) });
        assert!(promises(&turn, CallbackReason::Emergency) && talk.state.closed, "{}", turn.reply);
    }
    let mut unclear = asked_for_the_street();
    let unsure = Meaning { acts: vec![Act::Goodbye], urgency: emergency(Verdict::Ask, None).urgency, ..Meaning::default() };
    assert_eq!(unclear.says(unsure), "Is it getting worse right now, or can it wait?");
    assert!(promises(&unclear.hears(acts(&[Act::No])), CallbackReason::HungUp), "it can wait until somebody calls");
}

#[test]
fn good_bye_with_the_yes_books_and_ends() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Confirm);
    let turn = talk.hears(acts(&[Act::Yes, Act::Thanks, Act::Goodbye]));
    assert!(turn.books() && talk.state.closed);
    assert!(turn.reply.starts_with("You're all set, Maria") && turn.reply.ends_with("Goodbye."), "{}", turn.reply);
}

#[test]
fn who_only_asks_the_price_is_asked_before_a_visit_is_set_up() {
    let asked = || {
        let mut talk = Talk::call();
        let reply = talk.says(Meaning { acts: vec![Act::AskPrice], ..problem(Some("faucet"), "how much to replace a faucet") });
        assert!(reply.ends_with("Would you like someone to come take a look?"), "{reply}");
        talk
    };
    assert_eq!(asked().says(acts(&[Act::Yes])), "Okay, let's set up a visit. What's your name, please?");
    assert_eq!(asked().says(name("Maria")), "Thanks, Maria. What's the address, with the city or zip code?");
    let on = asked().says(acts(&[Act::Yes, Act::Book, Act::AskPrice]));
    assert!(on.starts_with("As I said, the technician") && on.ends_with("Shall I set up a visit?"), "{on}");
    let mut no = asked();
    assert_eq!(no.says(acts(&[Act::No])), "Is there anything else I can help with?");
    assert_eq!(no.state.outcome, Some(Outcome::Info));
    let bye = asked().says(acts(&[Act::Thanks, Act::Goodbye]));
    assert_eq!(bye, "Thanks for calling Bristol Plumbing. Goodbye.", "nothing was to be booked");
}

#[test]
fn a_price_is_that_of_the_service_asked_about() {
    let services = json!([
        { "code": "drain", "name": "drain cleaning", "duration_minutes": 60, "price": "A drain is 99 dollars." },
        { "code": "toilet", "name": "toilet repair", "duration_minutes": 60, "price": "A toilet is 149 dollars." },
    ]);
    let mut talk = Talk::call_with(json!({ "services": services }));
    talk.helps();
    let toilet = Meaning { asks_about: Some("toilet".to_owned()), ..acts(&[Act::AskPrice]) };
    assert_eq!(talk.says(toilet), "A toilet is 149 dollars. May I have your name?");
}

#[test]
fn who_does_not_know_is_offered_a_call_back() {
    let mut talk = asked_for_the_street();
    assert_eq!(talk.says(acts(&[Act::Unclear])), "That's all right. Would you like someone to call you back?");
    assert!(promises(&talk.hears(acts(&[Act::Yes])), CallbackReason::AskedForPerson));
    let mut talk = asked_for_the_street();
    talk.says(acts(&[Act::Unclear]));
    assert!(talk.says(acts(&[Act::No])).starts_with("Which address should we come to?"));
    assert!(promises(&talk.hears(acts(&[Act::Unclear])), CallbackReason::Question), "not asked over and over");
}

#[test]
fn who_does_not_know_when_is_offered_what_there_is() {
    let mut talk = Talk::call();
    talk.helps_until(Question::When);
    assert!(talk.says(acts(&[Act::Unclear])).starts_with("That's all right. I have tomorrow"));
}

#[test]
fn who_says_only_yes_and_no_is_offered_a_call_back() {
    let mut talk = Talk::call();
    assert_eq!(talk.says(acts(&[Act::Yes])), "Sure. What can we help you with?");
    assert_eq!(talk.says(acts(&[Act::No])), "Would you like someone to call you back?");
    let mut other = talk.clone();
    assert!(promises(&talk.hears(acts(&[Act::Yes])), CallbackReason::AskedForPerson));
    assert_eq!(other.says(acts(&[Act::No])), "Thanks for calling Bristol Plumbing. Goodbye.");
}

#[test]
fn a_detail_that_is_wrong_is_asked_for_and_read_back() {
    for (detail, asks, right, reads) in [
        (Asked::Name, "May I have your name?", name("Mariah"), "for Mariah at 8412"),
        (Asked::Address, "Which address", street("12 Elm Street"), "for Maria at 12 Elm Street"),
        (Asked::Phone, "What's the best number", phone("+18165550188"), "your number is 8 1 6, 5 5 5, 0 1 8 8"),
    ] {
        let mut talk = Talk::call();
        talk.helps_until(Question::Confirm);
        let asked = talk.says(Meaning { detail: Some(detail), ..acts(&[Act::No]) });
        assert!(asked.starts_with(asks), "{asked}");
        let read_back = talk.hears(right);
        assert!(read_back.reply.contains(reads) && !read_back.books(), "{}", read_back.reply);
        assert!(talk.hears(acts(&[Act::Yes])).books());
    }
}

#[test]
fn the_other_of_two_can_still_be_picked_at_the_read_back() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Confirm);
    let other = talk.hears(Meaning { pick: Some(Pick::Second), ..acts(&[Act::No]) });
    assert_eq!(other.reply, "So that's Tuesday, November 24th, between 10 AM and noon. Shall I book it like that?");
    assert!(!other.books() && talk.hears(acts(&[Act::Yes])).books());
}

#[test]
fn a_question_at_the_read_back_is_answered_and_only_the_time_said_again() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Confirm);
    let reply = talk.says(acts(&[Act::AskHours]));
    assert!(reply.ends_with("So that's Tuesday, November 24th, between 8 and 10 in the morning. Shall I book it like that?"), "{reply}");
    assert!(talk.says(acts(&[Act::Repeat])).contains("for Maria at 8412 Johnson Drive"), "who asks for it hears it all");
}

#[test]
fn whenever_takes_the_first_of_two() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Choice);
    let whenever = TimeMeaning { any_time: true, ..wish(Vec::new(), Vec::new()) };
    let reply = talk.says(Meaning { time: Some(whenever), ..Meaning::default() });
    assert!(reply.starts_with("That's Tuesday, November 24th, between 8 and 10"), "{reply}");
}

#[test]
fn what_is_ruled_out_refuses_only_what_it_meets() {
    let morning = Preference { days: None, times: Some(ClockSpan { from: time(8, 0, 0, 0), to: time(12, 0, 0, 0) }) };
    let not_mornings = || Meaning { time: Some(wish(Vec::new(), vec![morning])), ..Meaning::default() };
    let mut talk = Talk::call();
    talk.helps_until(Question::Choice);
    let afternoon = "between 1 and 3, or between 3 and 5 in the afternoon.";
    assert_eq!(talk.says(not_mornings()), format!("I have Tuesday, November 24th, {afternoon} Which works for you?"));
    assert_eq!(talk.says(not_mornings()), format!("For Tuesday I have {afternoon} Which works better?"), "these are no mornings");
}

#[test]
fn a_time_in_a_story_that_nobody_can_book_is_no_wish() {
    let mut talk = Talk::call();
    let march = on(date(2027, 3, 1)).time;
    talk.says(Meaning { time: march, ..problem(Some("drain"), "we moved here in March and the drain is slow") });
    talk.helps_until(Question::When);
}

#[test]
fn what_was_booked_just_now_is_told_again() {
    let mut talk = Talk::call();
    talk.helps_until(Question::AnythingElse);
    for act in [Act::AskWhen, Act::Repeat] {
        assert!(talk.says(acts(&[act])).starts_with("Your visit is Tuesday, November 24th, between 8 and 10"));
    }
}

#[test]
fn the_area_is_answered_by_zip_code() {
    let asked = || {
        let mut talk = Talk::call_with(json!({ "service_area": ["66203"] }));
        assert_eq!(talk.says(acts(&[Act::AskArea])), "We go by zip code. What's the zip code there?");
        talk
    };
    assert_eq!(asked().says(zip("66203")), "Yes, we come out there. What can we help you with?");
    assert!(asked().says(zip("99999")).starts_with("I'm sorry, that's outside the area we usually serve. Someone will call you back"));
}

#[test]
fn whether_it_can_wait_is_asked_before_somebody_else_takes_over() {
    let mut talk = Talk::call();
    let person = Meaning { acts: vec![Act::Person], ..emergency(Verdict::Ask, None) };
    assert_eq!(talk.says(person), "Sure. Is it getting worse right now, or can it wait?");
    assert!(promises(&talk.hears(acts(&[Act::No])), CallbackReason::AskedForPerson));
}

#[test]
fn who_does_not_spell_their_name_hears_it_read_back() {
    let mut talk = Talk::call();
    talk.helps();
    assert_eq!(talk.says(unclear_name("Shivon")), "Could you spell your name for me?");
    assert!(talk.says(street("8412 Johnson Drive")).ends_with("how do you spell your name?"));
    assert_eq!(talk.says(zip("66203")), "When would you like us to come?", "not asked for ever");
    let read_back = talk.helps_until(Question::Confirm);
    assert!(read_back.reply.contains("for Shivon at 8412 Johnson Drive"), "{}", read_back.reply);
    assert!(talk.hears(acts(&[Act::Yes])).books());
}

#[test]
fn thanks_at_the_read_back_name_nobody() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Confirm);
    talk.hears(Meaning { acts: vec![Act::Thanks], ..name("Tom") });
    assert_eq!(talk.state.facts.name.as_ref().map(|fact| fact.value.full()), Some("Maria".to_owned()));
}
