//! Sets of times.

use crate::ask::Asker;
use crate::board::{ALL, Board, relevant};
use crate::case::Sets;
use crate::judge::judge;
use serde_json::Value;

/// Counts every set of times: whole, and what a caller might say who asks for an appointment.
pub(crate) fn measure(sets: &Sets, asker: &mut Asker, board: &mut Board) {
    for set in sets.beginning("datetime_") {
        for case in sets.of(set) {
            let answer = asker.case(case);
            let expected = &case.0["expected"];
            let judged = judge(expected, case.text("tz"), &answer);
            let got = serde_json::json!([answer["from"], answer["to"]]);
            board.count((set, case.text("category")), case, judged.right, (wanted(expected), got));
            if case.0["appointment_relevant"] == true {
                board.tally(&relevant(set), ALL, judged.right);
                board.tally(&relevant(set), case.text("category"), judged.right);
                board.tally(&with_ends(set), ALL, judged.both);
            }
            board.tally(&found(set), ALL, judged.found);
        }
    }
}

/// What is relevant, where the end of an interval has to be right too.
pub(crate) fn with_ends(set: &str) -> String {
    format!("~with ends {set}")
}

/// Where anything was found.
pub(crate) fn found(set: &str) -> String {
    format!("~found {set}")
}

fn wanted(expected: &Value) -> Value {
    let anchor = expected["anchor"].as_str().unwrap_or("from");
    ["accept", "time_of_day_any", anchor]
        .into_iter()
        .map(|name| &expected[name])
        .find(|value| !value.is_null())
        .cloned()
        .unwrap_or_default()
}
