//! Moving an alert on until somebody answers: the next one is alerted, or everybody was tried and somebody has to hear of that.

use crate::app::App;
use crate::domain::alert::{AlertState, Way, whom_next};
use crate::domain::business::{Business, BusinessScope, BusinessStatus};
use crate::domain::conversation::step::{Callback, CallbackReason, EmergencyAlert};
use crate::domain::notice::Notice;
use crate::domain::phone_number::PhoneNumber;
use crate::secrets;
use crate::storage::alerts::{Alert, AlertStep};
use crate::storage::conversations::Conversation;
use crate::storage::jobs::Work;
use crate::storage::messages::Audience;
use crate::storage::{Rows, StoreError};
use crate::usecases::call_about_alert::may_be_read;
use crate::usecases::done::Done;
use crate::usecases::find_business::find_business;
use crate::usecases::owner_texts::{self, AlertText};
use crate::usecases::queue_text::{OutgoingText, never_leaves, queue_text};
use crate::usecases::reach_owner::alert_contacts;
use crate::usecases::tell_caller::tell_caller;
use crate::usecases::tell_operator::tell_operator;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use std::collections::BTreeMap;
use tracing::error;
use uuid::Uuid;

/// How many alerts are looked at at once.
const AT_ONCE: u64 = 100;

/// What alerts are worked on with, inside one transaction.
pub(super) struct Desk<'a> {
    /// The service.
    pub(super) app: &'a App,
    /// The rows of the transaction.
    pub(super) rows: &'a Rows<'a>,
    /// The business.
    pub(super) business: &'a Business,
    /// The present.
    pub(super) now: Timestamp,
}

/// Leaves a job for each alert that is due to move on, or whose last text did not reach anybody; gives how many. Of several copies
/// one gets each.
///
/// # Errors
/// Where the database fails.
pub async fn leave_due_alerts(app: &App, now: Timestamp) -> Result<usize, StoreError> {
    let mut left = 0;
    for due in app.store.moving_alerts(AT_ONCE).await? {
        let Some(known) = find_business(app, &due.business_id).await? else { continue };
        let scope = known.scope();
        if due.next_at > now && !last_text_failed(&app.store.rows(&scope), due.id).await? {
            continue;
        }
        let transaction = app.store.begin(&scope).await?;
        let rows = transaction.rows();
        if rows.claim_alert(&due).await? {
            rows.add_job(app.chance.id(now), &Work::AdvanceAlert { alert: due.id, moves: due.moves }, now).await?;
            left += 1;
        }
        drop(rows);
        transaction.commit().await?;
    }
    Ok(left)
}

async fn last_text_failed(rows: &Rows<'_>, alert: Uuid) -> Result<bool, StoreError> {
    let steps = rows.alert_steps(&[alert]).await?;
    Ok(text_that_failed(rows, &steps).await?.is_some())
}

/// Who was texted last, where that text did not reach them and they were not called yet.
async fn text_that_failed<'s>(rows: &Rows<'_>, steps: &'s [AlertStep]) -> Result<Option<&'s AlertStep>, StoreError> {
    let Some(last) = steps.last() else { return Ok(None) };
    let was_called = steps.iter().any(|step| step.attempt == last.attempt && step.way == Way::Call);
    if was_called || may_be_read(rows, steps, last.attempt).await? {
        return Ok(None);
    }
    Ok(Some(last))
}

/// Moves an alert on, unless that was done, or somebody has answered.
///
/// # Errors
/// Where the database fails.
pub async fn advance_alert(app: &App, scope: &BusinessScope, id: Uuid, moves: u32) -> Result<Done, StoreError> {
    let Some(known) = find_business(app, scope.id()).await? else { return Ok(Done::Finished) };
    if known.business.status == BusinessStatus::Suspended {
        return Ok(Done::Wait);
    }
    let now = app.clock.now();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let Some((conversation, mut alert)) = lock_alert_with_conversation(&rows, id).await? else { return Ok(Done::Finished) };
    if alert.state != AlertState::Open || alert.moves != moves {
        return Ok(Done::Finished);
    }
    let desk = Desk { app, rows: &rows, business: &known.business, now };
    desk.move_on(&mut alert, conversation.as_ref()).await?;
    rows.store_alert(&alert).await?;
    drop(rows);
    transaction.commit().await?;
    app.job_bell.notify_one();
    if alert.state == AlertState::Unanswered {
        error!(event = "alert_unanswered", business_id = scope.id().as_str(), alert_id = %alert.id, drill = alert.is_drill);
    }
    Ok(Done::Finished)
}

/// Locks an alert, and before it its conversation, as a turn does.
pub(super) async fn lock_alert_with_conversation(rows: &Rows<'_>, id: Uuid) -> Result<Option<(Option<Conversation>, Alert)>, StoreError> {
    let Some(seen) = rows.alert(id).await? else { return Ok(None) };
    let conversation = match seen.conversation_id {
        Some(conversation) => rows.lock_conversation_by_id(conversation).await?,
        None => None,
    };
    Ok(rows.lock_alert(id).await?.map(|alert| (conversation, alert)))
}

/// What is known of an emergency by now: what was said since it was raised counts.
pub(super) fn details_now(alert: &Alert, conversation: Option<&Conversation>) -> EmergencyAlert {
    let Some(conversation) = conversation else { return alert.details.clone() };
    let known = EmergencyAlert::of(&conversation.state.facts, conversation.state.urgency.danger);
    let raised = alert.details.clone();
    EmergencyAlert {
        danger: known.danger.or(raised.danger),
        summary: raised.summary.or(known.summary),
        name: known.name.or(raised.name),
        address: known.address.or(raised.address),
        phone: known.phone.or(raised.phone),
    }
}

impl Desk<'_> {
    pub(super) fn has_somebody_to_alert(&self) -> bool {
        !alert_contacts(self.app, self.business).is_empty()
    }

    /// Alerts the next one; where everybody was tried, somebody hears of that.
    pub(super) async fn move_on(&self, alert: &mut Alert, conversation: Option<&Conversation>) -> Result<(), StoreError> {
        let steps = self.rows.alert_steps(&[alert.id]).await?;
        // A text and a call of the same attempt count as one.
        let attempts: BTreeMap<u32, &PhoneNumber> = steps.iter().map(|step| (step.attempt, &step.to)).collect();
        let tried: Vec<PhoneNumber> = attempts.values().map(|to| (*to).clone()).collect();
        let contacts = alert_contacts(self.app, self.business);
        alert.moves += 1;
        alert.next_at = Some(self.now.saturating_add(self.business.escalates_after()).unwrap_or(self.now));
        if let Some(step) = text_that_failed(self.rows, &steps).await? {
            return self.alert_by_call(alert, (step.attempt, &step.to)).await;
        }
        let Some(contact) = whom_next(&contacts, &tried) else { return self.give_up(alert, conversation).await };
        let attempt = attempts.last_key_value().map_or(0, |(last, _)| last + 1);
        let takes_texts = self.takes_texts(&contact.phone).await?;
        if takes_texts {
            let details = details_now(alert, conversation);
            self.alert_by_text(alert, &details, (attempt, &contact.phone)).await?;
        }
        if !takes_texts || self.business.settings.alert_by_call == Some(true) {
            self.alert_by_call(alert, (attempt, &contact.phone)).await?;
        }
        Ok(())
    }

    /// Texts are of no use to who wants none.
    async fn takes_texts(&self, number: &PhoneNumber) -> Result<bool, StoreError> {
        Ok(!self.rows.is_opted_out(number).await?)
    }

    async fn alert_by_call(&self, alert: &Alert, (attempt, to): (u32, &PhoneNumber)) -> Result<(), StoreError> {
        let mut step = self.step(alert, (attempt, to), Way::Call, None);
        let never_leaves = never_leaves(self.app, self.business);
        if never_leaves {
            step.outcome = Some("stubbed".to_owned());
        }
        self.rows.add_alert_step(&step).await?;
        if !never_leaves {
            self.rows.add_job(self.app.chance.id(self.now), &Work::CallAboutAlert { step: step.id }, self.now).await?;
        }
        Ok(())
    }

    async fn alert_by_text(&self, alert: &Alert, details: &EmergencyAlert, (attempt, to): (u32, &PhoneNumber)) -> Result<(), StoreError> {
        let token = URL_SAFE_NO_PAD.encode(self.app.chance.bytes::<16>());
        let step = self.step(alert, (attempt, to), Way::Text, Some(secrets::hash(&token)));
        self.rows.add_alert_step(&step).await?;
        let link = format!("{}/alert/{token}", self.app.config.public_base_url);
        let words = AlertText { details, business_name: &self.business.name, is_drill: alert.is_drill };
        let text = OutgoingText {
            purpose: (Audience::Owner, if alert.is_drill { "drill" } else { "emergency" }),
            to,
            body: owner_texts::emergency(&words, &link),
            conversation_id: alert.conversation_id,
            visit: None,
            once: Some(step.once()),
        };
        queue_text(self.app, self.rows, self.business, text, self.now).await?;
        Ok(())
    }

    fn step(&self, alert: &Alert, (attempt, to): (u32, &PhoneNumber), way: Way, token_hash: Option<String>) -> AlertStep {
        AlertStep {
            id: self.app.chance.id(self.now),
            alert_id: alert.id,
            attempt,
            to: to.clone(),
            way,
            at: self.now,
            call_id: None,
            outcome: None,
            outcome_at: None,
            token_hash,
        }
    }

    /// Everybody was tried: a task stays, the caller hears the truth, and so does the operator.
    async fn give_up(&self, alert: &mut Alert, conversation: Option<&Conversation>) -> Result<(), StoreError> {
        alert.state = AlertState::Unanswered;
        alert.unanswered_at = Some(self.now);
        alert.next_at = None;
        if alert.is_drill {
            return Ok(());
        }
        if let Some(conversation) = conversation {
            self.promise_call(conversation).await?;
            tell_caller(self, alert, conversation).await?;
        }
        if self.business.is_demo {
            return Ok(());
        }
        tell_operator(self.app, self.rows, self.business, &Notice::OwnerUnreachable { alert: alert.id }, self.now).await
    }

    async fn promise_call(&self, conversation: &Conversation) -> Result<(), StoreError> {
        if self.rows.has_callback(conversation.id, CallbackReason::Emergency).await? {
            return Ok(());
        }
        let due = self.business.schedule.callback_due(self.now, true);
        if let Some(callback) = Callback::of(&conversation.state.facts, CallbackReason::Emergency, due) {
            self.rows.add_callback(self.app.chance.id(self.now), conversation.id, &callback, self.now).await?;
        }
        Ok(())
    }
}
