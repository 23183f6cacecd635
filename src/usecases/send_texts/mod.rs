//! Handing texts to the carrier, many at once and each at most once, whatever crashes.
//!
//! A text is marked before it is handed over. Whoever finds it marked later does not know whether the carrier took it, and looks
//! there before handing it over again.

mod hand_over;
mod look;
mod settle;

use crate::app::App;
use crate::domain::business::{Business, BusinessScope, BusinessStatus};
use crate::storage::messages::{Message, MessageStatus};
use crate::storage::outbox::LeavingText;
use crate::storage::{Rows, StoreError};
use crate::usecases::done::{SUSPENDED, WAIT, later};
use crate::usecases::find_business::{KnownBusiness, find_business};
use crate::usecases::gate::{Verdict, gate};
use crate::usecases::text_failed::{Failure, bad_number_since, text_failed};
use hand_over::{hand_over, sender};
use jiff::{SignedDuration, Timestamp};
pub(super) use settle::report_sent;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// A job that sends a text.
#[derive(Clone, Copy, Debug)]
pub struct TextJob {
    /// The job.
    pub job: Uuid,
    /// The text.
    pub message: Uuid,
    /// How often it was claimed, this time included.
    pub attempts: u32,
}

/// A text with the job that sends it.
struct Leaving {
    job: Uuid,
    attempts: u32,
    text: LeavingText,
}

/// Sends texts of one business. A job that is over is ended in the transaction that notes what became of its text.
///
/// # Errors
/// Where the database fails; what was handed over then is looked for at the carrier later.
pub async fn send_texts(app: &App, scope: &BusinessScope, jobs: &[TextJob]) -> Result<(), StoreError> {
    let ids: Vec<Uuid> = jobs.iter().map(|job| job.job).collect();
    let known = find_business(app, scope.id()).await?;
    let Some(known) = known.filter(|known| known.business.status == BusinessStatus::Active) else {
        let transaction = app.store.begin(scope).await?;
        transaction.rows().retry_jobs(&ids, later(app.clock.now(), WAIT), SUSPENDED).await?;
        return transaction.commit().await;
    };
    let (ready, unsure) = prepare(app, scope, &known, jobs).await?;
    let outcomes = hand_over(app, scope, &known, ready).await;
    settle::settle(app, scope, &known.business, outcomes).await?;
    look::look(app, scope, &known, unsure).await
}

/// Marks what may leave, and gives it, with what was marked before and has no known outcome.
async fn prepare(
    app: &App,
    scope: &BusinessScope,
    known: &KnownBusiness,
    jobs: &[TextJob],
) -> Result<(Vec<Leaving>, Vec<Leaving>), StoreError> {
    let now = app.clock.now();
    let ids: Vec<Uuid> = jobs.iter().map(|job| job.message).collect();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let mut marked = by_id(rows.begin_to_hand_over(&ids, now).await?);
    let others: Vec<Uuid> = ids.iter().filter(|id| !marked.contains_key(*id)).copied().collect();
    let mut others = by_id(if others.is_empty() { Vec::new() } else { rows.leaving_texts(&others).await? });
    let (mut leaving, mut unsure, mut over) = (Vec::new(), Vec::new(), Vec::new());
    for job in jobs {
        if let Some(text) = marked.remove(&job.message) {
            leaving.push(Leaving { job: job.job, attempts: job.attempts, text });
        } else if let Some(text) = others.remove(&job.message).filter(is_unsure) {
            unsure.push(Leaving { job: job.job, attempts: job.attempts, text });
        } else {
            over.push(job.job);
        }
    }
    let ready = pass_the_gate(app, &rows, &known.business, leaving).await?;
    rows.finish_jobs(&over).await?;
    drop(rows);
    transaction.commit().await?;
    Ok((ready, unsure))
}

/// Gives those of the marked texts that may leave, and puts down the others. The gate is asked once the texts are marked, so that
/// whoever opts out before that is heard.
async fn pass_the_gate(app: &App, rows: &Rows<'_>, business: &Business, leaving: Vec<Leaving>) -> Result<Vec<Leaving>, StoreError> {
    let now = app.clock.now();
    let messages: Vec<Message> = leaving.iter().map(|leaving| leaving.text.message.clone()).collect();
    let verdicts = gate(app, rows, business, &messages, now).await?;
    let numbers: HashSet<&str> = messages.iter().map(|message| message.to.as_str()).collect();
    let bad = rows.bad_numbers_among(&numbers, bad_number_since(now)).await?;
    let has_sender = sender(app, business).is_some();
    let (mut ready, mut over) = (Vec::new(), Vec::new());
    let mut put_down: HashMap<MessageStatus, Vec<Uuid>> = HashMap::new();
    let mut waiting: HashMap<Timestamp, Vec<Uuid>> = HashMap::new();
    for (leaving, verdict) in leaving.into_iter().zip(verdicts) {
        let message = &leaving.text.message;
        let failure = match (verdict, bad.get(&message.to)) {
            (Verdict::Drop(status), _) => {
                put_down.entry(status).or_default().push(message.id);
                over.push(leaving.job);
                continue;
            }
            (Verdict::NotBefore(then), _) => {
                put_down.entry(MessageStatus::Queued).or_default().push(message.id);
                waiting.entry(then).or_default().push(leaving.job);
                continue;
            }
            (Verdict::Send, Some(code)) => {
                Failure { why: "the number took no text before", code: Some(*code), status: MessageStatus::Failed }
            }
            (Verdict::Send, None) if has_sender => {
                ready.push(leaving);
                continue;
            }
            (Verdict::Send, None) => Failure { why: NO_SENDER, code: None, status: MessageStatus::Failed },
        };
        text_failed(app, rows, business, (message, leaving.job), failure).await?;
    }
    for (status, texts) in put_down {
        rows.settle_texts(&texts, status, now).await?;
    }
    for (then, jobs) in waiting {
        rows.retry_jobs(&jobs, then, "").await?;
    }
    rows.finish_jobs(&over).await?;
    Ok(ready)
}

const NO_SENDER: &str = "there is no number to send from; give the business one, or set SMS_FROM_NUMBER";

fn by_id(texts: Vec<LeavingText>) -> HashMap<Uuid, LeavingText> {
    texts.into_iter().map(|text| (text.message.id, text)).collect()
}

/// Handed over, or about to be, by a process that did not come to note what became of it.
fn is_unsure(text: &LeavingText) -> bool {
    let status = text.message.status.as_str();
    text.carrier_id.is_none() && (status == MessageStatus::Sending.as_str() || status == MessageStatus::Unknown.as_str())
}

/// Until when it is of use to send a text that could not be sent yet: one about a visit until that begins, any other for a day.
pub fn worth_until(message: &Message) -> Timestamp {
    message.visit.map_or_else(|| later(message.created_at, SignedDuration::from_hours(24)), |visit| visit.from)
}
