//! The last error of each thread and of each connection, as C sees it.

use super::handles::Connect;
use super::strings::{allocate, release, to_c};
use super::types::{virError, virErrorFunc, virErrorPtr};
use crate::model::constants::virErrorLevel;
use crate::model::{Error, virErrorNumber};
use crate::sys::warn::print;
use libc::{c_int, c_void};
use std::cell::UnsafeCell;
use std::ptr::{addr_of, addr_of_mut, null_mut};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An error object of the library's own; its strings are freed with it.
pub struct OwnedError(UnsafeCell<virError>);

// SAFETY: the object is reached through a thread-local or under a mutex; the
// pointers in it are to memory from malloc that belongs to it alone.
unsafe impl Send for OwnedError {}

impl OwnedError {
    /// No error.
    pub const fn none() -> Self {
        Self(UnsafeCell::new(virError {
            code: 0,
            domain: 0,
            message: null_mut(),
            level: virErrorLevel::VIR_ERR_NONE,
            conn: null_mut(),
            dom: null_mut(),
            str1: null_mut(),
            str2: null_mut(),
            str3: null_mut(),
            int1: 0,
            int2: 0,
            net: null_mut(),
        }))
    }

    /// The object, for C to look at.
    pub fn as_ptr(&self) -> virErrorPtr {
        self.0.get()
    }

    /// Takes an error over in place of what was there.
    pub fn set(&self, error: &Error) {
        self.clear();
        let place = self.as_ptr();
        let (int1, int2) = error.ints();
        // libvirt leaves str2 out of this one error.
        let detail =
            (error.code() != virErrorNumber::VIR_ERR_NO_DOMAIN).then(|| to_c(error.detail()));
        // SAFETY: the object lives as long as `self`, and whoever has `self` has
        // it alone (see the impl of Send); its strings were freed just now.
        unsafe {
            addr_of_mut!((*place).code).write(error.code() as c_int);
            addr_of_mut!((*place).domain).write(error.domain() as c_int);
            addr_of_mut!((*place).level).write(virErrorLevel::VIR_ERR_ERROR);
            addr_of_mut!((*place).message).write(to_c(&error.message()));
            addr_of_mut!((*place).str1).write(to_c(error.code().template()));
            addr_of_mut!((*place).str2).write(detail.unwrap_or(null_mut()));
            addr_of_mut!((*place).int1).write(int1);
            addr_of_mut!((*place).int2).write(int2);
        }
    }

    /// Back to no error.
    pub fn clear(&self) {
        // SAFETY: the object is this library's own, its strings are from malloc.
        unsafe { reset(self.as_ptr()) };
    }
}

impl Drop for OwnedError {
    fn drop(&mut self) {
        self.clear();
    }
}

/// Frees an error object's strings and zeroes it.
///
/// # Safety
/// `error` points to an error object whose strings are NULL or from malloc.
pub unsafe fn reset(error: virErrorPtr) {
    // SAFETY: by this function's contract. The enumeration `level` is never
    // read, as C may have put any number there; all zeroes is a valid object.
    unsafe {
        release(addr_of_mut!((*error).message));
        release(addr_of_mut!((*error).str1));
        release(addr_of_mut!((*error).str2));
        release(addr_of_mut!((*error).str3));
        error.write_bytes(0, 1);
    }
}

/// Copies an error object; the strings of the copy are its own.
///
/// # Safety
/// `from` points to a valid error object, `to` to room for one, which is
/// overwritten without a look at what was there.
pub unsafe fn copy(from: *const virError, to: virErrorPtr) {
    // SAFETY: by this function's contract; both are whole objects.
    unsafe {
        to.copy_from_nonoverlapping(from, 1);
        addr_of_mut!((*to).message).write(duplicate(addr_of!((*from).message).read()));
        addr_of_mut!((*to).str1).write(duplicate(addr_of!((*from).str1).read()));
        addr_of_mut!((*to).str2).write(duplicate(addr_of!((*from).str2).read()));
        addr_of_mut!((*to).str3).write(duplicate(addr_of!((*from).str3).read()));
    }
}

/// # Safety
/// `text` is NULL or ends with a NUL.
unsafe fn duplicate(text: *const libc::c_char) -> *mut libc::c_char {
    if text.is_null() {
        return null_mut();
    }
    // SAFETY: not NULL, so by this function's contract it ends with a NUL.
    unsafe { libc::strdup(text) }
}

/// A new, empty error object from malloc.
pub fn allocate_error() -> virErrorPtr {
    allocate(size_of::<virError>()).cast()
}

thread_local! {
    static LAST: OwnedError = const { OwnedError::none() };
}

/// The calling thread's error object; `None` while the thread is being ended.
pub fn last() -> Option<virErrorPtr> {
    LAST.try_with(OwnedError::as_ptr).ok()
}

/// Forgets the calling thread's last error.
pub fn forget() {
    // A thread that is being ended has no error left to forget.
    let _ = LAST.try_with(OwnedError::clear);
}

/// Whom to tell of errors, and what to tell him with.
#[derive(Clone, Copy)]
pub struct Handler {
    /// The function; none means the next one in line.
    pub function: virErrorFunc,
    /// Its first argument.
    pub user_data: *mut c_void,
}

impl Handler {
    /// Nobody in particular.
    pub const NONE: Self = Self { function: None, user_data: null_mut() };
}

// SAFETY: the pointer is only handed back to the program that gave it, which
// promised with virSetErrorFunc that its function may be called from any thread.
unsafe impl Send for Handler {}

static HANDLER: Mutex<Handler> = Mutex::new(Handler::NONE);

/// The handler for errors of connections that have none of their own.
pub fn global_handler() -> MutexGuard<'static, Handler> {
    HANDLER.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes this the last error of the calling thread and of the connection, and
/// tells whoever wants to know: the connection's handler, else the global one,
/// else standard error.
pub fn raise(error: &Error, connect: Option<&Connect>) {
    let mut handler = *global_handler();
    if let Some(connect) = connect {
        connect.last_error().set(error);
        let own = *connect.handler();
        if own.function.is_some() {
            handler = own;
        }
    }
    let stored = LAST.try_with(|last| {
        last.set(error);
        last.as_ptr()
    });
    let Ok(place) = stored else {
        return;
    };
    match handler.function {
        // SAFETY: the program gave this function and its data to be called so;
        // no lock is held, and the object is a valid one.
        Some(function) => unsafe { function(handler.user_data, place) },
        None => print(&super::error::default_text(error.domain(), error)),
    }
}
