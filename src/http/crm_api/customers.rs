//! Customers of a business, and all that was between them.

use super::fields::{self, AddressField, clearable, present};
use super::views::{AppointmentView, ConversationView, zoned};
use crate::app::App;
use crate::domain::business::Business;
use crate::http::auth::Staff;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::{Body, Path, Query};
use crate::http::page::{Items, PageQuery};
use crate::storage::customers::Customer;
use crate::storage::messages::Message;
use crate::usecases::owner_texts::one_line;
use crate::usecases::staff_desk::{CustomerChange, add_customer, change_customer};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;
use uuid::Uuid;

/// A customer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct CustomerView {
    id: Uuid,
    name: Option<String>,
    #[schema(example = "+18165550142")]
    phone: String,
    /// Where they live.
    address: Option<String>,
    /// They want no texts.
    is_opted_out: bool,
    created_at: String,
}

impl CustomerView {
    fn of(customer: &Customer, is_opted_out: bool, business: &Business) -> Self {
        Self {
            id: customer.id,
            name: customer.name.as_ref().map(crate::domain::customer::PersonName::full),
            phone: customer.phone.as_str().to_owned(),
            address: customer.address.as_ref().map(one_line),
            is_opted_out,
            created_at: zoned(customer.created_at, business.zone()),
        }
    }
}

/// Which customers.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct CustomerQuery {
    /// With this number.
    phone: Option<String>,
    /// How many items, 1 to 500; 50.
    limit: Option<String>,
    /// Where the page before ended.
    cursor: Option<String>,
}

/// Customers, those known longest first.
#[utoipa::path(get, path = "/customers", tag = "crm", params(CustomerQuery), responses((status = 200, body = Items<CustomerView>), Failures))]
pub(crate) async fn customers(
    State(app): State<Arc<App>>,
    staff: Staff,
    Query(query): Query<CustomerQuery>,
) -> Result<Json<Items<CustomerView>>, ApiError> {
    let page = PageQuery::from_text(query.limit.as_deref(), query.cursor)?.page()?;
    let phone = query.phone.map(|text| fields::phone("phone", &text)).transpose()?;
    let rows = app.store.rows(&staff.scope);
    let found = rows.customers(phone.as_ref(), page).await?;
    let numbers: HashSet<&str> = found.iter().map(|customer| customer.phone.as_str()).collect();
    let opted_out = rows.opted_out_among(&numbers).await?;
    let place = |customer: &Customer| (customer.created_at.as_millisecond(), customer.id);
    let view = |customer: Customer| CustomerView::of(&customer, opted_out.contains(customer.phone.as_str()), &staff.business);
    Ok(Json(Items::of(found, page.limit, place, view)))
}

/// A new customer.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateCustomer {
    #[schema(example = "Maria Lopez")]
    name: Option<String>,
    #[schema(example = "+18165550142")]
    phone: String,
    address: Option<AddressField>,
}

/// Adds a customer. 409 `phone_taken` where that number is a customer's already.
#[utoipa::path(post, path = "/customers", tag = "crm", request_body = CreateCustomer, responses((status = 201, body = CustomerView), Failures))]
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    Body(new): Body<CreateCustomer>,
) -> Result<(StatusCode, Json<CustomerView>), ApiError> {
    let change = CustomerChange {
        phone: Some(fields::phone("phone", &new.phone)?),
        name: Some(new.name.map(|name| fields::name("name", &name)).transpose()?),
        address: Some(new.address.map(|address| address.read("address")).transpose()?),
    };
    let customer = add_customer(&app, &staff.scope, &staff.business, &change).await?;
    Ok((StatusCode::CREATED, Json(view(&app, &staff, &customer).await?)))
}

/// A customer.
#[utoipa::path(get, path = "/customers/{id}", tag = "crm", params(("id" = Uuid, Path)), responses((status = 200, body = CustomerView), Failures))]
pub(crate) async fn customer(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<Uuid>) -> Result<Json<CustomerView>, ApiError> {
    let found = known(&app, &staff, id).await?;
    Ok(Json(view(&app, &staff, &found).await?))
}

/// A change of a customer. What is absent stays; null clears.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(clippy::option_option, reason = "absent and null mean different things in a change")]
pub(crate) struct ChangeCustomer {
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<String>)]
    name: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    phone: Option<String>,
    #[serde(default, deserialize_with = "clearable")]
    #[schema(value_type = Option<AddressField>)]
    address: Option<Option<AddressField>>,
}

/// Changes a customer. Their visits keep the address and name that they were booked with.
#[utoipa::path(patch, path = "/customers/{id}", tag = "crm", params(("id" = Uuid, Path)), request_body = ChangeCustomer, responses((status = 200, body = CustomerView), Failures))]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<Uuid>,
    Body(new): Body<ChangeCustomer>,
) -> Result<Json<CustomerView>, ApiError> {
    let change = CustomerChange {
        phone: new.phone.map(|phone| fields::phone("phone", &phone)).transpose()?,
        name: new.name.map(|name| name.map(|name| fields::name("name", &name)).transpose()).transpose()?,
        address: new.address.map(|address| address.map(|address| address.read("address")).transpose()).transpose()?,
    };
    let customer = change_customer(&app, &staff.scope, &staff.business, id, &change).await?;
    Ok(Json(view(&app, &staff, &customer).await?))
}

/// What a line of a timeline is.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum TimelineKind {
    /// A visit, at its time.
    Appointment,
    /// A call, chat or thread of texts, when it began.
    Conversation,
    /// A text that was sent outside a conversation.
    Text,
}

/// A text to a customer.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct TextView {
    id: Uuid,
    /// What it was sent for.
    #[schema(example = "confirmation")]
    kind: String,
    text: String,
    /// What became of it.
    #[schema(example = "sent")]
    status: String,
}

/// A line of a timeline, with that of the three that `kind` names.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct TimelineItem {
    id: Uuid,
    kind: TimelineKind,
    at: String,
    appointment: Option<AppointmentView>,
    conversation: Option<ConversationView>,
    text: Option<TextView>,
}

/// All visits, conversations and texts of a customer, in order of time.
#[utoipa::path(get, path = "/customers/{id}/timeline", tag = "crm", params(("id" = Uuid, Path), PageQuery), responses((status = 200, body = Items<TimelineItem>), Failures))]
pub(crate) async fn timeline(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<Uuid>,
    Query(page): Query<PageQuery>,
) -> Result<Json<Items<TimelineItem>>, ApiError> {
    let page = page.page()?;
    let customer = known(&app, &staff, id).await?;
    let rows = app.store.rows(&staff.scope);
    let zone = staff.business.zone();
    let item = |at: jiff::Timestamp, id, kind| {
        let empty = TimelineItem { id, kind, at: zoned(at, zone), appointment: None, conversation: None, text: None };
        ((at.as_millisecond(), id), empty)
    };
    let mut lines: Vec<((i64, Uuid), TimelineItem)> = Vec::new();
    for visit in rows.appointments_of_customer(id, page).await? {
        let (place, line) = item(visit.reserved.from, visit.id.0, TimelineKind::Appointment);
        lines.push((place, TimelineItem { appointment: Some(AppointmentView::of(&visit, zone)), ..line }));
    }
    let conversations = rows.conversations_with(id, &customer.phone, page).await?;
    let ids: Vec<Uuid> = conversations.iter().map(|conversation| conversation.id).collect();
    let booked = rows.appointments_of(&ids).await?;
    for conversation in conversations {
        let (place, line) = item(conversation.started_at, conversation.id, TimelineKind::Conversation);
        let own = booked.iter().filter(|(from, _)| *from == conversation.id).map(|(_, id)| id.0).collect();
        lines.push((place, TimelineItem { conversation: Some(ConversationView::of(&conversation, own, zone)), ..line }));
    }
    for text in rows.texts_to(&customer.phone, page).await? {
        let (place, line) = item(text.created_at, text.id, TimelineKind::Text);
        lines.push((place, TimelineItem { text: Some(text_view(text)), ..line }));
    }
    lines.sort_by_key(|(place, _)| *place);
    lines.truncate(usize::try_from(page.limit).unwrap_or(usize::MAX));
    Ok(Json(Items::of(lines, page.limit, |(place, _)| *place, |(_, line)| line)))
}

fn text_view(text: Message) -> TextView {
    TextView { id: text.id, kind: text.kind, text: text.body, status: text.status }
}

async fn known(app: &App, staff: &Staff, id: Uuid) -> Result<Customer, ApiError> {
    let found = app.store.rows(&staff.scope).customer(id).await?;
    found.ok_or_else(|| ApiError::not_found("customer"))
}

async fn view(app: &App, staff: &Staff, customer: &Customer) -> Result<CustomerView, ApiError> {
    let is_opted_out = app.store.rows(&staff.scope).is_opted_out(&customer.phone).await?;
    Ok(CustomerView::of(customer, is_opted_out, &staff.business))
}
