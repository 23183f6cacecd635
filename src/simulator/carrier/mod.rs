//! A carrier on this machine: it takes texts and calls over the REST API as strictly as Twilio does, keeps them, and says what became
//! of them over signed status callbacks. Nothing that it takes reaches anybody.

mod api;
mod asked;

use super::{Carrier, Instructions, SimulatorError};
use crate::clock::{Chance, Clock};
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// An account that the carrier knows. Several may have the same id; the token tells them apart.
#[derive(Clone, Debug)]
pub struct Account {
    /// Its id.
    pub sid: String,
    /// Opens the API and signs the webhooks.
    pub token: secrecy::SecretString,
}

/// What the carrier does with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conduct {
    /// What was asked for.
    Obliges,
    /// It asks for patience, perhaps for so many seconds.
    IsBusy(Option<u32>),
    /// It takes it, and answers that it broke.
    TakesAndBreaks,
    /// It breaks before it takes it.
    Breaks,
    /// It takes it, and the connection is gone before the answer.
    TakesAndVanishes,
    /// The connection is gone before it takes it.
    Vanishes,
    /// It refuses with this code.
    Refuses(u32),
    /// It takes a text only once it is let go on.
    Waits,
    /// It takes a text, and answers only once it is let go on.
    TakesAndWaits,
}

/// A text that the carrier took.
#[derive(Clone, Debug)]
pub struct CarrierText {
    /// The carrier's id.
    pub sid: String,
    /// The number it comes from; none where a messaging service picks it.
    pub from: Option<String>,
    /// The messaging service.
    pub service: Option<String>,
    /// To which number.
    pub to: String,
    /// Its words.
    pub body: String,
    /// Where the carrier reports.
    pub status_callback: String,
    account: Account,
    created_at: jiff::Timestamp,
}

/// A call that the carrier took.
#[derive(Clone, Debug)]
pub struct CarrierCall {
    /// The carrier's id.
    pub sid: String,
    /// From which number.
    pub from: String,
    /// To which number.
    pub to: String,
    /// What says what to say.
    pub url: String,
    /// Where the carrier reports.
    pub status_callback: String,
    /// For how many seconds it rings.
    pub timeout: u16,
    account: Account,
}

/// Something that the carrier has just taken.
#[derive(Clone, Debug)]
pub enum Arrival {
    /// A text.
    Text(CarrierText),
    /// A call.
    Call(CarrierCall),
}

struct Desk {
    accounts: Vec<Account>,
    texts: Vec<CarrierText>,
    calls: Vec<CarrierCall>,
    recordings: BTreeMap<String, Vec<u8>>,
    stopped: HashSet<String>,
    next: VecDeque<Conduct>,
    standing: Option<Conduct>,
    asked: usize,
    searched: usize,
    clock: Clock,
    chance: Chance,
    listener: Option<UnboundedSender<Arrival>>,
    waiting: watch::Sender<usize>,
    let_go: watch::Sender<usize>,
}

impl Desk {
    fn new_sid(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.chance.id(self.clock.now()).simple())
    }

    fn take(&mut self, arrival: Arrival) {
        match &arrival {
            Arrival::Text(text) => self.texts.push(text.clone()),
            Arrival::Call(call) => self.calls.push(call.clone()),
        }
        if let Some(listener) = &self.listener {
            // Nobody may be listening any more; it is kept all the same.
            let _ = listener.send(arrival);
        }
    }
}

type Shared = Arc<Mutex<Desk>>;

fn open_desk(desk: &Shared) -> MutexGuard<'_, Desk> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A carrier on this machine.
pub struct FakeCarrier {
    /// Where its API is.
    pub base: String,
    client: reqwest::Client,
    first: Account,
    desk: Shared,
    address: SocketAddr,
    server: Mutex<Option<JoinHandle<()>>>,
}

impl FakeCarrier {
    /// Opens for business at an address, for one account at least.
    ///
    /// # Errors
    /// Where the address is taken.
    pub async fn open(
        address: SocketAddr,
        client: reqwest::Client,
        (first, more): (Account, &[Account]),
        chance: Chance,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let desk = Desk {
            accounts: std::iter::once(&first).chain(more).cloned().collect(),
            texts: Vec::new(),
            calls: Vec::new(),
            recordings: BTreeMap::new(),
            stopped: HashSet::new(),
            next: VecDeque::new(),
            standing: None,
            asked: 0,
            searched: 0,
            clock: Clock::System,
            chance,
            listener: None,
            waiting: watch::Sender::default(),
            let_go: watch::Sender::default(),
        };
        let desk = Arc::new(Mutex::new(desk));
        let server = Mutex::new(Some(api::serve(listener, desk.clone())));
        Ok(Self { base: format!("http://{address}"), client, first, desk, address, server })
    }

    /// Goes by this clock instead of the machine's.
    pub fn goes_by(&self, clock: &Clock) {
        self.desk().clock = clock.clone();
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        open_desk(&self.desk)
    }

    /// Nobody can reach it any more.
    pub async fn shut(&self) {
        let server = self.server.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(server) = server {
            server.abort();
            let _ = server.await;
        }
    }

    /// It can be reached again, with all that it kept.
    ///
    /// # Errors
    /// Where its address is taken meanwhile.
    pub async fn reopen(&self) -> io::Result<()> {
        let listener = TcpListener::bind(self.address).await?;
        *self.server.lock().unwrap_or_else(PoisonError::into_inner) = Some(api::serve(listener, self.desk.clone()));
        Ok(())
    }

    /// Hears of everything that it takes from now on.
    pub fn arrivals(&self) -> UnboundedReceiver<Arrival> {
        let (sender, receiver) = unbounded_channel();
        self.desk().listener = Some(sender);
        receiver
    }

    /// What it does with the next requests to send or call, in order.
    pub fn next(&self, conduct: &[Conduct]) {
        self.desk().next.extend(conduct);
    }

    /// What it does with every request from now on, searching included, until told otherwise.
    pub fn always(&self, conduct: Conduct) {
        self.desk().standing = (conduct != Conduct::Obliges).then_some(conduct);
    }

    /// Waits until so many texts in all were made to wait.
    pub async fn until_waiting(&self, texts: usize) {
        let mut waiting = self.desk().waiting.subscribe();
        // The desk, which tells, is here for as long as this carrier.
        let _ = waiting.wait_for(|waiting| *waiting >= texts).await;
    }

    /// Lets all go on that wait.
    pub fn let_go(&self) {
        self.desk().let_go.send_modify(|times| *times += 1);
    }

    /// A number that wants no texts any more, and told the carrier so.
    pub fn stop(&self, number: &str) {
        self.desk().stopped.insert(number.to_owned());
    }

    /// Every text that it took, in order.
    pub fn texts(&self) -> Vec<CarrierText> {
        self.desk().texts.clone()
    }

    /// Every text that it took for a number, in order.
    pub fn texts_to(&self, number: &str) -> Vec<CarrierText> {
        self.desk().texts.iter().filter(|text| text.to == number).cloned().collect()
    }

    /// Every call that it took, in order.
    pub fn calls(&self) -> Vec<CarrierCall> {
        self.desk().calls.clone()
    }

    /// How often it was asked to send or call, whatever it answered.
    pub fn asked(&self) -> usize {
        self.desk().asked
    }

    /// How often a text was looked for.
    pub fn searched(&self) -> usize {
        self.desk().searched
    }

    /// Keeps a recording; gives its address.
    pub fn keep_recording(&self, sid: &str, bytes: &[u8]) -> String {
        self.desk().recordings.insert(sid.to_owned(), bytes.to_owned());
        format!("{}/2010-04-01/Accounts/{}/Recordings/{sid}", self.base, self.first.sid)
    }

    /// Reports what became of a text, with an error code where there is one.
    ///
    /// # Errors
    /// Where the service does not take it.
    pub async fn report(&self, text: &CarrierText, status: &str, code: Option<u32>) -> Result<(), SimulatorError> {
        let code = code.map(|code| code.to_string());
        let mut parameters =
            vec![("MessageSid", text.sid.as_str()), ("MessageStatus", status), ("To", &text.to), ("AccountSid", &text.account.sid)];
        parameters.extend(text.from.as_deref().map(|from| ("From", from)));
        parameters.extend(code.as_deref().map(|code| ("ErrorCode", code)));
        self.signed_by(&text.account).tell(&text.status_callback, &parameters).await
    }

    /// Calls a webhook, signed by the first of its accounts.
    ///
    /// # Errors
    /// Where the service does not take it.
    pub async fn call_back(&self, url: &str, parameters: &[(&str, &str)]) -> Result<(), SimulatorError> {
        self.signed_by(&self.first).tell(url, parameters).await
    }

    /// Reports how a call goes.
    ///
    /// # Errors
    /// Where the service does not take it.
    pub async fn report_call(&self, call: &CarrierCall, status: &str) -> Result<(), SimulatorError> {
        let parameters = of_call(call, status);
        self.signed_by(&call.account).tell(&call.status_callback, &parameters).await
    }

    /// Somebody answers a call; gives what they hear.
    ///
    /// # Errors
    /// Where the service does not answer.
    pub async fn answer_call(&self, call: &CarrierCall) -> Result<Instructions, SimulatorError> {
        self.signed_by(&call.account).post(&call.url, &of_call(call, "in-progress")).await
    }

    /// They press a key after what they heard; gives what they hear then.
    ///
    /// # Errors
    /// Where the service does not answer.
    pub async fn press(&self, call: &CarrierCall, heard: &Instructions, key: &str) -> Result<Instructions, SimulatorError> {
        let Some(next) = &heard.next else { return Ok(Instructions::default()) };
        let mut parameters = of_call(call, "in-progress");
        parameters.push(("Digits", key));
        let url = beside(&call.url, next);
        self.signed_by(&call.account).post(&url, &parameters).await
    }

    fn signed_by(&self, account: &Account) -> Carrier {
        Carrier::new(self.client.clone(), "", Some(account.token.clone()))
    }
}

fn of_call<'a>(call: &'a CarrierCall, status: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("CallSid", &call.sid),
        ("AccountSid", &call.account.sid),
        ("From", &call.from),
        ("To", &call.to),
        ("CallStatus", status),
        ("Direction", "outbound-api"),
        ("ApiVersion", "2010-04-01"),
    ]
}

/// An address that may leave out the host of the document that it stands in.
fn beside(document: &str, address: &str) -> String {
    let host_ends = document.find("://").and_then(|at| document[at + 3..].find('/').map(|slash| at + 3 + slash));
    match host_ends {
        Some(end) if address.starts_with('/') => format!("{}{address}", &document[..end]),
        _ => address.to_owned(),
    }
}

impl Drop for FakeCarrier {
    fn drop(&mut self) {
        if let Some(server) = self.server.lock().unwrap_or_else(PoisonError::into_inner).take() {
            server.abort();
        }
    }
}
