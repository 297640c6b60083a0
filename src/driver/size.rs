//! How much memory and how many virtual CPUs a domain has.

use super::Node;

/// Memory sizes, virtual CPUs and where they run.
pub trait Size: Node {}
