//! What every use case works with.

use crate::clock::{Chance, Clock};
use crate::config::Config;
use crate::outbound::calendar::Calendar;
use crate::outbound::mail::Mail;
use crate::outbound::operator_webhook::OperatorWebhook;
use crate::outbound::telephony::Telephony;
use crate::secrets::KeyRing;
use crate::storage::Store;
use crate::usecases::find_business::BusinessCache;
use std::sync::Arc;
use tokio::sync::Notify;

/// Everything that a running service consists of.
pub struct App {
    /// Settings.
    pub config: Config,
    /// The database.
    pub store: Store,
    /// The present.
    pub clock: Clock,
    /// Chance.
    pub chance: Chance,
    /// Seals and opens stored keys.
    pub secrets: KeyRing,
    /// Hashes of the keys that open the service itself.
    pub service_keys: ServiceKeys,
    /// Sends texts.
    pub telephony: Arc<dyn Telephony>,
    /// Where the service calls for help, beside the operator's phone.
    pub operator_webhook: Option<OperatorWebhook>,
    /// Shows elsewhere what is booked.
    pub calendar: Option<Arc<dyn Calendar>>,
    /// Sends mail.
    pub mail: Option<Arc<dyn Mail>>,
    /// Businesses as they were read last.
    pub businesses: BusinessCache,
    /// Rung when a job was added, so that it does not wait for the next look.
    pub job_bell: Notify,
}

/// SHA-256 of the keys that open the service itself, in hex.
#[derive(Clone, Debug)]
pub struct ServiceKeys {
    /// Opens the operator's routes.
    pub admin: String,
    /// The second key of the owners' routes.
    pub owner: String,
}
