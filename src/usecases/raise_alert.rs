//! Waking the people of a business: one alert for a conversation, or one to see whether it works.

use crate::app::App;
use crate::domain::alert::AlertState;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::conversation::step::EmergencyAlert;
use crate::storage::alerts::Alert;
use crate::storage::conversations::Conversation;
use crate::storage::{Rows, StoreError};
use crate::usecases::advance_alert::Desk;
use jiff::{SignedDuration, Timestamp};
use tracing::info;

/// A drill that nobody has answered is not raised a second time while it may still be.
const DRILL_LASTS: SignedDuration = SignedDuration::from_hours(1);

/// Raises the alert of a conversation, inside the transaction that decided on it, and alerts the first one. False where it has
/// one already.
///
/// # Errors
/// Where the database fails.
pub async fn raise_alert(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    (conversation, details): (&Conversation, EmergencyAlert),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let alert = new_alert(app, Some(conversation), details, now);
    raise(&Desk { app, rows, business, now }, alert, Some(conversation)).await.map(|raised| raised.is_some())
}

/// Raises a drill: the same steps, and every word says that it is one. A drill that is still open stays the only one.
///
/// # Errors
/// Where the database fails.
pub async fn raise_drill(app: &App, scope: &BusinessScope, business: &Business) -> Result<Alert, StoreError> {
    let now = app.clock.now();
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let since = now.saturating_sub(DRILL_LASTS).unwrap_or(now);
    let open = rows.alerts_since(since).await?.into_iter().find(|alert| alert.is_drill && alert.state == AlertState::Open);
    if let Some(open) = open {
        return Ok(open);
    }
    let details = EmergencyAlert {
        danger: None,
        summary: Some("This is a drill. Nobody needs help.".to_owned()),
        name: None,
        address: None,
        phone: business.phone_numbers.first().cloned(),
    };
    let desk = Desk { app, rows: &rows, business, now };
    let raised = raise(&desk, new_alert(app, None, details, now), None).await?;
    drop(rows);
    transaction.commit().await?;
    app.job_bell.notify_one();
    let alert = raised.ok_or_else(|| StoreError::Broken("a drill that is there already".to_owned()))?;
    info!(event = "alert_drill", business_id = scope.id().as_str(), alert_id = %alert.id);
    Ok(alert)
}

async fn raise(desk: &Desk<'_>, mut alert: Alert, conversation: Option<&Conversation>) -> Result<Option<Alert>, StoreError> {
    if !desk.rows.add_alert(&alert).await? {
        return Ok(None);
    }
    // Where nobody can be alerted, that is dealt with in a moment, when all that this turn decided is kept.
    if !desk.has_somebody_to_alert() {
        return Ok(Some(alert));
    }
    desk.move_on(&mut alert, conversation).await?;
    desk.rows.store_alert(&alert).await?;
    Ok(Some(alert))
}

fn new_alert(app: &App, conversation: Option<&Conversation>, details: EmergencyAlert, now: Timestamp) -> Alert {
    Alert {
        id: app.chance.id(now),
        conversation_id: conversation.map(|conversation| conversation.id),
        is_drill: conversation.is_none(),
        details,
        state: AlertState::Open,
        moves: 0,
        raised_at: now,
        next_at: Some(now),
        acknowledged: None,
        unanswered_at: None,
        caller_texted: false,
    }
}
