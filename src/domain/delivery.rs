//! What a carrier says becomes of a text. It says so in any order, and more than once.

/// A carrier's word on a text that it took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It will see to it.
    Accepted,
    /// It will see to it at a set time.
    Scheduled,
    /// It waits for its turn.
    Queued,
    /// It is leaving.
    Sending,
    /// The next carrier has it.
    Sent,
    /// The phone has it.
    Delivered,
    /// It left, and did not reach the phone.
    Undelivered,
    /// It did not leave.
    Failed,
    /// It was called back before it left.
    Canceled,
    /// Somebody has read it.
    Read,
}

impl Delivery {
    const ALL: [Self; 10] = [
        Self::Accepted,
        Self::Scheduled,
        Self::Queued,
        Self::Sending,
        Self::Sent,
        Self::Delivered,
        Self::Undelivered,
        Self::Failed,
        Self::Canceled,
        Self::Read,
    ];

    /// The carrier's word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Scheduled => "scheduled",
            Self::Queued => "queued",
            Self::Sending => "sending",
            Self::Sent => "sent",
            Self::Delivered => "delivered",
            Self::Undelivered => "undelivered",
            Self::Failed => "failed",
            Self::Canceled => "canceled",
            Self::Read => "read",
        }
    }

    /// What a word of the carrier means; none where it is not known here.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|delivery| delivery.as_str() == word)
    }

    /// How far the text has come. What was said of it earlier on its way changes nothing, whenever it is heard.
    pub fn rank(self) -> u8 {
        match self {
            Self::Accepted | Self::Scheduled => 0,
            Self::Queued => 1,
            Self::Sending => 2,
            Self::Sent => 3,
            Self::Delivered | Self::Undelivered | Self::Failed | Self::Canceled => 4,
            Self::Read => 5,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_the_carrier() {
        for delivery in Delivery::ALL {
            assert_eq!(Delivery::of_word(delivery.as_str()), Some(delivery));
        }
        assert_eq!(Delivery::of_word("received"), None);
    }

    #[test]
    fn the_first_end_is_the_end_unless_somebody_has_read_it() {
        assert!(Delivery::Sent.rank() < Delivery::Failed.rank());
        assert_eq!(Delivery::Delivered.rank(), Delivery::Failed.rank());
        assert!(Delivery::Undelivered.rank() < Delivery::Read.rank());
    }
}
