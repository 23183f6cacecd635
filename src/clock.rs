//! Time and chance, which come in from outside so that a month runs in a second and a test is the same twice.

use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use uuid::Uuid;

/// Where the present comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's own clock.
    System,
    /// A clock that stands until it is moved, in UTC milliseconds.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `instant` until it is moved.
    pub fn standing_at(instant: Timestamp) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(instant.as_millisecond())))
    }

    /// The present, to the millisecond, as it is stored.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    pub fn now(&self) -> Timestamp {
        let milliseconds = match self {
            Self::System => Timestamp::now().as_millisecond(),
            Self::Manual(at) => at.load(Ordering::SeqCst),
        };
        Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// Moves a standing clock on; the machine's own can't be moved.
    pub fn advance(&self, by: SignedDuration) {
        if let Self::Manual(at) = self {
            at.fetch_add(i64::try_from(by.as_millis()).unwrap_or_default(), Ordering::SeqCst);
        }
    }
}

/// Where chance comes from.
#[derive(Clone, Debug)]
pub enum Chance {
    /// The machine's own.
    System,
    /// A sequence that is the same every time, for tests and demo businesses: never for keys that guard something.
    Sequence(Arc<AtomicU64>),
}

impl Chance {
    /// A sequence that begins at `seed`.
    pub fn sequence(seed: u64) -> Self {
        Self::Sequence(Arc::new(AtomicU64::new(seed)))
    }

    /// Random bytes.
    ///
    /// # Panics
    /// Where the machine has no randomness, without which no key is safe.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match self {
            Self::System => getrandom::fill(&mut bytes).expect("the machine gives randomness"),
            Self::Sequence(next) => {
                for chunk in bytes.chunks_mut(8) {
                    let mixed = split_mix(next.fetch_add(1, Ordering::SeqCst));
                    chunk.copy_from_slice(&mixed.to_be_bytes()[..chunk.len()]);
                }
            }
        }
        bytes
    }

    /// A new id that sorts by time (`UUIDv7`, RFC 9562).
    pub fn id(&self, now: Timestamp) -> Uuid {
        let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &self.bytes()).into_uuid()
    }
}

/// SplitMix64 (Steele, Lea and Flood, 2014): one step.
fn split_mix(state: u64) -> u64 {
    let mut z = state.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
