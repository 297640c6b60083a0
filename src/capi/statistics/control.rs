//! The control interface of domains, and messages about them.

use crate::capi::boundary::arrays::count;
use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::memory::array_to_c;
use crate::capi::boundary::objects::DomainHandle;
use crate::capi::boundary::strings::{null, to_c};
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::statistics::{virDomainControlInfo, virDomainControlInfoPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};

/// Gets the state of the control interface of a domain. `flags` is 0.
///
/// Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when
/// `info` is NULL and for flags, VIR_ERR_NO_DOMAIN when it no longer exists,
/// VIR_ERR_OPERATION_INVALID when it is not running.
///
/// # Safety
/// `info` is NULL or points to room for a virDomainControlInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetControlInfo(
    domain: virDomainPtr,
    info: virDomainControlInfoPtr,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetControlInfo", domain, -1, |handle| {
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().control_info(flags)?;
        let result = virDomainControlInfo {
            state: found.state,
            details: found.details,
            stateTime: found.since,
        };
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { info.write(result) };
        Ok(0)
    })
}

/// Lists messages about a domain, such as that it is tainted.
///
/// `flags` are bits of virDomainMessageType, 0 for all of them. `msgs` receives an array with a
/// NULL after the last string, which the caller frees: each string and the array with free(). On
/// failure it is unchanged.
///
/// Returns their number, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `msgs` is NULL
/// and for unknown flags, VIR_ERR_NO_DOMAIN when it no longer exists.
///
/// # Safety
/// `msgs` is NULL or points to room for a pointer.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetMessages(
    domain: virDomainPtr,
    msgs: *mut *mut *mut c_char,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetMessages", domain, -1, |handle: &DomainHandle| {
        if msgs.is_null() {
            return Err(null("msgs", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().messages(flags)?;
        let number = count(found.len())?;
        let array = array_to_c(found.iter().map(|text| to_c(text)));
        // SAFETY: not NULL, so room by this function's contract.
        unsafe { msgs.write(array) };
        Ok(number)
    })
}
