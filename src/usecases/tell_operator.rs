//! Calling the operator for help: by text to `OPERATOR_PHONE`, by `OPERATOR_WEBHOOK`, and in the list of notices in any case.

use crate::app::App;
use crate::domain::business::{Business, BusinessId, BusinessScope};
use crate::domain::notice::Notice;
use crate::outbound::operator_webhook::{Call, Unheard};
use crate::storage::jobs::Work;
use crate::storage::messages::Audience;
use crate::storage::{Rows, StoreError};
use crate::usecases::done::Done;
use crate::usecases::find_business::find_business;
use crate::usecases::queue_text::{OutgoingText, queue_text};
use jiff::{SignedDuration, Timestamp};
use tracing::warn;
use uuid::Uuid;

/// The same trouble of the same business is told once in this time.
const ONCE_IN: SignedDuration = SignedDuration::from_hours(6);

/// Tells the operator, inside the transaction in which the trouble came to light; the same trouble of one business once in six hours.
///
/// # Errors
/// Where the database fails.
pub async fn tell_operator(app: &App, rows: &Rows<'_>, business: &Business, notice: &Notice, now: Timestamp) -> Result<(), StoreError> {
    let stretch = now.as_second().div_euclid(ONCE_IN.as_secs());
    let once_key = format!("{}:{}:{stretch}", notice.kind(), notice.detail());
    let (id, words) = (app.chance.id(now), notice.words(business));
    if !rows.add_notice(id, (notice, &words), once_key, now).await? {
        return Ok(());
    }
    warn!(event = "operator_told", business_id = business.id.as_str(), notice = notice.kind(), detail = notice.detail());
    if let Some(phone) = &app.config.operator_phone {
        let text = OutgoingText {
            purpose: (Audience::Operator, notice.kind()),
            to: phone,
            body: words,
            conversation_id: None,
            visit: None,
            once: Some(format!("notice:{id}")),
        };
        queue_text(app, rows, business, text, now).await?;
    }
    if app.operator_webhook.is_some() {
        rows.add_job(app.chance.id(now), &Work::CallOperatorWebhook { notice: id }, now).await?;
    }
    Ok(())
}

/// Calls the operator's webhook about a notice. It carries the notice's id, so that a second call for the same can be told apart.
///
/// # Errors
/// Where the database fails.
pub async fn call_operator_webhook(app: &App, scope: &BusinessScope, id: Uuid) -> Result<Done, StoreError> {
    let (Some(webhook), Some(notice)) = (&app.operator_webhook, app.store.rows(scope).notice(id).await?) else { return Ok(Done::Finished) };
    let call = Call {
        id,
        kind: &notice.kind,
        detail: &notice.detail,
        business_id: notice.business_id.as_str(),
        text: &notice.words,
        at: notice.created_at,
    };
    Ok(match webhook.call(&call).await {
        Ok(()) => Done::Finished,
        Err(Unheard::Later(why)) => Done::Retry(why),
        Err(Unheard::Refused(why)) => Done::GiveUp(why),
    })
}

/// A notice is seen to. False where that business has no such notice.
///
/// # Errors
/// Where the database fails.
pub async fn clear_notice(app: &App, business: &BusinessId, id: Uuid) -> Result<bool, StoreError> {
    let Some(known) = find_business(app, business).await? else { return Ok(false) };
    let transaction = app.store.begin(&known.scope()).await?;
    let was_there = transaction.rows().clear_notice(id, app.clock.now()).await?;
    transaction.commit().await?;
    Ok(was_there)
}
