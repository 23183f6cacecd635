//! The words that stand before a name, and what each of them promises.

use crate::understanding::name::reading::Trust;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Which part of a name a frame asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// All of it.
    Whole,
    /// "first name".
    Given,
    /// "last name".
    Family,
}

/// What stands before a name.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// How much it promises.
    pub trust: Trust,
    /// Which part follows.
    pub asks: Asks,
    /// One word after it is not enough: "for Monday", "by Friday".
    pub needs_two: bool,
    /// The speaker was asked for a name.
    pub asked: bool,
    /// It speaks of a person: "I'm", "this is", not "it's".
    pub personal: bool,
}

impl Frame {
    /// A frame that needs help from what follows.
    pub const WEAK: Self = Self { trust: Trust::Weak, asks: Asks::Whole, needs_two: false, asked: false, personal: false };
    /// A frame that speaks of a person.
    pub const PERSONAL: Self = Self { personal: true, ..Self::WEAK };
    /// A frame that a name follows for certain.
    pub const STRONG: Self = Self { trust: Trust::Strong, ..Self::WEAK };
    const PAIR: Self = Self { needs_two: true, ..Self::WEAK };
    /// A frame that a given name follows.
    pub const GIVEN: Self = Self { asks: Asks::Given, ..Self::STRONG };
    /// A frame that a family name follows.
    pub const FAMILY: Self = Self { asks: Asks::Family, ..Self::STRONG };
}

const PHRASES: &[(&str, Frame)] = &[
    ("name is", Frame::STRONG),
    ("name's", Frame::STRONG),
    ("names is", Frame::STRONG),
    ("my names", Frame::STRONG),
    ("name :", Frame::STRONG),
    ("reservation :", Frame::STRONG),
    ("booking :", Frame::STRONG),
    ("appointment :", Frame::STRONG),
    ("customer :", Frame::STRONG),
    ("it's me", Frame::PERSONAL),
    ("its me", Frame::PERSONAL),
    ("soy yo", Frame::PERSONAL),
    ("name is still", Frame::STRONG),
    ("call me", Frame::STRONG),
    ("calls me", Frame::STRONG),
    ("call be", Frame::PAIR),
    ("i go by", Frame::STRONG),
    ("known as", Frame::STRONG),
    ("named me", Frame::STRONG),
    ("under the name", Frame::STRONG),
    ("under the name of", Frame::STRONG),
    ("under my name", Frame::STRONG),
    ("under name", Frame::STRONG),
    ("in the name of", Frame::STRONG),
    ("on the name", Frame::STRONG),
    ("on the name of", Frame::STRONG),
    ("on name", Frame::STRONG),
    ("by the name of", Frame::STRONG),
    ("by the name", Frame::STRONG),
    ("use the name", Frame::STRONG),
    ("for the name", Frame::STRONG),
    ("in my name", Frame::STRONG),
    ("name of", Frame::WEAK),
    ("the name", Frame::PERSONAL),
    ("my name", Frame::PERSONAL),
    ("this is", Frame::PERSONAL),
    ("i'm", Frame::PERSONAL),
    ("i am", Frame::PERSONAL),
    ("im", Frame::PERSONAL),
    ("it's", Frame::WEAK),
    ("its", Frame::WEAK),
    ("it is", Frame::WEAK),
    ("that's", Frame::WEAK),
    ("under", Frame::PERSONAL),
    ("booking under", Frame::STRONG),
    ("reservation under", Frame::STRONG),
    ("appointment under", Frame::STRONG),
    ("account under", Frame::STRONG),
    ("listed under", Frame::STRONG),
    ("booked under", Frame::STRONG),
    ("registered under", Frame::STRONG),
    ("booking is under", Frame::STRONG),
    ("reservation is under", Frame::STRONG),
    ("appointment is under", Frame::STRONG),
    ("account is under", Frame::STRONG),
    ("it should be", Frame::PAIR),
    ("for", Frame::PAIR),
    ("by", Frame::PAIR),
    ("name", Frame::PAIR),
    ("guest name", Frame::PERSONAL),
    ("booked as", Frame::PAIR),
    ("it as", Frame::PAIR),
    ("down as", Frame::PAIR),
    ("me as", Frame::PAIR),
    ("registered as", Frame::PAIR),
    ("listed as", Frame::PAIR),
    ("i'm with", Frame::PAIR),
    ("i am with", Frame::PAIR),
    ("im with", Frame::PAIR),
    ("look up", Frame::PAIR),
    ("put", Frame::PAIR),
    ("you is", Frame::PAIR),
    ("first name", Frame::GIVEN),
    ("first name is", Frame::GIVEN),
    ("first name's", Frame::GIVEN),
    ("first is", Frame::GIVEN),
    ("given name is", Frame::GIVEN),
    ("last name", Frame::FAMILY),
    ("last name is", Frame::FAMILY),
    ("last name's", Frame::FAMILY),
    ("last is", Frame::FAMILY),
    ("surname", Frame::FAMILY),
    ("surname is", Frame::FAMILY),
    ("family name", Frame::FAMILY),
    ("family name is", Frame::FAMILY),
    ("me llamo", Frame::STRONG),
    ("me llaman", Frame::STRONG),
    ("me dicen", Frame::STRONG),
    ("habla es", Frame::PERSONAL),
    ("usted con", Frame::PERSONAL),
    ("aqui", Frame::PAIR),
    ("para", Frame::PAIR),
    ("nombre", Frame::PAIR),
    ("nombre es", Frame::STRONG),
    ("nombre completo es", Frame::STRONG),
    ("nombre :", Frame::STRONG),
    ("a nombre de", Frame::STRONG),
    ("al nombre de", Frame::STRONG),
    ("bajo el nombre de", Frame::STRONG),
    ("bajo el nombre", Frame::STRONG),
    ("bajo", Frame::WEAK),
    ("soy", Frame::PERSONAL),
    ("yo soy", Frame::PERSONAL),
    ("habla", Frame::PERSONAL),
    ("le habla", Frame::PERSONAL),
    ("te habla", Frame::PERSONAL),
    ("le saluda", Frame::PERSONAL),
    ("de parte de", Frame::PERSONAL),
    ("es", Frame::PAIR),
    ("nombre de pila es", Frame::GIVEN),
    ("primer nombre es", Frame::GIVEN),
    ("apellido", Frame::FAMILY),
    ("apellido es", Frame::FAMILY),
    ("apellidos", Frame::FAMILY),
    ("apellidos son", Frame::FAMILY),
];

/// The words of a phrase and what it promises.
pub type Phrase = (Vec<&'static str>, Frame);

/// The phrases by their first word, longest first.
pub static FRAMES: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut table: HashMap<&'static str, Vec<Phrase>> = HashMap::new();
    for (phrase, frame) in PHRASES {
        let words: Vec<&'static str> = phrase.split(' ').collect();
        let Some(first) = words.first().copied() else { continue };
        table.entry(first).or_default().push((words, *frame));
    }
    for phrases in table.values_mut() {
        phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    table
});
