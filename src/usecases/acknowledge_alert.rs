//! Somebody has it: noted with the time, and everybody concerned is told.

use crate::app::App;
use crate::domain::alert::{ANSWERABLE_FOR, AlertState, AnsweredBy};
use crate::domain::business::{Business, BusinessScope};
use crate::domain::conversation::step::EmergencyAlert;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::alerts::{Acknowledgement, Alert, AlertStep};
use crate::storage::messages::Audience;
use crate::storage::{Rows, StoreError};
use crate::usecases::advance_alert::{Desk, details_now, lock_alert_with_conversation};
use crate::usecases::owner_texts;
use crate::usecases::queue_text::{OutgoingText, queue_text};
use crate::usecases::tell_caller::{name_of, tell_caller};
use jiff::Timestamp;
use std::collections::BTreeSet;
use tracing::info;
use uuid::Uuid;

/// An alert that somebody has.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The alert.
    pub alert: Alert,
    /// What is known of the emergency.
    pub details: EmergencyAlert,
    /// Who has it.
    pub by: Acknowledgement,
    /// They said so just now; else somebody had it before.
    pub is_news: bool,
}

impl Taken {
    /// How the one who has it is called: by name, else by the last digits of their number.
    pub fn who(&self, app: &App, business: &Business) -> String {
        who(app, business, &self.by.by)
    }
}

fn who(app: &App, business: &Business, number: &PhoneNumber) -> String {
    name_of(app, business, number).unwrap_or_else(|| format!("the person whose number ends in {}", number.last_four()))
}

/// Notes that somebody has an alert, in a transaction of its own. None where there is no such alert.
///
/// # Errors
/// Where the database fails.
pub async fn acknowledge_alert(
    app: &App,
    scope: &BusinessScope,
    business: &Business,
    id: Uuid,
    (by, how): (&PhoneNumber, AnsweredBy),
) -> Result<Option<Taken>, StoreError> {
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    let taken = take_alert(&Desk { app, rows: &rows, business, now: app.clock.now() }, id, (by, how)).await?;
    drop(rows);
    transaction.commit().await?;
    if let Some(taken) = &taken {
        after(app, scope, taken);
    }
    Ok(taken)
}

/// Who has an alert; none where nobody has.
///
/// # Errors
/// Where the database fails.
pub async fn look_at_alert(app: &App, scope: &BusinessScope, alert: &Alert) -> Result<Option<Taken>, StoreError> {
    let Some(by) = alert.acknowledged.clone() else { return Ok(None) };
    let conversation = match alert.conversation_id {
        Some(id) => app.store.rows(scope).conversation(id).await?,
        None => None,
    };
    Ok(Some(Taken { details: details_now(alert, conversation.as_ref()), alert: alert.clone(), by, is_news: false }))
}

/// What follows once it is kept that somebody has an alert.
pub(super) fn after(app: &App, scope: &BusinessScope, taken: &Taken) {
    if !taken.is_news {
        return;
    }
    app.job_bell.notify_one();
    let (alert, by) = (&taken.alert, &taken.by);
    let seconds = by.at.duration_since(alert.raised_at).as_secs();
    let conversation_id = alert.conversation_id.map(|id| id.to_string());
    info!(
        event = "alert_acknowledged",
        business_id = scope.id().as_str(),
        conversation_id,
        alert_id = %alert.id,
        how = by.how.as_str(),
        by = format!("…{}", by.by.last_four()),
        drill = alert.is_drill,
        seconds
    );
}

/// Notes that somebody has an alert. The first one stays, whoever says so after them.
pub(super) async fn take_alert(desk: &Desk<'_>, id: Uuid, (by, how): (&PhoneNumber, AnsweredBy)) -> Result<Option<Taken>, StoreError> {
    let Some((conversation, mut alert)) = lock_alert_with_conversation(desk.rows, id).await? else { return Ok(None) };
    let details = details_now(&alert, conversation.as_ref());
    if let Some(by) = alert.acknowledged.clone() {
        return Ok(Some(Taken { alert, details, by, is_news: false }));
    }
    let taken = Acknowledgement { at: desk.now, by: by.clone(), how };
    alert.state = AlertState::Acknowledged;
    alert.acknowledged = Some(taken.clone());
    alert.next_at = None;
    alert.caller_texted = false;
    if let Some(conversation) = &conversation {
        tell_caller(desk, &mut alert, conversation).await?;
    }
    desk.tell_the_others(&alert, by).await?;
    desk.rows.store_alert(&alert).await?;
    Ok(Some(Taken { alert, details, by: taken, is_news: true }))
}

impl Desk<'_> {
    /// Whoever else was alerted need not get up, and what still waits to leave stays.
    async fn tell_the_others(&self, alert: &Alert, by: &PhoneNumber) -> Result<(), StoreError> {
        let steps = self.rows.alert_steps(&[alert.id]).await?;
        self.rows.drop_texts_made_once(steps.iter().map(AlertStep::once).collect()).await?;
        let others: BTreeSet<&PhoneNumber> = steps.iter().map(|step| &step.to).filter(|to| *to != by).collect();
        let body = owner_texts::somebody_has_it(&who(self.app, self.business, by), &self.business.name, alert.is_drill);
        for to in others {
            let text = OutgoingText {
                purpose: (Audience::Owner, "alert_taken"),
                to,
                body: body.clone(),
                conversation_id: alert.conversation_id,
                visit: None,
                once: Some(format!("alert-taken:{}:{}", alert.id, to.as_str())),
            };
            queue_text(self.app, self.rows, self.business, text, self.now).await?;
        }
        Ok(())
    }
}

/// The alert that a bare answer means: the newest that nobody has, and no drill where there is more than a drill. Where all are
/// taken, the newest of those.
pub(super) async fn alert_meant(desk: &Desk<'_>) -> Result<Option<Alert>, StoreError> {
    let since = desk.now.saturating_sub(ANSWERABLE_FOR).unwrap_or(desk.now);
    let recent = desk.rows.alerts_since(since).await?;
    let is_open = |alert: &&Alert| alert.state != AlertState::Acknowledged;
    let open = recent.iter().filter(is_open);
    let meant = open.clone().find(|alert| !alert.is_drill).or_else(|| open.clone().next()).or_else(|| recent.first());
    Ok(meant.cloned())
}

/// How many alerts of the last day nobody has.
pub(super) async fn alerts_open(rows: &Rows<'_>, now: Timestamp) -> Result<usize, StoreError> {
    let since = now.saturating_sub(ANSWERABLE_FOR).unwrap_or(now);
    Ok(rows.alerts_since(since).await?.iter().filter(|alert| alert.state != AlertState::Acknowledged).count())
}
