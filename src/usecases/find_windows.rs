//! Which windows are free, of all technicians who can do the work, and who takes one of them.

use crate::domain::appointment::AppointmentId;
use crate::domain::availability::{Interval, Schedule, Window, WorkingDay, free_windows, reserved};
use crate::domain::business::Business;
use crate::domain::conversation::offer::{self, Offer};
use crate::domain::conversation::step::WindowQuery;
use crate::domain::conversation::wish::Wish;
use crate::domain::technician::{Technician, TechnicianId};
use crate::storage::appointments::Reservation;
use crate::storage::{Rows, StoreError};
use jiff::{SignedDuration, Timestamp};

/// What a visit asks of a calendar.
#[derive(Clone, Copy, Debug)]
pub struct Needs<'a> {
    /// Code of the service, which decides duration and skill.
    pub service: &'a str,
    /// Emergencies may come at other hours and sooner.
    pub is_emergency: bool,
    /// The visit that is to be moved, whose own reservation is not in its way.
    pub moving: Option<AppointmentId>,
}

/// A window with somebody who could take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// When.
    pub window: Window,
    /// Who.
    pub technician_id: TechnicianId,
}

/// Chooses what to offer from what is free now.
///
/// # Errors
/// Where the database fails.
pub async fn find_windows(rows: &Rows<'_>, business: &Business, query: &WindowQuery, now: Timestamp) -> Result<Offer, StoreError> {
    let needs = Needs { service: &query.service, is_emergency: query.is_emergency, moving: query.moving };
    let free: Vec<Window> = free_slots(rows, business, needs, now).await?.into_iter().map(|slot| slot.window).collect();
    // An emergency is offered the soonest there is, unless the caller named a time of their own.
    let soonest = Wish::default();
    let wish = if query.is_emergency && query.wish.preferred.is_empty() { &soonest } else { &query.wish };
    Ok(offer::choose(&free, wish, &query.refused, business.zone()))
}

/// Every window that is free, in order of time, each with the first of those who could take it.
///
/// # Errors
/// Where the database fails.
pub async fn free_slots(rows: &Rows<'_>, business: &Business, needs: Needs<'_>, now: Timestamp) -> Result<Vec<Slot>, StoreError> {
    let horizon = SignedDuration::from_hours(24 * (i64::from(business.schedule.horizon_days) + 2));
    let until = now.saturating_add(horizon).unwrap_or(Timestamp::MAX);
    let busy = busy(rows, needs, now, until).await?;
    let need = business.duration_of(needs.service);
    let able: Vec<(&Technician, Vec<Interval>)> =
        able(business, needs.service).map(|technician| (technician, of_technician(&busy, technician.id))).collect();
    let mut free = Vec::new();
    for schedule in schedules(business, needs.is_emergency) {
        for date in schedule.bookable_days(now) {
            let day = schedule.day(date, now);
            for (technician, own) in &able {
                let windows = free_windows(&day, own, need, now);
                free.extend(windows.into_iter().map(|window| Slot { window, technician_id: technician.id }));
            }
        }
    }
    free.sort_unstable();
    free.dedup_by_key(|slot| slot.window);
    Ok(free)
}

/// Who is to take a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// The first who is free.
    Anybody,
    /// This one where they are free, else the first who is.
    Rather(TechnicianId),
    /// This one and nobody else.
    Only(TechnicianId),
}

/// A window that somebody wants to take now.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// For what.
    pub needs: Needs<'a>,
    /// When.
    pub window: Window,
    /// By whom.
    pub whom: Whom,
    /// Staff know what they do: no notice counts, and a window that has begun can still be taken until it ends.
    pub by_staff: bool,
}

/// Locks the calendars of those who can do the work, in order of id, until one is found free. The lock is a write, so that
/// nobody else can look at that calendar until the transaction ends.
///
/// # Errors
/// Where the database fails.
pub async fn lock_free_technician<'a>(
    rows: &Rows<'_>,
    business: &'a Business,
    claim: Claim<'_>,
    now: Timestamp,
) -> Result<Option<&'a Technician>, StoreError> {
    let mut first_free = None;
    for technician in able(business, claim.needs.service) {
        if matches!(claim.whom, Whom::Only(only) if only != technician.id) {
            continue;
        }
        if rows.lock_calendar(technician.id).await? && is_free(rows, business, claim, technician, now).await? {
            if matches!(claim.whom, Whom::Rather(rather) if rather != technician.id) {
                first_free = first_free.or(Some(technician));
                continue;
            }
            return Ok(Some(technician));
        }
    }
    Ok(first_free)
}

async fn is_free(
    rows: &Rows<'_>,
    business: &Business,
    claim: Claim<'_>,
    technician: &Technician,
    now: Timestamp,
) -> Result<bool, StoreError> {
    let Window { from, to } = claim.window;
    let need = business.duration_of(claim.needs.service);
    let until = reserved(claim.window, need, business.schedule.buffer).to.max(to);
    let busy = of_technician(&busy(rows, claim.needs, from, until).await?, technician.id);
    Ok(fits(business, claim, &busy, now))
}

/// Whether the work could be done in that window if everybody were free.
pub fn is_within_hours(business: &Business, claim: Claim<'_>, now: Timestamp) -> bool {
    fits(business, claim, &[], now)
}

fn fits(business: &Business, claim: Claim<'_>, busy: &[Interval], now: Timestamp) -> bool {
    let Window { from, to } = claim.window;
    let need = business.duration_of(claim.needs.service);
    let date = from.to_zoned(business.zone().clone()).date();
    let counts_from = if claim.by_staff && now < to { now.min(from) } else { now };
    schedules(business, claim.needs.is_emergency).iter().any(|schedule| {
        let day = schedule.day(date, now);
        let day = if claim.by_staff { WorkingDay { not_before: None, ..day } } else { day };
        free_windows(&day, busy, need, counts_from).contains(&claim.window)
    })
}

fn able<'a>(business: &'a Business, service: &str) -> impl Iterator<Item = &'a Technician> {
    business.technicians.iter().filter(move |technician| technician.can_do(service))
}

/// The schedules that count.
fn schedules(business: &Business, is_emergency: bool) -> &[Schedule] {
    if is_emergency { &business.emergency_schedules } else { std::slice::from_ref(&business.schedule) }
}

/// What is reserved and what is off, of all technicians, between two instants.
async fn busy(rows: &Rows<'_>, needs: Needs<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<Reservation>, StoreError> {
    let mut busy = rows.reservations(from, to, needs.moving).await?;
    let off = rows.time_off_after(from).await?;
    busy.extend(off.into_iter().map(|off| Reservation { technician_id: off.technician_id, interval: off.interval }));
    Ok(busy)
}

/// The part of it that is one technician's.
fn of_technician(busy: &[Reservation], id: TechnicianId) -> Vec<Interval> {
    busy.iter().filter(|reservation| reservation.technician_id == id).map(|reservation| reservation.interval).collect()
}
