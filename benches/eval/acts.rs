//! What speakers do with words, by the mapping in the README of the sets.

use crate::ask::Asker;
use crate::board::Board;
use crate::case::Sets;
use serde_json::{Value, json};

const SET: &str = "intents_clinc";
/// Lines that do one of the acts.
pub(crate) const MAPPED: &str = "~acts of callers";
/// Lines that do none of them.
pub(crate) const OTHERS: &str = "~acts of none";
const ACTS: [&str; 11] =
    ["yes", "no", "unclear", "repeat", "cancel", "greeting", "goodbye", "thanks", "ask_bot", "change_language", "book"];

/// Counts the acts: the one that is meant has to be among those understood; where none of these is meant, none may be.
pub(crate) fn measure(sets: &Sets, asker: &mut Asker, board: &mut Board) {
    for case in sets.of(SET) {
        let answer = asker.case(case);
        let heard: Vec<&str> = answer["acts"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let intent = case.text("intent");
        let meant = act(intent);
        let right = match meant {
            Some(act) => heard.contains(&act),
            None => !heard.iter().any(|act| ACTS.contains(act)),
        };
        board.tally(if meant.is_some() { MAPPED } else { OTHERS }, "", right);
        board.count((SET, intent), case, right, (json!(meant), json!(heard)));
    }
}

fn act(intent: &str) -> Option<&'static str> {
    Some(match intent {
        "yes" => "yes",
        "no" => "no",
        "maybe" => "unclear",
        "repeat" => "repeat",
        "cancel" => "cancel",
        "greeting" => "greeting",
        "goodbye" => "goodbye",
        "thank_you" => "thanks",
        "are_you_a_bot" => "ask_bot",
        "change_language" => "change_language",
        "schedule_maintenance" => "book",
        _ => return None,
    })
}
