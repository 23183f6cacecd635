//! Changing the book by hand.

use super::fields::{self, AddressField, TimeFields, present};
use super::views::{AppointmentView, zoned};
use crate::app::App;
use crate::domain::appointment::{AppointmentId, AppointmentStatus};
use crate::domain::availability::reserved;
use crate::domain::conversation::Channel;
use crate::domain::technician::TechnicianId;
use crate::http::auth::Staff;
use crate::http::error::{ApiError, Failures};
use crate::http::extract::{Body, Path};
use crate::usecases::staff_desk::{Proposals, StaffBooking, StaffChange, Who, book_by_staff, change_by_staff, propose_slots};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// How many times are proposed unless asked for more.
const STANDARD_PROPOSALS: u32 = 5;
const MOST_PROPOSALS: u32 = 100;

/// Somebody by their number.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BookedFor {
    /// Needed where the number is new.
    name: Option<String>,
    #[schema(example = "+18165550142")]
    phone: String,
    /// Where they live; where the visit is, unless `address` says otherwise.
    address: Option<AddressField>,
}

/// A booking. It takes `customer_id` or `customer`, a time, and `service` or `description`.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateAppointment {
    /// A customer who is known.
    customer_id: Option<Uuid>,
    /// Anybody by their number.
    customer: Option<BookedFor>,
    /// Code of a service; absent: the general visit.
    service: Option<String>,
    /// What is wrong; absent: the service's name.
    description: Option<String>,
    /// Any time within an arrival window; the visit gets that window. Without an offset it is on the clock of the business.
    #[schema(example = "2026-11-23T08:00:00-06:00")]
    start_time: Option<String>,
    /// May be sent and is not needed: the service decides how long the work takes.
    end_time: Option<String>,
    /// The same as `start_time`.
    window_start: Option<String>,
    /// Where it is sent it must be the end of that window.
    window_end: Option<String>,
    /// Who comes; absent: anybody who is free.
    technician_id: Option<Uuid>,
    /// Emergencies may come at the hours kept for them.
    is_emergency: Option<bool>,
    /// `SCHEDULED`, or `CONFIRMED`.
    status: Option<AppointmentStatus>,
    /// Where; absent: where the customer lives.
    address: Option<AddressField>,
    /// How they got in touch; absent: `phone`.
    channel: Option<Channel>,
}

/// Books for a customer, who is told by text. 409 `window_taken` where the time is taken, outside hours or over capacity.
#[utoipa::path(post, path = "/appointments", tag = "crm", request_body = CreateAppointment, responses((status = 201, body = AppointmentView), Failures))]
pub(crate) async fn create(
    State(app): State<Arc<App>>,
    staff: Staff,
    Body(fields): Body<CreateAppointment>,
) -> Result<(StatusCode, Json<AppointmentView>), ApiError> {
    let booking = fields.read(&staff)?;
    let booked = book_by_staff(&app, &staff.scope, &staff.business, &booking).await?;
    Ok((StatusCode::CREATED, Json(AppointmentView::of(&booked, staff.business.zone()))))
}

impl CreateAppointment {
    fn read(self, staff: &Staff) -> Result<StaffBooking, ApiError> {
        let time = TimeFields {
            start_time: self.start_time.as_deref(),
            end_time: self.end_time.as_deref(),
            window_start: self.window_start.as_deref(),
            window_end: self.window_end.as_deref(),
        };
        let time = time.read(&staff.business)?.ok_or_else(|| ApiError::field("start_time", "is needed"))?;
        if self.service.is_none() && self.description.is_none() {
            return Err(ApiError::field("description", "is needed, or a service"));
        }
        let status = self.status.unwrap_or(AppointmentStatus::Scheduled);
        let is_confirmed =
            StaffBooking::is_confirmed_by(status).ok_or_else(|| ApiError::field("status", "must be SCHEDULED or CONFIRMED"))?;
        let (who, home) = match (self.customer_id, self.customer) {
            (Some(id), None) => (Who::Known(id), None),
            (None, Some(customer)) => {
                let phone = fields::phone("customer.phone", &customer.phone)?;
                let name = customer.name.map(|name| fields::name("customer.name", &name)).transpose()?;
                (Who::Told { phone, name }, customer.address.map(|address| address.read("customer.address")).transpose()?)
            }
            (None, None) => return Err(ApiError::field("customer_id", "is needed, or customer")),
            (Some(_), Some(_)) => return Err(ApiError::field("customer", "must be absent where customer_id is given")),
        };
        Ok(StaffBooking {
            who,
            address: self.address.map(|address| address.read("address")).transpose()?.or(home),
            service: self.service,
            description: self.description.map(|text| fields::line("description", &text)).transpose()?,
            time,
            technician_id: self.technician_id.map(TechnicianId),
            is_emergency: self.is_emergency.unwrap_or_default(),
            is_confirmed,
            channel: self.channel.unwrap_or(Channel::Phone),
        })
    }
}

/// A change of an appointment. What is absent stays.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeAppointment {
    /// Any time within an arrival window; the visit gets that window. Without an offset it is on the clock of the business.
    #[serde(default, deserialize_with = "present")]
    start_time: Option<String>,
    /// May be sent and is not needed: the service decides how long the work takes.
    #[serde(default, deserialize_with = "present")]
    end_time: Option<String>,
    /// The same as `start_time`.
    #[serde(default, deserialize_with = "present")]
    window_start: Option<String>,
    /// Where it is sent it must be the end of that window.
    #[serde(default, deserialize_with = "present")]
    window_end: Option<String>,
    /// Where it stands. `CANCELLED` calls it off.
    #[serde(default, deserialize_with = "present")]
    status: Option<AppointmentStatus>,
    /// Code of a service, which decides how long it takes and who can do it.
    #[serde(default, deserialize_with = "present")]
    service: Option<String>,
    #[serde(default, deserialize_with = "present")]
    description: Option<String>,
    #[serde(default, deserialize_with = "present")]
    address: Option<AddressField>,
    /// Who comes, and nobody else.
    #[serde(default, deserialize_with = "present")]
    technician_id: Option<Uuid>,
    #[serde(default, deserialize_with = "present")]
    is_emergency: Option<bool>,
}

/// Changes an appointment. The customer is told by text of another time, or that it is called off; the same change twice tells
/// nobody twice. 409 `window_taken` where the time is taken, outside hours or over capacity, `visit_over` where it is over.
#[utoipa::path(patch, path = "/appointments/{id}", tag = "crm", params(("id" = Uuid, Path)), request_body = ChangeAppointment, responses((status = 200, body = AppointmentView), Failures))]
pub(crate) async fn change(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<Uuid>,
    Body(fields): Body<ChangeAppointment>,
) -> Result<Json<AppointmentView>, ApiError> {
    let change = fields.read(&staff)?;
    let changed = change_by_staff(&app, &staff.scope, &staff.business, AppointmentId(id), &change).await?;
    Ok(Json(AppointmentView::of(&changed, staff.business.zone())))
}

impl ChangeAppointment {
    fn read(self, staff: &Staff) -> Result<StaffChange, ApiError> {
        let time = TimeFields {
            start_time: self.start_time.as_deref(),
            end_time: self.end_time.as_deref(),
            window_start: self.window_start.as_deref(),
            window_end: self.window_end.as_deref(),
        };
        let time = time.read(&staff.business)?;
        let ends = matches!(self.status, Some(AppointmentStatus::Cancelled | AppointmentStatus::Completed));
        if ends && time.is_some() {
            return Err(ApiError::field("start_time", "can't be changed of a visit that is called off or done"));
        }
        Ok(StaffChange {
            time,
            status: self.status,
            service: self.service,
            description: self.description.map(|text| fields::line("description", &text)).transpose()?,
            address: self.address.map(|address| address.read("address")).transpose()?,
            technician_id: self.technician_id.map(TechnicianId),
            is_emergency: self.is_emergency,
        })
    }
}

/// Calls an appointment off; the customer is told by text, once. Its time is free at once.
#[utoipa::path(delete, path = "/appointments/{id}", tag = "crm", params(("id" = Uuid, Path)), responses((status = 200, body = AppointmentView), Failures))]
pub(crate) async fn call_off(State(app): State<Arc<App>>, staff: Staff, Path(id): Path<Uuid>) -> Result<Json<AppointmentView>, ApiError> {
    let change = StaffChange { status: Some(AppointmentStatus::Cancelled), ..StaffChange::default() };
    let changed = change_by_staff(&app, &staff.scope, &staff.business, AppointmentId(id), &change).await?;
    Ok(Json(AppointmentView::of(&changed, staff.business.zone())))
}

/// Which times are wanted.
#[derive(Debug, Default, Deserialize, utoipa::ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ProposeSlots {
    /// Beginning at or after this time.
    from: Option<String>,
    /// Beginning before this time.
    to: Option<String>,
    /// How many, 1 to 100; 5.
    limit: Option<u32>,
    /// The customer asked for another time: the visit is `PENDING_RESCHEDULE` from now on.
    mark_pending: bool,
}

/// A time that is free, and who could come.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct SlotView {
    /// What would be reserved of the technician begins.
    start_time: String,
    /// What would be reserved of the technician ends.
    end_time: String,
    /// What the customer would be told begins.
    window_start: String,
    /// What the customer would be told ends.
    window_end: String,
    technician_id: Uuid,
}

/// Times that are free.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(crate) struct Slots {
    /// In order of time.
    slots: Vec<SlotView>,
    /// The visit as it is.
    appointment: AppointmentView,
}

/// The next times that an appointment could be moved to.
#[utoipa::path(post, path = "/appointments/{id}/propose-slots", tag = "crm", params(("id" = Uuid, Path)), request_body = ProposeSlots, responses((status = 200, body = Slots), Failures))]
pub(crate) async fn propose(
    State(app): State<Arc<App>>,
    staff: Staff,
    Path(id): Path<Uuid>,
    Body(fields): Body<ProposeSlots>,
) -> Result<Json<Slots>, ApiError> {
    let business = &staff.business;
    let read = |field: &str, text: Option<String>| text.map(|text| fields::moment(field, &text, business)).transpose();
    let limit = fields.limit.unwrap_or(STANDARD_PROPOSALS);
    if !(1..=MOST_PROPOSALS).contains(&limit) {
        return Err(ApiError::field("limit", "must be 1 to 100"));
    }
    let wanted = Proposals {
        from: read("from", fields.from)?,
        to: read("to", fields.to)?,
        limit: usize::try_from(limit).unwrap_or_default(),
        marks_pending: fields.mark_pending,
    };
    let (appointment, free) = propose_slots(&app, &staff.scope, business, AppointmentId(id), wanted).await?;
    let need = business.duration_of(&appointment.service);
    let slots = free.into_iter().map(|slot| {
        let taken = reserved(slot.window, need, business.schedule.buffer);
        SlotView {
            start_time: zoned(taken.from, business.zone()),
            end_time: zoned(taken.to, business.zone()),
            window_start: zoned(slot.window.from, business.zone()),
            window_end: zoned(slot.window.to, business.zone()),
            technician_id: slot.technician_id.0,
        }
    });
    Ok(Json(Slots { slots: slots.collect(), appointment: AppointmentView::of(&appointment, business.zone()) }))
}
