//! Customers as staff enter them.

use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::customer::{Address, PersonName};
use crate::domain::phone_number::PhoneNumber;
use crate::storage::StoreError;
use crate::storage::customers::Customer;
use crate::usecases::reach_owner::{is_of_staff, is_own_line};
use uuid::Uuid;

/// What staff say of a customer. What is absent stays; `Some(None)` clears.
#[derive(Clone, Debug, Default)]
pub struct CustomerChange {
    /// Their number.
    pub phone: Option<PhoneNumber>,
    /// Their name.
    pub name: Option<Option<PersonName>>,
    /// Where they live.
    pub address: Option<Option<Address>>,
}

/// Why a customer was not kept.
#[derive(Debug, thiserror::Error)]
pub enum CustomerError {
    /// There is no such customer.
    #[error("there is no such customer")]
    NotFound,
    /// Another customer has that number.
    #[error("another customer has that number")]
    PhoneTaken,
    /// The number is one of the business's own.
    #[error("that number is the business's own")]
    PhoneOfBusiness,
    /// The database failed.
    #[error(transparent)]
    Store(StoreError),
}

impl From<StoreError> for CustomerError {
    fn from(failure: StoreError) -> Self {
        match failure {
            StoreError::Exists => Self::PhoneTaken,
            other => Self::Store(other),
        }
    }
}

/// Adds a customer.
///
/// # Errors
/// Where the number is taken, missing, or the business's own.
pub async fn add_customer(app: &App, scope: &BusinessScope, business: &Business, new: &CustomerChange) -> Result<Customer, CustomerError> {
    let now = app.clock.now();
    let phone = new.phone.clone().ok_or(CustomerError::NotFound)?;
    check(app, business, &phone)?;
    let customer = Customer {
        id: app.chance.id(now),
        phone,
        name: new.name.clone().flatten(),
        address: new.address.clone().flatten(),
        language: None,
        created_at: now,
    };
    let transaction = app.store.begin(scope).await?;
    transaction.rows().add_customer(&customer).await?;
    transaction.commit().await?;
    Ok(customer)
}

/// Changes a customer.
///
/// # Errors
/// Where there is no such customer, or the number is taken or the business's own.
pub async fn change_customer(
    app: &App,
    scope: &BusinessScope,
    business: &Business,
    id: Uuid,
    change: &CustomerChange,
) -> Result<Customer, CustomerError> {
    if let Some(phone) = &change.phone {
        check(app, business, phone)?;
    }
    let transaction = app.store.begin(scope).await?;
    let rows = transaction.rows();
    if !rows.lock_customer(id, app.clock.now()).await? {
        return Err(CustomerError::NotFound);
    }
    let before = rows.customer(id).await?.ok_or(CustomerError::NotFound)?;
    let after = Customer {
        phone: change.phone.clone().unwrap_or_else(|| before.phone.clone()),
        name: change.name.clone().unwrap_or_else(|| before.name.clone()),
        address: change.address.clone().unwrap_or_else(|| before.address.clone()),
        ..before
    };
    rows.change_customer(&after).await?;
    drop(rows);
    transaction.commit().await?;
    Ok(after)
}

/// The people of a business and its own lines never become customers.
fn check(app: &App, business: &Business, phone: &PhoneNumber) -> Result<(), CustomerError> {
    let is_own = is_of_staff(app, business, phone) || is_own_line(app, business, phone);
    if is_own { Err(CustomerError::PhoneOfBusiness) } else { Ok(()) }
}
