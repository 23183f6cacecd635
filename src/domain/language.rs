//! The languages that Frontdesk speaks.

use serde::{Deserialize, Serialize};

/// A language that the assistant understands and speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// English, as spoken in the United States.
    #[default]
    En,
    /// Spanish, as spoken in the United States.
    Es,
}
