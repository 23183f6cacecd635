//! Twilio's side: signed webhooks in, TwiML out. The rules are in `docs/TWILIO.md`.

pub(crate) mod alert;
mod form;
pub mod signature;
pub(crate) mod sms;
pub(crate) mod status;
mod twiml;
mod verified;
pub(crate) mod voice;
