//! What the carrier's error codes mean. It adds and changes codes without notice: what is not listed is refused, and no more.

use std::fmt;

/// What follows from an error code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalClass {
    /// The number takes no texts: it is marked, and people call it instead.
    BadNumber,
    /// The number wants none, and the carrier knew it before us.
    OptedOut,
    /// Something is wrong with the account, its numbers or its registration: the operator has to see to it.
    Configuration,
    /// The carrier did not like the words: the operator has to see to it.
    Filtered,
    /// It may work later.
    Transient,
    /// None of these.
    Other,
}

/// The codes by what follows from them.
const CODES: &[(RefusalClass, &[u32])] = &[
    (RefusalClass::BadNumber, &[21211, 21214, 21217, 21266, 21612, 21614, 30005, 30006, 63024]),
    (RefusalClass::OptedOut, &[21610]),
    (
        RefusalClass::Configuration,
        &[
            20003, 20005, 20404, 21212, 21408, 21606, 21608, 21609, 21617, 21659, 21660, 21701, 21703, 21704, 21705, 30002, 30032, 30033,
            30034, 30035, 30037, 30039,
        ],
    ),
    (RefusalClass::Filtered, &[30004, 30007, 30450, 30610, 30640]),
    (RefusalClass::Transient, &[14107, 20429, 20500, 20503, 21611, 30001, 30003, 30008, 30009, 30010, 30022, 30023, 30024, 30027]),
];

/// A refusal, with the carrier's own code where it gave one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The carrier's code.
    pub code: Option<u32>,
    /// The status of its answer.
    pub status: u16,
}

impl Refusal {
    /// What follows from it.
    pub fn class(self) -> RefusalClass {
        match (self.code, self.status) {
            (Some(code), _) => class_of(code),
            (None, 401 | 403 | 404) => RefusalClass::Configuration,
            (None, _) => RefusalClass::Other,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "code {code}"),
            None => write!(f, "status {}", self.status),
        }
    }
}

/// What follows from a code, whether it came with an answer or in a status callback.
pub fn class_of(code: u32) -> RefusalClass {
    CODES.iter().find(|(_, codes)| codes.contains(&code)).map_or(RefusalClass::Other, |(class, _)| *class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_mean_what_the_carrier_says() {
        for (code, class) in [
            (21211, RefusalClass::BadNumber),
            (30006, RefusalClass::BadNumber),
            (21610, RefusalClass::OptedOut),
            (21408, RefusalClass::Configuration),
            (30034, RefusalClass::Configuration),
            (30007, RefusalClass::Filtered),
            (30008, RefusalClass::Transient),
            (99999, RefusalClass::Other),
        ] {
            assert_eq!(class_of(code), class, "{code}");
        }
        assert_eq!(Refusal { code: None, status: 401 }.class(), RefusalClass::Configuration);
        assert_eq!(Refusal { code: None, status: 400 }.class(), RefusalClass::Other);
        assert_eq!(Refusal { code: Some(21610), status: 400 }.to_string(), "code 21610");
    }

    #[test]
    fn no_code_means_two_things() {
        let mut all: Vec<u32> = CODES.iter().flat_map(|(_, codes)| codes.iter().copied()).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
