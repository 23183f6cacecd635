mod answers;
mod change_properties;
mod changes;
mod emergencies;
mod endings;
mod lines;
mod manners;
mod properties;
mod support;

use super::*;
use crate::understanding::Pick;
use jiff::civil::date;
use serde_json::json;
use support::*;

fn books_at(turn: &support::Turn) -> Option<crate::domain::availability::Window> {
    turn.steps.iter().find_map(|step| if let Step::Book { request, .. } = step { Some(request.window()) } else { None })
}

#[test]
fn who_answers_what_is_asked_ends_up_booked() {
    let texts = || Talk::texts(json!({}));
    for mut talk in [Talk::call(), Talk::call_without_number(), texts(), Talk::call_with(json!({ "service_area": ["66203"] }))] {
        talk.helps_until(Question::Confirm);
        assert!(talk.helps().books());
        assert_eq!(talk.state.outcome, Some(Outcome::Booked));
        let last = talk.helps();
        assert!(talk.state.closed, "{}", last.reply);
    }
}

#[test]
fn what_is_said_in_one_breath_is_not_asked_again() {
    let mut talk = Talk::call();
    let breath = Meaning {
        name: name("Maria").name,
        address: street("8412 Johnson Drive").address,
        time: on(date(2026, 11, 24)).time,
        ..problem(Some("drain"), "my sink is clogged")
    };
    assert_eq!(talk.says(breath), "Thanks, Maria. Which city or zip code is that address in?");
    let offer = talk.says(zip("66203"));
    assert_eq!(offer, "I have Tuesday, November 24th, between 8 and 10 in the morning, or between 10 AM and noon. Which works better?");
}

#[test]
fn one_of_two_windows_is_read_back_before_it_is_booked() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Choice);
    let picked = talk.hears(Meaning { pick: Some(Pick::Second), ..Meaning::default() });
    assert_eq!(picked.reply, "That's Tuesday, November 24th, between 10 AM and noon, for Maria at 8412 Johnson Drive. Shall I book it?");
    assert!(!picked.books());
    assert_eq!(books_at(&talk.hears(acts(&[Act::Yes]))), Some(window(24, 10)));
}

#[test]
fn a_yes_out_of_nowhere_books_nothing() {
    let mut talk = Talk::call();
    for _ in 0..3 {
        assert!(!talk.hears(acts(&[Act::Yes])).books());
    }
    let mut talk = Talk::call();
    talk.helps_until(Question::When);
    assert!(!talk.hears(acts(&[Act::Yes])).books(), "a yes to \"when\" leaves the day to us");
    assert_eq!(talk.state.asked, Some(Question::Choice));
}

#[test]
fn neither_of_two_windows_brings_two_others() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Choice);
    let neither = || Meaning { pick: Some(Pick::Neither), ..Meaning::default() };
    assert!(talk.says(neither()).contains("between 1 and 3, or between 3 and 5 in the afternoon"), "the same day's afternoon");
    assert_eq!(talk.says(neither()), "All right. What day and time would be good for you?", "after two pairs we ask rather than guess");
    let again = talk.says(on(date(2026, 11, 24)));
    assert!(again.starts_with("I don't have anything then."), "Tuesday was refused as a whole: {again}");
}

#[test]
fn the_soonest_of_two_is_the_first() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Choice);
    assert!(talk.says(soonest()).starts_with("That's Tuesday, November 24th, between 8 and 10"));
}

#[test]
fn another_day_asked_for_at_the_choice_is_looked_for() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Choice);
    assert!(talk.says(on(date(2026, 11, 25))).starts_with("I have Wednesday, November 25th"));
}

#[test]
fn a_no_to_the_read_back_asks_for_another_time() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Confirm);
    assert_eq!(talk.says(acts(&[Act::No])), "All right. What day and time would be good for you?");
    let offer = talk.says(on(date(2026, 11, 24)));
    assert!(!offer.contains("between 8 and 10"), "what was refused does not come back: {offer}");
}

#[test]
fn a_correction_after_the_read_back_is_read_back_again() {
    let corrections = [
        (street("8421"), "So that's 8421 Johnson Drive. Shall I book it like that?"),
        (name("Mariah"), "So that's Mariah. Shall I book it like that?"),
        (
            place(crate::domain::customer::Address { unit: Some("Apt 4B".to_owned()), ..Default::default() }),
            "So that's 8412 Johnson Drive, Apt 4B. Shall I book it like that?",
        ),
        (phone("+18165550188"), "So that's 8 1 6, 5 5 5, 0 1 8 8. Shall I book it like that?"),
    ];
    for (correction, expected) in corrections {
        for said in [acts(&[Act::Yes]), acts(&[Act::No]), acts(&[Act::Correct])] {
            let mut talk = Talk::call();
            talk.helps_until(Question::Confirm);
            let turn = talk.hears(Meaning { acts: said.acts.clone(), ..correction.clone() });
            assert!(turn.reply.contains(expected), "{}", turn.reply);
            assert!(turn.steps.contains(&Step::Flag { reason: FlagReason::CorrectedAfterReadBack }) && !turn.books());
            assert!(talk.hears(acts(&[Act::Yes])).books(), "the next yes books");
        }
    }
}

#[test]
fn a_known_caller_is_asked_nothing_that_is_on_record() {
    let known = crate::domain::customer::PersonName { given: Some("Ann".to_owned()), family: Some("Lee".to_owned()) };
    let caller = Caller { phone: Some(number("+18165550142")), name: Some(known), ..Caller::default() };
    let mut talk = Talk::of(Channel::Phone, json!({}), caller);
    assert!(talk.take(Event::Begin).reply.starts_with("Hi Ann, thanks for calling Bristol Plumbing."));
    assert_eq!(
        talk.says(problem(Some("drain"), "my sink is clogged")),
        "Okay, let's set up a visit. What's the address, with the city or zip code?"
    );
    let read_back = talk.helps_until(Question::Confirm);
    assert!(read_back.reply.contains("for Ann Lee at 8412 Johnson Drive"), "a name on record is only a hint: {}", read_back.reply);
    let corrected = talk.hears(Meaning { acts: vec![Act::Yes], ..name("Mario") });
    assert!(corrected.reply == "So that's Mario. Shall I book it like that?" && !corrected.books(), "{}", corrected.reply);
}

#[test]
fn a_name_heard_unclearly_is_spelled() {
    let mut talk = Talk::call();
    talk.helps();
    assert_eq!(talk.says(unclear_name("Shiv On")), "Could you spell your name for me?");
    assert_eq!(talk.says(name("Siobhan")), "Thanks, Siobhan. What's the address, with the city or zip code?");
}

#[test]
fn when_somebody_else_was_faster_the_next_windows_are_offered() {
    let mut talk = Talk::call();
    talk.helps_until(Question::Confirm);
    talk.is_overtaken = true;
    let gone = talk.hears(acts(&[Act::Yes]));
    assert!(gone.reply.starts_with("I'm sorry, that time was taken just this moment. I have Tuesday, November 24th"), "{}", gone.reply);
    assert!(talk.state.appointments.is_empty());
    let picked = talk.hears(acts(&[Act::Yes]));
    assert!(!picked.books(), "a new window is read back first: {}", picked.reply);
    assert_eq!(books_at(&talk.hears(acts(&[Act::Yes]))), Some(window(24, 10)));
}

#[test]
fn a_single_window_is_read_back_at_once() {
    let mut talk = Talk::call();
    talk.free = vec![window(24, 8)];
    let turn = talk.helps_until(Question::Confirm);
    assert_eq!(
        turn.reply,
        "I have Tuesday, November 24th, between 8 and 10 in the morning. That would be for Maria at 8412 Johnson Drive. Shall I book it?"
    );
    assert!(talk.helps().books());
}

#[test]
fn a_yes_in_the_turn_of_the_offer_itself_books_nothing() {
    let mut talk = Talk::call();
    talk.free = vec![window(24, 8)];
    talk.helps_until(Question::Confirm);
    talk.turn -= 1;
    assert!(!talk.hears(acts(&[Act::Yes])).books(), "it answers something that was said before");
}

#[test]
fn a_second_matter_keeps_what_is_known_of_the_caller() {
    let mut talk = Talk::call();
    talk.helps_until(Question::AnythingElse);
    let second = Meaning { acts: vec![Act::Yes], time: on(date(2026, 11, 25)).time, ..problem(Some("toilet"), "the toilet runs") };
    assert!(talk.says(second).starts_with("I have Wednesday"));
    talk.helps_until(Question::Confirm);
    assert!(talk.helps().books());
    assert_eq!(talk.state.appointments.len(), 2);
}

#[test]
fn a_visit_that_is_booked_already_is_asked_about_once() {
    let booked = || {
        let mut talk = Talk::call();
        talk.visits = vec![visit(7, window(25, 8))];
        let asked = talk.helps_until(Question::SameVisit).reply;
        assert!(asked.ends_with("booked there for Wednesday, November 25th. Is this something new, besides that visit?"), "{asked}");
        talk
    };
    let same = booked().says(acts(&[Act::No]));
    assert_eq!(same, "Your visit is Wednesday, November 25th, between 8 and 10 in the morning. Is there anything else I can help with?");
    let new = booked().says(Meaning { pick: Some(Pick::New), ..acts(&[Act::No]) });
    assert_eq!(new, "When would you like us to come?");
}
