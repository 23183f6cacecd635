//! Who wants no texts, and the ledger of who said so, when and in what words. The ledger only grows.

use super::{Page, Rows, StoreError, instant};
use crate::domain::consent::{ConsentKind, ConsentWay};
use crate::domain::phone_number::PhoneNumber;
use jiff::Timestamp;
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
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
        pub disclosure: Option<String>,
        pub once_key: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A line for the ledger.
#[derive(Clone, Copy, Debug)]
pub struct ConsentEvent<'a> {
    /// Id.
    pub id: Uuid,
    /// Whose number.
    pub phone: &'a PhoneNumber,
    /// What it says.
    pub kind: ConsentKind,
    /// By which way.
    pub way: ConsentWay,
    /// In which words.
    pub words: Option<&'a str>,
    /// The event that it came with.
    pub source: &'a str,
    /// The disclosure in force, where the line is a consent.
    pub disclosure: Option<&'a str>,
    /// When.
    pub at: Timestamp,
}

/// A line of the ledger as it stands.
#[derive(Clone, Debug)]
pub struct LedgerLine {
    /// Id.
    pub id: Uuid,
    /// Whose number.
    pub phone: String,
    /// What it says, as a word of [`ConsentKind`].
    pub kind: String,
    /// By which way, as a word of [`ConsentWay`].
    pub way: String,
    /// In which words.
    pub words: Option<String>,
    /// The event that it came with.
    pub source: String,
    /// The disclosure in force, where the line is a consent.
    pub disclosure: Option<String>,
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

    /// Writes a line of the ledger, and what follows from it. False where that line is there: the same event counts once, and so
    /// does the first contact by each way.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_consent(&self, event: ConsentEvent<'_>) -> Result<bool, StoreError> {
        let (kind, way, phone) = (event.kind.as_str(), event.way.as_str(), event.phone.as_str());
        let once = match event.kind {
            ConsentKind::Contact => format!("{kind}:{way}:{phone}"),
            ConsentKind::OptIn | ConsentKind::OptOut => format!("{kind}:{}:{phone}", event.source),
        };
        let line = consent_event::ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(event.id),
            phone: Set(phone.to_owned()),
            action: Set(kind.to_owned()),
            channel: Set(way.to_owned()),
            words: Set(event.words.map(str::to_owned)),
            source: Set(event.source.to_owned()),
            at: Set(event.at.as_millisecond()),
            disclosure: Set(event.disclosure.map(str::to_owned)),
            once_key: Set(Some(once)),
        };
        let nothing = OnConflict::columns([consent_event::Column::BusinessId, consent_event::Column::OnceKey]).do_nothing().to_owned();
        let is_new = consent_event::Entity::insert(line).on_conflict(nothing).exec_without_returning(&self.on).await? > 0;
        if is_new {
            match event.kind {
                ConsentKind::Contact => {}
                ConsentKind::OptIn => self.forget_opt_out(event.phone).await?,
                ConsentKind::OptOut => self.note_opt_out(event.phone, event.at).await?,
            }
        }
        Ok(is_new)
    }

    async fn forget_opt_out(&self, phone: &PhoneNumber) -> Result<(), StoreError> {
        opt_out::Entity::delete_many()
            .filter(opt_out::Column::BusinessId.eq(self.business()))
            .filter(opt_out::Column::Phone.eq(phone.as_str()))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    async fn note_opt_out(&self, phone: &PhoneNumber, at: Timestamp) -> Result<(), StoreError> {
        let row = opt_out::ActiveModel {
            business_id: Set(self.business().to_owned()),
            phone: Set(phone.as_str().to_owned()),
            at: Set(at.as_millisecond()),
        };
        let nothing = OnConflict::columns([opt_out::Column::BusinessId, opt_out::Column::Phone]).do_nothing().to_owned();
        opt_out::Entity::insert(row).on_conflict(nothing).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// How many times somebody said since an instant that they want no more texts.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn opt_outs_since(&self, since: Timestamp) -> Result<u64, StoreError> {
        use consent_event::Column;
        let query = consent_event::Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::At.gte(since.as_millisecond()))
            .filter(Column::Action.eq(ConsentKind::OptOut.as_str()));
        Ok(query.count(&self.on).await?)
    }

    /// The ledger of all numbers or of one, newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn ledger(&self, phone: Option<&PhoneNumber>, page: Page) -> Result<Vec<LedgerLine>, StoreError> {
        use consent_event::Column;
        let mut query = consent_event::Entity::find().filter(Column::BusinessId.eq(self.business()));
        if let Some(phone) = phone {
            query = query.filter(Column::Phone.eq(phone.as_str()));
        }
        if let Some((at, id)) = page.after {
            query = query.filter(Condition::any().add(Column::At.lt(at)).add(Column::At.eq(at).and(Column::Id.lt(id))));
        }
        let found = query.order_by_desc(Column::At).order_by_desc(Column::Id).limit(page.limit).all(&self.on).await?;
        Ok(found.into_iter().map(LedgerLine::from).collect())
    }
}

impl From<consent_event::Model> for LedgerLine {
    fn from(row: consent_event::Model) -> Self {
        Self {
            id: row.id,
            phone: row.phone,
            kind: row.action,
            way: row.channel,
            words: row.words,
            source: row.source,
            disclosure: row.disclosure,
            at: instant(row.at),
        }
    }
}
