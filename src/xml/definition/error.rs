//! Errors in a domain definition.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};

/// VIR_ERR_XML_ERROR for missing or invalid parts.
pub fn fault(detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

/// An error with another code.
pub fn refuse<T>(code: virErrorNumber, detail: impl Into<String>) -> Result<T> {
    Err(Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, detail))
}

/// VIR_ERR_CONFIG_UNSUPPORTED.
pub fn unsupported<T>(detail: impl Into<String>) -> Result<T> {
    refuse(virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED, detail)
}
