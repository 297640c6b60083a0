//! Conversion of strings from and to C.

use crate::capi::boundary::memory::allocate;
use crate::model::{Error, Result, virErrorDomain};
use libc::c_char;
use std::borrow::Cow;
use std::ffi::CStr;

/// Reads a string argument; NULL is `None`. Bytes that are not UTF-8 are replaced: no name
/// that the library knows contains such bytes.
///
/// # Safety
/// `text` is NULL or points to bytes that end with a NUL.
pub unsafe fn optional<'a>(text: *const c_char) -> Option<Cow<'a, str>> {
    // SAFETY: this function's contract is the same.
    unsafe { bytes(text) }.map(CStr::to_string_lossy)
}

/// Reads a string argument; NULL is VIR_ERR_INVALID_ARG, with the argument's name.
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

/// Like [`required`], for names that are stored: they must be valid UTF-8.
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

/// Like [`required_utf8`]; NULL is `None`.
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

/// Reads a document; NULL is VIR_ERR_INVALID_ARG, with the argument's name.
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

/// The bytes of a string; `None` for NULL.
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

/// A copy for the caller to free, truncated at an inner NUL.
pub fn to_c(text: &str) -> *mut c_char {
    copy_to_c(text.as_bytes())
}

/// Like [`to_c`], for bytes.
pub fn copy_to_c(bytes: &[u8]) -> *mut c_char {
    let bytes = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    let copy: *mut c_char = allocate(bytes.len() + 1).cast();
    // SAFETY: `copy` is new and has room for the bytes and the NUL.
    unsafe {
        std::ptr::copy_nonoverlapping(bytes.as_ptr().cast(), copy, bytes.len());
        copy.add(bytes.len()).write(0);
    }
    copy
}

/// A text in an array of fixed size, truncated to what fits before the NUL.
pub fn field<const SIZE: usize>(text: &str) -> [c_char; SIZE] {
    let mut field = [0; SIZE];
    let bytes = text.bytes().take(SIZE.saturating_sub(1));
    for (place, byte) in field.iter_mut().zip(bytes) {
        *place = c_char::from_ne_bytes([byte]);
    }
    field
}
