//! Statistics.

use super::Node;

/// What a domain and its devices did.
pub trait Statistics: Node {}
