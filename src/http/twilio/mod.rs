//! Twilio's side: signed webhooks in, TwiML out. The rules are in `docs/TWILIO.md`.

pub(crate) mod alert;
pub(crate) mod desk;
mod form;
pub mod signature;
pub(crate) mod sms;
pub(crate) mod status;
pub(crate) mod transfer;
mod twiml;
mod verified;
pub(crate) mod voice;
pub(crate) mod voicemail;
