//! Texts on their way out.

use super::{Page, Rows, StoreError, instant};
use crate::domain::appointment::AppointmentId;
use crate::domain::phone_number::PhoneNumber;
use crate::domain::segments::segments;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

pub(super) mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "message")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub audience: String,
        pub kind: String,
        pub to_number: String,
        pub body: String,
        pub status: String,
        pub conversation_id: Option<Uuid>,
        pub carrier_id: Option<String>,
        pub error: Option<String>,
        pub created_at: i64,
        pub sent_at: Option<i64>,
        pub once_key: Option<String>,
        pub appointment_id: Option<Uuid>,
        pub visit_from: Option<i64>,
        pub segments: i64,
        pub error_code: Option<i64>,
        pub delivered_at: Option<i64>,
        pub handed_at: Option<i64>,
        pub looks: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity, Model};

/// Whom a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// A customer, who may want none.
    Customer,
    /// The owner, and those on the business's list.
    Owner,
    /// Who runs the service.
    Operator,
}

impl Audience {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Owner => "owner",
            Self::Operator => "operator",
        }
    }

    fn of_word(word: &str) -> Self {
        [Self::Owner, Self::Operator].into_iter().find(|audience| audience.as_str() == word).unwrap_or(Self::Customer)
    }
}

/// What became of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MessageStatus {
    /// To be sent.
    Queued,
    /// Handed to the carrier just now; whether it took it is not known yet.
    Sending,
    /// The carrier took it.
    Sent,
    /// Stored and shown instead of sent.
    Stubbed,
    /// Not sent: the number wants no texts.
    OptedOut,
    /// Not sent: the visit that it is about was moved or called off since.
    Superseded,
    /// Not sent: the night, or the carrier, held it up until it was of no use any more.
    TooLate,
    /// Not sent: numbers there may not be texted.
    NotAllowed,
    /// Not sent: a limit of the day was reached.
    OverLimit,
    /// The carrier took it, and the phone has it.
    Delivered,
    /// The carrier refused it, or could not deliver it.
    Failed,
    /// It was handed over, and whether the carrier took it is not known: it is being looked for.
    Unknown,
}

impl MessageStatus {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Stubbed => "stubbed",
            Self::OptedOut => "opted_out",
            Self::Superseded => "superseded",
            Self::TooLate => "too_late",
            Self::Delivered => "delivered",
            Self::NotAllowed => "not_allowed",
            Self::OverLimit => "over_limit",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
        }
    }
}

/// The visit that a text is about, as it was when the text was made. One that was moved since has another window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AboutVisit {
    /// The appointment.
    pub appointment: AppointmentId,
    /// When its window began.
    pub from: Timestamp,
}

/// How many texts there are of one sort.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextCount {
    /// Whom they are for.
    pub audience: String,
    /// What they are.
    pub kind: String,
    /// What became of them.
    pub status: String,
    /// How many.
    pub texts: i64,
    /// In how many segments.
    pub segments: i64,
}

/// A text as stored.
#[derive(Clone, Debug)]
pub struct Message {
    /// Id.
    pub id: Uuid,
    /// Whom it is for.
    pub audience: Audience,
    /// What it is, for example `confirmation`.
    pub kind: String,
    /// To which number.
    pub to: String,
    /// Its words.
    pub body: String,
    /// What became of it, as a word of [`MessageStatus`].
    pub status: String,
    /// The conversation it belongs to.
    pub conversation_id: Option<Uuid>,
    /// The visit that it is about.
    pub visit: Option<AboutVisit>,
    /// What it is sent for, where that is worth one text only: a second text with the same is not made.
    pub once: Option<String>,
    /// When it was made.
    pub created_at: Timestamp,
}

impl Rows<'_> {
    /// Adds texts that are to be sent; gives the ids of those that are new. One for what was sent for before is not made.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_messages(&self, new: &[Message]) -> Result<HashSet<Uuid>, StoreError> {
        if new.is_empty() {
            return Ok(HashSet::new());
        }
        let nothing = OnConflict::columns([Column::BusinessId, Column::OnceKey]).do_nothing().to_owned();
        let rows = new.iter().map(|message| self.row_of(message));
        let added = Entity::insert_many(rows).on_conflict(nothing).exec_with_returning_keys(&self.on).await?;
        Ok(added.into_iter().map(|(_, id)| id).collect())
    }

    fn row_of(&self, new: &Message) -> ActiveModel {
        ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(new.id),
            audience: Set(new.audience.as_str().to_owned()),
            kind: Set(new.kind.clone()),
            to_number: Set(new.to.clone()),
            body: Set(new.body.clone()),
            status: Set(new.status.clone()),
            conversation_id: Set(new.conversation_id),
            carrier_id: Set(None),
            error: Set(None),
            created_at: Set(new.created_at.as_millisecond()),
            sent_at: Set(None),
            once_key: Set(new.once.clone()),
            appointment_id: Set(new.visit.map(|visit| visit.appointment.0)),
            visit_from: Set(new.visit.map(|visit| visit.from.as_millisecond())),
            segments: Set(segments(&new.body)),
            error_code: Set(None),
            delivered_at: Set(None),
            handed_at: Set(None),
            looks: Set(0),
        }
    }

    /// The texts that were made for these purposes, of which each is worth one.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn messages_made_once(&self, purposes: Vec<String>) -> Result<Vec<Message>, StoreError> {
        let found =
            Entity::find().filter(Column::BusinessId.eq(self.business())).filter(Column::OnceKey.is_in(purposes)).all(&self.on).await?;
        Ok(found.into_iter().map(Message::from).collect())
    }

    /// The visit that the last text of a kind to this number was about, where one has left since then.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn last_visit_told_of(&self, to: &PhoneNumber, kind: &str, since: Timestamp) -> Result<Option<AboutVisit>, StoreError> {
        let not_gone = [MessageStatus::Queued, MessageStatus::OptedOut, MessageStatus::Failed].map(MessageStatus::as_str);
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::CreatedAt.gte(since.as_millisecond()))
            .filter(Column::ToNumber.eq(to.as_str()))
            .filter(Column::Kind.eq(kind))
            .filter(Column::Status.is_not_in(not_gone))
            .order_by_desc(Column::CreatedAt)
            .limit(1)
            .all(&self.on)
            .await?;
        Ok(found.into_iter().next().and_then(|row| Message::from(row).visit))
    }

    /// All texts to a customer's number, in order of time.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn texts_to(&self, customer: &PhoneNumber, page: Page) -> Result<Vec<Message>, StoreError> {
        let mut query = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::ToNumber.eq(customer.as_str()))
            .filter(Column::Audience.eq(Audience::Customer.as_str()));
        if let Some((at, id)) = page.after {
            query = query.filter(Condition::any().add(Column::CreatedAt.gt(at)).add(Column::CreatedAt.eq(at).and(Column::Id.gt(id))));
        }
        let found = query.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).limit(page.limit).all(&self.on).await?;
        Ok(found.into_iter().map(Message::from).collect())
    }

    /// How many texts there are since an instant, by audience, kind and status.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn text_counts(&self, since: Timestamp) -> Result<Vec<TextCount>, StoreError> {
        let found: Vec<(String, String, String, i64, i64)> = Entity::find()
            .select_only()
            .columns([Column::Audience, Column::Kind, Column::Status])
            .column_as(Column::Id.count(), "texts")
            // PostgreSQL adds up to a number without bounds, which is not what is read here.
            .column_as(Column::Segments.sum().cast_as("bigint"), "segments")
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::CreatedAt.gte(since.as_millisecond()))
            .group_by(Column::Audience)
            .group_by(Column::Kind)
            .group_by(Column::Status)
            .order_by_asc(Column::Audience)
            .order_by_asc(Column::Kind)
            .order_by_asc(Column::Status)
            .into_tuple()
            .all(&self.on)
            .await?;
        let count = |(audience, kind, status, texts, segments)| TextCount { audience, kind, status, texts, segments };
        Ok(found.into_iter().map(count).collect())
    }

    /// Texts, newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn messages(&self, limit: u64) -> Result<Vec<Message>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .order_by_desc(Column::CreatedAt)
            .limit(limit)
            .all(&self.on)
            .await?;
        Ok(found.into_iter().map(Message::from).collect())
    }

    /// How many texts each of these numbers got since an instant; a number that got none is left out.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn texts_by_number(&self, numbers: &HashSet<&str>, since: Timestamp) -> Result<HashMap<String, u64>, StoreError> {
        if numbers.is_empty() {
            return Ok(HashMap::new());
        }
        let counted: Vec<(String, i64)> = Entity::find()
            .select_only()
            .column(Column::ToNumber)
            .column_as(Column::Id.count(), "texts")
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::ToNumber.is_in(numbers.iter().copied()))
            .filter(Column::SentAt.gte(since.as_millisecond()))
            .group_by(Column::ToNumber)
            .into_tuple()
            .all(&self.on)
            .await?;
        Ok(counted.into_iter().map(|(number, texts)| (number, u64::try_from(texts).unwrap_or_default())).collect())
    }

    /// How many texts left since an instant.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn texts_since(&self, since: Timestamp) -> Result<u64, StoreError> {
        let own = Entity::find().filter(Column::BusinessId.eq(self.business()));
        Ok(own.filter(Column::SentAt.gte(since.as_millisecond())).count(&self.on).await?)
    }

    /// Puts down what waits to be sent to a number, which wants no more texts. What is being handed over just now is not called
    /// back: whoever writes the row first decides.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn drop_texts_to(&self, number: &PhoneNumber) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::Status, Expr::value(MessageStatus::OptedOut.as_str()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::ToNumber.eq(number.as_str()))
            .filter(Column::SentAt.is_null())
            .filter(Column::Status.eq(MessageStatus::Queued.as_str()))
            .filter(Column::Audience.ne(Audience::Operator.as_str()))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Drops the texts that were made for these purposes and still wait.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn drop_texts_made_once(&self, purposes: Vec<String>) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::Status, Expr::value(MessageStatus::Superseded.as_str()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::OnceKey.is_in(purposes))
            .filter(Column::Status.eq(MessageStatus::Queued.as_str()))
            .exec(&self.on)
            .await?;
        Ok(())
    }
}

impl From<Model> for Message {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            audience: Audience::of_word(&row.audience),
            kind: row.kind,
            to: row.to_number,
            body: row.body,
            status: row.status,
            conversation_id: row.conversation_id,
            visit: row
                .appointment_id
                .zip(row.visit_from)
                .map(|(id, from)| AboutVisit { appointment: AppointmentId(id), from: instant(from) }),
            once: row.once_key,
            created_at: instant(row.created_at),
        }
    }
}
