//! Texts while they leave, and what the carrier says becomes of them.

use super::messages::entity::{Column, Entity, Model};
use super::messages::{Message, MessageStatus};
use super::{Rows, StoreError, instant};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use std::collections::HashSet;
use uuid::Uuid;

mod event {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "message_event")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub carrier_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub status: String,
        pub message_id: Uuid,
        pub error_code: Option<i64>,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// A text on its way to the carrier.
#[derive(Clone, Debug)]
pub struct LeavingText {
    /// The text.
    pub message: Message,
    /// The carrier's id of it, once it is known.
    pub carrier_id: Option<String>,
    /// When it was handed over last, or about to be.
    pub handed_at: Option<Timestamp>,
    /// How often it was looked for at the carrier, in vain, since then.
    pub looks: u32,
}

/// What the carrier says of a text.
#[derive(Clone, Copy, Debug)]
pub struct MessageEvent<'a> {
    /// Of which text.
    pub message: Uuid,
    /// The carrier's id of it.
    pub carrier_id: &'a str,
    /// The carrier's word.
    pub status: &'a str,
    /// The carrier's error code.
    pub error_code: Option<u32>,
    /// When it said so.
    pub at: Timestamp,
}

/// Those whose outcome is not settled.
const LEAVING: [&str; 2] = ["sending", "unknown"];

impl Rows<'_> {
    /// Marks those of these texts that wait as being handed over, and gives them. Whoever gets a text here, and nobody else, may
    /// hand it over.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn begin_to_hand_over(&self, ids: &[Uuid], now: Timestamp) -> Result<Vec<LeavingText>, StoreError> {
        let marked = Entity::update_many()
            .col_expr(Column::Status, Expr::value(MessageStatus::Sending.as_str()))
            .col_expr(Column::HandedAt, Expr::value(now.as_millisecond()))
            .col_expr(Column::Looks, Expr::value(0_i64))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .filter(Column::Status.eq(MessageStatus::Queued.as_str()))
            .exec_with_returning(&self.on)
            .await?;
        Ok(marked.into_iter().map(LeavingText::from).collect())
    }

    /// Texts by their ids.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn leaving_texts(&self, ids: &[Uuid]) -> Result<Vec<LeavingText>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .all(&self.on)
            .await?;
        Ok(found.into_iter().map(LeavingText::from).collect())
    }

    /// Locks a text for the rest of the transaction and gives it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lock_message(&self, id: Uuid) -> Result<Option<LeavingText>, StoreError> {
        let locked = Entity::update_many()
            .col_expr(Column::Looks, Expr::col(Column::Looks))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .exec_with_returning(&self.on)
            .await?;
        Ok(locked.into_iter().next().map(LeavingText::from))
    }

    /// Texts that are being handed over get another status: put back, dropped, stubbed, or of unknown outcome. What a status
    /// callback has settled meanwhile stays.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn settle_texts(&self, ids: &[Uuid], status: MessageStatus, at: Timestamp) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        let mut update = Entity::update_many().col_expr(Column::Status, Expr::value(status.as_str()));
        if status == MessageStatus::Stubbed {
            update = update.col_expr(Column::SentAt, Expr::value(at.as_millisecond()));
        }
        update
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .filter(Column::Status.is_in(LEAVING))
            .filter(Column::CarrierId.is_null())
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// The carrier took a text, whatever was thought of it before. False where that was known.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn note_taken(&self, id: Uuid, carrier_id: &str, at: Timestamp) -> Result<bool, StoreError> {
        let taken = Entity::update_many()
            .col_expr(Column::Status, Expr::value(MessageStatus::Sent.as_str()))
            .col_expr(Column::CarrierId, Expr::value(carrier_id))
            .col_expr(Column::SentAt, Expr::value(at.as_millisecond()))
            .col_expr(Column::Error, Expr::value(Option::<String>::None))
            .col_expr(Column::ErrorCode, Expr::value(Option::<i64>::None))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .filter(Column::CarrierId.is_null())
            .exec(&self.on)
            .await?;
        Ok(taken.rows_affected > 0)
    }

    /// A text failed for good, or nobody knows and nobody looks any more. False where it had failed, or was delivered, before.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn note_failed(&self, id: Uuid, status: MessageStatus, (why, code): (&str, Option<u32>)) -> Result<bool, StoreError> {
        let failed = Entity::update_many()
            .col_expr(Column::Status, Expr::value(status.as_str()))
            .col_expr(Column::Error, Expr::value(why))
            .col_expr(Column::ErrorCode, Expr::value(code.map(i64::from)))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .filter(Column::Status.is_not_in([MessageStatus::Failed.as_str(), MessageStatus::Delivered.as_str()]))
            .exec(&self.on)
            .await?;
        Ok(failed.rows_affected > 0)
    }

    /// A text reached the phone.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn note_delivered(&self, id: Uuid, at: Timestamp) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::Status, Expr::value(MessageStatus::Delivered.as_str()))
            .col_expr(Column::DeliveredAt, Expr::value(at.as_millisecond()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .filter(Column::DeliveredAt.is_null())
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// A text was looked for at the carrier, in vain.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn note_look(&self, id: Uuid) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::Looks, Expr::col(Column::Looks).add(1))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// A text that failed, or of unknown outcome, is to be sent, or looked for, once more; one that the carrier took is not.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn revive_text(&self, id: Uuid, status: MessageStatus) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::Status, Expr::value(status.as_str()))
            .col_expr(Column::Looks, Expr::value(0_i64))
            .col_expr(Column::Error, Expr::value(Option::<String>::None))
            .col_expr(Column::ErrorCode, Expr::value(Option::<i64>::None))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .filter(Column::CarrierId.is_null())
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Which of the carrier's ids are those of texts that are known here.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn known_carrier_ids(&self, ids: &[&str]) -> Result<HashSet<String>, StoreError> {
        let found: Vec<Option<String>> = Entity::find()
            .select_only()
            .column(Column::CarrierId)
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::CarrierId.is_in(ids.iter().copied()))
            .into_tuple()
            .all(&self.on)
            .await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// The text that the carrier knows by this id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn message_of_carrier_id(&self, carrier_id: &str) -> Result<Option<LeavingText>, StoreError> {
        let found =
            Entity::find().filter(Column::BusinessId.eq(self.business())).filter(Column::CarrierId.eq(carrier_id)).all(&self.on).await?;
        Ok(found.into_iter().next().map(LeavingText::from))
    }

    /// Puts down what the carrier says of a text. False where it has said so before.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_message_event(&self, new: &MessageEvent<'_>) -> Result<bool, StoreError> {
        let row = event::ActiveModel {
            business_id: Set(self.business().to_owned()),
            carrier_id: Set(new.carrier_id.to_owned()),
            status: Set(new.status.to_owned()),
            message_id: Set(new.message),
            error_code: Set(new.error_code.map(i64::from)),
            at: Set(new.at.as_millisecond()),
        };
        let key = [event::Column::BusinessId, event::Column::CarrierId, event::Column::Status];
        let nothing = OnConflict::columns(key).do_nothing().to_owned();
        Ok(event::Entity::insert(row).on_conflict(nothing).exec_without_returning(&self.on).await? > 0)
    }

    /// What the carrier has said of a text, by its id there, in the order in which it was heard.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn message_events(&self, carrier_id: &str) -> Result<Vec<String>, StoreError> {
        let mut found = event::Entity::find()
            .filter(event::Column::BusinessId.eq(self.business()))
            .filter(event::Column::CarrierId.eq(carrier_id))
            .all(&self.on)
            .await?;
        found.sort_by_key(|row| row.at);
        Ok(found.into_iter().map(|row| row.status).collect())
    }
}

impl From<Model> for LeavingText {
    fn from(row: Model) -> Self {
        Self {
            carrier_id: row.carrier_id.clone(),
            handed_at: row.handed_at.map(instant),
            looks: u32::try_from(row.looks).unwrap_or(u32::MAX),
            message: Message::from(row),
        }
    }
}
