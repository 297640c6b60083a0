//! Lookup of domains.

use crate::api::{Connection, Domain};
use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::handles::{self};
use crate::capi::boundary::strings::{null, required};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::Result;
use crate::model::constants::VIR_UUID_BUFLEN;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uchar};
use std::ptr::null_mut;

fn lookup(
    function: &str,
    conn: virConnectPtr,
    find: impl FnOnce(&Connection) -> Result<Domain>,
) -> virDomainPtr {
    on_connect(function, conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        handles::new_domain(conn, find(connect.connection())?)
    })
}

/// Looks up a domain by name.
///
/// Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `name` is NULL, VIR_ERR_NO_DOMAIN when there is none.
///
/// # Safety
/// `name` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainLookupByName(
    conn: virConnectPtr,
    name: *const c_char,
) -> virDomainPtr {
    lookup("virDomainLookupByName", conn, |connection| {
        // SAFETY: by this function's contract.
        let name = unsafe { required("name", name, VIR_FROM_DOMAIN) }?;
        connection.lookup_by_name(&name)
    })
}

/// Looks up a running domain by ID: libvirt's ID for libvirt's guests, the process ID for
/// machines and attached processes.
///
/// Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `id` is negative, VIR_ERR_NO_DOMAIN when there is none.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_CONN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainLookupByID(
    conn: virConnectPtr,
    id: c_int,
) -> virDomainPtr {
    lookup("virDomainLookupByID", conn, |connection| connection.lookup_by_id(id))
}

/// Looks up a domain by UUID.
///
/// `uuid` is VIR_UUID_BUFLEN raw bytes.
///
/// Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN,
/// VIR_ERR_INVALID_ARG when `uuid` is NULL, VIR_ERR_NO_DOMAIN when there is none.
///
/// # Safety
/// `uuid` is NULL or points to VIR_UUID_BUFLEN bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainLookupByUUID(
    conn: virConnectPtr,
    uuid: *const c_uchar,
) -> virDomainPtr {
    lookup("virDomainLookupByUUID", conn, |connection| {
        if uuid.is_null() {
            return Err(null("uuid", VIR_FROM_DOMAIN));
        }
        // SAFETY: not NULL, so VIR_UUID_BUFLEN bytes by this function's contract.
        let bytes = unsafe { uuid.cast::<[u8; VIR_UUID_BUFLEN]>().read() };
        connection.lookup_by_uuid(bytes)
    })
}

/// Looks up a domain by UUID in text form: 32 hexadecimal digits in either case, with hyphens
/// and spaces allowed between pairs.
///
/// Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_ARG when
/// the string is NULL or not a UUID, VIR_ERR_NO_DOMAIN when there is none.
///
/// # Safety
/// `uuidstr` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainLookupByUUIDString(
    conn: virConnectPtr,
    uuidstr: *const c_char,
) -> virDomainPtr {
    lookup("virDomainLookupByUUIDString", conn, |connection| {
        // SAFETY: by this function's contract.
        let text = unsafe { required("uuidstr", uuidstr, VIR_FROM_DOMAIN) }?;
        connection.lookup_by_uuid_string(&text)
    })
}
