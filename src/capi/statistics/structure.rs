//! Structures of which a caller may have a shorter version.

use crate::capi::boundary::strings::null;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
use libc::size_t;

pub fn check_place<T>(stats: *mut T, size: size_t) -> Result<()> {
    if stats.is_null() {
        return Err(null("stats", VIR_FROM_DOMAIN));
    }
    if size > size_of::<T>() {
        let detail = format!("size is {size}, expected at most {}", size_of::<T>());
        return Err(Error::invalid_arg(VIR_FROM_DOMAIN, detail));
    }
    Ok(())
}

/// # Safety
/// `place` has room for `size` bytes, no more than a `T` has.
pub unsafe fn copy_part<T>(result: &T, place: *mut T, size: size_t) {
    // SAFETY: by this function's contract.
    unsafe { place.cast::<u8>().copy_from_nonoverlapping(std::ptr::from_ref(result).cast(), size) };
}
