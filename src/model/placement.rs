//! Who chooses the processors or memory nodes of the host for a domain.

/// Who chooses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Placement {
    /// The definition.
    #[default]
    Static,
    /// A service of the host.
    Auto,
}

impl Placement {
    /// The word in the document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::Auto => "auto",
        }
    }
}
