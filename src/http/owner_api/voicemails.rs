//! Messages that callers left, for the owner's ears only.

use crate::app::App;
use crate::http::auth::Staff;
use crate::http::crm_api::zoned;
use crate::http::error::{ApiError, ErrorBody, Failures};
use crate::http::extract::{Path, Query};
use crate::http::page::{Items, PageQuery};
use crate::storage::voicemails::Voicemail;
use crate::usecases::play_voicemail::play_voicemail;
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::tz::TimeZone;
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

/// A message that was left after the tone.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct VoicemailView {
    id: Uuid,
    conversation_id: Option<Uuid>,
    customer_name: Option<String>,
    customer_phone: Option<String>,
    /// A note of the business's own people.
    is_note: bool,
    seconds: u32,
    received_at: String,
    /// When it was first listened to.
    heard_at: Option<String>,
}

impl VoicemailView {
    fn of(voicemail: Voicemail, zone: &TimeZone) -> Self {
        Self {
            id: voicemail.id,
            conversation_id: voicemail.conversation_id,
            customer_name: voicemail.name.map(|name| name.full()),
            customer_phone: voicemail.phone,
            is_note: voicemail.conversation_id.is_none(),
            seconds: voicemail.seconds,
            received_at: zoned(voicemail.recorded_at, zone),
            heard_at: voicemail.heard_at.map(|at| zoned(at, zone)),
        }
    }
}

/// Messages that callers left, the newest first.
#[utoipa::path(get, path = "/voicemails", tag = "owner", params(PageQuery), responses((status = 200, body = Items<VoicemailView>), Failures))]
pub(crate) async fn voicemails(
    State(app): State<Arc<App>>,
    staff: Staff,
    Query(query): Query<PageQuery>,
) -> Result<Json<Items<VoicemailView>>, ApiError> {
    let page = query.page()?;
    let found = app.store.rows(&staff.scope).voicemails(page).await?;
    let place = |voicemail: &Voicemail| (voicemail.recorded_at.as_millisecond(), voicemail.id);
    Ok(Json(Items::of(found, page.limit, place, |voicemail| VoicemailView::of(voicemail, staff.business.zone()))))
}

/// The sound of a message, as the carrier keeps it. A 502 says that the carrier did not give it.
#[utoipa::path(get, path = "/voicemails/{id}/audio", tag = "owner", params(("id" = Uuid, Path)),
    responses((status = 200, description = "The sound.", content_type = "audio/x-wav"), (status = 502, body = ErrorBody), Failures))]
pub(crate) async fn voicemail_audio(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<Uuid>) -> Result<Response, ApiError> {
    let recording = play_voicemail(&app, &staff.scope, id).await?;
    let headers = [(header::CONTENT_TYPE, recording.content_type), (header::CACHE_CONTROL, "private, no-store".to_owned())];
    Ok((headers, recording.bytes).into_response())
}
