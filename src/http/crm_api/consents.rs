//! The ledger of who may be texted.

use super::views::zoned;
use crate::app::App;
use crate::domain::consent::basis;
use crate::domain::phone_number::PhoneNumber;
use crate::http::auth::Staff;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::Query;
use crate::http::page::{Items, PageQuery};
use crate::storage::consents::LedgerLine;
use axum::Json;
use axum::extract::State;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// Which lines of the ledger.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ConsentQuery {
    /// Of this number.
    #[param(example = "+18165550123")]
    phone: Option<String>,
    /// How many items, 1 to 500; 50.
    limit: Option<String>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// A line of the ledger. Lines are added and never changed or removed.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ConsentView {
    id: Uuid,
    #[schema(example = "+18165550123")]
    phone: String,
    /// `contact`: they got in touch; `opt_out`: no more texts; `opt_in`: texts again.
    #[schema(example = "opt_out")]
    action: String,
    /// On what a first contact rests: `inbound_text`, `verbal_call` or `web_form`.
    basis: Option<&'static str>,
    /// `phone`, `sms`, `web`, or `carrier`, which refused a text to a number that had told it STOP.
    #[schema(example = "sms")]
    channel: String,
    /// Their words.
    words: Option<String>,
    /// The carrier's or the chat's own name for the event.
    source: String,
    /// How it was disclosed at the time that no person answers, where the line is a consent.
    disclosure: Option<String>,
    at: String,
}

impl ConsentView {
    fn of(line: LedgerLine, zone: &TimeZone) -> Self {
        Self {
            id: line.id,
            phone: line.phone,
            basis: basis(&line.kind, &line.way),
            action: line.kind,
            channel: line.way,
            words: line.words,
            source: line.source,
            disclosure: line.disclosure,
            at: zoned(line.at, zone),
        }
    }
}

/// Who said what about being texted, newest first.
#[utoipa::path(get, path = "/consents", tag = "crm", params(ConsentQuery), responses((status = 200, body = Items<ConsentView>), Failures))]
pub(crate) async fn consents(
    State(app): State<Arc<App>>,
    staff: Staff,
    Query(query): Query<ConsentQuery>,
) -> Result<Json<Items<ConsentView>>, ApiError> {
    let page = PageQuery::from_text(query.limit.as_deref(), query.cursor)?.page()?;
    let phone = query.phone.as_deref().map(PhoneNumber::parse).transpose().map_err(|error| ApiError::field("phone", &error.to_string()))?;
    let found = app.store.rows(&staff.scope).ledger(phone.as_ref(), page).await?;
    let zone = staff.business.zone();
    Ok(Json(Items::of(found, page.limit, |line| (line.at.as_millisecond(), line.id), |line| ConsentView::of(line, zone))))
}
