//! Handing a text to the carrier: at most once, whatever crashes.

use crate::app::App;
use crate::domain::business::{BusinessScope, BusinessStatus};
use crate::domain::phone_number::PhoneNumber;
use crate::outbound::telephony::{Handed, NotTaken, OutgoingText, Stub, Telephony};
use crate::storage::StoreError;
use crate::storage::messages::{Audience, Message, MessageStatus};
use crate::usecases::find_business::{KnownBusiness, find_business};
use tracing::{info, warn};
use uuid::Uuid;

/// What a job has come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    /// Nothing is left to do.
    Finished,
    /// To be tried again later, and why.
    Retry(String),
    /// To be tried again once the business is active; that is no failure.
    Wait,
    /// Never to be tried again, and why.
    GiveUp(String),
}

/// Sends a text, unless its number wants none. The message is marked before it is handed over: a process that ends in between
/// leaves it marked, and it is not handed over a second time.
///
/// # Errors
/// Where the database fails.
pub async fn send_message(app: &App, scope: &BusinessScope, id: Uuid) -> Result<Done, StoreError> {
    let Some(known) = find_business(app, scope.id()).await? else { return Ok(Done::Finished) };
    let Some(message) = app.store.rows(scope).message(id).await? else { return Ok(Done::Finished) };
    if known.business.status == BusinessStatus::Suspended {
        return Ok(Done::Wait);
    }
    if message.status == MessageStatus::Sending.as_str() {
        return give_up(app, scope, &message, MessageStatus::Unknown, "the process ended while it was being handed over").await;
    }
    if message.status != MessageStatus::Queued.as_str() {
        return Ok(Done::Finished);
    }
    if wants_none(app, scope, &message).await? {
        mark(app, scope, &message, MessageStatus::OptedOut, Ok("")).await?;
        return Ok(Done::Finished);
    }
    let from = known.business.phone_numbers.first().or(app.config.sms_from_number.as_ref());
    let Some(from) = from.cloned() else {
        return give_up(app, scope, &message, MessageStatus::Failed, "there is no number to send from; give the business one, or set SMS_FROM_NUMBER").await;
    };
    mark(app, scope, &message, MessageStatus::Sending, Ok("")).await?;
    hand_over(app, scope, &known, &message, &from).await
}

async fn wants_none(app: &App, scope: &BusinessScope, message: &Message) -> Result<bool, StoreError> {
    match PhoneNumber::parse(&message.to) {
        Ok(number) if message.audience == Audience::Customer => app.store.rows(scope).is_opted_out(&number).await,
        _ => Ok(false),
    }
}

async fn hand_over(app: &App, scope: &BusinessScope, known: &KnownBusiness, message: &Message, from: &PhoneNumber) -> Result<Done, StoreError> {
    let text = OutgoingText { from: from.as_str(), to: &message.to, body: &message.body, account: known.carrier.as_ref() };
    let handed = if known.business.is_demo { Stub.send_text(text).await } else { app.telephony.send_text(text).await };
    match handed {
        Ok(Handed::Taken(carrier_id)) => sent(app, scope, message, MessageStatus::Sent, &carrier_id).await,
        Ok(Handed::Stubbed) => sent(app, scope, message, MessageStatus::Stubbed, "").await,
        Err(NotTaken::Later(why)) => {
            mark(app, scope, message, MessageStatus::Queued, Err(&why)).await?;
            Ok(Done::Retry(why))
        }
        Err(NotTaken::Refused(why)) => give_up(app, scope, message, MessageStatus::Failed, &why).await,
        Err(NotTaken::Unknown(why)) => give_up(app, scope, message, MessageStatus::Unknown, &why).await,
    }
}

async fn sent(app: &App, scope: &BusinessScope, message: &Message, status: MessageStatus, carrier_id: &str) -> Result<Done, StoreError> {
    mark(app, scope, message, status, Ok(carrier_id)).await?;
    let (business_id, conversation_id) = (scope.id().as_str(), message.conversation_id.map(|id| id.to_string()));
    let provider = status.as_str();
    info!(event = "message_sent", business_id, conversation_id, message_id = %message.id, kind = message.kind, provider);
    if message.audience == Audience::Owner && message.kind == "emergency" {
        info!(event = "owner_alerted", business_id, conversation_id, message_id = %message.id, provider);
    }
    Ok(Done::Finished)
}

async fn give_up(app: &App, scope: &BusinessScope, message: &Message, status: MessageStatus, why: &str) -> Result<Done, StoreError> {
    mark(app, scope, message, status, Err(why)).await?;
    let (business_id, conversation_id) = (scope.id().as_str(), message.conversation_id.map(|id| id.to_string()));
    warn!(event = "message_failed", business_id, conversation_id, message_id = %message.id, kind = message.kind, status = status.as_str(), reason = why);
    Ok(Done::GiveUp(why.to_owned()))
}

async fn mark(app: &App, scope: &BusinessScope, message: &Message, status: MessageStatus, detail: Result<&str, &str>) -> Result<(), StoreError> {
    let transaction = app.store.begin(scope).await?;
    transaction.rows().mark_message(message.id, status, detail, app.clock.now()).await?;
    transaction.commit().await
}
