//! What is shown, and how often.

use super::columns::COLUMNS;
use super::view::View;
use std::time::Duration;

/// The options.
pub struct Options {
    /// The time between two readings.
    pub delay: Duration,
    /// Which domains, in which order.
    pub view: View,
}

impl Options {
    /// Domains whose names contain this, in the order of this column.
    pub fn new(delay: Duration, filter: String, sort: &str, is_reversed: bool) -> Self {
        let sort = COLUMNS.iter().position(|column| column.key == sort).unwrap_or(0);
        Self { delay, view: View::new(filter, sort, is_reversed) }
    }
}
