//! The chat of a business's web site.

pub(crate) mod api;
mod cross_origin;

pub(crate) use cross_origin::cross_origin;
