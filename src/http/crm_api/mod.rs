//! What a business's own software reads and changes: appointments, customers and conversations.

pub(crate) mod appointments;
pub(crate) mod change_appointments;
pub(crate) mod consents;
pub(crate) mod conversations;
pub(crate) mod customers;
pub(crate) mod fields;
mod views;

pub(crate) use views::{AppointmentView, MessageView, zoned};
