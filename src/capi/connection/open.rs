//! Opening and closing of connections.

use super::auth::{answered, go_on};
use crate::api::Connection;
use crate::capi::boundary::guard::{NoHandle, guard, guard_asking};
use crate::capi::boundary::handles::{self, Kind};
use crate::capi::boundary::strings::optional;
use crate::capi::types::connection::virConnectAuthPtr;
use crate::capi::types::handles::virConnectPtr;
use crate::model::flags::READ_ONLY;
use crate::model::virErrorDomain::{VIR_FROM_DOMAIN, VIR_FROM_NONE};
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// # Safety
/// `name` is NULL or a NUL-terminated string; `auth` is as for [`go_on`].
unsafe fn open(
    function: &str,
    name: *const c_char,
    auth: virConnectAuthPtr,
    flags: u32,
) -> virConnectPtr {
    guard_asking(function, NoHandle, null_mut(), move |answer| {
        let opening = match answer {
            // SAFETY: by this function's contract.
            None => Connection::begin(unsafe { optional(name) }.as_deref(), flags)?,
            Some(status) => answered(status)?,
        };
        // SAFETY: by this function's contract.
        unsafe { go_on(opening, auth) }
    })
}

/// Opens a connection.
///
/// `name` is a URI: `cgroup:///system`, `cgroup:///session`, `qemu:///system`,
/// `lxc:///system`, `test:///default` or `test:///FILE.xml` of this host;
/// `DRIVER+TRANSPORT://[USER@][HOST][:PORT]/PATH`, with the transport unix, tcp, tls, ssh or ext, of
/// a host that a libvirt daemon serves; `esx://[USER@]HOST/` or
/// `vpx://[USER@]HOST/DATACENTER/[CLUSTER/]HOST` of VMware's; or a name that uri_aliases of
/// libvirt.conf has. NULL or "" is $LIBVIRT_DEFAULT_URI, else libvirt.conf's uri_default, else
/// cgroup:///system where the caller may write its groups, else cgroup:///session; where no
/// subtree is delegated to the caller it is cgroup:///system again, which shows everything, and
/// changes fail.
///
/// Returns a connection for virConnectClose, or NULL: VIR_ERR_NO_CONNECT when no driver accepts
/// the URI, VIR_ERR_INTERNAL_ERROR when it is not a URI, VIR_ERR_INVALID_ARG for a part or a
/// parameter of it, VIR_ERR_CONFIG_UNSUPPORTED when this host does not support it,
/// VIR_ERR_CONF_SYNTAX for libvirt.conf; of another host also VIR_ERR_SYSTEM_ERROR, with the
/// errno in int1, where it is not reached, VIR_ERR_AUTH_FAILED or VIR_ERR_AUTH_UNAVAILABLE where
/// it accepts no credentials, and what its daemon answers.
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectOpen(name: *const c_char) -> virConnectPtr {
    // SAFETY: by this function's contract.
    unsafe { open("virConnectOpen", name, null_mut(), 0) }
}

/// Opens a read-only connection: a call that would change a domain fails with
/// VIR_ERR_OPERATION_DENIED. Calls on it still remove the groups of attached processes that have
/// ended.
///
/// `name` and the return value are as for virConnectOpen.
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectOpenReadOnly(name: *const c_char) -> virConnectPtr {
    // SAFETY: by this function's contract.
    unsafe { open("virConnectOpenReadOnly", name, null_mut(), READ_ONLY) }
}

/// Opens a connection.
///
/// `auth` is read when a driver asks for credentials; it may be NULL. Hosts of test:///FILE.xml with
/// `<auth>`, and remote hosts with SASL, ask: for VIR_CRED_AUTHNAME (of remote hosts also
/// VIR_CRED_ECHOPROMPT), then for VIR_CRED_PASSPHRASE or VIR_CRED_NOECHOPROMPT, unless auth.conf has
/// them; each by a call of `auth`'s callback, which answers in memory from malloc
/// that the library frees. `flags` is 0 or of VIR_CONNECT_RO and VIR_CONNECT_NO_ALIASES; another bit
/// is VIR_ERR_INVALID_ARG, but ignored for other hosts, as in libvirt. `name` and the return value are
/// as for virConnectOpen; besides, VIR_ERR_INVALID_ARG (VIR_ERR_AUTH_FAILED for other hosts) where
/// credentials are asked for and `auth` is NULL or has no callback, and VIR_ERR_AUTH_FAILED where
/// it offers none of the types, declines (returns a negative number) or answers wrongly.
///
/// # Safety
/// `name` is NULL or a NUL-terminated string; `auth` is NULL or points to a virConnectAuth
/// whose `credtype` has room for `ncredtype` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectOpenAuth(
    name: *const c_char,
    auth: virConnectAuthPtr,
    flags: c_uint,
) -> virConnectPtr {
    // SAFETY: by this function's contract.
    unsafe { open("virConnectOpenAuth", name, auth, flags) }
}

/// Adds a reference to a connection; virConnectClose must be called once more.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectRef(conn: virConnectPtr) -> c_int {
    guard("virConnectRef", conn, -1, || {
        let held = handles::retain(conn as usize, Kind::Connect);
        held.then_some(0).ok_or_else(|| handles::invalid_connect(conn, VIR_FROM_DOMAIN))
    })
}

/// Releases a reference to a connection, which is closed with the last one. Every domain handle
/// and every registered callback holds a reference.
///
/// Returns 0 when it was closed, 1 when references remain, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectClose(conn: virConnectPtr) -> c_int {
    guard("virConnectClose", conn, -1, || {
        let left = handles::release(conn as usize, Kind::Connect);
        let left = left.ok_or_else(|| handles::invalid_connect(conn, VIR_FROM_NONE))?;
        Ok(c_int::from(left > 0))
    })
}
