//! The rows of alerts, and how they are read.

use super::{Acknowledgement, Alert, AlertStep, DueAlert, business, instant};
use crate::domain::alert::{AlertState, AnsweredBy, Way};
use crate::domain::phone_number::PhoneNumber;
use crate::storage::StoreError;

pub(super) mod alert {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "alert")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub conversation_id: Option<Uuid>,
        pub is_drill: bool,
        pub details: String,
        pub state: String,
        pub moves: i64,
        pub raised_at: i64,
        pub next_at: Option<i64>,
        pub acknowledged_at: Option<i64>,
        pub acknowledged_by: Option<String>,
        pub acknowledged_how: Option<String>,
        pub unanswered_at: Option<i64>,
        pub caller_texted: bool,
        pub version: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod alert_step {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "alert_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub alert_id: Uuid,
        pub attempt: i64,
        pub to_number: String,
        pub way: String,
        pub at: i64,
        pub call_id: Option<String>,
        pub outcome: Option<String>,
        pub outcome_at: Option<i64>,
        pub token_hash: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

pub(super) mod staff_text {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "staff_text")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub event_id: String,
        pub from_number: String,
        pub said: Option<String>,
        pub reply: String,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

fn number(text: &str) -> Result<PhoneNumber, StoreError> {
    PhoneNumber::parse(text).map_err(|_| StoreError::Broken("a number that was alerted".to_owned()))
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn acknowledgement(row: &alert::Model) -> Result<Option<Acknowledgement>, StoreError> {
    let (Some(at), Some(by)) = (row.acknowledged_at, row.acknowledged_by.as_deref()) else { return Ok(None) };
    let how = match row.acknowledged_how.as_deref() {
        Some("link") => AnsweredBy::Link,
        Some("key") => AnsweredBy::Key,
        _ => AnsweredBy::Text,
    };
    Ok(Some(Acknowledgement { at: instant(at), by: number(by)?, how }))
}

impl TryFrom<alert::Model> for Alert {
    type Error = StoreError;
    fn try_from(row: alert::Model) -> Result<Self, StoreError> {
        Ok(Self {
            acknowledged: acknowledgement(&row)?,
            id: row.id,
            conversation_id: row.conversation_id,
            is_drill: row.is_drill,
            details: serde_json::from_str(&row.details)?,
            state: match row.state.as_str() {
                "open" => AlertState::Open,
                "acknowledged" => AlertState::Acknowledged,
                "unanswered" => AlertState::Unanswered,
                other => return Err(StoreError::Broken(format!("the state {other:?} of an alert"))),
            },
            moves: count(row.moves),
            raised_at: instant(row.raised_at),
            next_at: row.next_at.map(instant),
            unanswered_at: row.unanswered_at.map(instant),
            caller_texted: row.caller_texted,
        })
    }
}

impl TryFrom<alert_step::Model> for AlertStep {
    type Error = StoreError;
    fn try_from(row: alert_step::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            alert_id: row.alert_id,
            attempt: count(row.attempt),
            to: number(&row.to_number)?,
            way: if row.way == Way::Call.as_str() { Way::Call } else { Way::Text },
            at: instant(row.at),
            call_id: row.call_id,
            outcome: row.outcome,
            outcome_at: row.outcome_at.map(instant),
            token_hash: row.token_hash,
        })
    }
}

impl TryFrom<alert::Model> for DueAlert {
    type Error = StoreError;
    fn try_from(row: alert::Model) -> Result<Self, StoreError> {
        let next_at = row.next_at.map(instant).ok_or_else(|| StoreError::Broken("an alert that is due at no time".to_owned()))?;
        Ok(Self { business_id: business(&row.business_id)?, id: row.id, moves: count(row.moves), next_at })
    }
}
