//! Technicians, their calendars' locks, and their time off.

use super::{Rows, StoreError};
use crate::domain::availability::Interval;
use crate::domain::technician::{Technician, TechnicianId};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

mod technician {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "technician")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub name: String,
        pub skills: String,
        pub is_active: bool,
        pub calendar_version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod time_off {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "time_off")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub technician_id: Uuid,
        pub starts_at: i64,
        pub ends_at: i64,
        pub reason: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A stretch in which a technician takes no jobs.
#[derive(Clone, Debug)]
pub struct TimeOff {
    /// Id.
    pub id: Uuid,
    /// Whose.
    pub technician_id: TechnicianId,
    /// When.
    pub interval: Interval,
    /// Why, for the owner.
    pub reason: Option<String>,
}

impl Rows<'_> {
    /// Locks a technician's calendar until the transaction ends. Several are locked in order of their ids, so that no two
    /// transactions wait for each other. False where the technician is gone.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lock_calendar(&self, id: TechnicianId) -> Result<bool, StoreError> {
        let locked = technician::Entity::update_many()
            .col_expr(technician::Column::CalendarVersion, Expr::col(technician::Column::CalendarVersion).add(1))
            .filter(technician::Column::BusinessId.eq(self.business()))
            .filter(technician::Column::Id.eq(id.0))
            .exec(&self.on)
            .await?;
        Ok(locked.rows_affected > 0)
    }

    /// The technicians who can be sent, in order of id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn technicians(&self) -> Result<Vec<Technician>, StoreError> {
        let found = technician::Entity::find()
            .filter(technician::Column::BusinessId.eq(self.business()))
            .filter(technician::Column::IsActive.eq(true))
            .order_by_asc(technician::Column::Id)
            .all(&self.on)
            .await?;
        found
            .into_iter()
            .map(|row| Ok(Technician { id: TechnicianId(row.id), name: row.name, skills: serde_json::from_str(&row.skills)? }))
            .collect()
    }

    /// Adds a technician.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_technician(&self, new: &Technician) -> Result<(), StoreError> {
        let row = technician::ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(new.id.0),
            name: Set(new.name.clone()),
            skills: Set(serde_json::to_string(&new.skills)?),
            is_active: Set(true),
            calendar_version: Set(0),
        };
        technician::Entity::insert(row).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// Changes a technician's name and skills.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn change_technician(&self, changed: &Technician) -> Result<(), StoreError> {
        technician::Entity::update_many()
            .col_expr(technician::Column::Name, Expr::value(changed.name.clone()))
            .col_expr(technician::Column::Skills, Expr::value(serde_json::to_string(&changed.skills)?))
            .filter(technician::Column::BusinessId.eq(self.business()))
            .filter(technician::Column::Id.eq(changed.id.0))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Sends a technician on no more jobs. Their appointments stay.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn retire_technician(&self, id: TechnicianId) -> Result<(), StoreError> {
        technician::Entity::update_many()
            .col_expr(technician::Column::IsActive, Expr::value(false))
            .filter(technician::Column::BusinessId.eq(self.business()))
            .filter(technician::Column::Id.eq(id.0))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Time off that ends after an instant.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn time_off_after(&self, instant: Timestamp) -> Result<Vec<TimeOff>, StoreError> {
        let found = time_off::Entity::find()
            .filter(time_off::Column::BusinessId.eq(self.business()))
            .filter(time_off::Column::EndsAt.gt(instant.as_millisecond()))
            .order_by_asc(time_off::Column::StartsAt)
            .all(&self.on)
            .await?;
        Ok(found.into_iter().map(TimeOff::from).collect())
    }

    /// Replaces all time off of a technician.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn replace_time_off(&self, id: TechnicianId, with: &[TimeOff]) -> Result<(), StoreError> {
        time_off::Entity::delete_many()
            .filter(time_off::Column::BusinessId.eq(self.business()))
            .filter(time_off::Column::TechnicianId.eq(id.0))
            .exec(&self.on)
            .await?;
        for stretch in with {
            let row = time_off::ActiveModel {
                business_id: Set(self.business().to_owned()),
                id: Set(stretch.id),
                technician_id: Set(id.0),
                starts_at: Set(stretch.interval.from.as_millisecond()),
                ends_at: Set(stretch.interval.to.as_millisecond()),
                reason: Set(stretch.reason.clone()),
            };
            time_off::Entity::insert(row).exec_without_returning(&self.on).await?;
        }
        Ok(())
    }
}

impl From<time_off::Model> for TimeOff {
    fn from(row: time_off::Model) -> Self {
        let interval = Interval { from: super::instant(row.starts_at), to: super::instant(row.ends_at) };
        Self { id: row.id, technician_id: TechnicianId(row.technician_id), interval, reason: row.reason }
    }
}
