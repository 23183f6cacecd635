//! Promises to call back.

use super::conversations::name_of;
use super::{Page, Rows, StoreError, instant};
use crate::domain::conversation::step::{Callback, CallbackReason};
use crate::domain::customer::PersonName;
use crate::domain::phone_number::PhoneNumber;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
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
        pub outcome: Option<String>,
        pub note: Option<String>,
        pub voicemail_id: Option<Uuid>,
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
    /// The message that was left.
    pub voicemail_id: Option<Uuid>,
    /// When it was kept.
    pub done_at: Option<Timestamp>,
    /// How the call came out.
    pub outcome: Option<String>,
    /// What staff noted.
    pub note: Option<String>,
}

/// What staff say of a promise. What is absent stays; `Some(None)` clears.
#[derive(Clone, Debug, Default)]
pub struct CallbackChange {
    /// Whether it is kept.
    pub done: Option<bool>,
    /// How the call came out.
    pub outcome: Option<Option<String>>,
    /// What staff noted.
    pub note: Option<Option<String>>,
}

impl Rows<'_> {
    /// Records a promise to call back. Where there is one with that id, it stays as it is.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_callback(
        &self,
        id: Uuid,
        conversation_id: impl Into<Option<Uuid>>,
        callback: &Callback,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(id),
            conversation_id: Set(conversation_id.into()),
            phone: Set(callback.phone.as_str().to_owned()),
            given_name: Set(callback.name.as_ref().and_then(|name| name.given.clone())),
            family_name: Set(callback.name.as_ref().and_then(|name| name.family.clone())),
            reason: Set(callback.reason.as_str().to_owned()),
            summary: Set(callback.summary.clone()),
            due_at: Set(callback.due.as_millisecond()),
            done_at: Set(None),
            created_at: Set(now.as_millisecond()),
            outcome: Set(None),
            note: Set(None),
            voicemail_id: Set(None),
        };
        let nothing = OnConflict::columns([Column::BusinessId, Column::Id]).do_nothing().to_owned();
        Entity::insert(row).on_conflict(nothing).exec_without_returning(&self.on).await?;
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

    /// Whether somebody is to be called: there is an open promise for their number, or there was one in that conversation.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn is_to_be_called(&self, phone: &PhoneNumber, conversation: Uuid) -> Result<bool, StoreError> {
        let open = Column::Phone.eq(phone.as_str()).and(Column::DoneAt.is_null());
        let found: Option<Uuid> = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::BusinessId.eq(self.business()))
            .filter(open.or(Column::ConversationId.eq(conversation)))
            .limit(1)
            .into_tuple()
            .one(&self.on)
            .await?;
        Ok(found.is_some())
    }

    /// Adds the message that was left to the promise that was made in the same conversation. Who was silent before has said
    /// something now.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_voicemail_to_callback(&self, conversation_id: Uuid, voicemail_id: Uuid) -> Result<(), StoreError> {
        let own =
            || Entity::update_many().filter(Column::BusinessId.eq(self.business())).filter(Column::ConversationId.eq(conversation_id));
        own().col_expr(Column::VoicemailId, Expr::value(voicemail_id)).exec(&self.on).await?;
        let (was, is) = (CallbackReason::Silence.as_str(), CallbackReason::Voicemail.as_str());
        own().col_expr(Column::Reason, Expr::value(is)).filter(Column::Reason.eq(was)).exec(&self.on).await?;
        Ok(())
    }

    /// The promises that are not kept yet, the most urgent first; or those that are, the latest due first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn callbacks(&self, done: bool, page: Page) -> Result<Vec<CallbackTask>, StoreError> {
        let mut query = Entity::find().filter(Column::BusinessId.eq(self.business())).limit(page.limit);
        let after = page.after;
        query = if done {
            let older = |(at, id): (i64, Uuid)| Condition::any().add(Column::DueAt.lt(at)).add(Column::DueAt.eq(at).and(Column::Id.lt(id)));
            let query = query.filter(Column::DoneAt.is_not_null()).order_by_desc(Column::DueAt).order_by_desc(Column::Id);
            after.into_iter().fold(query, |query, place| query.filter(older(place)))
        } else {
            let later = |(at, id): (i64, Uuid)| Condition::any().add(Column::DueAt.gt(at)).add(Column::DueAt.eq(at).and(Column::Id.gt(id)));
            let query = query.filter(Column::DoneAt.is_null()).order_by_asc(Column::DueAt).order_by_asc(Column::Id);
            after.into_iter().fold(query, |query, place| query.filter(later(place)))
        };
        Ok(query.all(&self.on).await?.into_iter().map(CallbackTask::from).collect())
    }

    /// Notes what staff say of a promise; gives it as it is then. One that is kept keeps the time at which it was first said so.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn change_callback(&self, id: Uuid, change: CallbackChange, now: Timestamp) -> Result<Option<CallbackTask>, StoreError> {
        let own = || Condition::all().add(Column::BusinessId.eq(self.business())).add(Column::Id.eq(id));
        if let Some(done) = change.done {
            let at = done.then(|| now.as_millisecond());
            let mut update = Entity::update_many().col_expr(Column::DoneAt, Expr::value(at)).filter(own());
            if done {
                update = update.filter(Column::DoneAt.is_null());
            }
            update.exec(&self.on).await?;
        }
        for (column, value) in [(Column::Outcome, change.outcome), (Column::Note, change.note)] {
            if let Some(value) = value {
                Entity::update_many().col_expr(column, Expr::value(value)).filter(own()).exec(&self.on).await?;
            }
        }
        let found = Entity::find().filter(own()).all(&self.on).await?;
        Ok(found.into_iter().next().map(CallbackTask::from))
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
            done_at: row.done_at.map(instant),
            outcome: row.outcome,
            note: row.note,
            voicemail_id: row.voicemail_id,
        }
    }
}
