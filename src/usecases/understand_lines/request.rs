//! Lines as they come in.

use crate::domain::language::Language;
use crate::understanding::dialogue::{Speaker, Turn};
use crate::understanding::language::detect;
use crate::understanding::text::tokenize;
use jiff::civil::DateTime;
use jiff::fmt::temporal::DateTimeParser;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, Zoned};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Where somebody who says neither when nor where lives, as a business that has set nothing.
const DEFAULT_ZONE: &str = "America/Chicago";

/// How much of a wrong value is shown again.
const SHOWN: usize = 60;

/// Why a line can't be answered.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct LineError {
    code: &'static str,
    message: String,
}

impl LineError {
    fn wrong(code: &'static str, name: &str, was: &str, should_be: &str) -> Self {
        let shown: String = was.chars().take(SHOWN).collect();
        let more = if shown.len() < was.len() { "…" } else { "" };
        Self { code, message: format!("{name} is {shown}{more}; it should be {should_be}") }
    }

    fn missing(code: &'static str, name: &str, should_be: &str) -> Self {
        Self { code, message: format!("{name} is missing; it should be {should_be}") }
    }
}

/// The fields of a line by their names, not looked into yet, so that a wrong one can be named.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    values: BTreeMap<String, &'a RawValue>,
}

impl<'a> Fields<'a> {
    pub(super) fn read(line: &'a [u8]) -> Result<Self, LineError> {
        let not_json = |what: String| LineError { code: "not_json", message: format!("{what}; a line should be one JSON object") };
        let text = std::str::from_utf8(line).map_err(|error| not_json(format!("the line is no UTF-8: {error}")))?;
        let values = serde_json::from_str(text).map_err(|error| not_json(format!("the line is no JSON object: {error}")))?;
        Ok(Self { values })
    }

    /// Whatever the line is known by.
    pub(super) fn id(&self) -> Option<&'a RawValue> {
        self.values.get("id").copied()
    }

    /// A field that is there and not null.
    fn given(&self, name: &str) -> Option<&'a RawValue> {
        self.values.get(name).copied().filter(|value| value.get() != "null")
    }

    fn optional<T: DeserializeOwned>(&self, name: &str, code: &'static str, should_be: &str) -> Result<Option<T>, LineError> {
        let wrong = |value: &RawValue| LineError::wrong(code, name, value.get(), should_be);
        self.given(name).map(|value| serde_json::from_str(value.get()).map_err(|_| wrong(value))).transpose()
    }

    fn required<T: DeserializeOwned>(&self, name: &str, code: &'static str, should_be: &str) -> Result<T, LineError> {
        self.optional(name, code, should_be)?.ok_or_else(|| LineError::missing(code, name, should_be))
    }
}

/// One sentence, and what was known before it was said.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) text: String,
    pub(super) now: Zoned,
    pub(super) language: Language,
    /// What the assistant had just said.
    pub(super) agent: Option<String>,
}

impl Sentence {
    pub(super) fn read(fields: &Fields<'_>, present: Timestamp) -> Result<Self, LineError> {
        let text: String = fields.required("text", "wrong_text", "what was said, a string")?;
        let language = language(fields)?.or_else(|| detect(&tokenize(&text))).unwrap_or_default();
        let agent = fields.optional("agent", "wrong_agent", "what the assistant had just said, a string")?;
        Ok(Self { now: now(fields, present)?, text, language, agent })
    }
}

/// A whole dialogue.
#[derive(Debug)]
pub(super) struct Dialogue {
    pub(super) now: Zoned,
    said: Vec<Said>,
}

#[derive(Debug, Deserialize)]
struct Said {
    speaker: Voice,
    text: String,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Voice {
    User,
    Agent,
}

impl Dialogue {
    pub(super) fn read(fields: &Fields<'_>, present: Timestamp) -> Result<Self, LineError> {
        let should_be = r#"a list of {"speaker": "user" or "agent", "text": a string}"#;
        Ok(Self { said: fields.required("turns", "wrong_turns", should_be)?, now: now(fields, present)? })
    }

    pub(super) fn turns(&self) -> Vec<Turn<'_>> {
        let speaker = |voice: Voice| match voice {
            Voice::User => Speaker::User,
            Voice::Agent => Speaker::Agent,
        };
        self.said.iter().map(|said| Turn { speaker: speaker(said.speaker), text: &said.text }).collect()
    }
}

fn language(fields: &Fields<'_>) -> Result<Option<Language>, LineError> {
    let should_be = "\"en\" or \"es\"";
    let Some(code) = fields.optional::<String>("lang", "wrong_lang", should_be)? else { return Ok(None) };
    match code.split(['-', '_']).next() {
        Some("en") => Ok(Some(Language::En)),
        Some("es") => Ok(Some(Language::Es)),
        _ => Err(LineError::wrong("wrong_lang", "lang", &format!("{code:?}"), should_be)),
    }
}

/// When the words were said, on the clock of those who said them.
fn now(fields: &Fields<'_>, present: Timestamp) -> Result<Zoned, LineError> {
    let zone = zone(fields)?;
    let should_be = "a date and time such as 2026-11-24T09:00:00, with an offset or without";
    let wrong = |text: &str| LineError::wrong("wrong_reference_time", "reference_time", &format!("{text:?}"), should_be);
    let Some(text) = fields.optional::<String>("reference_time", "wrong_reference_time", should_be)? else {
        return Ok(present.to_zoned(zone.unwrap_or_else(default_zone)));
    };
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant.to_zoned(zone.or_else(|| offset_of(&text)).unwrap_or_else(default_zone)));
    }
    let on_the_wall: DateTime = text.parse().map_err(|_| wrong(&text))?;
    on_the_wall.to_zoned(zone.unwrap_or_else(default_zone)).map_err(|_| wrong(&text))
}

fn zone(fields: &Fields<'_>) -> Result<Option<TimeZone>, LineError> {
    let should_be = "an IANA name such as America/Chicago, or an offset such as -06:00";
    let Some(name) = fields.optional::<String>("tz", "wrong_tz", should_be)? else { return Ok(None) };
    let zone = if name == "Z" { Ok(TimeZone::UTC) } else { DateTimeParser::new().parse_time_zone(&name) };
    zone.map(Some).map_err(|_| LineError::wrong("wrong_tz", "tz", &format!("{name:?}"), should_be))
}

/// The offset at the end of a time that names one; `Z` says nothing about where it was said.
fn offset_of(text: &str) -> Option<TimeZone> {
    let sign = text.rfind(['+', '-']).filter(|&at| at > "2026-11-24".len())?;
    let zone = DateTimeParser::new().parse_time_zone(&text[sign..]).ok()?;
    zone.to_fixed_offset().ok().map(Offset::to_time_zone)
}

fn default_zone() -> TimeZone {
    TimeZone::get(DEFAULT_ZONE).unwrap_or(TimeZone::UTC)
}
