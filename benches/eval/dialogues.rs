//! Whole dialogues: what the caller had settled on at the end.

use crate::ask::Asker;
use crate::board::Board;
use crate::case::{Case, Sets};
use crate::compare::{self, NameVerdict, plain};
use crate::slots::anchor;
use jiff::civil::DateTime;
use serde_json::{Value, json};

const CHATS: &str = "dialogues_sgd";
const ROLE_PLAYS: &str = "dialogues_star";
/// A Monday, for dialogues that name no day but weekdays.
const SOME_MONDAY: &str = "2026-03-02";
const WEEK: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// The category of whole dialogues: every slot right.
pub(crate) const WHOLE: &str = "whole dialogue";

/// Counts slot by slot, and whole dialogues.
pub(crate) fn measure(sets: &Sets, asker: &mut Asker, board: &mut Board) {
    for case in sets.of(CHATS) {
        let answer = asker.dialogue(case, SOME_MONDAY);
        let slot = |name: &str| case.at(&format!("/expected_slots/{name}"));
        let slots = [
            slot("appointment_date").map(|date| ("date", heard(&answer, |at| at.date().to_string() == date))),
            slot("appointment_time").map(|time| ("time", heard(&answer, |at| at.strftime("%H:%M").to_string() == time))),
        ];
        // The names are those of salons and therapists; the speaker never gives their own.
        board.tally(CHATS, "no name said", answer["name"].is_null());
        count(CHATS, case, slots.into_iter().flatten(), &answer, board);
    }
    for case in sets.of(ROLE_PLAYS) {
        let now = case.at("/now").and_then(role_played_now);
        let answer = asker.dialogue(case, &now.unwrap_or_else(|| format!("{SOME_MONDAY}T09:00:00")));
        let said: Vec<&str> = case.0["slots_said_verbatim"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let slot = |name: &str| case.at(&format!("/expected_slots/{name}")).filter(|_| said.contains(&name)).map(str::trim);
        let slots = [
            slot("name").map(|name| ("name", same_name(&answer, name))),
            slot("day").map(|day| ("day", heard(&answer, |at| at.strftime("%A").to_string().eq_ignore_ascii_case(day)))),
            slot("time").and_then(hour).map(|hour| ("time", heard(&answer, |at| (at.hour(), at.minute()) == (hour, 0)))),
        ];
        count(ROLE_PLAYS, case, slots.into_iter().flatten(), &answer, board);
    }
}

fn count(set: &str, case: &Case, slots: impl Iterator<Item = (&'static str, bool)>, answer: &Value, board: &mut Board) {
    let wrong: Vec<&str> =
        slots.inspect(|(slot, right)| board.tally(set, slot, *right)).filter(|(_, right)| !right).map(|(s, _)| s).collect();
    board.tally(set, WHOLE, wrong.is_empty());
    if !wrong.is_empty() {
        let got = json!([answer["name"], answer["from"], answer["to"]]);
        let expected = json!({ "slots": case.0["expected_slots"], "said": case.0["slots_said_verbatim"], "now": case.0["now"] });
        board.remember((set, &wrong.join(", ")), case, (expected, got));
    }
}

fn heard(answer: &Value, is: impl Fn(DateTime) -> bool) -> bool {
    anchor(answer).is_some_and(is)
}

/// A human wrote one word where one was enough; who gave more has said that too.
fn same_name(answer: &Value, name: &str) -> bool {
    match name.split_once(' ') {
        Some((given, family)) => compare::name(answer, Some(given), Some(family)) == NameVerdict::Right,
        None => ["given", "family"].iter().any(|part| answer["name"][part].as_str().is_some_and(|heard| plain(heard) == plain(name))),
    }
}

/// `4 pm`, as the wizards wrote it.
fn hour(written: &str) -> Option<i8> {
    let (number, half) = written.split_once(' ')?;
    let number: i8 = number.parse().ok()?;
    Some(number % 12 + if half.eq_ignore_ascii_case("pm") { 12 } else { 0 })
}

/// `9 pm on Friday`, in the week of that Monday.
fn role_played_now(written: &str) -> Option<String> {
    let (time, day) = written.split_once(" on ")?;
    let day = WEEK.iter().position(|weekday| weekday.eq_ignore_ascii_case(day.trim()))?;
    Some(format!("2026-03-{:02}T{:02}:00:00", day + 2, hour(time)?))
}
