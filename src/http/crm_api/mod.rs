//! What a business's own software reads: appointments and conversations.

pub(crate) mod appointments;
pub(crate) mod consents;
pub(crate) mod conversations;
mod views;

pub(crate) use views::{AppointmentView, MessageView, zoned};
