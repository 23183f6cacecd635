//! Writing down what somebody says about being texted, and doing at once what follows from it.

use crate::app::App;
use crate::domain::business::Business;
use crate::domain::consent::{ConsentKind, ConsentWay};
use crate::domain::disclosure;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::consents::ConsentEvent;
use crate::storage::{Rows, StoreError};
use jiff::Timestamp;

/// What somebody said about texts, and where.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// Whose number.
    pub phone: &'a PhoneNumber,
    /// What.
    pub kind: ConsentKind,
    /// By which way.
    pub way: ConsentWay,
    /// In which words.
    pub words: Option<&'a str>,
    /// The event that it came with.
    pub source: &'a str,
}

/// Writes it into the ledger, inside the caller's transaction. After an opt-out nothing leaves, also of what waits already.
/// False where the same event was written down before.
///
/// # Errors
/// Where the database fails.
pub async fn record_consent(app: &App, rows: &Rows<'_>, business: &Business, said: Said<'_>, now: Timestamp) -> Result<bool, StoreError> {
    let today = now.to_zoned(business.zone().clone()).date();
    let disclosure = (said.kind != ConsentKind::OptOut).then(|| disclosure::version(business.settings.state, today));
    let event = ConsentEvent {
        id: app.chance.id(now),
        phone: said.phone,
        kind: said.kind,
        way: said.way,
        words: said.words,
        source: said.source,
        disclosure: disclosure.as_deref(),
        at: now,
    };
    let is_new = rows.add_consent(event).await?;
    if is_new && said.kind == ConsentKind::OptOut {
        rows.drop_texts_to(said.phone).await?;
    }
    Ok(is_new)
}
