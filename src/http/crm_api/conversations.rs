//! Conversations of a business.

use super::views::{ConversationDetail, ConversationView, FactView, MessageView, TurnSteps};
use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::conversation::{Channel, Outcome};
use crate::http::auth::Staff;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::{Path, Query};
use crate::http::page::{Items, PageQuery};
use crate::storage::StoreError;
use crate::storage::conversations::{Conversation, ConversationFilter};
use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

/// Which conversations.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ConversationQuery {
    /// Of this channel.
    channel: Option<Channel>,
    /// With this outcome.
    outcome: Option<Outcome>,
    /// Only those that ask for a review, or only the others.
    flagged: Option<bool>,
    /// How many items, 1 to 500; 50.
    limit: Option<String>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Conversations, newest first.
#[utoipa::path(get, path = "/conversations", tag = "crm", params(ConversationQuery), responses((status = 200, body = Items<ConversationView>), Failures))]
pub(crate) async fn conversations(
    State(app): State<Arc<App>>,
    staff: Staff,
    Query(query): Query<ConversationQuery>,
) -> Result<Json<Items<ConversationView>>, ApiError> {
    let page = PageQuery::from_text(query.limit.as_deref(), query.cursor)?.page()?;
    let filter = ConversationFilter {
        channel: query.channel,
        outcome: query.outcome.map(|outcome| outcome.as_str().to_owned()),
        flagged: query.flagged,
    };
    let rows = app.store.rows(&staff.scope);
    let found = rows.conversations(&filter, page).await?;
    let ids: Vec<Uuid> = found.iter().map(|conversation| conversation.id).collect();
    let booked = rows.appointments_of(&ids).await?;
    let view = |conversation: Conversation| {
        let own = booked.iter().filter(|(from, _)| *from == conversation.id).map(|(_, id)| id.0).collect();
        ConversationView::of(&conversation, own, staff.business.zone())
    };
    Ok(Json(Items::of(found, page.limit, |conversation| (conversation.started_at.as_millisecond(), conversation.id), view)))
}

/// A conversation with its messages, its facts and their receipts, and its steps.
#[utoipa::path(get, path = "/conversations/{id}", tag = "crm", params(("id" = Uuid, Path)), responses((status = 200, body = ConversationDetail), Failures))]
pub(crate) async fn conversation(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<Uuid>,
) -> Result<Json<ConversationDetail>, ApiError> {
    let found = detail(&app, &staff.scope, &staff.business, id).await?;
    found.map(Json).ok_or_else(|| ApiError::not_found("conversation"))
}

async fn detail(app: &App, scope: &BusinessScope, business: &Business, id: Uuid) -> Result<Option<ConversationDetail>, StoreError> {
    let rows = app.store.rows(scope);
    let Some(conversation) = rows.conversation(id).await? else { return Ok(None) };
    let turns = rows.turns(id).await?;
    let booked = rows.appointments_of(&[id]).await?.into_iter().map(|(_, id)| id.0).collect();
    Ok(Some(ConversationDetail {
        facts: FactView::all(&conversation.state.facts),
        messages: MessageView::all(&turns, business.zone()),
        steps: turns.iter().map(TurnSteps::of).collect(),
        conversation: ConversationView::of(&conversation, booked, business.zone()),
    }))
}
