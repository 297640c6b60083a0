//! What is too long, and the error for it.

use crate::model::{Error, virErrorDomain, virErrorNumber};

/// The longest text, in bytes.
pub const LONGEST_TEXT: u32 = 4 << 20;

/// The longest name of a typed parameter, in bytes: a C caller's structure has room for no more.
pub const LONGEST_NAME: u32 = 79;

/// VIR_ERR_RPC: the other side, or a call of this library, breaks the protocol's rules.
pub fn rpc_error(detail: impl Into<String>) -> Error {
    Error::new(virErrorDomain::VIR_FROM_RPC, virErrorNumber::VIR_ERR_RPC, detail)
}
