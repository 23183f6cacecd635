//! What a business spends at most on texts and calls, so that neither a loop nor a stranger can run up a bill. No honest shop comes
//! near the standard ones.

use crate::domain::phone_number::PhoneNumber;
use crate::domain::settings::Settings;
use serde::{Deserialize, Serialize};

/// A limit on cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Texts to one customer in a day.
    TextsPerNumber,
    /// Texts of the business in a day.
    TextsPerDay,
    /// Messages from one number, or in one chat, that are answered in a day.
    MessagesPerNumber,
    /// Calls from one number that are answered in a day.
    CallsPerNumber,
    /// Where texts and calls may go.
    AllowedPrefixes,
}

impl Limit {
    /// The word that is stored and shown: the name of its setting.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TextsPerNumber => "texts_per_number",
            Self::TextsPerDay => "texts_per_day",
            Self::MessagesPerNumber => "messages_per_number",
            Self::CallsPerNumber => "calls_per_number",
            Self::AllowedPrefixes => "allowed_prefixes",
        }
    }

    /// What came of it, for the owner.
    pub fn words(self) -> &'static str {
        match self {
            Self::TextsPerNumber => "This number got as many texts as it may in a day, and at least one more was held back.",
            Self::TextsPerDay => "Your business has sent as many texts as it may in a day, and the rest is held back.",
            Self::MessagesPerNumber => "This number wrote so much in a day that it is not answered any more today.",
            Self::CallsPerNumber => "This number called so often in a day that it is not answered any more today.",
            Self::AllowedPrefixes => "A text to this number was held back: it is not in a country that may be texted.",
        }
    }
}

/// How much of each a day may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DailyLimits {
    /// Texts to one customer.
    pub texts_per_number: u32,
    /// Texts of the business.
    pub texts_per_day: u32,
    /// Messages from one number that are answered.
    pub messages_per_number: u32,
    /// Calls from one number that are answered.
    pub calls_per_number: u32,
}

impl DailyLimits {
    /// The limits in force.
    pub fn of(settings: &Settings) -> Self {
        Self {
            texts_per_number: settings.texts_per_number.unwrap_or(20),
            texts_per_day: settings.texts_per_day.unwrap_or(2_000),
            messages_per_number: settings.messages_per_number.unwrap_or(200),
            calls_per_number: settings.calls_per_number.unwrap_or(40),
        }
    }
}

/// Area codes of the North American plan outside the United States, their territories and Canada: calls and texts there cost many
/// times as much, and fraud goes there first.
const FAR: &[&str] = &[
    "242", "246", "264", "268", "284", "345", "441", "473", "649", "658", "664", "721", "758", "767", "784", "809", "829", "849", "868",
    "869", "876",
];

/// Whether a number may be texted and called: where `allowed` says so, else in North America and in the countries of the business's
/// own numbers. Numbers that cost extra never may.
pub fn may_be_reached(number: &PhoneNumber, allowed: Option<&[String]>, own: &[PhoneNumber]) -> bool {
    if costs_extra(number) {
        return false;
    }
    match allowed {
        Some(prefixes) => prefixes.iter().any(|prefix| is_within(number, prefix)),
        None => is_within(number, "+1") || own.iter().any(|own| is_same_place(number, own)),
    }
}

/// `+1` stands for North America without the islands; whoever means one of those names its code.
fn is_within(number: &PhoneNumber, prefix: &str) -> bool {
    number.as_str().starts_with(prefix) && (prefix != "+1" || !is_far(number))
}

fn is_same_place(number: &PhoneNumber, own: &PhoneNumber) -> bool {
    let is_same_country = number.country_code() == own.country_code();
    is_same_country && (!is_far(number) || area_code(number) == area_code(own))
}

fn area_code(number: &PhoneNumber) -> Option<&str> {
    number.as_str().strip_prefix("+1").and_then(|rest| rest.get(..3))
}

fn is_far(number: &PhoneNumber) -> bool {
    area_code(number).is_some_and(|code| FAR.contains(&code))
}

/// Whether whoever calls or texts a number pays extra for it.
pub fn costs_extra(number: &PhoneNumber) -> bool {
    let exchange = number.as_str().strip_prefix("+1").and_then(|rest| rest.get(3..6));
    area_code(number) == Some("900") || exchange == Some("976")
}

/// Whether a text can be a prefix: `+` and one to seven digits.
pub fn is_prefix(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| (1..=7).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> PhoneNumber {
        PhoneNumber::parse(text).expect("a number")
    }

    fn allowed(list: &[&str]) -> Vec<String> {
        list.iter().map(|&prefix| prefix.to_owned()).collect()
    }

    #[test]
    fn at_home_is_north_america_without_the_islands() {
        let own = [number("+18165550100")];
        for text in ["+18165550123", "+15062345678", "+17872345678", "+18002345678", "+18082345678"] {
            assert!(may_be_reached(&number(text), None, &own), "{text}");
        }
        for text in ["+18765550123", "+18092345678", "+12423591234", "+447400123456", "+525555550142", "+2348021234567"] {
            assert!(!may_be_reached(&number(text), None, &own), "{text}");
        }
    }

    #[test]
    fn a_business_elsewhere_is_at_home_there() {
        let british = [number("+442079460958")];
        assert!(may_be_reached(&number("+447400123456"), None, &british));
        assert!(may_be_reached(&number("+18165550123"), None, &british));
        assert!(!may_be_reached(&number("+525555550142"), None, &british));
        let jamaican = [number("+18762101234")];
        assert!(may_be_reached(&number("+18765550123"), None, &jamaican));
        assert!(!may_be_reached(&number("+12423591234"), None, &jamaican), "one island is not the others");
    }

    #[test]
    fn what_is_set_is_what_counts() {
        let own = [number("+18165550100")];
        let north_america_and_mexico = allowed(&["+1", "+52"]);
        assert!(may_be_reached(&number("+525555550142"), Some(&north_america_and_mexico), &own));
        assert!(!may_be_reached(&number("+18765550123"), Some(&north_america_and_mexico), &own));
        assert!(may_be_reached(&number("+18765550123"), Some(&allowed(&["+1876"])), &own));
        assert!(!may_be_reached(&number("+18165550123"), Some(&allowed(&["+1876"])), &own));
    }

    #[test]
    fn numbers_that_cost_extra_never_may() {
        for text in ["+19005550123", "+18169760123"] {
            // Not every such number passes for one at the edge; where it does, it goes no further than here.
            if let Ok(number) = PhoneNumber::parse(text) {
                assert!(!may_be_reached(&number, Some(&allowed(&["+1", text])), &[]), "{text}");
            }
        }
    }

    #[test]
    fn prefixes_are_a_plus_and_digits() {
        for text in ["+1", "+52", "+1876", "+4474001"] {
            assert!(is_prefix(text), "{text}");
        }
        for text in ["", "+", "1", "+1 816", "+18165550123", "+x"] {
            assert!(!is_prefix(text), "{text}");
        }
    }
}
