//! What the service itself calls for help about, in words for the operator.

use crate::domain::business::Business;
use uuid::Uuid;

/// Something that the operator has to see to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The carrier refuses texts or calls for a reason that lies in the settings.
    SendingRefused {
        /// The carrier's code.
        code: u32,
    },
    /// Work was given up and waits to be looked at.
    WorkGivenUp {
        /// What kind of work.
        kind: &'static str,
    },
    /// Nobody at the business could be reached about an emergency.
    OwnerUnreachable {
        /// Which alert, since each is worth a call for help.
        alert: Uuid,
    },
    /// A number at which the business is alerted wants no texts.
    OwnerOptedOut,
    /// A limit on cost was reached.
    LimitReached {
        /// Its name.
        limit: &'static str,
    },
}

impl Notice {
    /// The word that is stored and shown.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SendingRefused { .. } => "sending_refused",
            Self::WorkGivenUp { .. } => "work_given_up",
            Self::OwnerUnreachable { .. } => "owner_unreachable",
            Self::OwnerOptedOut => "owner_opted_out",
            Self::LimitReached { .. } => "limit_reached",
        }
    }

    /// What tells it apart from another of its kind.
    pub fn detail(&self) -> String {
        match self {
            Self::SendingRefused { code } => code.to_string(),
            Self::WorkGivenUp { kind } => (*kind).to_owned(),
            Self::LimitReached { limit } => (*limit).to_owned(),
            Self::OwnerUnreachable { alert } => alert.to_string(),
            Self::OwnerOptedOut => String::new(),
        }
    }

    /// What happened and what to do, in one text.
    pub fn words(&self, business: &Business) -> String {
        let name = &business.name;
        match self {
            Self::SendingRefused { code } => {
                format!(
                    "Frontdesk: the carrier refuses to send for {name} (code {code}). Look that code up at twilio.com/docs/errors and check the account and number."
                )
            }
            Self::WorkGivenUp { kind } => {
                format!(
                    "Frontdesk: work for {name} was given up ({kind}). See GET /v1/admin/jobs?state=dead, mend the cause, and retry it there."
                )
            }
            Self::OwnerUnreachable { .. } => {
                format!("Frontdesk: an emergency came in for {name} and nobody there has answered. Please try to reach them another way.")
            }
            Self::OwnerOptedOut => {
                format!("Frontdesk: a number at which {name} is alerted has opted out of texts. Alerts go by call until it texts START.")
            }
            Self::LimitReached { limit } => {
                format!("Frontdesk: {name} has reached a limit ({limit}). What it holds back is kept. See docs/SETTINGS.md to change it.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::business::tests::business;
    use serde_json::json;

    #[test]
    fn every_notice_names_the_business_and_fits_two_segments() {
        let shop = business(json!({}));
        for notice in [
            Notice::SendingRefused { code: 21606 },
            Notice::WorkGivenUp { kind: "send_message" },
            Notice::OwnerUnreachable { alert: Uuid::nil() },
            Notice::OwnerOptedOut,
            Notice::LimitReached { limit: "texts_per_day" },
        ] {
            let words = notice.words(&shop);
            assert!(words.contains("Bristol Plumbing") && words.chars().count() <= 306, "{words}");
        }
    }
}
