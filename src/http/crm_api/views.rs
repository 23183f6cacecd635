//! The shapes that others read (contract §6).

use crate::domain::appointment::{Appointment, AppointmentStatus};
use crate::domain::conversation::Channel;
use crate::domain::conversation::booking::Facts;
use crate::domain::conversation::fact::Receipt;
use crate::http::error::ApiError;
use crate::http::page::{Items, PageQuery};
use crate::storage::conversations::Conversation;
use crate::storage::turns::Turn;
use crate::usecases::owner_texts::one_line;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;
use uuid::Uuid;

/// An instant as RFC 3339 with the offset of the business's zone.
pub(crate) fn zoned(instant: Timestamp, zone: &TimeZone) -> String {
    let zoned = instant.to_zoned(zone.clone());
    zoned.timestamp().display_with_offset(zoned.offset()).to_string()
}

/// An appointment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct AppointmentView {
    id: Uuid,
    customer_id: Uuid,
    customer_name: String,
    technician_id: Uuid,
    /// What is reserved of the technician begins.
    #[schema(example = "2026-11-23T08:00:00-06:00")]
    start_time: String,
    /// What is reserved of the technician ends.
    end_time: String,
    /// What the customer was told begins.
    window_start: String,
    /// What the customer was told ends.
    window_end: String,
    status: AppointmentStatus,
    is_emergency: bool,
    /// Code of the service.
    service: String,
    /// The problem in the customer's words.
    description: String,
    address: String,
    channel: Channel,
    conversation_id: Option<Uuid>,
}

impl AppointmentView {
    pub(crate) fn of(appointment: &Appointment, zone: &TimeZone) -> Self {
        Self {
            id: appointment.id.0,
            customer_id: appointment.customer_id,
            customer_name: appointment.customer_name.full(),
            technician_id: appointment.technician_id.0,
            start_time: zoned(appointment.reserved.from, zone),
            end_time: zoned(appointment.reserved.to, zone),
            window_start: zoned(appointment.window.from, zone),
            window_end: zoned(appointment.window.to, zone),
            status: appointment.status,
            is_emergency: appointment.is_emergency,
            service: appointment.service.clone(),
            description: appointment.description.clone(),
            address: one_line(&appointment.address),
            channel: appointment.channel,
            conversation_id: appointment.conversation_id,
        }
    }
}

/// A conversation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ConversationView {
    id: Uuid,
    channel: Channel,
    customer_id: Option<Uuid>,
    customer_phone: Option<String>,
    started_at: String,
    ended_at: Option<String>,
    /// How it came out so far.
    outcome: Option<String>,
    flagged_for_review: bool,
    flag_reasons: Vec<String>,
    tags: Vec<String>,
    summary: Option<String>,
    appointment_ids: Vec<Uuid>,
}

impl ConversationView {
    pub(crate) fn of(conversation: &Conversation, appointment_ids: Vec<Uuid>, zone: &TimeZone) -> Self {
        let facts = &conversation.state.facts;
        Self {
            id: conversation.id,
            channel: conversation.channel,
            customer_id: conversation.customer_id,
            customer_phone: facts.phone.as_ref().map(|fact| fact.value.as_str().to_owned()).or_else(|| conversation.contact.clone()),
            started_at: zoned(conversation.started_at, zone),
            ended_at: conversation.ended_at.map(|at| zoned(at, zone)),
            outcome: conversation.outcome.clone(),
            flagged_for_review: !conversation.flag_reasons.is_empty(),
            flag_reasons: conversation.flag_reasons.clone(),
            tags: conversation.tags.clone(),
            summary: conversation.summary.clone().or_else(|| facts.problem.as_ref().map(|fact| fact.value.summary.clone())),
            appointment_ids,
        }
    }
}

/// Who said it.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    /// Caller, texter or visitor.
    Caller,
    /// The assistant.
    Assistant,
}

/// A message of a conversation.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct MessageView {
    /// Number of its turn, and who said it: `3-caller`.
    id: String,
    role: Role,
    text: String,
    at: String,
}

/// The id of what the caller said in a turn.
fn caller_message_id(turn: u32) -> String {
    format!("{turn}-caller")
}

impl MessageView {
    /// All messages of a conversation, in order.
    pub(crate) fn all(turns: &[Turn], zone: &TimeZone) -> Vec<Self> {
        turns.iter().flat_map(|turn| Self::of_turn(turn, zone)).collect()
    }

    /// One page of them; the cursor is the position of the next.
    pub(crate) fn page(turns: &[Turn], zone: &TimeZone, page: &PageQuery) -> Result<Items<Self>, ApiError> {
        let limit = usize::try_from(page.limit()?).unwrap_or(usize::MAX);
        let first = page.cursor().map_or(Ok(0), str::parse::<usize>).map_err(|_| ApiError::field("cursor", "is none of ours"))?;
        let all = Self::all(turns, zone);
        let next = first.saturating_add(limit);
        let next_cursor = (next < all.len()).then(|| next.to_string());
        Ok(Items { items: all.into_iter().skip(first).take(limit).collect(), next_cursor })
    }

    fn of_turn(turn: &Turn, zone: &TimeZone) -> Vec<Self> {
        let at = zoned(turn.at, zone);
        let said = turn.said.clone().map(|text| Self { id: caller_message_id(turn.number), role: Role::Caller, text, at: at.clone() });
        let replied = (!turn.reply.text.is_empty()).then(|| Self {
            id: format!("{}-assistant", turn.number),
            role: Role::Assistant,
            text: turn.reply.text.clone(),
            at,
        });
        said.into_iter().chain(replied).collect()
    }
}

/// A fact with its receipt.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct FactView {
    /// `problem`, `service`, `name`, `address` or `phone`.
    name: &'static str,
    value: String,
    /// The message it was said in; absent where it was not said.
    message_id: Option<String>,
    /// From where to where in that message, in bytes.
    span: Option<[usize; 2]>,
    /// What it rests on beside being said: `read_back`, `caller_id`, `form`, `staff`; absent while nothing confirms it.
    confirmed_by: Option<&'static str>,
}

impl FactView {
    pub(crate) fn all(facts: &Facts) -> Vec<Self> {
        let mut views = Vec::new();
        if let Some(fact) = &facts.problem {
            views.push(Self::of("problem", fact.value.summary.clone(), &fact.receipt));
            views.push(Self::of("service", fact.value.service.clone(), &fact.receipt));
        }
        views.extend(facts.name.as_ref().map(|fact| Self::of("name", fact.value.full(), &fact.receipt)));
        views.extend(facts.address.as_ref().map(|fact| Self::of("address", one_line(&fact.value), &fact.receipt)));
        views.extend(facts.phone.as_ref().map(|fact| Self::of("phone", fact.value.as_str().to_owned(), &fact.receipt)));
        views
    }

    fn of(name: &'static str, value: String, receipt: &Receipt) -> Self {
        let (message_id, span) = match receipt {
            Receipt::Heard { turn, span, .. } => (Some(caller_message_id(*turn)), Some([span.start, span.end])),
            Receipt::Carrier { .. } | Receipt::Form { .. } | Receipt::Staff => (None, None),
        };
        let source = match receipt {
            Receipt::Heard { .. } => None,
            Receipt::Carrier { .. } => Some("caller_id"),
            Receipt::Form { .. } => Some("form"),
            Receipt::Staff => Some("staff"),
        };
        let confirmed_by = if receipt.is_confirmed() && !matches!(receipt, Receipt::Staff) { Some("read_back") } else { source };
        Self { name, value, message_id, span, confirmed_by }
    }
}

/// A conversation with all that was said and decided.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct ConversationDetail {
    #[serde(flatten)]
    pub(crate) conversation: ConversationView,
    pub(crate) messages: Vec<MessageView>,
    pub(crate) facts: Vec<FactView>,
    /// What the assistant decided in each turn.
    #[schema(value_type = Vec<TurnSteps>)]
    pub(crate) steps: Vec<TurnSteps>,
}

/// What the assistant decided in one turn.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct TurnSteps {
    /// Number of the turn.
    turn: u32,
    /// The steps, in order.
    #[schema(value_type = Vec<Object>)]
    steps: serde_json::Value,
}

impl TurnSteps {
    pub(crate) fn of(turn: &Turn) -> Self {
        Self { turn: turn.number, steps: serde_json::to_value(&turn.steps).unwrap_or_default() }
    }
}
