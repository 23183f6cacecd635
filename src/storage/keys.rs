//! Keys: found by the SHA-256 of a 256-bit random text, shown again from the sealed one.

use super::{Rows, Store, StoreError};
use crate::domain::business::BusinessId;
use jiff::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

mod business_key {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "business_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub hash: String,
        pub sealed: String,
        pub created_at: i64,
        pub expires_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod service_key {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "service_key")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub hash: String,
        pub sealed: String,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What a business's key opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    /// The owner's and the CRM's API.
    Api,
    /// The chat on the web site.
    Widget,
}

impl KeyKind {
    /// The word that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Widget => "widget",
        }
    }
}

/// A key on its way into the database.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// Id.
    pub id: Uuid,
    /// What it opens.
    pub kind: KeyKind,
    /// SHA-256 of its text, in hex.
    pub hash: String,
    /// Its text, sealed.
    pub sealed: String,
}

impl Rows<'_> {
    /// Adds a key.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_key(&self, new: &NewKey, now: Timestamp) -> Result<(), StoreError> {
        let row = business_key::ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(new.id),
            kind: Set(new.kind.as_str().to_owned()),
            hash: Set(new.hash.clone()),
            sealed: Set(new.sealed.clone()),
            created_at: Set(now.as_millisecond()),
            expires_at: Set(None),
        };
        business_key::Entity::insert(row).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// The newest key of a kind, sealed.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn sealed_key(&self, kind: KeyKind) -> Result<Option<String>, StoreError> {
        let found = business_key::Entity::find()
            .filter(business_key::Column::BusinessId.eq(self.business()))
            .filter(business_key::Column::Kind.eq(kind.as_str()))
            .order_by_desc(business_key::Column::CreatedAt)
            .one(&self.on)
            .await?;
        Ok(found.map(|row| row.sealed))
    }
}

impl Store {
    /// The business that a key with this hash opens.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn business_of_key(&self, kind: KeyKind, hash: &str, now: Timestamp) -> Result<Option<BusinessId>, StoreError> {
        let alive =
            Condition::any().add(business_key::Column::ExpiresAt.is_null()).add(business_key::Column::ExpiresAt.gt(now.as_millisecond()));
        let found = business_key::Entity::find()
            .filter(business_key::Column::Hash.eq(hash))
            .filter(business_key::Column::Kind.eq(kind.as_str()))
            .filter(alive)
            .all(&self.reader)
            .await?
            .into_iter()
            .next();
        Ok(found.and_then(|row| BusinessId::parse(&row.business_id).ok()))
    }

    /// A key of the service itself: its hash and its sealed text.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn service_key(&self, name: &str) -> Result<Option<(String, String)>, StoreError> {
        let found = service_key::Entity::find().filter(service_key::Column::Name.eq(name)).all(&self.reader).await?.into_iter().next();
        Ok(found.map(|row| (row.hash, row.sealed)))
    }

    /// Adds a key of the service itself, unless another copy was faster. True where it was added.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_service_key(&self, name: &str, hash: &str, sealed: &str, now: Timestamp) -> Result<bool, StoreError> {
        let row = service_key::ActiveModel {
            name: Set(name.to_owned()),
            hash: Set(hash.to_owned()),
            sealed: Set(sealed.to_owned()),
            created_at: Set(now.as_millisecond()),
        };
        let nothing = OnConflict::column(service_key::Column::Name).do_nothing().to_owned();
        let (transaction, _permit) = self.begin_raw().await?;
        let added = service_key::Entity::insert(row).on_conflict(nothing).exec_without_returning(&transaction).await?;
        transaction.commit().await?;
        Ok(added > 0)
    }
}
