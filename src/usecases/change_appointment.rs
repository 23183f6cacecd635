//! What every change of an appointment has in common: who wants it, whether it can still be, and who is told.

use crate::app::App;
use crate::domain::appointment::{Appointment, AppointmentId};
use crate::domain::availability::Window;
use crate::domain::business::Business;
use crate::domain::conversation::Channel;
use crate::domain::conversation::wording::{Scene, called_off_text, moved_text};
use crate::domain::language::Language;
use crate::domain::phone_number::PhoneNumber;
use crate::storage::messages::{AboutVisit, Audience};
use crate::storage::{Rows, StoreError};
use crate::usecases::gate::CALLED_OFF;
use crate::usecases::owner_texts;
use crate::usecases::queue_text::{OutgoingText, queue_text};
use crate::usecases::reach_owner::owner_number;
use jiff::Timestamp;
use uuid::Uuid;

/// Tells that a visit comes at another time.
const MOVED: &str = "moved";

/// Who wants a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangedBy {
    /// The customer, in a conversation.
    Customer {
        /// How they reached the business.
        channel: Channel,
        /// In which conversation.
        conversation_id: Uuid,
    },
    /// The business itself.
    Staff,
}

/// What surrounds a change.
#[derive(Clone, Copy)]
pub struct ChangeContext<'a> {
    /// What every use case works with.
    pub app: &'a App,
    /// The rows of the transaction that it is part of.
    pub rows: &'a Rows<'a>,
    /// The business.
    pub business: &'a Business,
    /// The present.
    pub now: Timestamp,
    /// Who wants it.
    pub by: ChangedBy,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// There is no such appointment.
    #[error("there is no such appointment")]
    NotFound,
    /// It was called off or is done; for a customer also where its window has passed.
    #[error("that visit is over")]
    Over,
    /// Nobody who can do the work is free in that window.
    #[error("that window is taken")]
    WindowTaken,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What became of a visit, for those who are told.
#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    /// It comes at another time than this.
    Moved(Window),
    /// It does not come.
    CalledOff,
}

impl ChangeContext<'_> {
    /// The appointment as it is, locked until the transaction ends.
    pub(super) async fn locked(&self, id: AppointmentId) -> Result<Appointment, ChangeError> {
        if !self.rows.lock_appointment(id, self.now).await? {
            return Err(ChangeError::NotFound);
        }
        self.rows.appointment(id).await?.ok_or(ChangeError::NotFound)
    }

    /// Whether nothing can be changed of it any more. Staff may still set right what a customer can't.
    pub(super) fn is_over(&self, appointment: &Appointment) -> bool {
        let has_passed = appointment.window.to <= self.now && self.by != ChangedBy::Staff;
        has_passed || !appointment.status.holds_time()
    }

    /// Tells everybody whom it concerns, once: the customer, unless they read it right here or it is about the past; the owner
    /// where the customer did it.
    pub(super) async fn tell(&self, appointment: &Appointment, change: Change) -> Result<(), StoreError> {
        let Some(customer) = self.rows.customer(appointment.customer_id).await? else { return Ok(()) };
        let scene = Scene { business: self.business, channel: Channel::Sms, now: self.now };
        let window = appointment.window;
        if window.to > self.now && !self.is_texting_from(&customer.phone).await? {
            let language = self.language(appointment).await?;
            let (kind, body) = match change {
                Change::Moved(_) => (MOVED, moved_text(window, &appointment.address, language, &scene)),
                Change::CalledOff => (CALLED_OFF, called_off_text(window, language, &scene)),
            };
            self.text((Audience::Customer, kind), &customer.phone, body, appointment).await?;
        }
        let owner = owner_number(self.app, self.business).filter(|_| self.by != ChangedBy::Staff);
        if let Some(owner) = owner {
            let (kind, body) = match change {
                Change::Moved(from) => (MOVED, owner_texts::moved(appointment, from, &customer.phone, &scene)),
                Change::CalledOff => (CALLED_OFF, owner_texts::called_off(appointment, &customer.phone, &scene)),
            };
            self.text((Audience::Owner, kind), &owner, body, appointment).await?;
        }
        Ok(())
    }

    async fn text(&self, purpose: (Audience, &str), to: &PhoneNumber, body: String, appointment: &Appointment) -> Result<(), StoreError> {
        let conversation_id = match self.by {
            ChangedBy::Customer { conversation_id, .. } => Some(conversation_id),
            ChangedBy::Staff => None,
        };
        let visit = Some(AboutVisit { appointment: appointment.id, from: appointment.window.from });
        // No key makes it the only one: a visit may come back to a time that it had before, and that is news again.
        let text = OutgoingText { purpose, to, body, conversation_id, visit, once: None };
        queue_text(self.app, self.rows, self.business, text, self.now).await.map(|_| ())
    }

    /// Whether the change is made in a thread of texts with this very number, where its answer is read.
    async fn is_texting_from(&self, number: &PhoneNumber) -> Result<bool, StoreError> {
        let ChangedBy::Customer { channel: Channel::Sms, conversation_id } = self.by else { return Ok(false) };
        let conversation = self.rows.conversation(conversation_id).await?;
        Ok(conversation.and_then(|conversation| conversation.contact).as_deref() == Some(number.as_str()))
    }

    /// The language that the customer spoke last, as far as it is known, else the first of the business.
    pub(super) async fn language(&self, appointment: &Appointment) -> Result<Language, StoreError> {
        let spoken_in = match self.by {
            ChangedBy::Customer { conversation_id, .. } => Some(conversation_id),
            ChangedBy::Staff => appointment.conversation_id,
        };
        let conversation = match spoken_in {
            Some(id) => self.rows.conversation(id).await?,
            None => None,
        };
        let first = || self.business.languages().first().copied().unwrap_or_default();
        Ok(conversation.map_or_else(first, |conversation| conversation.state.language))
    }
}
