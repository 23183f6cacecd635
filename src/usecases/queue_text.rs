//! Leaving a text for the outbox, inside the transaction that decided on it.

use crate::app::App;
use crate::domain::business::Business;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::jobs::{Urgency, Work};
use crate::storage::messages::{AboutVisit, Audience, Message, MessageStatus};
use crate::storage::{Rows, StoreError};
use crate::usecases::gate::REMINDER;
use crate::usecases::mail_owner::mail_of;
use jiff::Timestamp;
use uuid::Uuid;

/// Tells the owner, or the next on the list, of an emergency.
pub const EMERGENCY: &str = "emergency";
/// Tells a customer that they are booked.
pub const CONFIRMATION: &str = "confirmation";
/// Asks who gave details and did not book.
pub const FOLLOW_UP: &str = "follow_up";
/// Asks who has not been heard of for long.
pub const WIN_BACK: &str = "win_back";

/// A text on its way to somebody.
pub struct OutgoingText<'a> {
    /// Who reads it, and what kind of text it is, for example `confirmation`.
    pub purpose: (Audience, &'a str),
    /// The number that it goes to.
    pub to: &'a PhoneNumber,
    /// Its words.
    pub body: String,
    /// The conversation that it comes from.
    pub conversation_id: Option<Uuid>,
    /// The visit that it is about.
    pub visit: Option<AboutVisit>,
    /// What it is sent for, where that is worth one text only.
    pub once: Option<String>,
}

/// Whether the texts and calls of a business are only there to be seen: those of a demo business are, unless they end at a carrier on
/// this machine.
pub fn never_leaves(app: &App, business: &Business) -> bool {
    business.is_demo && !app.config.carrier_is_on_this_machine()
}

/// Stores the text and the job that sends it. False where nothing is left to do: a demo business's texts are there to be seen and
/// never leave, and what is worth one text only gets no second one.
///
/// # Errors
/// Where the database fails.
pub async fn queue_text(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    text: OutgoingText<'_>,
    now: Timestamp,
) -> Result<bool, StoreError> {
    Ok(queue_texts(app, rows, business, vec![text], now).await? > 0)
}

/// The same for several texts at once; gives how many are to be sent.
///
/// # Errors
/// Where the database fails.
pub async fn queue_texts(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    texts: Vec<OutgoingText<'_>>,
    now: Timestamp,
) -> Result<usize, StoreError> {
    let messages: Vec<Message> = texts.into_iter().map(|text| message_of(app, business, text, now)).collect();
    let new = rows.add_messages(&messages).await?;
    if never_leaves(app, business) {
        return Ok(0);
    }
    let to_send = || messages.iter().filter(|message| new.contains(&message.id));
    let mails = to_send().filter_map(|message| mail_of(app, business, message));
    let jobs: Vec<(Uuid, Work)> = to_send().map(send).chain(mails).map(|work| (app.chance.id(now), work)).collect();
    rows.add_jobs(&jobs, now).await?;
    Ok(to_send().count())
}

fn send(message: &Message) -> Work {
    Work::SendMessage { message: message.id, urgency: urgency(message.audience, &message.kind) }
}

fn message_of(app: &App, business: &Business, text: OutgoingText<'_>, now: Timestamp) -> Message {
    let (audience, kind) = text.purpose;
    Message {
        id: app.chance.id(now),
        audience,
        kind: kind.to_owned(),
        to: text.to.as_str().to_owned(),
        body: text.body,
        status: if never_leaves(app, business) { MessageStatus::Stubbed } else { MessageStatus::Queued }.as_str().to_owned(),
        conversation_id: text.conversation_id,
        visit: text.visit,
        once: text.once,
        created_at: now,
    }
}

/// What a text is worth where many wait.
pub fn urgency(audience: Audience, kind: &str) -> Urgency {
    match (audience, kind) {
        (Audience::Operator, _) | (Audience::Owner, EMERGENCY) => Urgency::Now,
        (_, REMINDER) => Urgency::Planned,
        (_, FOLLOW_UP | WIN_BACK) => Urgency::Sometime,
        _ => Urgency::Soon,
    }
}
