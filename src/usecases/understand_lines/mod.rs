//! Sentences and dialogues as lines of JSON: what `frontdesk understand` reads and writes.
//!
//! A line that can't be read gets a line that says what was wrong; nothing here fails.

mod record;
mod request;

use crate::clock::Clock;
use crate::domain::business::vocabulary;
use crate::domain::service::{GENERAL, Trade};
use crate::domain::settings::Settings;
use crate::understanding::dialogue::settled;
use crate::understanding::{Context, Vocabulary, asked, understand};
use record::{Answer, Failure, Record, Settlement};
use request::{Dialogue, Fields, LineError, Sentence};
use serde::Serialize;
use serde_json::value::RawValue;

/// Answers lines, each by itself.
#[derive(Debug)]
pub struct LineReader {
    clock: Clock,
    vocabulary: Vocabulary,
}

impl LineReader {
    /// A reader with the vocabulary of a business that has set nothing and offers the work of every trade. The clock counts only for
    /// lines that don't say when they were said.
    pub fn new(clock: Clock) -> Self {
        Self { clock, vocabulary: vocabulary("", &Settings::default(), &services_of_every_trade()) }
    }

    /// What one sentence means.
    pub fn sentence(&self, line: &[u8]) -> String {
        answer(line, |fields| {
            let sentence = Sentence::read(fields, self.clock.now())?;
            let context = Context {
                now: &sentence.now,
                language: sentence.language,
                asked: sentence.agent.as_deref().and_then(asked::recognize),
                vocabulary: &self.vocabulary,
            };
            Ok(Record::from(understand(&sentence.text, &context)))
        })
    }

    /// What the user of a whole dialogue had settled on at its end.
    pub fn dialogue(&self, line: &[u8]) -> String {
        answer(line, |fields| {
            let dialogue = Dialogue::read(fields, self.clock.now())?;
            Ok(Settlement::from(settled(&dialogue.turns(), &dialogue.now, &self.vocabulary)))
        })
    }
}

fn services_of_every_trade() -> Vec<crate::domain::service::Service> {
    let others = [Trade::Hvac, Trade::Electrical].into_iter().flat_map(Trade::standard_services);
    Trade::Plumbing.standard_services().into_iter().chain(others.filter(|service| service.code != GENERAL)).collect()
}

/// The line with the answer, under the id of the line that was read.
fn answer<T: Serialize>(line: &[u8], read: impl FnOnce(&Fields<'_>) -> Result<T, LineError>) -> String {
    match Fields::read(line) {
        Ok(fields) => match read(&fields) {
            Ok(body) => written(&Answer { id: fields.id(), body }),
            Err(error) => failure(fields.id(), error),
        },
        Err(error) => failure(None, error),
    }
}

fn failure(id: Option<&RawValue>, error: LineError) -> String {
    written(&Answer { id, body: Failure { error } })
}

fn written(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).unwrap_or_else(|_| r#"{"id":null,"error":{"code":"not_written","message":"no answer"}}"#.to_owned())
}
