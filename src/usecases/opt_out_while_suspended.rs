//! Hearing an opt-out while the business is suspended, when nothing else is heard.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::consent::{ConsentKind, ConsentWay, keyword};
use crate::domain::conversation::step::Keyword;
use crate::storage::StoreError;
use crate::usecases::record_consent::{Said, record_consent};
use crate::usecases::take_turn::{IncomingTurn, Input};
use tracing::info;

/// Records an opt-out by keyword. Anything else leaves no trace.
///
/// # Errors
/// Where the database fails.
pub async fn opt_out_while_suspended(app: &App, scope: &BusinessScope, business: &Business, turn: &IncomingTurn) -> Result<(), StoreError> {
    let (heard, words) = match &turn.input {
        Input::Text(words) => (keyword(words, false), words),
        Input::Answered(heard, words) => (Some(*heard), words),
        _ => return Ok(()),
    };
    let (Some(Keyword::Stop | Keyword::Cancel), Some(phone)) = (heard, &turn.phone) else { return Ok(()) };
    let transaction = app.store.begin(scope).await?;
    let way = ConsentWay::Channel(turn.channel);
    let said = Said { phone, kind: ConsentKind::OptOut, way, words: Some(words), source: &turn.event_id };
    record_consent(app, &transaction.rows(), business, said, turn.at).await?;
    transaction.commit().await?;
    info!(event = "opt_out", business_id = scope.id().as_str(), message_sid = turn.event_id.trim_start_matches("sms:"));
    Ok(())
}
