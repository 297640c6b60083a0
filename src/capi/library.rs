//! The library itself.

use crate::capi::boundary::guard::{NoHandle, guard, guard_quiet};
use crate::model::constants::LIBVIR_VERSION_NUMBER;
use crate::model::{Error, virErrorDomain, virErrorNumber};
use libc::{c_char, c_int, c_ulong};

/// Initializes the library. This library needs no initialization; the function exists for
/// programs that call it.
///
/// Returns 0.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virInitialize() -> c_int {
    guard_quiet(-1, || 0)
}

/// Gets the version of the libvirt API of this library, as 1,000,000 * major + 1,000 * minor +
/// release.
///
/// `libVer` receives the version, and so does `typeVer` unless it is NULL. `type` is ignored.
///
/// Returns 0, or -1 with VIR_ERR_INTERNAL_ERROR when `libVer` is NULL.
///
/// # Safety
/// `libVer` and `typeVer` are NULL or point to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virGetVersion(
    libVer: *mut c_ulong,
    r#type: *const c_char,
    typeVer: *mut c_ulong,
) -> c_int {
    guard("virGetVersion", NoHandle, -1, || {
        let _ = r#type;
        if libVer.is_null() {
            return Err(Error::new(
                virErrorDomain::VIR_FROM_NONE,
                virErrorNumber::VIR_ERR_INTERNAL_ERROR,
                "libVer is NULL, expected a pointer",
            ));
        }
        let version = c_ulong::from(LIBVIR_VERSION_NUMBER);
        // SAFETY: not NULL as checked, so by this function's contract.
        unsafe {
            libVer.write(version);
            if !typeVer.is_null() {
                typeVer.write(version);
            }
        }
        Ok(0)
    })
}
