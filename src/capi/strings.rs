//! C strings in and out. What goes out is from malloc, as libvirt's is, so that
//! callers free it with free().

use crate::model::{Error, Result, virErrorDomain};
use libc::{c_char, c_void};
use std::borrow::Cow;
use std::ffi::CStr;

/// Takes over a string argument; NULL is `None`. Bytes that are not UTF-8 are
/// replaced, which no name that the library knows contains.
///
/// # Safety
/// `text` is NULL or points to bytes that end with a NUL.
pub unsafe fn optional<'a>(text: *const c_char) -> Option<Cow<'a, str>> {
    // SAFETY: this function's contract is the same.
    unsafe { bytes(text) }.map(CStr::to_string_lossy)
}

/// Takes over a string argument; NULL is VIR_ERR_INVALID_ARG and names it.
///
/// # Safety
/// As for [`optional`].
pub unsafe fn required<'a>(
    name: &str,
    text: *const c_char,
    domain: virErrorDomain,
) -> Result<Cow<'a, str>> {
    // SAFETY: this function's contract is the same.
    unsafe { optional(text) }.ok_or_else(|| null(name, domain))
}

/// Takes over a text that must be UTF-8 to the letter, as what is made after it
/// bears its name; else as [`required`].
///
/// # Safety
/// As for [`optional`].
pub unsafe fn required_utf8<'a>(
    name: &str,
    text: *const c_char,
    domain: virErrorDomain,
) -> Result<&'a str> {
    // SAFETY: this function's contract is the same.
    unsafe { optional_utf8(name, text, domain) }?.ok_or_else(|| null(name, domain))
}

/// As [`required_utf8`]; NULL is `None`.
///
/// # Safety
/// As for [`optional`].
pub unsafe fn optional_utf8<'a>(
    name: &str,
    text: *const c_char,
    domain: virErrorDomain,
) -> Result<Option<&'a str>> {
    // SAFETY: this function's contract is the same.
    let Some(text) = (unsafe { bytes(text) }) else {
        return Ok(None);
    };
    text.to_str().map(Some).map_err(|_| {
        let shown = text.to_string_lossy();
        Error::invalid_arg(domain, format!("{name} is '{shown}', expected a text in UTF-8"))
    })
}

/// Takes over the bytes of a document; NULL is VIR_ERR_INVALID_ARG and names it.
///
/// # Safety
/// As for [`optional`].
pub unsafe fn required_bytes<'a>(
    name: &str,
    text: *const c_char,
    domain: virErrorDomain,
) -> Result<&'a [u8]> {
    // SAFETY: this function's contract is the same.
    unsafe { bytes(text) }.map(CStr::to_bytes).ok_or_else(|| null(name, domain))
}

/// The bytes of a text; none for NULL.
///
/// # Safety
/// As for [`optional`].
pub unsafe fn bytes<'a>(text: *const c_char) -> Option<&'a CStr> {
    if text.is_null() {
        return None;
    }
    // SAFETY: not NULL, so by this function's contract it ends with a NUL.
    Some(unsafe { CStr::from_ptr(text) })
}

/// VIR_ERR_INVALID_ARG for a pointer that must not be NULL.
pub fn null(name: &str, domain: virErrorDomain) -> Error {
    Error::invalid_arg(domain, format!("{name} is NULL, expected a pointer"))
}

/// A copy from malloc, cut at an inner NUL; aborts as libvirt does when there is
/// no memory.
pub fn to_c(text: &str) -> *mut c_char {
    copy_to_c(text.as_bytes())
}

/// As [`to_c`], for bytes.
pub fn copy_to_c(bytes: &[u8]) -> *mut c_char {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    let copy: *mut c_char = allocate(bytes.len() + 1).cast();
    // SAFETY: `copy` has room for the bytes and the NUL, and is nobody else's.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), copy, bytes.len());
        copy.add(bytes.len()).write(0);
    }
    copy
}

/// A text in a field of so many characters, cut to what fits before its NUL.
pub fn field<const SIZE: usize>(text: &str) -> [c_char; SIZE] {
    let mut field = [0; SIZE];
    let bytes = text.bytes().take(SIZE.saturating_sub(1));
    for (place, byte) in field.iter_mut().zip(bytes) {
        *place = c_char::from_ne_bytes([byte]);
    }
    field
}

/// An array from malloc with a zeroed place behind its last item.
pub fn array_to_c<T>(items: impl ExactSizeIterator<Item = T>) -> *mut T {
    let count = items.len();
    let array: *mut T = allocate(count.saturating_add(1).saturating_mul(size_of::<T>())).cast();
    for (index, item) in items.enumerate().take(count) {
        // SAFETY: the array has room for one more than there are items.
        unsafe { array.add(index).write(item) };
    }
    array
}

/// Zeroed memory from malloc for `bytes` bytes, at least one.
pub fn allocate(bytes: usize) -> *mut c_void {
    // SAFETY: calloc may be called with any numbers.
    let memory = unsafe { libc::calloc(1, bytes.max(1)) };
    if memory.is_null() {
        std::alloc::handle_alloc_error(std::alloc::Layout::new::<usize>());
    }
    memory
}

/// Frees a string from malloc and sets its place to NULL.
///
/// # Safety
/// `place` points to NULL or to a pointer from malloc.
pub unsafe fn release(place: *mut *mut c_char) {
    // SAFETY: by this function's contract.
    unsafe {
        libc::free(place.read().cast());
        place.write(std::ptr::null_mut());
    }
}
