//! Conversations: where each stands, and how it came out.

use super::{Page, Rows, StoreError, instant};
use crate::domain::conversation::policy::Caller;
use crate::domain::conversation::{Channel, FlagReason, State};
use crate::domain::customer::PersonName;
use crate::domain::follow_up;
use crate::domain::phone_number::PhoneNumber;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

pub(super) mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "conversation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub channel: String,
        pub open_key: Option<String>,
        pub contact: Option<String>,
        pub visitor_hash: Option<String>,
        pub customer_id: Option<Uuid>,
        pub caller: String,
        pub state: String,
        pub turns: i64,
        pub outcome: Option<String>,
        pub flag_reasons: String,
        pub tags: String,
        pub summary: Option<String>,
        pub version: i64,
        pub started_at: i64,
        pub last_at: i64,
        pub ended_at: Option<i64>,
        pub close_by: Option<i64>,
        pub follow_up_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity, Model};

/// A conversation as it is stored.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Id.
    pub id: Uuid,
    /// How they reached the business.
    pub channel: Channel,
    /// What was known of the caller at the start.
    pub caller: Caller,
    /// Where it stands.
    pub state: State,
    /// How many turns it has had, the greeting included.
    pub turns: u32,
    /// The number or address that it is with, as the carrier gave it.
    pub contact: Option<String>,
    /// Hash of the visitor's token, for chats.
    pub visitor_hash: Option<String>,
    /// The customer, once they are known.
    pub customer_id: Option<Uuid>,
    /// How it came out so far.
    pub outcome: Option<String>,
    /// Why it asks for a review.
    pub flag_reasons: Vec<String>,
    /// Tags set by a reviewer.
    pub tags: Vec<String>,
    /// One line.
    pub summary: Option<String>,
    /// First turn.
    pub started_at: Timestamp,
    /// Last turn.
    pub last_at: Timestamp,
    /// When it was over.
    pub ended_at: Option<Timestamp>,
    /// When it is closed if nothing more is heard; calls only.
    pub close_by: Option<Timestamp>,
}

impl Conversation {
    /// Flags it for a review. False where it was flagged for that before.
    ///
    /// # Errors
    /// Where the reason can't be written.
    pub fn flag(&mut self, reason: FlagReason) -> Result<bool, StoreError> {
        let word = serde_json::to_value(reason)?.as_str().unwrap_or_default().to_owned();
        let is_new = !self.flag_reasons.contains(&word);
        if is_new {
            self.flag_reasons.push(word);
        }
        Ok(is_new)
    }
}

/// What a new conversation begins with.
#[derive(Clone, Debug)]
pub struct NewConversation {
    /// Id.
    pub id: Uuid,
    /// How they reached the business.
    pub channel: Channel,
    /// What the next turn is found by: a call's id, a texter's number, a chat's id.
    pub open_key: String,
    /// The number or address that it is with.
    pub contact: Option<String>,
    /// Hash of the visitor's token.
    pub visitor_hash: Option<String>,
    /// What is known of the caller.
    pub caller: Caller,
    /// Now.
    pub at: Timestamp,
}

/// Which conversations to list.
#[derive(Clone, Debug, Default)]
pub struct ConversationFilter {
    /// Of this channel.
    pub channel: Option<Channel>,
    /// With this outcome.
    pub outcome: Option<String>,
    /// Only flagged, or only unflagged.
    pub flagged: Option<bool>,
}

impl Rows<'_> {
    /// Locks the conversation that is found by this key, for the rest of the transaction.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lock_conversation(&self, channel: Channel, open_key: &str) -> Result<Option<Conversation>, StoreError> {
        let locked = Entity::update_many()
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Channel.eq(channel.as_str()))
            .filter(Column::OpenKey.eq(open_key))
            .exec_with_returning(&self.on)
            .await?;
        locked.into_iter().next().map(Conversation::try_from).transpose()
    }

    /// Locks a conversation by its id, for the rest of the transaction.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lock_conversation_by_id(&self, id: Uuid) -> Result<Option<Conversation>, StoreError> {
        let locked = Entity::update_many()
            .col_expr(Column::Version, Expr::col(Column::Version).add(1))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .exec_with_returning(&self.on)
            .await?;
        locked.into_iter().next().map(Conversation::try_from).transpose()
    }

    /// Adds a conversation. Where another copy was faster with the same key, nothing happens.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_conversation(&self, new: &NewConversation) -> Result<(), StoreError> {
        let at = new.at.as_millisecond();
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(new.id),
            channel: Set(new.channel.as_str().to_owned()),
            open_key: Set(Some(new.open_key.clone())),
            contact: Set(new.contact.clone()),
            visitor_hash: Set(new.visitor_hash.clone()),
            customer_id: Set(None),
            caller: Set(serde_json::to_string(&new.caller)?),
            state: Set(serde_json::to_string(&State::default())?),
            turns: Set(0),
            outcome: Set(None),
            flag_reasons: Set("[]".to_owned()),
            tags: Set("[]".to_owned()),
            summary: Set(None),
            version: Set(0),
            started_at: Set(at),
            last_at: Set(at),
            ended_at: Set(None),
            close_by: Set(None),
            follow_up_at: Set(None),
        };
        let nothing = OnConflict::columns([Column::BusinessId, Column::Channel, Column::OpenKey]).do_nothing().to_owned();
        Entity::insert(row).on_conflict(nothing).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// Lets a conversation go, so that the next turn with its key begins another one.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn release_conversation(&self, id: Uuid, ended_at: Timestamp) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::OpenKey, Expr::value(Option::<String>::None))
            .col_expr(Column::EndedAt, Expr::value(ended_at.as_millisecond()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Stores where a conversation stands after a turn.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn store_conversation(&self, conversation: &Conversation) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(serde_json::to_string(&conversation.state)?))
            .col_expr(Column::Turns, Expr::value(i64::from(conversation.turns)))
            .col_expr(Column::CustomerId, Expr::value(conversation.customer_id))
            .col_expr(Column::Outcome, Expr::value(conversation.outcome.clone()))
            .col_expr(Column::FlagReasons, Expr::value(serde_json::to_string(&conversation.flag_reasons)?))
            .col_expr(Column::Summary, Expr::value(conversation.summary.clone()))
            .col_expr(Column::LastAt, Expr::value(conversation.last_at.as_millisecond()))
            .col_expr(Column::FollowUpAt, Expr::value(follow_up_at(conversation)))
            .col_expr(Column::EndedAt, Expr::value(conversation.ended_at.map(Timestamp::as_millisecond)))
            .col_expr(Column::CloseBy, Expr::value(conversation.close_by.map(Timestamp::as_millisecond)))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(conversation.id))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Flags a conversation for a review, whether it is over or not.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn flag_conversation(&self, id: Uuid, reason: FlagReason) -> Result<(), StoreError> {
        let own = || Entity::update_many().filter(Column::BusinessId.eq(self.business())).filter(Column::Id.eq(id));
        let locked = own().col_expr(Column::Version, Expr::col(Column::Version).add(1)).exec_with_returning(&self.on).await?;
        let Some(row) = locked.into_iter().next() else { return Ok(()) };
        let mut conversation = Conversation::try_from(row)?;
        if conversation.flag(reason)? {
            let reasons = serde_json::to_string(&conversation.flag_reasons)?;
            own().col_expr(Column::FlagReasons, Expr::value(reasons)).exec(&self.on).await?;
        }
        Ok(())
    }

    /// A conversation by its id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn conversation(&self, id: Uuid) -> Result<Option<Conversation>, StoreError> {
        let found =
            Entity::find().filter(Column::BusinessId.eq(self.business())).filter(Column::Id.eq(id)).all(&self.on).await?.into_iter().next();
        found.map(Conversation::try_from).transpose()
    }

    /// All conversations with a customer, in order of time: those known to be theirs, and those with their number.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn conversations_with(&self, customer: Uuid, phone: &PhoneNumber, page: Page) -> Result<Vec<Conversation>, StoreError> {
        let theirs = Condition::any().add(Column::CustomerId.eq(customer)).add(Column::Contact.eq(phone.as_str()));
        let mut query = Entity::find().filter(Column::BusinessId.eq(self.business())).filter(theirs);
        if let Some((at, id)) = page.after {
            query = query.filter(Condition::any().add(Column::StartedAt.gt(at)).add(Column::StartedAt.eq(at).and(Column::Id.gt(id))));
        }
        let found = query.order_by_asc(Column::StartedAt).order_by_asc(Column::Id).limit(page.limit).all(&self.on).await?;
        found.into_iter().map(Conversation::try_from).collect()
    }

    /// How many conversations on a channel with this number began at or after an instant.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn conversations_since(&self, channel: Channel, contact: &str, since: Timestamp) -> Result<u64, StoreError> {
        let own = Entity::find().filter(Column::BusinessId.eq(self.business())).filter(Column::Contact.eq(contact));
        Ok(own.filter(Column::StartedAt.gte(since.as_millisecond())).filter(Column::Channel.eq(channel.as_str())).count(&self.on).await?)
    }

    /// Conversations, newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn conversations(&self, filter: &ConversationFilter, page: Page) -> Result<Vec<Conversation>, StoreError> {
        let mut query = Entity::find().filter(Column::BusinessId.eq(self.business()));
        if let Some(channel) = filter.channel {
            query = query.filter(Column::Channel.eq(channel.as_str()));
        }
        if let Some(outcome) = &filter.outcome {
            query = query.filter(Column::Outcome.eq(outcome.as_str()));
        }
        query = match filter.flagged {
            Some(true) => query.filter(Column::FlagReasons.ne("[]")),
            Some(false) => query.filter(Column::FlagReasons.eq("[]")),
            None => query,
        };
        if let Some((at, id)) = page.after {
            let older = Column::StartedAt.lt(at);
            query = query.filter(Condition::any().add(older).add(Column::StartedAt.eq(at).and(Column::Id.lt(id))));
        }
        let found = query.order_by_desc(Column::StartedAt).order_by_desc(Column::Id).limit(page.limit).all(&self.on).await?;
        found.into_iter().map(Conversation::try_from).collect()
    }
}

/// An open lead is looked at once it has been silent for as long as any business waits at least.
fn follow_up_at(conversation: &Conversation) -> Option<i64> {
    let first_look = conversation.last_at.saturating_add(follow_up::FIRST_LOOK).unwrap_or(conversation.last_at);
    follow_up::is_open_lead(&conversation.state).then(|| first_look.as_millisecond())
}

impl TryFrom<Model> for Conversation {
    type Error = StoreError;
    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            channel: row.channel.parse().map_err(|()| StoreError::Broken(format!("channel {:?}", row.channel)))?,
            caller: serde_json::from_str(&row.caller)?,
            state: serde_json::from_str(&row.state)?,
            turns: u32::try_from(row.turns).unwrap_or(u32::MAX),
            contact: row.contact,
            visitor_hash: row.visitor_hash,
            customer_id: row.customer_id,
            outcome: row.outcome,
            flag_reasons: serde_json::from_str(&row.flag_reasons)?,
            tags: serde_json::from_str(&row.tags)?,
            summary: row.summary,
            started_at: instant(row.started_at),
            last_at: instant(row.last_at),
            ended_at: row.ended_at.map(instant),
            close_by: row.close_by.map(instant),
        })
    }
}

/// A name out of its two columns.
pub(super) fn name_of(given: Option<String>, family: Option<String>) -> Option<PersonName> {
    (given.is_some() || family.is_some()).then_some(PersonName { given, family })
}
