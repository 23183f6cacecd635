//! The operator, by `X-Admin-API-Key`.

use super::header;
use crate::app::App;
use crate::domain::business::{BusinessId, BusinessScope};
use crate::http::error::ApiError;
use crate::secrets;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::sync::Arc;

/// The right to run the service.
pub(crate) struct Operator(());

impl Operator {
    /// The operator may touch any business.
    #[expect(clippy::unused_self, reason = "whoever calls this must hold the right")]
    pub(crate) fn scope(&self, id: BusinessId) -> BusinessScope {
        BusinessScope::granted(id)
    }
}

impl FromRequestParts<Arc<App>> for Operator {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let key = header(&parts.headers, "X-Admin-API-Key")
            .ok_or_else(|| ApiError::unauthorized("Send the operator's key in X-Admin-API-Key."))?;
        if secrets::same(&secrets::hash(key), &app.service_keys.admin) {
            Ok(Self(()))
        } else {
            Err(ApiError::unauthorized("That is not the operator's key."))
        }
    }
}
