//! The owner's day in short.

pub(crate) mod callbacks;
pub(crate) mod emergencies;
pub(crate) mod reschedules;
pub(crate) mod sms_metrics;
pub(crate) mod voicemails;

use crate::app::App;
use crate::domain::appointment::Appointment;
use crate::domain::availability::Interval;
use crate::domain::conversation::Channel;
use crate::domain::conversation::wording::{Scene, short_window};
use crate::http::auth::Staff;
use crate::http::crm_api::AppointmentView;
use crate::http::error::{ApiError, Failures};
use crate::http::warnings::WarningView;
use crate::storage::Page;
use crate::usecases::warnings::warnings;
use axum::Json;
use axum::extract::State;
use jiff::civil::Date;
use serde::Serialize;
use std::sync::Arc;

/// No day has more visits than this.
const MOST: u64 = 500;

/// A day of visits.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct DayView {
    /// The day in words, to be read aloud.
    reply_text: String,
    #[schema(example = "2026-11-23")]
    date: String,
    appointments: Vec<AppointmentView>,
    /// Visits that are not called off.
    total: usize,
    emergencies: usize,
    pending_reschedules: usize,
    /// What is wrong with the business now; empty where nothing is.
    warnings: Vec<WarningView>,
}

/// Tomorrow's visits.
#[utoipa::path(get, path = "/schedule/tomorrow", tag = "owner", responses((status = 200, body = DayView), Failures))]
pub(crate) async fn schedule_tomorrow(State(app): State<Arc<App>>, staff: Staff) -> Result<Json<DayView>, ApiError> {
    let today = app.clock.now().to_zoned(staff.business.zone().clone()).date();
    let date = today.tomorrow().map_err(|_| ApiError::not_found("day"))?;
    Ok(Json(day(&app, &staff, date, "Tomorrow").await?))
}

/// Today's visits.
#[utoipa::path(get, path = "/summary/today", tag = "owner", responses((status = 200, body = DayView), Failures))]
pub(crate) async fn summary_today(State(app): State<Arc<App>>, staff: Staff) -> Result<Json<DayView>, ApiError> {
    let date = app.clock.now().to_zoned(staff.business.zone().clone()).date();
    Ok(Json(day(&app, &staff, date, "Today").await?))
}

async fn day(app: &App, staff: &Staff, date: Date, name: &str) -> Result<DayView, ApiError> {
    let zone = staff.business.zone();
    let no_such_day = || ApiError::not_found("day");
    let from = date.to_zoned(zone.clone()).map_err(|_| no_such_day())?.timestamp();
    let to = date.tomorrow().and_then(|next| next.to_zoned(zone.clone())).map_err(|_| no_such_day())?.timestamp();
    let found = app.store.rows(&staff.scope).appointments(Some(Interval { from, to }), Page { limit: MOST, after: None }).await?;
    let warnings = warnings(app, &app.store.rows(&staff.scope), &staff.business, app.clock.now()).await?;
    let warnings = warnings.into_iter().map(WarningView::from).collect();
    let visits: Vec<&Appointment> = found.iter().filter(|visit| visit.status.holds_time()).collect();
    Ok(DayView {
        reply_text: spoken_day(&visits, name, &Scene { business: &staff.business, channel: Channel::Phone, now: app.clock.now() }),
        date: date.to_string(),
        appointments: found.iter().map(|visit| AppointmentView::of(visit, zone)).collect(),
        total: visits.len(),
        emergencies: visits.iter().filter(|visit| visit.is_emergency).count(),
        pending_reschedules: visits
            .iter()
            .filter(|visit| visit.status == crate::domain::appointment::AppointmentStatus::PendingReschedule)
            .count(),
        warnings,
    })
}

/// The day as one would read it to somebody in a van.
fn spoken_day(visits: &[&Appointment], name: &str, scene: &Scene<'_>) -> String {
    let count = match visits.len() {
        0 => return format!("{name} you have no visits."),
        1 => "one visit".to_owned(),
        more => format!("{more} visits"),
    };
    let lines: Vec<String> = visits
        .iter()
        .map(|visit| {
            let urgent = if visit.is_emergency { "Emergency. " } else { "" };
            let street = visit.address.street_line.as_deref().unwrap_or("no address");
            format!("{urgent}{}: {} at {street}, {}.", short_window(visit.window, scene), visit.customer_name.full(), visit.description)
        })
        .collect();
    format!("{name} you have {count}. {}", lines.join(" "))
}
