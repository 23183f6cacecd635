//! Settings of the service: the only place that reads the environment.
//!
//! Each comes from the environment, else from `frontdesk.toml` (the same names in lower case), else has a default. A wrong one
//! stops the start with one line that names it, what it was, and what it should be.

mod read;

use crate::domain::phone_number::PhoneNumber;
use crate::secrets::KeyRing;
use read::Source;
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;

/// How careful the service is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Environment {
    /// On a developer's machine.
    Development,
    /// Before production; as strict.
    Staging,
    /// For real; also refuses demo businesses.
    Production,
}

/// How texts leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmsProvider {
    /// They are stored and shown.
    Stub,
    /// Through Twilio.
    Twilio,
}

/// How logs are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// For a person at a terminal.
    Pretty,
}

/// The service's account at Twilio.
#[derive(Clone, Debug)]
pub struct TwilioSettings {
    /// Account id.
    pub account_sid: Option<String>,
    /// Token, which signs webhooks and opens the API.
    pub auth_token: Option<SecretString>,
    /// Where its API is.
    pub api_base_url: String,
    /// Whether webhooks must be signed.
    pub verify_signatures: bool,
}

/// All settings. Secrets print as nothing.
#[derive(Clone, Debug)]
pub struct Config {
    /// `sqlite://path` or `postgres://…`.
    pub database_url: SecretString,
    /// Where the service listens.
    pub listen: SocketAddr,
    /// What Twilio and web sites call, without a slash at the end.
    pub public_base_url: String,
    /// How careful the service is.
    pub environment: Environment,
    /// The operator's key, where it was set.
    pub admin_api_key: Option<SecretString>,
    /// The owners' second key, where it was set.
    pub owner_dashboard_token: Option<SecretString>,
    /// Whether a single business needs its key.
    pub require_business_api_key: bool,
    /// How texts leave.
    pub sms_provider: SmsProvider,
    /// Sends texts of businesses without a number of their own.
    pub sms_from_number: Option<PhoneNumber>,
    /// Gets alerts of businesses without an owner's number.
    pub sms_owner_number: Option<PhoneNumber>,
    /// The account at Twilio.
    pub twilio: TwilioSettings,
    /// Seals stored keys, where it was set.
    pub secrets_key: Option<SecretString>,
    /// Where the service calls for help by text.
    pub operator_phone: Option<PhoneNumber>,
    /// Where the service calls for help by webhook; its address may hold a secret.
    pub operator_webhook: Option<SecretString>,
    /// How logs are written.
    pub log_format: LogFormat,
    /// Which logs are written, as in `RUST_LOG`.
    pub log_filter: String,
}

/// A setting that can't be: one line with its name, what it was, and what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadSetting {
    name: String,
    was: String,
    should: String,
}

impl fmt::Display for BadSetting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}; it {}", self.name, self.was, self.should)
    }
}

impl std::error::Error for BadSetting {}

/// The file that may hold settings.
pub const FILE: &str = "frontdesk.toml";
/// Keys shorter than this can be guessed.
const SHORTEST_KEY: usize = 24;
/// A PostgreSQL URL may hold a password; only the scheme is ever shown.
const TWILIO_API: &str = "https://api.twilio.com";

impl Config {
    /// Reads the environment and `frontdesk.toml` in the working folder.
    ///
    /// # Errors
    /// The first setting that can't be.
    pub fn load() -> Result<Self, BadSetting> {
        Self::from_source(&Source::environment(Path::new(FILE))?)
    }

    /// Reads settings from pairs of name and value, for tests.
    ///
    /// # Errors
    /// The first setting that can't be.
    pub fn from_pairs(pairs: &[(&str, &str)]) -> Result<Self, BadSetting> {
        Self::from_source(&Source::pairs(pairs))
    }

    fn from_source(source: &Source) -> Result<Self, BadSetting> {
        let host: IpAddr = source.parsed("HOST", "127.0.0.1", "should be an IP address such as 127.0.0.1 or 0.0.0.0")?;
        let port: u16 = source.parsed("PORT", "8000", "should be a port, 0 to 65535")?;
        let listen = SocketAddr::new(host, port);
        let config = Self {
            database_url: database_url(source)?,
            public_base_url: public_base_url(source, listen)?,
            environment: source.one_of(
                "ENVIRONMENT",
                &[("development", Environment::Development), ("staging", Environment::Staging), ("production", Environment::Production)],
            )?,
            admin_api_key: source.secret("ADMIN_API_KEY"),
            owner_dashboard_token: source.secret("OWNER_DASHBOARD_TOKEN"),
            require_business_api_key: source.flag("REQUIRE_BUSINESS_API_KEY", true)?,
            sms_provider: source.one_of("SMS_PROVIDER", &[("stub", SmsProvider::Stub), ("twilio", SmsProvider::Twilio)])?,
            sms_from_number: source.phone("SMS_FROM_NUMBER")?,
            sms_owner_number: source.phone("SMS_OWNER_NUMBER")?,
            twilio: twilio(source)?,
            secrets_key: source.secret("SECRETS_KEY"),
            operator_phone: source.phone("OPERATOR_PHONE")?,
            operator_webhook: operator_webhook(source)?,
            log_format: source.one_of("LOG_FORMAT", &[("json", LogFormat::Json), ("pretty", LogFormat::Pretty)])?,
            log_filter: source.get("RUST_LOG").unwrap_or("info").to_owned(),
            listen,
        };
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), BadSetting> {
        if let Some(ring) = &self.secrets_key {
            KeyRing::parse(ring.expose_secret()).map_err(|error| bad("SECRETS_KEY", "not that", &error.to_string()))?;
        }
        if self.sms_provider == SmsProvider::Twilio && (self.twilio.account_sid.is_none() || self.twilio.auth_token.is_none()) {
            return Err(bad("SMS_PROVIDER", "twilio", "needs TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"));
        }
        if !self.require_business_api_key && (self.environment != Environment::Development || !self.listen.ip().is_loopback()) {
            return Err(bad("REQUIRE_BUSINESS_API_KEY", "false", "may be false only in development, listening on a loopback address"));
        }
        if self.twilio.verify_signatures && self.twilio.auth_token.is_none() && self.environment != Environment::Development {
            return Err(bad("TWILIO_AUTH_TOKEN", "missing", "is needed to check the signatures of webhooks"));
        }
        if self.environment == Environment::Development { Ok(()) } else { self.check_strictly() }
    }

    fn check_strictly(&self) -> Result<(), BadSetting> {
        for (name, key) in [("ADMIN_API_KEY", &self.admin_api_key), ("OWNER_DASHBOARD_TOKEN", &self.owner_dashboard_token)] {
            let key = key.as_ref().ok_or_else(|| bad(name, "missing", "must be set outside development"))?;
            if is_weak(key.expose_secret()) {
                return Err(bad(
                    name,
                    "too weak",
                    "must be at least 24 characters that nobody can guess; make one with: openssl rand -hex 32",
                ));
            }
        }
        if self.secrets_key.is_none() {
            return Err(bad("SECRETS_KEY", "missing", "must be set outside development; make one with: openssl rand -base64 32"));
        }
        if !self.twilio.verify_signatures {
            return Err(bad("VERIFY_TWILIO_SIGNATURES", "false", "must be true outside development"));
        }
        Ok(())
    }

    /// Whether texts and calls end at a carrier on this machine, where they reach nobody.
    pub fn carrier_is_on_this_machine(&self) -> bool {
        let Ok(url) = reqwest::Url::parse(&self.twilio.api_base_url) else { return false };
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        self.sms_provider == SmsProvider::Twilio && host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
    }

    /// Settings as they are in force, secrets masked, for `doctor`.
    pub fn shown(&self) -> Vec<(&'static str, String)> {
        let secret = |value: &Option<SecretString>| if value.is_some() { "set".to_owned() } else { "not set".to_owned() };
        let phone = |value: &Option<PhoneNumber>| value.as_ref().map_or_else(|| "not set".to_owned(), |number| number.as_str().to_owned());
        vec![
            ("DATABASE_URL", masked_url(self.database_url.expose_secret())),
            ("HOST, PORT", self.listen.to_string()),
            ("PUBLIC_BASE_URL", self.public_base_url.clone()),
            ("ENVIRONMENT", format!("{:?}", self.environment).to_lowercase()),
            ("ADMIN_API_KEY", secret(&self.admin_api_key)),
            ("OWNER_DASHBOARD_TOKEN", secret(&self.owner_dashboard_token)),
            ("REQUIRE_BUSINESS_API_KEY", self.require_business_api_key.to_string()),
            ("SMS_PROVIDER", format!("{:?}", self.sms_provider).to_lowercase()),
            ("SMS_FROM_NUMBER", phone(&self.sms_from_number)),
            ("SMS_OWNER_NUMBER", phone(&self.sms_owner_number)),
            ("TWILIO_ACCOUNT_SID", self.twilio.account_sid.clone().unwrap_or_else(|| "not set".to_owned())),
            ("TWILIO_AUTH_TOKEN", secret(&self.twilio.auth_token)),
            ("TWILIO_API_BASE_URL", self.twilio.api_base_url.clone()),
            ("VERIFY_TWILIO_SIGNATURES", self.twilio.verify_signatures.to_string()),
            ("SECRETS_KEY", secret(&self.secrets_key)),
            ("OPERATOR_PHONE", phone(&self.operator_phone)),
            ("OPERATOR_WEBHOOK", secret(&self.operator_webhook)),
            ("LOG_FORMAT", format!("{:?}", self.log_format).to_lowercase()),
            ("RUST_LOG", self.log_filter.clone()),
        ]
    }
}

fn bad(name: &str, was: &str, should: &str) -> BadSetting {
    BadSetting { name: name.to_owned(), was: was.to_owned(), should: should.to_owned() }
}

fn is_weak(key: &str) -> bool {
    let mut letters: Vec<char> = key.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    key.len() < SHORTEST_KEY || letters.len() < 8
}

fn database_url(source: &Source) -> Result<SecretString, BadSetting> {
    let url = source.get("DATABASE_URL").unwrap_or("sqlite://data/frontdesk.db");
    let known = url.strip_prefix("sqlite://").is_some_and(|path| !path.is_empty())
        || url.starts_with("postgres://")
        || url.starts_with("postgresql://");
    if known {
        Ok(SecretString::from(url))
    } else {
        Err(bad(
            "DATABASE_URL",
            &format!("{:?}", masked_url(url)),
            "should be sqlite://path/to/file.db or postgres://user:password@host/database",
        ))
    }
}

fn masked_url(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.chars().take(12).collect() };
    match rest.rsplit_once('@') {
        Some((_, place)) => format!("{scheme}://…@{place}"),
        None => url.to_owned(),
    }
}

fn public_base_url(source: &Source, listen: SocketAddr) -> Result<String, BadSetting> {
    let standard = format!("http://{listen}");
    let url = source.get("PUBLIC_BASE_URL").unwrap_or(&standard).trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    if host.is_some_and(|host| !host.is_empty() && !host.contains(['?', '#', ' ', '@'])) {
        return Ok(url.to_owned());
    }
    Err(bad(
        "PUBLIC_BASE_URL",
        &format!("{url:?}"),
        "should be the address that Twilio and web sites call, such as https://desk.example.com",
    ))
}

fn operator_webhook(source: &Source) -> Result<Option<SecretString>, BadSetting> {
    match source.get("OPERATOR_WEBHOOK") {
        None => Ok(None),
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => Ok(Some(SecretString::from(url))),
        Some(_) => Err(bad("OPERATOR_WEBHOOK", "not an address", "should be one that takes a POST, such as https://example.com/hook")),
    }
}

fn twilio(source: &Source) -> Result<TwilioSettings, BadSetting> {
    let auth_token = source.secret("TWILIO_AUTH_TOKEN");
    let verify_signatures = source.flag("VERIFY_TWILIO_SIGNATURES", auth_token.is_some())?;
    let api_base_url = source.get("TWILIO_API_BASE_URL").unwrap_or(TWILIO_API).trim_end_matches('/').to_owned();
    Ok(TwilioSettings { account_sid: source.get("TWILIO_ACCOUNT_SID").map(str::to_owned), auth_token, api_base_url, verify_signatures })
}

#[cfg(test)]
mod tests;
