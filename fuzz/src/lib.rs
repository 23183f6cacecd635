//! What the fuzz targets share: what was known before a text was said, picked by bytes, and what holds of every meaning.

mod holds;
mod known;

pub use holds::{holds_of, is_in_order};
pub use known::{Known, presents};
