//! Work that leaves the turn: put into the same transaction, done afterwards, by whichever copy is free.

use super::{Rows, Store, StoreError, instant};
use crate::domain::business::BusinessId;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "job")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub kind: String,
        pub payload: String,
        pub state: String,
        pub run_at: i64,
        pub attempts: i64,
        pub locked_until: i64,
        pub last_error: Option<String>,
        pub created_at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity, Model};

const READY: &str = "ready";
const DEAD: &str = "dead";

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Hand a text to the carrier.
    SendMessage {
        /// Which.
        message: Uuid,
    },
    /// Call the operator's webhook.
    CallOperatorWebhook {
        /// About which notice.
        notice: Uuid,
    },
    /// Alert the next one, unless somebody has answered.
    AdvanceAlert {
        /// The alert.
        alert: Uuid,
        /// How often it was moved on before.
        moves: u32,
    },
    /// Call somebody about an alert.
    CallAboutAlert {
        /// The step of the alert.
        step: Uuid,
    },
}

impl Work {
    fn kind(&self) -> &'static str {
        match self {
            Self::SendMessage { .. } => "send_message",
            Self::CallOperatorWebhook { .. } => "call_operator_webhook",
            Self::AdvanceAlert { .. } => "advance_alert",
            Self::CallAboutAlert { .. } => "call_about_alert",
        }
    }
}

/// A job that was claimed.
#[derive(Clone, Debug)]
pub struct Job {
    /// Whose.
    pub business_id: BusinessId,
    /// Id.
    pub id: Uuid,
    /// What.
    pub work: Work,
    /// How often it was claimed, this time included.
    pub attempts: u32,
    /// When it was due.
    pub run_at: Timestamp,
}

impl Rows<'_> {
    /// Adds a job.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_job(&self, id: Uuid, work: &Work, run_at: Timestamp) -> Result<(), StoreError> {
        self.add_jobs(&[(id, work.clone())], run_at).await
    }

    /// Adds several jobs, each with its id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_jobs(&self, new: &[(Uuid, Work)], run_at: Timestamp) -> Result<(), StoreError> {
        if new.is_empty() {
            return Ok(());
        }
        let row = |(id, work): &(Uuid, Work)| -> Result<ActiveModel, StoreError> {
            Ok(ActiveModel {
                business_id: Set(self.business().to_owned()),
                id: Set(*id),
                kind: Set(work.kind().to_owned()),
                payload: Set(serde_json::to_string(work)?),
                state: Set(READY.to_owned()),
                run_at: Set(run_at.as_millisecond()),
                attempts: Set(0),
                locked_until: Set(0),
                last_error: Set(None),
                created_at: Set(run_at.as_millisecond()),
            })
        };
        let rows: Vec<ActiveModel> = new.iter().map(row).collect::<Result<_, _>>()?;
        Entity::insert_many(rows).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// Forgets a job that is done.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn finish_job(&self, id: Uuid) -> Result<(), StoreError> {
        Entity::delete_many().filter(Column::BusinessId.eq(self.business())).filter(Column::Id.eq(id)).exec(&self.on).await?;
        Ok(())
    }

    /// Puts a job back until `run_at`.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn retry_job(&self, id: Uuid, run_at: Timestamp, error: &str) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::RunAt, Expr::value(run_at.as_millisecond()))
            .col_expr(Column::LockedUntil, Expr::value(0_i64))
            .col_expr(Column::LastError, Expr::value(error))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Gives a job up; it stays to be seen.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn bury_job(&self, id: Uuid, error: &str) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(DEAD))
            .col_expr(Column::LastError, Expr::value(error))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .exec(&self.on)
            .await?;
        Ok(())
    }
}

impl Store {
    /// Claims jobs that are due, for as long as the lease lasts. No two copies get the same one.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn claim_jobs(&self, now: Timestamp, leased_until: Timestamp, most: u64) -> Result<Vec<Job>, StoreError> {
        // Looking first keeps an idle process from taking the writer every second.
        if due(now).select_only().column(Column::Id).limit(1).into_tuple::<Uuid>().one(&self.reader).await?.is_none() {
            return Ok(Vec::new());
        }
        let (transaction, _permit) = self.begin_raw().await?;
        let mut query = due(now).order_by_asc(Column::RunAt).limit(most);
        if self.is_postgres() {
            query = query.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
        }
        let rows = query.all(&transaction).await?;
        for row in &rows {
            Entity::update_many()
                .col_expr(Column::LockedUntil, Expr::value(leased_until.as_millisecond()))
                .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
                .filter(Column::BusinessId.eq(row.business_id.as_str()))
                .filter(Column::Id.eq(row.id))
                .exec(&transaction)
                .await?;
        }
        transaction.commit().await?;
        rows.into_iter().map(Job::try_from).collect()
    }

    /// Whether as many jobs as that are due.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn has_due_jobs(&self, now: Timestamp, many: u64) -> Result<bool, StoreError> {
        let last = due(now).select_only().column(Column::Id).order_by_asc(Column::RunAt).offset(many.saturating_sub(1)).limit(1);
        Ok(last.into_tuple::<Uuid>().one(&self.reader).await?.is_some())
    }

    /// How many jobs wait, whenever they are due.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn waiting_jobs(&self) -> Result<u64, StoreError> {
        Ok(Entity::find().filter(Column::State.eq(READY)).count(&self.reader).await?)
    }
}

fn due(now: Timestamp) -> sea_orm::Select<Entity> {
    let now = now.as_millisecond();
    Entity::find().filter(Column::State.eq(READY)).filter(Column::RunAt.lte(now)).filter(Column::LockedUntil.lte(now))
}

impl TryFrom<Model> for Job {
    type Error = StoreError;
    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            business_id: BusinessId::parse(&row.business_id).map_err(|_| StoreError::Broken("a business's id".to_owned()))?,
            id: row.id,
            work: serde_json::from_str(&row.payload)?,
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX).saturating_add(1),
            run_at: instant(row.run_at),
        })
    }
}
