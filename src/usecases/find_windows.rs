//! Which windows are free, of all technicians who can do the work.

use crate::domain::availability::{Interval, Schedule, Window, free_windows};
use crate::domain::business::Business;
use crate::domain::conversation::offer::{self, Offer};
use crate::domain::conversation::step::WindowQuery;
use crate::domain::conversation::wish::Wish;
use crate::domain::technician::{Technician, TechnicianId};
use crate::storage::appointments::Reservation;
use crate::storage::{Rows, StoreError};
use jiff::{SignedDuration, Timestamp};

/// Chooses what to offer from what is free now.
///
/// # Errors
/// Where the database fails.
pub async fn find_windows(rows: &Rows<'_>, business: &Business, query: &WindowQuery, now: Timestamp) -> Result<Offer, StoreError> {
    let free = all_free(rows, business, query, now).await?;
    // An emergency is offered the soonest there is, unless the caller named a time of their own.
    let soonest = Wish::default();
    let wish = if query.is_emergency && query.wish.preferred.is_empty() { &soonest } else { &query.wish };
    Ok(offer::choose(&free, wish, &query.refused, business.zone()))
}

async fn all_free(rows: &Rows<'_>, business: &Business, query: &WindowQuery, now: Timestamp) -> Result<Vec<Window>, StoreError> {
    let able: Vec<&Technician> = business.technicians.iter().filter(|technician| technician.can_do(&query.service)).collect();
    let horizon = SignedDuration::from_hours(24 * (i64::from(business.schedule.horizon_days) + 2));
    let until = now.saturating_add(horizon).unwrap_or(Timestamp::MAX);
    let busy = busy(rows, now, until).await?;
    let need = business.duration_of(&query.service);
    let mut free = Vec::new();
    for schedule in schedules(business, query.is_emergency) {
        for date in schedule.bookable_days(now) {
            let day = schedule.day(date, now);
            for technician in &able {
                let own = of_technician(&busy, technician.id);
                free.extend(free_windows(&day, &own, need, now));
            }
        }
    }
    free.sort_unstable();
    free.dedup();
    Ok(free)
}

/// The schedules that count.
pub(super) fn schedules(business: &Business, is_emergency: bool) -> &[Schedule] {
    if is_emergency { &business.emergency_schedules } else { std::slice::from_ref(&business.schedule) }
}

/// What is reserved and what is off, of all technicians, between two instants.
///
/// # Errors
/// Where the database fails.
pub(super) async fn busy(rows: &Rows<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<Reservation>, StoreError> {
    let mut busy = rows.reservations(from, to).await?;
    let off = rows.time_off_after(from).await?;
    busy.extend(off.into_iter().map(|off| Reservation { technician_id: off.technician_id, interval: off.interval }));
    Ok(busy)
}

/// The part of it that is one technician's.
pub(super) fn of_technician(busy: &[Reservation], id: TechnicianId) -> Vec<Interval> {
    busy.iter().filter(|reservation| reservation.technician_id == id).map(|reservation| reservation.interval).collect()
}
