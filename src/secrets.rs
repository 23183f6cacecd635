//! Keys: made, hashed for look-up, and sealed so that a stolen database gives none.

use crate::clock::Chance;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The texts that seal and open stored keys; the first seals, all open.
#[derive(Clone)]
pub struct KeyRing {
    keys: Vec<(String, XChaCha20Poly1305)>,
}

/// A key ring that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be one or more keys of 32 bytes in base64, comma-separated; make one with: openssl rand -base64 32")]
pub struct BadKeyRing;

/// A sealed text that no key of the ring opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no key of SECRETS_KEY opens a stored secret; was it changed?")]
pub struct CannotOpen;

const NONCE_BYTES: usize = 24;

impl KeyRing {
    /// Reads a key ring: base64 of 32 bytes, several comma-separated.
    ///
    /// # Errors
    /// [`BadKeyRing`] where a part is no such key.
    pub fn parse(text: &str) -> Result<Self, BadKeyRing> {
        let keys = text.split(',').map(|part| {
            let bytes = STANDARD.decode(part.trim()).map_err(|_| BadKeyRing)?;
            let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| BadKeyRing)?;
            Ok((hash(part.trim())[..8].to_owned(), cipher))
        });
        Ok(Self { keys: keys.collect::<Result<_, _>>()? })
    }

    /// A new key for a ring, as text.
    pub fn new_key(chance: &Chance) -> String {
        STANDARD.encode(chance.bytes::<32>())
    }

    /// Seals a text. `place` (table, column and business) is bound to it, so that it opens nowhere else.
    ///
    /// # Panics
    /// Never: the cipher takes any text of this length.
    pub fn seal(&self, text: &str, place: &str, chance: &Chance) -> String {
        let (id, cipher) = &self.keys[0];
        let nonce = chance.bytes::<NONCE_BYTES>();
        let payload = Payload { msg: text.as_bytes(), aad: place.as_bytes() };
        let sealed = cipher.encrypt(&XNonce::from(nonce), payload).expect("the cipher takes any short text");
        format!("v1:{id}:{}", STANDARD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens a text that was sealed for `place`.
    ///
    /// # Errors
    /// [`CannotOpen`] where it was sealed with another key or for another place, or was changed.
    pub fn open(&self, sealed: &str, place: &str) -> Result<String, CannotOpen> {
        let mut parts = sealed.splitn(3, ':');
        let (Some("v1"), Some(id), Some(body)) = (parts.next(), parts.next(), parts.next()) else { return Err(CannotOpen) };
        let (_, cipher) = self.keys.iter().find(|(own, _)| own == id).ok_or(CannotOpen)?;
        let body = STANDARD.decode(body).map_err(|_| CannotOpen)?;
        let (nonce, text) = body.split_first_chunk::<NONCE_BYTES>().ok_or(CannotOpen)?;
        let opened = cipher.decrypt(&XNonce::from(*nonce), Payload { msg: text, aad: place.as_bytes() }).map_err(|_| CannotOpen)?;
        String::from_utf8(opened).map_err(|_| CannotOpen)
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing({} keys)", self.keys.len())
    }
}

/// A new key of 256 random bits, with a prefix that says what it is for.
pub fn new_key(prefix: &str, chance: &Chance) -> String {
    format!("{prefix}_{}", URL_SAFE_NO_PAD.encode(chance.bytes::<32>()))
}

/// SHA-256 in hex. Keys have 256 random bits, so a slow hash would add nothing.
pub fn hash(text: &str) -> String {
    use std::fmt::Write as _;
    Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Compares two texts in a time that does not tell where they differ.
pub fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_only_where_it_was_sealed_for() {
        let chance = Chance::sequence(1);
        let ring = KeyRing::parse(&KeyRing::new_key(&chance)).expect("a fresh key");
        let sealed = ring.seal("fd_key", "business_key.sealed.ace", &chance);
        assert_eq!(ring.open(&sealed, "business_key.sealed.ace"), Ok("fd_key".to_owned()));
        assert_eq!(ring.open(&sealed, "business_key.sealed.other"), Err(CannotOpen));
        assert_eq!(ring.open("v1:nonsense", "x"), Err(CannotOpen));
    }

    #[test]
    fn a_new_first_key_still_opens_what_the_old_one_sealed() {
        let chance = Chance::sequence(2);
        let (old, new) = (KeyRing::new_key(&chance), KeyRing::new_key(&chance));
        let sealed = KeyRing::parse(&old).expect("a key").seal("text", "place", &chance);
        let ring = KeyRing::parse(&format!("{new},{old}")).expect("two keys");
        assert_eq!(ring.open(&sealed, "place"), Ok("text".to_owned()));
        assert_eq!(KeyRing::parse(&new).expect("a key").open(&sealed, "place"), Err(CannotOpen));
    }

    #[test]
    fn a_short_key_is_refused() {
        assert_eq!(KeyRing::parse("c2hvcnQ=").err(), Some(BadKeyRing));
        assert_eq!(KeyRing::parse("").err(), Some(BadKeyRing));
    }
}
