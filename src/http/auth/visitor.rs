//! A visitor of a business's web site, by `X-Widget-Token`; their own conversation, by `X-Visitor-Token`.

use super::header;
use crate::app::App;
use crate::domain::business::{Business, BusinessScope, BusinessStatus};
use crate::http::error::ApiError;
use crate::secrets;
use crate::storage::keys::KeyKind;
use crate::usecases::find_business::find_business;
use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use std::sync::Arc;

/// The right to chat with one business.
pub(crate) struct SiteVisitor {
    /// That right.
    pub(crate) scope: BusinessScope,
    /// The business.
    pub(crate) business: Arc<Business>,
}

impl FromRequestParts<Arc<App>> for SiteVisitor {
    type Rejection = ApiError;
    async fn from_request_parts(parts: &mut Parts, app: &Arc<App>) -> Result<Self, ApiError> {
        let token =
            header(&parts.headers, "X-Widget-Token").ok_or_else(|| ApiError::unauthorized("Send the widget's token in X-Widget-Token."))?;
        let found = app.store.business_of_key(KeyKind::Widget, &secrets::hash(token), app.clock.now()).await?;
        let id = found.ok_or_else(|| ApiError::unauthorized("That is no widget's token."))?;
        let known = find_business(app, &id).await?.ok_or_else(|| ApiError::unauthorized("That is no widget's token."))?;
        if known.business.status == BusinessStatus::Suspended {
            return Err(ApiError::suspended());
        }
        let origin = header(&parts.headers, "Origin");
        if origin.is_some_and(|origin| !may_chat_from(&known.business, origin, &app.config.public_base_url)) {
            return Err(ApiError::forbidden("origin_not_allowed", "This web site is not on the business's list of allowed origins."));
        }
        Ok(Self { scope: BusinessScope::granted(id), business: known.business })
    }
}

/// The chat window itself is served from our own address, so that this one is always allowed.
fn may_chat_from(business: &Business, origin: &str, own: &str) -> bool {
    let allowed = business.settings.allowed_origins.as_deref().unwrap_or_default();
    allowed.is_empty() || origin == own || allowed.iter().any(|one| one.trim_end_matches('/') == origin)
}

/// The token that opens the visitor's own conversation.
pub(crate) fn visitor_token(headers: &HeaderMap) -> Option<&str> {
    header(headers, "X-Visitor-Token")
}
