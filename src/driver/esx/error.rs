//! Errors of the ESX driver: VIR_FROM_ESX, and what a fault of the host is among libvirt's codes.

use crate::model::virErrorDomain::VIR_FROM_ESX;
use crate::model::virErrorNumber::{self, *};
use crate::model::{Error, virErrorDomain};

/// The driver's error domain.
pub const HERE: virErrorDomain = VIR_FROM_ESX;

/// An error with this code.
pub fn refused(code: virErrorNumber, detail: impl Into<String>) -> Error {
    Error::new(HERE, code, detail)
}

/// VIR_ERR_INVALID_ARG.
pub fn invalid(detail: impl Into<String>) -> Error {
    refused(VIR_ERR_INVALID_ARG, detail)
}

/// VIR_ERR_INTERNAL_ERROR: an answer that is none.
pub fn unexpected(detail: impl Into<String>) -> Error {
    refused(VIR_ERR_INTERNAL_ERROR, detail)
}

/// The code of each fault. A name that begins or ends with `*` stands for all that end or begin with the rest.
const FAULTS: [(&str, virErrorNumber); 15] = [
    (INVALID_LOGIN, VIR_ERR_AUTH_FAILED),
    (NOT_AUTHENTICATED, VIR_ERR_AUTH_FAILED),
    ("NoPermission", VIR_ERR_OPERATION_DENIED),
    ("RestrictedVersion", VIR_ERR_OPERATION_DENIED),
    (GONE, VIR_ERR_NO_DOMAIN),
    ("InvalidArgument", VIR_ERR_INVALID_ARG),
    ("InvalidRequest", VIR_ERR_INVALID_ARG),
    ("InvalidPowerState", VIR_ERR_OPERATION_INVALID),
    ("InvalidState", VIR_ERR_OPERATION_INVALID),
    ("TaskInProgress", VIR_ERR_RESOURCE_BUSY),
    ("ConcurrentAccess", VIR_ERR_RESOURCE_BUSY),
    ("*NotSupported", VIR_ERR_OPERATION_UNSUPPORTED),
    ("NotImplemented", VIR_ERR_NO_SUPPORT),
    ("ToolsUnavailable", VIR_ERR_AGENT_UNRESPONSIVE),
    ("Insufficient*", VIR_ERR_OPERATION_FAILED),
];

/// The fault of credentials that the host does not accept.
pub const INVALID_LOGIN: &str = "InvalidLogin";

/// The fault of a session that has ended.
pub const NOT_AUTHENTICATED: &str = "NotAuthenticated";

/// The fault of an object that is not there any more.
pub const GONE: &str = "ManagedObjectNotFound";

/// The code of a fault by its name.
pub fn code_of_fault(name: &str) -> virErrorNumber {
    let fits = |pattern: &str| match (pattern.strip_prefix('*'), pattern.strip_suffix('*')) {
        (Some(end), _) => name.ends_with(end),
        (_, Some(start)) => name.starts_with(start),
        _ => pattern == name,
    };
    let found = FAULTS.iter().find(|(pattern, _)| fits(pattern));
    found.map_or(VIR_ERR_INTERNAL_ERROR, |(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_faults() {
        for (name, code) in [
            ("InvalidLogin", VIR_ERR_AUTH_FAILED),
            ("MemoryHotPlugNotSupported", VIR_ERR_OPERATION_UNSUPPORTED),
            ("NotSupported", VIR_ERR_OPERATION_UNSUPPORTED),
            ("InsufficientStandbyMemoryResource", VIR_ERR_OPERATION_FAILED),
            ("TaskInProgress", VIR_ERR_RESOURCE_BUSY),
            ("SystemError", VIR_ERR_INTERNAL_ERROR),
            ("", VIR_ERR_INTERNAL_ERROR),
        ] {
            assert_eq!(code_of_fault(name), code, "{name}");
        }
    }
}
