//! Chatting: begin, write, resume.

use crate::app::App;
use crate::domain::conversation::Channel;
use crate::domain::customer::PersonName;
use crate::domain::language::Language;
use crate::domain::phone_number::PhoneNumber;
use crate::http::auth::{SiteVisitor, visitor_token};
use crate::http::crm_api::MessageView;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::{Body, Path, Query};
use crate::http::log_requests::ServedBusiness;
use crate::http::page::{Items, PageQuery};
use crate::secrets;
use crate::storage::StoreError;
use crate::storage::conversations::Conversation;
use crate::usecases::take_turn::{Answer, IncomingTurn, Input, Visitor, take_turn};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tracing::Instrument;
use uuid::Uuid;

/// The longest message, in characters.
const LONGEST_MESSAGE: usize = 2_000;

/// What the chat window shows of the business.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct BusinessCard {
    /// Its name.
    name: String,
    /// The language it greets in.
    #[schema(value_type = String, example = "en")]
    language: Language,
}

/// The business behind a widget's token.
#[utoipa::path(get, path = "/business", tag = "widget", responses((status = 200, body = BusinessCard), Failures))]
pub(crate) async fn business(visitor: SiteVisitor) -> Served<BusinessCard> {
    let language = visitor.business.languages().first().copied().unwrap_or_default();
    served(&visitor, BusinessCard { name: visitor.business.name.clone(), language })
}

/// What a visitor may tell before the first word.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct StartChat {
    /// Their name.
    customer_name: Option<String>,
    /// Their number.
    #[schema(example = "816-555-0142")]
    customer_phone: Option<String>,
}

/// A chat that has begun.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ChatStarted {
    /// Its id.
    conversation_id: Uuid,
    /// Opens this conversation and no other; to be sent as `X-Visitor-Token`.
    visitor_token: String,
    /// The greeting.
    reply_text: String,
}

/// Begins a chat.
#[utoipa::path(post, path = "/start", tag = "widget", request_body = StartChat, responses((status = 201, body = ChatStarted), Failures))]
pub(crate) async fn start(
    State(app): State<Arc<App>>,
    visitor: SiteVisitor,
    Body(form): Body<StartChat>,
) -> Result<(StatusCode, Served<ChatStarted>), ApiError> {
    let token = secrets::new_key("fd_visitor", &app.chance);
    let id = app.chance.id(app.clock.now());
    let turn = IncomingTurn {
        visitor: Some(Visitor { token_hash: secrets::hash(&token), name: form.name()? }),
        phone: form.phone()?,
        ..turn(&app, id, Input::Begin, "start")
    };
    let answer = take(&app, &visitor, turn).await?;
    let started = ChatStarted { conversation_id: answer.conversation_id, visitor_token: token, reply_text: answer.reply.text };
    Ok((StatusCode::CREATED, served(&visitor, started)))
}

/// A message of a visitor.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WriteMessage {
    /// Its words, 1 to 2,000 characters.
    text: String,
    /// The visitor's own name for it; the same one never counts twice.
    client_message_id: Option<String>,
}

/// The answer to a message.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct MessageAnswered {
    /// The conversation.
    conversation_id: Uuid,
    /// The words.
    reply_text: String,
    /// The assistant has said good-bye. Writing again is fine.
    ended: bool,
}

/// Writes a message.
#[utoipa::path(post, path = "/{conversation_id}/message", tag = "widget", request_body = WriteMessage, responses((status = 200, body = MessageAnswered), Failures),
    params(("conversation_id" = Uuid, Path), ("X-Visitor-Token" = String, Header)))]
pub(crate) async fn message(
    State(app): State<Arc<App>>,
    visitor: SiteVisitor,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Body(written): Body<WriteMessage>,
) -> Result<Served<MessageAnswered>, ApiError> {
    own_conversation(&app, &visitor, id, &headers).await?;
    let (text, own_id) = written.checked(&app)?;
    let answer = take(&app, &visitor, turn(&app, id, Input::Text(text), &own_id)).await?;
    Ok(served(
        &visitor,
        MessageAnswered { conversation_id: answer.conversation_id, reply_text: answer.reply.text, ended: answer.reply.ends },
    ))
}

/// What was said so far, in order.
#[utoipa::path(get, path = "/{conversation_id}/messages", tag = "widget", responses((status = 200, body = Items<MessageView>), Failures),
    params(("conversation_id" = Uuid, Path), ("X-Visitor-Token" = String, Header), PageQuery))]
pub(crate) async fn messages(
    State(app): State<Arc<App>>,
    visitor: SiteVisitor,
    Path(id): Path<Uuid>,
    headers: HeaderMap,
    Query(page): Query<PageQuery>,
) -> Result<Served<Items<MessageView>>, ApiError> {
    own_conversation(&app, &visitor, id, &headers).await?;
    let turns = app.store.rows(&visitor.scope).turns(id).await?;
    Ok(served(&visitor, MessageView::page(&turns, visitor.business.zone(), &page)?))
}

type Served<T> = (Extension<ServedBusiness>, Json<T>);

fn served<T>(visitor: &SiteVisitor, body: T) -> Served<T> {
    (Extension(ServedBusiness(visitor.business.id.as_str().to_owned())), Json(body))
}

fn turn(app: &App, conversation: Uuid, input: Input, own_id: &str) -> IncomingTurn {
    IncomingTurn {
        channel: Channel::Web,
        conversation_key: conversation.to_string(),
        contact: None,
        phone: None,
        visitor: None,
        input,
        event_id: format!("web:{conversation}:{own_id}"),
        number: None,
        is_forged: false,
        at: app.clock.now(),
    }
}

/// A visitor who closes the page drops the answer, never half a transaction.
async fn take(app: &Arc<App>, visitor: &SiteVisitor, turn: IncomingTurn) -> Result<Answer, ApiError> {
    let (app, scope, business) = (app.clone(), visitor.scope.clone(), visitor.business.clone());
    let task = async move { take_turn(&app, &scope, &business, &turn).await }.instrument(tracing::Span::current());
    match tokio::spawn(task).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(StoreError::Broken("a turn panicked".to_owned()).into()),
    }
}

/// Anybody else's conversation is as good as none.
async fn own_conversation(app: &App, visitor: &SiteVisitor, id: Uuid, headers: &HeaderMap) -> Result<Conversation, ApiError> {
    let token = visitor_token(headers).map(secrets::hash);
    let found = app.store.rows(&visitor.scope).conversation(id).await?;
    let is_own = |conversation: &Conversation| match (&conversation.visitor_hash, &token) {
        (Some(own), Some(shown)) => secrets::same(own, shown),
        _ => false,
    };
    found.filter(is_own).ok_or_else(|| ApiError::not_found("conversation"))
}

impl StartChat {
    fn name(&self) -> Result<Option<PersonName>, ApiError> {
        let Some(text) = self.customer_name.as_deref().map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
        if text.chars().count() > 100 || text.chars().any(char::is_control) {
            return Err(ApiError::field("customer_name", "must be at most 100 characters"));
        }
        Ok(PersonName::written(text))
    }

    fn phone(&self) -> Result<Option<PhoneNumber>, ApiError> {
        let Some(text) = self.customer_phone.as_deref().map(str::trim).filter(|text| !text.is_empty()) else { return Ok(None) };
        PhoneNumber::parse(text).map(Some).map_err(|error| ApiError::field("customer_phone", &error.to_string()))
    }
}

impl WriteMessage {
    fn checked(self, app: &App) -> Result<(String, String), ApiError> {
        let length = self.text.trim().chars().count();
        if !(1..=LONGEST_MESSAGE).contains(&length) {
            return Err(ApiError::field("text", "must be 1 to 2000 characters"));
        }
        let own_id = match self.client_message_id {
            None => app.chance.id(app.clock.now()).to_string(),
            Some(id) if (1..=100).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic()) => id,
            Some(_) => return Err(ApiError::field("client_message_id", "must be 1 to 100 letters, digits and signs")),
        };
        Ok((self.text, own_id))
    }
}
