//! Alerts as the owner sees them: each with what is known by now, and what became of each step.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::conversation::step::EmergencyAlert;
use crate::storage::alerts::{Alert, AlertStep, step_of_text};
use crate::storage::{Page, StoreError};
use crate::usecases::advance_alert::details_now;
use crate::usecases::tell_caller::name_of;
use std::collections::HashMap;
use uuid::Uuid;

/// An alert with all that belongs to it.
#[derive(Clone, Debug)]
pub struct ListedAlert {
    /// The alert.
    pub alert: Alert,
    /// What is known of the emergency.
    pub details: EmergencyAlert,
    /// The steps in order, each with the name of who was alerted, where one is set.
    pub steps: Vec<(AlertStep, Option<String>)>,
}

/// A page of alerts, the newest first.
///
/// # Errors
/// Where the database fails.
pub async fn list_alerts(app: &App, scope: &BusinessScope, business: &Business, page: Page) -> Result<Vec<ListedAlert>, StoreError> {
    let alerts = app.store.rows(scope).alerts(page).await?;
    with_all(app, scope, business, alerts).await
}

/// An alert with all that belongs to it.
///
/// # Errors
/// Where the database fails.
pub async fn show_alert(app: &App, scope: &BusinessScope, business: &Business, alert: Alert) -> Result<Option<ListedAlert>, StoreError> {
    Ok(with_all(app, scope, business, vec![alert]).await?.into_iter().next())
}

async fn with_all(app: &App, scope: &BusinessScope, business: &Business, alerts: Vec<Alert>) -> Result<Vec<ListedAlert>, StoreError> {
    let rows = app.store.rows(scope);
    let ids: Vec<Uuid> = alerts.iter().map(|alert| alert.id).collect();
    let steps = rows.alert_steps(&ids).await?;
    let texts = rows.messages_made_once(steps.iter().map(AlertStep::once).collect()).await?;
    let statuses: HashMap<Uuid, String> =
        texts.into_iter().filter_map(|text| Some((step_of_text(text.once.as_deref()?)?, text.status))).collect();
    let mut listed = Vec::with_capacity(alerts.len());
    for alert in alerts {
        let conversation = match alert.conversation_id {
            Some(id) => rows.conversation(id).await?,
            None => None,
        };
        let own = steps.iter().filter(|step| step.alert_id == alert.id).map(|step| {
            let outcome = step.outcome.clone().or_else(|| statuses.get(&step.id).cloned());
            (AlertStep { outcome, ..step.clone() }, name_of(app, business, &step.to))
        });
        let steps = own.collect();
        listed.push(ListedAlert { details: details_now(&alert, conversation.as_ref()), alert, steps });
    }
    Ok(listed)
}
