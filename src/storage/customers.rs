//! Customers: one for each business and number.

use super::conversations::name_of;
use super::{Page, Rows, StoreError, instant};
use crate::domain::customer::{Address, PersonName};
use crate::domain::language::Language;
use crate::domain::phone_number::PhoneNumber;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

mod entity {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "customer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub business_id: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub phone: String,
        pub given_name: Option<String>,
        pub family_name: Option<String>,
        pub address: Option<String>,
        pub created_at: i64,
        pub updated_at: i64,
        pub language: Option<String>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity, Model};

/// A customer as stored.
#[derive(Clone, Debug)]
pub struct Customer {
    /// Id.
    pub id: Uuid,
    /// The number they are known by.
    pub phone: PhoneNumber,
    /// Name, where it is known.
    pub name: Option<PersonName>,
    /// Where they live, where it is known.
    pub address: Option<Address>,
    /// The language in which they last agreed on a visit.
    pub language: Option<Language>,
    /// Since when they are known.
    pub created_at: Timestamp,
}

/// How a customer is written to.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Their number.
    pub phone: PhoneNumber,
    /// The language in which they last agreed on a visit.
    pub language: Option<Language>,
}

/// What a booking tells of a customer.
#[derive(Clone, Copy, Debug)]
pub struct CustomerDetails<'a> {
    /// The number they are known by.
    pub phone: &'a PhoneNumber,
    /// Their name.
    pub name: &'a PersonName,
    /// Where they live.
    pub address: &'a Address,
}

impl Rows<'_> {
    /// How several customers are written to; those whose number can't be read are left out.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn contacts_of(&self, customers: &HashSet<Uuid>) -> Result<HashMap<Uuid, Contact>, StoreError> {
        let found: Vec<(Uuid, String, Option<String>)> = Entity::find()
            .select_only()
            .columns([Column::Id, Column::Phone, Column::Language])
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.is_in(customers.iter().copied()))
            .into_tuple()
            .all(&self.on)
            .await?;
        let contact = |(id, phone, language): (Uuid, String, Option<String>)| {
            Some((id, Contact { phone: PhoneNumber::parse(&phone).ok()?, language: language.and_then(language_of) }))
        };
        Ok(found.into_iter().filter_map(contact).collect())
    }

    /// Keeps the language in which a customer agreed on a visit.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn keep_language(&self, id: Uuid, language: Language) -> Result<(), StoreError> {
        Entity::update_many()
            .col_expr(Column::Language, Expr::value(word_of(language)))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// The customer with this number.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn customer_by_phone(&self, phone: &PhoneNumber) -> Result<Option<Customer>, StoreError> {
        let found = Entity::find()
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Phone.eq(phone.as_str()))
            .all(&self.on)
            .await?
            .into_iter()
            .next();
        found.map(Customer::try_from).transpose()
    }

    /// A customer by their id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn customer(&self, id: Uuid) -> Result<Option<Customer>, StoreError> {
        let found =
            Entity::find().filter(Column::BusinessId.eq(self.business())).filter(Column::Id.eq(id)).all(&self.on).await?.into_iter().next();
        found.map(Customer::try_from).transpose()
    }

    /// Customers, those known longest first.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn customers(&self, phone: Option<&PhoneNumber>, page: Page) -> Result<Vec<Customer>, StoreError> {
        let mut query = Entity::find().filter(Column::BusinessId.eq(self.business()));
        if let Some(phone) = phone {
            query = query.filter(Column::Phone.eq(phone.as_str()));
        }
        if let Some((at, id)) = page.after {
            query = query.filter(Condition::any().add(Column::CreatedAt.gt(at)).add(Column::CreatedAt.eq(at).and(Column::Id.gt(id))));
        }
        let found = query.order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).limit(page.limit).all(&self.on).await?;
        found.into_iter().map(Customer::try_from).collect()
    }

    /// Adds a customer whose number is not known yet.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where it is; else where the database fails.
    pub async fn add_customer(&self, new: &Customer) -> Result<(), StoreError> {
        let (given_name, family_name) = new.name.clone().map_or((None, None), |name| (name.given, name.family));
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(new.id),
            phone: Set(new.phone.as_str().to_owned()),
            given_name: Set(given_name),
            family_name: Set(family_name),
            address: Set(new.address.as_ref().map(serde_json::to_string).transpose()?),
            language: Set(new.language.map(word_of).map(str::to_owned)),
            created_at: Set(new.created_at.as_millisecond()),
            updated_at: Set(new.created_at.as_millisecond()),
        };
        Entity::insert(row).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// Locks a customer until the transaction ends. False where there is none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lock_customer(&self, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
        let locked = Entity::update_many()
            .col_expr(Column::UpdatedAt, Expr::value(now.as_millisecond()))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(id))
            .exec(&self.on)
            .await?;
        Ok(locked.rows_affected > 0)
    }

    /// Stores a customer's number, name and address. The caller holds their lock.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where another customer has that number; else where the database fails.
    pub async fn change_customer(&self, changed: &Customer) -> Result<(), StoreError> {
        let (given_name, family_name) = changed.name.clone().map_or((None, None), |name| (name.given, name.family));
        Entity::update_many()
            .col_expr(Column::Phone, Expr::value(changed.phone.as_str()))
            .col_expr(Column::GivenName, Expr::value(given_name))
            .col_expr(Column::FamilyName, Expr::value(family_name))
            .col_expr(Column::Address, Expr::value(changed.address.as_ref().map(serde_json::to_string).transpose()?))
            .filter(Column::BusinessId.eq(self.business()))
            .filter(Column::Id.eq(changed.id))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// Adds the customer with this number, or brings their name and address up to date. Gives their id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn keep_customer(&self, new_id: Uuid, details: CustomerDetails<'_>, now: Timestamp) -> Result<Uuid, StoreError> {
        let row = ActiveModel {
            business_id: Set(self.business().to_owned()),
            id: Set(new_id),
            phone: Set(details.phone.as_str().to_owned()),
            given_name: Set(details.name.given.clone()),
            family_name: Set(details.name.family.clone()),
            address: Set(Some(serde_json::to_string(details.address)?)),
            created_at: Set(now.as_millisecond()),
            updated_at: Set(now.as_millisecond()),
            language: Set(None),
        };
        let update = OnConflict::columns([Column::BusinessId, Column::Phone])
            .update_columns([Column::GivenName, Column::FamilyName, Column::Address, Column::UpdatedAt])
            .to_owned();
        Ok(Entity::insert(row).on_conflict(update).exec_with_returning(&self.on).await?.id)
    }
}

impl TryFrom<Model> for Customer {
    type Error = StoreError;
    fn try_from(row: Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            phone: PhoneNumber::parse(&row.phone).map_err(|_| StoreError::Broken("a customer's number can't be read".to_owned()))?,
            name: name_of(row.given_name, row.family_name),
            address: row.address.as_deref().map(serde_json::from_str).transpose()?,
            language: row.language.and_then(language_of),
            created_at: instant(row.created_at),
        })
    }
}

fn word_of(language: Language) -> &'static str {
    match language {
        Language::En => "en",
        Language::Es => "es",
    }
}

fn language_of(word: String) -> Option<Language> {
    serde_json::from_value(word.into()).ok()
}
