//! The controllers that limits are set through.

/// A controller of the cgroup interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Controller {
    /// The hierarchy with this one tells where a domain's group is.
    Memory,
    /// CPU time: shares and bandwidth.
    Cpu,
}

impl Controller {
    /// The name in mount options and in cgroup.controllers.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Memory => "memory",
            Self::Cpu => "cpu",
        }
    }
}
