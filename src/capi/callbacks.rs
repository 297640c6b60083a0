//! Functions that a program gives, to be called later.

use libc::c_void;

/// A function that is told once that something is no longer used.
pub type virFreeCallback = Option<unsafe extern "C" fn(opaque: *mut c_void)>;

/// What a program wants its functions to be called with.
#[derive(Debug, Clone, Copy)]
pub struct Opaque(*mut c_void);

// SAFETY: the pointer is never followed here, only handed back to the program
// that gave it, which promised that its functions may be called from any thread.
unsafe impl Send for Opaque {}
// SAFETY: as above.
unsafe impl Sync for Opaque {}

impl Opaque {
    /// Keeps a pointer.
    pub fn new(pointer: *mut c_void) -> Self {
        Self(pointer)
    }

    /// The pointer.
    pub fn pointer(self) -> *mut c_void {
        self.0
    }
}

/// What calls a free callback.
///
/// # Safety
/// `free` may be called once with `opaque`, from any thread.
pub unsafe fn freeing(free: virFreeCallback, opaque: *mut c_void) -> Box<dyn FnOnce() + Send> {
    let opaque = Opaque::new(opaque);
    Box::new(move || {
        if let Some(free) = free {
            // SAFETY: by this function's contract; it is called once.
            unsafe { free(opaque.pointer()) };
        }
    })
}
