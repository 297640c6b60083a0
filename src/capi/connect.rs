//! Connections.

use super::auth::Auth;
use super::guard::{Called, guard};
use super::handles::{self, Kind, expect_connect};
use super::strings::{null, optional, to_c};
use super::types::{virConnectAuthPtr, virConnectPtr};
use crate::api::{Connection, LIBVIRT_VERSION};
use crate::model::flags::READ_ONLY;
use crate::model::virErrorDomain::{VIR_FROM_DOMAIN, VIR_FROM_NONE};
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_char, c_int, c_uint, c_ulong};
use std::ptr::null_mut;

/// # Safety
/// `name` is NULL or ends with a NUL; `auth` is as for [`Auth::new`].
unsafe fn open(name: *const c_char, auth: virConnectAuthPtr, flags: u32) -> virConnectPtr {
    guard(Called::Plain, null_mut(), || {
        // SAFETY: by this function's contract.
        let (uri, auth) = unsafe { (optional(name), Auth::new(auth)) };
        Ok(handles::new_connect(Connection::open_auth(uri.as_deref(), flags, &auth)?))
    })
}

/// Opens a connection.
///
/// `name` is a URI: `cgroup:///system`, `cgroup:///session`, `qemu:///system`,
/// `lxc:///system`, `test:///default` or `test:///FILE.xml`. NULL or "" is
/// $LIBVIRT_DEFAULT_URI, else cgroup:///system where the caller may write its
/// groups, else cgroup:///session.
///
/// Returns a connection for virConnectClose, or NULL: VIR_ERR_NO_CONNECT when no
/// driver takes the URI, VIR_ERR_INTERNAL_ERROR when it is no URI,
/// VIR_ERR_CONFIG_UNSUPPORTED when this host lacks what it needs.
///
/// # Safety
/// `name` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectOpen(name: *const c_char) -> virConnectPtr {
    // SAFETY: by this function's contract.
    unsafe { open(name, null_mut(), 0) }
}

/// Opens a connection that changes no domain: what would is
/// VIR_ERR_OPERATION_DENIED. Groups of attached processes that have ended are
/// removed by its calls all the same.
///
/// `name` and what is returned are as for virConnectOpen.
///
/// # Safety
/// `name` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectOpenReadOnly(name: *const c_char) -> virConnectPtr {
    // SAFETY: by this function's contract.
    unsafe { open(name, null_mut(), READ_ONLY) }
}

/// Opens a connection.
///
/// `auth` is looked at when a driver asks for credentials, which none does now;
/// it may be NULL. `flags` is 0 or VIR_CONNECT_RO; another bit is
/// VIR_ERR_INVALID_ARG. `name` and what is returned are as for virConnectOpen.
///
/// # Safety
/// `name` is NULL or ends with a NUL; `auth` is NULL or points to a virConnectAuth
/// whose `credtype` has room for `ncredtype` numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectOpenAuth(
    name: *const c_char,
    auth: virConnectAuthPtr,
    flags: c_uint,
) -> virConnectPtr {
    // SAFETY: by this function's contract.
    unsafe { open(name, auth, flags) }
}

/// Holds a connection once more; virConnectClose is then to be called once more.
///
/// Returns 0, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// None is asked for: what is no connection is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectRef(conn: virConnectPtr) -> c_int {
    guard(Called::On(conn), -1, || {
        let held = handles::hold(conn as usize, Kind::Connect);
        held.then_some(0).ok_or_else(|| handles::invalid_connect(conn, VIR_FROM_DOMAIN))
    })
}

/// Gives a connection back. It ends with its last reference; a domain that is
/// held is one.
///
/// Returns 0 when it ended, 1 when it is still held, or -1 with
/// VIR_ERR_INVALID_CONN.
///
/// # Safety
/// None is asked for: what is no connection is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectClose(conn: virConnectPtr) -> c_int {
    guard(Called::On(conn), -1, || {
        let left = handles::give_back(conn as usize, Kind::Connect);
        let left = left.ok_or_else(|| handles::invalid_connect(conn, VIR_FROM_NONE))?;
        Ok(c_int::from(left > 0))
    })
}

/// Names the hypervisor: "cgroup", "QEMU", "LXC" or "TEST".
///
/// Returns a text that belongs to the connection, or NULL with
/// VIR_ERR_INVALID_CONN.
///
/// # Safety
/// The text must not be used after the connection ended, nor freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetType(conn: virConnectPtr) -> *const c_char {
    guard(Called::On(conn), std::ptr::null(), || {
        Ok(expect_connect(conn, VIR_FROM_DOMAIN)?.kind().as_ptr())
    })
}

/// Tells the hypervisor's version, as 1,000,000 * major + 1,000 * minor +
/// release: the kernel's for this host, 2 for the test driver.
///
/// Returns 0 with the version in `hvVer`, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `hvVer` is NULL.
///
/// # Safety
/// `hvVer` is NULL or points to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetVersion(conn: virConnectPtr, hvVer: *mut c_ulong) -> c_int {
    guard(Called::On(conn), -1, || {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        // SAFETY: by this function's contract.
        unsafe { give_version(hvVer, "hvVer", || connect.connection().version()) }
    })
}

/// Tells which libvirt API the library on the connection's other side offers,
/// as virGetVersion does: it is this library.
///
/// Returns 0 with the version in `libVer`, or -1: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `libVer` is NULL.
///
/// # Safety
/// `libVer` is NULL or points to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetLibVersion(
    conn: virConnectPtr,
    libVer: *mut c_ulong,
) -> c_int {
    guard(Called::On(conn), -1, || {
        expect_connect(conn, VIR_FROM_DOMAIN)?;
        // SAFETY: by this function's contract.
        unsafe { give_version(libVer, "libVer", || Ok(LIBVIRT_VERSION)) }
    })
}

/// # Safety
/// `place` is NULL or points to room for a number.
unsafe fn give_version(
    place: *mut c_ulong,
    name: &str,
    version: impl FnOnce() -> Result<u64>,
) -> Result<c_int> {
    if place.is_null() {
        return Err(null(name, VIR_FROM_DOMAIN));
    }
    let version = version()?;
    let number = c_ulong::try_from(version).map_err(|_| {
        Error::new(VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_OVERFLOW, format!("version {version}"))
    })?;
    // SAFETY: not NULL, so room by this function's contract.
    unsafe { place.write(number) };
    Ok(0)
}

/// Gives the connection's URI in its plain form.
///
/// Returns a text that the caller frees with free(), or NULL with
/// VIR_ERR_INVALID_CONN.
///
/// # Safety
/// None is asked for: what is no connection is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetURI(conn: virConnectPtr) -> *mut c_char {
    guard(Called::On(conn), null_mut(), || {
        Ok(to_c(expect_connect(conn, VIR_FROM_DOMAIN)?.connection().uri()))
    })
}

/// Gives the host's name.
///
/// Returns a text that the caller frees with free(), or NULL with
/// VIR_ERR_INVALID_CONN.
///
/// # Safety
/// None is asked for: what is no connection is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetHostname(conn: virConnectPtr) -> *mut c_char {
    guard(Called::On(conn), null_mut(), || {
        Ok(to_c(&expect_connect(conn, VIR_FROM_DOMAIN)?.connection().hostname()?))
    })
}

/// Tells whether the host still answers.
///
/// Returns 1 if it does, 0 if not, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// None is asked for: what is no connection is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectIsAlive(conn: virConnectPtr) -> c_int {
    answer(conn, |connection| connection.is_alive())
}

/// Asks for signs of life from the host every `interval` seconds, and takes it
/// for gone when `count` of them did not come. 0 or less as interval: never.
///
/// Returns 0; 1 if the other side does not know such signs; or -1:
/// VIR_ERR_INVALID_CONN, VIR_ERR_NO_SUPPORT where no network lies between (the
/// drivers of this library).
///
/// # Safety
/// None is asked for: what is no connection is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectSetKeepAlive(
    conn: virConnectPtr,
    interval: c_int,
    count: c_uint,
) -> c_int {
    guard(Called::On(conn), -1, || {
        expect_connect(conn, VIR_FROM_DOMAIN)?.connection().set_keep_alive(interval, count)?;
        Ok(0)
    })
}

/// Tells whether what goes to the host is encrypted on its way.
///
/// Returns 1 if it is, 0 if not (to this host nothing is), or -1 with
/// VIR_ERR_INVALID_CONN.
///
/// # Safety
/// None is asked for: what is no connection is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectIsEncrypted(conn: virConnectPtr) -> c_int {
    answer(conn, |connection| connection.is_encrypted())
}

/// Tells whether what goes to the host is safe from eavesdropping, by encryption
/// or by never leaving this host.
///
/// Returns 1 if it is, 0 if not, or -1 with VIR_ERR_INVALID_CONN.
///
/// # Safety
/// None is asked for: what is no connection is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectIsSecure(conn: virConnectPtr) -> c_int {
    answer(conn, |connection| connection.is_secure())
}

fn answer(conn: virConnectPtr, question: impl FnOnce(&Connection) -> Result<bool>) -> c_int {
    guard(Called::On(conn), -1, || {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        question(connect.connection()).map(c_int::from)
    })
}
