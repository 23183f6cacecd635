//! What was counted, and the tables of it.

use crate::case::Case;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// How many, and how many of them right.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    pub(crate) cases: usize,
    pub(crate) right: usize,
}

impl Count {
    #[expect(clippy::cast_precision_loss, reason = "counts of cases are small")]
    pub(crate) fn percent(self) -> f64 {
        if self.cases == 0 { 0.0 } else { 100.0 * self.right as f64 / self.cases as f64 }
    }

    pub(crate) fn wrong(self) -> usize {
        self.cases - self.right
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self { cases: self.cases + other.cases, right: self.right + other.right }
    }
}

struct Miss {
    set: String,
    category: String,
    line: String,
}

/// Counts by set and category, with every miss.
#[derive(Default)]
pub(crate) struct Board {
    counts: BTreeMap<(String, String), Count>,
    misses: Vec<Miss>,
}

/// The category that a whole set is counted under.
pub(crate) const ALL: &str = "";

/// Categories with fewer cases say little.
const ENOUGH: usize = 8;
const HARDEST: usize = 15;

impl Board {
    /// Counts a case, without a word where it was missed.
    pub(crate) fn tally(&mut self, set: &str, category: &str, right: bool) {
        let count = self.counts.entry((set.to_owned(), category.to_owned())).or_default();
        count.cases += 1;
        count.right += usize::from(right);
    }

    /// Counts a case for its category and for the whole set, and remembers a miss.
    pub(crate) fn count(&mut self, (set, category): (&str, &str), case: &Case, right: bool, (expected, got): (Value, Value)) {
        self.tally(set, category, right);
        self.tally(set, ALL, right);
        if !right {
            self.remember((set, category), case, (expected, got));
        }
    }

    /// Remembers something to be looked at.
    pub(crate) fn remember(&mut self, (set, category): (&str, &str), case: &Case, (expected, got): (Value, Value)) {
        let agent = case.at("/agent").map_or_else(String::new, |agent| format!(" agent={agent:?}"));
        let said = case.at("/text").map_or_else(|| turns(case), |text| format!(" {text:?}"));
        let line = format!("{} [{category}] expected {expected} got {got}{agent}{said}", case.id());
        self.misses.push(Miss { set: set.to_owned(), category: category.to_owned(), line });
    }

    pub(crate) fn of(&self, set: &str, category: &str) -> Count {
        self.counts.get(&(set.to_owned(), category.to_owned())).copied().unwrap_or_default()
    }

    /// The categories of a set with their counts.
    pub(crate) fn categories(&self, set: &str) -> impl Iterator<Item = (&str, Count)> {
        self.counts.iter().filter(move |((of, category), _)| of == set && category != ALL).map(|((_, c), count)| (c.as_str(), *count))
    }

    pub(crate) fn print_misses(&self, set: &str) {
        let mut misses: Vec<&Miss> = self.misses.iter().filter(|miss| miss.set == set).collect();
        misses.sort_by(|a, b| a.category.cmp(&b.category));
        for miss in &misses {
            println!("{}", miss.line);
        }
        println!("{} misses in {set}", misses.len());
    }

    /// Every set with its categories; of times, also those that a caller might say who asks for an appointment.
    pub(crate) fn print(&self) {
        println!("\n### By set and category\n\n| set | category | cases | right | relevant | right |\n|---|---|---:|---:|---:|---:|");
        let sets: BTreeSet<&str> = self.counts.keys().map(|(set, _)| set.as_str()).filter(|set| !set.starts_with(HIDDEN)).collect();
        for set in sets {
            self.print_set(set);
        }
    }

    fn print_set(&self, set: &str) {
        let whole = (self.of(set, ALL).cases > 0).then(|| ("all", self.of(set, ALL), self.of(&relevant(set), ALL)));
        let mut rows: Vec<(&str, Count, Count)> = whole.into_iter().collect();
        let (mut small, mut small_relevant) = (Count::default(), Count::default());
        for (category, count) in self.categories(set) {
            let of_it = self.of(&relevant(set), category);
            if count.cases >= ENOUGH {
                rows.push((category, count, of_it));
            } else {
                (small, small_relevant) = (small.and(count), small_relevant.and(of_it));
            }
        }
        if small.cases > 0 {
            rows.push(("all smaller ones", small, small_relevant));
        }
        for (index, (category, count, relevant)) in rows.into_iter().enumerate() {
            let name = if index == 0 { format!("**{set}**") } else { String::new() };
            let cells = if relevant.cases > 0 { format!("{} | {:.1} %", relevant.cases, relevant.percent()) } else { " | ".to_owned() };
            println!("| {name} | {category} | {} | {:.1} % | {cells} |", count.cases, count.percent());
        }
    }

    /// The categories that most is missed of, of times only what is relevant.
    pub(crate) fn print_hardest(&self) {
        let mut hardest = Vec::new();
        for ((set, category), count) in self.counts.iter().filter(|((set, category), _)| !set.starts_with(HIDDEN) && category != ALL) {
            let count = if self.of(&relevant(set), ALL).cases > 0 { self.of(&relevant(set), category) } else { *count };
            if count.cases >= ENOUGH && count.wrong() > 0 {
                hardest.push((set, category, count));
            }
        }
        hardest.sort_by(|(.., a), (.., b)| a.percent().total_cmp(&b.percent()));
        println!("\n### Hardest categories of {ENOUGH} cases or more\n\n| set | category | cases | right |\n|---|---|---:|---:|");
        for (set, category, count) in hardest.into_iter().take(HARDEST) {
            println!("| {set} | {category} | {} | {:.1} % |", count.cases, count.percent());
        }
    }
}

/// A dialogue, a line for each turn.
fn turns(case: &Case) -> String {
    let turn = |turn: &Value| format!("\n    {:<5} {}", turn["speaker"].as_str().unwrap_or_default(), turn["text"]);
    case.0["turns"].as_array().into_iter().flatten().map(turn).collect()
}

/// Sets whose name begins so are counted for a table of their own.
pub(crate) const HIDDEN: char = '~';

/// Where what is relevant of a set is counted.
pub(crate) fn relevant(set: &str) -> String {
    format!("{HIDDEN}relevant {set}")
}
