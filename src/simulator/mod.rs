//! A carrier, callers, texters and visitors, to try and to measure a running service with: over real, signed HTTP.

pub mod carrier;
mod twiml;

pub use twiml::{Instructions, Ringing};

use crate::http::signature::sign;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

/// Something went wrong between the simulator and the service.
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    /// No answer.
    #[error("no answer from {0}; is the service running?")]
    NoAnswer(String),
    /// An answer with an error.
    #[error("the service answered {status}: {body}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// Body.
        body: String,
    },
    /// An answer that is not what it should be.
    #[error("the answer can't be read: {0}")]
    Unreadable(String),
}

/// The carrier's side of a service.
#[derive(Clone, Debug)]
pub struct Carrier {
    client: reqwest::Client,
    base_url: String,
    token: Option<SecretString>,
}

impl Carrier {
    /// A carrier for the service at `base_url`, which signs with `token` where there is one.
    pub fn new(client: reqwest::Client, base_url: &str, token: Option<SecretString>) -> Self {
        Self { client, base_url: base_url.trim_end_matches('/').to_owned(), token }
    }

    /// Posts a webhook, signed as Twilio signs, and reads what it is told to do.
    ///
    /// # Errors
    /// Where the service does not answer, or not with TwiML.
    pub async fn post(&self, path: &str, parameters: &[(&str, &str)]) -> Result<Instructions, SimulatorError> {
        let body = self.send(path, parameters).await?;
        twiml::read(&body).ok_or(SimulatorError::Unreadable(body))
    }

    /// Posts a webhook to which there is nothing to say.
    ///
    /// # Errors
    /// Where the service does not answer, or with an error.
    pub async fn tell(&self, path: &str, parameters: &[(&str, &str)]) -> Result<(), SimulatorError> {
        self.send(path, parameters).await.map(drop)
    }

    async fn send(&self, path: &str, parameters: &[(&str, &str)]) -> Result<String, SimulatorError> {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base_url) };
        let mut request = self.client.post(&url).form(parameters);
        if let Some(token) = &self.token {
            let signed: Vec<(Vec<u8>, Vec<u8>)> =
                parameters.iter().map(|(name, value)| (name.as_bytes().to_vec(), value.as_bytes().to_vec())).collect();
            request = request.header("X-Twilio-Signature", sign(token.expose_secret(), &url, &signed));
        }
        text_of(request, &url).await
    }
}

/// One call.
#[derive(Debug)]
pub struct PhoneCall {
    carrier: Carrier,
    call_sid: String,
    from: String,
    to: String,
    action: String,
    first: String,
    /// The service has hung up.
    pub is_over: bool,
    /// Who is being rung for the caller.
    pub rings: Option<Ringing>,
    /// A message is being recorded, and who is told of it.
    pub records: Option<String>,
}

impl PhoneCall {
    /// Calls `to`; gives what is heard first.
    ///
    /// # Errors
    /// As [`Carrier::post`].
    pub async fn dial(carrier: &Carrier, path: &str, call_sid: &str, (from, to): (&str, &str)) -> Result<(Self, String), SimulatorError> {
        let mut call = Self {
            carrier: carrier.clone(),
            call_sid: call_sid.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
            action: path.to_owned(),
            first: path.to_owned(),
            is_over: false,
            rings: None,
            records: None,
        };
        let heard = call.turn("ringing", &[]).await?;
        Ok((call, heard))
    }

    /// Says something; gives what is heard.
    ///
    /// # Errors
    /// As [`Carrier::post`].
    pub async fn say(&mut self, words: &str) -> Result<String, SimulatorError> {
        self.turn("in-progress", &[("SpeechResult", words), ("Confidence", "0.92")]).await
    }

    /// Presses keys; gives what is heard.
    ///
    /// # Errors
    /// As [`Carrier::post`].
    pub async fn press(&mut self, keys: &str) -> Result<String, SimulatorError> {
        self.turn("in-progress", &[("Digits", keys)]).await
    }

    /// Says nothing; gives what is heard.
    ///
    /// # Errors
    /// As [`Carrier::post`].
    pub async fn keep_silent(&mut self) -> Result<String, SimulatorError> {
        self.turn("in-progress", &[]).await
    }

    /// Hangs up.
    ///
    /// # Errors
    /// As [`Carrier::post`].
    pub async fn hang_up(&mut self) -> Result<(), SimulatorError> {
        self.is_over = true;
        self.action.clone_from(&self.first);
        self.turn("completed", &[]).await.map(drop)
    }

    /// Somebody answers where it rings; gives what they hear first.
    ///
    /// # Errors
    /// As [`Carrier::post`].
    pub async fn other_side_answers(&self) -> Result<Instructions, SimulatorError> {
        let whisper = self.rings.as_ref().map(|ringing| ringing.whisper.clone()).unwrap_or_default();
        self.on_the_leg(&whisper, &[]).await
    }

    /// Somebody presses a key there; gives what they are told then. Nothing at all puts the two through.
    ///
    /// # Errors
    /// As [`Carrier::post`].
    pub async fn other_side_presses(&self, heard: &Instructions, key: &str) -> Result<Instructions, SimulatorError> {
        self.on_the_leg(heard.next.as_deref().unwrap_or_default(), &[("Digits", key)]).await
    }

    /// The ringing is over, after a talk or without one; gives what the caller hears.
    ///
    /// # Errors
    /// As [`Carrier::post`].
    pub async fn stops_ringing(&mut self, dial_status: &str, bridged: bool) -> Result<String, SimulatorError> {
        let bridged = if bridged { "true" } else { "false" };
        self.turn("in-progress", &[("DialCallStatus", dial_status), ("DialBridged", bridged)]).await
    }

    /// Leaves a message of this many seconds; gives what is heard then.
    ///
    /// # Errors
    /// As [`Carrier::post`].
    pub async fn leaves_message(&mut self, seconds: u32) -> Result<String, SimulatorError> {
        let length = seconds.to_string();
        self.turn("in-progress", &[("RecordingDuration", &length), ("Digits", "#")]).await
    }

    /// The carrier tells that the recording is ready.
    ///
    /// # Errors
    /// Where the service does not take it.
    pub async fn recording_is_ready(&self, told_at: &str, (sid, url, seconds): (&str, &str, u32)) -> Result<(), SimulatorError> {
        let length = seconds.to_string();
        let parameters = [
            ("CallSid", self.call_sid.as_str()),
            ("AccountSid", "ACsimulator"),
            ("RecordingSid", sid),
            ("RecordingUrl", url),
            ("RecordingStatus", "completed"),
            ("RecordingDuration", &length),
            ("RecordingSource", "RecordVerb"),
        ];
        self.carrier.tell(told_at, &parameters).await
    }

    async fn on_the_leg(&self, path: &str, more: &[(&str, &str)]) -> Result<Instructions, SimulatorError> {
        let ringing = self.rings.clone().unwrap_or_default();
        let leg = format!("{}-leg", self.call_sid);
        let mut parameters = vec![
            ("CallSid", leg.as_str()),
            ("ParentCallSid", &self.call_sid),
            ("From", ringing.shown.as_deref().unwrap_or(&self.from)),
            ("To", &ringing.number),
            ("CallStatus", "in-progress"),
            ("Direction", "outbound-dial"),
        ];
        parameters.extend_from_slice(more);
        self.carrier.post(path, &parameters).await
    }

    async fn turn(&mut self, status: &str, more: &[(&str, &str)]) -> Result<String, SimulatorError> {
        let mut parameters = vec![
            ("CallSid", self.call_sid.as_str()),
            ("AccountSid", "ACsimulator"),
            ("From", &self.from),
            ("To", &self.to),
            ("CallStatus", status),
            ("Direction", "inbound"),
            ("ApiVersion", "2010-04-01"),
        ];
        parameters.extend_from_slice(more);
        let told = self.carrier.post(&self.action, &parameters).await?;
        self.is_over |= told.next.is_none();
        (self.rings, self.records) = (told.rings, told.records);
        if let Some(next) = told.next {
            self.action = next;
        }
        Ok(told.said)
    }
}

/// A thread of texts.
#[derive(Clone, Debug)]
pub struct TextThread {
    /// The carrier.
    pub carrier: Carrier,
    /// Where texts go, with the business where it is named.
    pub path: String,
    /// Who writes.
    pub from: String,
    /// To whom.
    pub to: String,
}

impl TextThread {
    /// Writes a text; gives what is written back.
    ///
    /// # Errors
    /// As [`Carrier::post`].
    pub async fn write(&self, message_sid: &str, words: &str) -> Result<String, SimulatorError> {
        let parameters = [
            ("MessageSid", message_sid),
            ("AccountSid", "ACsimulator"),
            ("From", &self.from),
            ("To", &self.to),
            ("Body", words),
            ("NumMedia", "0"),
            ("NumSegments", "1"),
        ];
        Ok(self.carrier.post(&self.path, &parameters).await?.said)
    }
}

/// A chat on a business's web site.
#[derive(Debug)]
pub struct WebChat {
    client: reqwest::Client,
    base_url: String,
    widget_token: String,
    visitor_token: String,
    /// Its id.
    pub conversation_id: String,
}

impl WebChat {
    /// Opens the chat; gives the greeting.
    ///
    /// # Errors
    /// Where the service does not answer, or with an error.
    pub async fn open(client: &reqwest::Client, base_url: &str, widget_token: &str) -> Result<(Self, String), SimulatorError> {
        let url = format!("{base_url}/v1/widget/start");
        let request = client.post(&url).header("X-Widget-Token", widget_token).json(&json!({}));
        let started = json_of(request, &url).await?;
        let text = |name: &str| started[name].as_str().unwrap_or_default().to_owned();
        let chat = Self {
            client: client.clone(),
            base_url: base_url.to_owned(),
            widget_token: widget_token.to_owned(),
            visitor_token: text("visitor_token"),
            conversation_id: text("conversation_id"),
        };
        Ok((chat, text("reply_text")))
    }

    /// Writes a message; gives the answer.
    ///
    /// # Errors
    /// Where the service does not answer, or with an error.
    pub async fn write(&self, words: &str, own_id: &str) -> Result<String, SimulatorError> {
        let url = format!("{}/v1/widget/{}/message", self.base_url, self.conversation_id);
        let request = self.client.post(&url).header("X-Widget-Token", &self.widget_token).header("X-Visitor-Token", &self.visitor_token);
        let answer = json_of(request.json(&json!({ "text": words, "client_message_id": own_id })), &url).await?;
        Ok(answer["reply_text"].as_str().unwrap_or_default().to_owned())
    }
}

async fn json_of(request: reqwest::RequestBuilder, url: &str) -> Result<Value, SimulatorError> {
    let body = text_of(request, url).await?;
    serde_json::from_str(&body).map_err(|_| SimulatorError::Unreadable(body))
}

async fn text_of(request: reqwest::RequestBuilder, url: &str) -> Result<String, SimulatorError> {
    let no_answer = |_| SimulatorError::NoAnswer(url.to_owned());
    let answer = request.send().await.map_err(no_answer)?;
    let status = answer.status().as_u16();
    let body = answer.text().await.map_err(no_answer)?;
    if (200..300).contains(&status) { Ok(body) } else { Err(SimulatorError::Refused { status, body }) }
}
