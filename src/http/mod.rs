//! The edges: each handler parses, calls a use case, and presents. Rules live elsewhere.

mod admin_api;
mod alert_page;
mod auth;
mod crm_api;
mod embedded;
mod error;
mod extract;
mod health;
mod log_requests;
mod openapi;
mod owner_api;
mod page;
mod reminders_api;
mod router;
mod twilio;
mod warnings;
mod widget;

pub use openapi::document;
pub use router::router;
pub use twilio::signature;
