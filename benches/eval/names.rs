//! Names over the phone, through a recogniser that mishears.

use crate::ask::Asker;
use crate::board::Board;
use crate::case::Sets;
use crate::compare::{self, NameVerdict};

const SET: &str = "names_evi";
const QUESTION: &str = "Can I have your full name, please?";
const SPELL: &str = "Could you spell your full name for me, please?";
const VERDICTS: [(&str, NameVerdict); 4] =
    [("right", NameVerdict::Right), ("half", NameVerdict::Half), ("asked again", NameVerdict::None), ("wrong", NameVerdict::Wrong)];

/// Counts the names. Where the true name is in the text it has to be understood; where it is not, anything but a wrong name is right.
pub(crate) fn measure(sets: &Sets, asker: &mut Asker, board: &mut Board) {
    for case in sets.of(SET).iter().filter(|case| case.text("item") == "name") {
        let is_spelled = case.0["attempt"] == 2;
        let answer = asker.sentence(case, case.text("text"), Some(if is_spelled { SPELL } else { QUESTION }));
        let verdict = compare::name(&answer, case.at("/expected/first"), case.at("/expected/last"));
        let is_in_text = case.0["name_in_transcript"] == true;
        let group = match (is_in_text, is_spelled) {
            (true, _) => "name in the text",
            (false, true) => "not in the text, spelled",
            (false, false) => "not in the text",
        };
        let right = if is_in_text { verdict == NameVerdict::Right } else { verdict != NameVerdict::Wrong };
        board.count((SET, group), case, right, (case.0["expected"]["full"].clone(), answer["name"].clone()));
        for (word, of) in VERDICTS {
            board.tally(&column(group), word, verdict == of);
        }
    }
}

fn column(group: &str) -> String {
    format!("~names {group}")
}

/// What became of the names.
pub(crate) fn print(board: &Board) {
    println!("\n### Names over the phone\n\n| | cases | right | one part | asked again | wrong |\n|---|---:|---:|---:|---:|---:|");
    for group in ["name in the text", "not in the text, spelled", "not in the text"] {
        let cells: Vec<String> = VERDICTS.iter().map(|(word, _)| format!("{:.1} %", board.of(&column(group), word).percent())).collect();
        println!("| {group} | {} | {} |", board.of(&column(group), "right").cases, cells.join(" | "));
    }
}
