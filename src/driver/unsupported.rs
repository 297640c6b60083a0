//! The result of methods that a driver does not implement.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// VIR_ERR_NO_SUPPORT. The C layer adds the name of the function.
pub fn unsupported<T>() -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_NO_SUPPORT, ""))
}
