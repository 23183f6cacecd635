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

impl Agreement {
    /// The window.
    pub fn window(&self) -> Window {
        self.window
    }

    /// The turn of the yes.
    pub fn turn(&self) -> u32 {
        self.turn
    }
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

/// A booking as staff enter it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffEntry {
    /// What is wrong.
    pub problem: Problem,
    /// Who.
    pub name: PersonName,
    /// Where.
    pub address: Address,
    /// A number to reach them.
    pub phone: PhoneNumber,
    /// When.
    pub window: Window,
    /// Booked as an emergency.
    pub is_emergency: bool,
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
        let window =
            Receipt::Heard { turn: agreement.turn, span: crate::understanding::text::Span::default(), confirmed_in: Some(agreement.turn) };
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

    /// Staff's booking: they agreed on it with the customer themselves, and answer for it.
    ///
    /// # Errors
    /// Where the address names no street.
    pub fn by_staff(entry: StaffEntry) -> Result<Self, Lacks> {
        fn entered<T>(value: T) -> Fact<T> {
            Fact { value, receipt: Receipt::Staff }
        }
        if entry.address.street().is_none() {
            return Err(Lacks("a street address"));
        }
        Ok(Self {
            problem: entered(entry.problem),
            name: entered(entry.name),
            address: entered(entry.address),
            phone: entered(entry.phone),
            window: entered(entry.window),
            is_emergency: entry.is_emergency,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::understanding::text::Span;

    fn window(from: &str, to: &str) -> Window {
        let at = |text: &str| text.parse().expect("an instant");
        Window { from: at(from), to: at(to) }
    }

    fn morning() -> Window {
        window("2026-11-23T08:00-06:00", "2026-11-23T10:00-06:00")
    }

    fn heard<T>(value: T) -> Fact<T> {
        Fact { value, receipt: Receipt::heard(1, Span { start: 0, end: 4 }) }
    }

    fn full() -> Facts {
        Facts {
            problem: Some(heard(Problem { service: "drain".to_owned(), summary: "my sink is clogged".to_owned() })),
            name: Some(heard(PersonName { given: Some("Maria".to_owned()), family: None })),
            address: Some(heard(Address { street_line: Some("8412 Johnson Drive".to_owned()), ..Address::default() })),
            phone: Some(Fact {
                value: PhoneNumber::parse("+18165550142").expect("a number"),
                receipt: Receipt::Carrier { confirmed_in: None },
            }),
        }
    }

    /// A yes in turn 4 to the morning, which was offered in turn 3.
    fn yes() -> Agreement {
        Proposal::of(&[morning()], morning(), 3).and_then(|proposal| proposal.agreed(4)).expect("an agreement")
    }

    #[test]
    fn every_missing_fact_is_named() {
        let street = |line: Option<&str>| {
            let address = Address { street_line: line.map(str::to_owned), city: Some("Merriam".to_owned()), ..Address::default() };
            Some(heard(address))
        };
        for (facts, lacks) in [
            (Facts { problem: None, ..full() }, "the booking lacks a problem"),
            (Facts { name: None, ..full() }, "the booking lacks a name"),
            (Facts { address: None, ..full() }, "the booking lacks an address"),
            (Facts { address: street(None), ..full() }, "the booking lacks a street address"),
            (Facts { address: street(Some("8412")), ..full() }, "the booking lacks a street address"),
            (Facts { phone: None, ..full() }, "the booking lacks a phone number"),
        ] {
            let missing = BookingRequest::agreed(facts, &yes(), false).expect_err("a booking that lacks something");
            assert_eq!(missing.to_string(), lacks);
        }
    }

    #[test]
    fn a_window_that_was_not_offered_cannot_be_proposed() {
        let afternoon = window("2026-11-23T13:00-06:00", "2026-11-23T15:00-06:00");
        let longer = Window { to: afternoon.to, ..morning() };
        assert_eq!(Proposal::of(&[morning()], afternoon, 3), None);
        assert_eq!(Proposal::of(&[morning()], longer, 3), None);
        assert_eq!(Proposal::of(&[], morning(), 3), None);
        assert_eq!(Proposal::of(&[morning(), afternoon], afternoon, 3).map(|proposal| proposal.window()), Some(afternoon));
    }

    #[test]
    fn a_yes_in_the_turn_of_the_offer_is_no_agreement() {
        let proposal = Proposal::of(&[morning()], morning(), 3).expect("a proposal");
        assert_eq!(proposal.agreed(2), None);
        assert_eq!(proposal.agreed(3), None);
        assert_eq!(proposal.agreed(4), Some(yes()));
    }

    #[test]
    fn the_yes_confirms_what_was_read_back() {
        let request = BookingRequest::agreed(full(), &yes(), true).expect("a booking");
        assert_eq!(request.name.receipt, Receipt::Heard { turn: 1, span: Span { start: 0, end: 4 }, confirmed_in: Some(4) });
        assert_eq!(request.phone.receipt, Receipt::Carrier { confirmed_in: Some(4) });
        assert!(request.address.receipt.is_confirmed() && request.window.receipt.is_confirmed());
        assert_eq!((request.window(), request.is_emergency()), (morning(), true));
        assert_eq!((request.problem().service.as_str(), request.name().short()), ("drain", "Maria"));
    }

    #[test]
    fn staff_answer_for_what_they_enter_and_need_a_street_all_the_same() {
        let entry = |line: &str| StaffEntry {
            problem: Problem { service: "drain".to_owned(), summary: "clogged sink".to_owned() },
            name: PersonName { given: Some("Maria".to_owned()), family: None },
            address: Address { street_line: Some(line.to_owned()), ..Address::default() },
            phone: PhoneNumber::parse("+18165550142").expect("a number"),
            window: morning(),
            is_emergency: false,
        };
        let request = BookingRequest::by_staff(entry("8412 Johnson Drive")).expect("a booking");
        assert!(request.name.receipt == Receipt::Staff && request.window.receipt.is_confirmed());
        assert_eq!(BookingRequest::by_staff(entry("8412")), Err(Lacks("a street address")));
    }

    #[test]
    fn what_staff_entered_needs_no_yes() {
        let mut receipt = Receipt::Staff;
        receipt.confirm(4);
        assert_eq!(receipt, Receipt::Staff);
        assert!(receipt.is_confirmed() && !Receipt::Form { confirmed_in: None }.is_confirmed());
    }
}
