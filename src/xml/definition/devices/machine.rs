//! The machine type, as far as devices depend on it.

/// The properties of a domain that its devices depend on.
#[derive(Clone, Copy)]
pub struct Machine {
    /// Whether the guest is paravirtualized.
    pub paravirtual: bool,
    /// Whether the guest is fully virtualized.
    pub fully_virtual: bool,
}

impl Machine {
    /// The default video card model.
    pub fn video(self) -> &'static str {
        if self.paravirtual { "xen" } else { "cirrus" }
    }
}
