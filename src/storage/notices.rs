//! What the operator was told, about which business.

use super::{Page, Rows, Store, StoreError, instant};
use crate::domain::business::BusinessId;
use crate::domain::notice::Notice;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "operator_notice")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub detail: String,
        pub words: String,
        pub once_key: String,
        pub created_at: i64,
        pub cleared_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity, Model};

/// A notice as it is stored.
#[derive(Clone, Debug)]
pub struct StoredNotice {
    /// Id.
    pub id: Uuid,
    /// About which business.
    pub business_id: BusinessId,
    /// What kind.
    pub kind: String,
    /// What tells it apart from another of its kind.
    pub detail: String,
    /// What happened and what to do.
    pub words: String,
    /// When.
    pub created_at: Timestamp,
    /// When it was over.
    pub cleared_at: Option<Timestamp>,
}

impl Rows<'_> {
    /// Adds a notice. False where there is one with this `once_key`.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_notice(
        &self,
        id: Uuid,
        (notice, words): (&Notice, &str),
        once_key: String,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(id),
            kind: Set(notice.kind().to_owned()),
            detail: Set(notice.detail()),
            words: Set(words.to_owned()),
            once_key: Set(once_key),
            created_at: Set(now.as_millisecond()),
            cleared_at: Set(None),
        };
        let nothing = OnConflict::columns([Column::BusinessId, Column::OnceKey]).do_nothing().to_owned();
        Ok(Entity::insert(row).on_conflict(nothing).exec_without_returning(&self.on).await? > 0)
    }

    /// A notice by its id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn notice(&self, id: Uuid) -> Result<Option<StoredNotice>, StoreError> {
        let found = Entity::find().filter(Column::BusinessId.eq(self.business())).filter(Column::Id.eq(id)).all(&self.on).await?;
        found.into_iter().next().map(StoredNotice::try_from).transpose()
    }

    /// The notices about this business that are not over, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn open_notices(&self) -> Result<Vec<StoredNotice>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::ClearedAt.is_null())
            .order_by_desc(Column::CreatedAt)
            .all(&self.on)
            .await?;
        found.into_iter().map(StoredNotice::try_from).collect()
    }

    /// The notices of this kind about this business are over.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn clear_notices(&self, kind: &str, now: Timestamp) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::ClearedAt, Expr::value(now.as_millisecond()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Kind.eq(kind))
            .filter(Column::ClearedAt.is_null())
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// This notice about this business is over. False where there is no such notice.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn clear_notice(&self, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
        let cleared = Entity::update_many()
            .col_expr(Column::ClearedAt, Expr::value(now.as_millisecond()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .exec(&self.on)
            .await?;
        Ok(cleared.rows_affected > 0)
    }
}

impl Store {
    /// Notices about all businesses, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn notices(&self, page: Page) -> Result<Vec<StoredNotice>, StoreError> {
        let mut query = Entity::find();
        if let Some((at, id)) = page.after {
            let same_time = Column::CreatedAt.eq(at).and(Column::Id.lt(id));
            query = query.filter(Condition::any().add(Column::CreatedAt.lt(at)).add(same_time));
        }
        let found = query.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(page.limit).all(&self.reader).await?;
        found.into_iter().map(StoredNotice::try_from).collect()
    }
}

impl TryFrom<Model> for StoredNotice {
    type Error = StoreError;
    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            business_id: BusinessId::parse(&row.business_id).map_err(|_| StoreError::Broken(format!("business {:?}", row.business_id)))?,
            kind: row.kind,
            detail: row.detail,
            words: row.words,
            created_at: instant(row.created_at),
            cleared_at: row.cleared_at.map(instant),
        })
    }
}
