//! Showing what is booked in the business's own calendar elsewhere.

use crate::app::App;
use crate::domain::appointment::{AppointmentId, AppointmentStatus};
use crate::domain::business::{Business, BusinessScope};
use crate::outbound::calendar::NotKept;
use crate::storage::jobs::Work;
use crate::storage::{Rows, StoreError};
use crate::usecases::done::Done;
use crate::usecases::find_business::find_business;
use jiff::Timestamp;

/// Leaves a job that shows this visit as it will be then, where the business has a calendar and the service a client for it.
///
/// # Errors
/// Where the database fails.
pub async fn note_for_calendar(
    app: &App,
    rows: &Rows<'_>,
    business: &Business,
    id: AppointmentId,
    now: Timestamp,
) -> Result<(), StoreError> {
    if app.calendar.is_none() || business.settings.calendar_id.is_none() || business.is_demo {
        return Ok(());
    }
    rows.add_job(app.chance.id(now), &Work::SyncCalendar { appointment: id.0 }, now).await
}

/// Shows a visit as it is now. Jobs may come late and in any order: what counts is where the visit stands.
///
/// # Errors
/// Where the database fails.
pub async fn sync_calendar(app: &App, scope: &BusinessScope, id: AppointmentId) -> Result<Done, StoreError> {
    let Some(known) = find_business(app, scope.id()).await? else { return Ok(Done::Finished) };
    let (Some(calendar), Some(calendar_id)) = (&app.calendar, &known.business.settings.calendar_id) else { return Ok(Done::Finished) };
    let Some(visit) = app.store.rows(scope).appointment(id).await? else { return Ok(Done::Finished) };
    let shown = if visit.status == AppointmentStatus::Cancelled {
        calendar.remove(calendar_id, id.0).await
    } else {
        calendar.keep(calendar_id, &visit).await
    };
    Ok(match shown {
        Ok(()) => Done::Finished,
        Err(NotKept::Later(why)) => Done::Retry(why),
        Err(NotKept::Refused(why)) => Done::GiveUp(why),
    })
}
