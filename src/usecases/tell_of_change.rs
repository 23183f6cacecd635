//! Telling everybody concerned that a visit was moved or called off, inside the transaction that did it.

use super::change_appointment::{Change, ChangeContext, ChangedBy};
use crate::domain::appointment::Appointment;
use crate::domain::conversation::Channel;
use crate::domain::conversation::wording::{Scene, called_off_text, moved_text};
use crate::domain::language::Language;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::StoreError;
use crate::storage::customers::Customer;
use crate::storage::messages::{AboutVisit, Audience};
use crate::usecases::gate::CALLED_OFF;
use crate::usecases::owner_texts;
use crate::usecases::queue_text::{OutgoingText, queue_text};
use crate::usecases::reach_owner::owner_number;

/// Tells that a visit comes at another time.
const MOVED: &str = "moved";

/// Tells everybody whom it concerns, once: the customer, unless they read it right here or it is about the past; the owner
/// where the customer did it.
pub(super) async fn tell(context: &ChangeContext<'_>, appointment: &Appointment, change: Change) -> Result<(), StoreError> {
    let Some(customer) = context.rows.customer(appointment.customer_id).await? else { return Ok(()) };
    let scene = Scene { business: context.business, channel: Channel::Sms, now: context.now };
    let window = appointment.window;
    if window.to > context.now && !is_texting_from(context, &customer.phone).await? {
        let language = language(context, &customer).await?;
        let (kind, body) = match change {
            Change::Moved(_) => (MOVED, moved_text(window, &appointment.address, language, &scene)),
            Change::CalledOff => (CALLED_OFF, called_off_text(window, language, &scene)),
        };
        text(context, (Audience::Customer, kind), &customer.phone, body, appointment).await?;
    }
    let owner = owner_number(context.app, context.business).filter(|_| context.by != ChangedBy::Staff);
    if let Some(owner) = owner {
        let (kind, body) = match change {
            Change::Moved(from) => (MOVED, owner_texts::moved(appointment, from, &customer.phone, &scene)),
            Change::CalledOff => (CALLED_OFF, owner_texts::called_off(appointment, &customer.phone, &scene)),
        };
        text(context, (Audience::Owner, kind), &owner, body, appointment).await?;
    }
    Ok(())
}

async fn text(
    context: &ChangeContext<'_>,
    purpose: (Audience, &str),
    to: &PhoneNumber,
    body: String,
    appointment: &Appointment,
) -> Result<(), StoreError> {
    let visit = Some(AboutVisit { appointment: appointment.id, from: appointment.window.from });
    // No key makes it the only one: a visit may come back to a time that it had before, and that is news again.
    let text = OutgoingText { purpose, to, body, conversation_id: context.conversation_id(), visit, once: None };
    queue_text(context.app, context.rows, context.business, text, context.now).await.map(|_| ())
}

/// Whether the change is made in a thread of texts with this very number, where its answer is read.
async fn is_texting_from(context: &ChangeContext<'_>, number: &PhoneNumber) -> Result<bool, StoreError> {
    let ChangedBy::Customer { channel: Channel::Sms, conversation_id } = context.by else { return Ok(false) };
    let conversation = context.rows.conversation(conversation_id).await?;
    Ok(conversation.and_then(|conversation| conversation.contact).as_deref() == Some(number.as_str()))
}

/// The language that the customer speaks now, else the one in which they last agreed on a visit, else the first of the business.
async fn language(context: &ChangeContext<'_>, customer: &Customer) -> Result<Language, StoreError> {
    let conversation = match context.conversation_id() {
        Some(id) => context.rows.conversation(id).await?,
        None => None,
    };
    let spoken = conversation.map(|conversation| conversation.state.language).or(customer.language);
    Ok(spoken.unwrap_or_else(|| context.business.languages().first().copied().unwrap_or_default()))
}
