//! What can't wait.

use super::support::*;
use crate::domain::conversation::policy::Caller;
use crate::domain::conversation::step::{CallbackReason, Question, Step};
use crate::domain::conversation::{Channel, FlagReason, Outcome};
use crate::understanding::{Act, Danger, Meaning, Verdict};
use jiff::SignedDuration;
use serde_json::json;

fn alerts(turn: &Turn) -> usize {
    turn.count(|step| matches!(step, Step::AlertOwner { .. }))
}

#[test]
fn an_emergency_alerts_the_owner_once() {
    let mut talk = Talk::call();
    let first = talk.hears(emergency(Verdict::Yes, None));
    assert_eq!(alerts(&first), 1);
    assert_eq!(first.reply, "I'm alerting the owner right now. What's your name, please?");
    assert!(first.steps.contains(&Step::Flag { reason: FlagReason::Emergency }));
    assert_eq!(talk.state.outcome, Some(Outcome::Emergency));
    let again = talk.hears(Meaning { name: name("Maria").name, ..emergency(Verdict::Yes, None) });
    assert_eq!(alerts(&again), 0);
    assert_eq!(again.reply, "Thanks, Maria. What's the address, with the city or zip code?");
}

#[test]
fn people_come_first() {
    let mut talk = Talk::call();
    let gas = talk.says(emergency(Verdict::Yes, Some(Danger::Gas)));
    assert!(gas.starts_with("If you smell gas, leave the building now"), "{gas}");
    assert!(!talk.says(emergency(Verdict::Yes, Some(Danger::Gas))).contains("gas"), "said once");
    assert!(talk.says(emergency(Verdict::Yes, Some(Danger::Fire))).contains("911"), "a new danger is spoken of");
}

#[test]
fn an_emergency_is_offered_the_soonest_without_asking_when() {
    let mut talk = Talk::call();
    talk.hears(emergency(Verdict::Yes, None));
    let offer = talk.helps_until(Question::Choice).reply;
    assert!(
        offer.starts_with("The soonest I have is Monday, November 23rd") || offer.starts_with("The soonest I have is tomorrow"),
        "{offer}"
    );
}

#[test]
fn without_a_number_for_the_owner_somebody_calls_back_soon() {
    let caller = Caller { phone: Some(number("+18165550142")), owner_reachable: false, ..Caller::default() };
    let mut talk = Talk::of(Channel::Phone, json!({}), caller);
    let turn = talk.hears(emergency(Verdict::Yes, None));
    let callback = turn.steps.iter().find_map(|step| if let Step::PromiseCallback { callback } = step { Some(callback) } else { None });
    let callback = callback.expect("a task to call back");
    assert_eq!((callback.reason, callback.due), (CallbackReason::Emergency, sunday_noon() + SignedDuration::from_mins(15)));
    assert!(!turn.reply.contains("alerting"), "nobody can be alerted: {}", turn.reply);
}

#[test]
fn a_name_in_place_of_an_answer_is_taken_and_the_question_asked_once_more() {
    let mut talk = Talk::call();
    talk.hears(emergency(Verdict::Ask, None));
    assert_eq!(talk.state.asked, Some(Question::Urgency));
    let unanswered = || Meaning { name: name("Maria").name, ..emergency(Verdict::Ask, None) };
    assert_eq!(alerts(&talk.hears(unanswered())), 0);
    assert_eq!(talk.state.asked, Some(Question::Urgency));
    assert!(talk.state.facts.name.is_some(), "the name is not asked for again");
    assert_eq!(alerts(&talk.hears(unanswered())), 1, "twice no answer counts as one");
}

#[test]
fn where_it_is_unclear_one_question_decides() {
    let asked = || {
        let mut talk = Talk::call();
        assert_eq!(talk.says(emergency(Verdict::Ask, None)), "Is it getting worse right now, or can it wait?");
        talk
    };
    let mut waits = asked();
    assert_eq!(alerts(&waits.hears(acts(&[Act::No]))), 0);
    assert!(!waits.state.is_emergency());
    assert_eq!(waits.says(emergency(Verdict::Ask, None)), "May I have your name?", "asked once only");
    assert_eq!(alerts(&asked().hears(emergency(Verdict::Yes, None))), 1);
    assert_eq!(alerts(&asked().hears(emergency(Verdict::Ask, None))), 1, "still unclear counts as urgent");
    assert_eq!(alerts(&asked().is_silent()), 1, "no answer counts as urgent");
    assert_eq!(alerts(&asked().presses("1")), 1);
    assert_eq!(alerts(&asked().presses("2")), 0);
}

#[test]
fn what_was_urgent_stays_urgent() {
    let mut talk = Talk::call();
    talk.hears(emergency(Verdict::Yes, None));
    talk.hears(problem(Some("drain"), "and the sink is slow"));
    assert!(talk.state.is_emergency());
    talk.helps_until(Question::Confirm);
    let booking = talk.helps();
    let is_urgent = booking.steps.iter().any(|step| matches!(step, Step::Book { request, .. } if request.is_emergency()));
    assert!(is_urgent, "{:?}", booking.steps);
}

#[test]
fn who_wants_no_texts_is_called_and_an_emergency_still_wakes_the_owner() {
    let caller = Caller { phone: Some(number("+18165550142")), opted_out: true, owner_reachable: true, ..Caller::default() };
    let mut talk = Talk::of(Channel::Sms, json!({}), caller);
    let turn = talk.hears(emergency(Verdict::Yes, Some(Danger::Gas)));
    assert_eq!((turn.reply.as_str(), alerts(&turn)), ("", 1));
    assert_eq!(turn.count(|step| matches!(step, Step::PromiseCallback { callback } if callback.reason == CallbackReason::OptedOut)), 1);
    assert_eq!(talk.is_silent().reply, "", "a picture without words gets no text either");
}
