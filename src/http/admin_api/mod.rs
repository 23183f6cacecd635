//! What the operator does: takes on businesses, sets them up, suspends them.

pub(crate) mod businesses;
mod change;
pub(crate) mod demo;
pub(crate) mod drill;
pub(crate) mod jobs;
pub(crate) mod notices;
