//! Empty lists, after the checks of the arguments.

use crate::capi::boundary::arrays::capacity;
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles::expect_connect;
use crate::capi::boundary::memory::array_to_c;
use crate::capi::types::handles::virConnectPtr;
use crate::model::virErrorDomain::{self};
use libc::{c_int, c_uint};
use std::ptr::null_mut;

/// The number of items: 0.
pub fn empty_count(function: &str, conn: virConnectPtr, from: virErrorDomain) -> c_int {
    on_connect(function, conn, from, -1, |_| Ok(0))
}

/// An empty list of names; checks the arguments.
pub fn empty_names(
    function: &str,
    conn: virConnectPtr,
    from: virErrorDomain,
    is_null: bool,
    most: c_int,
) -> c_int {
    on_connect(function, conn, from, -1, |_| {
        capacity("names", is_null, "maxnames", most, from).map(|_| 0)
    })
}

/// An empty array; checks the flags.
///
/// # Safety
/// `place` is NULL or has room for a pointer.
pub unsafe fn empty_array<T>(
    function: &str,
    conn: virConnectPtr,
    from: virErrorDomain,
    place: *mut *mut T,
    given: c_uint,
    known: u32,
) -> c_int {
    guard(function, conn, -1, || {
        if !place.is_null() {
            // SAFETY: not NULL, so room by this function's contract.
            unsafe { place.write(null_mut()) };
        }
        expect_connect(conn, from)?.connection().check_flags(given, known)?;
        if !place.is_null() {
            // SAFETY: as above.
            unsafe { place.write(array_to_c(std::iter::empty())) };
        }
        Ok(0)
    })
}
