//! The OpenAPI document.

use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityScheme};
use utoipa::{Modify, OpenApi as Describe};

struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut OpenApi) {
        let components = document.components.get_or_insert_with(Default::default);
        for header in ["X-Admin-API-Key", "X-API-Key", "X-Owner-Token", "X-Widget-Token", "X-Visitor-Token", "X-Twilio-Signature"] {
            components.add_security_scheme(header, SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new(header))));
        }
    }
}

/// What every route's documentation is added to.
#[derive(Describe)]
#[openapi(
    info(title = "Frontdesk", description = "The front desk of a small trades business: answers calls, texts and web chats, and books real appointments."),
    modifiers(&Credentials),
    tags(
        (name = "health", description = "Is it there?"),
        (name = "twilio", description = "Webhooks of the carrier, signed with `X-Twilio-Signature`."),
        (name = "widget", description = "The chat of a business's web site, with `X-Widget-Token`, and `X-Visitor-Token` for one's own conversation."),
        (name = "crm", description = "A business's appointments and conversations, with `X-API-Key` and `X-Owner-Token`."),
        (name = "owner", description = "The owner's day, with `X-API-Key` and `X-Owner-Token`."),
        (name = "reminders", description = "What the built-in schedule sends, now; with `X-API-Key` and `X-Owner-Token`."),
        (name = "admin", description = "Businesses, with `X-Admin-API-Key`."),
    )
)]
pub(super) struct Base;

/// The whole document.
pub fn document() -> OpenApi {
    super::router::routes().into_openapi()
}
