//! What is wrong with a business, as it is shown.

use crate::usecases::warnings::Warning;
use serde::Serialize;

/// Something that is wrong with the business now.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct WarningView {
    /// `owner_opted_out` or `limit_reached`.
    #[schema(example = "owner_opted_out")]
    code: &'static str,
    /// What it means and what to do.
    message: String,
}

impl From<Warning> for WarningView {
    fn from(warning: Warning) -> Self {
        Self { code: warning.code, message: warning.message }
    }
}
