//! Memory sizes and numbers of virtual CPUs.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::units::Kib;

/// Memory sizes and numbers of virtual CPUs.
pub trait Size: Node {
    /// Sets a domain's current or maximum memory.
    fn set_memory_size(&self, _domain: &Identity, _size: Kib, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// Sets the period of the memory balloon's statistics in seconds; 0 disables them.
    fn set_stats_period(&self, _domain: &Identity, _period: u32, _flags: u32) -> Result<()> {
        unsupported()
    }

    /// The maximum number of virtual CPUs for a domain type.
    fn max_vcpus(&self, _kind: Option<&str>) -> Result<u32> {
        unsupported()
    }

    /// A domain's current or maximum number of virtual CPUs.
    fn vcpu_count(&self, _domain: &Identity, _flags: u32) -> Result<u16> {
        unsupported()
    }

    /// Sets a domain's current number of virtual CPUs, or its definition's maximum.
    fn set_vcpu_count(&self, _domain: &Identity, _count: u32, _flags: u32) -> Result<()> {
        unsupported()
    }
}
