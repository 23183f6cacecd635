//! Telling a caller by text how the alert for them came out, where they can't be told in what they are in.

use crate::app::App;
use crate::domain::alert::{AlertState, Standing};
use crate::domain::business::Business;
use crate::domain::conversation::Channel;
use crate::domain::conversation::wording::{Scene, alert_text};
use crate::domain::phone_number::PhoneNumber;
use crate::storage::StoreError;
use crate::storage::alerts::Alert;
use crate::storage::conversations::Conversation;
use crate::storage::messages::Audience;
use crate::usecases::advance_alert::Desk;
use crate::usecases::queue_text::{OutgoingText, queue_text};
use crate::usecases::reach_owner::alert_contacts;

/// What the caller may be told of an alert; nothing while somebody may still answer.
pub(super) fn standing_of(app: &App, business: &Business, alert: &Alert) -> Option<Standing> {
    match alert.state {
        AlertState::Open => None,
        AlertState::Unanswered => Some(Standing::Unanswered),
        AlertState::Acknowledged => {
            let by = alert.acknowledged.as_ref().and_then(|taken| name_of(app, business, &taken.by));
            Some(Standing::Taken { by })
        }
    }
}

/// The name of somebody who is alerted at this number.
pub(super) fn name_of(app: &App, business: &Business, number: &PhoneNumber) -> Option<String> {
    alert_contacts(app, business).into_iter().find(|contact| contact.phone == *number)?.name
}

/// Texts the caller how their alert came out. Somebody on the line hears it there; who has hung up, writes texts, or may have
/// left the web site, gets one text.
pub(super) async fn tell_caller(desk: &Desk<'_>, alert: &mut Alert, conversation: &Conversation) -> Result<(), StoreError> {
    let Some(standing) = standing_of(desk.app, desk.business, alert) else { return Ok(()) };
    let is_on_the_line = conversation.channel == Channel::Phone && conversation.ended_at.is_none();
    let was_told = conversation.state.urgency.standing.as_ref() == Some(&standing);
    let Some(phone) = conversation.state.facts.phone.as_ref().map(|fact| &fact.value) else { return Ok(()) };
    if is_on_the_line || was_told {
        return Ok(());
    }
    let scene = Scene { business: desk.business, channel: Channel::Sms, now: desk.now };
    let (kind, danger) = match standing {
        Standing::Taken { .. } => ("alert_taken", None),
        Standing::Unanswered => ("alert_unanswered", conversation.state.urgency.danger),
    };
    let text = OutgoingText {
        purpose: (Audience::Customer, kind),
        to: phone,
        body: alert_text(&standing, danger, conversation.state.language, &scene),
        conversation_id: Some(conversation.id),
        visit: None,
        once: Some(format!("{kind}:{}", alert.id)),
    };
    queue_text(desk.app, desk.rows, desk.business, text, desk.now).await?;
    alert.caller_texted = true;
    Ok(())
}

/// Tells somebody who has hung up what came out while they were on the line and was not said any more.
pub(super) async fn tell_after_call(desk: &Desk<'_>, conversation: &Conversation) -> Result<(), StoreError> {
    if !conversation.state.urgency.alerted {
        return Ok(());
    }
    let Some(seen) = desk.rows.alert_of_conversation(conversation.id).await? else { return Ok(()) };
    if seen.state == AlertState::Open || seen.caller_texted {
        return Ok(());
    }
    let Some(mut alert) = desk.rows.lock_alert(seen.id).await? else { return Ok(()) };
    tell_caller(desk, &mut alert, conversation).await?;
    desk.rows.store_alert(&alert).await
}
