//! Not answering for ever: somebody, or some machine, that writes or calls all day.

use super::IncomingTurn;
use crate::domain::business::Business;
use crate::domain::conversation::Channel;
use crate::domain::conversation::step::Event;
use crate::domain::limits::{DailyLimits, Limit};
use crate::storage::conversations::Conversation;
use crate::storage::{Rows, StoreError};
use crate::usecases::spending::A_DAY;

/// The event itself, or that it is one too many within a day. Keywords always count, and so does what is said in a call that was
/// answered. Counted are only those who come near the limit.
pub(super) async fn within_limits(
    rows: &Rows<'_>,
    business: &Business,
    turn: &IncomingTurn,
    conversation: &Conversation,
    event: Event,
) -> Result<Event, StoreError> {
    let limits = DailyLimits::of(&business.settings);
    let since = turn.at.saturating_sub(A_DAY).unwrap_or(turn.at);
    let (limit, count, most) = match (&event, turn.channel) {
        (Event::Begin, Channel::Phone) if conversation.turns == 0 => {
            let (Some(contact), Some(_)) = (&turn.contact, &turn.phone) else { return Ok(event) };
            let before = rows.conversations_since(turn.channel, contact, since).await?.saturating_sub(1);
            (Limit::CallsPerNumber, before, limits.calls_per_number)
        }
        (Event::Heard { .. } | Event::Silence, Channel::Sms | Channel::Web) if conversation.turns >= limits.messages_per_number => {
            (Limit::MessagesPerNumber, rows.turns_since(conversation.id, since).await?, limits.messages_per_number)
        }
        _ => return Ok(event),
    };
    let most = u64::from(most);
    if count < most {
        return Ok(event);
    }
    let meaning = if let Event::Heard { meaning } = event { meaning } else { Box::default() };
    Ok(Event::OverLimit { limit, is_first: count == most, meaning })
}
