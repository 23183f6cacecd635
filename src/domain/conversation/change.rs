//! Changing a visit that is booked: what is wanted of it, whose it is, and what is done with it.
//!
//! [`OwnVisit`] is the right to change a visit or to hear of it. It can be made only by [`OwnVisit::prove`], from what the caller
//! is known by and has said themselves; a move also takes an [`Agreement`] to one window that was offered and read back.

mod proof;

pub use proof::{Clues, Evidence, OwnVisit};

use crate::domain::appointment::{AppointmentId, AppointmentStatus};
use crate::domain::availability::Window;
use crate::domain::conversation::booking::Agreement;
use crate::domain::conversation::offer::Fit;
use crate::domain::conversation::step::WindowQuery;
use crate::domain::customer::{Address, PersonName};
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::time::DaySpan;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A visit still to come, as it stands in the book.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownVisit {
    /// Its id.
    pub appointment: Uuid,
    /// What the customer was told.
    pub window: Window,
    /// Where it stands.
    #[serde(default = "scheduled")]
    pub status: AppointmentStatus,
    /// Booked as an emergency.
    #[serde(default)]
    pub is_emergency: bool,
    /// Code of the service.
    #[serde(default)]
    pub service: String,
    /// The name it is under.
    #[serde(default)]
    pub name: PersonName,
    /// Where it is to be.
    #[serde(default)]
    pub address: Address,
    /// The customer's number.
    #[serde(default)]
    pub phone: Option<PhoneNumber>,
}

fn scheduled() -> AppointmentStatus {
    AppointmentStatus::Scheduled
}

impl KnownVisit {
    /// Its id as an appointment's.
    pub fn id(&self) -> AppointmentId {
        AppointmentId(self.appointment)
    }
}

/// What somebody wants of a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wanted {
    /// Another time.
    Move,
    /// That nobody comes.
    CallOff,
    /// To hear when it is.
    Tell,
    /// To say that they will be there.
    Confirm,
}

/// A change as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// What is wanted.
    pub wanted: Wanted,
    /// The visit, once it is known to be theirs.
    pub visit: Option<OwnVisit>,
    /// Theirs too, and which one is meant is to be asked.
    pub choices: Vec<OwnVisit>,
    /// Days on which they said the visit is.
    pub days: Vec<DaySpan>,
    /// The visit is marked as one that is to be moved.
    pub is_pending: bool,
    /// They were in the middle of a booking, which may be what they mean.
    pub amid_booking: bool,
    /// They wrote the letter that a reminder asks for: no more questions than needed.
    pub by_letter: bool,
}

impl Default for Change {
    fn default() -> Self {
        Self {
            wanted: Wanted::Tell,
            visit: None,
            choices: Vec::new(),
            days: Vec::new(),
            is_pending: false,
            amid_booking: false,
            by_letter: false,
        }
    }
}

/// A move that was agreed on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveRequest {
    visit: OwnVisit,
    window: Window,
    agreed_in: u32,
}

impl MoveRequest {
    /// The yes to the window that was read back, by somebody whose visit it is.
    pub fn agreed(visit: OwnVisit, agreement: &Agreement) -> Self {
        Self { visit, window: agreement.window(), agreed_in: agreement.turn() }
    }

    /// The visit.
    pub fn visit(&self) -> &KnownVisit {
        self.visit.visit()
    }

    /// The new window.
    pub fn window(&self) -> Window {
        self.window
    }
}

/// What is done with a visit. Each takes the right to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum VisitStep {
    /// Look for the visit that somebody speaks of. Answered by [`Event::Visits`](super::step::Event::Visits).
    Find {
        /// What to look by.
        clues: Clues,
    },
    /// They want another time, and none is agreed yet.
    MarkPending {
        /// The visit.
        visit: OwnVisit,
    },
    /// They keep the time they had after all.
    Keep {
        /// The visit.
        visit: OwnVisit,
    },
    /// They will be there.
    Confirm {
        /// The visit.
        visit: OwnVisit,
    },
    /// Nobody is to come.
    CallOff {
        /// The visit.
        visit: OwnVisit,
    },
    /// Another time was agreed.
    Move {
        /// Which visit, to when.
        request: MoveRequest,
        /// Where to look on when somebody else was faster.
        query: WindowQuery,
    },
}

/// What came of a step on a visit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each name is what was done")]
pub enum Done {
    Moved,
    CalledOff,
    Confirmed,
}

/// The letter that a reminder asks for, alone in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// `C`: confirm.
    Confirm,
    /// `R`: reschedule.
    Move,
    /// `X`: call off.
    CallOff,
}

/// All that is said about a visit that is booked. The words are in `wording`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "about", rename_all = "snake_case")]
pub enum VisitUtterance {
    /// Which of these?
    AskWhich {
        /// Their windows, in order of time.
        windows: Vec<Window>,
        /// Asked this often before.
        times: u8,
    },
    /// What other time?
    AskNewTime {
        /// Asked this often before.
        times: u8,
    },
    /// Is it to be called off?
    AskCallOff {
        /// The visit's window.
        window: Window,
        /// Asked this often before.
        times: u8,
    },
    /// Old window and new, and whether to move it.
    ReadBackMove {
        /// When it is now.
        from: Window,
        /// When it would be.
        to: Window,
        /// How that relates to what was asked for, where it is the only one offered.
        fit: Option<Fit>,
        /// Read back this often before.
        times: u8,
    },
    /// It is moved.
    Moved {
        /// The new window.
        window: Window,
        /// A text will confirm it.
        by_text: bool,
    },
    /// It is called off.
    CalledOff {
        /// When it would have been.
        window: Window,
        /// How to get another time is said too.
        says_how: bool,
    },
    /// They will be there.
    Confirmed {
        /// The visit's window.
        window: Window,
    },
    /// It stays as it is.
    Kept {
        /// The visit's window, for somebody whose visit it is.
        window: Option<Window>,
    },
    /// Several visits are to come.
    VisitsAre {
        /// Their windows, in order of time.
        windows: Vec<Window>,
    },
    /// No visit could be found with what they said.
    NotFound,
    /// Nothing is booked for the number that they write from.
    NoneForNumber,
    /// It can't be changed any more.
    Gone,
}

impl VisitUtterance {
    /// True where an answer is waited for.
    pub fn is_question(&self) -> bool {
        matches!(self, Self::AskWhich { .. } | Self::AskNewTime { .. } | Self::AskCallOff { .. } | Self::ReadBackMove { .. })
    }
}
