//! Lines as they go out.

use super::request::LineError;
use crate::domain::customer::{Address, PersonName};
use crate::domain::language::Language;
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::dialogue::Settled;
use crate::understanding::time::Grain;
use crate::understanding::{Act, HeardProblem, Meaning, Verdict};
use jiff::Zoned;
use serde::Serialize;
use serde_json::value::RawValue;

/// An answer under the id of its line.
#[derive(Serialize)]
pub(super) struct Answer<'a, T> {
    pub(super) id: Option<&'a RawValue>,
    #[serde(flatten)]
    pub(super) body: T,
}

/// What was wrong with a line.
#[derive(Serialize)]
pub(super) struct Failure {
    pub(super) error: LineError,
}

/// What a sentence means. A name that has to be asked again is none.
#[derive(Serialize)]
pub(super) struct Record {
    lang: Option<Language>,
    from: Option<String>,
    to: Option<String>,
    grain: Option<Grain>,
    name: Option<PersonName>,
    phone: Option<PhoneNumber>,
    address: Option<Address>,
    problem: Option<HeardProblem>,
    acts: Vec<Act>,
    emergency: Verdict,
    life_safety: bool,
    because: Vec<String>,
}

impl From<Meaning> for Record {
    fn from(meaning: Meaning) -> Self {
        let (from, to, grain) = meaning.time.map_or((None, None, None), |time| (time.from, time.to, time.grain));
        Self {
            lang: meaning.language,
            from: from.as_ref().map(written),
            to: to.as_ref().map(written),
            grain,
            name: meaning.name.filter(|heard| heard.value.sure).map(|heard| heard.value.name),
            phone: meaning.phone.map(|heard| heard.value),
            address: meaning.address.map(|heard| heard.value),
            problem: meaning.problem.map(|heard| heard.value),
            acts: meaning.acts,
            emergency: meaning.urgency.verdict,
            life_safety: meaning.urgency.danger.is_some(),
            because: meaning.urgency.because,
        }
    }
}

/// What a user had settled on.
#[derive(Serialize)]
pub(super) struct Settlement {
    name: Option<PersonName>,
    from: Option<String>,
    to: Option<String>,
}

impl From<Settled> for Settlement {
    fn from(settled: Settled) -> Self {
        Self { name: settled.name, from: settled.from.as_ref().map(written), to: settled.to.as_ref().map(written) }
    }
}

/// RFC 3339, which knows no seconds in an offset.
fn written(at: &Zoned) -> String {
    at.timestamp().display_with_offset(at.offset()).to_string()
}
