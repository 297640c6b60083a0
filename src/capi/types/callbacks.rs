//! Callbacks of programs.

use crate::capi::types::handles::virConnectPtr;
use libc::{c_int, c_void};

/// Frees the argument of a callback; called once, when it is no longer used.
pub type virFreeCallback = Option<unsafe extern "C-unwind" fn(opaque: *mut c_void)>;

/// Called when a connection is lost; `reason` is a virConnectCloseReason.
pub type virConnectCloseFunc =
    Option<unsafe extern "C-unwind" fn(conn: virConnectPtr, reason: c_int, opaque: *mut c_void)>;
