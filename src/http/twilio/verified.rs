//! A webhook whose sender and business are established. Nothing else is done before that.

use super::form::Form;
use super::signature::{Signed, is_signed};
use crate::app::App;
use crate::domain::business::{BusinessId, BusinessScope, BusinessStatus};
use crate::http::error::ApiError;
use crate::storage::StoreError;
use crate::usecases::find_business::{KnownBusiness, find_business};
use axum::body::Bytes;
use axum::extract::OriginalUri;
use axum::http::request::Parts;
use axum::http::{StatusCode, Uri, header};
use secrecy::ExposeSecret;
use std::sync::Arc;
use tracing::warn;

/// A webhook that Twilio sent, for one business.
pub(super) struct Webhook {
    /// Its parameters.
    pub(super) form: Form,
    /// The business.
    pub(super) known: KnownBusiness,
    /// The right to its rows.
    pub(super) scope: BusinessScope,
}

/// Why a webhook is not taken.
#[derive(Debug)]
pub(super) enum Refusal {
    /// It is answered with this error.
    Error(ApiError),
    /// The business is suspended.
    Suspended(Box<Webhook>),
    /// The database failed.
    Store(StoreError),
}

impl std::fmt::Debug for Webhook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Webhook({})", self.scope.id())
    }
}

impl From<StoreError> for Refusal {
    fn from(failure: StoreError) -> Self {
        Self::Store(failure)
    }
}

/// Establishes who sent a webhook, for which business, and that it is active.
pub(super) async fn verify(app: &App, parts: &Parts, body: &Bytes) -> Result<Webhook, Refusal> {
    let is_form = content_type(parts).starts_with("application/x-www-form-urlencoded");
    let form = if is_form { Form::decode(body) } else { Form::default() };
    let named = query_value(original_uri(parts), "business_id");
    let known = business_named(app, named.as_deref(), &form).await?;
    let claimed = known.as_ref().map(|known| known.business.id.as_str());
    check_signature(app, parts, (known.as_ref(), claimed), if is_form { Signed::Form(form.pairs()) } else { Signed::Raw(body) })?;
    if !is_form {
        return Err(Refusal::Error(ApiError::with_status(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "not_a_form",
            "Send application/x-www-form-urlencoded.",
        )));
    }
    let Some(known) = known else {
        warn!(event = "twilio_unknown_business", route = original_uri(parts).path());
        return Err(Refusal::Error(ApiError::with_status(
            StatusCode::NOT_FOUND,
            "twilio_unknown_business",
            "No business has that id or number.",
        )));
    };
    let webhook = Webhook { form, scope: BusinessScope::granted(known.business.id.clone()), known };
    if webhook.known.business.status == BusinessStatus::Suspended { Err(Refusal::Suspended(Box::new(webhook))) } else { Ok(webhook) }
}

/// The business that the signed URL names, else the one that owns the number that was dialled, else the only one there is.
async fn business_named(app: &App, named: Option<&str>, form: &Form) -> Result<Option<KnownBusiness>, StoreError> {
    if let Some(named) = named {
        let Ok(id) = BusinessId::parse(named) else { return Ok(None) };
        return find_business(app, &id).await;
    }
    let by_number = match form.phone("To") {
        Some(number) => app.store.business_of_number(&number).await?,
        None => None,
    };
    let id = match by_number {
        Some(id) => Some(id),
        None => app.store.only_business().await?,
    };
    match id {
        Some(id) => find_business(app, &id).await,
        None => Ok(None),
    }
}

/// The token is that of the business's own account where it has one, else the service's. Without any, nothing is checked; the
/// settings allow that in development only.
fn check_signature(
    app: &App,
    parts: &Parts,
    (known, claimed): (Option<&KnownBusiness>, Option<&str>),
    body: Signed<'_>,
) -> Result<(), Refusal> {
    let own = known.and_then(|known| known.carrier.as_ref()).map(|carrier| &carrier.token);
    if own.is_none() && !app.config.twilio.verify_signatures {
        return Ok(());
    }
    let route = original_uri(parts).path();
    let Some(signature) = parts.headers.get("X-Twilio-Signature").and_then(|value| value.to_str().ok()) else {
        warn!(event = "twilio_signature_missing", route, business_id = claimed);
        return Err(Refusal::Error(ApiError::forbidden("twilio_signature_missing", "The request is not signed.")));
    };
    let token = own.or(app.config.twilio.auth_token.as_ref());
    let path = original_uri(parts).path_and_query().map_or("/", |path| path.as_str());
    let url = format!("{}{path}", app.config.public_base_url);
    if token.is_some_and(|token| is_signed(token.expose_secret(), &url, body, signature)) {
        return Ok(());
    }
    warn!(event = "twilio_signature_invalid", route, business_id = claimed);
    Err(Refusal::Error(ApiError::forbidden("twilio_signature_invalid", "The signature does not fit the request.")))
}

fn content_type(parts: &Parts) -> &str {
    parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The address as it was sent and signed: routers shorten it on the way here.
pub(super) fn original_uri(parts: &Parts) -> &Uri {
    parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |original| &original.0)
}

/// A value of the query, decoded.
pub(super) fn query_value(uri: &Uri, name: &str) -> Option<String> {
    let query = uri.query()?;
    form_urlencoded::parse(query.as_bytes()).find(|(own, _)| own == name).map(|(_, value)| value.into_owned())
}

/// The application with the request, as every handler here gets it.
pub(super) type Shared = axum::extract::State<Arc<App>>;
