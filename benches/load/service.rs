//! The service as a child process, started the way an operator would.

use super::Outcome;
use super::database::Database;
use super::machine::{self, Memory};
use frontdesk::outbound::http_client;
use frontdesk::simulator::Carrier;
use secrecy::SecretString;
use serde_json::{Value, json};
use std::fs::File;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const ADMIN_KEY: &str = "admin-key-of-the-load-driver-0123456789";
const OWNER_TOKEN: &str = "owner-token-of-the-load-driver-0123456789";
const CARRIER_TOKEN: &str = "12345678901234567890123456789012";
/// 32 bytes that guard nothing.
const SECRETS_KEY: &str = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
/// A service that does not answer by then won't.
const LONGEST_START: Duration = Duration::from_secs(30);

/// A running service.
#[derive(Debug)]
pub(crate) struct Service {
    child: Child,
    postmaster: Option<u32>,
    pub(crate) base_url: String,
    pub(crate) client: reqwest::Client,
    /// From the start of the process to the first answer of `/healthz`.
    pub(crate) ready_after: Duration,
}

/// A business that can be called, written to and chatted with.
#[derive(Clone, Debug)]
pub(crate) struct Reachable {
    pub(crate) id: String,
    pub(crate) widget_token: String,
}

/// Processor time so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spent {
    pub(crate) service: Duration,
    pub(crate) database: Option<Duration>,
    pub(crate) driver: Duration,
}

impl Service {
    /// Starts it on a database and waits until it answers.
    pub(crate) async fn start(database: &Database) -> Outcome<Self> {
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let base_url = format!("http://127.0.0.1:{port}");
        let log = File::options().create(true).append(true).open(database.folder.path().join("service.log"))?;
        let began = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_frontdesk"))
            .arg("serve")
            .current_dir(database.folder.path())
            .env_remove("RUST_LOG")
            .env_remove("ENVIRONMENT")
            .envs([("HOST", "127.0.0.1"), ("LOG_FORMAT", "json"), ("SMS_PROVIDER", "stub"), ("VERIFY_TWILIO_SIGNATURES", "true")])
            .envs([("PORT", port.to_string().as_str()), ("DATABASE_URL", &database.url), ("PUBLIC_BASE_URL", &base_url)])
            .envs([("ADMIN_API_KEY", ADMIN_KEY), ("OWNER_DASHBOARD_TOKEN", OWNER_TOKEN), ("SECRETS_KEY", SECRETS_KEY)])
            .envs([("TWILIO_ACCOUNT_SID", "ACload"), ("TWILIO_AUTH_TOKEN", CARRIER_TOKEN)])
            .envs([("SMS_FROM_NUMBER", "+18165550100"), ("SMS_OWNER_NUMBER", "+18165550199")])
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        let mut service = Self { child, postmaster: database.postmaster, base_url, client: http_client(), ready_after: Duration::ZERO };
        service.wait_until_ready(began).await?;
        Ok(service)
    }

    async fn wait_until_ready(&mut self, began: Instant) -> Outcome<()> {
        let url = format!("{}/healthz", self.base_url);
        while began.elapsed() < LONGEST_START {
            if let Some(status) = self.child.try_wait()? {
                return Err(format!("the service ended at once ({status})").into());
            }
            if self.client.get(&url).send().await.is_ok_and(|answer| answer.status().is_success()) {
                self.ready_after = began.elapsed();
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Err("the service did not answer /healthz in time".into())
    }

    /// A carrier that signs as this service expects.
    pub(crate) fn carrier(&self) -> Carrier {
        Carrier::new(self.client.clone(), &self.base_url, Some(SecretString::from(CARRIER_TOKEN)))
    }

    /// Takes on a business with this many technicians.
    pub(crate) async fn take_on(&self, id: &str, technicians: usize, more: &Value) -> Outcome<Reachable> {
        let names: Vec<Value> = (1..=technicians).map(|number| json!({ "name": format!("Technician {number}") })).collect();
        let mut body = json!({ "id": id, "name": "Bristol Plumbing", "technicians": names });
        if let (Some(body), Some(more)) = (body.as_object_mut(), more.as_object()) {
            body.extend(more.clone());
        }
        let url = format!("{}/v1/admin/businesses", self.base_url);
        let answer = self.client.post(url).header("X-Admin-API-Key", ADMIN_KEY).json(&body).send().await?;
        let status = answer.status();
        let made: Value = answer.json().await?;
        let token = made["widget_token"]
            .as_str()
            .filter(|_| status.is_success())
            .ok_or_else(|| format!("taking on a business gave {status}: {made}"))?;
        Ok(Reachable { id: id.to_owned(), widget_token: token.to_owned() })
    }

    /// Processor time of the service, of the database's server, and of this driver.
    pub(crate) fn spent(&self) -> Outcome<Spent> {
        let unreadable = "the processor time in /proc can't be read";
        Ok(Spent {
            service: machine::processor_time(self.child.id()).ok_or(unreadable)?,
            database: self.postmaster.and_then(machine::processor_time_of_family),
            driver: machine::processor_time(std::process::id()).ok_or(unreadable)?,
        })
    }

    pub(crate) fn memory(&self) -> Outcome<Memory> {
        Memory::of(self.child.id()).ok_or_else(|| "the memory in /proc can't be read".into())
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
