//! The machine that devices are part of.

/// What of a domain its devices depend on.
#[derive(Clone, Copy)]
pub struct Machine {
    /// Whether it is Xen's.
    pub xen: bool,
    /// Whether the guest believes to be on a machine of its own.
    pub fully_virtual: bool,
}

impl Machine {
    /// The video card that a screen gets.
    pub fn video(self) -> &'static str {
        if self.xen { "xen" } else { "cirrus" }
    }
}
