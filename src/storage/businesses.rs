//! Businesses and their numbers.

use super::{Rows, Store, StoreError};
use crate::domain::business::{Business, BusinessId, BusinessParts, BusinessStatus};
use crate::domain::phone_number::PhoneNumber;
use crate::domain::settings::Settings;
use jiff::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

pub(super) mod business {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "business")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: String,
        pub name: String,
        pub status: String,
        pub is_demo: bool,
        pub settings: String,
        pub twilio_account_sid: Option<String>,
        pub twilio_auth_token: Option<String>,
        pub version: i64,
        pub created_at: i64,
        pub updated_at: i64,
        pub win_back_at: Option<i64>,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod business_number {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, Eq)]
    #[sea_orm(table_name = "business_number")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: String,
        pub business_id: String,
        pub position: i64,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The row of a business, before its numbers and technicians are known.
#[derive(Clone, Debug)]
pub struct BusinessRow {
    /// Id.
    pub id: BusinessId,
    /// Name.
    pub name: String,
    /// Status.
    pub status: BusinessStatus,
    /// A demo business.
    pub is_demo: bool,
    /// Settings as set, in JSON.
    pub settings: String,
    /// Its own account at the carrier.
    pub twilio_account_sid: Option<String>,
    /// That account's token, sealed.
    pub twilio_auth_token: Option<String>,
    /// Grows with every change of the business, its numbers or its technicians.
    pub version: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// A business's account of its own at the carrier.
#[derive(Clone, Debug, Default)]
pub struct CarrierAccount {
    /// Account id.
    pub sid: Option<String>,
    /// Token, sealed.
    pub sealed_token: Option<String>,
}

impl Store {
    /// The row of a business.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn business_row(&self, id: &BusinessId) -> Result<Option<BusinessRow>, StoreError> {
        let found = business::Entity::find().filter(business::Column::Id.eq(id.as_str())).all(&self.reader).await?.into_iter().next();
        found.map(BusinessRow::try_from).transpose()
    }

    /// The business that owns a number.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn business_of_number(&self, number: &PhoneNumber) -> Result<Option<BusinessId>, StoreError> {
        let found = business_number::Entity::find()
            .filter(business_number::Column::Number.eq(number.as_str()))
            .all(&self.reader)
            .await?
            .into_iter()
            .next();
        Ok(found.and_then(|row| BusinessId::parse(&row.business_id).ok()))
    }

    /// The only business there is; none where there are several.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn only_business(&self) -> Result<Option<BusinessId>, StoreError> {
        let found = business::Entity::find().limit(2).all(&self.reader).await?;
        match &found[..] {
            [only] => Ok(BusinessId::parse(&only.id).ok()),
            _ => Ok(None),
        }
    }

    /// Businesses in order of id, after an id.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn business_rows(&self, after: Option<&str>, limit: u64) -> Result<Vec<BusinessRow>, StoreError> {
        let mut query = business::Entity::find().order_by_asc(business::Column::Id).limit(limit);
        if let Some(after) = after {
            query = query.filter(business::Column::Id.gt(after));
        }
        query.all(&self.reader).await?.into_iter().map(BusinessRow::try_from).collect()
    }
}

impl BusinessRow {
    /// Reads the settings.
    ///
    /// # Errors
    /// Where they can't be read.
    pub fn settings(&self) -> Result<Settings, StoreError> {
        Ok(serde_json::from_str(&self.settings)?)
    }
}

impl Rows<'_> {
    /// The business with its numbers and technicians, as its row says.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn business_with(&self, row: &BusinessRow) -> Result<Business, StoreError> {
        Ok(Business::new(BusinessParts {
            id: row.id.clone(),
            name: row.name.clone(),
            status: row.status,
            is_demo: row.is_demo,
            settings: row.settings()?,
            phone_numbers: self.phone_numbers().await?,
            technicians: self.technicians().await?,
        }))
    }

    /// Adds the business itself.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where the id is taken; else where the database fails.
    pub async fn add_business(&self, name: &str, is_demo: bool, settings: &Settings, now: Timestamp) -> Result<(), StoreError> {
        let row = business::ActiveModel {
            id: Set(self.business().to_owned()),
            name: Set(name.to_owned()),
            status: Set(BusinessStatus::Active.as_str().to_owned()),
            is_demo: Set(is_demo),
            settings: Set(serde_json::to_string(settings)?),
            twilio_account_sid: Set(None),
            twilio_auth_token: Set(None),
            version: Set(1),
            created_at: Set(now.as_millisecond()),
            updated_at: Set(now.as_millisecond()),
            win_back_at: Set(win_back_at(settings)),
        };
        business::Entity::insert(row).exec_without_returning(&self.on).await?;
        Ok(())
    }

    /// Locks the business's row for the rest of the transaction and gives it. Every change of the business begins here, and
    /// tells every copy of it.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn lock_business(&self, now: Timestamp) -> Result<Option<BusinessRow>, StoreError> {
        let locked = business::Entity::update_many()
            .col_expr(business::Column::Version, Expr::col(business::Column::Version).add(1))
            .col_expr(business::Column::UpdatedAt, Expr::value(now.as_millisecond()))
            .filter(business::Column::Id.eq(self.business()))
            .exec_with_returning(&self.on)
            .await?;
        locked.into_iter().next().map(BusinessRow::try_from).transpose()
    }

    /// Stores name, status and settings of a business whose row is locked.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn store_business(
        &self,
        name: &str,
        status: BusinessStatus,
        settings: &Settings,
        account: &CarrierAccount,
    ) -> Result<(), StoreError> {
        business::Entity::update_many()
            .col_expr(business::Column::Name, Expr::value(name))
            .col_expr(business::Column::Status, Expr::value(status.as_str()))
            .col_expr(business::Column::Settings, Expr::value(serde_json::to_string(settings)?))
            .col_expr(business::Column::WinBackAt, Expr::value(win_back_at(settings)))
            .col_expr(business::Column::TwilioAccountSid, Expr::value(account.sid.clone()))
            .col_expr(business::Column::TwilioAuthToken, Expr::value(account.sealed_token.clone()))
            .filter(business::Column::Id.eq(self.business()))
            .exec(&self.on)
            .await?;
        Ok(())
    }

    /// The business's numbers, the first of which texts are sent from.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn phone_numbers(&self) -> Result<Vec<PhoneNumber>, StoreError> {
        let found = business_number::Entity::find()
            .filter(business_number::Column::BusinessId.eq(self.business()))
            .order_by_asc(business_number::Column::Position)
            .all(&self.on)
            .await?;
        let number =
            |row: business_number::Model| PhoneNumber::parse(&row.number).map_err(|_| StoreError::Broken("a stored number".to_owned()));
        found.into_iter().map(number).collect()
    }

    /// Replaces the business's numbers.
    ///
    /// # Errors
    /// [`StoreError::Exists`] where a number belongs to another business; else where the database fails.
    pub async fn replace_phone_numbers(&self, numbers: &[PhoneNumber]) -> Result<(), StoreError> {
        business_number::Entity::delete_many().filter(business_number::Column::BusinessId.eq(self.business())).exec(&self.on).await?;
        for (position, number) in (0_i64..).zip(numbers) {
            let row = business_number::ActiveModel {
                number: Set(number.as_str().to_owned()),
                business_id: Set(self.business().to_owned()),
                position: Set(position),
            };
            business_number::Entity::insert(row).exec_without_returning(&self.on).await?;
        }
        Ok(())
    }
}

/// Past customers are looked through at once, and by the day after that, where the business asks for it.
fn win_back_at(settings: &Settings) -> Option<i64> {
    settings.win_back_days.map(|_| 0)
}

impl TryFrom<business::Model> for BusinessRow {
    type Error = StoreError;
    fn try_from(row: business::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: BusinessId::parse(&row.id).map_err(|_| StoreError::Broken("a business's id".to_owned()))?,
            name: row.name,
            status: if row.status == BusinessStatus::Suspended.as_str() { BusinessStatus::Suspended } else { BusinessStatus::Active },
            is_demo: row.is_demo,
            settings: row.settings,
            twilio_account_sid: row.twilio_account_sid,
            twilio_auth_token: row.twilio_auth_token,
            version: row.version,
            created_at: super::instant(row.created_at),
        })
    }
}
