//! What was spent lately, counted from what is stored, and which limits were reached on which day.

use super::{Rows, StoreError, instant};
use crate::domain::limits::Limit;
use jiff::Timestamp;
use jiff::civil::Date;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "limit_reached")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub day: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub subject: String,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity};

/// A limit that was reached.
#[derive(Clone, Debug)]
pub struct ReachedLimit {
    /// Which, as a word of [`Limit`].
    pub limit: String,
    /// The number that it is about; empty where it is about the whole business.
    pub subject: String,
    /// When.
    pub at: Timestamp,
}

impl Rows<'_> {
    /// Puts down that a limit was reached on a day, by a number or, where it is empty, by the business. False where that is on record.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_reached_limit(&self, day: Date, limit: Limit, subject: &str, now: Timestamp) -> Result<bool, StoreError> {
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            day: Set(day.to_string()),
            kind: Set(limit.as_str().to_owned()),
            subject: Set(subject.to_owned()),
            at: Set(now.as_millisecond()),
        };
        let nothing = OnConflict::columns([Column::BusinessId, Column::Day, Column::Kind, Column::Subject]).do_nothing().to_owned();
        Ok(Entity::insert(row).on_conflict(nothing).exec_without_returning(&self.on).await? > 0)
    }

    /// The limits that were reached on a day, the first of them first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn reached_limits(&self, day: Date) -> Result<Vec<ReachedLimit>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Day.eq(day.to_string()))
            .order_by_asc(Column::At)
            .all(&self.on)
            .await?;
        Ok(found.into_iter().map(|row| ReachedLimit { limit: row.kind, subject: row.subject, at: instant(row.at) }).collect())
    }
}
