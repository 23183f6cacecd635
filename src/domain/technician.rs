//! Who does the work.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A technician's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TechnicianId(pub Uuid);

/// Somebody who can be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Technician {
    /// Id; calendars are locked in its order.
    pub id: TechnicianId,
    /// What the owner calls them.
    pub name: String,
    /// Codes of the services they do; empty means all.
    pub skills: Vec<String>,
}

impl Technician {
    /// True where they can do this service.
    pub fn can_do(&self, service: &str) -> bool {
        self.skills.is_empty() || self.skills.iter().any(|skill| skill == service)
    }
}
