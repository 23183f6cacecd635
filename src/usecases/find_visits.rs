//! Visits still to come that somebody may mean. Finding one gives no right to it.

use crate::domain::appointment::Appointment;
use crate::domain::availability::Interval;
use crate::domain::business::Business;
use crate::domain::conversation::change::{Clues, KnownVisit};
use crate::storage::{Page, Rows, StoreError};
use jiff::{SignedDuration, Timestamp};

/// So many visits to come are looked through at most for a name and a day.
const MOST_LOOKED_THROUGH: u64 = 500;

/// Visits still to come at these numbers or this address; where none of them is what the clues say, also one that two other
/// things point to. The nearest first.
///
/// # Errors
/// Where the database fails.
pub async fn find_visits(rows: &Rows<'_>, business: &Business, clues: &Clues, now: Timestamp) -> Result<Vec<KnownVisit>, StoreError> {
    let mut found: Vec<Appointment> = Vec::new();
    for phone in &clues.phones {
        if let Some(customer) = rows.customer_by_phone(phone).await? {
            found.extend(rows.visits_to_come(Some(customer.id), None, now).await?);
        }
    }
    if clues.address.is_some() {
        found.extend(rows.visits_to_come(None, clues.address.as_ref(), now).await?);
    }
    let points_to = |visit: &Appointment| {
        let day = visit.window.from.to_zoned(business.zone().clone()).date();
        clues.point_to(&visit.customer_name, &visit.address, day)
    };
    if clues.are_two_facts() && !found.iter().any(points_to) {
        let horizon = SignedDuration::from_hours(24 * (i64::from(business.schedule.horizon_days) + 2));
        let ahead = Interval { from: now, to: now.saturating_add(horizon).unwrap_or(Timestamp::MAX) };
        let all = rows.appointments(Some(ahead), Page { limit: MOST_LOOKED_THROUGH, after: None }).await?;
        found.extend(all.into_iter().filter(|visit| visit.status.holds_time() && points_to(visit)).take(5));
    }
    found.sort_by_key(|visit| (visit.window.from, visit.id.0));
    found.dedup_by_key(|visit| visit.id);
    known_visits(rows, found).await
}

/// Appointments as a conversation knows them.
///
/// # Errors
/// Where the database fails.
pub async fn known_visits(rows: &Rows<'_>, found: Vec<Appointment>) -> Result<Vec<KnownVisit>, StoreError> {
    let mut known = Vec::with_capacity(found.len());
    for visit in found {
        let customer = rows.customer(visit.customer_id).await?;
        known.push(KnownVisit {
            appointment: visit.id.0,
            window: visit.window,
            status: visit.status,
            is_emergency: visit.is_emergency,
            service: visit.service,
            name: visit.customer_name,
            address: visit.address,
            phone: customer.map(|customer| customer.phone),
        });
    }
    Ok(known)
}
