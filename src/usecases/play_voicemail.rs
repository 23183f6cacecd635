//! Playing a message to the owner: it stays with the carrier and is fetched with the account that it was left under.

use crate::app::App;
use crate::domain::business::BusinessScope;
use crate::outbound::telephony::{NotFetched, Recording};
use crate::storage::StoreError;
use crate::usecases::find_business::find_business;
use uuid::Uuid;

/// Why a message was not played.
#[derive(Debug, thiserror::Error)]
pub enum NotPlayed {
    /// The business has no such message.
    #[error("there is no such message")]
    NotFound,
    /// The carrier did not give it.
    #[error(transparent)]
    Carrier(#[from] NotFetched),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The sound of a message. The first time that it is played is noted.
///
/// # Errors
/// [`NotPlayed`], with the reason.
pub async fn play_voicemail(app: &App, scope: &BusinessScope, id: Uuid) -> Result<Recording, NotPlayed> {
    let voicemail = app.store.rows(scope).voicemail(id).await?.ok_or(NotPlayed::NotFound)?;
    let known = find_business(app, scope.id()).await?.ok_or(NotPlayed::NotFound)?;
    let recording = app.telephony.fetch_recording(&voicemail.url, known.carrier.as_ref()).await?;
    let transaction = app.store.begin(scope).await?;
    transaction.rows().mark_voicemail_heard(id, app.clock.now()).await?;
    transaction.commit().await?;
    Ok(recording)
}
