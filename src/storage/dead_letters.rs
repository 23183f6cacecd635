//! Jobs as the operator sees them, above all those that were given up.

use super::jobs::entity::{Column, Entity, Model};
use super::jobs::{DEAD, Job, READY, Work};
use super::messages::Message;
use super::messages::entity as message;
use super::{Page, Rows, Store, StoreError, instant};
use crate::domain::business::BusinessId;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

/// A job of any business, as the operator sees it.
#[derive(Clone, Debug)]
pub struct JobLine {
    /// Whose.
    pub business_id: String,
    /// Id.
    pub id: Uuid,
    /// What kind of work.
    pub kind: String,
    /// Given up, or waiting.
    pub state: String,
    /// How often it was tried.
    pub attempts: i64,
    /// Why it failed last.
    pub last_error: Option<String>,
    /// When it was due, the last time.
    pub run_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// The text that it sends.
    pub text: Option<Message>,
}

/// Which jobs to list.
#[derive(Clone, Debug, Default)]
pub struct JobFilter {
    /// Given up, or waiting.
    pub dead: bool,
    /// Of this business.
    pub business: Option<BusinessId>,
}

impl Store {
    /// Jobs of all businesses, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn jobs(&self, filter: &JobFilter, page: Page) -> Result<Vec<JobLine>, StoreError> {
        let mut query = Entity::find().filter(Column::State.eq(if filter.dead { DEAD } else { READY }));
        if let Some(business) = &filter.business {
            query = query.filter(Column::BusinessId.eq(business.as_str()));
        }
        if let Some((at, id)) = page.after {
            let same_time = Column::CreatedAt.eq(at).and(Column::Id.lt(id));
            query = query.filter(Condition::any().add(Column::CreatedAt.lt(at)).add(same_time));
        }
        let found = query.order_by_desc(Column::CreatedAt).order_by_desc(Column::Id).limit(page.limit).all(&self.reader).await?;
        lines(&self.reader, found).await
    }
}

impl Rows<'_> {
    /// Locks a job that was given up for the rest of the transaction and gives it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lock_dead_job(&self, id: Uuid) -> Result<Option<Job>, StoreError> {
        let locked = Entity::update_many()
            .col_expr(Column::Attempts, Expr::value(0_i64))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .filter(Column::State.eq(DEAD))
            .exec_with_returning(&self.on)
            .await?;
        locked.into_iter().next().map(Job::try_from).transpose()
    }

    /// A job of this business, as the operator sees it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn job_line(&self, id: Uuid) -> Result<Option<JobLine>, StoreError> {
        let found = Entity::find().filter(Column::BusinessId.eq(self.business())).filter(Column::Id.eq(id)).all(&self.on).await?;
        Ok(lines(&self.on, found).await?.into_iter().next())
    }
}

/// Which text a job sends, where it sends one and this version can read it.
fn text_of(job: &Model) -> Option<Uuid> {
    match serde_json::from_str(&job.payload) {
        Ok(Work::SendMessage { message, .. }) => Some(message),
        _ => None,
    }
}

async fn lines<C: ConnectionTrait>(on: &C, jobs: Vec<Model>) -> Result<Vec<JobLine>, StoreError> {
    let ids: Vec<Uuid> = jobs.iter().filter_map(text_of).collect();
    let mut texts: HashMap<(String, Uuid), Message> = HashMap::new();
    if !ids.is_empty() {
        let query = message::Entity::find()
            .filter(message::Column::BusinessId.is_in(jobs.iter().map(|job| job.business_id.as_str())))
            .filter(message::Column::Id.is_in(ids));
        texts.extend(query.all(on).await?.into_iter().map(|row| ((row.business_id.clone(), row.id), Message::from(row))));
    }
    let line = |job: Model| JobLine {
        text: text_of(&job).and_then(|id| texts.remove(&(job.business_id.clone(), id))),
        business_id: job.business_id,
        id: job.id,
        kind: job.kind,
        state: job.state,
        attempts: job.attempts,
        last_error: job.last_error.filter(|error| !error.is_empty()),
        run_at: instant(job.run_at),
        created_at: instant(job.created_at),
    };
    Ok(jobs.into_iter().map(line).collect())
}
