//! How the CPUs or NUMA nodes for a domain are chosen.

/// The chooser of CPUs or nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Placement {
    /// The definition.
    #[default]
    Static,
    /// A placement service of the host.
    Auto,
}

impl Placement {
    /// The value in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::Auto => "auto",
        }
    }
}
