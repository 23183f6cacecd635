//! Asking the code under measurement, line by line, and timing it.

use crate::case::Case;
use frontdesk::clock::Clock;
use frontdesk::usecases::understand_lines::LineReader;
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// Where nothing else is said, sentences are said then and there: a Monday in the year that dates in those sets are of.
const REFERENCE_TIME: &str = "2018-04-02T09:00:00";
const ZONE: &str = "America/Chicago";

/// Writes lines, reads the answers, and remembers how long each took.
pub(crate) struct Asker {
    reader: LineReader,
    /// How long the first answer took, from nothing.
    pub(crate) start: Duration,
    sentences: Vec<Duration>,
    dialogues: Vec<Duration>,
}

impl Asker {
    pub(crate) fn new() -> Self {
        let begun = Instant::now();
        let reader = LineReader::new(Clock::System);
        let line = r#"{"text": "hi, this is Ana, 816 555 0142, the heater at 12 Elm Street is out, can you come on Tuesday?"}"#;
        let _ = reader.sentence(line.as_bytes());
        Self { reader, start: begun.elapsed(), sentences: Vec::new(), dialogues: Vec::new() }
    }

    /// A sentence of a set, with all that the set says about how it was said.
    pub(crate) fn case(&mut self, case: &Case) -> Value {
        self.sentence(case, case.text("text"), case.at("/agent"))
    }

    /// Other words, or the answer to another question, in the circumstances of a case.
    pub(crate) fn sentence(&mut self, case: &Case, text: &str, agent: Option<&str>) -> Value {
        let line = json!({
            "id": case.id(), "text": text, "reference_time": case.at("/reference_time").unwrap_or(REFERENCE_TIME),
            "tz": zone(case), "lang": case.at("/lang"), "agent": agent,
        });
        timed(&mut self.sentences, &line, |line| self.reader.sentence(line))
    }

    /// A whole dialogue, at this time where the set names none.
    pub(crate) fn dialogue(&mut self, case: &Case, reference_time: &str) -> Value {
        let line = json!({
            "id": case.id(), "turns": case.0["turns"], "reference_time": case.at("/reference_time").unwrap_or(reference_time),
            "tz": zone(case),
        });
        timed(&mut self.dialogues, &line, |line| self.reader.dialogue(line))
    }

    pub(crate) fn sentence_times(&self) -> Times {
        Times::of(&self.sentences)
    }

    pub(crate) fn dialogue_times(&self) -> Times {
        Times::of(&self.dialogues)
    }
}

fn zone(case: &Case) -> &str {
    case.at("/tz").unwrap_or(if case.at("/reference_time").is_some() { "+00:00" } else { ZONE })
}

/// The best of three: other programs on the machine take their time from one or two of them.
fn timed(times: &mut Vec<Duration>, line: &Value, answer: impl Fn(&[u8]) -> String) -> Value {
    let line = line.to_string();
    let mut answered = String::new();
    let tries = (0..3).map(|_| {
        let begun = Instant::now();
        answered = answer(line.as_bytes());
        begun.elapsed()
    });
    times.extend(tries.min());
    serde_json::from_str(&answered).unwrap_or_default()
}

/// How long answers took, in milliseconds.
pub(crate) struct Times {
    pub(crate) count: usize,
    pub(crate) median: f64,
    pub(crate) p99: f64,
    pub(crate) most: f64,
}

impl Times {
    fn of(times: &[Duration]) -> Self {
        let mut sorted = times.to_vec();
        sorted.sort_unstable();
        let at = |index: usize| sorted.get(index).or(sorted.last()).map_or(0.0, |time| time.as_secs_f64() * 1e3);
        Self { count: sorted.len(), median: at(sorted.len() / 2), p99: at(sorted.len() * 99 / 100), most: at(sorted.len()) }
    }
}
