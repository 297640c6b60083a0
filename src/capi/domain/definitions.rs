//! Definitions of domains.

use crate::capi::boundary::call::{change_domain, on_domain};
use crate::capi::boundary::guard::guard;
use crate::capi::boundary::handles;
use crate::capi::boundary::handles::expect_connect;
use crate::capi::boundary::strings::{required_bytes, required_utf8, to_c};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::Error;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// Stores a domain's definition: of a new domain, or over that of one of the
/// same name and uuid, which goes on running as it does.
///
/// `xml` is a `<domain>` document. On this host its type is `cgroup`, that of `<os>`
/// `exe`, and `<init>` an absolute path. It is stored in
/// /etc/virmemctl/domains/NAME.xml (session: $XDG_CONFIG_HOME/virmemctl/domains),
/// down to the disk, for its owner alone to read; what the library does not know in
/// it is kept. A running transient domain of the name and uuid becomes persistent.
///
/// Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_INVALID_ARG when
/// `xml` is NULL; VIR_ERR_XML_DETAIL, VIR_ERR_XML_ERROR and others for what is
/// wrong with the document; VIR_ERR_OPERATION_FAILED when the name or the uuid is
/// another domain's, and when a file of that name is there which defines none. On
/// qemu:/// and lxc:///, whose domains libvirtd defines,
/// VIR_ERR_OPERATION_UNSUPPORTED; VIR_ERR_SYSTEM_ERROR when it cannot be written.
///
/// # Safety
/// `xml` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDefineXML(
    conn: virConnectPtr,
    xml: *const c_char,
) -> virDomainPtr {
    // SAFETY: this function's contract is the same.
    unsafe { define("virDomainDefineXML", conn, xml, 0) }
}

/// Stores a domain's definition.
///
/// `flags` are bits of virDomainDefineFlags. `xml` and what is returned are as
/// for virDomainDefineXML, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// `xml` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainDefineXMLFlags(
    conn: virConnectPtr,
    xml: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    // SAFETY: this function's contract is the same.
    unsafe { define("virDomainDefineXMLFlags", conn, xml, flags) }
}

/// # Safety
/// `xml` is NULL or ends with a NUL.
unsafe fn define(
    function: &str,
    conn: virConnectPtr,
    xml: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    guard(function, conn, null_mut(), || {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        connect.connection().check_writable("defining a domain")?;
        // SAFETY: by this function's contract.
        let xml = unsafe { required_bytes("xml", xml, VIR_FROM_DOMAIN) }?;
        handles::new_domain(conn, connect.connection().define(xml, flags)?)
    })
}

/// Removes a domain's definition. A domain that does not run goes with it; one
/// that runs goes when it ends.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when there
/// is an image of its memory.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainUndefine(domain: virDomainPtr) -> c_int {
    change_domain("virDomainUndefine", domain, |domain| domain.undefine(0))
}

/// Removes a domain's definition.
///
/// `flags` are bits of virDomainUndefineFlagsValues: with
/// VIR_DOMAIN_UNDEFINE_MANAGED_SAVE the image of its memory goes too; the test
/// driver also knows VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA. On this host all are
/// taken, as there is nothing of what they name. A domain that runs goes on, and is
/// transient then; its autostart flag goes with the definition.
///
/// Returns as virDomainUndefine does, VIR_ERR_INVALID_ARG for unknown flags;
/// on this host VIR_ERR_OPERATION_INVALID for flags that ask to remove and to keep
/// the same, for a transient domain, and for one that libvirtd defines.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainUndefineFlags(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainUndefineFlags", domain, |domain| domain.undefine(flags))
}

/// Gives a domain's document.
///
/// `flags` are bits of virDomainXMLFlags: without VIR_DOMAIN_XML_INACTIVE it is
/// what a running domain runs with, with it what it will start with next.
///
/// Returns a text that the caller frees with free(), or NULL:
/// VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED for VIR_DOMAIN_XML_SECURE and
/// VIR_DOMAIN_XML_MIGRATABLE on a read-only connection; VIR_ERR_INVALID_ARG for
/// unknown flags; VIR_ERR_NO_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetXMLDesc(domain: virDomainPtr, flags: c_uint) -> *mut c_char {
    on_domain("virDomainGetXMLDesc", domain, null_mut(), |handle| {
        Ok(to_c(&handle.domain().xml(flags)?))
    })
}

/// Gives the kind of a domain's operating system; "linux" from the test driver.
///
/// Returns a text that the caller frees with free(), or NULL with
/// VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetOSType(domain: virDomainPtr) -> *mut c_char {
    on_domain("virDomainGetOSType", domain, null_mut(), |handle| {
        Ok(to_c(&handle.domain().os_kind()?))
    })
}

/// Tells whether what a domain runs with was changed since it started; never by
/// the test driver.
///
/// Returns 1 if it was, 0 if not, or -1 with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainIsUpdated(dom: virDomainPtr) -> c_int {
    on_domain("virDomainIsUpdated", dom, -1, |handle| handle.domain().is_updated().map(c_int::from))
}

/// Gives a domain another name. The handle keeps the old one.
///
/// `new_name` has no '/'. `flags` is 0. On this host it is one rename of a file: what
/// ends the program meanwhile leaves the old name or the new one.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG when `new_name`
/// is NULL or empty, and for flags; VIR_ERR_OPERATION_DENIED on a read-only
/// connection; VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when the domain runs
/// and when the name is taken; VIR_ERR_XML_ERROR for a name that cannot be.
///
/// # Safety
/// `new_name` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainRename(
    dom: virDomainPtr,
    new_name: *const c_char,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainRename", dom, |domain| {
        // SAFETY: by this function's contract.
        match unsafe { required_utf8("new_name", new_name, VIR_FROM_DOMAIN) }? {
            "" => Err(invalid("new_name is empty, expected a name")),
            name => domain.rename(name, flags),
        }
    })
}

fn invalid(what: &str) -> Error {
    Error::invalid_arg(VIR_FROM_DOMAIN, what)
}
