//! Reaching a limit on cost: never silently. The owner gets a task and the operator a notice, once a day.

use crate::app::App;
use crate::domain::business::Business;
use crate::domain::conversation::step::{Callback, CallbackReason};
use crate::domain::limits::Limit;
use crate::domain::notice::Notice;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::{Rows, StoreError};
use crate::usecases::tell_operator::tell_operator;
use jiff::Timestamp;
use tracing::warn;
use uuid::Uuid;

/// Puts down that a limit was reached, by a number in a conversation where it is about one, inside the caller's transaction. The
/// same limit and number count once a day.
///
/// # Errors
/// Where the database fails.
pub async fn reach_limit(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    (limit, phone, conversation): (Limit, Option<&PhoneNumber>, Option<Uuid>),
    now: Timestamp,
) -> Result<(), StoreError> {
    let today = now.to_zoned(business.zone().clone()).date();
    let subject = phone.filter(|_| limit != Limit::TextsPerDay).map_or("", PhoneNumber::as_str);
    if !rows.add_reached_limit(today, limit, subject, now).await? {
        return Ok(());
    }
    warn!(event = "limit_reached", business_id = business.id.as_str(), limit = limit.as_str());
    if let Some(phone) = phone {
        let callback = Callback {
            reason: CallbackReason::LimitReached,
            phone: phone.clone(),
            name: rows.customer_by_phone(phone).await?.and_then(|customer| customer.name),
            summary: Some(limit.words().to_owned()),
            due: business.schedule.callback_due(now, false),
        };
        rows.add_callback(app.chance.id(now), conversation, &callback, now).await?;
    }
    tell_operator(app, rows, business, &Notice::LimitReached { limit: limit.as_str() }, now).await
}
