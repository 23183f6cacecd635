//! Taking on a business: bookable as it is, with one technician and fresh keys.

use crate::app::App;
use crate::clock::Chance;
use crate::domain::business::{BusinessId, BusinessScope};
use crate::domain::phone_number::PhoneNumber;
use crate::domain::settings::{BadSetting, Settings};
use crate::domain::technician::{Technician, TechnicianId};
use crate::secrets::{self, CannotOpen};
use crate::storage::keys::{KeyKind, NewKey};
use crate::storage::{Rows, StoreError};

/// A business that is to be taken on.
#[derive(Clone, Debug)]
pub struct NewBusiness {
    /// Its id; made from the name where absent.
    pub id: Option<BusinessId>,
    /// Its name.
    pub name: String,
    /// A demo business.
    pub is_demo: bool,
    /// Settings.
    pub settings: Settings,
    /// Its numbers.
    pub phone_numbers: Vec<PhoneNumber>,
}

/// The keys of a business, in full.
#[derive(Clone, Debug)]
pub struct BusinessKeys {
    /// Opens the owner's and the CRM's API.
    pub api_key: String,
    /// Opens the chat.
    pub widget_token: String,
}

/// Why a business was not taken on.
#[derive(Debug, thiserror::Error)]
pub enum OnboardingError {
    /// The id is another business's.
    #[error("that id is taken")]
    IdTaken,
    /// A number is another business's.
    #[error("that number is taken")]
    NumberTaken,
    /// A setting can't be.
    #[error("a setting can't be")]
    BadSettings(Vec<BadSetting>),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The name of the technician that a business starts with.
const FIRST_TECHNICIAN: &str = "Technician 1";

/// Takes on a business.
///
/// # Errors
/// Where id or number are taken, a setting can't be, or the database fails; nothing is kept then.
pub async fn onboard_business(app: &App, new: &NewBusiness) -> Result<(BusinessId, BusinessKeys), OnboardingError> {
    new.settings.check().map_err(OnboardingError::BadSettings)?;
    let now = app.clock.now();
    let id = new.id.clone().unwrap_or_else(|| BusinessId::from_name(&new.name, &short_chance(&app.chance)));
    let scope = BusinessScope::granted(id.clone());
    let transaction = app.store.begin(&scope).await?;
    let rows = transaction.rows();
    rows.add_business(&new.name, new.is_demo, &new.settings, now).await.map_err(|error| taken(error, OnboardingError::IdTaken))?;
    rows.replace_phone_numbers(&new.phone_numbers).await.map_err(|error| taken(error, OnboardingError::NumberTaken))?;
    rows.add_technician(&Technician { id: TechnicianId(app.chance.id(now)), name: FIRST_TECHNICIAN.to_owned(), skills: Vec::new() })
        .await?;
    let keys = BusinessKeys {
        api_key: add_key(app, &rows, KeyKind::Api, &id).await?,
        widget_token: add_key(app, &rows, KeyKind::Widget, &id).await?,
    };
    drop(rows);
    transaction.commit().await?;
    Ok((id, keys))
}

fn taken(error: StoreError, meaning: OnboardingError) -> OnboardingError {
    if matches!(error, StoreError::Exists) { meaning } else { OnboardingError::Store(error) }
}

async fn add_key(app: &App, rows: &Rows<'_>, kind: KeyKind, id: &BusinessId) -> Result<String, StoreError> {
    let now = app.clock.now();
    let text = secrets::new_key(if kind == KeyKind::Api { "fd_key" } else { "fd_widget" }, &app.chance);
    let sealed = app.secrets.seal(&text, &key_place(kind, id), &app.chance);
    rows.add_key(&NewKey { id: app.chance.id(now), kind, hash: secrets::hash(&text), sealed }, now).await?;
    Ok(text)
}

fn key_place(kind: KeyKind, id: &BusinessId) -> String {
    format!("business_key.sealed.{}.{id}", kind.as_str())
}

/// Why keys can't be shown.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// They were sealed with another key.
    #[error(transparent)]
    Sealed(#[from] CannotOpen),
    /// There are none.
    #[error("the business has no keys")]
    Missing,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The keys of a business, opened.
///
/// # Errors
/// Where there are none, no key of the ring opens them, or the database fails.
pub async fn show_keys(app: &App, scope: &BusinessScope) -> Result<BusinessKeys, KeysError> {
    let rows = app.store.rows(scope);
    let api = rows.sealed_key(KeyKind::Api).await?.ok_or(KeysError::Missing)?;
    let widget = rows.sealed_key(KeyKind::Widget).await?.ok_or(KeysError::Missing)?;
    Ok(BusinessKeys {
        api_key: app.secrets.open(&api, &key_place(KeyKind::Api, scope.id()))?,
        widget_token: app.secrets.open(&widget, &key_place(KeyKind::Widget, scope.id()))?,
    })
}

/// Four letters and digits.
fn short_chance(chance: &Chance) -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    chance.bytes::<4>().iter().map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}
