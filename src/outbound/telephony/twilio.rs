//! Twilio's REST API: form-encoded, with basic authentication.

use super::refusal::Refusal;
use super::{
    CarrierCredentials, FoundText, Handed, NotFetched, NotTaken, OutgoingCall, OutgoingText, Recording, Sender, Telephony, TextSearch,
    Unanswered,
};
use crate::config::Config;
use jiff::{SignedDuration, Timestamp};
use reqwest::{RequestBuilder, Response, StatusCode, Url};
use secrecy::ExposeSecret;
use serde::Deserialize;

/// Twilio's REST API.
#[derive(Debug)]
pub struct Twilio {
    client: reqwest::Client,
    base_url: String,
    account: CarrierCredentials,
}

/// What a code says that asks for patience, whatever the status that it comes with.
const TOO_MANY_CODE: u32 = 20429;
/// Where recordings are, wherever else the API is.
const RECORDINGS: &str = "https://api.twilio.com";
/// A longer recording than two minutes of voicemail is none of ours.
const LARGEST_RECORDING: usize = 16 * 1024 * 1024;
/// Of two numbers, and these are the newest: what is looked for was handed over minutes ago.
const PAGE_SIZE: &str = "100";

#[derive(Deserialize)]
struct Created {
    sid: String,
}

#[derive(Deserialize)]
struct Failure {
    code: Option<u32>,
}

#[derive(Deserialize)]
struct Listed {
    messages: Vec<ListedText>,
}

#[derive(Deserialize)]
struct ListedText {
    sid: String,
    body: Option<String>,
    status: Option<String>,
    direction: Option<String>,
    date_created: Option<String>,
}

impl Twilio {
    /// The service's account. None where it has none.
    pub fn from_config(config: &Config) -> Option<Self> {
        let account = CarrierCredentials { sid: config.twilio.account_sid.clone()?, token: config.twilio.auth_token.clone()? };
        Some(Self { client: crate::outbound::http_client(), base_url: config.twilio.api_base_url.clone(), account })
    }

    fn account<'a>(&'a self, own: Option<&'a CarrierCredentials>) -> &'a CarrierCredentials {
        own.unwrap_or(&self.account)
    }

    fn resource(&self, account: &CarrierCredentials, name: &str) -> String {
        format!("{}/2010-04-01/Accounts/{}/{name}", self.base_url, account.sid)
    }

    async fn create(&self, account: &CarrierCredentials, name: &str, form: &[(&str, &str)]) -> Result<Handed, NotTaken> {
        let request = with_account(self.client.post(self.resource(account, name)), account).form(form);
        let answer = request.send().await.map_err(|error| {
            // Only where no connection came about is it certain that nothing was sent.
            if error.is_connect() { NotTaken::NotReached("no connection".to_owned()) } else { NotTaken::Unknown("no answer".to_owned()) }
        })?;
        if answer.status().is_success() {
            let created: Created = answer.json().await.map_err(|_| NotTaken::Unknown("an answer without an id".to_owned()))?;
            return Ok(Handed::Taken(created.sid));
        }
        Err(not_taken(answer).await)
    }

    /// Credentials go to the carrier and to nobody else, whatever address a webhook gave.
    fn recording_address(&self, url: &str) -> Option<Url> {
        let url = Url::parse(url).ok()?;
        let is_carriers = |own: &str| Url::parse(own).is_ok_and(|own| own.origin() == url.origin());
        let is_plain = url.username().is_empty() && url.password().is_none();
        (is_plain && (is_carriers(&self.base_url) || is_carriers(RECORDINGS))).then_some(url)
    }
}

fn with_account(request: RequestBuilder, account: &CarrierCredentials) -> RequestBuilder {
    request.basic_auth(&account.sid, Some(account.token.expose_secret()))
}

async fn not_taken(answer: Response) -> NotTaken {
    let status = answer.status();
    let patience = retry_after(&answer);
    if status == StatusCode::TOO_MANY_REQUESTS {
        return NotTaken::TooMany(patience);
    }
    if status.is_server_error() || status.is_redirection() {
        return NotTaken::Unknown(format!("status {}", status.as_u16()));
    }
    match answer.json::<Failure>().await.ok().and_then(|failure| failure.code) {
        Some(TOO_MANY_CODE) => NotTaken::TooMany(patience),
        code => NotTaken::Refused(Refusal { code, status: status.as_u16() }),
    }
}

/// How long the carrier asks to wait, at most an hour. A date instead of seconds is not used by it.
fn retry_after(answer: &Response) -> Option<SignedDuration> {
    let seconds: u32 = answer.headers().get("Retry-After")?.to_str().ok()?.trim().parse().ok()?;
    Some(SignedDuration::from_secs(i64::from(seconds.min(3600))))
}

/// Its dates are those of mail: `Fri, 24 May 2019 17:44:46 +0000`.
fn read_date(text: &str) -> Option<Timestamp> {
    jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.timestamp())
}

#[async_trait::async_trait]
impl Telephony for Twilio {
    async fn send_text(&self, text: OutgoingText<'_>) -> Result<Handed, NotTaken> {
        let sender = match text.from {
            Sender::Number(number) => ("From", number),
            Sender::Service(service) => ("MessagingServiceSid", service),
        };
        let form = [sender, ("To", text.to), ("Body", text.body), ("StatusCallback", text.status_callback)];
        self.create(self.account(text.account), "Messages.json", &form).await
    }

    async fn find_texts(&self, search: TextSearch<'_>) -> Result<Vec<FoundText>, Unanswered> {
        let account = self.account(search.account);
        // No date narrows this: a text that waits in the carrier's own queue has not been sent yet, and must be found too.
        let mut query = vec![("To", search.to), ("PageSize", PAGE_SIZE)];
        query.extend(search.from.map(|from| ("From", from)));
        let query: String = form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish();
        let request = self.client.get(format!("{}?{query}", self.resource(account, "Messages.json")));
        let answer = with_account(request, account).send().await.map_err(|_| Unanswered("no answer".to_owned()))?;
        if !answer.status().is_success() {
            return Err(Unanswered(format!("status {}", answer.status().as_u16())));
        }
        let listed: Listed = answer.json().await.map_err(|_| Unanswered("no list".to_owned()))?;
        let found = listed.messages.into_iter().filter(|text| text.direction.as_deref() != Some("inbound")).filter_map(|text| {
            let created_at = read_date(&text.date_created?)?;
            Some(FoundText { sid: text.sid, body: text.body.unwrap_or_default(), status: text.status.unwrap_or_default(), created_at })
        });
        Ok(found.collect())
    }

    async fn start_call(&self, call: OutgoingCall<'_>) -> Result<Handed, NotTaken> {
        let timeout = call.timeout.to_string();
        let mut form = vec![
            ("From", call.from),
            ("To", call.to),
            ("Url", call.url),
            ("Method", "POST"),
            ("StatusCallback", call.status_callback),
            ("StatusCallbackMethod", "POST"),
            ("Timeout", &timeout),
        ];
        form.extend(["initiated", "ringing", "answered", "completed"].map(|event| ("StatusCallbackEvent", event)));
        self.create(self.account(call.account), "Calls.json", &form).await
    }

    async fn fetch_recording(&self, url: &str, account: Option<&CarrierCredentials>) -> Result<Recording, NotFetched> {
        let url = self.recording_address(url).ok_or(NotFetched::Foreign)?;
        let request = with_account(self.client.get(url), self.account(account));
        let mut answer = request.send().await.map_err(|_| NotFetched::Unanswered("no answer".to_owned()))?;
        match answer.status() {
            StatusCode::NOT_FOUND => return Err(NotFetched::Missing),
            status if !status.is_success() => return Err(NotFetched::Unanswered(format!("status {}", status.as_u16()))),
            _ => {}
        }
        let content_type = answer.headers().get("Content-Type").and_then(|value| value.to_str().ok()).unwrap_or_default();
        if !content_type.starts_with("audio/") {
            return Err(NotFetched::Unanswered("no recording".to_owned()));
        }
        let content_type = content_type.to_owned();
        let mut bytes = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|_| NotFetched::Unanswered("it broke off".to_owned()))? {
            bytes.extend_from_slice(&chunk);
            if bytes.len() > LARGEST_RECORDING {
                return Err(NotFetched::Unanswered("it is too long".to_owned()));
            }
        }
        Ok(Recording { content_type, bytes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::SecretString;

    fn twilio() -> Twilio {
        let account = CarrierCredentials { sid: "ACtest".to_owned(), token: SecretString::from("token") };
        Twilio { client: crate::outbound::http_client(), base_url: "https://carrier.example:8443".to_owned(), account }
    }

    #[test]
    fn recordings_come_from_the_carrier_only() {
        for url in [
            "https://api.twilio.com/2010-04-01/Accounts/ACtest/Recordings/RE1.wav",
            "https://api.twilio.com:443/2010-04-01/Accounts/ACtest/Recordings/RE1",
            "https://carrier.example:8443/2010-04-01/Accounts/ACtest/Recordings/RE1",
        ] {
            assert!(twilio().recording_address(url).is_some(), "{url}");
        }
        for url in [
            "http://api.twilio.com/2010-04-01/Accounts/ACtest/Recordings/RE1",
            "https://api.twilio.com.evil.example/RE1",
            "https://api.twilio.com@evil.example/RE1",
            "https://evil@api.twilio.com/RE1",
            "https://api.twilio.com:8443/RE1",
            "https://carrier.example/RE1",
            "http://169.254.169.254/latest/meta-data",
            "file:///etc/passwd",
            "/RE1",
            "",
        ] {
            assert!(twilio().recording_address(url).is_none(), "{url}");
        }
    }

    #[test]
    fn dates_are_those_of_mail() {
        let date = read_date("Fri, 24 May 2019 17:44:46 +0000");
        assert_eq!(date, "2019-05-24T17:44:46Z".parse().ok());
        assert_eq!(read_date("2019-05-24"), None);
    }
}
