//! Sending texts.

use crate::config::Config;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// A text to be handed over.
#[derive(Clone, Debug)]
pub struct OutgoingText<'a> {
    /// From this number.
    pub from: &'a str,
    /// To this number.
    pub to: &'a str,
    /// Its words.
    pub body: &'a str,
    /// The business's own account, where it has one.
    pub account: Option<&'a CarrierCredentials>,
}

/// An account at the carrier.
#[derive(Clone, Debug)]
pub struct CarrierCredentials {
    /// Account id.
    pub sid: String,
    /// Token.
    pub token: SecretString,
}

/// What became of a text that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// The carrier took it, under this id.
    Taken(String),
    /// It was kept here instead.
    Stubbed,
}

/// Why a text was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// The carrier did not see it, or asked for patience: it may be handed over again.
    #[error("not taken yet: {0}")]
    Later(String),
    /// The carrier refused it, with its own code: handing it over again would not help.
    #[error("refused: {0}")]
    Refused(String),
    /// Whether the carrier took it is not known: handing it over again might send it twice.
    #[error("unknown: {0}")]
    Unknown(String),
}

/// A way to send texts.
#[async_trait::async_trait]
pub trait Telephony: Send + Sync {
    /// Hands a text over, once.
    async fn send_text(&self, text: OutgoingText<'_>) -> Result<Handed, NotTaken>;
}

/// Sends nothing: texts stay where they can be seen.
#[derive(Debug)]
pub struct Stub;

#[async_trait::async_trait]
impl Telephony for Stub {
    async fn send_text(&self, _: OutgoingText<'_>) -> Result<Handed, NotTaken> {
        Ok(Handed::Stubbed)
    }
}

/// Twilio's REST API.
#[derive(Debug)]
pub struct Twilio {
    client: reqwest::Client,
    base_url: String,
    account: CarrierCredentials,
}

#[derive(Deserialize)]
struct Created {
    sid: String,
}

#[derive(Deserialize)]
struct Refusal {
    code: Option<u32>,
}

/// `Too Many Requests`: nothing was sent.
const TOO_MANY_REQUESTS: u16 = 429;

impl Twilio {
    /// The service's account. None where it has none.
    pub fn from_config(config: &Config) -> Option<Self> {
        let account = CarrierCredentials { sid: config.twilio.account_sid.clone()?, token: config.twilio.auth_token.clone()? };
        Some(Self { client: super::http_client(), base_url: config.twilio.api_base_url.clone(), account })
    }
}

#[async_trait::async_trait]
impl Telephony for Twilio {
    async fn send_text(&self, text: OutgoingText<'_>) -> Result<Handed, NotTaken> {
        let account = text.account.unwrap_or(&self.account);
        let url = format!("{}/2010-04-01/Accounts/{}/Messages.json", self.base_url, account.sid);
        let form = [("From", text.from), ("To", text.to), ("Body", text.body)];
        let request = self.client.post(url).basic_auth(&account.sid, Some(account.token.expose_secret())).form(&form);
        let answer = request.send().await.map_err(|error| {
            // Only where no connection came about is it certain that nothing was sent.
            if error.is_connect() { NotTaken::Later("no connection".to_owned()) } else { NotTaken::Unknown("no answer".to_owned()) }
        })?;
        let status = answer.status();
        if status.is_success() {
            let created: Created = answer.json().await.map_err(|_| NotTaken::Unknown("an answer without an id".to_owned()))?;
            return Ok(Handed::Taken(created.sid));
        }
        if status.as_u16() == TOO_MANY_REQUESTS {
            return Err(NotTaken::Later("too many requests".to_owned()));
        }
        if status.is_server_error() {
            return Err(NotTaken::Unknown(format!("status {}", status.as_u16())));
        }
        let code = answer.json::<Refusal>().await.ok().and_then(|refusal| refusal.code);
        Err(NotTaken::Refused(code.map_or_else(|| format!("status {}", status.as_u16()), |code| format!("code {code}"))))
    }
}
