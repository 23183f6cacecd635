//! Sentences in, meanings out: a line of JSON each.

use super::fail;
use clap::Args;
use frontdesk::clock::Clock;
use frontdesk::usecases::understand_lines::LineReader;
use std::io::{BufRead, BufReader, BufWriter, ErrorKind, Read, Write};
use std::process::ExitCode;

/// What the lines hold.
#[derive(Args)]
pub(crate) struct UnderstandArguments {
    /// Whole dialogues, {id, turns: [{speaker: "user" | "agent", text}], reference_time, tz}, instead of sentences.
    #[arg(long)]
    dialogues: bool,
}

/// Reads lines until there are no more. A reader of ours that goes away is no failure.
pub(crate) fn understand(arguments: &UnderstandArguments) -> ExitCode {
    let reader = LineReader::new(Clock::System);
    let answer = |line: &[u8]| if arguments.dialogues { reader.dialogue(line) } else { reader.sentence(line) };
    match answer_all(std::io::stdin().lock(), std::io::stdout().lock(), answer) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => fail(&error.to_string()),
    }
}

/// Answers are sent on whenever the next line is not here yet: somebody may be waiting for one before they write another.
fn answer_all(input: impl Read, output: impl Write, answer: impl Fn(&[u8]) -> String) -> std::io::Result<()> {
    let mut lines = BufReader::new(input);
    let mut answers = BufWriter::new(output);
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        if !line.trim_ascii().is_empty() {
            writeln!(answers, "{}", answer(&line))?;
        }
        line.clear();
        if !lines.buffer().contains(&b'\n') {
            answers.flush()?;
        }
    }
    answers.flush()
}
