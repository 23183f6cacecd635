//! Messages that callers leave after the tone. A row is there from the moment somebody may leave one; the recording comes later.

use super::conversations::name_of;
use super::{Page, Rows, StoreError, instant};
use crate::domain::customer::PersonName;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "voicemail")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub call_sid: String,
        pub conversation_id: Option<Uuid>,
        pub phone: Option<String>,
        pub given_name: Option<String>,
        pub family_name: Option<String>,
        pub recording_sid: Option<String>,
        pub url: Option<String>,
        pub seconds: Option<i64>,
        pub created_at: i64,
        pub recorded_at: Option<i64>,
        pub heard_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity, Model};

/// Somebody may leave a message in this call.
#[derive(Clone, Debug)]
pub struct NewVoicemail<'a> {
    /// Id.
    pub id: Uuid,
    /// The call.
    pub call_sid: &'a str,
    /// Its conversation; none where it is a note of the business's own people.
    pub conversation_id: Option<Uuid>,
    /// Who calls, as the carrier or the caller said.
    pub phone: Option<&'a str>,
    /// Who, where it is known.
    pub name: Option<&'a PersonName>,
    /// Now.
    pub at: Timestamp,
}

/// A recording as the carrier tells of it.
#[derive(Clone, Debug)]
pub struct Recording<'a> {
    /// The carrier's id.
    pub sid: &'a str,
    /// Where the carrier keeps it.
    pub url: &'a str,
    /// How long it is.
    pub seconds: u32,
}

/// A message that was left.
#[derive(Clone, Debug)]
pub struct Voicemail {
    /// Id.
    pub id: Uuid,
    /// The conversation; none where it is a note of the business's own people.
    pub conversation_id: Option<Uuid>,
    /// Who called.
    pub phone: Option<String>,
    /// Who, where it is known.
    pub name: Option<PersonName>,
    /// Where the carrier keeps it.
    pub url: String,
    /// How long it is.
    pub seconds: u32,
    /// When it was left.
    pub recorded_at: Timestamp,
    /// When it was first listened to.
    pub heard_at: Option<Timestamp>,
}

impl Rows<'_> {
    /// Makes room for the message of a call. A second one for the same call is not made.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn expect_voicemail(&self, new: &NewVoicemail<'_>) -> Result<(), StoreError> {
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(new.id),
            call_sid: Set(new.call_sid.to_owned()),
            conversation_id: Set(new.conversation_id),
            phone: Set(new.phone.map(str::to_owned)),
            given_name: Set(new.name.and_then(|name| name.given.clone())),
            family_name: Set(new.name.and_then(|name| name.family.clone())),
            recording_sid: Set(None),
            url: Set(None),
            seconds: Set(None),
            created_at: Set(new.at.as_millisecond()),
            recorded_at: Set(None),
            heard_at: Set(None),
        };
        let nothing = OnConflict::columns([Column::BusinessId, Column::CallSid]).do_nothing().to_owned();
        Entity::insert(row).on_conflict(nothing).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// Notes the recording of a call's message, the first time that it is told of; none every other time, and where no message
    /// was expected.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn store_voicemail(&self, call_sid: &str, recording: &Recording<'_>, at: Timestamp) -> Result<Option<Voicemail>, StoreError> {
        let stored = Entity::update_many()
            .col_expr(Column::RecordingSid, Expr::value(recording.sid))
            .col_expr(Column::Url, Expr::value(recording.url))
            .col_expr(Column::Seconds, Expr::value(i64::from(recording.seconds)))
            .col_expr(Column::RecordedAt, Expr::value(at.as_millisecond()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::CallSid.eq(call_sid))
            .filter(Column::RecordingSid.is_null())
            .exec_with_returning(&self.on)
            .await?;
        Ok(stored.into_iter().next().and_then(voicemail))
    }

    /// Messages, newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn voicemails(&self, page: Page) -> Result<Vec<Voicemail>, StoreError> {
        let mut query = Entity::find().filter(Column::BusinessId.eq(self.business())).filter(Column::RecordedAt.is_not_null());
        if let Some((at, id)) = page.after {
            let older = Column::RecordedAt.lt(at);
            query = query.filter(Condition::any().add(older).add(Column::RecordedAt.eq(at).and(Column::Id.lt(id))));
        }
        let found = query.order_by_desc(Column::RecordedAt).order_by_desc(Column::Id).limit(page.limit).all(&self.on).await?;
        Ok(found.into_iter().filter_map(voicemail).collect())
    }

    /// A message by its id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn voicemail(&self, id: Uuid) -> Result<Option<Voicemail>, StoreError> {
        let found = Entity::find().filter(Column::BusinessId.eq(self.business())).filter(Column::Id.eq(id)).all(&self.on).await?;
        Ok(found.into_iter().next().and_then(voicemail))
    }

    /// Notes that a message was listened to; the first time counts.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn mark_voicemail_heard(&self, id: Uuid, at: Timestamp) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::HeardAt, Expr::value(at.as_millisecond()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .filter(Column::HeardAt.is_null())
            .exec(&self.on)
            .await?;
        Ok(())
    }
}

/// None while no recording has come.
fn voicemail(row: Model) -> Option<Voicemail> {
    Some(Voicemail {
        id: row.id,
        conversation_id: row.conversation_id,
        phone: row.phone,
        name: name_of(row.given_name, row.family_name),
        url: row.url?,
        seconds: row.seconds.and_then(|seconds| u32::try_from(seconds).ok()).unwrap_or_default(),
        recorded_at: instant(row.recorded_at?),
        heard_at: row.heard_at.map(instant),
    })
}
