//! Whom to ask again, when, and when they were asked last.

use super::appointments::entity as appointment;
use super::conversations::Conversation;
use super::conversations::entity as conversation;
use super::{Rows, Store, StoreError, businesses::business, instant};
use crate::domain::appointment::AppointmentStatus;
use crate::domain::business::BusinessId;
use crate::domain::conversation::Channel;
use crate::domain::phone_number::PhoneNumber;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "outreach")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub phone: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        pub at: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity};

impl Store {
    /// Conversations that are to be looked at now for whether to follow them up, the longest due first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn conversations_to_follow_up(&self, now: Timestamp, most: u64) -> Result<Vec<(BusinessId, Uuid)>, StoreError> {
        let found: Vec<(String, Uuid)> = conversation::Entity::find()
            .select_only()
            .columns([conversation::Column::BusinessId, conversation::Column::Id])
            .filter(conversation::Column::FollowUpAt.lte(now.as_millisecond()))
            .order_by_asc(conversation::Column::FollowUpAt)
            .limit(most)
            .into_tuple()
            .all(&self.reader)
            .await?;
        found.into_iter().map(|(business, id)| Ok((business_id(&business)?, id))).collect()
    }

    /// Businesses whose past customers are to be looked through now.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn businesses_to_win_back(&self, now: Timestamp, most: u64) -> Result<Vec<BusinessId>, StoreError> {
        let found: Vec<String> = business::Entity::find()
            .select_only()
            .column(business::Column::Id)
            .filter(business::Column::WinBackAt.lte(now.as_millisecond()))
            .limit(most)
            .into_tuple()
            .all(&self.reader)
            .await?;
        found.iter().map(|id| business_id(id)).collect()
    }
}

fn business_id(id: &str) -> Result<BusinessId, StoreError> {
    BusinessId::parse(id).map_err(|_| StoreError::Broken("a business's id".to_owned()))
}

impl Rows<'_> {
    /// Takes a conversation that is to be looked at now, so that no other copy does. None where one did, or where it went on.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn take_follow_up(&self, id: Uuid, now: Timestamp) -> Result<Option<Conversation>, StoreError> {
        let taken = conversation::Entity::update_many()
            .col_expr(conversation::Column::FollowUpAt, Expr::value(Option::<i64>::None))
            .filter(conversation::Column::BusinessId.eq(self.business()))
            .filter(conversation::Column::Id.eq(id))
            .filter(conversation::Column::FollowUpAt.lte(now.as_millisecond()))
            .exec_with_returning(&self.on)
            .await?;
        taken.into_iter().next().map(Conversation::try_from).transpose()
    }

    /// Puts a conversation back, to be looked at again then.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn put_follow_up_back(&self, id: Uuid, until: Timestamp) -> Result<(), StoreError> {
        conversation::Entity::update_many()
            .col_expr(conversation::Column::FollowUpAt, Expr::value(until.as_millisecond()))
            .filter(conversation::Column::BusinessId.eq(self.business()))
            .filter(conversation::Column::Id.eq(id))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Takes the business's past customers to look through, until then. False where another copy did.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn take_win_back(&self, now: Timestamp, until: Timestamp) -> Result<bool, StoreError> {
        let taken = business::Entity::update_many()
            .col_expr(business::Column::WinBackAt, Expr::value(until.as_millisecond()))
            .filter(business::Column::Id.eq(self.business()))
            .filter(business::Column::WinBackAt.lte(now.as_millisecond()))
            .exec(&self.on)
            .await?;
        Ok(taken.rows_affected > 0)
    }

    /// Customers whose last visit lies between two instants, in order of id, after an id. Whoever has one later or still to come is
    /// left out.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn last_visited_between(
        &self,
        (from, to): (Timestamp, Timestamp),
        after: Option<Uuid>,
        most: u64,
    ) -> Result<Vec<Uuid>, StoreError> {
        use appointment::{Column, Entity};
        let mut query = Entity::find()
            .select_only()
            .column(Column::CustomerId)
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::StartsAt.gte(from.as_millisecond()))
            .filter(Column::Status.ne(AppointmentStatus::Cancelled.as_str()));
        if let Some(after) = after {
            query = query.filter(Column::CustomerId.gt(after));
        }
        let found = query
            .group_by(Column::CustomerId)
            .having(Column::StartsAt.max().lte(to.as_millisecond()))
            .order_by_asc(Column::CustomerId)
            .limit(most)
            .into_tuple()
            .all(&self.on)
            .await?;
        Ok(found)
    }

    /// When somebody last called or texted from each of these numbers; those who never did are left out.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn last_in_touch(&self, numbers: &[&str]) -> Result<HashMap<String, Timestamp>, StoreError> {
        use conversation::{Column, Entity};
        let found: Vec<(String, i64)> = Entity::find()
            .select_only()
            .column(Column::Contact)
            .column_as(Column::LastAt.max(), "last")
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Contact.is_in(numbers.iter().copied()))
            .filter(Column::Channel.ne(Channel::Web.as_str()))
            .group_by(Column::Contact)
            .into_tuple()
            .all(&self.on)
            .await?;
        Ok(found.into_iter().map(|(number, last)| (number, instant(last))).collect())
    }

    /// Whether the person with this number has booked, called or written since an instant.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn has_been_in_touch_since(&self, phone: &PhoneNumber, since: Timestamp) -> Result<bool, StoreError> {
        if self.last_in_touch(&[phone.as_str()]).await?.get(phone.as_str()).is_some_and(|last| *last > since) {
            return Ok(true);
        }
        let Some(customer) = self.customer_by_phone(phone).await? else { return Ok(false) };
        let booked: Option<Uuid> = appointment::Entity::find()
            .select_only()
            .column(appointment::Column::Id)
            .filter(appointment::Column::BusinessId.eq(self.business()))
            .filter(appointment::Column::CustomerId.eq(customer.id))
            .filter(appointment::Column::CreatedAt.gt(since.as_millisecond()))
            .limit(1)
            .into_tuple()
            .one(&self.on)
            .await?;
        Ok(booked.is_some())
    }

    /// Notes that somebody is asked again now. False where they were asked after `before` already.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn note_outreach(&self, phone: &PhoneNumber, kind: &str, (before, now): (Timestamp, Timestamp)) -> Result<bool, StoreError> {
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            phone: Set(phone.as_str().to_owned()),
            kind: Set(kind.to_owned()),
            at: Set(now.as_millisecond()),
        };
        let long_ago = OnConflict::columns([Column::BusinessId, Column::Phone, Column::Kind])
            .update_column(Column::At)
            .action_and_where(Expr::col((Entity, Column::At)).lte(before.as_millisecond()))
            .to_owned();
        Ok(Entity::insert(row).on_conflict(long_ago).exec_without_returning(&self.on).await? > 0)
    }
}
