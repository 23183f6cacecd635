//! Businesses.

use super::change::{self, BusinessFields};
use crate::app::App;
use crate::domain::business::{Business, BusinessId, BusinessStatus};
use crate::http::auth::Operator;
use crate::http::crm_api::zoned;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::{Body, Path, Query};
use crate::http::page::{Items, PageQuery};
use crate::http::warnings::WarningView;
use crate::storage::businesses::BusinessRow;
use crate::usecases::change_business::{change_business, changed_settings};
use crate::usecases::find_business::find_business;
use crate::usecases::onboard_business::{BusinessKeys, NewBusiness, onboard_business};
use crate::usecases::warnings::warnings;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Map, Value};
use std::sync::Arc;

/// A business as the operator sees it, with its settings as they are set.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct BusinessView {
    id: String,
    name: String,
    status: BusinessStatus,
    is_demo: bool,
    created_at: String,
    phone_numbers: Vec<String>,
    technicians: Vec<TechnicianView>,
    /// The zone in force, set or not.
    time_zone: String,
    /// Opens the business's own API. Only where the business was made just now.
    #[serde(skip_serializing_if = "Option::is_none")]
    api_key: Option<String>,
    /// Opens the chat. Only where the business was made just now.
    #[serde(skip_serializing_if = "Option::is_none")]
    widget_token: Option<String>,
    /// What is wrong with the business now. Only where one business is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    warnings: Option<Vec<WarningView>>,
    /// All other settings by name, null where the default is in force.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    settings: Map<String, Value>,
}

/// Who can be sent.
#[derive(Serialize, utoipa::ToSchema)]
pub(crate) struct TechnicianView {
    id: String,
    name: String,
    skills: Vec<String>,
}

/// Settings that are shown as null where they are not set.
const ALWAYS_SHOWN: &[&str] =
    &["calendar_id", "owner_phone", "owner_email", "emergency_keywords", "emergency_exceptions", "default_reminder_hours", "service_area"];

impl BusinessView {
    fn of(business: &Business, row: &BusinessRow, keys: Option<BusinessKeys>) -> Self {
        let mut settings = match serde_json::to_value(&business.settings) {
            Ok(Value::Object(settings)) => settings,
            _ => Map::new(),
        };
        settings.remove("time_zone");
        for name in ALWAYS_SHOWN {
            settings.entry(*name).or_insert(Value::Null);
        }
        let (api_key, widget_token) = keys.map(|keys| (keys.api_key, keys.widget_token)).unzip();
        Self {
            id: business.id.as_str().to_owned(),
            name: business.name.clone(),
            status: business.status,
            is_demo: business.is_demo,
            created_at: zoned(row.created_at, business.zone()),
            phone_numbers: business.phone_numbers.iter().map(|number| number.as_str().to_owned()).collect(),
            technicians: business
                .technicians
                .iter()
                .map(|t| TechnicianView { id: t.id.0.to_string(), name: t.name.clone(), skills: t.skills.clone() })
                .collect(),
            time_zone: business.zone().iana_name().unwrap_or("UTC").to_owned(),
            api_key,
            widget_token,
            warnings: None,
            settings,
        }
    }
}

/// A business to be taken on: its name, and whatever else is known of it.
#[derive(utoipa::ToSchema)]
#[expect(dead_code, reason = "only its derived description is used")]
pub(crate) struct CreateBusiness {
    /// 1 to 64 lower-case letters, digits, - and _; made from the name where absent.
    id: Option<String>,
    /// The name it is greeted by.
    name: String,
    #[schema(inline)]
    more: BusinessFields,
}

/// Takes on a business. Its keys are in the answer, in full, this once.
#[utoipa::path(post, path = "/businesses", tag = "admin", request_body = CreateBusiness, responses((status = 201, body = BusinessView), Failures))]
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    operator: Operator,
    Body(mut fields): Body<Map<String, Value>>,
) -> Result<(StatusCode, Json<BusinessView>), ApiError> {
    let id = read_id(fields.remove("id"))?;
    let change = change::read(fields)?;
    let Some(name) = change.name.clone() else { return Err(ApiError::field("name", "is needed")) };
    let settings = changed_settings(&crate::domain::settings::Settings::default(), &change.settings)?;
    let new = NewBusiness { id, name, is_demo: false, settings, phone_numbers: change.phone_numbers.clone().unwrap_or_default() };
    let (id, keys) = onboard_business(&app, &new).await?;
    if change.technicians.is_some() || change.twilio_auth_token.is_some() || change.status.is_some() {
        change_business(&app, &operator.scope(id.clone()), &change).await?;
    }
    Ok((StatusCode::CREATED, Json(view(&app, &id, Some(keys)).await?)))
}

/// Businesses in order of id.
#[utoipa::path(get, path = "/businesses", tag = "admin", params(PageQuery), responses((status = 200, body = Items<BusinessView>), Failures))]
pub(crate) async fn businesses(
    State(app): State<Arc<App>>,
    _: Operator,
    Query(page): Query<PageQuery>,
) -> Result<Json<Items<BusinessView>>, ApiError> {
    let limit = page.limit()?;
    let rows = app.store.business_rows(page.cursor(), limit).await?;
    let next_cursor =
        rows.last().filter(|_| u64::try_from(rows.len()).is_ok_and(|found| found == limit)).map(|row| row.id.as_str().to_owned());
    let mut items = Vec::with_capacity(rows.len());
    for row in &rows {
        if let Some(known) = find_business(&app, &row.id).await? {
            items.push(BusinessView::of(&known.business, row, None));
        }
    }
    Ok(Json(Items { items, next_cursor }))
}

/// A business.
#[utoipa::path(get, path = "/businesses/{id}", tag = "admin", params(("id" = String, Path)), responses((status = 200, body = BusinessView), Failures))]
pub(crate) async fn business(State(app): State<Arc<App>>, _: Operator, Path(id): Path<String>) -> Result<Json<BusinessView>, ApiError> {
    let id = BusinessId::parse(&id).map_err(|_| ApiError::not_found("business"))?;
    Ok(Json(view(&app, &id, None).await?))
}

/// Changes a business: what is absent stays, null puts it back to its default.
#[utoipa::path(patch, path = "/businesses/{id}", tag = "admin", params(("id" = String, Path)), request_body = BusinessFields, responses((status = 200, body = BusinessView), Failures))]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    operator: Operator,
    Path(id): Path<String>,
    Body(fields): Body<Map<String, Value>>,
) -> Result<Json<BusinessView>, ApiError> {
    let id = BusinessId::parse(&id).map_err(|_| ApiError::not_found("business"))?;
    change_business(&app, &operator.scope(id.clone()), &change::read(fields)?).await?;
    Ok(Json(view(&app, &id, None).await?))
}

fn read_id(value: Option<Value>) -> Result<Option<BusinessId>, ApiError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => BusinessId::parse(&text).map(Some).map_err(|error| ApiError::field("id", &error.to_string())),
        Some(_) => Err(ApiError::field("id", "must be text")),
    }
}

async fn view(app: &App, id: &BusinessId, keys: Option<BusinessKeys>) -> Result<BusinessView, ApiError> {
    let not_found = || ApiError::not_found("business");
    let row = app.store.business_row(id).await?.ok_or_else(not_found)?;
    let known = find_business(app, id).await?.ok_or_else(not_found)?;
    let found = warnings(app, &app.store.rows(&known.scope()), &known.business, app.clock.now()).await?;
    let shown = found.into_iter().map(WarningView::from).collect();
    Ok(BusinessView { warnings: Some(shown), ..BusinessView::of(&known.business, &row, keys) })
}
