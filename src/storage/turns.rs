//! Turns: what came in, what was decided, what was answered. Enough to replay a conversation to the letter.

use super::{Rows, StoreError, instant};
use crate::domain::conversation::state::Line;
use crate::domain::conversation::step::{Event, Question, Step};
use crate::domain::language::Language;
use jiff::Timestamp;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "turn")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub conversation_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub event_id: String,
        pub said: Option<String>,
        pub inputs: String,
        pub steps: String,
        pub reply: String,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity, Model};

/// What the edge needs to answer, free of its own format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The words; empty where nothing is said.
    pub text: String,
    /// Their language.
    pub language: Language,
    /// The conversation is over; a call hangs up.
    pub ends: bool,
    /// What it asks.
    pub asked: Option<Question>,
    /// What a caller's line does next.
    #[serde(default)]
    pub line: Line,
}

/// One turn.
#[derive(Clone, Debug)]
pub struct Turn {
    /// The conversation it belongs to.
    pub conversation_id: Uuid,
    /// Counted from 0.
    pub number: u32,
    /// The carrier's or the visitor's own name for what came in; the same one never counts twice.
    pub event_id: String,
    /// What was said, as it came in.
    pub said: Option<String>,
    /// The events that the policy saw, in order: what came in, and what its steps brought to light.
    pub inputs: Vec<Event>,
    /// What it decided.
    pub steps: Vec<Step>,
    /// What was answered.
    pub reply: Reply,
    /// When.
    pub at: Timestamp,
}

impl Rows<'_> {
    /// The turn that an event led to.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn turn_of_event(&self, event_id: &str) -> Result<Option<Turn>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::EventId.eq(event_id))
            .all(&self.on)
            .await?
            .into_iter()
            .next();
        found.map(Turn::try_from).transpose()
    }

    /// The turns of a conversation, in order.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn turns(&self, conversation_id: Uuid) -> Result<Vec<Turn>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::ConversationId.eq(conversation_id))
            .order_by_asc(Column::Number)
            .all(&self.on)
            .await?;
        found.into_iter().map(Turn::try_from).collect()
    }

    /// How many turns of a conversation came at or after an instant.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn turns_since(&self, conversation_id: Uuid, since: Timestamp) -> Result<u64, StoreError> {
        let own = Entity::find().filter(Column::BusinessId.eq(self.business())).filter(Column::ConversationId.eq(conversation_id));
        Ok(own.filter(Column::At.gte(since.as_millisecond())).count(&self.on).await?)
    }

    /// Adds a turn.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where its event was answered already; else where the database fails.
    pub async fn add_turn(&self, turn: &Turn) -> Result<(), StoreError> {
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            conversation_id: Set(turn.conversation_id),
            number: Set(i64::from(turn.number)),
            event_id: Set(turn.event_id.clone()),
            said: Set(turn.said.clone()),
            inputs: Set(serde_json::to_string(&turn.inputs)?),
            steps: Set(serde_json::to_string(&turn.steps)?),
            reply: Set(serde_json::to_string(&turn.reply)?),
            at: Set(turn.at.as_millisecond()),
        };
        Entity::insert(row).exec_without_returning(&self.on).await?;
        Ok(())
    }
}

impl TryFrom<Model> for Turn {
    type Error = StoreError;
    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            conversation_id: row.conversation_id,
            number: u32::try_from(row.number).unwrap_or(u32::MAX),
            event_id: row.event_id,
            said: row.said,
            inputs: serde_json::from_str(&row.inputs)?,
            steps: serde_json::from_str(&row.steps)?,
            reply: serde_json::from_str(&row.reply)?,
            at: instant(row.at),
        })
    }
}
