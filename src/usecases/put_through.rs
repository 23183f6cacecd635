//! Putting a caller through to the owner, who hears first who it is and takes the call with a key.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::conversation::Channel;
use crate::domain::conversation::state::Line;
use crate::storage::StoreError;
use crate::storage::conversations::Conversation;
use crate::usecases::owner_texts;
use crate::usecases::take_turn::{IncomingTurn, Input, take_turn};

/// What the owner hears before they take a call. None where the caller does not wait any more.
///
/// # Errors
/// Where the database fails.
pub async fn whisper(app: &App, scope: &BusinessScope, business: &Business, call_sid: &str) -> Result<Option<String>, StoreError> {
    let waiting = waiting(app, scope, call_sid).await?;
    Ok(waiting.map(|conversation| owner_texts::whisper(&conversation.state, &business.name)))
}

/// The owner takes the call. False where the caller does not wait any more.
///
/// # Errors
/// Where the database fails.
pub async fn take_call(app: &App, scope: &BusinessScope, business: &Business, call_sid: &str) -> Result<bool, StoreError> {
    if waiting(app, scope, call_sid).await?.is_none() {
        return Ok(false);
    }
    let turn = IncomingTurn {
        channel: Channel::Phone,
        contact: None,
        phone: None,
        visitor: None,
        input: Input::OwnerTook,
        event_id: format!("call:{call_sid}:took"),
        conversation_key: call_sid.to_owned(),
        number: None,
        is_forged: false,
        at: app.clock.now(),
    };
    take_turn(app, scope, business, &turn).await.map(|_| true)
}

async fn waiting(app: &App, scope: &BusinessScope, call_sid: &str) -> Result<Option<Conversation>, StoreError> {
    let found = app.store.rows(scope).call(call_sid).await?;
    Ok(found.filter(|conversation| matches!(conversation.state.line, Line::Ringing | Line::WithOwner)))
}
