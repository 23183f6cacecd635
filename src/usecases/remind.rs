//! Reminding of visits: what is due is left for the outbox, once for every window; whatever has changed by then counts.

use super::find_business::{KnownBusiness, find_business};
use super::gate::REMINDER;
use super::queue_text::{OutgoingText, queue_texts};
use crate::app::App;
use crate::domain::appointment::{AppointmentId, AppointmentStatus};
use crate::domain::business::{Business, BusinessStatus};
use crate::domain::conversation::Channel;
use crate::domain::conversation::wording::{Scene, outreach};
use crate::domain::quiet_hours::TextingHours;
use crate::domain::reminder::{Agreed, Plan, plan};
use crate::storage::customers::Contact;
use crate::storage::messages::{AboutVisit, Audience};
use crate::storage::reminders::{Awaiting, ReminderStatus};
use crate::storage::{Rows, StoreError};
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, HashMap, HashSet};
use tracing::info;
use uuid::Uuid;

/// Visits are taken in transactions of this many: nobody who calls waits longer than that for the database.
const AT_ONCE: u64 = 100;
/// Nothing more is planned while this many jobs wait: an alarm must not stand in line behind a thousand reminders.
const MOST_WAITING: u64 = 500;
/// No answer lists more visits than this.
const MOST_LISTED: u64 = 1000;
/// A suspended business's visits are looked at again after this; sooner where it is changed.
const WAIT: SignedDuration = SignedDuration::from_hours(1);

/// What is to become of a visit's reminder now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    Send,
    Wait(Timestamp),
    Settle(ReminderStatus),
}

/// Plans and leaves for the outbox what is due; gives how many visits were looked at.
///
/// # Errors
/// Where the database fails.
pub async fn remind_due(app: &App, now: Timestamp) -> Result<usize, StoreError> {
    let businesses = app.store.businesses_to_remind(now).await?;
    let mut looked_at = 0;
    for id in businesses {
        let Some(known) = find_business(app, &id).await? else { continue };
        if app.store.has_due_jobs(now, MOST_WAITING).await? {
            break;
        }
        looked_at += remind_of_some(app, &known, now).await?;
    }
    Ok(looked_at)
}

async fn remind_of_some(app: &App, known: &KnownBusiness, now: Timestamp) -> Result<usize, StoreError> {
    let scope = known.scope();
    let transaction = app.store.begin(&scope).await?;
    let rows = transaction.rows();
    let taken = rows.take_due_reminders(now, AT_ONCE).await?;
    let queued = if known.business.status == BusinessStatus::Suspended {
        let ids: Vec<AppointmentId> = taken.iter().map(|awaiting| awaiting.visit.id).collect();
        rows.put_reminders_back(&ids, now.saturating_add(WAIT).unwrap_or(now)).await?;
        0
    } else {
        let batch =
            Batch::of(&rows, &known.business, taken.iter().collect(), |visit, hours| on_schedule(visit, hours, &known.business, now));
        batch.await?.keep(app, now).await?
    };
    drop(rows);
    transaction.commit().await?;
    log(known, queued);
    Ok(taken.len())
}

/// What the built-in schedule does with a visit.
fn on_schedule(awaiting: &Awaiting, hours: &TextingHours, business: &Business, now: Timestamp) -> Decision {
    let from = awaiting.visit.window.from;
    match plan(Agreed { from, at: awaiting.agreed_at }, business.reminds_ahead(), hours) {
        _ if from <= now => Decision::Settle(ReminderStatus::TooLate),
        Plan::NotNeeded => Decision::Settle(ReminderStatus::NotNeeded),
        Plan::At(moment) => match hours.next(now.max(moment)) {
            next if next <= now => Decision::Send,
            next if next < from => Decision::Wait(next),
            _ => Decision::Settle(ReminderStatus::TooLate),
        },
    }
}

/// What became of a visit when somebody asked for the reminders of what comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upcoming {
    /// Its reminder leaves now.
    Queued,
    /// It was reminded of before.
    AlreadyReminded,
    /// It is night where the customer is: its reminder leaves then.
    Night(Timestamp),
    /// It gets none, and why.
    None(ReminderStatus),
    /// A new window for it is being looked for.
    PendingReschedule,
}

/// A visit of that list.
#[derive(Clone, Copy, Debug)]
pub struct UpcomingVisit {
    /// Which.
    pub appointment: AppointmentId,
    /// When its window begins.
    pub from: Timestamp,
    /// What became of it.
    pub outcome: Upcoming,
}

/// Reminds now of the visits that begin within so many hours, and says what became of each. Who was reminded is not reminded
/// again, neither by this nor by the schedule.
///
/// # Errors
/// Where the database fails.
pub async fn remind_of_upcoming(app: &App, known: &KnownBusiness, ahead: SignedDuration) -> Result<Vec<UpcomingVisit>, StoreError> {
    let now = app.clock.now();
    let until = now.saturating_add(ahead).unwrap_or(now);
    let (scope, business) = (known.scope(), &known.business);
    let transaction = app.store.begin(&scope).await?;
    let rows = transaction.rows();
    let taken = rows.take_reminders_before(now, until, MOST_LISTED).await?;
    let batch = Batch::of(&rows, business, taken.iter().collect(), |visit, hours| if_by_day(visit, hours, business, now)).await?;
    let decisions = batch.decisions();
    let queued = batch.keep(app, now).await?;
    let listed = rows.visits_before(now, until, MOST_LISTED).await?;
    drop(rows);
    transaction.commit().await?;
    if queued > 0 {
        app.job_bell.notify_one();
    }
    log(known, queued);
    let visit = |awaiting: &Awaiting| UpcomingVisit {
        appointment: awaiting.visit.id,
        from: awaiting.visit.window.from,
        outcome: outcome(awaiting, decisions.get(&awaiting.visit.id.0)),
    };
    Ok(listed.iter().map(visit).collect())
}

/// Now, unless it is night; then when the schedule would.
fn if_by_day(awaiting: &Awaiting, hours: &TextingHours, business: &Business, now: Timestamp) -> Decision {
    if hours.allow(now) { Decision::Send } else { on_schedule(awaiting, hours, business, now) }
}

fn outcome(awaiting: &Awaiting, decision: Option<&Decision>) -> Upcoming {
    match decision {
        Some(Decision::Send) => Upcoming::Queued,
        Some(Decision::Wait(then)) => Upcoming::Night(*then),
        Some(Decision::Settle(status)) => Upcoming::None(*status),
        None if awaiting.visit.status == AppointmentStatus::PendingReschedule => Upcoming::PendingReschedule,
        None => Upcoming::AlreadyReminded,
    }
}

/// Visits that were taken, with what is to become of each.
struct Batch<'a> {
    rows: &'a Rows<'a>,
    business: &'a Business,
    contacts: HashMap<Uuid, Contact>,
    decided: Vec<(&'a Awaiting, Decision)>,
}

impl<'a> Batch<'a> {
    async fn of(
        rows: &'a Rows<'a>,
        business: &'a Business,
        taken: Vec<&'a Awaiting>,
        decide: impl Fn(&Awaiting, &TextingHours) -> Decision,
    ) -> Result<Self, StoreError> {
        let contacts = rows.contacts_of(&taken.iter().map(|awaiting| awaiting.visit.customer_id).collect()).await?;
        let opted_out = rows.opted_out_among(&contacts.values().map(|contact| contact.phone.as_str()).collect::<HashSet<_>>()).await?;
        let decision = |awaiting: &Awaiting| match contacts.get(&awaiting.visit.customer_id) {
            None => Decision::Settle(ReminderStatus::NoNumber),
            Some(contact) => match decide(awaiting, &TextingHours::of(&contact.phone, business.zone())) {
                Decision::Send if opted_out.contains(contact.phone.as_str()) => Decision::Settle(ReminderStatus::OptedOut),
                other => other,
            },
        };
        let decided = taken.into_iter().map(|awaiting| (awaiting, decision(awaiting))).collect();
        Ok(Self { rows, business, contacts, decided })
    }

    fn decisions(&self) -> HashMap<Uuid, Decision> {
        self.decided.iter().map(|(awaiting, decision)| (awaiting.visit.id.0, *decision)).collect()
    }

    /// Leaves the texts for the outbox, and settles or puts back the others; gives how many texts are to be sent.
    async fn keep(self, app: &App, now: Timestamp) -> Result<usize, StoreError> {
        let mut texts = Vec::new();
        let mut waiting: BTreeMap<Timestamp, Vec<AppointmentId>> = BTreeMap::new();
        let mut settled: BTreeMap<ReminderStatus, Vec<AppointmentId>> = BTreeMap::new();
        for (awaiting, decision) in &self.decided {
            match decision {
                Decision::Send => texts.extend(self.text(awaiting, now)),
                Decision::Wait(then) => waiting.entry(*then).or_default().push(awaiting.visit.id),
                Decision::Settle(status) => settled.entry(*status).or_default().push(awaiting.visit.id),
            }
        }
        for (then, ids) in waiting {
            self.rows.put_reminders_back(&ids, then).await?;
        }
        for (status, ids) in settled {
            self.rows.settle_reminders(&ids, status).await?;
        }
        queue_texts(app, self.rows, self.business, texts, now).await
    }

    fn text(&self, awaiting: &Awaiting, now: Timestamp) -> Option<OutgoingText<'_>> {
        let visit = &awaiting.visit;
        let contact = self.contacts.get(&visit.customer_id)?;
        let language = contact.language.or_else(|| self.business.languages().first().copied()).unwrap_or_default();
        let scene = Scene { business: self.business, channel: Channel::Sms, now };
        Some(OutgoingText {
            purpose: (Audience::Customer, REMINDER),
            to: &contact.phone,
            body: outreach::reminder(visit.window, &visit.address, language, &scene),
            conversation_id: visit.conversation_id,
            visit: Some(AboutVisit { appointment: visit.id, from: visit.window.from }),
            once: Some(format!("reminder:{}:{}", visit.id.0, visit.window.from.as_millisecond())),
        })
    }
}

fn log(known: &KnownBusiness, queued: usize) {
    if queued > 0 {
        info!(event = "reminders_queued", business_id = known.business.id.as_str(), count = queued);
    }
}
