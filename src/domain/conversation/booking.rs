//! A booking needs facts whose receipts suffice, and one window that was offered, read back and agreed to.
//!
//! [`BookingRequest`] is the only thing that the booking use case takes, and it can be made only from an [`Agreement`], which
//! exists only after a yes to a [`Proposal`].

use crate::domain::availability::Window;
use crate::domain::conversation::fact::{Fact, Receipt};
use crate::domain::customer::{Address, PersonName};
use crate::domain::phone_number::PhoneNumber;
use serde::{Deserialize, Serialize};

/// The problem as it is booked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Code of the service it falls under.
    pub service: String,
    /// One line in the caller's words.
    pub summary: String,
}

/// What the caller has said of themselves so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// What is wrong.
    pub problem: Option<Fact<Problem>>,
    /// Who.
    pub name: Option<Fact<PersonName>>,
    /// Where.
    pub address: Option<Fact<Address>>,
    /// A number to reach them.
    pub phone: Option<Fact<PhoneNumber>>,
}

impl Facts {
    /// The caller said yes in `turn` to what a read-back names: who, where, and the number.
    pub fn confirm(&mut self, turn: u32) {
        let receipts = [
            self.name.as_mut().map(|fact| &mut fact.receipt),
            self.address.as_mut().map(|fact| &mut fact.receipt),
            self.phone.as_mut().map(|fact| &mut fact.receipt),
        ];
        for receipt in receipts.into_iter().flatten() {
            receipt.confirm(turn);
        }
    }
}

/// One window from an offer, about to be read back with the facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    window: Window,
    offered_in: u32,
}

/// A caller's yes to a proposal that was read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    window: Window,
    turn: u32,
}

impl Proposal {
    /// Picks a window out of those that were offered in turn `offered_in`; one that was not offered can't be proposed.
    pub fn of(offered: &[Window], window: Window, offered_in: u32) -> Option<Self> {
        offered.contains(&window).then_some(Self { window, offered_in })
    }

    /// The window.
    pub fn window(&self) -> Window {
        self.window
    }

    /// The caller said yes in `turn`, after the read-back. A yes in the turn of the offer itself answers something else.
    pub fn agreed(&self, turn: u32) -> Option<Agreement> {
        (turn > self.offered_in).then_some(Agreement { window: self.window, turn })
    }
}

/// A booking whose facts suffice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingRequest {
    problem: Fact<Problem>,
    name: Fact<PersonName>,
    address: Fact<Address>,
    phone: Fact<PhoneNumber>,
    window: Fact<Window>,
    is_emergency: bool,
}

/// What a booking still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the booking lacks {0}")]
pub struct Lacks(pub &'static str);

impl BookingRequest {
    /// The assistant's booking. The yes that makes the agreement confirms what was read back with it.
    ///
    /// # Errors
    /// The first fact that is missing.
    pub fn agreed(mut facts: Facts, agreement: &Agreement, is_emergency: bool) -> Result<Self, Lacks> {
        facts.confirm(agreement.turn);
        let window = Receipt::Heard { turn: agreement.turn, span: crate::understanding::text::Span::default(), confirmed_in: Some(agreement.turn) };
        let address = facts.address.ok_or(Lacks("an address"))?;
        if address.value.street().is_none() {
            return Err(Lacks("a street address"));
        }
        Ok(Self {
            problem: facts.problem.ok_or(Lacks("a problem"))?,
            name: facts.name.ok_or(Lacks("a name"))?,
            address,
            phone: facts.phone.ok_or(Lacks("a phone number"))?,
            window: Fact { value: agreement.window, receipt: window },
            is_emergency,
        })
    }

    /// What is wrong.
    pub fn problem(&self) -> &Problem {
        &self.problem.value
    }

    /// Who.
    pub fn name(&self) -> &PersonName {
        &self.name.value
    }

    /// Where.
    pub fn address(&self) -> &Address {
        &self.address.value
    }

    /// A number to reach them.
    pub fn phone(&self) -> &PhoneNumber {
        &self.phone.value
    }

    /// When.
    pub fn window(&self) -> Window {
        self.window.value
    }

    /// Booked as an emergency.
    pub fn is_emergency(&self) -> bool {
        self.is_emergency
    }
}
