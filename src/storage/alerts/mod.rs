//! Alerts, the steps towards an answer, and the texts that the people of a business write.

mod entities;

use super::{Page, Rows, Store, StoreError, instant};
use crate::domain::alert::{AlertState, AnsweredBy, Way};
use crate::domain::business::BusinessId;
use crate::domain::conversation::step::EmergencyAlert;
use crate::domain::phone_number::PhoneNumber;
use entities::{alert, alert_step, staff_text};
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// An alert.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Id.
    pub id: Uuid,
    /// The conversation that it is about; none for a drill.
    pub conversation_id: Option<Uuid>,
    /// Raised to see whether it works.
    pub is_drill: bool,
    /// What was known when it was raised.
    pub details: EmergencyAlert,
    /// How it stands.
    pub state: AlertState,
    /// How often it was moved on, so that no move is made twice.
    pub moves: u32,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// When it moves on, where nobody answers until then.
    pub next_at: Option<Timestamp>,
    /// Who has it.
    pub acknowledged: Option<Acknowledgement>,
    /// When everybody had been tried.
    pub unanswered_at: Option<Timestamp>,
    /// The caller was told by text how it came out.
    pub caller_texted: bool,
}

/// Who has an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acknowledgement {
    /// Since when.
    pub at: Timestamp,
    /// The number at which they were alerted.
    pub by: PhoneNumber,
    /// How they said so.
    pub how: AnsweredBy,
}

/// Somebody was alerted.
#[derive(Clone, Debug)]
pub struct AlertStep {
    /// Id.
    pub id: Uuid,
    /// The alert.
    pub alert_id: Uuid,
    /// Which attempt at reaching somebody, counted from 0. An attempt may be a text and a call.
    pub attempt: u32,
    /// At which number.
    pub to: PhoneNumber,
    /// How.
    pub way: Way,
    /// When.
    pub at: Timestamp,
    /// The carrier's id of the call.
    pub call_id: Option<String>,
    /// What became of the call.
    pub outcome: Option<String>,
    /// Since when that is known.
    pub outcome_at: Option<Timestamp>,
    /// Hash of the token in the text's link.
    pub token_hash: Option<String>,
}

impl AlertStep {
    /// What its text is sent for, by which the text is found again.
    pub fn once(&self) -> String {
        format!("{STEP_PREFIX}{}", self.id)
    }
}

/// The step that a text was sent for, where it was sent for one.
pub fn step_of_text(once: &str) -> Option<Uuid> {
    once.strip_prefix(STEP_PREFIX)?.parse().ok()
}

const STEP_PREFIX: &str = "alert-step:";

/// An alert that is to be moved on.
#[derive(Clone, Debug)]
pub struct DueAlert {
    /// Whose.
    pub business_id: BusinessId,
    /// Which.
    pub id: Uuid,
    /// How often it was moved on before.
    pub moves: u32,
    /// When it is due.
    pub next_at: Timestamp,
}

/// What somebody of the business wrote, and what they were answered.
#[derive(Clone, Debug)]
pub struct StaffText<'a> {
    /// The carrier's own name for it; the same one never counts twice.
    pub event_id: &'a str,
    /// From which number.
    pub from: &'a str,
    /// What they wrote.
    pub said: &'a str,
    /// What they were answered; empty where nothing.
    pub reply: &'a str,
    /// When.
    pub at: Timestamp,
}

impl Rows<'_> {
    /// Adds an alert. False where its conversation has one already.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn add_alert(&self, new: &Alert) -> Result<bool, StoreError> {
        let row = alert::ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(new.id),
            conversation_id: Set(new.conversation_id),
            is_drill: Set(new.is_drill),
            details: Set(serde_json::to_string(&new.details)?),
            state: Set(new.state.as_str().to_owned()),
            moves: Set(i64::from(new.moves)),
            raised_at: Set(new.raised_at.as_millisecond()),
            next_at: Set(new.next_at.map(Timestamp::as_millisecond)),
            acknowledged_at: Set(None),
            acknowledged_by: Set(None),
            acknowledged_how: Set(None),
            unanswered_at: Set(None),
            caller_texted: Set(new.caller_texted),
            version: Set(0),
        };
        let nothing = OnConflict::columns([alert::Column::BusinessId, alert::Column::ConversationId]).do_nothing().to_owned();
        Ok(alert::Entity::insert(row).on_conflict(nothing).exec_without_returning(&self.on).await? > 0)
    }

    /// Locks an alert for the rest of the transaction.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lock_alert(&self, id: Uuid) -> Result<Option<Alert>, StoreError> {
        let locked = alert::Entity::update_many()
            .col_expr(alert::Column::Version, Expr::col(alert::Column::Version).add(1))
            .filter(alert::Column::BusinessId.eq(self.business()))
            .filter(alert::Column::Id.eq(id))
            .exec_with_returning(&self.on)
            .await?;
        locked.into_iter().next().map(Alert::try_from).transpose()
    }

    /// Stores how an alert stands.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn store_alert(&self, now: &Alert) -> Result<(), StoreError> {
        let taken = now.acknowledged.as_ref();
        alert::Entity::update_many()
            .col_expr(alert::Column::State, Expr::value(now.state.as_str()))
            .col_expr(alert::Column::Moves, Expr::value(i64::from(now.moves)))
            .col_expr(alert::Column::NextAt, Expr::value(now.next_at.map(Timestamp::as_millisecond)))
            .col_expr(alert::Column::AcknowledgedAt, Expr::value(taken.map(|taken| taken.at.as_millisecond())))
            .col_expr(alert::Column::AcknowledgedBy, Expr::value(taken.map(|taken| taken.by.as_str().to_owned())))
            .col_expr(alert::Column::AcknowledgedHow, Expr::value(taken.map(|taken| taken.how.as_str())))
            .col_expr(alert::Column::UnansweredAt, Expr::value(now.unanswered_at.map(Timestamp::as_millisecond)))
            .col_expr(alert::Column::CallerTexted, Expr::value(now.caller_texted))
            .filter(alert::Column::BusinessId.eq(self.business()))
            .filter(alert::Column::Id.eq(now.id))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Takes an alert that is due out of the list of those that are. False where another copy was faster.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn claim_alert(&self, due: &DueAlert) -> Result<bool, StoreError> {
        let claimed = alert::Entity::update_many()
            .col_expr(alert::Column::NextAt, Expr::value(Option::<i64>::None))
            .filter(alert::Column::BusinessId.eq(self.business()))
            .filter(alert::Column::Id.eq(due.id))
            .filter(alert::Column::NextAt.eq(due.next_at.as_millisecond()))
            .exec(&self.on)
            .await?;
        Ok(claimed.rows_affected > 0)
    }

    /// Lets an alert that nobody has answered move on at once.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn hasten_alert(&self, id: Uuid, now: Timestamp) -> Result<(), StoreError> {
        alert::Entity::update_many()
            .col_expr(alert::Column::NextAt, Expr::value(now.as_millisecond()))
            .filter(alert::Column::BusinessId.eq(self.business()))
            .filter(alert::Column::Id.eq(id))
            .filter(alert::Column::State.eq(AlertState::Open.as_str()))
            .filter(alert::Column::NextAt.gt(now.as_millisecond()))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// An alert by its id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn alert(&self, id: Uuid) -> Result<Option<Alert>, StoreError> {
        let found = alert::Entity::find().filter(alert::Column::BusinessId.eq(self.business())).filter(alert::Column::Id.eq(id));
        found.all(&self.on).await?.into_iter().next().map(Alert::try_from).transpose()
    }

    /// The alert that a conversation led to.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn alert_of_conversation(&self, conversation_id: Uuid) -> Result<Option<Alert>, StoreError> {
        let found = alert::Entity::find()
            .filter(alert::Column::BusinessId.eq(self.business()))
            .filter(alert::Column::ConversationId.eq(conversation_id));
        found.all(&self.on).await?.into_iter().next().map(Alert::try_from).transpose()
    }

    /// Alerts raised since then, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn alerts_since(&self, since: Timestamp) -> Result<Vec<Alert>, StoreError> {
        let found = alert::Entity::find()
            .filter(alert::Column::BusinessId.eq(self.business()))
            .filter(alert::Column::RaisedAt.gte(since.as_millisecond()))
            .order_by_desc(alert::Column::RaisedAt)
            .order_by_desc(alert::Column::Id);
        found.all(&self.on).await?.into_iter().map(Alert::try_from).collect()
    }

    /// A page of alerts, the newest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn alerts(&self, page: Page) -> Result<Vec<Alert>, StoreError> {
        let mut query = alert::Entity::find().filter(alert::Column::BusinessId.eq(self.business()));
        if let Some((at, id)) = page.after {
            let older = alert::Column::RaisedAt.lt(at);
            query = query.filter(Condition::any().add(older).add(alert::Column::RaisedAt.eq(at).and(alert::Column::Id.lt(id))));
        }
        let found = query.order_by_desc(alert::Column::RaisedAt).order_by_desc(alert::Column::Id).limit(page.limit);
        found.all(&self.on).await?.into_iter().map(Alert::try_from).collect()
    }

    /// Adds a step.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where somebody was alerted in this way in this attempt already; else where the database fails.
    pub async fn add_alert_step(&self, new: &AlertStep) -> Result<(), StoreError> {
        let row = alert_step::ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(new.id),
            alert_id: Set(new.alert_id),
            attempt: Set(i64::from(new.attempt)),
            to_number: Set(new.to.as_str().to_owned()),
            way: Set(new.way.as_str().to_owned()),
            at: Set(new.at.as_millisecond()),
            call_id: Set(new.call_id.clone()),
            outcome: Set(new.outcome.clone()),
            outcome_at: Set(new.outcome_at.map(Timestamp::as_millisecond)),
            token_hash: Set(new.token_hash.clone()),
        };
        alert_step::Entity::insert(row).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// The steps of some alerts, in order, of an attempt the text before the call.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn alert_steps(&self, alerts: &[Uuid]) -> Result<Vec<AlertStep>, StoreError> {
        let found = alert_step::Entity::find()
            .filter(alert_step::Column::BusinessId.eq(self.business()))
            .filter(alert_step::Column::AlertId.is_in(alerts.iter().copied()))
            .order_by_asc(alert_step::Column::Attempt)
            .order_by_desc(alert_step::Column::Way);
        found.all(&self.on).await?.into_iter().map(AlertStep::try_from).collect()
    }

    /// A step by its id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn alert_step(&self, id: Uuid) -> Result<Option<AlertStep>, StoreError> {
        let found =
            alert_step::Entity::find().filter(alert_step::Column::BusinessId.eq(self.business())).filter(alert_step::Column::Id.eq(id));
        found.all(&self.on).await?.into_iter().next().map(AlertStep::try_from).transpose()
    }

    /// Notes what became of a call.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn mark_alert_step(&self, id: Uuid, outcome: &str, call_id: Option<&str>, at: Timestamp) -> Result<(), StoreError> {
        let mut update = alert_step::Entity::update_many()
            .col_expr(alert_step::Column::Outcome, Expr::value(outcome))
            .col_expr(alert_step::Column::OutcomeAt, Expr::value(at.as_millisecond()));
        if let Some(call_id) = call_id {
            update = update.col_expr(alert_step::Column::CallId, Expr::value(call_id));
        }
        let own = update.filter(alert_step::Column::BusinessId.eq(self.business())).filter(alert_step::Column::Id.eq(id));
        own.exec(&self.on).await?;
        Ok(())
    }

    /// What somebody of the business was answered to this text, where it came before.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn answer_to_staff(&self, event_id: &str) -> Result<Option<String>, StoreError> {
        let found = staff_text::Entity::find()
            .filter(staff_text::Column::BusinessId.eq(self.business()))
            .filter(staff_text::Column::EventId.eq(event_id));
        Ok(found.all(&self.on).await?.into_iter().next().map(|row| row.reply))
    }

    /// Keeps what somebody of the business wrote.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where it was answered already; else where the database fails.
    pub async fn add_staff_text(&self, new: &StaffText<'_>) -> Result<(), StoreError> {
        let row = staff_text::ActiveModel {
            business_id: Set(self.business().to_owned()),
            event_id: Set(new.event_id.to_owned()),
            from_number: Set(new.from.to_owned()),
            said: Set(Some(new.said.to_owned())),
            reply: Set(new.reply.to_owned()),
            at: Set(new.at.as_millisecond()),
        };
        staff_text::Entity::insert(row).exec_without_returning(&self.on).await?;
        Ok(())
    }
}

impl Store {
    /// Alerts that are still to be moved on, of all businesses, the first that is due first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn moving_alerts(&self, most: u64) -> Result<Vec<DueAlert>, StoreError> {
        let found = alert::Entity::find()
            .filter(alert::Column::NextAt.gte(0))
            .order_by_asc(alert::Column::NextAt)
            .limit(most)
            .all(&self.reader)
            .await?;
        found.into_iter().map(DueAlert::try_from).collect()
    }

    /// The step whose text holds the link with this token, and whose it is.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn alert_step_of_token(&self, hash: &str) -> Result<Option<(BusinessId, AlertStep)>, StoreError> {
        let found = alert_step::Entity::find().filter(alert_step::Column::TokenHash.eq(hash)).all(&self.reader).await?;
        let Some(row) = found.into_iter().next() else { return Ok(None) };
        Ok(Some((business(&row.business_id)?, AlertStep::try_from(row)?)))
    }
}

fn business(id: &str) -> Result<BusinessId, StoreError> {
    BusinessId::parse(id).map_err(|_| StoreError::Broken("a business's id".to_owned()))
}
