//! Scheduler, block I/O, NUMA and interface parameters.

use super::Node;

/// Tuning parameters of domains beside memory.
pub trait Tune: Node {}
