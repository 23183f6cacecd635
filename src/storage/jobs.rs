//! Work that leaves the turn: put into the same transaction, done afterwards, by whichever copy is free.

use super::{Rows, Store, StoreError, instant};
use crate::domain::business::BusinessId;
use jiff::{SignedDuration, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) mod entity {
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
        pub urgency: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity, Model};

pub(super) const READY: &str = "ready";
pub(super) const DEAD: &str = "dead";

/// What comes first where much is due at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Somebody may be in danger, or the service calls for help.
    Now,
    /// Somebody waits for it.
    #[default]
    Soon,
    /// It has a time, and minutes don't matter.
    Planned,
    /// Whenever there is room.
    Sometime,
}

impl Urgency {
    /// All of them, the most urgent first.
    pub const ALL: &[Self] = &[Self::Now, Self::Soon, Self::Planned, Self::Sometime];
    /// What passes by everything else.
    pub const EXPRESS: &[Self] = &[Self::Now];

    fn number(self) -> i64 {
        match self {
            Self::Now => 0,
            Self::Soon => 1,
            Self::Planned => 2,
            Self::Sometime => 3,
        }
    }
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Work {
    /// Hand a text to the carrier.
    SendMessage {
        /// Which.
        message: Uuid,
        /// What it is worth.
        #[serde(default)]
        urgency: Urgency,
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
    /// Show in the business's calendar elsewhere where a visit stands.
    SyncCalendar {
        /// The visit.
        appointment: Uuid,
    },
    /// Mail the owner what a text says.
    MailOwner {
        /// The text.
        message: Uuid,
    },
    /// Call somebody about an alert.
    CallAboutAlert {
        /// The step of the alert.
        step: Uuid,
    },
}

impl Work {
    /// The kind of job that sends a text.
    pub const SEND_MESSAGE: &str = "send_message";

    /// The word that is stored and shown.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SendMessage { .. } => Self::SEND_MESSAGE,
            Self::CallOperatorWebhook { .. } => "call_operator_webhook",
            Self::AdvanceAlert { .. } => "advance_alert",
            Self::SyncCalendar { .. } => "sync_calendar",
            Self::MailOwner { .. } => "mail_owner",
            Self::CallAboutAlert { .. } => "call_about_alert",
        }
    }

    fn urgency(&self) -> Urgency {
        match self {
            Self::SendMessage { urgency, .. } => *urgency,
            Self::CallOperatorWebhook { .. } | Self::AdvanceAlert { .. } | Self::CallAboutAlert { .. } => Urgency::Now,
            Self::SyncCalendar { .. } | Self::MailOwner { .. } => Urgency::Planned,
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
                urgency: Set(work.urgency().number()),
            })
        };
        let rows: Vec<ActiveModel> = new.iter().map(row).collect::<Result<_, _>>()?;
        Entity::insert_many(rows).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// Forgets jobs that are done.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn finish_jobs(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        if !ids.is_empty() {
            self.delete_jobs(ids).await?;
        }
        Ok(())
    }

    async fn delete_jobs(&self, ids: &[Uuid]) -> Result<(), StoreError> {
        Entity::delete_many()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.is_in(ids.iter().copied()))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Puts jobs back until `run_at`.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn retry_jobs(&self, ids: &[Uuid], run_at: Timestamp, why: &str) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::State, Expr::value(READY))
            .col_expr(Column::RunAt, Expr::value(run_at.as_millisecond()))
            .col_expr(Column::LockedUntil, Expr::value(0_i64))
            .col_expr(Column::LastError, Expr::value(why))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.is_in(ids.iter().copied()))
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

/// A job that this version can't read is left for one that can, and looked at again after this.
const UNREADABLE_WAITS: SignedDuration = SignedDuration::from_mins(10);

impl Store {
    /// Claims jobs that are due, for as long as the lease lasts, the most urgent first. No two copies get the same one.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn claim_jobs(
        &self,
        now: Timestamp,
        leased_until: Timestamp,
        urgencies: &[Urgency],
        most: u64,
    ) -> Result<Vec<Job>, StoreError> {
        // Looking first keeps an idle process from taking the writer every second.
        if !self.is_due(now, urgencies).await? {
            return Ok(Vec::new());
        }
        let (transaction, _permit) = self.begin_raw().await?;
        let mut rows: Vec<Model> = Vec::new();
        for urgency in urgencies {
            let left = most.saturating_sub(u64::try_from(rows.len()).unwrap_or(most));
            let mut query = due(now, *urgency).order_by_asc(Column::RunAt).limit(left);
            if self.is_postgres() {
                query = query.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
            }
            if left > 0 {
                rows.extend(query.all(&transaction).await?);
            }
        }
        let mut of_business: BTreeMap<&str, Vec<Uuid>> = BTreeMap::new();
        for row in &rows {
            of_business.entry(&row.business_id).or_default().push(row.id);
        }
        for (business, ids) in of_business {
            let update = Entity::update_many()
                .col_expr(Column::LockedUntil, Expr::value(leased_until.as_millisecond()))
                .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1));
            update.filter(Column::BusinessId.eq(business)).filter(Column::Id.is_in(ids)).exec(&transaction).await?;
        }
        let mut jobs = Vec::with_capacity(rows.len());
        for row in rows {
            let (business, id) = (row.business_id.clone(), row.id);
            if let Ok(job) = Job::claimed(row) {
                jobs.push(job);
                continue;
            }
            let later = now.saturating_add(UNREADABLE_WAITS).unwrap_or(now);
            let update = Entity::update_many()
                .col_expr(Column::RunAt, Expr::value(later.as_millisecond()))
                .col_expr(Column::LastError, Expr::value("this version can't read it"));
            update.filter(Column::BusinessId.eq(business)).filter(Column::Id.eq(id)).exec(&transaction).await?;
        }
        transaction.commit().await?;
        Ok(jobs)
    }

    async fn is_due(&self, now: Timestamp, urgencies: &[Urgency]) -> Result<bool, StoreError> {
        for urgency in urgencies {
            let first = due(now, *urgency).select_only().column(Column::Id).limit(1);
            if first.into_tuple::<Uuid>().one(&self.reader).await?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether as many jobs as that are due that have a time.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn has_due_jobs(&self, now: Timestamp, many: u64) -> Result<bool, StoreError> {
        let last =
            due(now, Urgency::Planned).select_only().column(Column::Id).order_by_asc(Column::RunAt).offset(many.saturating_sub(1)).limit(1);
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

fn due(now: Timestamp, urgency: Urgency) -> sea_orm::Select<Entity> {
    let now = now.as_millisecond();
    Entity::find()
        .filter(Column::State.eq(READY))
        .filter(Column::Urgency.eq(urgency.number()))
        .filter(Column::RunAt.lte(now))
        .filter(Column::LockedUntil.lte(now))
}

impl Job {
    /// A job as it is once it is claimed: that counts as an attempt.
    fn claimed(mut row: Model) -> Result<Self, StoreError> {
        row.attempts = row.attempts.saturating_add(1);
        Self::try_from(row)
    }
}

impl TryFrom<Model> for Job {
    type Error = StoreError;
    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            business_id: BusinessId::parse(&row.business_id).map_err(|_| StoreError::Broken("a business's id".to_owned()))?,
            id: row.id,
            work: serde_json::from_str(&row.payload)?,
            attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
            run_at: instant(row.run_at),
        })
    }
}
