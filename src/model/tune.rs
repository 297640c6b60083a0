//! Families of typed parameters beside memory's.

/// A family of parameters that a get and a set share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
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
