//! Writing down what somebody says about being texted, and doing at once what follows from it.

use crate::app::App;
use crate::domain::business::Business;
use crate::domain::consent::{ConsentKind, ConsentWay};
use crate::domain::disclosure;
use crate::domain::notice::Notice;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::consents::ConsentEvent;
use crate::storage::messages::Audience;
use crate::storage::{Rows, StoreError};
use crate::usecases::owner_texts;
use crate::usecases::queue_text::{OutgoingText, queue_text};
use crate::usecases::reach_owner::{alert_numbers, is_of_staff};
use crate::usecases::tell_operator::tell_operator;
use jiff::Timestamp;
use tracing::warn;

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
    if !is_new {
        return Ok(false);
    }
    if said.kind == ConsentKind::OptOut {
        rows.drop_texts_to(said.phone).await?;
    }
    if is_of_staff(app, business, said.phone) {
        heed_staff(app, rows, business, said, now).await?;
    }
    Ok(true)
}

/// Somebody who is alerted gets no alerts by text any more: a red line at once. Back again, a text proves it.
async fn heed_staff(app: &App, rows: &Rows<'_>, business: &Business, said: Said<'_>, now: Timestamp) -> Result<(), StoreError> {
    match said.kind {
        ConsentKind::Contact => Ok(()),
        ConsentKind::OptOut => {
            warn!(event = "owner_opted_out", business_id = business.id.as_str());
            tell_operator(app, rows, business, &Notice::OwnerOptedOut, now).await
        }
        ConsentKind::OptIn => {
            let text = OutgoingText {
                purpose: (Audience::Owner, "alerts_again"),
                to: said.phone,
                body: owner_texts::alerts_again(&business.name),
                conversation_id: None,
                visit: None,
                once: Some(format!("alerts_again:{}", said.source)),
            };
            queue_text(app, rows, business, text, now).await?;
            if !any_opted_out(app, rows, business).await? {
                rows.clear_notices(Notice::OwnerOptedOut.kind(), now).await?;
            }
            Ok(())
        }
    }
}

async fn any_opted_out(app: &App, rows: &Rows<'_>, business: &Business) -> Result<bool, StoreError> {
    for number in alert_numbers(app, business) {
        if rows.is_opted_out(&number).await? {
            return Ok(true);
        }
    }
    Ok(false)
}
