//! What the owner is told by text, by mail as well.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::outbound::mail::{NotMailed, OutgoingMail};
use crate::storage::StoreError;
use crate::storage::jobs::Work;
use crate::storage::messages::{Audience, Message};
use crate::usecases::done::Done;
use crate::usecases::find_business::find_business;
use uuid::Uuid;

/// The job that mails the owner what this text says, where the owner has an address and the service a way to send mail.
pub fn mail_of(app: &App, business: &Business, text: &Message) -> Option<Work> {
    let is_wanted = app.mail.is_some() && business.settings.owner_email.is_some() && text.audience == Audience::Owner;
    is_wanted.then_some(Work::MailOwner { message: text.id })
}

/// Mails the owner what a text says.
///
/// # Errors
/// Where the database fails.
pub async fn mail_owner(app: &App, scope: &BusinessScope, id: Uuid) -> Result<Done, StoreError> {
    let Some(known) = find_business(app, scope.id()).await? else { return Ok(Done::Finished) };
    let (Some(mail), Some(to)) = (&app.mail, &known.business.settings.owner_email) else { return Ok(Done::Finished) };
    let Some(text) = app.store.rows(scope).leaving_texts(&[id]).await?.pop() else { return Ok(Done::Finished) };
    let subject = text.message.body.split([':', '.']).next().unwrap_or_default();
    Ok(match mail.send(OutgoingMail { id, to, subject, body: &text.message.body }).await {
        Ok(()) => Done::Finished,
        Err(NotMailed::Later(why)) => Done::Retry(why),
        Err(NotMailed::Refused(why)) => Done::GiveUp(why),
    })
}
