//! Who may be texted: what somebody says about it, and by which way.

use crate::domain::conversation::Channel;
use serde::{Deserialize, Serialize};

/// What a line of the ledger says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentKind {
    /// They got in touch, which is consent to be answered.
    Contact,
    /// They want texts again.
    OptIn,
    /// They want no more.
    OptOut,
}

impl ConsentKind {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::OptIn => "opt_in",
            Self::OptOut => "opt_out",
        }
    }
}

/// By which way it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentWay {
    /// In a conversation.
    Channel(Channel),
    /// The carrier says so: it refuses texts to a number that told it STOP.
    Carrier,
}

impl ConsentWay {
    /// The word that is stored and shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Channel(channel) => channel.as_str(),
            Self::Carrier => "carrier",
        }
    }
}

/// The carrier's keywords, alone in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyword {
    /// STOP and its family.
    Stop,
    /// CANCEL, which is of that family too, but may be meant for a visit.
    Cancel,
    /// START and UNSTOP, and YES from a number that is opted out.
    Start,
    /// HELP and INFO.
    Help,
}

/// On what a line of the ledger rests, for those who read it: a call, a text, or a form.
pub fn basis(kind: &str, way: &str) -> Option<&'static str> {
    if kind != ConsentKind::Contact.as_str() {
        return None;
    }
    match way.parse() {
        Ok(Channel::Phone) => Some("verbal_call"),
        Ok(Channel::Sms) => Some("inbound_text"),
        Ok(Channel::Web) => Some("web_form"),
        Err(()) => None,
    }
}

/// The carrier's keywords, alone in a message, whatever their case and punctuation (contract §3). `YES` is one only for a number
/// that is opted out.
pub fn keyword(text: &str, is_opted_out: bool) -> Option<Keyword> {
    let word = text.trim_matches(|c: char| !c.is_alphanumeric()).to_uppercase();
    match word.as_str() {
        "STOP" | "STOPALL" | "UNSUBSCRIBE" | "END" | "QUIT" | "REVOKE" | "OPTOUT" => Some(Keyword::Stop),
        "CANCEL" => Some(Keyword::Cancel),
        "START" | "UNSTOP" => Some(Keyword::Start),
        "YES" if is_opted_out => Some(Keyword::Start),
        "HELP" | "INFO" => Some(Keyword::Help),
        _ => None,
    }
}

/// What the carrier says that it took a text for and has answered already (`OptOutType`), whatever its words were.
pub fn answered_keyword(opt_out_type: &str, text: &str) -> Option<Keyword> {
    match opt_out_type {
        "STOP" if keyword(text, false) == Some(Keyword::Cancel) => Some(Keyword::Cancel),
        "STOP" => Some(Keyword::Stop),
        "START" => Some(Keyword::Start),
        "HELP" => Some(Keyword::Help),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_count_alone_whatever_their_case_and_punctuation() {
        for word in
            ["STOP", "stop", " Stop. ", "\"STOP\"", "stop!!!", "\u{a0}STOP\n", "StopAll", "unsubscribe", "END.", "quit", "Revoke", "optout"]
        {
            assert_eq!(keyword(word, false), Some(Keyword::Stop), "{word:?}");
        }
        assert_eq!(keyword(" cancel. ", false), Some(Keyword::Cancel));
        for word in ["START", "unstop"] {
            assert_eq!(keyword(word, false), Some(Keyword::Start), "{word:?}");
        }
        for word in ["Help", "INFO?"] {
            assert_eq!(keyword(word, true), Some(Keyword::Help), "{word:?}");
        }
        for text in ["stop by tomorrow", "STOP PLEASE", "cancel my appointment", "", "...", "yes", "ends", "C", "1"] {
            assert_eq!(keyword(text, false), None, "{text:?}");
        }
        assert_eq!(keyword("Yes!", true), Some(Keyword::Start), "from who is out, it is the way back in");
    }

    #[test]
    fn what_the_carrier_has_answered_is_what_it_says() {
        assert_eq!(answered_keyword("STOP", "arret"), Some(Keyword::Stop), "its list of words is its own");
        assert_eq!(answered_keyword("STOP", "Cancel"), Some(Keyword::Cancel));
        assert_eq!(answered_keyword("START", "yes"), Some(Keyword::Start));
        assert_eq!(answered_keyword("HELP", "help me my basement floods"), Some(Keyword::Help));
        assert_eq!(answered_keyword("", "STOP"), None);
        assert_eq!(answered_keyword("stop", "STOP"), None, "it writes them in capitals");
    }

    #[test]
    fn a_first_contact_says_on_what_it_rests() {
        assert_eq!(basis("contact", "sms"), Some("inbound_text"));
        assert_eq!(basis("contact", "phone"), Some("verbal_call"));
        assert_eq!(basis("contact", "web"), Some("web_form"));
        assert_eq!((basis("opt_out", "sms"), basis("contact", "carrier")), (None, None));
    }
}
