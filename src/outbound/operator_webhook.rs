//! The operator's own webhook, which hears when the service calls for help.

use jiff::Timestamp;
use serde::Serialize;
use uuid::Uuid;

/// What it is told, as JSON.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Call<'a> {
    /// The notice's id; the same one is the same notice.
    pub id: Uuid,
    /// What kind of trouble.
    pub kind: &'a str,
    /// What tells it apart from another of its kind.
    pub detail: &'a str,
    /// About which business.
    pub business_id: &'a str,
    /// What happened and what to do.
    pub text: &'a str,
    /// When.
    pub at: Timestamp,
}

/// Why it was not heard.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unheard {
    /// No answer, or trouble at the other end.
    #[error("not now: {0}")]
    Later(String),
    /// It was refused.
    #[error("refused: {0}")]
    Refused(String),
}

/// A client of it.
#[derive(Clone, Debug)]
pub struct OperatorWebhook {
    client: reqwest::Client,
    url: String,
}

impl OperatorWebhook {
    /// A client for this address.
    pub fn new(url: &str) -> Self {
        Self { client: super::http_client(), url: url.to_owned() }
    }

    /// Tells it.
    ///
    /// # Errors
    /// [`Unheard::Later`] where it did not answer, was in trouble, or asked for patience; [`Unheard::Refused`] where it took nothing of the kind.
    pub async fn call(&self, call: &Call<'_>) -> Result<(), Unheard> {
        let request = self.client.post(&self.url).header("Idempotency-Key", call.id.to_string()).json(call);
        let status = request.send().await.map_err(|_| Unheard::Later("no answer".to_owned()))?.status();
        if status.is_success() {
            return Ok(());
        }
        let why = format!("status {}", status.as_u16());
        Err(if status.is_server_error() || matches!(status.as_u16(), 408 | 425 | 429) {
            Unheard::Later(why)
        } else {
            Unheard::Refused(why)
        })
    }
}
