//! libvirt-qemu's functions: commands and events of QEMU's monitor. The drop-in's
//! libvirt-qemu.so.0 calls them by their private names.

use crate::capi::boundary::call::{on_connect, on_domain};
use crate::capi::boundary::handles::{self, expect_domain};
use crate::capi::boundary::strings::null;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::virErrorDomain::VIR_FROM_NONE;
use crate::model::{Error, Result};
use libc::{c_char, c_int, c_uint, c_void};
use std::ptr::null_mut;

fn not_null<T>(name: &str, pointer: *const T) -> Result<()> {
    if pointer.is_null() { Err(null(name, VIR_FROM_NONE)) } else { Ok(()) }
}

/// Sends a command to a guest's monitor.
///
/// Returns -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG when `result` is NULL;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT.
// SAFETY: the exported name is reserved for this library.
#[unsafe(export_name = "virMemctlPrivateDomainQemuMonitorCommand")]
pub extern "C-unwind" fn virDomainQemuMonitorCommand(
    domain: virDomainPtr,
    _cmd: *const c_char,
    result: *mut *mut c_char,
    _flags: c_uint,
) -> c_int {
    on_domain("virDomainQemuMonitorCommand", domain, -1, |handle| {
        not_null("result", result)?;
        handle.domain().connection().unsupported("virDomainQemuMonitorCommand")
    })
}

/// Sends a command and files to a guest's monitor.
///
/// Returns -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG when `cmd` or `result`
/// is NULL; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT.
// SAFETY: the exported name is reserved for this library.
#[unsafe(export_name = "virMemctlPrivateDomainQemuMonitorCommandWithFiles")]
pub extern "C-unwind" fn virDomainQemuMonitorCommandWithFiles(
    domain: virDomainPtr,
    cmd: *const c_char,
    _ninfiles: c_uint,
    _infiles: *mut c_int,
    _noutfiles: *mut c_uint,
    _outfiles: *mut *mut c_int,
    result: *mut *mut c_char,
    _flags: c_uint,
) -> c_int {
    on_domain("virDomainQemuMonitorCommandWithFiles", domain, -1, |handle| {
        not_null("cmd", cmd)?;
        not_null("result", result)?;
        handle.domain().connection().unsupported("virDomainQemuMonitorCommandWithFiles")
    })
}

/// Sends a command to a guest's agent.
///
/// Returns NULL: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only
/// connection; VIR_ERR_NO_SUPPORT.
// SAFETY: the exported name is reserved for this library.
#[unsafe(export_name = "virMemctlPrivateDomainQemuAgentCommand")]
pub extern "C-unwind" fn virDomainQemuAgentCommand(
    domain: virDomainPtr,
    _cmd: *const c_char,
    _timeout: c_int,
    _flags: c_uint,
) -> *mut c_char {
    on_domain("virDomainQemuAgentCommand", domain, null_mut(), |handle| {
        handle.domain().connection().unsupported("virDomainQemuAgentCommand")
    })
}

/// Attaches a running QEMU process as a domain, like virMemctlDomainAttach without a name.
/// `flags` is 0.
///
/// Returns a domain for virDomainFree, or NULL with nothing changed: VIR_ERR_INVALID_CONN;
/// VIR_ERR_INVALID_ARG for flags or an invalid PID; VIR_ERR_OPERATION_DENIED on a read-only
/// connection; VIR_ERR_OPERATION_INVALID for a process that is not QEMU, or already belongs to a
/// domain; VIR_ERR_OPERATION_FAILED when its name is in use; VIR_ERR_OPERATION_UNSUPPORTED on
/// lxc:///; VIR_ERR_NO_SUPPORT on test:///; VIR_ERR_SYSTEM_ERROR when the kernel refuses, with
/// ESRCH in int1 when there is no such process.
// SAFETY: the exported name is reserved for this library.
#[unsafe(export_name = "virMemctlPrivateDomainQemuAttach")]
pub extern "C-unwind" fn virDomainQemuAttach(
    conn: virConnectPtr,
    pid: c_uint,
    flags: c_uint,
) -> virDomainPtr {
    on_connect("virDomainQemuAttach", conn, VIR_FROM_NONE, null_mut(), |connect| {
        handles::new_domain(conn, connect.connection().qemu_attach(pid, flags)?)
    })
}

/// Registers a callback for a guest's monitor events.
///
/// Returns -1, and `freecb` is not called: VIR_ERR_INVALID_CONN;
/// VIR_ERR_INVALID_DOMAIN when `domain` is neither NULL nor a domain;
/// VIR_ERR_INVALID_ARG when it is another connection's, or `cb` is NULL;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT.
// SAFETY: the exported name is reserved for this library.
#[unsafe(export_name = "virMemctlPrivateConnectDomainQemuMonitorEventRegister")]
pub extern "C-unwind" fn virConnectDomainQemuMonitorEventRegister(
    conn: virConnectPtr,
    domain: virDomainPtr,
    _event: *const c_char,
    cb: *const c_void,
    _opaque: *mut c_void,
    _freecb: *const c_void,
    _flags: c_uint,
) -> c_int {
    on_connect("virConnectDomainQemuMonitorEventRegister", conn, VIR_FROM_NONE, -1, |connect| {
        if !domain.is_null() && expect_domain(domain)?.connect() != conn {
            return Err(Error::invalid_arg(VIR_FROM_NONE, "domain belongs to another connection"));
        }
        not_null("cb", cb)?;
        connect.connection().unsupported("virConnectDomainQemuMonitorEventRegister")
    })
}

/// Removes a callback for a guest's monitor events.
///
/// Returns -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG for a negative
/// `callback_id`; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_NO_SUPPORT.
// SAFETY: the exported name is reserved for this library.
#[unsafe(export_name = "virMemctlPrivateConnectDomainQemuMonitorEventDeregister")]
pub extern "C-unwind" fn virConnectDomainQemuMonitorEventDeregister(
    conn: virConnectPtr,
    callback_id: c_int,
) -> c_int {
    on_connect("virConnectDomainQemuMonitorEventDeregister", conn, VIR_FROM_NONE, -1, |connect| {
        if callback_id < 0 {
            let detail = format!("callbackID is {callback_id}, expected 0 or more");
            return Err(Error::invalid_arg(VIR_FROM_NONE, detail));
        }
        connect.connection().unsupported("virConnectDomainQemuMonitorEventDeregister")
    })
}
