//! The arguments of the program's callbacks.

use libc::c_void;

/// The argument that a program registered with a callback.
#[derive(Debug, Clone, Copy)]
pub struct Opaque(*mut c_void);

// SAFETY: the pointer is never dereferenced here, only handed back to the program
// that gave it, which promised that its functions may be called from any thread.
unsafe impl Send for Opaque {}
// SAFETY: as above.
unsafe impl Sync for Opaque {}

impl Opaque {
    /// Stores a pointer.
    pub fn new(pointer: *mut c_void) -> Self {
        Self(pointer)
    }

    /// The pointer.
    pub fn pointer(self) -> *mut c_void {
        self.0
    }
}
