//! What staff do to the book by hand: they answer for it themselves, and it goes by the same calendar as everything else.

mod book;
mod callbacks;
mod change;
mod customers;
mod propose;

pub use book::{StaffBooking, Who, book_by_staff};
pub use callbacks::change_callback;
pub use change::{StaffChange, change_by_staff};
pub use customers::{CustomerChange, CustomerError, add_customer, change_customer};
pub use propose::{Proposals, propose_slots};

use super::change_appointment::ChangeError;
use super::find_windows::{Claim, Whom, is_within_hours};
use crate::domain::availability::Window;
use crate::domain::business::Business;
use crate::domain::conversation::Channel;
use crate::domain::conversation::wording::{Scene, short_window};
use crate::domain::technician::TechnicianId;
use crate::storage::StoreError;
use jiff::Timestamp;

/// Why staff's wish was not met.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    /// A value can't be: the field and what is wrong with it.
    #[error("{0} {1}")]
    Field(&'static str, String),
    /// There is no such appointment.
    #[error("there is no such appointment")]
    NotFound,
    /// The time is taken, outside hours or over capacity; in words.
    #[error("{0}")]
    NotThen(String),
    /// The visit was called off or is done.
    #[error("that visit is over")]
    Over,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A time as staff give it: any instant of an arrival window stands for the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WantedTime {
    /// An instant within the window.
    pub at: Timestamp,
    /// Where the window ends, where staff say so.
    pub until: Option<Timestamp>,
}

/// The arrival window that holds the wanted time.
fn window_of(business: &Business, wanted: WantedTime, is_emergency: bool, now: Timestamp) -> Result<Window, StaffError> {
    let schedules = if is_emergency { business.emergency_schedules.as_slice() } else { std::slice::from_ref(&business.schedule) };
    let Some(window) = schedules.iter().find_map(|schedule| schedule.window_at(wanted.at)) else {
        let local = wanted.at.to_zoned(business.zone().clone()).strftime("%a, %b %-d, %Y at %-I:%M %p").to_string();
        return Err(StaffError::NotThen(format!("Outside hours: there is no arrival window on {local}.")));
    };
    if window.to <= now {
        return Err(StaffError::Field("start_time", "is in the past".to_owned()));
    }
    if wanted.until.is_some_and(|until| until != window.to) {
        let ends = window.to.to_zoned(business.zone().clone()).strftime("%-I:%M %p").to_string();
        return Err(StaffError::Field("window_end", format!("the arrival window at that time ends at {ends}")));
    }
    Ok(window)
}

/// Who is to come, where staff name somebody: one of the business's own who can do the work.
fn check_technician(business: &Business, id: TechnicianId, service: &str) -> Result<(), StaffError> {
    let bad = |problem: &str| StaffError::Field("technician_id", problem.to_owned());
    let technician = business.technicians.iter().find(|technician| technician.id == id);
    let technician = technician.ok_or_else(|| bad("is none of your technicians"))?;
    if technician.can_do(service) { Ok(()) } else { Err(bad("does not do that service")) }
}

fn check_service(business: &Business, code: &str) -> Result<(), StaffError> {
    if business.service(code).is_some() {
        return Ok(());
    }
    let codes: Vec<&str> = business.services.iter().map(|service| service.code.as_str()).collect();
    Err(StaffError::Field("service", format!("must be one of {}", codes.join(", "))))
}

/// Why a claim could not be met, in words.
fn why_not(business: &Business, claim: Claim<'_>, now: Timestamp) -> StaffError {
    let scene = Scene { business, channel: Channel::Web, now };
    let when = short_window(claim.window, &scene);
    let able: Vec<_> = business.technicians.iter().filter(|technician| technician.can_do(claim.needs.service)).collect();
    let named = match claim.whom {
        Whom::Only(id) => able.iter().find(|technician| technician.id == id),
        Whom::Anybody | Whom::Rather(_) => None,
    };
    StaffError::NotThen(match (named, able.len()) {
        (_, 0) => "Over capacity: nobody does that service.".to_owned(),
        _ if !is_within_hours(business, claim, now) => format!("Outside hours: that work can't be done in the window of {when}."),
        (Some(technician), _) => format!("Taken: {} is not free on {when}.", technician.name),
        (None, 1) => format!("Taken: {when} is not free."),
        (None, count) => format!("Over capacity: all {count} technicians who do that are busy on {when}."),
    })
}

impl From<ChangeError> for StaffError {
    fn from(failure: ChangeError) -> Self {
        match failure {
            ChangeError::NotFound => Self::NotFound,
            ChangeError::Over => Self::Over,
            ChangeError::WindowTaken => Self::NotThen("That time is taken.".to_owned()),
            ChangeError::Store(failure) => Self::Store(failure),
        }
    }
}
