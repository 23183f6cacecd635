//! Single values in booking sentences: names, days, times of day.

use crate::ask::Asker;
use crate::board::Board;
use crate::case::{Case, Sets};
use crate::compare::{self, NameVerdict};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// Counts the sets of slots.
pub(crate) fn measure(sets: &Sets, asker: &mut Asker, board: &mut Board) {
    for case in sets.of(RESTAURANT) {
        restaurant(case, asker, board);
    }
    for case in sets.of(HOTEL_AND_BANK) {
        hotel_and_bank(case, asker, board);
    }
    for case in sets.of(APPOINTMENTS) {
        appointment(case, asker, board);
    }
}

const RESTAURANT: &str = "slots_restaurant8k";
const HOTEL_AND_BANK: &str = "slots_nlupp";
const APPOINTMENTS: &str = "slots_sgd";

fn slot<'a>(case: &'a Case, name: &str) -> Option<&'a str> {
    case.at(&format!("/slots/{name}/text"))
}

/// A name that was said has to be understood, and where none was said, none may be.
fn count_name((set, board): (&str, &mut Board), case: &Case, answer: &Value, parts: (Option<&str>, Option<&str>)) {
    let expected = json!([parts.0, parts.1]);
    if parts == (None, None) {
        board.count((set, "no name said"), case, answer["name"].is_null(), (expected, answer["name"].clone()));
        return;
    }
    let verdict = compare::name(answer, parts.0, parts.1);
    board.count((set, "name"), case, verdict == NameVerdict::Right, (expected, answer["name"].clone()));
    board.tally(&wrong_names(set), "", verdict == NameVerdict::Wrong);
}

/// Names that are somebody else's, among the names said.
pub(crate) fn wrong_names(set: &str) -> String {
    format!("~wrong names {set}")
}

/// Tables by phone. The set has no values for days and times: the sentence has to say what the words of the slots say by themselves,
/// though not whether it is morning or evening, which is marked as a slot here and not there.
fn restaurant(case: &Case, asker: &mut Asker, board: &mut Board) {
    let asked = case.0["requested"].as_array().and_then(|list| list.first()).and_then(Value::as_str);
    let agent = asked.and_then(|asked| match asked {
        "first_name" | "last_name" => Some("Can I have your name, please?"),
        "time" => Some("What time would you like?"),
        "date" => Some("What day would you like?"),
        "people" => Some("How many people will there be?"),
        _ => None,
    });
    let answer = asker.sentence(case, case.text("text"), agent);
    count_name((RESTAURANT, board), case, &answer, (slot(case, "first_name"), slot(case, "last_name")));
    let (date, time) = (slot(case, "date"), slot(case, "time"));
    let got = json!([answer["from"], answer["to"]]);
    // Where none is marked there may be one all the same ("cancel my table for tomorrow"), so that is not counted.
    let said = [date, time].into_iter().flatten().collect::<Vec<_>>().join(" ");
    if said.is_empty() {
        return;
    }
    let alone = asker.sentence(case, &said, Some("What day and time would you like?"));
    let same = |part: fn(&DateTime) -> String| {
        let (heard, wanted) = (anchor(&answer), anchor(&alone));
        heard.as_ref().map(part) == wanted.as_ref().map(part) && wanted.is_some()
    };
    let expected = json!([said, alone["from"], alone["to"]]);
    if date.is_some() {
        board.count((RESTAURANT, "date"), case, same(|at| at.date().to_string()), (expected.clone(), got.clone()));
    }
    if time.is_some() {
        board.count((RESTAURANT, "time"), case, same(|at| format!("{}:{}", at.hour() % 12, at.minute())), (expected, got));
    }
}

/// Hotels and banks, in British English, with values.
fn hotel_and_bank(case: &Case, asker: &mut Asker, board: &mut Board) {
    let answer = asker.case(case);
    let got = json!([answer["from"], answer["to"]]);
    match slot(case, "person_name") {
        // A bank's customers name whom they pay.
        Some(_) if case.text("source") != "nlupp-hotels" => count_name((HOTEL_AND_BANK, board), case, &answer, (None, None)),
        None => count_name((HOTEL_AND_BANK, board), case, &answer, (None, None)),
        Some(name) => {
            let (given, family) = name.split_once(' ').map_or((name, None), |(given, family)| (given, Some(family)));
            count_name((HOTEL_AND_BANK, board), case, &answer, (Some(given), family));
        }
    }
    for name in ["date", "date_from", "date_to"] {
        let value = &case.0["slots"][name]["value"];
        if !value["day"].is_number() {
            continue;
        }
        let is = |at: DateTime| json!({ "day": at.day(), "month": at.month(), "year": at.year() }) == *value;
        // An end is the first day that is out, or the last that is in; the set reads it without its beginning.
        let is_end = |at: DateTime| is(at) || json!(at.day()) == value["day"] || same_weekday(at, value);
        let right = match name {
            "date_to" => local(&answer["to"]).is_some_and(|to| is_end(to) || to.yesterday().is_ok_and(is_end)),
            _ => anchor(&answer).is_some_and(is),
        };
        board.count((HOTEL_AND_BANK, name), case, right, (value.clone(), got.clone()));
    }
    for name in ["time", "time_from", "time_to"] {
        let value = &case.0["slots"][name]["value"];
        if !value["hour"].is_number() {
            continue;
        }
        let at = if name == "time_to" { local(&answer["to"]) } else { anchor(&answer) };
        let right = at.is_some_and(|at| same_on_a_dial(at, value));
        board.count((HOTEL_AND_BANK, name), case, right, (value.clone(), got.clone()));
    }
}

fn same_weekday(at: DateTime, value: &Value) -> bool {
    let number = |name: &str| value[name].as_i64().unwrap_or_default();
    let date: Option<Date> = format!("{:04}-{:02}-{:02}", number("year"), number("month"), number("day")).parse().ok();
    date.is_some_and(|date| date.weekday() == at.weekday())
}

/// The set writes an hour as it was said, so that 7 may be 19.
fn same_on_a_dial(at: DateTime, value: &Value) -> bool {
    let (hour, minute) = (value["hour"].as_i64().unwrap_or_default(), value["minute"].as_i64().unwrap_or_default());
    let heard = i64::from(at.hour());
    i64::from(at.minute()) == minute && (heard == hour || hour <= 12 && heard % 12 == hour % 12)
}

/// Appointments by chat. The names are those of doctors and salons, and so are the cities: the speaker never gives their own.
fn appointment(case: &Case, asker: &mut Asker, board: &mut Board) {
    let answer = asker.case(case);
    let got = json!([answer["from"], answer["to"]]);
    count_name((APPOINTMENTS, board), case, &answer, (None, None));
    let value = |name: &str| case.at(&format!("/slots/{name}/value"));
    let heard = anchor(&answer);
    if let Some(date) = value("appointment_date") {
        let right = heard.is_some_and(|at| at.date().to_string() == date);
        board.count((APPOINTMENTS, "date"), case, right, (json!(date), got.clone()));
    }
    if let Some(time) = value("appointment_time") {
        let right = heard.is_some_and(|at| at.strftime("%H:%M").to_string() == time);
        board.count((APPOINTMENTS, "time"), case, right, (json!(time), got));
    }
}

/// The instant that an answer is about; a lone end counts as the instant that it names.
pub(crate) fn anchor(answer: &Value) -> Option<DateTime> {
    local(&answer["from"]).or_else(|| local(&answer["to"]))
}

/// A time on the wall where it was said.
pub(crate) fn local(value: &Value) -> Option<DateTime> {
    let written = value.as_str()?;
    written.parse::<DateTime>().ok().or_else(|| Some(written.parse::<Timestamp>().ok()?.to_zoned(TimeZone::UTC).datetime()))
}
