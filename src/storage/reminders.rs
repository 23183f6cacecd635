//! Which visits await their reminder, and what became of it.

use super::appointments::entity::{Column, Entity, Model};
use super::{Rows, Store, StoreError, instant};
use crate::domain::appointment::{Appointment, AppointmentId, AppointmentStatus};
use crate::domain::business::BusinessId;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

/// Stands for "look at it at once": its moment is not worked out yet.
pub(super) const AT_ONCE: i64 = 0;
/// How many due visits are read to see which businesses have any.
const LOOKED_AT: u64 = 2000;

/// What became of a visit's reminder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ReminderStatus {
    /// Left for the outbox.
    Queued,
    /// The visit was agreed on too shortly before.
    NotNeeded,
    /// Nobody looked in time, or the night went on until the visit.
    TooLate,
    /// The number wants no texts.
    OptedOut,
    /// There is no number to text.
    NoNumber,
}

impl ReminderStatus {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::NotNeeded => "not_needed",
            Self::TooLate => "too_late",
            Self::OptedOut => "opted_out",
            Self::NoNumber => "no_number",
        }
    }
}

/// A visit that awaits its reminder.
#[derive(Clone, Debug)]
pub struct Awaiting {
    /// The visit.
    pub visit: Appointment,
    /// When its window was agreed on.
    pub agreed_at: Timestamp,
    /// The status of its reminder for this window, where one was queued or found unnecessary.
    pub reminder: Option<String>,
}

impl Store {
    /// Businesses with visits whose reminder is to be looked at now.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn businesses_to_remind(&self, now: Timestamp) -> Result<Vec<BusinessId>, StoreError> {
        let due =
            Entity::find().select_only().column(Column::BusinessId).filter(awaits(now)).order_by_asc(Column::RemindAt).limit(LOOKED_AT);
        let mut found: Vec<String> = due.into_tuple().all(&self.reader).await?;
        found.sort_unstable();
        found.dedup();
        found.iter().map(|id| BusinessId::parse(id).map_err(|_| StoreError::Broken("a business's id".to_owned()))).collect()
    }
}

impl Rows<'_> {
    /// Takes visits whose reminder is to be looked at now, the longest due first. Whoever takes one settles it or puts it back in
    /// the same transaction; no two copies get the same one.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn take_due_reminders(&self, now: Timestamp, most: u64) -> Result<Vec<Awaiting>, StoreError> {
        let due = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(Column::BusinessId.eq(self.business()))
            .filter(awaits(now))
            .order_by_asc(Column::RemindAt)
            .limit(most)
            .into_query();
        self.take(Column::Id.in_subquery(due).and(awaits(now))).await
    }

    /// Takes the visits to come that begin before an instant and have no reminder for their window yet.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn take_reminders_before(&self, now: Timestamp, until: Timestamp, most: u64) -> Result<Vec<Awaiting>, StoreError> {
        let between = || {
            Column::StartsAt.gt(now.as_millisecond()).and(Column::StartsAt.lte(until.as_millisecond())).and(may_be_reminded()).and(
                Column::Reminder
                    .is_null()
                    .or(Column::Reminder.ne(ReminderStatus::Queued.as_str()))
                    .or(Expr::col(Column::RemindedFor).ne(Expr::col(Column::WindowFrom))),
            )
        };
        let soon = Query::select()
            .column(Column::Id)
            .from(Entity)
            .and_where(Column::BusinessId.eq(self.business()))
            .and_where(between())
            .order_by(Column::StartsAt, sea_orm::Order::Asc)
            .limit(most)
            .take();
        self.take(Column::Id.in_subquery(soon).and(between())).await
    }

    async fn take(&self, which: SimpleExpr) -> Result<Vec<Awaiting>, StoreError> {
        let taken = Entity::update_many()
            .col_expr(Column::RemindAt, Expr::value(Option::<i64>::None))
            .col_expr(Column::RemindedFor, Expr::col(Column::WindowFrom))
            .col_expr(Column::Reminder, Expr::value(ReminderStatus::Queued.as_str()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(which)
            .exec_with_returning(&self.on)
            .await?;
        let mut taken: Vec<Awaiting> = taken.into_iter().map(Awaiting::try_from).collect::<Result<_, _>>()?;
        taken.sort_by_key(|awaiting| (awaiting.visit.window.from, awaiting.visit.id.0));
        Ok(taken)
    }

    /// The visits to come that begin before an instant, called off ones left out, in order of time.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn visits_before(&self, now: Timestamp, until: Timestamp, most: u64) -> Result<Vec<Awaiting>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::StartsAt.gt(now.as_millisecond()))
            .filter(Column::StartsAt.lte(until.as_millisecond()))
            .filter(Column::Status.is_not_in([AppointmentStatus::Cancelled.as_str(), AppointmentStatus::Completed.as_str()]))
            .order_by_asc(Column::StartsAt)
            .order_by_asc(Column::Id)
            .limit(most)
            .all(&self.on)
            .await?;
        found.into_iter().map(Awaiting::try_from).collect()
    }

    /// Notes that visits get no reminder for their window, and why.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn settle_reminders(&self, ids: &[AppointmentId], status: ReminderStatus) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        Entity::update_many()
            .col_expr(Column::Reminder, Expr::value(status.as_str()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Puts visits back, to be looked at again then.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn put_reminders_back(&self, ids: &[AppointmentId], until: Timestamp) -> Result<(), StoreError> {
        if ids.is_empty() {
            return Ok(());
        }
        Entity::update_many()
            .col_expr(Column::RemindAt, Expr::value(until.as_millisecond()))
            .col_expr(Column::RemindedFor, Expr::value(Option::<i64>::None))
            .col_expr(Column::Reminder, Expr::value(Option::<String>::None))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.is_in(ids.iter().map(|id| id.0)))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Has every reminder that is still awaited looked at anew: something that it is planned by has changed.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn look_at_reminders_anew(&self) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::RemindAt, Expr::value(AT_ONCE))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::RemindAt.is_not_null())
            .filter(may_be_reminded())
            .exec(&self.on)
            .await?;
        Ok(())
    }
}

/// What the indexes `appointment_to_remind…` hold, up to now. Written out, since SQLite recognises a partial index by nothing else.
fn awaits(now: Timestamp) -> SimpleExpr {
    Column::RemindAt.lte(now.as_millisecond()).and(may_be_reminded())
}

fn may_be_reminded() -> SimpleExpr {
    Expr::cust("status IN ('SCHEDULED', 'CONFIRMED')")
}

impl TryFrom<Model> for Awaiting {
    type Error = StoreError;
    fn try_from(row: Model) -> Result<Self, StoreError> {
        let is_for_this_window = row.reminded_for == Some(row.window_from);
        Ok(Self {
            agreed_at: instant(row.agreed_at.unwrap_or(row.created_at)),
            reminder: row.reminder.clone().filter(|_| is_for_this_window),
            visit: Appointment::try_from(row)?,
        })
    }
}
