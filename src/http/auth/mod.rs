//! Who may do what. A right is a value: a handler that asks for one can't run without it.

mod operator;
mod staff;
mod visitor;

pub(crate) use operator::Operator;
pub(crate) use staff::Staff;
pub(crate) use visitor::{SiteVisitor, visitor_token};

use axum::http::HeaderMap;

/// A header's value, where it is there and readable.
pub(super) fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim).filter(|value| !value.is_empty())
}
