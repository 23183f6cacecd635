//! Emergencies: who was alerted when, and who has it.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::customer::PersonName;
use crate::http::auth::Staff;
use crate::http::crm_api::zoned;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::Query;
use crate::http::page::{Items, PageQuery};
use crate::storage::alerts::AlertStep;
use crate::usecases::list_alerts::{ListedAlert, list_alerts, show_alert};
use crate::usecases::owner_texts::one_line;
use crate::usecases::raise_alert::raise_drill;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

/// An emergency, or a drill, with every step towards an answer.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct EmergencyView {
    id: Uuid,
    /// Raised to see whether the alert works; counted nowhere.
    is_drill: bool,
    conversation_id: Option<Uuid>,
    /// `open`, `acknowledged`, or `unanswered`: everybody was tried.
    #[schema(example = "acknowledged")]
    state: &'static str,
    /// Danger to people: `gas`, `carbon_monoxide`, `fire`, `electric`, `other`.
    danger: Option<String>,
    summary: Option<String>,
    customer_name: Option<String>,
    customer_phone: Option<String>,
    address: Option<String>,
    raised_at: String,
    acknowledged_at: Option<String>,
    /// The number of the one who has it.
    acknowledged_by: Option<String>,
    /// By `text`, `link` or `key`.
    acknowledged_how: Option<&'static str>,
    time_to_acknowledge_seconds: Option<i64>,
    unanswered_at: Option<String>,
    steps: Vec<AlertStepView>,
}

/// Somebody was alerted.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct AlertStepView {
    /// Which attempt, counted from 1; a text and a call may be one.
    attempt: u32,
    to: String,
    name: Option<String>,
    /// By `text` or `call`.
    way: &'static str,
    at: String,
    /// What became of it, in a word.
    #[schema(example = "sent")]
    outcome: Option<String>,
    outcome_at: Option<String>,
}

/// Emergencies and drills, the newest first.
#[utoipa::path(get, path = "/emergencies", tag = "owner", params(PageQuery), responses((status = 200, body = Items<EmergencyView>), Failures))]
pub(crate) async fn emergencies(
    State(app): State<Arc<App>>,
    staff: Staff,
    Query(page): Query<PageQuery>,
) -> Result<Json<Items<EmergencyView>>, ApiError> {
    let listed = list_alerts(&app, &staff.scope, &staff.business, page.page()?).await?;
    let place = |listed: &ListedAlert| (listed.alert.raised_at.as_millisecond(), listed.alert.id);
    Ok(Json(Items::of(listed, page.limit()?, place, |listed| view(&listed, &staff.business))))
}

/// Alerts everybody on the list to see whether they can be reached: the same steps as in an emergency, marked DRILL.
#[utoipa::path(post, path = "/alert-drill", tag = "owner", responses((status = 201, body = EmergencyView), Failures))]
pub(crate) async fn alert_drill(State(app): State<Arc<App>>, staff: Staff) -> Result<(StatusCode, Json<EmergencyView>), ApiError> {
    raise(&app, &staff.scope, &staff.business).await
}

pub(crate) async fn raise(app: &App, scope: &BusinessScope, business: &Business) -> Result<(StatusCode, Json<EmergencyView>), ApiError> {
    let alert = raise_drill(app, scope, business).await?;
    let shown = show_alert(app, scope, business, alert).await?.ok_or_else(|| ApiError::not_found("drill"))?;
    Ok((StatusCode::CREATED, Json(view(&shown, business))))
}

fn view(listed: &ListedAlert, business: &Business) -> EmergencyView {
    let (alert, details, zone) = (&listed.alert, &listed.details, business.zone());
    let taken = alert.acknowledged.as_ref();
    EmergencyView {
        id: alert.id,
        is_drill: alert.is_drill,
        conversation_id: alert.conversation_id,
        state: alert.state.as_str(),
        danger: details.danger.and_then(|danger| serde_json::to_value(danger).ok()?.as_str().map(str::to_owned)),
        summary: details.summary.clone(),
        customer_name: details.name.as_ref().map(PersonName::full),
        customer_phone: details.phone.as_ref().filter(|_| !alert.is_drill).map(|phone| phone.as_str().to_owned()),
        address: details.address.as_ref().map(one_line),
        raised_at: zoned(alert.raised_at, zone),
        acknowledged_at: taken.map(|taken| zoned(taken.at, zone)),
        acknowledged_by: taken.map(|taken| taken.by.as_str().to_owned()),
        acknowledged_how: taken.map(|taken| taken.how.as_str()),
        time_to_acknowledge_seconds: taken.map(|taken| taken.at.duration_since(alert.raised_at).as_secs()),
        unanswered_at: alert.unanswered_at.map(|at| zoned(at, zone)),
        steps: listed.steps.iter().map(|(step, name)| step_view(step, name.as_ref(), business)).collect(),
    }
}

fn step_view(step: &AlertStep, name: Option<&String>, business: &Business) -> AlertStepView {
    AlertStepView {
        attempt: step.attempt + 1,
        to: step.to.as_str().to_owned(),
        name: name.cloned(),
        way: step.way.as_str(),
        at: zoned(step.at, business.zone()),
        outcome: step.outcome.clone(),
        outcome_at: step.outcome_at.map(|at| zoned(at, business.zone())),
    }
}
