//! Calls among the conversations: which are due to be closed, and who keeps calling without a word.

use super::conversations::Conversation;
use super::conversations::entity::{Column, Entity};
use super::{Rows, Store, StoreError};
use crate::domain::business::BusinessId;
use crate::domain::conversation::{Channel, Outcome};
use jiff::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

/// A call of which nothing more was heard.
#[derive(Clone, Debug)]
pub struct QuietCall {
    /// Whose.
    pub business_id: BusinessId,
    /// The carrier's id of it.
    pub call_sid: String,
}

impl Rows<'_> {
    /// The conversation of the call with this id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn call(&self, call_sid: &str) -> Result<Option<Conversation>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Channel.eq(Channel::Phone.as_str()))
            .filter(Column::OpenKey.eq(call_sid))
            .all(&self.on)
            .await?;
        found.into_iter().next().map(Conversation::try_from).transpose()
    }

    /// How many calls from this number ended since then without anything told.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn silent_calls(&self, contact: &str, since: Timestamp) -> Result<u64, StoreError> {
        let nothing = [Outcome::Abandoned.as_str(), Outcome::Spam.as_str()];
        Ok(Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Contact.eq(contact))
            .filter(Column::StartedAt.gte(since.as_millisecond()))
            .filter(Column::Channel.eq(Channel::Phone.as_str()))
            .filter(Column::Outcome.is_in(nothing))
            .filter(Column::FlagReasons.eq("[]"))
            .count(&self.on)
            .await?)
    }
}

impl Store {
    /// Claims calls that are due to be closed. Whoever claims one closes it before `again`, or it is due again then. No two
    /// copies get the same one.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn claim_quiet_calls(&self, now: Timestamp, again: Timestamp, most: u64) -> Result<Vec<QuietCall>, StoreError> {
        let due = Column::CloseBy.lte(now.as_millisecond());
        let found = Entity::find().filter(due.clone()).order_by_asc(Column::CloseBy).limit(most).all(&self.reader).await?;
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let (transaction, _permit) = self.begin_raw().await?;
        let mut claimed = Vec::new();
        for row in found {
            let Some(call_sid) = row.open_key else { continue };
            let update = Entity::update_many()
                .col_expr(Column::CloseBy, Expr::value(again.as_millisecond()))
                .filter(Column::BusinessId.eq(row.business_id.as_str()))
                .filter(Column::Id.eq(row.id))
                .filter(due.clone());
            if update.exec(&transaction).await?.rows_affected > 0 {
                let business_id = BusinessId::parse(&row.business_id).map_err(|_| StoreError::Broken("a business's id".to_owned()))?;
                claimed.push(QuietCall { business_id, call_sid });
            }
        }
        transaction.commit().await?;
        Ok(claimed)
    }
}
