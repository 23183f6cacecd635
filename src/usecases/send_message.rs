//! Handing a text to the carrier: at most once, whatever crashes.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope, BusinessStatus};
use crate::outbound::telephony::{Handed, NotTaken, OutgoingText, Sender};
use crate::storage::StoreError;
use crate::storage::messages::{Audience, Message, MessageStatus};
use crate::usecases::done::Done;
use crate::usecases::find_business::{KnownBusiness, find_business};
use crate::usecases::gate::{Verdict, gate};
use tracing::{info, warn};
use uuid::Uuid;

/// What a job has come to, and what is to be noted of its text together with that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// What becomes of the job.
    pub done: Done,
    /// What became of the text: its id, its status, and the carrier's id or the error.
    pub mark: Option<(Uuid, MessageStatus, Result<String, String>)>,
}

impl From<Done> for Outcome {
    fn from(done: Done) -> Self {
        Self { done, mark: None }
    }
}

/// Sends a text, unless its number wants none. The message is marked before it is handed over: a process that ends in between
/// leaves it marked, and it is not handed over a second time.
///
/// # Errors
/// Where the database fails.
pub async fn send_message(app: &App, scope: &BusinessScope, id: Uuid) -> Result<Outcome, StoreError> {
    let Some(known) = find_business(app, scope.id()).await? else { return Ok(Done::Finished.into()) };
    let Some(message) = app.store.rows(scope).message(id).await? else { return Ok(Done::Finished.into()) };
    if known.business.status == BusinessStatus::Suspended {
        return Ok(Done::Wait.into());
    }
    if message.status == MessageStatus::Sending.as_str() {
        return Ok(given_up(scope, &message, MessageStatus::Unknown, "the process ended while it was being handed over"));
    }
    if message.status != MessageStatus::Queued.as_str() {
        return Ok(Done::Finished.into());
    }
    let verdicts = gate(app, &app.store.rows(scope), &known.business, std::slice::from_ref(&message), app.clock.now()).await?;
    match verdicts.first() {
        Some(Verdict::Drop(status)) => return Ok(Outcome { done: Done::Finished, mark: Some((message.id, *status, Ok(String::new()))) }),
        Some(Verdict::NotBefore(then)) => return Ok(Done::NotBefore(*then).into()),
        Some(Verdict::Send) | None => {}
    }
    let Some(from) = sender(app, &known.business) else {
        return Ok(given_up(
            scope,
            &message,
            MessageStatus::Failed,
            "there is no number to send from; give the business one, or set SMS_FROM_NUMBER",
        ));
    };
    let transaction = app.store.begin(scope).await?;
    transaction.rows().mark_message(message.id, MessageStatus::Sending, Ok(""), app.clock.now()).await?;
    transaction.commit().await?;
    Ok(hand_over(app, scope, &known, &message, from).await)
}

/// Whom a business's texts come from: its messaging service, else its first number, else the service's number.
pub fn sender<'a>(app: &'a App, business: &'a Business) -> Option<Sender<'a>> {
    let number = business.phone_numbers.first().or(app.config.sms_from_number.as_ref());
    let service = business.settings.messaging_service_sid.as_deref().map(Sender::Service);
    service.or_else(|| number.map(|number| Sender::Number(number.as_str())))
}

/// Where the carrier says what becomes of a text.
fn status_callback(app: &App, scope: &BusinessScope, message: Uuid) -> String {
    format!("{}/twilio/status?business_id={}&message_id={message}", app.config.public_base_url, scope.id())
}

async fn hand_over(app: &App, scope: &BusinessScope, known: &KnownBusiness, message: &Message, from: Sender<'_>) -> Outcome {
    let status_callback = status_callback(app, scope, message.id);
    let account = known.carrier.as_ref();
    let text = OutgoingText { from, to: &message.to, body: &message.body, status_callback: &status_callback, account };
    match app.telephony.send_text(text).await {
        Ok(Handed::Taken(carrier_id)) => sent(scope, message, MessageStatus::Sent, carrier_id),
        Ok(Handed::Stubbed) => sent(scope, message, MessageStatus::Stubbed, String::new()),
        Err(failure @ (NotTaken::NotReached(_) | NotTaken::TooMany(_))) => {
            let why = failure.to_string();
            Outcome { mark: Some((message.id, MessageStatus::Queued, Err(why.clone()))), done: Done::Retry(why) }
        }
        Err(failure @ NotTaken::Refused(_)) => given_up(scope, message, MessageStatus::Failed, &failure.to_string()),
        Err(failure @ NotTaken::Unknown(_)) => given_up(scope, message, MessageStatus::Unknown, &failure.to_string()),
    }
}

fn sent(scope: &BusinessScope, message: &Message, status: MessageStatus, carrier_id: String) -> Outcome {
    let (business_id, conversation_id) = (scope.id().as_str(), message.conversation_id.map(|id| id.to_string()));
    let provider = status.as_str();
    info!(event = "message_sent", business_id, conversation_id, message_id = %message.id, kind = message.kind, provider);
    if message.audience == Audience::Owner && message.kind == "emergency" {
        info!(event = "owner_alerted", business_id, conversation_id, message_id = %message.id, provider);
    }
    Outcome { done: Done::Finished, mark: Some((message.id, status, Ok(carrier_id))) }
}

fn given_up(scope: &BusinessScope, message: &Message, status: MessageStatus, why: &str) -> Outcome {
    let (business_id, conversation_id) = (scope.id().as_str(), message.conversation_id.map(|id| id.to_string()));
    warn!(event = "message_failed", business_id, conversation_id, message_id = %message.id, kind = message.kind, status = status.as_str(), reason = why);
    Outcome { done: Done::GiveUp(why.to_owned()), mark: Some((message.id, status, Err(why.to_owned()))) }
}
