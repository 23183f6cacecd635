//! Many customers at once, and how long each of their turns takes.

use super::Outcome;
use super::customer::{Customer, Dice};
use super::service::{Reachable, Service};
use frontdesk::simulator::{Carrier, PhoneCall, SimulatorError, TextThread, WebChat};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Nobody talks for longer than this.
const MOST_TURNS: usize = 24;

/// How customers reach the business.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Call,
    Text,
    Chat,
}

/// How much goes on.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Load {
    pub(crate) by: By,
    /// How many at once.
    pub(crate) customers: usize,
    /// How long each thinks between hearing and answering.
    pub(crate) thinks: Duration,
    pub(crate) until: Until,
}

/// When it is enough. Whoever has begun finishes: costs are averaged over whole conversations.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Until {
    /// Each customer's line has had this many conversations.
    Conversations(usize),
    /// Nobody begins after this.
    Elapsed(Duration),
}

/// What was measured.
#[derive(Clone, Debug, Default)]
pub(crate) struct Played {
    /// Each turn's time from the first byte sent to the last byte read, in microseconds, in order of length.
    pub(crate) microseconds: Vec<u64>,
    pub(crate) conversations: usize,
    pub(crate) booked: usize,
    pub(crate) elapsed: Duration,
    /// Processor time of all of it.
    pub(crate) service: Duration,
    pub(crate) database: Option<Duration>,
    pub(crate) driver: Duration,
}

/// A running service and those who can be reached through it.
pub(crate) struct Stage<'a> {
    pub(crate) service: &'a Service,
    pub(crate) businesses: &'a [Reachable],
    /// Every so-manieth conversation is with the first business; 0 for none in particular.
    pub(crate) first_is_every: u64,
}

/// Counts conversations over the whole run, so that no call, number or text is ever the same.
static CONVERSATIONS: AtomicU64 = AtomicU64::new(1);

struct Line {
    carrier: Carrier,
    client: reqwest::Client,
    base_url: String,
    businesses: Vec<Reachable>,
    first_is_every: u64,
    load: Load,
    began: Instant,
}

impl Stage<'_> {
    /// Plays a load and measures it.
    pub(crate) async fn play(&self, load: Load) -> Outcome<Played> {
        let before = self.service.spent()?;
        let began = Instant::now();
        let line = Arc::new(Line {
            carrier: self.service.carrier(),
            client: self.service.client.clone(),
            base_url: self.service.base_url.clone(),
            businesses: self.businesses.to_vec(),
            first_is_every: self.first_is_every,
            load,
            began,
        });
        let spread = load.thinks / u32::try_from(load.customers).unwrap_or(1);
        let lines: Vec<_> = (0..load.customers)
            .map(|index| {
                let line = line.clone();
                let wait = spread * u32::try_from(index).unwrap_or_default();
                tokio::spawn(async move {
                    tokio::time::sleep(wait).await;
                    line.talk().await
                })
            })
            .collect();
        let mut played = Played::default();
        for line in lines {
            played.add(line.await??);
        }
        played.elapsed = began.elapsed();
        // What the turns left to the jobs belongs to their cost.
        tokio::time::sleep(Duration::from_millis(100)).await;
        let after = self.service.spent()?;
        played.service = after.service - before.service;
        played.database = after.database.zip(before.database).map(|(after, before)| after.saturating_sub(before));
        played.driver = after.driver - before.driver;
        Ok(played)
    }
}

impl Line {
    async fn talk(&self) -> Result<Played, SimulatorError> {
        let mut played = Played::default();
        while self.goes_on(&played) {
            let number = CONVERSATIONS.fetch_add(1, Ordering::Relaxed);
            let mut dice = Dice(number);
            let customer = Customer::of(number, &mut dice);
            let business = self.business(number, &mut dice);
            let mut conversation = Conversation { line: self, business, customer, number, microseconds: Vec::new() };
            let booked = conversation.hold().await?;
            played.microseconds.append(&mut conversation.microseconds);
            played.conversations += 1;
            played.booked += usize::from(booked);
        }
        Ok(played)
    }

    fn goes_on(&self, played: &Played) -> bool {
        match self.load.until {
            Until::Conversations(most) => played.conversations < most,
            Until::Elapsed(most) => self.began.elapsed() < most,
        }
    }

    fn business(&self, number: u64, dice: &mut Dice) -> &Reachable {
        if self.first_is_every > 0 && number.is_multiple_of(self.first_is_every) {
            return &self.businesses[0];
        }
        let index = usize::try_from(dice.roll(self.businesses.len() as u64)).unwrap_or_default();
        &self.businesses[index]
    }
}

struct Conversation<'a> {
    line: &'a Line,
    business: &'a Reachable,
    customer: Customer,
    number: u64,
    microseconds: Vec<u64>,
}

enum Open {
    Call(PhoneCall),
    Text(TextThread),
    Chat(WebChat),
}

impl Conversation<'_> {
    /// Talks until nothing more is asked; true where a visit was booked.
    async fn hold(&mut self) -> Result<bool, SimulatorError> {
        let mut open = self.begin().await?;
        let mut is_booked = false;
        let mut says = Some(self.customer.problem.to_owned());
        for turn in 0..MOST_TURNS {
            let Some(words) = says else { break };
            tokio::time::sleep(self.line.load.thinks).await;
            let began = Instant::now();
            let heard = self.say(&mut open, &words, turn).await?;
            self.note(began);
            is_booked |= heard.contains("You're all set");
            says = self.customer.answer(&heard);
        }
        Ok(is_booked)
    }

    async fn begin(&mut self) -> Result<Open, SimulatorError> {
        let business = &self.business.id;
        let began = Instant::now();
        let begun = match self.line.load.by {
            By::Call => {
                let path = format!("/twilio/voice?business_id={business}");
                let call_sid = format!("CA{:032x}", self.number);
                let (call, _) = PhoneCall::dial(&self.line.carrier, &path, &call_sid, (&self.customer.number, "+19135550100")).await?;
                Open::Call(call)
            }
            // A text has no greeting: the first turn is the customer's.
            By::Text => {
                let (carrier, from) = (self.line.carrier.clone(), self.customer.number.clone());
                let thread =
                    TextThread { carrier, path: format!("/twilio/sms?business_id={business}"), from, to: "+19135550100".to_owned() };
                return Ok(Open::Text(thread));
            }
            By::Chat => {
                let (chat, _) = WebChat::open(&self.line.client, &self.line.base_url, &self.business.widget_token).await?;
                Open::Chat(chat)
            }
        };
        self.note(began);
        Ok(begun)
    }

    async fn say(&self, open: &mut Open, words: &str, turn: usize) -> Result<String, SimulatorError> {
        match open {
            Open::Call(call) => call.say(words).await,
            Open::Text(thread) => thread.write(&format!("SM{:016x}{turn:016x}", self.number), words).await,
            Open::Chat(chat) => chat.write(words, &format!("{turn}")).await,
        }
    }

    fn note(&mut self, began: Instant) {
        self.microseconds.push(u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX));
    }
}

/// Asks `/healthz` over and over: what a request costs that does nothing.
pub(crate) async fn ask_health(service: &Service, customers: usize, lasts: Duration) -> Outcome<Played> {
    let before = service.spent()?;
    let began = Instant::now();
    let url = format!("{}/healthz", service.base_url);
    let askers: Vec<_> = (0..customers)
        .map(|_| {
            let (client, url) = (service.client.clone(), url.clone());
            tokio::spawn(async move {
                let mut microseconds = Vec::new();
                while began.elapsed() < lasts {
                    let asked = Instant::now();
                    client.get(&url).send().await?.bytes().await?;
                    microseconds.push(u64::try_from(asked.elapsed().as_micros()).unwrap_or(u64::MAX));
                }
                Ok::<_, reqwest::Error>(microseconds)
            })
        })
        .collect();
    let mut played = Played::default();
    for asker in askers {
        played.microseconds.append(&mut asker.await??);
    }
    played.elapsed = began.elapsed();
    played.microseconds.sort_unstable();
    let after = service.spent()?;
    played.service = after.service - before.service;
    played.driver = after.driver - before.driver;
    Ok(played)
}

impl Played {
    pub(crate) fn add(&mut self, mut other: Self) {
        self.microseconds.append(&mut other.microseconds);
        self.conversations += other.conversations;
        self.booked += other.booked;
        self.elapsed += other.elapsed;
        self.service += other.service;
        self.driver += other.driver;
        self.database = match (self.database, other.database) {
            (Some(own), Some(more)) => Some(own + more),
            (own, more) => own.or(more),
        };
        self.microseconds.sort_unstable();
    }

    /// The time within which this share of the turns was answered, in milliseconds.
    pub(crate) fn quantile(&self, share: f64) -> f64 {
        let last = self.microseconds.len().saturating_sub(1);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "an index into thousands")]
        let index = (last as f64 * share).round() as usize;
        self.microseconds.get(index).map_or(0.0, |found| milliseconds(Duration::from_micros(*found)))
    }

    /// Milliseconds of processor time for each turn.
    pub(crate) fn each(&self, spent: Duration) -> f64 {
        milliseconds(spent) / f64::from(u32::try_from(self.microseconds.len().max(1)).unwrap_or(u32::MAX))
    }

    /// Turns a second.
    pub(crate) fn rate(&self) -> f64 {
        f64::from(u32::try_from(self.microseconds.len()).unwrap_or(u32::MAX)) / self.elapsed.as_secs_f64()
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}
