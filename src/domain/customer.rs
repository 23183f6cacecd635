//! Who calls, and where they live.

use serde::{Deserialize, Serialize};

/// A person's name. At least one part is present.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonName {
    /// Given name, as it is written.
    pub given: Option<String>,
    /// Family name or names.
    pub family: Option<String>,
}

impl PersonName {
    /// Both parts as one line.
    pub fn full(&self) -> String {
        [self.given.as_deref(), self.family.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// What a friendly voice calls this person: the given name, else the family name.
    pub fn short(&self) -> &str {
        self.given.as_deref().or(self.family.as_deref()).unwrap_or_default()
    }
}

/// A place of work in the United States.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// House number and street, for example `8412 Johnson Drive`.
    pub street_line: Option<String>,
    /// Apartment, suite or unit.
    pub unit: Option<String>,
    /// City.
    pub city: Option<String>,
    /// Two-letter state.
    pub state: Option<String>,
    /// Five-digit zip code.
    pub zip: Option<String>,
}
