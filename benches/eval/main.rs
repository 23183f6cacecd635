//! The evaluation sets, read through the same code as `frontdesk understand`, and a table of what was right.
//!
//! `make eval` runs it; `docs/UNDERSTANDING.md` explains the figures. The sets are no part of the project: where they are absent, it says
//! so and ends well.

#![expect(clippy::print_stdout, reason = "a table on standard output is what this program is for")]

mod acts;
mod addresses;
mod ask;
mod board;
mod case;
mod compare;
mod datetime;
mod dialogues;
mod emergencies;
mod headline;
mod judge;
mod names;
mod slots;

use ask::Asker;
use board::Board;
use case::Sets;
use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;

/// Measures how much of the evaluation sets is understood.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder with the sets.
    #[arg(default_value = "../shared/eval")]
    folder: PathBuf,
    /// Prints what was expected and what came of every miss in this set, for example `datetime_sgd`, instead of the tables.
    #[arg(long)]
    misses: Option<String>,
    /// Cargo says so.
    #[arg(long, hide = true)]
    bench: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let sets = match Sets::read(&arguments.folder) {
        Ok(sets) if sets.is_empty() => {
            println!("{} holds no evaluation sets; nothing was measured.", arguments.folder.display());
            return ExitCode::SUCCESS;
        }
        Ok(sets) => sets,
        Err(why) => {
            println!("{why}");
            return ExitCode::FAILURE;
        }
    };
    let mut asker = Asker::new();
    let mut board = Board::default();
    datetime::measure(&sets, &mut asker, &mut board);
    names::measure(&sets, &mut asker, &mut board);
    slots::measure(&sets, &mut asker, &mut board);
    addresses::measure(&sets, &mut asker, &mut board);
    acts::measure(&sets, &mut asker, &mut board);
    emergencies::measure(&sets, &mut asker, &mut board);
    dialogues::measure(&sets, &mut asker, &mut board);
    if let Some(set) = &arguments.misses {
        board.print_misses(set);
    } else {
        headline::print(&board, &asker);
        emergencies::print(&board);
        names::print(&board);
        board.print_hardest();
        board.print();
    }
    ExitCode::SUCCESS
}
