//! The answer of a method that a driver does not implement.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// VIR_ERR_NO_SUPPORT. The name of the function is added at the C boundary.
pub fn unsupported<T>() -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_NO_SUPPORT, ""))
}
