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
        let parts = Parts::of(error);
        let (int1, int2) = error.ints();
        let to_c_or_null = |text: Option<&str>| text.map_or(null_mut(), to_c);
        // SAFETY: the object lives as long as `self`, and access to `self` is exclusive (see the
        // impl of Send); its strings were freed just now. `level` is written as a number, which
        // may be none of the enumeration's: nothing reads it as one.
        unsafe {
            addr_of_mut!((*place).code).write(parts.code);
            addr_of_mut!((*place).domain).write(parts.domain);
            addr_of_mut!((*place).level).cast::<c_int>().write(parts.level);
            addr_of_mut!((*place).message).write(to_c(&error.message()));
            addr_of_mut!((*place).str1).write(to_c_or_null(parts.str1));
            addr_of_mut!((*place).str2).write(to_c_or_null(parts.str2));
            addr_of_mut!((*place).str3).write(to_c_or_null(parts.str3));
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

/// What an error object has besides the message and int1 and int2.
struct Parts<'e> {
    code: c_int,
    domain: c_int,
    level: c_int,
    str1: Option<&'e str>,
    str2: Option<&'e str>,
    str3: Option<&'e str>,
}

impl<'e> Parts<'e> {
    fn of(error: &'e Error) -> Self {
        if let Some(sent) = error.as_sent() {
            return Self {
                code: sent.code,
                domain: sent.domain,
                level: sent.level,
                str1: sent.str1.as_deref(),
                str2: sent.str2.as_deref(),
                str3: sent.str3.as_deref(),
            };
        }
        // libvirt leaves str2 out of this one error.
        let has_detail = error.code() != virErrorNumber::VIR_ERR_NO_DOMAIN;
        Self {
            code: error.code() as c_int,
            domain: error.domain() as c_int,
            level: virErrorLevel::VIR_ERR_ERROR as c_int,
            str1: Some(error.code().template()),
            str2: has_detail.then(|| error.detail()),
            str3: None,
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capi::boundary::strings::bytes;
    use crate::model::{Sent, virErrorDomain};

    /// The numbers and the strings of an object.
    fn shown(object: &OwnedError) -> ([c_int; 5], [Option<String>; 4]) {
        // SAFETY: the object is this test's own; `level` is read as a number, and the strings
        // are NULL or end with a NUL.
        unsafe {
            let error = object.as_ptr();
            let level = addr_of!((*error).level).cast::<c_int>().read();
            let text = |place: *mut libc::c_char| {
                bytes(place).map(|text| text.to_string_lossy().into_owned())
            };
            (
                [(*error).code, (*error).domain, level, (*error).int1, (*error).int2],
                [(*error).message, (*error).str1, (*error).str2, (*error).str3].map(text),
            )
        }
    }

    #[test]
    fn a_sent_error_has_the_parts_that_came() {
        let sent = Sent {
            code: 4321,
            domain: 1234,
            level: 7,
            message: "m".to_owned(),
            str1: None,
            str2: Some("two".to_owned()),
            str3: Some("three".to_owned()),
            int1: 5,
            int2: 6,
        };
        let object = OwnedError::none();
        object.set(&Error::sent(sent));
        let strings = [Some("m"), None, Some("two"), Some("three")];
        let strings = strings.map(|text| text.map(str::to_owned));
        assert_eq!(shown(&object), ([4321, 1234, 7, 5, 6], strings));
    }

    #[test]
    fn an_error_of_this_library_has_its_phrase() {
        let object = OwnedError::none();
        let here = virErrorDomain::VIR_FROM_DOMAIN;
        object.set(&Error::new(here, virErrorNumber::VIR_ERR_OVERFLOW, "d"));
        let strings =
            [Some("numerical overflow: d"), Some("numerical overflow: %s"), Some("d"), None];
        let strings = strings.map(|text| text.map(str::to_owned));
        assert_eq!(
            shown(&object),
            ([virErrorNumber::VIR_ERR_OVERFLOW as c_int, here as c_int, 2, -1, -1], strings)
        );
    }
}
