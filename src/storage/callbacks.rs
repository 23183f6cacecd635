//! Promises to call back.

use super::conversations::name_of;
use super::{Rows, StoreError, instant};
use crate::domain::conversation::step::{Callback, CallbackReason};
use crate::domain::customer::PersonName;
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "callback")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub conversation_id: Option<Uuid>,
        pub phone: String,
        pub given_name: Option<String>,
        pub family_name: Option<String>,
        pub reason: String,
        pub summary: Option<String>,
        pub due_at: i64,
        pub done_at: Option<i64>,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity, Model};

/// A promise to call back, as the owner sees it.
#[derive(Clone, Debug)]
pub struct CallbackTask {
    /// Id.
    pub id: Uuid,
    /// The conversation in which it was promised.
    pub conversation_id: Option<Uuid>,
    /// Whom to call.
    pub phone: String,
    /// Who.
    pub name: Option<PersonName>,
    /// Why.
    pub reason: String,
    /// What about.
    pub summary: Option<String>,
    /// By when.
    pub due_at: Timestamp,
    /// When it was promised.
    pub created_at: Timestamp,
}

impl Rows<'_> {
    /// Records a promise to call back.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_callback(&self, id: Uuid, conversation_id: Uuid, callback: &Callback, now: Timestamp) -> Result<(), StoreError> {
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(id),
            conversation_id: Set(Some(conversation_id)),
            phone: Set(callback.phone.as_str().to_owned()),
            given_name: Set(callback.name.as_ref().and_then(|name| name.given.clone())),
            family_name: Set(callback.name.as_ref().and_then(|name| name.family.clone())),
            reason: Set(callback.reason.as_str().to_owned()),
            summary: Set(callback.summary.clone()),
            due_at: Set(callback.due.as_millisecond()),
            done_at: Set(None),
            created_at: Set(now.as_millisecond()),
        };
        Entity::insert(row).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// Whether somebody was promised a call for this reason in this conversation.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn has_callback(&self, conversation_id: Uuid, reason: CallbackReason) -> Result<bool, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::ConversationId.eq(conversation_id))
            .filter(Column::Reason.eq(reason.as_str()));
        Ok(!found.all(&self.on).await?.is_empty())
    }

    /// The promises that are not kept yet, the most urgent first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn open_callbacks(&self, limit: u64) -> Result<Vec<CallbackTask>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::DoneAt.is_null())
            .order_by_asc(Column::DueAt)
            .limit(limit)
            .all(&self.on)
            .await?;
        Ok(found.into_iter().map(CallbackTask::from).collect())
    }
}

impl From<Model> for CallbackTask {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            conversation_id: row.conversation_id,
            phone: row.phone,
            name: name_of(row.given_name, row.family_name),
            reason: row.reason,
            summary: row.summary,
            due_at: instant(row.due_at),
            created_at: instant(row.created_at),
        }
    }
}
