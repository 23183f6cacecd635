//! Telling people that no person answers them: what the greeting has to say, by state and date.
//!
//! The ordinary greeting says "the automated assistant" everywhere and to everybody. Some states ask for more, or ask that it is
//! said in words that leave no doubt; there the greeting says so. The table is an engineering note on laws as they were known when
//! it was written, not counsel: see `docs/decisions/0017-consent-and-limits.md`.

use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};

/// Two letters of a state of the United States, or of its capital district.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StateCode([u8; 2]);

const STATES: &str = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD \
                      TN TX UT VT VA WA WV WI WY";

impl StateCode {
    /// The two letters.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl TryFrom<String> for StateCode {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        let wanted = text.trim().to_uppercase();
        match wanted.as_bytes() {
            [first, second] if STATES.split_whitespace().any(|state| state == wanted) => Ok(Self([*first, *second])),
            _ => Err("is no state; use two letters such as KS".to_owned()),
        }
    }
}

impl From<StateCode> for String {
    fn from(state: StateCode) -> Self {
        state.as_str().to_owned()
    }
}

/// How the greeting says that no person answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosure {
    /// "I'm the automated assistant."
    Automated,
    /// "I'm an AI assistant, not a person."
    ArtificialIntelligence,
}

/// From when on a state asks for more than the ordinary greeting, and where that is written.
struct Rule {
    state: &'static str,
    from: Date,
    source: &'static str,
}

const RULES: &[Rule] = &[
    Rule { state: "CA", from: date(2019, 7, 1), source: "Cal. Bus. & Prof. Code 17940-17943 (SB 1001)" },
    Rule { state: "ME", from: date(2025, 9, 24), source: "10 M.R.S. 1500-DD (P.L. 2025 ch. 294, LD 1727)" },
    Rule { state: "NJ", from: date(2020, 7, 19), source: "N.J.S.A. 56:18-2 (P.L. 2019 c. 486)" },
    Rule { state: "UT", from: date(2024, 5, 1), source: "Utah Code 13-75-103 (SB 149 of 2024, SB 226 of 2025)" },
];

/// How a business in this state discloses on that day.
pub fn disclosure(state: Option<StateCode>, on: Date) -> Disclosure {
    if rule(state, on).is_some() { Disclosure::ArtificialIntelligence } else { Disclosure::Automated }
}

/// The disclosure in force, for the ledger: its wording, the state it is for, and the law it follows.
pub fn version(state: Option<StateCode>, on: Date) -> String {
    match rule(state, on) {
        Some(rule) => format!("ai assistant, not a person; {}, {}", rule.state, rule.source),
        None => "automated assistant".to_owned(),
    }
}

fn rule(state: Option<StateCode>, on: Date) -> Option<&'static Rule> {
    RULES.iter().find(|rule| state.is_some_and(|state| state.as_str() == rule.state) && rule.from <= on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(text: &str) -> Option<StateCode> {
        StateCode::try_from(text.to_owned()).ok()
    }

    #[test]
    fn a_rule_counts_from_its_day_on() {
        for rule in RULES {
            let at = state(rule.state);
            assert!(at.is_some(), "{}", rule.state);
            assert_eq!(disclosure(at, rule.from), Disclosure::ArtificialIntelligence, "{}", rule.state);
            assert_eq!(disclosure(at, rule.from.yesterday().expect("a day")), Disclosure::Automated, "{}", rule.state);
            assert!(version(at, rule.from).contains(rule.source));
        }
    }

    #[test]
    fn elsewhere_and_where_nothing_is_set_the_ordinary_words_do() {
        let today = date(2026, 11, 23);
        assert_eq!(disclosure(None, today), Disclosure::Automated);
        assert_eq!(disclosure(state("KS"), today), Disclosure::Automated);
        assert_eq!(version(state("KS"), today), "automated assistant");
    }

    #[test]
    fn states_are_two_letters_that_exist() {
        assert_eq!(state(" ca ").as_ref().map(StateCode::as_str), Some("CA"));
        for text in ["", "C", "California", "XX", "PR ", "ÜT"] {
            assert_eq!(state(text), None, "{text:?}");
        }
    }
}
