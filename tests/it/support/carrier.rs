//! The carrier of a story: the one that `frontdesk demo --carrier` plays, where nothing may go wrong that the story did not ask for.

use super::{TWILIO_TOKEN, client};
use frontdesk::clock::Chance;
use frontdesk::simulator::SimulatorError;
use frontdesk::simulator::carrier::{self, Account};
pub use frontdesk::simulator::carrier::{CarrierText, Conduct};
use std::ops::Deref;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The account that the carrier knows.
pub const ACCOUNT: &str = "ACtest";

static SEED: AtomicU64 = AtomicU64::new(1 << 62);

/// A carrier that is there for one story.
pub struct FakeCarrier(carrier::FakeCarrier);

impl Deref for FakeCarrier {
    type Target = carrier::FakeCarrier;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl FakeCarrier {
    /// Opens for business.
    pub async fn open() -> Self {
        let account = Account { sid: ACCOUNT.to_owned(), token: TWILIO_TOKEN.into() };
        let chance = Chance::sequence(SEED.fetch_add(1 << 32, Ordering::SeqCst));
        let anywhere = "127.0.0.1:0".parse().expect("an address");
        Self(carrier::FakeCarrier::open(anywhere, client(), (account, &[]), chance).await.expect("a free port"))
    }

    /// It can be reached again, with all that it kept.
    pub async fn reopen(&self) {
        self.0.reopen().await.expect("the same port");
    }

    /// Waits until so many texts in all were made to wait.
    pub async fn until_waiting(&self, texts: usize) {
        tokio::time::timeout(Duration::from_secs(30), self.0.until_waiting(texts)).await.expect("texts within 30 seconds");
    }

    /// Reports what became of a text, with an error code where there is one; gives the status of the answer.
    pub async fn report(&self, text: &CarrierText, status: &str, code: Option<u32>) -> u16 {
        status_of(self.0.report(text, status, code).await)
    }

    /// Calls a webhook, signed; gives the status of the answer.
    pub async fn call_back(&self, url: &str, parameters: &[(&str, &str)]) -> u16 {
        status_of(self.0.call_back(url, parameters).await)
    }
}

/// A webhook that is taken without a word is answered with 204.
fn status_of(answer: Result<(), SimulatorError>) -> u16 {
    match answer {
        Ok(()) => 204,
        Err(SimulatorError::Refused { status, .. }) => status,
        Err(other) => panic!("{other}"),
    }
}
