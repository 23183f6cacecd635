//! A business's owner or staff, by `X-API-Key` and `X-Owner-Token`, both.

use super::header;
use crate::app::App;
use crate::domain::business::{Business, BusinessId, BusinessScope, BusinessStatus};
use crate::http::error::ApiError;
use crate::secrets;
use crate::storage::keys::KeyKind;
use crate::usecases::find_business::find_business;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::sync::Arc;

/// The right to the rows of one business.
pub(crate) struct Staff {
    /// That right.
    pub(crate) scope: BusinessScope,
    /// The business.
    pub(crate) business: Arc<Business>,
}

impl FromRequestParts<Arc<App>> for Staff {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let id = business_of(app, &parts.headers).await?;
        let token =
            header(&parts.headers, "X-Owner-Token").ok_or_else(|| ApiError::unauthorized("Send the owner's token in X-Owner-Token."))?;
        if !secrets::same(&secrets::hash(token), &app.service_keys.owner) {
            return Err(ApiError::unauthorized("That is not the owner's token."));
        }
        let known = find_business(app, &id).await?.ok_or_else(|| ApiError::unauthorized("That is no business's key."))?;
        if known.business.status == BusinessStatus::Suspended {
            return Err(ApiError::suspended());
        }
        Ok(Self { scope: BusinessScope::granted(id), business: known.business })
    }
}

async fn business_of(app: &App, headers: &HeaderMap) -> Result<BusinessId, ApiError> {
    match header(headers, "X-API-Key") {
        Some(key) => {
            let found = app.store.business_of_key(KeyKind::Api, &secrets::hash(key), app.clock.now()).await?;
            found.ok_or_else(|| ApiError::unauthorized("That is no business's key."))
        }
        None if !app.config.require_business_api_key => {
            let only = app.store.only_business().await?;
            only.ok_or_else(|| ApiError::unauthorized("There is more than one business; send the key of one in X-API-Key."))
        }
        None => Err(ApiError::unauthorized("Send the business's key in X-API-Key.")),
    }
}
