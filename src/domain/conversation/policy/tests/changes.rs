//! Moving, calling off, confirming and hearing of a visit, by those whose it is.

use super::support::{self, *};
use crate::domain::availability::Window;
use crate::domain::conversation::change::{Letter, VisitStep};
use crate::domain::conversation::policy::Caller;
use crate::domain::conversation::step::{CallbackReason, Event, Question, Step};
use crate::domain::conversation::{Channel, Outcome};
use crate::understanding::{Act, Meaning, Pick};
use jiff::civil::date;
use serde_json::json;

/// A call from the number under which a visit on Wednesday at eight is booked.
fn known_call() -> Talk {
    let mut talk = Talk::call();
    talk.visits = vec![visit(7, window(25, 8))];
    talk
}

fn known_texter() -> Talk {
    let mut talk = Talk::texts(json!({}));
    talk.visits = vec![visit(7, window(25, 8))];
    talk
}

fn does(turn: &support::Turn, act: impl Fn(&VisitStep) -> bool) -> bool {
    turn.steps.iter().any(|step| matches!(step, Step::OnVisit { act: done } if act(done)))
}

fn marks_pending(turn: &support::Turn) -> bool {
    does(turn, |act| matches!(act, VisitStep::MarkPending { .. }))
}

fn calls_off(turn: &support::Turn) -> bool {
    does(turn, |act| matches!(act, VisitStep::CallOff { .. }))
}

fn moves_to(turn: &support::Turn) -> Option<Window> {
    turn.steps.iter().find_map(|step| match step {
        Step::OnVisit { act: VisitStep::Move { request, .. } } => Some(request.window()),
        _ => None,
    })
}

fn promised(turn: &support::Turn) -> Option<CallbackReason> {
    turn.steps.iter().find_map(|step| if let Step::PromiseCallback { callback } = step { Some(callback.reason) } else { None })
}

fn full_name() -> Meaning {
    let mut meaning = name("Maria");
    meaning.name.iter_mut().for_each(|heard| heard.value.name.family = Some("Lopez".to_owned()));
    meaning
}

#[test]
fn a_caller_moves_their_visit() {
    let mut talk = known_call();
    let asked = talk.hears(Meaning { time: on(date(2026, 11, 24)).time, ..acts(&[Act::Reschedule]) });
    assert_eq!(asked.reply, "Sure. What's the street address of the visit?");
    assert!(!marks_pending(&asked), "nothing is done to a visit before it is known to be theirs");
    let offered = talk.hears(street("8412 Johnson Drive"));
    assert!(marks_pending(&offered));
    assert!(offered.reply.starts_with("I have Tuesday, November 24th, between 8 and 10"), "{}", offered.reply);
    let read_back = talk.hears(Meaning { pick: Some(Pick::Second), ..Meaning::default() });
    assert_eq!(read_back.reply, "So instead of Wednesday, that's Tuesday, November 24th, between 10 AM and noon. Shall I move it?");
    let moved = talk.hears(acts(&[Act::Yes]));
    assert_eq!(moves_to(&moved), Some(window(24, 10)));
    assert!(moved.reply.starts_with("Done. Your visit is now"), "{}", moved.reply);
    assert_eq!(talk.state.outcome, Some(Outcome::Rescheduled));
    assert_eq!(talk.visits[0].window, window(24, 10));
}

#[test]
fn who_calls_off_is_asked_once_more_and_no_more() {
    let mut talk = known_call();
    let asked = talk.hears(Meaning { name: full_name().name, ..acts(&[Act::Cancel]) });
    let read_back = "Sure. I have your visit for Wednesday, November 25th, between 8 and 10 in the morning. Shall I call it off?";
    assert_eq!(asked.reply, read_back);
    assert!(!calls_off(&asked) && !marks_pending(&asked));
    let done = talk.hears(acts(&[Act::Yes]));
    assert!(calls_off(&done));
    assert!(done.reply.starts_with("All right, your visit on Wednesday is called off."), "{}", done.reply);
    assert_eq!(talk.state.outcome, Some(Outcome::Cancelled));
}

#[test]
fn a_no_to_calling_off_offers_another_time_once() {
    let ask = |talk: &mut Talk| {
        talk.hears(Meaning { address: street("8412").address, ..acts(&[Act::Cancel]) });
        talk.hears(acts(&[Act::No]))
    };
    let mut talk = known_call();
    assert_eq!(ask(&mut talk).reply, "Would you like a different time instead?");
    let kept = talk.hears(acts(&[Act::No]));
    assert!(kept.reply.starts_with("All right. Your visit stays as it is: Wednesday, November 25th"), "{}", kept.reply);
    let mut talk = known_call();
    ask(&mut talk);
    let moving = talk.hears(acts(&[Act::Yes]));
    assert!(marks_pending(&moving));
    assert_eq!(moving.reply, "What day and time would suit you better?");
}

#[test]
fn nothing_of_a_visit_is_told_to_who_calls_from_its_number_alone() {
    for act in [Act::Reschedule, Act::Cancel, Act::AskWhen] {
        let mut talk = known_call();
        let mut turns = vec![talk.hears(acts(&[act]))];
        turns.push(talk.hears(street("12 Elm Street")));
        turns.push(talk.hears(name("Tom")));
        for turn in &turns {
            assert!(!turn.reply.contains("Wednesday") && !turn.reply.contains("Johnson"), "{}", turn.reply);
            assert!(!marks_pending(turn) && !calls_off(turn));
        }
        let last = turns.last().expect("three turns");
        assert!(last.reply.contains("I can't find a visit with that."), "{}", last.reply);
        let reason = promised(last);
        let expected = match act {
            Act::Reschedule => CallbackReason::Reschedule,
            Act::Cancel => CallbackReason::Cancel,
            _ => CallbackReason::AboutVisit,
        };
        assert_eq!(reason, Some(expected));
    }
}

#[test]
fn from_another_number_it_takes_two_facts() {
    let mut talk = Talk::call_without_number();
    talk.visits = vec![visit(7, window(25, 8))];
    talk.hears(acts(&[Act::AskWhen]));
    assert_eq!(talk.says(street("8412 Johnson Drive")), "And the name it's under, first and last?");
    assert!(talk.says(full_name()).starts_with("Your visit is Wednesday"), "street and name");
    let mut talk = Talk::call_without_number();
    talk.visits = vec![visit(7, window(25, 8))];
    talk.hears(acts(&[Act::AskWhen]));
    talk.hears(street("8412 Johnson Drive"));
    assert_eq!(talk.says(name("Maria")), "And the phone number it's under?", "a given name is no name as it stands in the book");
    assert!(talk.says(phone("+18165550142")).starts_with("Your visit is Wednesday"), "street and number");
}

#[test]
fn what_was_typed_into_a_form_proves_nothing() {
    let caller = Caller {
        phone: Some(number("+18165550142")),
        name: full_name().name.map(|heard| heard.value.name),
        from_form: true,
        ..Caller::default()
    };
    let mut talk = Talk::of(Channel::Web, json!({}), caller);
    talk.visits = vec![visit(7, window(25, 8))];
    talk.take(Event::Begin);
    talk.hears(acts(&[Act::Cancel]));
    let asked = talk.hears(street("8412 Johnson Drive"));
    assert_eq!(asked.reply, "And the name it's under, first and last?");
    assert!(talk.says(full_name()).contains("Shall I call it off?"));
}

#[test]
fn somebody_who_was_told_the_day_proves_nothing_by_it() {
    let mut talk = known_call();
    let told_by_us = |talk: &mut Talk| talk.helps_until(Question::SameVisit);
    talk.visits[0].address.street_line = Some("77 Cedar Road".to_owned());
    assert!(told_by_us(&mut talk).reply.contains("Wednesday"));
    let said = crate::understanding::visit::VisitWords { day: day(date(2026, 11, 25)).days, ..Default::default() };
    let asked = talk.hears(Meaning { visit: said, ..acts(&[Act::Cancel]) });
    assert!(!asked.reply.contains("Shall I call it off?"), "{}", asked.reply);
}

#[test]
fn of_two_visits_they_say_which() {
    let mut talk = known_call();
    talk.visits.push(visit(8, window(27, 13)));
    let asked = talk.hears(Meaning { address: street("8412").address, ..acts(&[Act::Cancel]) });
    assert!(asked.reply.starts_with("Sure. Which visit do you mean: Wednesday"), "{}", asked.reply);
    let read_back = talk.hears(on(date(2026, 11, 27)));
    assert!(read_back.reply.starts_with("I have your visit for Friday, November 27th"), "{}", read_back.reply);
    assert!(calls_off(&talk.hears(acts(&[Act::Yes]))));
    assert_eq!(talk.visits.len(), 1);
}

#[test]
fn a_window_that_is_gone_is_replaced_and_agreed_on_anew() {
    let mut talk = known_call();
    talk.hears(Meaning { address: street("8412").address, time: on(date(2026, 11, 24)).time, ..acts(&[Act::Reschedule]) });
    talk.hears(Meaning { pick: Some(Pick::First), ..Meaning::default() });
    talk.is_overtaken = true;
    let gone = talk.hears(acts(&[Act::Yes]));
    assert!(gone.reply.starts_with("I'm sorry, that time was taken just this moment."), "{}", gone.reply);
    assert!(talk.state.change.is_some());
    talk.hears(Meaning { pick: Some(Pick::First), ..Meaning::default() });
    assert!(moves_to(&talk.hears(acts(&[Act::Yes]))).is_some());
}

#[test]
fn who_keeps_their_time_after_all_keeps_it() {
    let mut talk = known_call();
    talk.hears(Meaning { address: street("8412").address, time: on(date(2026, 11, 24)).time, ..acts(&[Act::Reschedule]) });
    let said = crate::understanding::visit::VisitWords { keeps: true, ..Default::default() };
    let kept = talk.hears(Meaning { visit: said, ..acts(&[Act::Cancel]) });
    assert!(does(&kept, |act| matches!(act, VisitStep::Keep { .. })));
    assert!(!calls_off(&kept));
    assert!(kept.reply.starts_with("All right. Your visit stays as it is: Wednesday"), "{}", kept.reply);
}

#[test]
fn who_leaves_midway_is_called_and_told_that_nothing_has_changed() {
    let mut talk = known_call();
    talk.hears(Meaning { address: street("8412").address, time: on(date(2026, 11, 24)).time, ..acts(&[Act::Reschedule]) });
    let left = talk.hears(acts(&[Act::Goodbye]));
    assert_eq!(promised(&left), Some(CallbackReason::Reschedule));
    assert!(left.reply.contains("to move your visit. Until then it stays as it is."), "{}", left.reply);
    let mut full = known_call();
    full.free.clear();
    let nothing = full.hears(Meaning { address: street("8412").address, time: on(date(2026, 11, 24)).time, ..acts(&[Act::Reschedule]) });
    assert!(marks_pending(&nothing));
    assert_eq!(promised(&nothing), Some(CallbackReason::Reschedule));
    assert!(nothing.reply.contains("Until then it stays as it is."), "{}", nothing.reply);
}

#[test]
fn the_letters_of_a_reminder_are_enough() {
    let write = |letter| {
        let mut talk = known_texter();
        let turn = talk.take(Event::Letter { letter });
        (talk, turn)
    };
    let (_, confirmed) = write(Letter::Confirm);
    assert_eq!(confirmed.reply, "Thanks, you're confirmed for Wednesday, November 25th, 8 to 10 AM. See you then.");
    let (talk, off) = write(Letter::CallOff);
    assert_eq!(off.reply, "All right, your visit on Wednesday is called off. For a new time, just text us the day you'd like.");
    assert_eq!(talk.state.outcome, Some(Outcome::Cancelled));
    let (_, moving) = write(Letter::Move);
    assert!(marks_pending(&moving));
    assert_eq!(moving.reply, "What day and time would suit you better?");
    let nobody = Talk::texts(json!({})).take(Event::Letter { letter: Letter::Move });
    assert_eq!(nobody.reply, "I don't see a visit booked under this number. How can I help you today?");
}

#[test]
fn a_yes_to_a_reminder_confirms_the_visit_that_it_named() {
    let mut talk = known_texter();
    talk.visits.push(visit(8, window(27, 13)));
    talk.take(Event::Reminded { visit: Box::new(visit(8, window(27, 13))) });
    let confirmed = talk.hears(acts(&[Act::Yes]));
    assert!(does(&confirmed, |act| matches!(act, VisitStep::Confirm { visit } if visit.visit().appointment.as_u128() == 8)));
    assert!(confirmed.reply.starts_with("Thanks, you're confirmed for Friday"), "{}", confirmed.reply);
    let mut talk = known_texter();
    talk.take(Event::Reminded { visit: Box::new(visit(7, window(25, 8))) });
    let asked = talk.hears(acts(&[Act::No]));
    assert!(asked.reply.contains("Shall I call it off?") && !calls_off(&asked), "{}", asked.reply);
}

#[test]
fn never_mind_in_the_middle_of_a_booking_drops_the_booking() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Choice);
    let dropped = talk.hears(acts(&[Act::Cancel]));
    assert!(dropped.reply.contains("Nothing is booked yet"), "{}", dropped.reply);
    assert_eq!(promised(&dropped), None, "nobody is promised a call about a visit that there is none of");
    let mut talk = Talk::call();
    talk.helps_until(Question::Choice);
    let other = talk.hears(acts(&[Act::Reschedule]));
    assert_eq!(talk.state.asked, Some(Question::Choice), "another day is another offer: {}", other.reply);
}

#[test]
fn an_emergency_comes_before_a_move() {
    let mut talk = known_call();
    talk.hears(Meaning { address: street("8412").address, time: on(date(2026, 11, 24)).time, ..acts(&[Act::Reschedule]) });
    let urgent = talk.hears(emergency(crate::understanding::Verdict::Yes, None));
    assert!(urgent.steps.iter().any(|step| matches!(step, Step::AlertOwner { .. })));
    assert_eq!(promised(&urgent), Some(CallbackReason::Reschedule), "the move is finished by a person");
    assert!(talk.state.change.is_none());
}
