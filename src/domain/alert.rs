//! Alerts: who is tried next until somebody answers, and what the caller may be told of it meanwhile.

use crate::domain::phone_number::PhoneNumber;
use crate::understanding::Danger;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

/// Everybody on the list is tried this often before the alert counts as unanswered.
const ROUNDS: usize = 2;

/// An alert can be answered for this long.
pub const ANSWERABLE_FOR: SignedDuration = SignedDuration::from_hours(24);

/// Somebody who is alerted. Written as a number alone, or with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "WrittenContact", into = "WrittenContact")]
pub struct Contact {
    /// Where.
    pub phone: PhoneNumber,
    /// Who, where that is set.
    pub name: Option<String>,
}

/// A contact as it is set and shown.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenContact {
    Phone(String),
    Named(NamedContact),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedContact {
    name: String,
    phone: String,
}

/// The longest name of somebody who is alerted.
pub const LONGEST_NAME: usize = 40;

/// Whether a text can be the name of somebody who is alerted: it is read aloud and texted.
pub fn is_name(name: &str) -> bool {
    !name.trim().is_empty() && name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control)
}

impl TryFrom<WrittenContact> for Contact {
    type Error = String;
    fn try_from(written: WrittenContact) -> Result<Self, String> {
        let (phone, name) = match written {
            WrittenContact::Phone(phone) => (phone, None),
            WrittenContact::Named(named) => (named.phone, Some(named.name)),
        };
        if name.as_deref().is_some_and(|name| !is_name(name)) {
            return Err(format!("a name must be 1 to {LONGEST_NAME} characters"));
        }
        Ok(Self { phone: PhoneNumber::parse(&phone).map_err(|error| error.to_string())?, name })
    }
}

impl From<Contact> for WrittenContact {
    fn from(contact: Contact) -> Self {
        let phone = contact.phone.as_str().to_owned();
        match contact.name {
            None => Self::Phone(phone),
            Some(name) => Self::Named(NamedContact { name, phone }),
        }
    }
}

/// What a caller is given where nobody has answered: whom to call instead.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UtilityPhones {
    /// The gas company's emergency line.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub gas: Option<PhoneNumber>,
    /// The power company's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub electric: Option<PhoneNumber>,
    /// The water company's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub water: Option<PhoneNumber>,
}

/// A utility that may help where nobody answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name is the utility")]
pub enum Utility {
    Gas,
    Electric,
    Water,
}

impl UtilityPhones {
    /// The utility that can make this danger end, where its number is set. Without danger to people it is about water, most of
    /// the time.
    pub fn against(&self, danger: Option<Danger>) -> Option<(Utility, &PhoneNumber)> {
        let (utility, phone) = match danger {
            Some(Danger::Gas | Danger::CarbonMonoxide) => (Utility::Gas, &self.gas),
            Some(Danger::Electric) => (Utility::Electric, &self.electric),
            Some(Danger::Fire | Danger::Other) => return None,
            None => (Utility::Water, &self.water),
        };
        phone.as_ref().map(|phone| (utility, phone))
    }
}

/// How somebody is alerted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By a text.
    Text,
    /// By a call.
    Call,
}

impl Way {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Call => "call",
        }
    }
}

/// How an alert stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlertState {
    /// Nobody has answered yet, and one after the other is tried.
    Open,
    /// Somebody has it.
    Acknowledged,
    /// Everybody was tried, and nobody has answered.
    Unanswered,
}

impl AlertState {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledged => "acknowledged",
            Self::Unanswered => "unanswered",
        }
    }
}

/// How somebody said that they have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnsweredBy {
    /// They texted back.
    Text,
    /// They tapped the link.
    Link,
    /// They pressed a key in the call.
    Key,
}

impl AnsweredBy {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Link => "link",
            Self::Key => "key",
        }
    }
}

/// What a caller may be told of the alert that was raised for them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// Somebody has it.
    Taken {
        /// Who, where that is known by name.
        by: Option<String>,
    },
    /// Everybody was tried, and nobody has answered.
    Unanswered,
}

/// Whom to alert next: the first of those who were tried least. Nobody, once each was tried often enough.
pub fn whom_next<'a>(contacts: &'a [Contact], tried: &[PhoneNumber]) -> Option<&'a Contact> {
    let times = |contact: &Contact| tried.iter().filter(|phone| **phone == contact.phone).count();
    contacts.iter().filter(|contact| times(contact) < ROUNDS).min_by_key(|contact| times(contact))
}

/// Whether a text from somebody who was alerted says that they have it.
pub fn says_they_have_it(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "1",
        "one",
        "ok",
        "okay",
        "k",
        "yes",
        "yep",
        "got it",
        "i got it",
        "ive got it",
        "i have it",
        "on it",
        "im on it",
        "i am on it",
        "taking it",
        "ill take it",
        "i take it",
        "mine",
        "on my way",
        "omw",
        "copy",
        "roger",
        "voy",
        "ya voy",
        "yo voy",
        "si",
        "sí",
        "lo tengo",
        "yo lo tengo",
        "de acuerdo",
        "👍",
    ];
    let kept = |c: char| c.is_alphanumeric() || c == ' ' || c == '👍';
    let plain: String = text.to_lowercase().replace('\n', " ").chars().filter(|c| kept(*c)).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    WORDS.contains(&plain.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn contact(phone: &str) -> Contact {
        Contact { phone: PhoneNumber::parse(phone).expect("a number"), name: None }
    }

    #[test]
    fn a_contact_is_a_number_or_a_name_with_one_and_shown_as_it_was_set() {
        for written in [json!("+18165550177"), json!({ "name": "Dave", "phone": "+18165550178" })] {
            let contact: Contact = serde_json::from_value(written.clone()).expect("a contact");
            assert_eq!(serde_json::to_value(contact).expect("JSON"), written);
        }
        for wrong in [json!("12"), json!({ "name": "", "phone": "+18165550178" }), json!({ "phone": "+18165550178" }), json!(7)] {
            assert!(serde_json::from_value::<Contact>(wrong.clone()).is_err(), "{wrong}");
        }
    }

    #[test]
    fn one_after_the_other_is_tried_and_all_once_more() {
        let list = [contact("+18165550177"), contact("+18165550178")];
        let mut tried = Vec::new();
        while let Some(next) = whom_next(&list, &tried) {
            tried.push(next.phone.clone());
        }
        let order: Vec<&str> = tried.iter().map(PhoneNumber::last_four).collect();
        assert_eq!(order, ["0177", "0178", "0177", "0178"]);
        assert_eq!(whom_next(&[], &[]), None);
    }

    #[test]
    fn who_was_put_on_the_list_meanwhile_is_tried_first() {
        let list = [contact("+18165550177"), contact("+18165550179")];
        let tried = [list[0].phone.clone(), PhoneNumber::parse("+18165550178").expect("a number")];
        assert_eq!(whom_next(&list, &tried), Some(&list[1]));
    }

    #[test]
    fn an_answer_is_heard_in_a_few_ways() {
        for text in ["1", " 1. ", "Got it!", "On it", "OK", "voy", "I'm on it", "Sí", "👍", "ok 👍".trim_end_matches("👍")] {
            assert!(says_they_have_it(text), "{text}");
        }
        for text in ["", "2", "who is this?", "not me, ask Jim", "ok but who?", "10", "STOP", "1 or 2?"] {
            assert!(!says_they_have_it(text), "{text}");
        }
    }

    #[test]
    fn a_utility_is_named_against_its_own_danger_only() {
        let phones: UtilityPhones = serde_json::from_value(json!({ "gas": "+18165550200", "water": "+18165550201" })).expect("numbers");
        assert_eq!(phones.against(Some(Danger::Gas)).map(|(utility, _)| utility), Some(Utility::Gas));
        assert_eq!(phones.against(None).map(|(utility, _)| utility), Some(Utility::Water));
        assert_eq!(phones.against(Some(Danger::Fire)), None);
        assert_eq!(phones.against(Some(Danger::Electric)), None, "no number is set");
    }
}
