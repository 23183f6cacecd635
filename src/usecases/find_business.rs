//! Finding a business, by what names it, and keeping it at hand for as long as nothing about it changes.

use crate::app::App;
use crate::domain::business::{Business, BusinessId, BusinessScope};
use crate::outbound::telephony::CarrierCredentials;
use crate::secrets::KeyRing;
use crate::storage::StoreError;
use crate::storage::businesses::BusinessRow;
use secrecy::SecretString;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A business with its account at the carrier, as of one version of its row.
#[derive(Clone, Debug)]
pub struct KnownBusiness {
    /// The business.
    pub business: Arc<Business>,
    /// Its own account, where it has one.
    pub carrier: Option<CarrierCredentials>,
    version: i64,
}

impl KnownBusiness {
    /// The right to its rows, for a command at the machine itself, where the database and its keys are at hand anyway.
    pub fn scope(&self) -> BusinessScope {
        BusinessScope::granted(self.business.id.clone())
    }
}

/// Businesses as they were read last. A change counts at once on the copy that makes it, and on the others within
/// `FRESH_FOR`; after that only the row is read anew, and the rest where the row's version has changed.
#[derive(Debug, Default)]
pub struct BusinessCache {
    known: Mutex<HashMap<BusinessId, (KnownBusiness, Instant)>>,
}

/// A suspension must count on every copy within a second.
const FRESH_FOR: Duration = Duration::from_millis(700);

/// How many businesses are kept at hand; beyond that the cache starts afresh.
const MOST_AT_HAND: usize = 2_000;

impl BusinessCache {
    fn fresh(&self, id: &BusinessId) -> Option<KnownBusiness> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(id).filter(|(_, read_at)| read_at.elapsed() < FRESH_FOR).map(|(found, _)| found.clone())
    }

    fn of_version(&self, row: &BusinessRow) -> Option<KnownBusiness> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&row.id).filter(|(found, _)| found.version == row.version).map(|(found, _)| found.clone())
    }

    /// Forgets a business that was changed.
    pub fn forget(&self, id: &BusinessId) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
    }

    fn put(&self, found: &KnownBusiness) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_AT_HAND {
            known.clear();
        }
        known.insert(found.business.id.clone(), (found.clone(), Instant::now()));
    }
}

/// The business with this id, as it is now.
///
/// # Errors
/// Where the database fails.
pub async fn find_business(app: &App, id: &BusinessId) -> Result<Option<KnownBusiness>, StoreError> {
    if let Some(known) = app.businesses.fresh(id) {
        return Ok(Some(known));
    }
    let Some(row) = app.store.business_row(id).await? else { return Ok(None) };
    let known = match app.businesses.of_version(&row) {
        Some(known) => known,
        None => read(app, &row).await?,
    };
    app.businesses.put(&known);
    Ok(Some(known))
}

async fn read(app: &App, row: &BusinessRow) -> Result<KnownBusiness, StoreError> {
    let scope = BusinessScope::granted(row.id.clone());
    let business = Arc::new(app.store.rows(&scope).business_with(row).await?);
    Ok(KnownBusiness { business, carrier: carrier(&app.secrets, row), version: row.version })
}

/// Where a business's own token is sealed for.
pub fn token_place(id: &BusinessId) -> String {
    format!("business.twilio_auth_token.{id}")
}

fn carrier(secrets: &KeyRing, row: &BusinessRow) -> Option<CarrierCredentials> {
    let sealed = row.twilio_auth_token.as_deref()?;
    let token = secrets.open(sealed, &token_place(&row.id)).ok()?;
    Some(CarrierCredentials { sid: row.twilio_account_sid.clone().unwrap_or_default(), token: SecretString::from(token) })
}
