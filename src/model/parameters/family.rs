//! Families of typed parameters.

/// A family of parameters that one API function gets or sets together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// Memory limits and the guarantee.
    Memory,
    /// Scheduler parameters.
    Scheduler,
    /// Block I/O of the domain.
    Blkio,
    /// NUMA parameters.
    Numa,
    /// The bandwidth of an interface, identified by its target device or MAC address.
    Interface,
    /// The limits of a disk, identified by its target or source.
    BlockIoTune,
    /// Performance events.
    Perf,
}
