//! Noting what became of texts that were handed over, and ending their jobs, in one transaction.

use super::hand_over::Outcome;
use super::{Leaving, look, worth_until};
use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::outbound::telephony::refusal::RefusalClass;
use crate::outbound::telephony::{Handed, NotTaken};
use crate::storage::jobs::Urgency;
use crate::storage::messages::{Audience, Message, MessageStatus};
use crate::storage::{Rows, StoreError};
use crate::usecases::done::{LONGEST_BACK_OFF, back_off, later};
use crate::usecases::queue_text::{EMERGENCY, urgency};
use crate::usecases::text_failed::{Failure, text_failed};
use jiff::{SignedDuration, Timestamp};
use tracing::info;
use uuid::Uuid;

/// What wakes somebody is not put off for longer than this.
const LONGEST_URGENT_BACK_OFF: SignedDuration = SignedDuration::from_secs(30);

/// Notes what became of texts.
pub(super) async fn settle(
    app: &App,
    scope: &BusinessScope,
    business: &Business,
    outcomes: Vec<(Leaving, Outcome)>,
) -> Result<(), StoreError> {
    if outcomes.is_empty() {
        return Ok(());
    }
    let now = app.clock.now();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let desk = Desk { app, rows: &rows, business, now };
    let (mut sent, mut stubbed, mut over): (Vec<(Message, MessageStatus)>, Vec<Uuid>, Vec<Uuid>) = Default::default();
    for (leaving, outcome) in outcomes {
        match outcome {
            Outcome::Handed(Handed::Taken(sid)) => {
                over.push(leaving.job);
                // A status callback that was faster has told the log.
                if rows.note_taken(leaving.text.message.id, &sid, now).await? {
                    sent.push((leaving.text.message, MessageStatus::Sent));
                }
            }
            Outcome::Handed(Handed::Stubbed) => {
                stubbed.push(leaving.text.message.id);
                over.push(leaving.job);
                sent.push((leaving.text.message, MessageStatus::Stubbed));
            }
            Outcome::NotTaken(failure) => desk.not_taken(&leaving, failure).await?,
            Outcome::NotBegun => desk.again(&leaving, "the carrier did not take those before it", None).await?,
        }
    }
    rows.settle_texts(&stubbed, MessageStatus::Stubbed, now).await?;
    rows.finish_jobs(&over).await?;
    drop(rows);
    transaction.commit().await?;
    for (message, status) in &sent {
        report_sent(scope, message, *status);
    }
    Ok(())
}

struct Desk<'a> {
    app: &'a App,
    rows: &'a Rows<'a>,
    business: &'a Business,
    now: Timestamp,
}

impl Desk<'_> {
    async fn not_taken(&self, leaving: &Leaving, failure: NotTaken) -> Result<(), StoreError> {
        let why = failure.to_string();
        match failure {
            NotTaken::NotReached(_) => self.again(leaving, &why, None).await,
            NotTaken::TooMany(patience) => self.again(leaving, &why, patience).await,
            NotTaken::Refused(refusal) if refusal.class() == RefusalClass::Transient => self.again(leaving, &why, None).await,
            NotTaken::Refused(refusal) => {
                self.failed(
                    leaving,
                    Failure { why: &why, code: Some(refusal.code.unwrap_or(u32::from(refusal.status))), status: MessageStatus::Failed },
                )
                .await
            }
            NotTaken::Unknown(_) => {
                self.rows.settle_texts(&[leaving.text.message.id], MessageStatus::Unknown, self.now).await?;
                self.rows.retry_jobs(&[leaving.job], look::first_look(&leaving.text.message, self.now), &why).await
            }
        }
    }

    /// Puts a text back that was certainly not taken, for as long as it is worth sending.
    async fn again(&self, leaving: &Leaving, why: &str, patience: Option<SignedDuration>) -> Result<(), StoreError> {
        let message = &leaving.text.message;
        let then = later(self.now, patience.unwrap_or_default().max(pause(self.app, leaving)));
        if then >= worth_until(message) {
            return self.failed(leaving, Failure { why, code: None, status: MessageStatus::Failed }).await;
        }
        self.rows.settle_texts(&[message.id], MessageStatus::Queued, self.now).await?;
        self.rows.retry_jobs(&[leaving.job], then, why).await
    }

    async fn failed(&self, leaving: &Leaving, failure: Failure<'_>) -> Result<(), StoreError> {
        text_failed(self.app, self.rows, self.business, (&leaving.text.message, leaving.job), failure).await
    }
}

/// How long to wait before the carrier is asked again about a text.
pub(super) fn pause(app: &App, leaving: &Leaving) -> SignedDuration {
    let message = &leaving.text.message;
    let is_urgent = urgency(message.audience, &message.kind) == Urgency::Now;
    back_off(app, leaving.attempts, if is_urgent { LONGEST_URGENT_BACK_OFF } else { LONGEST_BACK_OFF })
}

/// Tells the log that a text was handed over.
pub(in crate::usecases) fn report_sent(scope: &BusinessScope, message: &Message, status: MessageStatus) {
    let (business_id, conversation_id) = (scope.id().as_str(), message.conversation_id.map(|id| id.to_string()));
    let provider = status.as_str();
    info!(event = "message_sent", business_id, conversation_id, message_id = %message.id, kind = message.kind, provider);
    if message.audience == Audience::Owner && message.kind == EMERGENCY {
        info!(event = "owner_alerted", business_id, conversation_id, message_id = %message.id, provider);
    }
}
