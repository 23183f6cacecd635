//! Clients of other services: a trait each, with the real client beside it.

pub mod calendar;
pub mod mail;
pub mod operator_webhook;
pub mod telephony;

use std::time::Duration;

/// An HTTP client for calls to other services: it waits five seconds for a connection and ten in all, and follows no redirects.
///
/// # Panics
/// Where the machine's TLS can't be set up.
#[expect(clippy::disallowed_methods, reason = "the one place that makes clients")]
pub fn http_client() -> reqwest::Client {
    // The first call installs it; later ones find it installed.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .timeout(Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client with an installed TLS provider can be built")
}
