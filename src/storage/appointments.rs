//! Appointments.

use super::{Page, Rows, StoreError, instant};
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};
use crate::domain::availability::{Interval, Window};
use crate::domain::customer::{Address, PersonName};
use crate::domain::technician::TechnicianId;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

pub(super) mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "appointment")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub customer_id: Uuid,
        pub technician_id: Uuid,
        pub starts_at: i64,
        pub ends_at: i64,
        pub window_from: i64,
        pub window_to: i64,
        pub status: String,
        pub is_emergency: bool,
        pub service: String,
        pub description: String,
        pub given_name: Option<String>,
        pub family_name: Option<String>,
        pub address: String,
        pub address_key: String,
        pub channel: String,
        pub conversation_id: Option<Uuid>,
        pub receipts: String,
        pub created_at: i64,
        pub updated_at: i64,
        pub agreed_at: Option<i64>,
        pub remind_at: Option<i64>,
        pub reminded_for: Option<i64>,
        pub reminder: Option<String>,
        pub asked_to_move_at: Option<i64>,
        pub asked_to_move_in: Option<Uuid>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity, Model};

/// No job lasts longer than this (the longest service plus the longest buffer, rounded up), so that a look at what is
/// reserved may begin this long before.
const LONGEST_RESERVATION_MILLISECONDS: i64 = 24 * 60 * 60 * 1000;

/// What is reserved of a technician.
#[derive(Clone, Copy, Debug)]
pub struct Reservation {
    /// Whose time.
    pub technician_id: TechnicianId,
    /// When.
    pub interval: Interval,
}

/// A visit that somebody asked to move.
#[derive(Clone, Debug)]
pub struct VisitToMove {
    /// The visit as it is.
    pub appointment: Appointment,
    /// When they asked.
    pub asked_at: Option<Timestamp>,
    /// In which conversation; absent where staff noted it.
    pub asked_in: Option<Uuid>,
}

/// Where a visit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitNow {
    /// Its status.
    pub status: AppointmentStatus,
    /// When its window begins.
    pub from: Timestamp,
}

impl Rows<'_> {
    /// Where several visits stand now.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn visits_now(&self, ids: &HashSet<Uuid>) -> Result<HashMap<Uuid, VisitNow>, StoreError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let found: Vec<(Uuid, String, i64)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::Status, Column::WindowFrom])
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .into_tuple()
            .all(&self.on)
            .await?;
        let visit = |(id, status, from): (Uuid, String, i64)| {
            let status = status.parse().map_err(|()| StoreError::Broken(format!("status {status:?}")))?;
            Ok((id, VisitNow { status, from: instant(from) }))
        };
        found.into_iter().map(visit).collect()
    }

    /// What is reserved between two instants, of all technicians. A visit that is to be moved is not in its own way.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn reservations(
        &self,
        from: Timestamp,
        to: Timestamp,
        moving: Option<AppointmentId>,
    ) -> Result<Vec<Reservation>, StoreError> {
        let mut query = Entity::find();
        if let Some(moving) = moving {
            query = query.filter(Column::Id.ne(moving.0));
        }
        let found: Vec<(Uuid, i64, i64)> = query
            .select_only()
            .columns([Column::TechnicianId, Column::StartsAt, Column::EndsAt])
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::StartsAt.gte(from.as_millisecond() - LONGEST_RESERVATION_MILLISECONDS))
            .filter(Column::StartsAt.lt(to.as_millisecond()))
            .filter(Column::EndsAt.gt(from.as_millisecond()))
            .filter(holds_time())
            .into_tuple()
            .all(&self.on)
            .await?;
        let reservation = |(technician, from, to)| Reservation {
            technician_id: TechnicianId(technician),
            interval: Interval { from: instant(from), to: instant(to) },
        };
        Ok(found.into_iter().map(reservation).collect())
    }

    /// Visits still to come for a customer or at an address, the nearest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn visits_to_come(
        &self,
        customer: Option<Uuid>,
        address: Option<&Address>,
        now: Timestamp,
    ) -> Result<Vec<Appointment>, StoreError> {
        let mut whose = Condition::any();
        if let Some(customer) = customer {
            whose = whose.add(Column::CustomerId.eq(customer));
        }
        if let Some(address) = address {
            whose = whose.add(Column::AddressKey.eq(address_key(address)));
        }
        if whose.is_empty() {
            return Ok(Vec::new());
        }
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::StartsAt.gte(now.as_millisecond() - LONGEST_RESERVATION_MILLISECONDS))
            .filter(Column::WindowTo.gt(now.as_millisecond()))
            .filter(holds_time())
            .filter(whose)
            .order_by_asc(Column::StartsAt)
            .limit(5)
            .all(&self.on)
            .await?;
        found.into_iter().map(Appointment::try_from).collect()
    }

    /// Adds an appointment. The caller holds the calendar's lock.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_appointment(&self, new: &Appointment, receipts: &str, now: Timestamp) -> Result<(), StoreError> {
        let at = now.as_millisecond();
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(new.id.0),
            customer_id: Set(new.customer_id),
            technician_id: Set(new.technician_id.0),
            starts_at: Set(new.reserved.from.as_millisecond()),
            ends_at: Set(new.reserved.to.as_millisecond()),
            window_from: Set(new.window.from.as_millisecond()),
            window_to: Set(new.window.to.as_millisecond()),
            status: Set(new.status.as_str().to_owned()),
            is_emergency: Set(new.is_emergency),
            service: Set(new.service.clone()),
            description: Set(new.description.clone()),
            given_name: Set(new.customer_name.given.clone()),
            family_name: Set(new.customer_name.family.clone()),
            address: Set(serde_json::to_string(&new.address)?),
            address_key: Set(address_key(&new.address)),
            channel: Set(new.channel.as_str().to_owned()),
            conversation_id: Set(new.conversation_id),
            receipts: Set(receipts.to_owned()),
            created_at: Set(at),
            updated_at: Set(at),
            agreed_at: Set(Some(at)),
            remind_at: Set(Some(super::reminders::AT_ONCE)),
            reminded_for: Set(None),
            reminder: Set(None),
            asked_to_move_at: Set(None),
            asked_to_move_in: Set(None),
        };
        Entity::insert(row).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// Locks an appointment until the transaction ends, so that what is read of it next is what is changed. False where there
    /// is none. It is locked before any calendar.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lock_appointment(&self, id: AppointmentId, now: Timestamp) -> Result<bool, StoreError> {
        let locked = Entity::update_many()
            .col_expr(Column::UpdatedAt, Expr::value(now.as_millisecond()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id.0))
            .exec(&self.on)
            .await?;
        Ok(locked.rows_affected > 0)
    }

    /// Stores what has changed of an appointment: when, who comes, where it stands, and what is to be done where. The caller
    /// holds its lock, and the calendar's where it takes other time. Another window is due a reminder of its own.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn change_appointment(&self, changed: &Appointment) -> Result<(), StoreError> {
        let is_moved = || Column::WindowFrom.ne(changed.window.from.as_millisecond());
        // Its lock was taken when the window was agreed on.
        let agreed_at = Expr::case(is_moved(), Expr::col(Column::UpdatedAt)).finally(Expr::col(Column::AgreedAt));
        let remind_at = Expr::case(is_moved(), Expr::value(super::reminders::AT_ONCE)).finally(Expr::col(Column::RemindAt));
        Entity::update_many()
            .col_expr(Column::AgreedAt, agreed_at.into())
            .col_expr(Column::RemindAt, remind_at.into())
            .col_expr(Column::TechnicianId, Expr::value(changed.technician_id.0))
            .col_expr(Column::StartsAt, Expr::value(changed.reserved.from.as_millisecond()))
            .col_expr(Column::EndsAt, Expr::value(changed.reserved.to.as_millisecond()))
            .col_expr(Column::WindowFrom, Expr::value(changed.window.from.as_millisecond()))
            .col_expr(Column::WindowTo, Expr::value(changed.window.to.as_millisecond()))
            .col_expr(Column::Status, Expr::value(changed.status.as_str()))
            .col_expr(Column::IsEmergency, Expr::value(changed.is_emergency))
            .col_expr(Column::Service, Expr::value(changed.service.clone()))
            .col_expr(Column::Description, Expr::value(changed.description.clone()))
            .col_expr(Column::Address, Expr::value(serde_json::to_string(&changed.address)?))
            .col_expr(Column::AddressKey, Expr::value(address_key(&changed.address)))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(changed.id.0))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Notes when somebody asked to move a visit, and in which conversation.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn note_asked_to_move(&self, id: AppointmentId, conversation_id: Option<Uuid>, now: Timestamp) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::AskedToMoveAt, Expr::value(now.as_millisecond()))
            .col_expr(Column::AskedToMoveIn, Expr::value(conversation_id))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id.0))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Visits that somebody asked to move and that have no new window yet, in order of time.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn visits_to_move(&self, page: Page) -> Result<Vec<VisitToMove>, StoreError> {
        let pending = Column::Status.eq(AppointmentStatus::PendingReschedule.as_str());
        let found = self.by_start(page).filter(pending).all(&self.on).await?;
        found.into_iter().map(VisitToMove::try_from).collect()
    }

    /// All visits of a customer, in order of time.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn appointments_of_customer(&self, customer: Uuid, page: Page) -> Result<Vec<Appointment>, StoreError> {
        let found = self.by_start(page).filter(Column::CustomerId.eq(customer)).all(&self.on).await?;
        found.into_iter().map(Appointment::try_from).collect()
    }

    fn by_start(&self, page: Page) -> Select<Entity> {
        let mut query = Entity::find().filter(Column::BusinessId.eq(self.business()));
        if let Some((at, id)) = page.after {
            query = query.filter(Condition::any().add(Column::StartsAt.gt(at)).add(Column::StartsAt.eq(at).and(Column::Id.gt(id))));
        }
        query.order_by_asc(Column::StartsAt).order_by_asc(Column::Id).limit(page.limit)
    }

    /// An appointment by its id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn appointment(&self, id: AppointmentId) -> Result<Option<Appointment>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id.0))
            .all(&self.on)
            .await?
            .into_iter()
            .next();
        found.map(Appointment::try_from).transpose()
    }

    /// Appointments that begin within an interval, in order of time.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn appointments(&self, between: Option<Interval>, page: Page) -> Result<Vec<Appointment>, StoreError> {
        let mut query = self.by_start(page);
        if let Some(interval) = between {
            query = query
                .filter(Column::StartsAt.gte(interval.from.as_millisecond()))
                .filter(Column::StartsAt.lt(interval.to.as_millisecond()));
        }
        query.all(&self.on).await?.into_iter().map(Appointment::try_from).collect()
    }

    /// Ids of the appointments that came out of these conversations.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn appointments_of(&self, conversations: &[Uuid]) -> Result<Vec<(Uuid, AppointmentId)>, StoreError> {
        if conversations.is_empty() {
            return Ok(Vec::new());
        }
        let found: Vec<(Option<Uuid>, Uuid)> = Entity::find()
            .select_only()
            .columns([Column::ConversationId, Column::Id])
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::ConversationId.is_in(conversations.iter().copied()))
            .into_tuple()
            .all(&self.on)
            .await?;
        Ok(found.into_iter().filter_map(|(conversation, id)| Some((conversation?, AppointmentId(id)))).collect())
    }
}

fn holds_time() -> sea_orm::sea_query::SimpleExpr {
    Column::Status.is_not_in([AppointmentStatus::Cancelled.as_str(), AppointmentStatus::Completed.as_str()])
}

/// What two ways of writing the same address have in common: its street line in lower case without punctuation, and its unit.
fn address_key(address: &Address) -> String {
    let line = format!("{} {}", address.street_line.as_deref().unwrap_or_default(), address.unit.as_deref().unwrap_or_default());
    let folded = crate::understanding::text::fold(&line);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

impl TryFrom<Model> for VisitToMove {
    type Error = StoreError;
    fn try_from(row: Model) -> Result<Self, StoreError> {
        let (asked_at, asked_in) = (row.asked_to_move_at.map(instant), row.asked_to_move_in);
        Ok(Self { appointment: row.try_into()?, asked_at, asked_in })
    }
}

impl TryFrom<Model> for Appointment {
    type Error = StoreError;
    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: AppointmentId(row.id),
            customer_id: row.customer_id,
            customer_name: PersonName { given: row.given_name, family: row.family_name },
            technician_id: TechnicianId(row.technician_id),
            reserved: Interval { from: instant(row.starts_at), to: instant(row.ends_at) },
            window: Window { from: instant(row.window_from), to: instant(row.window_to) },
            status: row.status.parse().map_err(|()| StoreError::Broken(format!("status {:?}", row.status)))?,
            is_emergency: row.is_emergency,
            service: row.service,
            description: row.description,
            address: serde_json::from_str(&row.address)?,
            channel: row.channel.parse().map_err(|()| StoreError::Broken(format!("channel {:?}", row.channel)))?,
            conversation_id: row.conversation_id,
        })
    }
}
