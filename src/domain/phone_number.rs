//! Numbers that can be dialled.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A number that can be dialled: E.164 (ITU-T E.164: `+`, country code, at most 15 digits), checked once at the edge.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

/// The text is no number that can be dialled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a phone number; write it as +18165550100")]
pub struct NotAPhoneNumber;

impl PhoneNumber {
    /// Reads a number as written or as a carrier sends it. Without a `+` it is taken as one of the United States.
    ///
    /// # Errors
    /// [`NotAPhoneNumber`] where the text is none, among them `anonymous`, short codes and SIP addresses.
    pub fn parse(text: &str) -> Result<Self, NotAPhoneNumber> {
        let text = text.trim();
        if text.len() > 40 || !text.chars().all(|c| c.is_ascii_digit() || "+()-. /".contains(c)) {
            return Err(NotAPhoneNumber);
        }
        let number = phonenumber::parse(Some(phonenumber::country::Id::US), text).map_err(|_| NotAPhoneNumber)?;
        if !number.is_valid() {
            return Err(NotAPhoneNumber);
        }
        Ok(Self(number.format().mode(phonenumber::Mode::E164).to_string()))
    }

    /// The number as `+18165550100`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether texts may reach it: toll-free lines, switchboards and their kin read none. Many countries' numbers, those of the
    /// United States among them, do not tell a mobile from a landline, and are taken for one that may.
    pub fn may_read_texts(&self) -> bool {
        use phonenumber::Type::{FixedLineOrMobile, Mobile, PersonalNumber, Unknown, Voip};
        let kind = phonenumber::parse(None, &self.0).map(|number| number.number_type(&phonenumber::metadata::DATABASE));
        kind.is_ok_and(|kind| matches!(kind, FixedLineOrMobile | Mobile | PersonalNumber | Unknown | Voip))
    }

    /// Its country's calling code; 0 where it has none.
    pub fn country_code(&self) -> u16 {
        phonenumber::parse(None, &self.0).map_or(0, |number| number.country().code())
    }

    /// The last four digits, which are all that is ever said aloud unasked.
    pub fn last_four(&self) -> &str {
        &self.0[self.0.len().saturating_sub(4)..]
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = NotAPhoneNumber;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text)
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> Self {
        number.0
    }
}

/// Whole numbers belong to people; what is printed by mistake shows the last four digits only.
impl fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PhoneNumber(…{})", self.last_four())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_kept_as_they_are_dialled() {
        for (text, number) in [
            ("+18165550142", "+18165550142"),
            ("8165550142", "+18165550142"),
            ("1 816 555 0142", "+18165550142"),
            (" (816) 555-0142 ", "+18165550142"),
            ("816.555.0142", "+18165550142"),
            ("+52 55 5555 0142", "+525555550142"),
            ("+44 20 7946 0958", "+442079460958"),
        ] {
            assert_eq!(PhoneNumber::parse(text).map(String::from), Ok(number.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_carriers_send_in_place_of_a_number_is_none() {
        let long = "8".repeat(50);
        for text in [
            "",
            " ",
            "+",
            "anonymous",
            "Restricted",
            "unavailable",
            "+266696687",
            "+86282452253",
            "911",
            "12345",
            "5550142",
            "+1816555014",
            "sip:8165550142@example.com",
            "client:web",
            "whatsapp:+18165550142",
            "+18165550142;ext=5",
            "1-800-FLOWERS",
            "８１６５５５０１４２",
            &long,
        ] {
            assert_eq!(PhoneNumber::parse(text), Err(NotAPhoneNumber), "{text:?}");
        }
    }

    #[test]
    fn some_numbers_read_no_texts() {
        let reads = |text: &str| PhoneNumber::parse(text).expect("a number").may_read_texts();
        assert!(reads("+18165550142") && reads("+52 55 5555 0142"));
        assert!(!reads("+18005551212") && !reads("+18885551212") && !reads("+19005551212"));
    }

    #[test]
    fn a_number_that_is_printed_by_mistake_shows_four_digits() {
        let number = PhoneNumber::parse("+18165550142").expect("a number");
        assert_eq!(number.last_four(), "0142");
        assert_eq!(format!("{number:?}"), "PhoneNumber(…0142)");
    }
}
