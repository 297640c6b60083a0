//! Domains' devices.

use super::Node;

/// Devices of domains.
pub trait Devices: Node {}
