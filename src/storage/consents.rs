//! Who wants no texts, and the ledger of who said so, when and in what words. The ledger only grows.

use super::{Rows, StoreError};
use crate::domain::conversation::Channel;
use crate::domain::phone_number::PhoneNumber;
use jiff::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use std::collections::HashSet;
use uuid::Uuid;

mod opt_out {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "opt_out")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub phone: String,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod consent_event {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "consent_event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub phone: String,
        pub action: String,
        pub channel: String,
        pub words: Option<String>,
        pub source: String,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A line of the ledger.
#[derive(Clone, Copy, Debug)]
pub struct ConsentEvent<'a> {
    /// Id.
    pub id: Uuid,
    /// Whose number.
    pub phone: &'a PhoneNumber,
    /// Texts are wanted again, or no more.
    pub opts_in: bool,
    /// Where it was said.
    pub channel: Channel,
    /// In which words.
    pub words: Option<&'a str>,
    /// The event that it came with.
    pub source: &'a str,
    /// When.
    pub at: Timestamp,
}

impl Rows<'_> {
    /// Whether a number wants no texts from this business.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn is_opted_out(&self, phone: &PhoneNumber) -> Result<bool, StoreError> {
        let found = opt_out::Entity::find()
            .filter(opt_out::Column::BusinessId.eq(self.business()))
            .filter(opt_out::Column::Phone.eq(phone.as_str()))
            .all(&self.on)
            .await?;
        Ok(!found.is_empty())
    }

    /// Which of these numbers want no texts from this business.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn opted_out_among(&self, numbers: &HashSet<&str>) -> Result<HashSet<String>, StoreError> {
        if numbers.is_empty() {
            return Ok(HashSet::new());
        }
        let found = opt_out::Entity::find()
            .filter(opt_out::Column::BusinessId.eq(self.business()))
            .filter(opt_out::Column::Phone.is_in(numbers.iter().copied()))
            .all(&self.on)
            .await?;
        Ok(found.into_iter().map(|row| row.phone).collect())
    }

    /// Writes a line of the ledger, and what follows from it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn record_consent(&self, event: ConsentEvent<'_>) -> Result<(), StoreError> {
        let line = consent_event::ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(event.id),
            phone: Set(event.phone.as_str().to_owned()),
            action: Set(if event.opts_in { "opt_in" } else { "opt_out" }.to_owned()),
            channel: Set(event.channel.as_str().to_owned()),
            words: Set(event.words.map(str::to_owned)),
            source: Set(event.source.to_owned()),
            at: Set(event.at.as_millisecond()),
        };
        consent_event::Entity::insert(line).exec_without_returning(&self.on).await?;
        if event.opts_in {
            opt_out::Entity::delete_many()
                .filter(opt_out::Column::BusinessId.eq(self.business()))
                .filter(opt_out::Column::Phone.eq(event.phone.as_str()))
                .exec(&self.on)
                .await?;
            return Ok(());
        }
        let row = opt_out::ActiveModel {
            business_id: Set(self.business().to_owned()),
            phone: Set(event.phone.as_str().to_owned()),
            at: Set(event.at.as_millisecond()),
        };
        let nothing = OnConflict::columns([opt_out::Column::BusinessId, opt_out::Column::Phone]).do_nothing().to_owned();
        opt_out::Entity::insert(row).on_conflict(nothing).exec_without_returning(&self.on).await?;
        Ok(())
    }
}
