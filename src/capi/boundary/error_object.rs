//! Error objects in C's layout.

use crate::capi::boundary::memory::{allocate, free_string};
use crate::capi::boundary::strings::to_c;
use crate::capi::types::error::{virError, virErrorPtr};
use crate::model::constants::virErrorLevel;
use crate::model::{Error, virErrorNumber};
use libc::c_int;
use std::cell::UnsafeCell;
use std::ptr::{addr_of, addr_of_mut, null_mut};

/// An error object of the library; its strings are freed with it.
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

    /// The object, for C to read.
    pub fn as_ptr(&self) -> virErrorPtr {
        self.0.get()
    }

    /// Stores an error.
    pub fn set(&self, error: &Error) {
        self.clear();
        let place = self.as_ptr();
        let (int1, int2) = error.ints();
        // libvirt leaves str2 out of this one error.
        let detail =
            (error.code() != virErrorNumber::VIR_ERR_NO_DOMAIN).then(|| to_c(error.detail()));
        // SAFETY: the object lives as long as `self`, and access to `self` is exclusive (see the
        // impl of Send); its strings were freed just now.
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

    /// Resets the object to no error.
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
        free_string(addr_of_mut!((*error).message));
        free_string(addr_of_mut!((*error).str1));
        free_string(addr_of_mut!((*error).str2));
        free_string(addr_of_mut!((*error).str3));
        error.write_bytes(0, 1);
    }
}

/// Copies an error object; the strings of the copy are its own.
///
/// # Safety
/// `from` points to a valid error object, `to` to room for one, whose old contents are not
/// freed.
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
/// `text` is NULL or a NUL-terminated string.
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
