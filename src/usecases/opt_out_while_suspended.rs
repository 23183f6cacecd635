//! Hearing an opt-out while the business is suspended, when nothing else is heard.

use crate::app::App;
use crate::domain::business::BusinessScope;
use crate::domain::conversation::step::Keyword;
use crate::storage::StoreError;
use crate::storage::consents::ConsentEvent;
use crate::usecases::take_turn::{IncomingTurn, Input, keyword};
use tracing::info;

/// Records an opt-out by keyword. Anything else leaves no trace.
///
/// # Errors
/// Where the database fails.
pub async fn opt_out_while_suspended(app: &App, scope: &BusinessScope, turn: &IncomingTurn) -> Result<(), StoreError> {
    let (Input::Text(words), Some(phone)) = (&turn.input, &turn.phone) else { return Ok(()) };
    if keyword(words, false) != Some(Keyword::Stop) || app.store.rows(scope).is_opted_out(phone).await? {
        return Ok(());
    }
    let transaction = app.store.begin(scope).await?;
    let event = ConsentEvent {
        id: app.chance.id(turn.at),
        phone,
        opts_in: false,
        channel: turn.channel,
        words: Some(words),
        source: &turn.event_id,
        at: turn.at,
    };
    transaction.rows().record_consent(event).await?;
    transaction.commit().await?;
    info!(event = "opt_out", business_id = scope.id().as_str(), message_sid = turn.event_id.trim_start_matches("sms:"));
    Ok(())
}
