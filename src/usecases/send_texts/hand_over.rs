//! The hand-over itself: several numbers at a time, the texts to one number one after the other.

use super::Leaving;
use crate::app::App;
use crate::domain::business::{Business, BusinessScope};
use crate::domain::phone_number::PhoneNumber;
use crate::outbound::telephony::{CarrierCredentials, Handed, NotTaken, OutgoingText, Sender, Telephony};
use crate::storage::messages::Message;
use crate::usecases::find_business::KnownBusiness;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// What became of one hand-over.
pub(super) enum Outcome {
    /// The carrier took it or stubbed it.
    Handed(Handed),
    /// It did not.
    NotTaken(NotTaken),
    /// It was not handed over: the carrier did not take those before it, or time was up.
    NotBegun,
}

/// So many texts are on their way to the carrier at the same time.
const LANES: usize = 8;
/// No hand-over begins later than this, well before the lease of the jobs is over.
const NO_LONGER: Duration = Duration::from_secs(40);

/// What a lane needs of the service and the business.
struct Desk {
    telephony: Arc<dyn Telephony>,
    business: Arc<Business>,
    fallback: Option<PhoneNumber>,
    account: Option<CarrierCredentials>,
    status_callback: String,
}

/// Whom a business's texts come from: its messaging service, else its first number, else the service's number.
pub fn sender<'a>(app: &'a App, business: &'a Business) -> Option<Sender<'a>> {
    sender_of(business, app.config.sms_from_number.as_ref())
}

fn sender_of<'a>(business: &'a Business, fallback: Option<&'a PhoneNumber>) -> Option<Sender<'a>> {
    let service = business.settings.messaging_service_sid.as_deref().map(Sender::Service);
    service.or_else(|| business.phone_numbers.first().or(fallback).map(|number| Sender::Number(number.as_str())))
}

/// Hands texts over, and tells of each what became of it. A lane that breaks down leaves its texts marked, to be looked for.
pub(super) async fn hand_over(app: &App, scope: &BusinessScope, known: &KnownBusiness, ready: Vec<Leaving>) -> Vec<(Leaving, Outcome)> {
    let desk = Arc::new(Desk {
        telephony: app.telephony.clone(),
        business: known.business.clone(),
        fallback: app.config.sms_from_number.clone(),
        account: known.carrier.clone(),
        status_callback: format!("{}/twilio/status?business_id={}&message_id=", app.config.public_base_url, scope.id()),
    });
    let mut lanes: Vec<Vec<Leaving>> = (0..LANES).map(|_| Vec::new()).collect();
    for leaving in ready {
        let lane = leaving.text.message.to.bytes().fold(0_usize, |sum, digit| sum.wrapping_mul(31).wrapping_add(digit.into())) % LANES;
        lanes[lane].push(leaving);
    }
    let mut tasks = JoinSet::new();
    for lane in lanes.into_iter().filter(|lane| !lane.is_empty()) {
        tasks.spawn(work_off(desk.clone(), lane));
    }
    let mut outcomes = Vec::new();
    while let Some(lane) = tasks.join_next().await {
        outcomes.extend(lane.unwrap_or_default());
    }
    outcomes
}

async fn work_off(desk: Arc<Desk>, lane: Vec<Leaving>) -> Vec<(Leaving, Outcome)> {
    let begun = Instant::now();
    let mut is_over = false;
    let mut outcomes = Vec::with_capacity(lane.len());
    for leaving in lane {
        let outcome = if is_over || begun.elapsed() > NO_LONGER { Outcome::NotBegun } else { send(&desk, &leaving.text.message).await };
        // A carrier that asks for patience, or is not there, is not asked for the rest.
        is_over = is_over || matches!(outcome, Outcome::NotTaken(NotTaken::TooMany(_) | NotTaken::NotReached(_)));
        outcomes.push((leaving, outcome));
    }
    outcomes
}

async fn send(desk: &Desk, message: &Message) -> Outcome {
    let Some(from) = sender_of(&desk.business, desk.fallback.as_ref()) else { return Outcome::NotBegun };
    let status_callback = format!("{}{}", desk.status_callback, message.id);
    let account = desk.account.as_ref();
    let text = OutgoingText { from, to: &message.to, body: &message.body, status_callback: &status_callback, account };
    match desk.telephony.send_text(text).await {
        Ok(handed) => Outcome::Handed(handed),
        Err(failure) => Outcome::NotTaken(failure),
    }
}
