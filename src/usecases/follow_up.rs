//! Asking somebody once who told what is wrong, and then no more, whether they still want a visit.

use super::find_business::{KnownBusiness, find_business};
use super::gate::FOLLOW_UP;
use super::queue_text::{OutgoingText, queue_text};
use super::reach_owner::{is_of_staff, is_own_line};
use crate::app::App;
use crate::domain::business::{Business, BusinessStatus};
use crate::domain::conversation::Channel;
use crate::domain::conversation::wording::{Scene, outreach};
use crate::domain::follow_up::{ONCE_IN_DAYS, STALE_AFTER};
use crate::domain::phone_number::PhoneNumber;
use crate::domain::quiet_hours::TextingHours;
use crate::storage::conversations::Conversation;
use crate::storage::messages::Audience;
use crate::storage::{Rows, StoreError};
use jiff::{SignedDuration, Timestamp};
use tracing::info;
use uuid::Uuid;

/// How many conversations are looked at, each in a transaction of its own, before other work has its turn.
const AT_ONCE: u64 = 20;
/// A suspended business's conversations are looked at again after this.
const WAIT: SignedDuration = SignedDuration::from_hours(1);

/// Looks at conversations that fell silent; gives how many.
///
/// # Errors
/// Where the database fails.
pub async fn follow_up_due(app: &App, now: Timestamp) -> Result<usize, StoreError> {
    let due = app.store.conversations_to_follow_up(now, AT_ONCE).await?;
    for (business, conversation) in &due {
        if let Some(known) = find_business(app, business).await? {
            follow_up(app, &known, *conversation, now).await?;
        }
    }
    Ok(due.len())
}

async fn follow_up(app: &App, known: &KnownBusiness, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
    let scope = known.scope();
    let transaction = app.store.begin(&scope).await?;
    let rows = transaction.rows();
    let Some(conversation) = rows.take_follow_up(id, now).await? else { return Ok(()) };
    let mut is_queued = false;
    match lead(app, &known.business, &conversation, now) {
        Lead::Lost => {}
        Lead::LookAgain(then) => rows.put_follow_up_back(id, then).await?,
        Lead::Ask(phone) => is_queued = ask(app, &rows, &known.business, (&conversation, &phone), now).await?,
    }
    drop(rows);
    transaction.commit().await?;
    if is_queued {
        info!(event = "follow_up_queued", business_id = scope.id().as_str(), conversation_id = %id);
    }
    Ok(())
}

enum Lead {
    /// Nobody is to be asked.
    Lost,
    /// Not yet.
    LookAgain(Timestamp),
    /// At this number, unless they got in touch or were asked elsewhere.
    Ask(PhoneNumber),
}

fn lead(app: &App, business: &Business, conversation: &Conversation, now: Timestamp) -> Lead {
    let Some(after) = business.follows_up_after() else { return Lead::Lost };
    let Some(phone) = number_of(conversation).filter(|number| !is_of_staff(app, business, number) && !is_own_line(app, business, number))
    else {
        return Lead::Lost;
    };
    let later = |instant: Timestamp, by: SignedDuration| instant.saturating_add(by).unwrap_or(instant);
    let due = later(conversation.last_at, after);
    let when = TextingHours::of(&phone, business.zone()).next(due.max(now));
    if now > later(due, STALE_AFTER) {
        Lead::Lost
    } else if business.status == BusinessStatus::Suspended {
        Lead::LookAgain(later(now, WAIT))
    } else if when > now {
        Lead::LookAgain(when)
    } else {
        Lead::Ask(phone)
    }
}

/// The number they told, else the one they called or wrote from.
fn number_of(conversation: &Conversation) -> Option<PhoneNumber> {
    let told = conversation.state.facts.phone.as_ref().map(|fact| fact.value.clone());
    told.or_else(|| PhoneNumber::parse(conversation.contact.as_deref()?).ok())
}

/// True where a text is on its way: nobody is asked who got in touch since, is waited for with a visit or a call, or wants no texts.
async fn ask(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    (conversation, phone): (&Conversation, &PhoneNumber),
    now: Timestamp,
) -> Result<bool, StoreError> {
    let customer = rows.customer_by_phone(phone).await?.map(|customer| customer.id);
    let is_cared_for = rows.is_opted_out(phone).await?
        || rows.has_been_in_touch_since(phone, conversation.last_at).await?
        || rows.is_to_be_called(phone, conversation.id).await?
        || customer.is_some() && !rows.visits_to_come(customer, None, now).await?.is_empty();
    let since = now.saturating_sub(SignedDuration::from_hours(24 * ONCE_IN_DAYS)).unwrap_or(now);
    if is_cared_for || !rows.note_outreach(phone, FOLLOW_UP, (since, now)).await? {
        return Ok(false);
    }
    let scene = Scene { business, channel: Channel::Sms, now };
    let text = OutgoingText {
        purpose: (Audience::Customer, FOLLOW_UP),
        to: phone,
        body: outreach::follow_up(conversation.state.language, &scene),
        conversation_id: Some(conversation.id),
        visit: None,
        once: Some(format!("{FOLLOW_UP}:{}", conversation.id)),
    };
    queue_text(app, rows, business, text, now).await
}
