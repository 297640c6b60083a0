//! Functions of the guest agent.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::strings::{null, to_c};
use crate::capi::boundary::typed_params;
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::statistics::GuestTime;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_longlong, c_uint};
use std::ptr::null_mut;

/// Gets information about the guest from its agent.
///
/// `types` are bits of virDomainGuestInfoTypes, 0 for all of them. `params` receives an array of
/// `*nparams` parameters that the caller frees with virTypedParamsFree. `flags` is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
/// VIR_ERR_INVALID_ARG for a NULL and flags, VIR_ERR_NO_SUPPORT from the existing drivers.
///
/// # Safety
/// `params` is NULL or points to room for a pointer, `nparams` is NULL or points
/// to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetGuestInfo(
    domain: virDomainPtr,
    types: c_uint,
    params: *mut virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetGuestInfo", domain, -1, |handle| {
        handle.domain().check_writable("asking a guest about itself")?;
        for (name, absent) in [("params", params.is_null()), ("nparams", nparams.is_null())] {
            if absent {
                return Err(null(name, VIR_FROM_DOMAIN));
            }
        }
        let found = handle.domain().guest_info(types, flags)?;
        let number = count(found.len())?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe {
            params.write(typed_params::allocate(&found));
            nparams.write(number);
        }
        Ok(0)
    })
}

/// Gets the guest's hostname. `flags` is 0.
///
/// Returns a string that the caller frees with free(), or NULL: VIR_ERR_INVALID_DOMAIN,
/// VIR_ERR_OPERATION_DENIED on a read-only connection, VIR_ERR_INVALID_ARG for flags,
/// VIR_ERR_NO_DOMAIN when the domain no longer exists, VIR_ERR_OPERATION_INVALID when it is not
/// running.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetHostname(
    domain: virDomainPtr,
    flags: c_uint,
) -> *mut c_char {
    on_domain("virDomainGetHostname", domain, null_mut(), |handle| {
        handle.domain().check_writable("asking for a guest's name")?;
        Ok(to_c(&handle.domain().guest_hostname(flags)?))
    })
}

/// Gets the time of the guest's clock.
///
/// `seconds` receives the seconds since 1970, `nseconds` the nanoseconds of the second. `flags`
/// is 0.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
/// VIR_ERR_INVALID_ARG for a NULL and flags, VIR_ERR_NO_DOMAIN when the domain no longer exists,
/// VIR_ERR_OPERATION_INVALID when its CPUs are not running.
///
/// # Safety
/// `seconds` and `nseconds` are NULL or point to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetTime(
    dom: virDomainPtr,
    seconds: *mut c_longlong,
    nseconds: *mut c_uint,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetTime", dom, -1, |handle| {
        handle.domain().check_writable("asking for a guest's time")?;
        for (name, absent) in [("seconds", seconds.is_null()), ("nseconds", nseconds.is_null())] {
            if absent {
                return Err(null(name, VIR_FROM_DOMAIN));
            }
        }
        let found = handle.domain().guest_time(flags)?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe {
            seconds.write(found.seconds);
            nseconds.write(found.nanoseconds);
        }
        Ok(0)
    })
}

/// Sets a guest's clock.
///
/// `seconds` are counted since 1970, `nseconds` are the nanoseconds of the second.
/// `flags` is 0, or VIR_DOMAIN_TIME_SYNC to take the time from the hardware's
/// clock.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
/// VIR_ERR_INVALID_ARG for unknown flags, VIR_ERR_NO_DOMAIN when the domain no longer exists,
/// VIR_ERR_OPERATION_INVALID when it is not running.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetTime(
    dom: virDomainPtr,
    seconds: c_longlong,
    nseconds: c_uint,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainSetTime", dom, -1, |handle| {
        handle.domain().check_writable("setting a guest's time")?;
        handle.domain().set_guest_time(GuestTime { seconds, nanoseconds: nseconds }, flags)?;
        Ok(0)
    })
}
