//! `X-Twilio-Signature`: base64 of HMAC-SHA1 over the URL and the sorted parameters, keyed with the account's token.
//!
//! The rules and the test vectors are Twilio's own (its security page, and its helper libraries for Python and Node).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// Decoded parameters of a form, as bytes: what is signed need not be valid text.
pub type Parameters = [(Vec<u8>, Vec<u8>)];

/// What was posted.
#[derive(Clone, Copy, Debug)]
pub enum Signed<'a> {
    /// A form.
    Form(&'a Parameters),
    /// Anything else: its hash stands in the URL's `bodySHA256`.
    Raw(&'a [u8]),
}

/// The signature of a URL and parameters. Names are sorted by their bytes; of one name, each value counts once, in order.
///
/// # Panics
/// Never: the keyed hash takes a key of any length.
pub fn sign(token: &str, url: &str, parameters: &Parameters) -> String {
    let mut sorted: Vec<(&[u8], &[u8])> = parameters.iter().map(|(name, value)| (name.as_slice(), value.as_slice())).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut mac = Hmac::<Sha1>::new_from_slice(token.as_bytes()).expect("a key of any length will do");
    mac.update(url.as_bytes());
    for (name, value) in sorted {
        mac.update(name);
        mac.update(value);
    }
    STANDARD.encode(mac.finalize().into_bytes())
}

/// Whether a request was signed with this token. The URL may have been signed with or without its port and its user.
pub fn is_signed(token: &str, url: &str, body: Signed<'_>, signature: &str) -> bool {
    let (parameters, body_fits): (&Parameters, bool) = match body {
        Signed::Form(parameters) => (parameters, true),
        Signed::Raw(bytes) => (&[], body_hash(url).is_some_and(|claimed| claimed.eq_ignore_ascii_case(&hex_sha256(bytes)))),
    };
    // All are tried, so that the time tells nothing.
    let matches = candidates(url).iter().fold(false, |found, candidate| {
        let expected = sign(token, candidate, parameters);
        found | bool::from(expected.as_bytes().ct_eq(signature.as_bytes()))
    });
    matches & body_fits
}

/// The ways in which Twilio may have written the URL when it signed.
fn candidates(url: &str) -> Vec<String> {
    let mut found = vec![url.to_owned()];
    let Some((scheme, rest)) = url.split_once("://") else { return found };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let (user, place) = authority.rsplit_once('@').map_or((None, authority), |(user, place)| (Some(user), place));
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit());
    let (host, port) = place.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or((place, None), |(host, port)| (host, Some(port)));
    let standard = if scheme == "https" { "443" } else { "80" };
    for place in [host.to_owned(), format!("{host}:{}", port.unwrap_or(standard)), format!("{host}:{standard}")] {
        found.push(format!("{scheme}://{place}{path}"));
        if let Some(user) = user {
            found.push(format!("{scheme}://{user}@{place}{path}"));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn body_hash(url: &str) -> Option<&str> {
    let query = url.split_once('?')?.1;
    query.split('&').find_map(|pair| pair.strip_prefix("bodySHA256="))
}

fn hex_sha256(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests;
