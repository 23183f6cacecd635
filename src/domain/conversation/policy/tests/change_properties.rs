//! What holds of visits that are changed, whatever callers do.

use super::properties::{Move, Played, a_story, a_talk, agrees, play, said};
use super::support::*;
use crate::domain::availability::Window;
use crate::domain::conversation::Channel;
use crate::domain::conversation::change::{Letter, VisitStep, VisitUtterance};
use crate::domain::conversation::policy::Caller;
use crate::domain::conversation::step::{Event, Step, Utterance};
use crate::understanding::{Act, Meaning, Pick};
use jiff::civil::date;
use proptest::prelude::*;

/// Moves and call-offs among all that a change takes, in any order.
fn changes_in_any_order() -> impl Strategy<Value = Vec<(Move, bool)>> {
    let turns = [
        acts(&[Act::Reschedule]),
        acts(&[Act::Cancel]),
        street("8412 Johnson Drive"),
        street("12 Elm Street"),
        phone("+18165550142"),
        on(date(2026, 11, 24)),
        Meaning { pick: Some(Pick::First), ..Meaning::default() },
        acts(&[Act::Yes]),
        acts(&[Act::Yes]),
        acts(&[Act::No]),
    ];
    let heard = turns.map(|meaning| (Move::Does(Event::Heard { meaning: Box::new(meaning) }), false));
    let twice: Vec<(Move, bool)> = heard.iter().chain(&heard).cloned().collect();
    Just(twice).prop_shuffle()
}

/// Everything that was done with a visit was done for somebody who had shown that it is theirs, and agreed to it.
fn check_changes(played: &[Played], channel: Channel, caller: &Caller) -> Result<(), TestCaseError> {
    let calls_from_it = !caller.from_form && caller.phone == Some(number("+18165550142"));
    let (mut facts, mut read_back, mut asked) = ([false; 2], None, false);
    for (event, _, turn, _) in played {
        if let Some(meaning) = said(event) {
            let door = meaning.address.and_then(|heard| heard.value.street_line);
            facts[0] |= door.is_some_and(|line| line.starts_with("8412"));
            facts[1] |= meaning.phone.is_some_and(|heard| heard.value == number("+18165550142"));
        }
        let is_theirs = match channel {
            Channel::Sms => calls_from_it || facts == [true; 2],
            Channel::Phone => calls_from_it && facts[0] || facts == [true; 2],
            Channel::Web => facts == [true; 2],
        };
        for step in &turn.steps {
            match step {
                Step::OnVisit { act: VisitStep::Find { .. } } => {}
                Step::OnVisit { act } => {
                    prop_assert!(is_theirs, "{act:?} for a stranger");
                    check_agreed(act, event, (read_back, asked))?;
                }
                Step::Say { utterance: Utterance::OnVisit { words: VisitUtterance::ReadBackMove { to, .. } } } => read_back = Some(*to),
                Step::Say { utterance: Utterance::OnVisit { words: VisitUtterance::AskCallOff { .. } } } => asked = true,
                _ => {}
            }
        }
    }
    Ok(())
}

fn check_agreed(act: &VisitStep, event: &Event, (read_back, asked): (Option<Window>, bool)) -> Result<(), TestCaseError> {
    let calls_off = matches!(event, Event::Heard { meaning } if meaning.is(Act::Cancel) && !meaning.is(Act::No));
    match act {
        VisitStep::Move { request, .. } => {
            prop_assert!(agrees(event), "moved on {event:?}");
            prop_assert_eq!(read_back, Some(request.window()), "moved to what was not read back");
        }
        VisitStep::CallOff { .. } => {
            let by_letter = *event == Event::Letter { letter: Letter::CallOff };
            prop_assert!(by_letter || asked && (agrees(event) || calls_off), "called off on {event:?}");
        }
        _ => {}
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// No visit is changed for somebody who has not shown that it is theirs, called off without a yes or a letter, or moved
    /// without a yes to the window that was read back.
    #[test]
    fn a_visit_is_changed_for_its_own_customer_alone((talk, moves) in a_story()) {
        let (channel, caller) = (talk.channel, talk.caller.clone());
        check_changes(&play(talk, &moves), channel, &caller)?;
    }

    /// The same of a caller who knows what it takes, out of order and more than once.
    #[test]
    fn changes_out_of_order_need_proof_and_a_yes_too(talk in a_talk(), moves in changes_in_any_order()) {
        let (channel, caller) = (talk.channel, talk.caller.clone());
        check_changes(&play(talk, &moves), channel, &caller)?;
    }
}
