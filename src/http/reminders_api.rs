//! Reminding now of what comes next, where somebody doesn't want to wait for the built-in schedule.

use crate::app::App;
use crate::http::auth::Staff;
use crate::http::crm_api::zoned;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::Query;
use crate::usecases::find_business::find_business;
use crate::usecases::remind::{Upcoming, UpcomingVisit, remind_of_upcoming};
use axum::Json;
use axum::extract::State;
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// Which visits.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct UpcomingQuery {
    /// Those that begin within so many hours, 1 to 336; the business's `default_reminder_hours`.
    #[param(value_type = Option<u16>, minimum = 1, maximum = 336, example = 24)]
    hours_ahead: Option<String>,
}

/// What became of the reminders.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct RemindersView {
    /// How many leave now.
    queued: usize,
    /// How many don't, by reason.
    skipped: BTreeMap<&'static str, usize>,
    /// Each visit that begins by then, in order of time.
    reminders: Vec<ReminderView>,
}

/// What became of the reminder of a visit.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct ReminderView {
    appointment_id: Uuid,
    window_start: String,
    /// `queued`, or why not: `already_reminded`, `night`, `opted_out`, `pending_reschedule`, `not_needed`, `too_late`, `no_number`.
    #[schema(example = "queued")]
    status: &'static str,
    /// When it leaves, where it is night now.
    #[serde(skip_serializing_if = "Option::is_none")]
    send_at: Option<String>,
}

/// Sends the reminders of the visits that come next, as the built-in schedule does. Calling it twice reminds nobody twice.
#[utoipa::path(post, path = "/send-upcoming", tag = "reminders", params(UpcomingQuery), responses((status = 200, body = RemindersView), Failures))]
pub(crate) async fn send_upcoming(
    State(app): State<Arc<App>>,
    staff: Staff,
    Query(query): Query<UpcomingQuery>,
) -> Result<Json<RemindersView>, ApiError> {
    let ahead = hours(query.hours_ahead.as_deref())?.unwrap_or(staff.business.reminds_ahead());
    let known = find_business(&app, staff.scope.id()).await?.ok_or_else(|| ApiError::not_found("business"))?;
    let visits = remind_of_upcoming(&app, &known, ahead).await?;
    let reminders: Vec<ReminderView> = visits.iter().map(|visit| view(visit, staff.business.zone())).collect();
    let mut skipped = BTreeMap::new();
    for reminder in reminders.iter().filter(|reminder| reminder.status != QUEUED) {
        *skipped.entry(reminder.status).or_default() += 1;
    }
    Ok(Json(RemindersView { queued: reminders.iter().filter(|reminder| reminder.status == QUEUED).count(), skipped, reminders }))
}

const QUEUED: &str = "queued";

fn hours(text: Option<&str>) -> Result<Option<SignedDuration>, ApiError> {
    let Some(text) = text else { return Ok(None) };
    let hours = text.parse::<i64>().ok().filter(|hours| (1..=336).contains(hours));
    hours.map(|hours| Some(SignedDuration::from_hours(hours))).ok_or_else(|| ApiError::field("hours_ahead", "must be 1 to 336"))
}

fn view(visit: &UpcomingVisit, zone: &TimeZone) -> ReminderView {
    let (status, send_at) = match visit.outcome {
        Upcoming::Queued => (QUEUED, None),
        Upcoming::AlreadyReminded => ("already_reminded", None),
        Upcoming::Night(then) => ("night", Some(zoned(then, zone))),
        Upcoming::None(status) => (status.as_str(), None),
        Upcoming::PendingReschedule => ("pending_reschedule", None),
    };
    ReminderView { appointment_id: visit.appointment.0, window_start: zoned(visit.from, zone), status, send_at }
}
