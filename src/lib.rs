//! Frontdesk: the front desk of a small trades business.
//!
//! Data goes one way: an edge in [`http`] or [`jobs`] → [`usecases::take_turn`] → [`understanding`] → the policy in
//! [`domain::conversation`] → use cases → [`storage`], and back as words.
//!
//! | module | holds |
//! |---|---|
//! | [`domain`] | the rules: businesses, availability, conversations; pure |
//! | [`understanding`] | words to meaning; pure |
//! | [`usecases`] | one verb a file: take a turn, book an appointment, onboard a business |
//! | [`storage`] | the only place that knows the database |
//! | [`jobs`] | work that leaves the turn |
//! | [`http`] | thin edges: parse, call a use case, present |
//! | [`outbound`] | clients of other services |
//! | [`config`] | typed settings |
//! | [`telemetry`] | logs |
//! | [`simulator`] | a carrier, callers and visitors to try and measure a running service with |

pub mod app;
pub mod clock;
pub mod config;
pub mod domain;
pub mod http;
pub mod jobs;
pub mod outbound;
pub mod secrets;
pub mod simulator;
pub mod storage;
pub mod telemetry;
pub mod understanding;
pub mod usecases;
