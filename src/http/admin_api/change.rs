//! A business's fields as they come in: each absent, null, or a value, each checked by itself.

use crate::domain::availability::Interval;
use crate::domain::business::BusinessStatus;
use crate::domain::phone_number::PhoneNumber;
use crate::domain::settings::Settings;
use crate::http::error::ApiError;
use crate::usecases::change_business::{BusinessChange, TechnicianChange};
use jiff::Timestamp;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Fields of a business, for the document: what is absent stays, null puts it back to its default.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "only its derived description is used")]
pub(crate) struct BusinessFields {
    /// The name it is greeted by.
    name: Option<String>,
    /// Suspended: its line is not answered.
    status: Option<BusinessStatus>,
    /// Its numbers, the first of which texts are sent from.
    #[schema(example = json!(["+18165550100"]))]
    phone_numbers: Option<Vec<String>>,
    /// Who can be sent. Those not named take no more jobs.
    technicians: Option<Vec<TechnicianFields>>,
    /// Its own account at Twilio.
    twilio_account_sid: Option<String>,
    /// That account's token. It is never shown again.
    twilio_auth_token: Option<String>,
    #[schema(inline)]
    settings: Settings,
}

/// A technician as they should be.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TechnicianFields {
    /// Their name, by which they are known.
    name: String,
    /// Codes of the services they do; empty means all.
    #[serde(default)]
    skills: Vec<String>,
    /// When they take no jobs.
    #[serde(default)]
    time_off: Vec<TimeOffFields>,
}

/// A stretch in which a technician takes no jobs.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TimeOffFields {
    #[schema(value_type = String, example = "2026-11-23T08:00:00-06:00")]
    from: Timestamp,
    #[schema(value_type = String, example = "2026-11-23T12:00:00-06:00")]
    to: Timestamp,
}

const LONGEST_NAME: usize = 100;

/// Reads the fields of a change; `id` is left to the caller.
pub(crate) fn read(mut fields: Map<String, Value>) -> Result<BusinessChange, ApiError> {
    let mut bad = BTreeMap::new();
    let change = BusinessChange {
        name: take::<String>(&mut fields, "name", &mut bad).flatten(),
        status: take(&mut fields, "status", &mut bad).flatten(),
        phone_numbers: take::<Vec<PhoneNumber>>(&mut fields, "phone_numbers", &mut bad).map(Option::unwrap_or_default),
        technicians: take::<Vec<TechnicianFields>>(&mut fields, "technicians", &mut bad)
            .flatten()
            .map(|list| list.into_iter().map(technician).collect()),
        twilio_account_sid: take(&mut fields, "twilio_account_sid", &mut bad),
        twilio_auth_token: take(&mut fields, "twilio_auth_token", &mut bad),
        settings: fields,
    };
    check(&change, &mut bad);
    if bad.is_empty() { Ok(change) } else { Err(ApiError::fields(bad)) }
}

/// A field: absent, null, or a value that can be.
#[expect(clippy::option_option, reason = "absent and null mean different things in a change")]
fn take<T: DeserializeOwned>(fields: &mut Map<String, Value>, name: &str, bad: &mut BTreeMap<String, String>) -> Option<Option<T>> {
    match serde_json::from_value::<Option<T>>(fields.remove(name)?) {
        Ok(value) => Some(value),
        Err(error) => {
            bad.insert(name.to_owned(), error.to_string());
            None
        }
    }
}

fn check(change: &BusinessChange, bad: &mut BTreeMap<String, String>) {
    if change.name.as_ref().is_some_and(|name| !is_name(name)) {
        bad.insert("name".to_owned(), format!("must be 1 to {LONGEST_NAME} characters"));
    }
    if let Some(technicians) = &change.technicians {
        let mut names: Vec<&str> = technicians.iter().map(|technician| technician.name.as_str()).collect();
        names.sort_unstable();
        let are_apart = names.windows(2).all(|pair| pair[0] != pair[1]);
        if !are_apart || names.iter().any(|name| !is_name(name)) {
            bad.insert("technicians".to_owned(), "each needs a name of its own".to_owned());
        }
        if technicians.iter().flat_map(|technician| &technician.time_off).any(|off| off.from >= off.to) {
            bad.insert("technicians".to_owned(), "every `from` must be before its `to`".to_owned());
        }
    }
}

fn is_name(name: &str) -> bool {
    (1..=LONGEST_NAME).contains(&name.trim().chars().count()) && !name.chars().any(char::is_control)
}

fn technician(fields: TechnicianFields) -> TechnicianChange {
    let time_off = fields.time_off.into_iter().map(|off| Interval { from: off.from, to: off.to }).collect();
    TechnicianChange { name: fields.name, skills: fields.skills, time_off }
}
