//! Memory parameters.

use super::{Node, unsupported};
use crate::model::Result;
use crate::model::domain::Identity;
use crate::model::flags::Affect;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::Kib;

/// The memory parameters that a driver knows.
#[derive(Debug, Clone, Copy)]
pub struct MemorySupport {
    /// Those whose names a set accepts.
    pub settable: &'static [MemoryField],
    /// Those that a get lists.
    pub listed: &'static [MemoryField],
    /// The flags that a set accepts beside those that say what it changes.
    pub set_flags: u32,
}

/// Memory parameters of domains.
pub trait Memory: Node {
    /// The memory parameters that the driver knows.
    fn memory_support(&self) -> Result<MemorySupport> {
        unsupported()
    }

    /// A domain's memory parameters, each one that a get lists.
    fn memory(&self, _domain: &Identity, _affect: Affect) -> Result<Memtune> {
        unsupported()
    }

    /// Sets memory parameters: all of them, or none and an error. `force` sets a
    /// limit although the kernel may kill for it.
    fn set_memory(
        &self,
        _domain: &Identity,
        _wanted: &Memtune,
        _affect: Affect,
        _force: bool,
    ) -> Result<()> {
        unsupported()
    }

    /// A hard limit that a running domain can live with.
    fn suggest_hard_limit(&self, _domain: &Identity) -> Result<Kib> {
        unsupported()
    }
}
