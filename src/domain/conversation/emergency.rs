//! What the owner is told of an emergency.

use crate::domain::conversation::booking::Facts;
use crate::domain::customer::{Address, PersonName};
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::Danger;
use serde::{Deserialize, Serialize};

/// What the owner is told at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyAlert {
    /// Danger to people, where there is one.
    pub danger: Option<Danger>,
    /// The problem in the caller's words.
    pub summary: Option<String>,
    /// Who, as far as it is known.
    pub name: Option<PersonName>,
    /// Where, as far as it is known.
    pub address: Option<Address>,
    /// The number to call.
    pub phone: Option<PhoneNumber>,
}

impl EmergencyAlert {
    /// An alert about what is known.
    pub fn of(facts: &Facts, danger: Option<Danger>) -> Self {
        Self {
            danger,
            summary: facts.problem.as_ref().map(|fact| fact.value.summary.clone()),
            name: facts.name.as_ref().map(|fact| fact.value.clone()),
            address: facts.address.as_ref().map(|fact| fact.value.clone()),
            phone: facts.phone.as_ref().map(|fact| fact.value.clone()),
        }
    }
}
