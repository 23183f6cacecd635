//! The one gate that every outgoing text passes, at the moment when it would leave: what was true when it was planned may not be true
//! any more.

use crate::app::App;
use crate::domain::appointment::AppointmentStatus;
use crate::domain::business::Business;
use crate::domain::limits::Limit;
use crate::domain::phone_number::PhoneNumber;
use crate::domain::quiet_hours::TextingHours;
use crate::storage::appointments::VisitNow;
use crate::storage::messages::{AboutVisit, Audience, Message, MessageStatus};
use crate::storage::{Rows, StoreError};
use crate::usecases::reach_limit::reach_limit;
use crate::usecases::spending::{Spending, status_under};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Tells that a visit was called off, so that it is right after that.
pub const CALLED_OFF: &str = "called_off";
/// Asks to keep a visit in mind.
pub const REMINDER: &str = "reminder";

/// Asks somebody who told what is wrong, and then no more, whether they still want a visit.
pub const FOLLOW_UP: &str = "follow_up";
/// Asks a past customer whether there is anything to do.
pub const WIN_BACK: &str = "win_back";

/// Whether a text may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It may.
    Send,
    /// Never; it is put down with this status.
    Drop(MessageStatus),
    /// Not before then.
    NotBefore(Timestamp),
}

/// Decides for several texts of one business at once, in their order, inside the transaction in which they are about to leave. A
/// limit that holds one back is put down there too.
///
/// # Errors
/// Where the database fails.
pub async fn gate(app: &App, rows: &Rows<'_>, business: &Business, texts: &[Message], now: Timestamp) -> Result<Vec<Verdict>, StoreError> {
    let numbers: HashSet<&str> = texts.iter().filter(|text| text.audience != Audience::Operator).map(|text| text.to.as_str()).collect();
    let opted_out = rows.opted_out_among(&numbers).await?;
    let visits: HashSet<Uuid> = texts.iter().filter_map(|text| text.visit.map(|visit| visit.appointment.0)).collect();
    let visits = rows.visits_now(&visits).await?;
    let answered = answered(rows, texts).await?;
    let verdict = |text: &Message| match verdict(text, &opted_out, &visits) {
        Verdict::Send if answered.contains(&text.id) => Verdict::Drop(MessageStatus::Superseded),
        Verdict::Send => by_day(text, business, now),
        other => other,
    };
    let mut spending = Spending::of(rows, business, texts, now).await?;
    let mut verdicts = Vec::with_capacity(texts.len());
    let mut reached: HashMap<(Limit, &str), &Message> = HashMap::new();
    for text in texts {
        let mut verdict = verdict(text);
        if verdict == Verdict::Send
            && let Some(limit) = spending.limit_of(app, business, text)
        {
            verdict = Verdict::Drop(status_under(limit));
            let subject = if limit == Limit::TextsPerDay { "" } else { text.to.as_str() };
            reached.entry((limit, subject)).or_insert(text);
        }
        verdicts.push(verdict);
    }
    for ((limit, _), text) in reached {
        let number = PhoneNumber::parse(&text.to).ok();
        reach_limit(app, rows, business, (limit, number.as_ref(), text.conversation_id), now).await?;
    }
    Ok(verdicts)
}

fn verdict(text: &Message, opted_out: &HashSet<String>, visits: &HashMap<Uuid, VisitNow>) -> Verdict {
    if text.audience != Audience::Operator && opted_out.contains(&text.to) {
        return Verdict::Drop(MessageStatus::OptedOut);
    }
    match text.visit {
        Some(about) if !still_holds(text, about, visits.get(&about.appointment.0)) => Verdict::Drop(MessageStatus::Superseded),
        _ => Verdict::Send,
    }
}

/// Those that ask somebody who has booked, called or written since the text was made.
async fn answered(rows: &Rows<'_>, texts: &[Message]) -> Result<HashSet<Uuid>, StoreError> {
    let mut answered = HashSet::new();
    for text in texts.iter().filter(|text| [FOLLOW_UP, WIN_BACK].contains(&text.kind.as_str())) {
        if let Ok(number) = PhoneNumber::parse(&text.to)
            && rows.has_been_in_touch_since(&number, text.created_at).await?
        {
            answered.insert(text.id);
        }
    }
    Ok(answered)
}

/// What nobody waits for does not come at night, and a reminder not after its visit has begun.
fn by_day(text: &Message, business: &Business, now: Timestamp) -> Verdict {
    let is_unasked = [REMINDER, FOLLOW_UP, WIN_BACK].contains(&text.kind.as_str());
    let Some(number) = PhoneNumber::parse(&text.to).ok().filter(|_| is_unasked) else { return Verdict::Send };
    let moment = TextingHours::of(&number, business.zone()).next(now);
    match text.visit {
        Some(visit) if moment >= visit.from => Verdict::Drop(MessageStatus::TooLate),
        _ if moment > now => Verdict::NotBefore(moment),
        _ => Verdict::Send,
    }
}

/// Whether what a text says of a visit is still so.
fn still_holds(text: &Message, about: AboutVisit, now: Option<&VisitNow>) -> bool {
    let Some(now) = now.filter(|now| now.from == about.from) else { return false };
    match now.status {
        AppointmentStatus::Cancelled => text.kind == CALLED_OFF,
        AppointmentStatus::PendingReschedule | AppointmentStatus::Completed => text.kind != REMINDER,
        AppointmentStatus::Scheduled | AppointmentStatus::Confirmed => text.kind != CALLED_OFF,
    }
}
