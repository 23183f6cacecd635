//! Where settings come from, and how a single one is read.

use super::{BadSetting, bad};
use crate::domain::phone_number::PhoneNumber;
use secrecy::SecretString;
use std::collections::BTreeMap;
use std::path::Path;
use std::str::FromStr;

const NAMES: &[&str] = &[
    "DATABASE_URL",
    "HOST",
    "PORT",
    "PUBLIC_BASE_URL",
    "ENVIRONMENT",
    "ADMIN_API_KEY",
    "OWNER_DASHBOARD_TOKEN",
    "REQUIRE_BUSINESS_API_KEY",
    "SMS_PROVIDER",
    "SMS_FROM_NUMBER",
    "SMS_OWNER_NUMBER",
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_API_BASE_URL",
    "VERIFY_TWILIO_SIGNATURES",
    "SECRETS_KEY",
    "OPERATOR_PHONE",
    "OPERATOR_WEBHOOK",
    "LOG_FORMAT",
    "RUST_LOG",
];

/// Names and values, those of the environment before those of the file.
pub(super) struct Source {
    values: BTreeMap<String, String>,
}

impl Source {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
    pub(super) fn environment(file: &Path) -> Result<Self, BadSetting> {
        let mut values = from_file(file)?;
        for name in NAMES {
            if let Ok(value) = std::env::var(name) {
                values.insert((*name).to_owned(), value);
            }
        }
        Ok(Self { values })
    }

    pub(super) fn pairs(pairs: &[(&str, &str)]) -> Self {
        Self { values: pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect() }
    }

    /// A value that is there and not empty.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(|value| value.trim()).filter(|value| !value.is_empty())
    }

    pub(super) fn parsed<T: FromStr>(&self, name: &str, standard: &str, should: &str) -> Result<T, BadSetting> {
        let value = self.get(name).unwrap_or(standard);
        value.parse().map_err(|_| bad(name, &format!("{value:?}"), should))
    }

    pub(super) fn flag(&self, name: &str, standard: bool) -> Result<bool, BadSetting> {
        match self.get(name).map(str::to_lowercase).as_deref() {
            None => Ok(standard),
            Some("true" | "1" | "yes" | "on") => Ok(true),
            Some("false" | "0" | "no" | "off") => Ok(false),
            Some(other) => Err(bad(name, &format!("{other:?}"), "should be true or false")),
        }
    }

    /// One of several words; the first is the default.
    pub(super) fn one_of<T: Copy>(&self, name: &str, words: &[(&str, T)]) -> Result<T, BadSetting> {
        let value = self.get(name).map_or_else(|| words[0].0.to_owned(), str::to_lowercase);
        let found = words.iter().find(|(word, _)| *word == value).map(|(_, meaning)| *meaning);
        let choices: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        found.ok_or_else(|| bad(name, &format!("{value:?}"), &format!("should be one of {}", choices.join(", "))))
    }

    pub(super) fn secret(&self, name: &str) -> Option<SecretString> {
        self.get(name).map(SecretString::from)
    }

    pub(super) fn phone(&self, name: &str) -> Result<Option<PhoneNumber>, BadSetting> {
        let parse = |value: &str| {
            PhoneNumber::parse(value).map_err(|_| bad(name, &format!("{value:?}"), "should be a number such as +18165550100"))
        };
        self.get(name).map(parse).transpose()
    }
}

fn from_file(file: &Path) -> Result<BTreeMap<String, String>, BadSetting> {
    let Ok(text) = std::fs::read_to_string(file) else { return Ok(BTreeMap::new()) };
    let table: toml::Table =
        text.parse().map_err(|_| bad(&file.display().to_string(), "not readable", "should be TOML, such as port = 8000"))?;
    let mut values = BTreeMap::new();
    for (name, value) in table {
        let upper = name.to_uppercase();
        if !NAMES.contains(&upper.as_str()) {
            return Err(bad(&name, &format!("in {}", file.display()), "is no setting; see docs/SETTINGS.md for those that are"));
        }
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        values.insert(upper, text);
    }
    Ok(values)
}
