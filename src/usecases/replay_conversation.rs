//! Replaying a stored conversation: the same inputs must give the same steps.

use crate::domain::business::{Business, BusinessScope};
use crate::domain::conversation::State;
use crate::domain::conversation::policy::{Setting, next_step};
use crate::domain::conversation::wording::Scene;
use crate::storage::{Store, StoreError};
use crate::usecases::take_turn::words;
use uuid::Uuid;

/// A turn that would go another way today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// Which turn.
    pub turn: u32,
    /// What would be said.
    pub now_says: String,
    /// What was said.
    pub said: String,
}

/// Replays a conversation under the settings of `business`, which may be a draft of tomorrow's. Gives the first turn that goes
/// another way; none where all go the same.
///
/// # Errors
/// Where the database fails.
pub async fn replay_conversation(
    store: &Store,
    scope: &BusinessScope,
    business: &Business,
    id: Uuid,
) -> Result<Option<Deviation>, StoreError> {
    let rows = store.rows(scope);
    let Some(conversation) = rows.conversation(id).await? else { return Ok(None) };
    let mut state = State::default();
    for turn in rows.turns(id).await? {
        let setting = Setting {
            business,
            channel: conversation.channel,
            caller: &conversation.caller,
            now: turn.at,
            started: conversation.started_at,
            turn: turn.number,
        };
        let mut steps = Vec::new();
        for event in &turn.inputs {
            let (next, more) = next_step(state, event, &setting);
            state = next;
            steps.extend(more);
        }
        let reply = words(&state, &steps, &Scene { business, channel: conversation.channel, now: turn.at });
        if steps != turn.steps || reply != turn.reply {
            return Ok(Some(Deviation { turn: turn.number, now_says: reply.text, said: turn.reply.text }));
        }
        state.last_reply = Some(reply.text);
    }
    Ok(None)
}
