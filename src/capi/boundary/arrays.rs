//! Counts of items, and the sizes that callers state for their arrays.

use crate::capi::boundary::strings::null;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use libc::c_int;

/// A number of items as a C int; VIR_ERR_OVERFLOW where it does not fit.
pub fn count(items: usize) -> Result<c_int> {
    c_int::try_from(items).map_err(|_| {
        Error::new(VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_OVERFLOW, format!("{items} items"))
    })
}

/// The size that a caller states for its array; VIR_ERR_INVALID_ARG for a negative one, and
/// where the array is NULL and the size is not 0.
pub fn capacity(
    array: &str,
    is_null: bool,
    name: &str,
    size: c_int,
    from: virErrorDomain,
) -> Result<usize> {
    match usize::try_from(size) {
        Ok(size) if size == 0 || !is_null => Ok(size),
        Ok(_) => Err(null(array, from)),
        Err(_) => Err(Error::invalid_arg(from, format!("{name} is {size}, expected 0 or more"))),
    }
}
