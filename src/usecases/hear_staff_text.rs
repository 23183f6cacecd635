//! Texts from the people of a business: they answer alerts, and never open a conversation of a customer.

use crate::app::App;
use crate::domain::alert::{AnsweredBy, says_they_have_it};
use crate::domain::business::{Business, BusinessScope};
use crate::domain::consent::{ConsentKind, ConsentWay, keyword};
use crate::domain::conversation::Channel;
use crate::domain::conversation::step::Keyword;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::StoreError;
use crate::storage::alerts::StaffText;
use crate::usecases::acknowledge_alert::{Taken, after, alert_meant, alerts_open, take_alert};
use crate::usecases::advance_alert::Desk;
use crate::usecases::owner_texts;
use crate::usecases::record_consent::{Said, record_consent};
use jiff::Timestamp;
use tracing::info;

/// A text from somebody of the business.
#[derive(Clone, Debug)]
pub struct FromStaff {
    /// From which number.
    pub from: PhoneNumber,
    /// What they wrote.
    pub text: String,
    /// The keyword that the carrier took it for and has answered.
    pub answered: Option<Keyword>,
    /// The carrier's own name for it.
    pub event_id: String,
    /// When.
    pub at: Timestamp,
}

/// Takes a text from somebody of the business; gives what they are answered, empty where nothing. A text that was answered
/// before gets the same answer and changes nothing.
///
/// # Errors
/// Where the database fails; nothing of the text is kept then.
pub async fn hear_staff_text(app: &App, scope: &BusinessScope, business: &Business, text: &FromStaff) -> Result<String, StoreError> {
    match hear_new(app, scope, business, text).await {
        // Its event was answered before after all; nothing of this second time was kept.
        Err(StoreError::Exists) => app.store.rows(scope).answer_to_staff(&text.event_id).await?.ok_or(StoreError::Exists),
        other => other,
    }
}

async fn hear_new(app: &App, scope: &BusinessScope, business: &Business, text: &FromStaff) -> Result<String, StoreError> {
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    if let Some(before) = rows.answer_to_staff(&text.event_id).await? {
        return Ok(before);
    }
    let desk = Desk { app, rows: &rows, business, now: text.at };
    let opted_out = rows.is_opted_out(&text.from).await?;
    let (mut taken, mut consent) = (None, None);
    let reply = match text.answered.or_else(|| keyword(&text.text, opted_out)) {
        Some(keyword) => {
            consent = opts(keyword);
            desk.answer_keyword(keyword, text).await?
        }
        None if says_they_have_it(&text.text) => {
            taken = desk.take_what_is_meant(text).await?;
            desk.answer_to_taking(taken.as_ref(), text).await?
        }
        None => owner_texts::what_can_be_written(&business.name),
    };
    // Who wants no texts is not written back either; what they wrote counts all the same.
    let reply = if opted_out { String::new() } else { reply };
    let kept = StaffText { event_id: &text.event_id, from: text.from.as_str(), said: &text.text, reply: &reply, at: text.at };
    rows.add_staff_text(&kept).await?;
    drop(rows);
    transaction.commit().await?;
    if let Some(taken) = &taken {
        after(app, scope, taken);
    }
    match consent {
        Some(ConsentKind::OptIn) => info!(event = "opt_in", business_id = scope.id().as_str(), staff = true),
        Some(ConsentKind::OptOut) => info!(event = "opt_out", business_id = scope.id().as_str(), staff = true),
        Some(ConsentKind::Contact) | None => {}
    }
    Ok(reply)
}

/// Whether a keyword asks for texts, or for none.
fn opts(keyword: Keyword) -> Option<ConsentKind> {
    match keyword {
        Keyword::Start => Some(ConsentKind::OptIn),
        Keyword::Stop | Keyword::Cancel => Some(ConsentKind::OptOut),
        Keyword::Help => None,
    }
}

impl Desk<'_> {
    async fn answer_keyword(&self, keyword: Keyword, text: &FromStaff) -> Result<String, StoreError> {
        if let Some(kind) = opts(keyword) {
            let way = ConsentWay::Channel(Channel::Sms);
            let said = Said { phone: &text.from, kind, way, words: Some(&text.text), source: &text.event_id };
            record_consent(self.app, self.rows, self.business, said, text.at).await?;
        }
        if text.answered.is_some() || self.business.carrier_answers_keywords() {
            return Ok(String::new());
        }
        Ok(match keyword {
            Keyword::Stop | Keyword::Cancel => owner_texts::no_more_texts(&self.business.name),
            // The text that follows proves it better than this answer.
            Keyword::Start => String::new(),
            Keyword::Help => owner_texts::what_can_be_written(&self.business.name),
        })
    }

    async fn take_what_is_meant(&self, text: &FromStaff) -> Result<Option<Taken>, StoreError> {
        match alert_meant(self).await? {
            Some(alert) => take_alert(self, alert.id, (&text.from, AnsweredBy::Text)).await,
            None => Ok(None),
        }
    }

    async fn answer_to_taking(&self, taken: Option<&Taken>, text: &FromStaff) -> Result<String, StoreError> {
        let Some(taken) = taken else { return Ok(owner_texts::nothing_is_open(&self.business.name)) };
        if taken.by.by != text.from {
            return Ok(owner_texts::somebody_has_it(&taken.who(self.app, self.business), &self.business.name, taken.alert.is_drill));
        }
        let more = alerts_open(self.rows, text.at).await?;
        Ok(owner_texts::you_have_it(&taken.details, taken.alert.is_drill, more))
    }
}
