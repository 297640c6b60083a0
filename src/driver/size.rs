//! How much memory and how many virtual CPUs a domain has.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::flags::Affect;
use crate::model::units::Kib;

/// Memory sizes and numbers of virtual CPUs.
pub trait Size: Node {
    /// Gives a domain so much memory, or says how much it may have.
    fn set_memory_size(
        &self,
        _domain: &Identity,
        _size: Kib,
        _maximum: bool,
        _affect: Affect,
    ) -> Result<()> {
        unsupported()
    }

    /// Sets how often the memory balloon gathers statistics, in seconds; 0 is never.
    fn set_stats_period(&self, _domain: &Identity, _period: u32, _affect: Affect) -> Result<()> {
        unsupported()
    }

    /// The most virtual CPUs that a domain of a kind may have.
    fn max_vcpus(&self, _kind: Option<&str>) -> Result<u32> {
        unsupported()
    }

    /// The virtual CPUs that a domain has, or may have.
    fn vcpu_count(&self, _domain: &Identity, _maximum: bool, _affect: Affect) -> Result<u16> {
        unsupported()
    }

    /// Gives a domain so many virtual CPUs, or says how many its definition may have.
    fn set_vcpu_count(
        &self,
        _domain: &Identity,
        _count: u32,
        _maximum: bool,
        _affect: Affect,
    ) -> Result<()> {
        unsupported()
    }
}
