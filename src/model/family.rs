//! Families of typed parameters.

/// A family of parameters: what a get lists and a set changes together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Memory limits and the guarantee.
    Memory,
    /// The scheduler's.
    Scheduler,
    /// Block I/O of the domain.
    Blkio,
    /// The host's NUMA nodes.
    Numa,
    /// The bandwidth of an interface: its target device or its MAC address.
    Interface,
    /// The limits of a disk: its target or its source.
    BlockIoTune,
    /// Performance events.
    Perf,
}
