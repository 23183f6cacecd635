//! Leaving a text for the outbox, inside the transaction that decided on it.

use crate::app::App;
use crate::domain::business::Business;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::jobs::Work;
use crate::storage::messages::{AboutVisit, Audience, Message, MessageStatus};
use crate::storage::{Rows, StoreError};
use jiff::Timestamp;
use uuid::Uuid;

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
    if business.is_demo {
        return Ok(0);
    }
    let to_send = messages.iter().filter(|message| new.contains(&message.id));
    let jobs: Vec<(Uuid, Work)> = to_send.map(|message| (app.chance.id(now), Work::SendMessage { message: message.id })).collect();
    rows.add_jobs(&jobs, now).await?;
    Ok(jobs.len())
}

fn message_of(app: &App, business: &Business, text: OutgoingText<'_>, now: Timestamp) -> Message {
    let (audience, kind) = text.purpose;
    Message {
        id: app.chance.id(now),
        audience,
        kind: kind.to_owned(),
        to: text.to.as_str().to_owned(),
        body: text.body,
        status: if business.is_demo { MessageStatus::Stubbed } else { MessageStatus::Queued }.as_str().to_owned(),
        conversation_id: text.conversation_id,
        visit: text.visit,
        once: text.once,
        created_at: now,
    }
}
