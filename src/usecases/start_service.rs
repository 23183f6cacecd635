//! Starting: open the database, migrate it, and have the keys that guard the service.

use crate::app::{App, ServiceKeys};
use crate::clock::{Chance, Clock};
use crate::config::{Config, SmsProvider};
use crate::domain::phone_number::PhoneNumber;
use crate::outbound::operator_webhook::OperatorWebhook;
use crate::outbound::telephony::{Stub, Telephony, Twilio};
use crate::secrets::{self, KeyRing};
use crate::storage::{Store, StoreError};
use crate::usecases::find_business::BusinessCache;
use secrecy::{ExposeSecret, SecretString};
use std::path::Path;
use std::sync::Arc;
use tokio::sync::Notify;

/// Why the service did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database failed.
    #[error("DATABASE_URL: {0}")]
    Store(#[from] StoreError),
    /// The file of the key ring failed.
    #[error("{KEY_FILE}: {0}")]
    KeyFile(String),
    /// A stored key can't be opened.
    #[error(transparent)]
    Sealed(#[from] secrets::CannotOpen),
}

/// Where the key ring is kept in development, where `SECRETS_KEY` is not set.
pub const KEY_FILE: &str = "data/secrets.key";

/// A key of the service that was made just now, to be shown once.
#[derive(Clone, Debug)]
pub struct MadeKey {
    /// The setting that it stands for.
    pub setting: &'static str,
    /// The key.
    pub key: String,
}

/// Opens and migrates the database and makes what is missing.
///
/// # Errors
/// Where the database or the key ring fails.
pub async fn start_service(config: Config, clock: Clock, chance: Chance) -> Result<(App, Vec<MadeKey>), StartError> {
    // The first number that is read compiles the tables of all countries, which no caller should wait for.
    let _ = PhoneNumber::parse("+12025550100");
    let store = Store::open(config.database_url.expose_secret()).await?;
    store.migrate().await?;
    let secrets = key_ring(&config, &chance)?;
    let mut made = Vec::new();
    let admin = service_key(
        &store,
        &secrets,
        (&clock, &chance),
        Wanted { name: "admin", setting: "ADMIN_API_KEY", set: config.admin_api_key.as_ref() },
        &mut made,
    )
    .await?;
    let owner = service_key(
        &store,
        &secrets,
        (&clock, &chance),
        Wanted { name: "owner", setting: "OWNER_DASHBOARD_TOKEN", set: config.owner_dashboard_token.as_ref() },
        &mut made,
    )
    .await?;
    let twilio = if config.sms_provider == SmsProvider::Twilio { Twilio::from_config(&config) } else { None };
    let telephony: Arc<dyn Telephony> = match twilio {
        Some(twilio) => Arc::new(twilio),
        None => Arc::new(Stub),
    };
    let app = App {
        operator_webhook: config.operator_webhook.as_ref().map(|url| OperatorWebhook::new(url.expose_secret())),
        config,
        store,
        clock,
        chance,
        secrets,
        service_keys: ServiceKeys { admin, owner },
        telephony,
        calendar: None,
        mail: None,
        businesses: BusinessCache::default(),
        job_bell: Notify::new(),
    };
    Ok((app, made))
}

struct Wanted<'a> {
    name: &'static str,
    setting: &'static str,
    set: Option<&'a SecretString>,
}

/// The hash of a service key: the one that was set, else the one that is stored, else one made now.
async fn service_key(
    store: &Store,
    ring: &KeyRing,
    (clock, chance): (&Clock, &Chance),
    wanted: Wanted<'_>,
    made: &mut Vec<MadeKey>,
) -> Result<String, StartError> {
    if let Some(set) = wanted.set {
        return Ok(secrets::hash(set.expose_secret()));
    }
    if let Some((hash, _)) = store.service_key(wanted.name).await? {
        return Ok(hash);
    }
    let key = secrets::new_key(&format!("fd_{}", wanted.name), chance);
    let sealed = ring.seal(&key, &service_key_place(wanted.name), chance);
    let hash = secrets::hash(&key);
    if store.add_service_key(wanted.name, &hash, &sealed, clock.now()).await? {
        made.push(MadeKey { setting: wanted.setting, key });
        return Ok(hash);
    }
    let (hash, _) =
        store.service_key(wanted.name).await?.ok_or_else(|| StoreError::Broken("a key that was just added is gone".to_owned()))?;
    Ok(hash)
}

fn service_key_place(name: &str) -> String {
    format!("service_key.sealed.{name}")
}

/// A key of the service that was made at the first start, opened: for a developer's own machine.
///
/// # Errors
/// Where the database fails or no key of the ring opens it.
pub async fn show_service_key(app: &App, name: &str) -> Result<Option<String>, StartError> {
    let Some((_, sealed)) = app.store.service_key(name).await? else { return Ok(None) };
    Ok(Some(app.secrets.open(&sealed, &service_key_place(name))?))
}

fn key_ring(config: &Config, chance: &Chance) -> Result<KeyRing, StartError> {
    let text = match &config.secrets_key {
        Some(set) => set.expose_secret().to_owned(),
        None => key_file(Path::new(KEY_FILE), chance).map_err(|error| StartError::KeyFile(error.to_string()))?,
    };
    KeyRing::parse(&text).map_err(|error| StartError::KeyFile(error.to_string()))
}

/// Reads the file, or makes it, readable by its owner only. Of several processes that make it at once, one wins.
fn key_file(path: &Path, chance: &Chance) -> std::io::Result<String> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let own = path.with_extension(format!("key.{}", std::process::id()));
    let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&own);
    if !path.exists()
        && let Ok(mut file) = made
    {
        file.write_all(KeyRing::new_key(chance).as_bytes())?;
        file.sync_all()?;
        // A link is made whole or not at all, and never over a file that is there.
        let _ = std::fs::hard_link(&own, path);
    }
    let _ = std::fs::remove_file(&own);
    Ok(std::fs::read_to_string(path)?.trim().to_owned())
}
