//! Looking at the carrier for texts of which nobody knows whether it took them, before they are handed over again.

use super::hand_over::sender;
use super::settle::{pause, report_sent};
use super::{Leaving, worth_until};
use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::outbound::telephony::{FoundText, Sender, TextSearch};
use crate::storage::jobs::Urgency;
use crate::storage::messages::{Message, MessageStatus};
use crate::storage::{Rows, StoreError};
use crate::usecases::done::later;
use crate::usecases::find_business::KnownBusiness;
use crate::usecases::queue_text::urgency;
use crate::usecases::text_failed::{Failure, text_failed};
use jiff::{SignedDuration, Timestamp};
use std::time::{Duration, Instant};

/// A text that is not found at these times after its hand-over was not taken.
const LOOKS: [SignedDuration; 2] = [SignedDuration::from_mins(1), SignedDuration::from_mins(5)];
/// The same where somebody may be in danger.
const URGENT_LOOKS: [SignedDuration; 2] = [SignedDuration::from_secs(10), SignedDuration::from_secs(45)];
/// The carrier's clock may be so far behind ours.
const SKEW: SignedDuration = SignedDuration::from_secs(60);
/// A carrier that does not answer is asked again after this at the earliest.
const SHORTEST_PAUSE: SignedDuration = SignedDuration::from_secs(15);
/// No look begins later than this, well before the lease of the jobs is over.
const NO_LONGER: Duration = Duration::from_secs(40);

fn looks(message: &Message) -> &'static [SignedDuration; 2] {
    if urgency(message.audience, &message.kind) == Urgency::Now { &URGENT_LOOKS } else { &LOOKS }
}

/// When to look for a text first that was handed over just now.
pub(super) fn first_look(message: &Message, handed_at: Timestamp) -> Timestamp {
    later(handed_at, looks(message)[0])
}

fn handed_at(leaving: &Leaving) -> Timestamp {
    leaving.text.handed_at.unwrap_or(leaving.text.message.created_at)
}

/// When to look for a text next; none where it was looked for often enough.
fn next_look(leaving: &Leaving) -> Option<Timestamp> {
    let after = looks(&leaving.text.message).get(usize::try_from(leaving.text.looks).unwrap_or(usize::MAX))?;
    Some(later(handed_at(leaving), *after))
}

/// Looks for those texts whose time to be looked for has come.
pub(super) async fn look(app: &App, scope: &BusinessScope, known: &KnownBusiness, unsure: Vec<Leaving>) -> Result<(), StoreError> {
    let begun = Instant::now();
    let mut is_over = false;
    for leaving in &unsure {
        let now = app.clock.now();
        let due = next_look(leaving);
        if let Some(due) = due.filter(|due| *due > now) {
            put_off(app, scope, leaving, due, "it may have been taken; it is looked for then").await?;
        } else if is_over || begun.elapsed() > NO_LONGER {
            put_off(app, scope, leaving, later(now, SHORTEST_PAUSE), "the carrier did not answer").await?;
        } else {
            is_over = !look_for(app, scope, known, leaving).await?;
        }
    }
    Ok(())
}

async fn put_off(app: &App, scope: &BusinessScope, leaving: &Leaving, then: Timestamp, why: &str) -> Result<(), StoreError> {
    let transaction = app.store.begin(scope).await?;
    transaction.rows().retry_jobs(&[leaving.job], then, why).await?;
    transaction.commit().await
}

/// Looks for one text. False where the carrier did not answer.
async fn look_for(app: &App, scope: &BusinessScope, known: &KnownBusiness, leaving: &Leaving) -> Result<bool, StoreError> {
    let message = &leaving.text.message;
    let from = match sender(app, &known.business) {
        Some(Sender::Number(number)) => Some(number),
        Some(Sender::Service(_)) | None => None,
    };
    let found = app.telephony.find_texts(TextSearch { from, to: &message.to, account: known.carrier.as_ref() }).await;
    let now = app.clock.now();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    // A status callback may have settled it meanwhile.
    let still = rows.lock_message(message.id).await?.filter(super::is_unsure);
    let mut taken = None;
    let answered = found.is_ok();
    match (still, found) {
        (None, _) => rows.finish_jobs(&[leaving.job]).await?,
        (Some(_), Ok(found)) => {
            let mut candidates: Vec<FoundText> = found.into_iter().filter(|found| is_it(found, leaving)).collect();
            candidates.sort_by_key(|found| found.created_at);
            let sids: Vec<&str> = candidates.iter().map(|found| found.sid.as_str()).collect();
            let known_sids = rows.known_carrier_ids(&sids).await?;
            taken = candidates.into_iter().find(|found| !known_sids.contains(&found.sid));
            match &taken {
                Some(found) => {
                    rows.note_taken(message.id, &found.sid, now).await?;
                    rows.finish_jobs(&[leaving.job]).await?;
                }
                None => not_found(app, &rows, &known.business, leaving).await?,
            }
        }
        (Some(_), Err(unanswered)) => {
            let then = later(now, pause(app, leaving).max(SHORTEST_PAUSE));
            let why = unanswered.to_string();
            if then >= worth_until(message) {
                text_failed(
                    app,
                    &rows,
                    &known.business,
                    (message, leaving.job),
                    Failure { why: &why, code: None, status: MessageStatus::Unknown },
                )
                .await?;
            } else {
                rows.retry_jobs(&[leaving.job], then, &why).await?;
            }
        }
    }
    drop(rows);
    transaction.commit().await?;
    if taken.is_some() {
        report_sent(scope, message, MessageStatus::Sent);
    }
    Ok(answered)
}

/// Not found once, it is looked for again; not found as often as that, it is handed over again, where that is still of use.
async fn not_found(app: &App, rows: &Rows<'_>, business: &Business, leaving: &Leaving) -> Result<(), StoreError> {
    let (message, now) = (&leaving.text.message, app.clock.now());
    rows.note_look(message.id).await?;
    let looked = usize::try_from(leaving.text.looks).unwrap_or(usize::MAX).saturating_add(1);
    if let Some(after) = looks(message).get(looked) {
        let then = later(handed_at(leaving), *after);
        return rows.retry_jobs(&[leaving.job], then, "it may have been taken; it is looked for again").await;
    }
    let why = "it was not taken";
    if now >= worth_until(message) {
        let failure = Failure { why, code: None, status: MessageStatus::Failed };
        return text_failed(app, rows, business, (message, leaving.job), failure).await;
    }
    rows.settle_texts(&[message.id], MessageStatus::Queued, now).await?;
    rows.retry_jobs(&[leaving.job], now, why).await
}

/// Whether what the carrier has is this text. Accounts on trial put a sentence before the words.
fn is_it(found: &FoundText, leaving: &Leaving) -> bool {
    let handed_at = handed_at(leaving);
    let since = handed_at.saturating_sub(SKEW).unwrap_or(handed_at);
    found.created_at >= since && found.body.trim_end().ends_with(leaving.text.message.body.trim())
}
