//! The test driver's errors.

use crate::model::{Error, virErrorDomain, virErrorNumber};

/// VIR_ERR_INTERNAL_ERROR, libvirt's code for some operations that the domain's state does
/// not allow.
pub fn internal(detail: String) -> Error {
    error(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
}

/// VIR_ERR_OPERATION_INVALID
pub fn operation_invalid(detail: String) -> Error {
    error(virErrorNumber::VIR_ERR_OPERATION_INVALID, detail)
}

/// VIR_ERR_INVALID_ARG
pub fn invalid_arg(detail: String) -> Error {
    Error::unfit_arg(virErrorDomain::VIR_FROM_TEST, detail)
}

/// VIR_ERR_XML_ERROR for an invalid host document.
pub fn xml_error(detail: String) -> Error {
    error(virErrorNumber::VIR_ERR_XML_ERROR, detail)
}

fn error(code: virErrorNumber, detail: String) -> Error {
    Error::new(virErrorDomain::VIR_FROM_TEST, code, detail)
}
