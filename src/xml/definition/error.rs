//! Errors of a domain's definition.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// VIR_ERR_XML_ERROR for what is missing or cannot be.
pub fn fault(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

/// An error with a code of its own.
pub fn refuse<T>(code: virErrorNumber, detail: impl Into<String>) -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, detail))
}

/// VIR_ERR_CONFIG_UNSUPPORTED for what cannot be had.
pub fn unsupported<T>(detail: impl Into<String>) -> Result<T> {
    refuse(virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, detail)
}
