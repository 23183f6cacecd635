//! What was agreed with a customer.

use crate::domain::availability::{Interval, Window};
use crate::domain::conversation::Channel;
use crate::domain::customer::{Address, PersonName};
use crate::domain::technician::TechnicianId;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An appointment's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AppointmentId(pub Uuid);

/// Where an appointment stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AppointmentStatus {
    /// Agreed.
    Scheduled,
    /// The customer said again that they will be there.
    Confirmed,
    /// Done.
    Completed,
    /// Called off.
    Cancelled,
    /// Somebody asked to move it and no new window is agreed.
    PendingReschedule,
}

impl AppointmentStatus {
    /// True while the technician's time is reserved.
    pub fn holds_time(self) -> bool {
        matches!(self, Self::Scheduled | Self::Confirmed | Self::PendingReschedule)
    }

    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scheduled => "SCHEDULED",
            Self::Confirmed => "CONFIRMED",
            Self::Completed => "COMPLETED",
            Self::Cancelled => "CANCELLED",
            Self::PendingReschedule => "PENDING_RESCHEDULE",
        }
    }
}

impl std::str::FromStr for AppointmentStatus {
    type Err = ();
    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Scheduled, Self::Confirmed, Self::Completed, Self::Cancelled, Self::PendingReschedule]
            .into_iter()
            .find(|status| status.as_str() == word)
            .ok_or(())
    }
}

/// An appointment as it is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct Appointment {
    /// Id.
    pub id: AppointmentId,
    /// Whose it is.
    pub customer_id: Uuid,
    /// Their name at the time of booking.
    pub customer_name: PersonName,
    /// Who comes.
    pub technician_id: TechnicianId,
    /// What is reserved of the technician.
    pub reserved: Interval,
    /// What the customer was told.
    pub window: Window,
    /// Where it stands.
    pub status: AppointmentStatus,
    /// Booked as an emergency.
    pub is_emergency: bool,
    /// The service's code.
    pub service: String,
    /// The problem in the caller's words.
    pub description: String,
    /// Where.
    pub address: Address,
    /// How it was booked.
    pub channel: Channel,
    /// The conversation it came from.
    pub conversation_id: Option<Uuid>,
}
