//! Numbers that the carrier says take no texts.

use super::{Rows, StoreError};
use jiff::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use std::collections::{HashMap, HashSet};

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "bad_number")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub phone: String,
        pub code: i64,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity};

impl Rows<'_> {
    /// Marks a number as one that takes no texts, with the carrier's code. A mark that is younger than `stale_before` stays.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn mark_bad_number(&self, phone: &str, code: u32, (now, stale_before): (Timestamp, Timestamp)) -> Result<(), StoreError> {
        let own = Entity::delete_many().filter(Column::BusinessId.eq(self.business())).filter(Column::Phone.eq(phone));
        own.filter(Column::At.lt(stale_before.as_millisecond())).exec(&self.on).await?;
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            phone: Set(phone.to_owned()),
            code: Set(i64::from(code)),
            at: Set(now.as_millisecond()),
        };
        let nothing = OnConflict::columns([Column::BusinessId, Column::Phone]).do_nothing().to_owned();
        Entity::insert(row).on_conflict(nothing).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// Which of these numbers were marked since then, with the carrier's codes.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn bad_numbers_among(&self, numbers: &HashSet<&str>, since: Timestamp) -> Result<HashMap<String, u32>, StoreError> {
        if numbers.is_empty() {
            return Ok(HashMap::new());
        }
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Phone.is_in(numbers.iter().copied()))
            .filter(Column::At.gte(since.as_millisecond()))
            .all(&self.on)
            .await?;
        Ok(found.into_iter().map(|row| (row.phone, u32::try_from(row.code).unwrap_or_default())).collect())
    }
}
