//! The last error of a connection.

use crate::capi::boundary::guard::guard_quiet;
use crate::capi::boundary::{error_object, handles};
use crate::capi::types::error::virErrorPtr;
use crate::capi::types::handles::virConnectPtr;
use libc::c_int;
use std::ptr::{addr_of, null_mut};

/// Gets a connection's last error: the error of the last failed call on it, or on one of its
/// domains, in any thread. A successful call does not clear it.
///
/// Returns the error, which belongs to the connection, with code VIR_ERR_OK when there is none;
/// NULL when `conn` is invalid.
///
/// # Safety
/// The error must not be used after the connection is closed, nor while another
/// thread uses the connection, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnGetLastError(conn: virConnectPtr) -> virErrorPtr {
    guard_quiet(null_mut(), || {
        handles::connect(conn).map_or(null_mut(), |connect| connect.errors().last().as_ptr())
    })
}

/// Clears a connection's last error. NULL is ignored.
///
/// # Safety
/// The strings of the error of virConnGetLastError must not be used afterwards.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnResetLastError(conn: virConnectPtr) {
    guard_quiet((), || {
        if let Some(connect) = handles::connect(conn) {
            connect.errors().last().clear();
        }
    });
}

/// Copies a connection's last error into `to`, whose old contents are ignored.
///
/// Returns the error's code, 0 when there is no error, -1 when `conn` is invalid or `to` is
/// NULL. The caller frees the copy's strings with virResetError.
///
/// # Safety
/// `to` is NULL or points to room for an error.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnCopyLastError(
    conn: virConnectPtr,
    to: virErrorPtr,
) -> c_int {
    guard_quiet(-1, || match handles::connect(conn) {
        Some(connect) if !to.is_null() => {
            let error = connect.errors().last();
            // SAFETY: the connection's own object, held by its mutex, and room by
            // this function's contract.
            unsafe {
                error_object::copy(error.as_ptr(), to);
                addr_of!((*to).code).read()
            }
        }
        _ => -1,
    })
}
