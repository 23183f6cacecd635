//! Emergencies: missing one is far worse than a false alarm.

use crate::ask::Asker;
use crate::board::Board;
use crate::case::{Case, Sets};
use serde_json::{Value, json};

const SET: &str = "emergency";
const PROBLEMS: &str = "~emergency problems";

/// Counts by the parts of the set (the beginning of the id) and by language. Lines on which two dispatchers differ are left out.
pub(crate) fn measure(sets: &Sets, asker: &mut Asker, board: &mut Board) {
    for case in sets.of(SET) {
        let answer = asker.case(case);
        let verdict = answer["emergency"].as_str().unwrap_or_default();
        match case.text("label") {
            "emergency" => emergency(case, (&answer, verdict), board),
            "routine" => routine(case, (&answer, verdict), board),
            _ => {}
        }
    }
}

fn emergency(case: &Case, (answer, verdict): (&Value, &str), board: &mut Board) {
    let in_danger = case.0["life_safety"] == true;
    for group in groups(case) {
        board.tally(&group, "heard", verdict != "no");
        board.tally(&group, "alarmed", verdict == "yes");
        if in_danger {
            board.tally(&group, "danger alarmed", verdict == "yes");
            board.tally(&group, "danger told", answer["life_safety"] == true);
        }
    }
    board.tally(PROBLEMS, case.text("problem"), verdict != "no");
    let kind = match verdict {
        "yes" => "alarmed",
        "no" => "missed",
        _ if in_danger => "danger to life, asked only",
        _ => "asked only",
    };
    count(case, kind, verdict == "yes", answer, board);
}

fn routine(case: &Case, (answer, verdict): (&Value, &str), board: &mut Board) {
    for group in groups(case) {
        board.tally(&group, "routine alarmed", verdict == "yes");
        board.tally(&group, "routine asked", verdict == "ask");
    }
    let kind = match verdict {
        "yes" => "routine alarmed",
        "ask" => "routine asked back",
        _ => "routine",
    };
    count(case, kind, verdict == "no", answer, board);
}

fn count(case: &Case, kind: &str, right: bool, answer: &Value, board: &mut Board) {
    if !right {
        let expected = json!([case.0["label"], case.0["problem"], case.0["why"]]);
        board.remember((SET, kind), case, (expected, json!([answer["emergency"], answer["because"]])));
    }
}

fn groups(case: &Case) -> Vec<String> {
    let part = case.id().split('-').next().unwrap_or_default();
    let language = case.text("lang");
    vec![group("all"), group(language), group(part), group(&format!("{part} {language}"))]
}

fn group(name: &str) -> String {
    format!("{GROUP}{name}")
}

const GROUP: &str = "~emergency of ";

/// The headline figures: missed, alarmed outright, alarmed where people may be hurt, routine alarmed, routine asked back.
pub(crate) struct Figures {
    pub(crate) emergencies: usize,
    pub(crate) dangers: usize,
    pub(crate) routine: usize,
    pub(crate) missed: usize,
    pub(crate) alarmed: f64,
    pub(crate) danger_alarmed: f64,
    pub(crate) routine_alarmed: f64,
    pub(crate) routine_asked: f64,
}

impl Figures {
    pub(crate) fn of_all(board: &Board) -> Self {
        let of = |what: &str| board.of(&group("all"), what);
        Self {
            emergencies: of("heard").cases,
            dangers: of("danger alarmed").cases,
            routine: of("routine alarmed").cases,
            missed: of("heard").wrong(),
            alarmed: of("alarmed").percent(),
            danger_alarmed: of("danger alarmed").percent(),
            routine_alarmed: of("routine alarmed").percent(),
            routine_asked: of("routine asked").percent(),
        }
    }
}

/// The table of emergencies, and the problems of those missed.
pub(crate) fn print(board: &Board) {
    println!("\n### Emergencies\n");
    println!(
        "| | emergencies | missed | alarmed outright | danger to life | alarmed | told of it | routine | alarmed | asked back |\n\
         |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
    );
    for name in ["all", "en", "es", "ed", "dp", "dt", "dm", "ed en", "ed es", "dp en", "dp es", "dt en", "dt es", "dm en", "dm es"] {
        let of = |what: &str| board.of(&group(name), what);
        let (heard, danger, routine) = (of("heard"), of("danger alarmed"), of("routine alarmed"));
        if heard.cases + routine.cases == 0 {
            continue;
        }
        println!(
            "| {name} | {} | {} | {:.1} % | {} | {:.1} % | {:.1} % | {} | {:.1} % | {:.1} % |",
            heard.cases,
            heard.wrong(),
            of("alarmed").percent(),
            danger.cases,
            danger.percent(),
            of("danger told").percent(),
            routine.cases,
            routine.percent(),
            of("routine asked").percent(),
        );
    }
    let missed: Vec<String> =
        board.categories(PROBLEMS).filter(|(_, c)| c.wrong() > 0).map(|(p, c)| format!("{p} {} of {}", c.wrong(), c.cases)).collect();
    println!("\nMissed by problem: {}.", if missed.is_empty() { "none".to_owned() } else { missed.join(", ") });
}
