//! Visits that somebody asked to move.

use crate::app::App;
use crate::http::auth::Staff;
use crate::http::crm_api::{AppointmentView, zoned};
use crate::http::error::{ApiError, Failures};
use crate::http::extract::Query;
use crate::http::page::{Items, PageQuery};
use crate::storage::StoreError;
use crate::storage::appointments::VisitToMove;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use std::sync::Arc;
use uuid::Uuid;

/// A visit that waits for a new window.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct RescheduleView {
    #[serde(flatten)]
    appointment: AppointmentView,
    customer_phone: Option<String>,
    /// When they asked.
    asked_at: Option<String>,
    /// In which conversation; absent where staff noted it.
    asked_in: Option<Uuid>,
    /// What they said then.
    asked: Option<String>,
}

/// Visits that somebody asked to move and that have no new window yet, in order of time.
#[utoipa::path(get, path = "/reschedules", tag = "owner", params(PageQuery), responses((status = 200, body = Items<RescheduleView>), Failures))]
pub(crate) async fn reschedules(
    State(app): State<Arc<App>>,
    staff: Staff,
    Query(page): Query<PageQuery>,
) -> Result<Json<Items<RescheduleView>>, ApiError> {
    let page = page.page()?;
    let found = app.store.rows(&staff.scope).visits_to_move(page).await?;
    let place = |(visit, _): &(VisitToMove, RescheduleView)| (visit.appointment.reserved.from.as_millisecond(), visit.appointment.id.0);
    let mut items = Vec::with_capacity(found.len());
    for visit in found {
        let view = view(&app, &staff, &visit).await?;
        items.push((visit, view));
    }
    Ok(Json(Items::of(items, page.limit, place, |(_, view)| view)))
}

async fn view(app: &App, staff: &Staff, visit: &VisitToMove) -> Result<RescheduleView, StoreError> {
    let rows = app.store.rows(&staff.scope);
    let zone = staff.business.zone();
    let customer = rows.customer(visit.appointment.customer_id).await?;
    let turns = match visit.asked_in {
        Some(conversation) => rows.turns(conversation).await?,
        None => Vec::new(),
    };
    let asked = turns.into_iter().find(|turn| visit.asked_at.is_some_and(|asked_at| turn.at >= asked_at)).and_then(|turn| turn.said);
    Ok(RescheduleView {
        appointment: AppointmentView::of(&visit.appointment, zone),
        customer_phone: customer.map(|customer| customer.phone.as_str().to_owned()),
        asked_at: visit.asked_at.map(|at| zoned(at, zone)),
        asked_in: visit.asked_in,
        asked,
    })
}
