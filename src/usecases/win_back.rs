//! Asking past customers, long after their last visit, whether there is anything to do. Off unless the business sets it.

use super::find_business::{KnownBusiness, find_business};
use super::gate::WIN_BACK;
use super::queue_text::{OutgoingText, queue_texts};
use super::reach_owner::is_of_staff;
use crate::app::App;
use crate::domain::business::{Business, BusinessStatus};
use crate::domain::conversation::Channel;
use crate::domain::conversation::wording::{Scene, outreach};
use crate::storage::customers::Contact;
use crate::storage::messages::Audience;
use crate::storage::{Rows, StoreError};
use jiff::civil::time;
use jiff::{SignedDuration, Timestamp, ToSpan};
use std::collections::HashSet;
use tracing::info;
use uuid::Uuid;

/// Customers are taken in transactions of this many.
const AT_ONCE: u64 = 100;
/// How many businesses are looked through before other work has its turn.
const BUSINESSES_AT_ONCE: u64 = 5;
/// Who passed the mark longer ago than this is not asked any more: the business has just begun to ask, and they have forgotten it.
const AT_MOST_LATE: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Nobody is told "it's been a while" who called or wrote only lately.
const LATELY: SignedDuration = SignedDuration::from_hours(24 * 30);
/// When a day's customers are asked, on the business's clock.
const HOUR: i8 = 11;

/// Looks through the past customers of businesses where that is due; gives how many businesses.
///
/// # Errors
/// Where the database fails.
pub async fn win_back_due(app: &App, now: Timestamp) -> Result<usize, StoreError> {
    let due = app.store.businesses_to_win_back(now, BUSINESSES_AT_ONCE).await?;
    for id in &due {
        let Some(known) = find_business(app, id).await? else { continue };
        if take(app, &known, now).await?
            && known.business.status == BusinessStatus::Active
            && let Some(days) = known.business.settings.win_back_days
        {
            look_through(app, &known, earlier(now, SignedDuration::from_hours(24 * i64::from(days))), now).await?;
        }
    }
    Ok(due.len())
}

/// True where it is this copy's turn, and the hour at which customers are asked.
async fn take(app: &App, known: &KnownBusiness, now: Timestamp) -> Result<bool, StoreError> {
    let local = now.to_zoned(known.business.zone().clone());
    let at_the_hour = local.date().to_datetime(time(HOUR, 0, 0, 0));
    let today = at_the_hour.to_zoned(local.time_zone().clone()).map_or(now, |today| today.timestamp());
    let tomorrow = local.date().saturating_add(1.day()).to_datetime(time(HOUR, 0, 0, 0)).to_zoned(local.time_zone().clone());
    let tomorrow = tomorrow.map_or(now, |tomorrow| tomorrow.timestamp());
    let is_early = now < today;
    let transaction = app.store.begin(&known.scope()).await?;
    let is_taken = transaction.rows().take_win_back(now, if is_early { today } else { tomorrow }).await?;
    transaction.commit().await?;
    Ok(is_taken && !is_early)
}

async fn look_through(app: &App, known: &KnownBusiness, last_visit: Timestamp, now: Timestamp) -> Result<(), StoreError> {
    let scope = known.scope();
    let (mut after, mut queued) = (None, 0);
    loop {
        let transaction = app.store.begin(&scope).await?;
        let rows = transaction.rows();
        let customers = rows.last_visited_between((earlier(last_visit, AT_MOST_LATE), last_visit), after, AT_ONCE).await?;
        after = customers.last().copied();
        queued += ask(app, &rows, &known.business, &customers, (last_visit, now)).await?;
        drop(rows);
        transaction.commit().await?;
        if u64::try_from(customers.len()).is_ok_and(|count| count < AT_ONCE) {
            break;
        }
    }
    if queued > 0 {
        info!(event = "win_back_queued", business_id = scope.id().as_str(), count = queued);
    }
    Ok(())
}

/// Only numbers that called or texted us, not lately, and want texts; each once in as many days as their visit lies back.
async fn ask(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    customers: &[Uuid],
    (asked_before, now): (Timestamp, Timestamp),
) -> Result<usize, StoreError> {
    let contacts: Vec<Contact> = rows.contacts_of(&customers.iter().copied().collect()).await?.into_values().collect();
    let numbers: Vec<&str> = contacts.iter().map(|contact| contact.phone.as_str()).collect();
    let opted_out = rows.opted_out_among(&numbers.iter().copied().collect::<HashSet<_>>()).await?;
    let in_touch = rows.last_in_touch(&numbers).await?;
    let scene = Scene { business, channel: Channel::Sms, now };
    let mut texts = Vec::new();
    for contact in &contacts {
        let number = contact.phone.as_str();
        let knows_us = in_touch.get(number).is_some_and(|last| *last <= earlier(now, LATELY));
        if !knows_us || opted_out.contains(number) || is_of_staff(app, business, &contact.phone) {
            continue;
        }
        if !rows.note_outreach(&contact.phone, WIN_BACK, (asked_before, now)).await? {
            continue;
        }
        let language = contact.language.or_else(|| business.languages().first().copied()).unwrap_or_default();
        texts.push(OutgoingText {
            purpose: (Audience::Customer, WIN_BACK),
            to: &contact.phone,
            body: outreach::win_back(language, &scene),
            conversation_id: None,
            visit: None,
            once: Some(format!("{WIN_BACK}:{number}:{}", now.as_millisecond())),
        });
    }
    queue_texts(app, rows, business, texts, now).await
}

fn earlier(instant: Timestamp, by: SignedDuration) -> Timestamp {
    instant.saturating_sub(by).unwrap_or(instant)
}
