//! Reading of a domain's memory.

use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::strings::null;
use crate::capi::types::handles::virDomainPtr;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_int, c_uchar, c_uint, c_ulonglong, c_void, size_t};

/// Reads a domain's memory.
///
/// `start` is an address in the guest, as `flags` say: VIR_MEMORY_VIRTUAL or
/// VIR_MEMORY_PHYSICAL. `buffer` receives `size` bytes.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_OPERATION_DENIED on a read-only connection,
/// VIR_ERR_INVALID_ARG when `buffer` is NULL and `size` not 0, and for unknown flags,
/// VIR_ERR_NO_DOMAIN when it no longer exists, VIR_ERR_OPERATION_INVALID when it is not running.
///
/// # Safety
/// `buffer` is NULL or points to `size` bytes that nothing else uses.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainMemoryPeek(
    dom: virDomainPtr,
    start: c_ulonglong,
    size: size_t,
    buffer: *mut c_void,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainMemoryPeek", dom, -1, |handle| {
        handle.domain().check_writable("reading a domain's memory")?;
        // SAFETY: by this function's contract.
        let buffer = unsafe { bytes_of(buffer, size) }?;
        handle.domain().memory_peek(start, buffer, flags)?;
        Ok(0)
    })
}

/// A caller's buffer; VIR_ERR_INVALID_ARG when it is NULL and has a size.
///
/// # Safety
/// `buffer` is NULL or points to `size` bytes that nothing else uses meanwhile.
pub unsafe fn bytes_of<'b>(buffer: *mut c_void, size: size_t) -> Result<&'b mut [u8]> {
    if size == 0 {
        return Ok(&mut []);
    }
    if buffer.is_null() {
        return Err(null("buffer", VIR_FROM_DOMAIN));
    }
    if isize::try_from(size).is_err() {
        let detail = format!("size is {size}, expected at most {}", isize::MAX);
        return Err(Error::new(VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_OVERFLOW, detail));
    }
    // SAFETY: not NULL, so it points to that many bytes by this function's contract, of which
    // any are valid.
    Ok(unsafe { std::slice::from_raw_parts_mut(buffer.cast::<c_uchar>(), size) })
}
