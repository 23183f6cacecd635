//! Whose visit it is.

use super::KnownVisit;
use crate::domain::conversation::Channel;
use crate::domain::customer::{Address, PersonName};
use crate::domain::phone_number::PhoneNumber;
use crate::understanding::text::fold;
use crate::understanding::time::DaySpan;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What to look for a visit by: whatever the caller is known by or has said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clues {
    /// Numbers that they call from or told.
    pub phones: Vec<PhoneNumber>,
    /// Address told.
    pub address: Option<Address>,
    /// Name told.
    pub name: Option<PersonName>,
    /// Days on which they say that the visit is.
    pub days: Vec<DaySpan>,
}

/// What speaks for somebody: what the carrier says, and what they have said themselves in this conversation. What was on record
/// or typed into a form before does not count.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'a> {
    /// How they reached us.
    pub channel: Channel,
    /// The number that the carrier gave.
    pub number: Option<&'a PhoneNumber>,
    /// The name they said.
    pub name: Option<&'a PersonName>,
    /// The address they said.
    pub address: Option<&'a Address>,
    /// The number they said.
    pub phone: Option<&'a PhoneNumber>,
    /// The days on which they said that the visit is.
    pub days: &'a [DaySpan],
    /// Booked in this conversation.
    pub booked_here: &'a [Uuid],
    /// The business's time zone.
    pub zone: &'a TimeZone,
}

/// A visit of the caller's own. To hold one is the right to change it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnVisit {
    visit: KnownVisit,
    proof: Proof,
}

/// What the right rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Proof {
    /// It was booked in this very conversation.
    BookedHere,
    /// They write from the customer's number.
    Number,
    /// They call from the customer's number and said this.
    NumberAnd(Vec<Matched>),
    /// They said all this.
    Said(Vec<Matched>),
}

/// Something said that is as it stands in the book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Matched {
    Name,
    Address,
    Phone,
    Day,
}

impl OwnVisit {
    /// The right to a visit, where the evidence suffices: it was booked in this conversation; or they text from the customer's
    /// number; or they call from it and said one fact of their own; or, whatever they reach us by, they said two.
    pub fn prove(visit: &KnownVisit, evidence: &Evidence<'_>) -> Option<Self> {
        let is_number_theirs = evidence.number.is_some() && evidence.number == visit.phone.as_ref();
        let said = matched(visit, evidence, is_number_theirs && evidence.channel == Channel::Phone);
        let proof = if evidence.booked_here.contains(&visit.appointment) {
            Proof::BookedHere
        } else if is_number_theirs && evidence.channel == Channel::Sms {
            Proof::Number
        } else if is_number_theirs && evidence.channel == Channel::Phone && said.iter().any(|fact| *fact != Matched::Phone) {
            Proof::NumberAnd(said)
        } else if said.len() >= 2 {
            Proof::Said(said)
        } else {
            return None;
        };
        Some(Self { visit: visit.clone(), proof })
    }

    /// The visit.
    pub fn visit(&self) -> &KnownVisit {
        &self.visit
    }
}

fn matched(visit: &KnownVisit, evidence: &Evidence<'_>, is_greeted_by_name: bool) -> Vec<Matched> {
    let facts = [
        (Matched::Name, evidence.name.is_some_and(|said| is_same_name(said, &visit.name, is_greeted_by_name))),
        (Matched::Address, evidence.address.is_some_and(|said| is_same_door(said, &visit.address))),
        (Matched::Phone, evidence.phone.is_some() && evidence.phone == visit.phone.as_ref()),
        (Matched::Day, evidence.days.iter().any(|span| is_day_of(*span, visit, evidence.zone))),
    ];
    facts.into_iter().filter_map(|(fact, holds)| holds.then_some(fact)).collect()
}

/// The family name, where there is one, and no other given name. Who was greeted by their given name proves nothing by it.
fn is_same_name(said: &PersonName, on_visit: &PersonName, is_greeted_by_name: bool) -> bool {
    let differs =
        |one: &Option<String>, other: &Option<String>| one.as_ref().zip(other.as_ref()).is_some_and(|(a, b)| words(a) != words(b));
    if differs(&said.given, &on_visit.given) {
        return false;
    }
    match (&on_visit.family, &said.family) {
        (Some(family), Some(said)) => {
            let (family, said) = (words(family), words(said));
            !said.is_empty() && (said.iter().all(|word| family.contains(word)) || family.iter().all(|word| said.contains(word)))
        }
        (Some(_), None) => false,
        (None, _) => !is_greeted_by_name && said.given.is_some() && on_visit.given.is_some(),
    }
}

/// The house number, and no other street.
fn is_same_door(said: &Address, on_visit: &Address) -> bool {
    let (Some(said), Some(on_visit)) = (&said.street_line, &on_visit.street_line) else { return false };
    let (said, on_visit) = (words(said), words(on_visit));
    let number = |words: &[String]| words.iter().find(|word| word.starts_with(|c: char| c.is_ascii_digit())).cloned();
    let is_name =
        |word: &&String| word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !KINDS_OF_STREET.contains(&word.as_str());
    let names = |words: &[String]| -> Vec<String> { words.iter().filter(is_name).cloned().collect() };
    let (streets_said, streets) = (names(&said), names(&on_visit));
    let is_same_street = streets_said.is_empty() || streets.is_empty() || streets_said.iter().any(|name| streets.contains(name));
    number(&said).is_some() && number(&said) == number(&on_visit) && is_same_street
}

/// Words that many streets share.
const KINDS_OF_STREET: &[&str] = &[
    "street",
    "avenue",
    "ave",
    "drive",
    "road",
    "lane",
    "court",
    "place",
    "boulevard",
    "blvd",
    "way",
    "circle",
    "terrace",
    "parkway",
    "trail",
    "north",
    "south",
    "east",
    "west",
];

fn is_day_of(span: DaySpan, visit: &KnownVisit, zone: &TimeZone) -> bool {
    span.first == span.last && visit.window.from.to_zoned(zone.clone()).date() == span.first
}

fn words(text: &str) -> Vec<String> {
    fold(text).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

impl Clues {
    /// True where a visit that was found by no number or address may still be meant: two of name, house number and day are its own.
    pub fn point_to(&self, name: &PersonName, address: &Address, day: jiff::civil::Date) -> bool {
        let hits = [
            self.name.as_ref().is_some_and(|said| is_same_name(said, name, false)),
            self.address.as_ref().is_some_and(|said| is_same_door(said, address)),
            self.days.iter().any(|span| span.first == span.last && span.first == day),
        ];
        hits.into_iter().filter(|hit| *hit).count() >= 2
    }

    /// True where they have said two things of which a number is none.
    pub fn are_two_facts(&self) -> bool {
        let told = [self.name.is_some(), self.address.is_some(), !self.days.is_empty()];
        told.into_iter().filter(|told| *told).count() >= 2
    }
}
