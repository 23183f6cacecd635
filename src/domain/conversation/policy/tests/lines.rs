//! What a call does beside talking.

use super::support::*;
use crate::domain::conversation::state::Line;
use crate::domain::conversation::step::{CallbackReason, Event, Question, Step};
use crate::domain::conversation::{FlagReason, Outcome};
use crate::understanding::{Act, Meaning, Verdict};
use jiff::SignedDuration;
use serde_json::{Value, json};

/// A call for which the owner can be rung.
fn call(settings: Value) -> Talk {
    let mut talk = Talk::call_with(settings);
    talk.caller.can_ring_owner = true;
    talk
}

fn hang_up(talk: &mut Talk) -> Turn {
    talk.take(Event::HungUp { missed: false })
}

fn promised(turn: &Turn) -> Option<CallbackReason> {
    turn.steps.iter().find_map(|step| if let Step::PromiseCallback { callback } = step { Some(callback.reason) } else { None })
}

fn writes_back(turn: &Turn) -> bool {
    turn.count(|step| matches!(step, Step::TextBack { .. })) > 0
}

#[test]
fn the_owner_takes_the_call() {
    let mut talk = call(json!({}));
    let turn = talk.hears(acts(&[Act::Person]));
    assert_eq!(turn.reply, "Sure. One moment, I'll try to reach someone for you.");
    assert!(turn.steps.contains(&Step::RingOwner) && promised(&turn).is_none());
    assert_eq!(talk.state.line, Line::Ringing);
    talk.take(Event::OwnerTook);
    let turn = talk.take(Event::OwnerRang { bridged: true });
    assert!(talk.state.closed && promised(&turn).is_none());
    assert_eq!(talk.state.outcome, Some(Outcome::Info));
}

#[test]
fn who_hangs_up_after_talking_with_the_owner_is_owed_nothing() {
    let mut talk = call(json!({}));
    talk.helps();
    talk.take(Event::Keys { keys: "0".to_owned() });
    talk.take(Event::OwnerTook);
    let turn = hang_up(&mut talk);
    assert_eq!((promised(&turn), writes_back(&turn), talk.state.outcome), (None, false, Some(Outcome::Info)));
}

#[test]
fn nobody_answers_once_and_a_message_is_taken() {
    let mut talk = call(json!({}));
    talk.hears(acts(&[Act::Person]));
    let turn = talk.take(Event::OwnerRang { bridged: false });
    assert_eq!(promised(&turn), Some(CallbackReason::AskedForPerson));
    assert!(turn.reply.starts_with("I couldn't reach anyone just now. Someone will call you back"), "{}", turn.reply);
    assert!(turn.steps.contains(&Step::TakeMessage) && turn.count(|step| *step == Step::RingOwner) == 0);
    let turn = hang_up(&mut talk);
    assert_eq!((promised(&turn), writes_back(&turn)), (None, false), "a message ends with hanging up");
    assert_eq!(talk.state.outcome, Some(Outcome::Callback));
}

#[test]
fn whether_it_can_wait_is_asked_before_anybody_is_rung() {
    let mut talk = call(json!({}));
    let turn = talk.hears(Meaning { acts: vec![Act::Person], ..unclear_leak() });
    assert_eq!(talk.state.asked, Some(Question::Urgency), "{}", turn.reply);
    let turn = talk.hears(acts(&[Act::No]));
    assert!(turn.steps.contains(&Step::RingOwner), "{}", turn.reply);
}

#[test]
fn the_owner_is_rung_when_they_want_to_be() {
    // Sunday noon.
    for (when, rings) in [("always", true), ("open_hours", false), ("never", false)] {
        let mut talk = call(json!({ "ring_owner": when }));
        assert_eq!(talk.hears(acts(&[Act::Person])).steps.contains(&Step::RingOwner), rings, "{when}");
    }
    let mut talk = call(json!({ "ring_owner": "open_hours" }));
    talk.now += SignedDuration::from_hours(24);
    talk.started = talk.now;
    assert!(talk.hears(acts(&[Act::Person])).steps.contains(&Step::RingOwner));
    assert!(!Talk::call().hears(acts(&[Act::Person])).steps.contains(&Step::RingOwner), "there is no number to ring");
    let mut angry = call(json!({}));
    assert!(!angry.hears(acts(&[Act::Abuse])).steps.contains(&Step::RingOwner), "nobody is rung to be shouted at");
}

#[test]
fn a_lost_call_is_written_back_to_and_called_back() {
    let mut talk = Talk::call();
    talk.helps();
    let turn = hang_up(&mut talk);
    assert_eq!((promised(&turn), writes_back(&turn)), (Some(CallbackReason::HungUp), true));
    assert!(turn.steps.contains(&Step::Flag { reason: FlagReason::AbandonedAfterDetails }) && turn.reply.is_empty());
    assert_eq!((talk.state.outcome, talk.state.closed), (Some(Outcome::Abandoned), true));
}

#[test]
fn who_rang_and_waited_for_a_person_is_called_back() {
    let mut talk = call(json!({}));
    talk.hears(acts(&[Act::Person]));
    let turn = hang_up(&mut talk);
    assert_eq!((promised(&turn), writes_back(&turn)), (Some(CallbackReason::AskedForPerson), true));
}

#[test]
fn nobody_is_written_to_who_wants_no_texts_or_has_booked_or_called_long_ago() {
    let mut opted_out = Talk::call();
    opted_out.caller.opted_out = true;
    let mut long_ago = Talk::call();
    for talk in [&mut opted_out, &mut long_ago] {
        talk.helps();
    }
    long_ago.now += SignedDuration::from_hours(3);
    for talk in [&mut opted_out, &mut long_ago] {
        let turn = hang_up(talk);
        assert_eq!((promised(&turn), writes_back(&turn)), (Some(CallbackReason::HungUp), false));
    }
    let mut booked = Talk::call();
    booked.helps_until(Question::AnythingElse);
    let turn = hang_up(&mut booked);
    assert_eq!((promised(&turn), writes_back(&turn), booked.state.outcome), (None, false, Some(Outcome::Booked)));
}

#[test]
fn a_silent_hang_up_leaves_nothing() {
    for (is_suspect, outcome) in [(false, Outcome::Abandoned), (true, Outcome::Spam)] {
        let mut talk = Talk::call();
        talk.caller.is_suspect = is_suspect;
        let turn = hang_up(&mut talk);
        assert_eq!((promised(&turn), writes_back(&turn), talk.state.outcome), (None, false, Some(outcome)));
    }
}

#[test]
fn a_call_that_was_never_put_through_is_lost_unless_a_machine_rang() {
    for is_suspect in [false, true] {
        let mut talk = Talk::call();
        talk.caller.is_suspect = is_suspect;
        let turn = talk.take(Event::HungUp { missed: true });
        assert_eq!(promised(&turn), (!is_suspect).then_some(CallbackReason::MissedCall));
        assert_eq!(writes_back(&turn), !is_suspect);
    }
}

#[test]
fn a_machine_that_stays_on_the_line_is_let_go_with_a_word() {
    let mut talk = Talk::call();
    talk.caller.is_suspect = true;
    talk.is_silent();
    let turn = talk.is_silent();
    assert!(turn.reply.contains("Please call us again") && promised(&turn).is_none(), "{}", turn.reply);
    assert_eq!((talk.state.outcome, talk.state.closed), (Some(Outcome::Spam), true));
}

#[test]
fn no_answer_to_whether_it_can_wait_wakes_the_owner() {
    let mut talk = Talk::call();
    talk.hears(unclear_leak());
    assert_eq!(talk.state.asked, Some(Question::Urgency));
    let turn = hang_up(&mut talk);
    assert_eq!(turn.count(|step| matches!(step, Step::AlertOwner { .. })), 1);
    assert_eq!(turn.count(|step| matches!(step, Step::PromiseCallback { .. })), 1);
    assert_eq!(talk.state.outcome, Some(Outcome::Emergency));
    let mut unreachable = Talk::call();
    unreachable.caller.owner_reachable = false;
    unreachable.hears(unclear_leak());
    assert_eq!(hang_up(&mut unreachable).count(|step| matches!(step, Step::PromiseCallback { .. })), 1);
}

/// A leak of which nobody knows yet whether it can wait.
fn unclear_leak() -> Meaning {
    let mut meaning = problem(Some("water_heater"), "my water heater is leaking");
    meaning.urgency.verdict = Verdict::Ask;
    meaning
}
