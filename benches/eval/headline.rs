//! The figures that there are targets for.

use crate::acts;
use crate::ask::Asker;
use crate::board::{ALL, Board, Count, relevant};
use crate::datetime::{found, with_ends};
use crate::dialogues::WHOLE;
use crate::emergencies::Figures;
use crate::slots::wrong_names;

const ENGLISH: [&str; 4] = ["datetime_duckling_en", "datetime_recognizers_en", "datetime_nlupp", "datetime_sgd"];
const SPANISH: [&str; 2] = ["datetime_duckling_es", "datetime_recognizers_es"];
const NEGATIVE: &str = "datetime_duckling_en_negative";

/// Prints what was measured beside what is wanted.
pub(crate) fn print(board: &Board, asker: &Asker) {
    println!("### Headlines\n\n| what | cases | measured | wanted |\n|---|---:|---:|---:|");
    times(board);
    emergencies(board);
    others(board);
    speed(asker);
}

fn row(what: &str, cases: usize, measured: &str, wanted: &str) {
    println!("| {what} | {cases} | {measured} | {wanted} |");
}

fn percent(what: &str, count: Count, wanted: &str) {
    row(what, count.cases, &format!("{:.1} %", count.percent()), wanted);
}

fn times(board: &Board) {
    let of = |set: &str| board.of(&relevant(set), ALL);
    let english: Vec<f64> = ENGLISH.iter().map(|set| of(set).percent()).collect();
    let cases = ENGLISH.iter().map(|set| of(set).cases).sum();
    row("time, appointment-relevant English, mean of four sources", cases, &format!("{:.1} %", mean(&english)), "≥ 95 %");
    for set in ENGLISH {
        percent(&format!("… {set}"), of(set), "≥ 85 %");
    }
    let pooled = SPANISH.iter().fold(Count::default(), |all, set| all.and(of(set)));
    percent("time, appointment-relevant Spanish, pooled", pooled, "≥ 90 %");
    for set in SPANISH {
        percent(&format!("… {set}"), of(set), "");
    }
    let ends = ENGLISH.iter().chain(&SPANISH).fold(Count::default(), |all, set| all.and(board.of(&with_ends(set), ALL)));
    percent("… ends of intervals too, all of these", ends, "");
    let negative = board.of(&found(NEGATIVE), ALL);
    row("times found in text that has none", negative.cases, &negative.right.to_string(), "0");
}

#[expect(clippy::cast_precision_loss, reason = "a handful of sets")]
fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

fn emergencies(board: &Board) {
    let figures = Figures::of_all(board);
    row("emergencies missed", figures.emergencies, &figures.missed.to_string(), "0");
    row("… alarmed outright", figures.emergencies, &format!("{:.1} %", figures.alarmed), "≥ 80 %");
    row("… of those with danger to life", figures.dangers, &format!("{:.1} %", figures.danger_alarmed), "≥ 95 %");
    row("routine alarmed", figures.routine, &format!("{:.1} %", figures.routine_alarmed), "≤ 3 %");
    row("routine asked back", figures.routine, &format!("{:.1} %", figures.routine_asked), "≤ 25 %");
}

fn others(board: &Board) {
    percent("names over the phone, in the text", board.of("names_evi", "name in the text"), "≥ 95 %");
    let wrong = board.of("~names name in the text", "wrong");
    percent("… wrong", wrong, "≤ 1 %");
    let absent = ["not in the text", "not in the text, spelled"].map(|group| board.of(&format!("~names {group}"), "wrong"));
    percent("… wrong where the name is not in the text", absent[0].and(absent[1]), "≤ 1 %");
    for set in ["slots_restaurant8k", "slots_nlupp"] {
        percent(&format!("names in sentences, {set}"), board.of(set, "name"), "≥ 95 %");
        percent("… wrong", board.of(&wrong_names(set), ALL), "≤ 1 %");
    }
    percent("street lines", board.of("address_usaddress", "street_line"), "≥ 97 %");
    percent("dialogue acts", board.of(acts::MAPPED, ALL), "≥ 95 %");
    percent("… none of them where none is meant", board.of(acts::OTHERS, ALL), "");
    let chats = board.of("dialogues_sgd", WHOLE);
    let role_plays = board.of("dialogues_star", WHOLE);
    percent("whole dialogues", chats.and(role_plays), "≥ 88 %");
    percent("… dialogues_sgd", chats, "");
    percent("… dialogues_star", role_plays, "");
}

fn speed(asker: &Asker) {
    let sentences = asker.sentence_times();
    row("time for a sentence, median", sentences.count, &format!("{:.3} ms", sentences.median), "< 0.3 ms");
    row("… p99", sentences.count, &format!("{:.3} ms", sentences.p99), "< 5 ms");
    row("… most", sentences.count, &format!("{:.3} ms", sentences.most), "");
    let dialogues = asker.dialogue_times();
    row("time for a dialogue, median", dialogues.count, &format!("{:.3} ms", dialogues.median), "");
    row("… p99", dialogues.count, &format!("{:.3} ms", dialogues.p99), "");
    row("first answer, from nothing", 1, &format!("{:.1} ms", asker.start.as_secs_f64() * 1e3), "< 200 ms");
}
