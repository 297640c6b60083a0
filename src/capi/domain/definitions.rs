//! Definitions of domains.

use crate::capi::boundary::call::{change_domain, on_connect, on_domain};
use crate::capi::boundary::handles::{self};
use crate::capi::boundary::strings::{required_bytes, required_utf8, to_c};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::Error;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};
use std::ptr::null_mut;

/// Defines a domain: a new one, or a new definition of the one with the same name and UUID,
/// which keeps running unchanged.
///
/// `xml` is a `<domain>` document. On this host its type is `cgroup`, the type of `<os>` is
/// `exe`, and `<init>` is an absolute path. It is stored in /etc/virmemctl/domains/NAME.xml
/// (session: $XDG_CONFIG_HOME/virmemctl/domains), with fsync, readable by the owner only;
/// unknown parts of the document are kept. A running transient domain with that name and UUID
/// becomes persistent.
///
/// Returns a domain for virDomainFree, or NULL: VIR_ERR_INVALID_CONN; VIR_ERR_OPERATION_DENIED
/// on a read-only connection; VIR_ERR_INVALID_ARG when `xml` is NULL; VIR_ERR_XML_DETAIL,
/// VIR_ERR_XML_ERROR and others for an invalid document; VIR_ERR_OPERATION_FAILED when the name
/// or the UUID belongs to another domain, and when a file of that name exists that is not a
/// definition. On qemu:/// and lxc:///, whose domains libvirtd defines,
/// VIR_ERR_OPERATION_UNSUPPORTED; VIR_ERR_SYSTEM_ERROR when the file cannot be written.
///
/// # Safety
/// `xml` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainDefineXML(
    conn: virConnectPtr,
    xml: *const c_char,
) -> virDomainPtr {
    // SAFETY: this function's contract is the same.
    unsafe { define("virDomainDefineXML", conn, xml, 0) }
}

/// Defines a domain.
///
/// `flags` are bits of virDomainDefineFlags. `xml` and the return value are as for
/// virDomainDefineXML, VIR_ERR_INVALID_ARG for unknown flags.
///
/// # Safety
/// `xml` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainDefineXMLFlags(
    conn: virConnectPtr,
    xml: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    // SAFETY: this function's contract is the same.
    unsafe { define("virDomainDefineXMLFlags", conn, xml, flags) }
}

/// # Safety
/// `xml` is NULL or a NUL-terminated string.
unsafe fn define(
    function: &str,
    conn: virConnectPtr,
    xml: *const c_char,
    flags: c_uint,
) -> virDomainPtr {
    on_connect(function, conn, VIR_FROM_DOMAIN, null_mut(), |connect| {
        connect.connection().check_writable("defining a domain")?;
        // SAFETY: by this function's contract.
        let xml = unsafe { required_bytes("xml", xml, VIR_FROM_DOMAIN) }?;
        handles::new_domain(conn, connect.connection().define(xml, flags)?)
    })
}

/// Removes a domain's definition. An inactive domain no longer exists then; a running one
/// becomes transient.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID when it has a managed save image.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainUndefine(domain: virDomainPtr) -> c_int {
    change_domain("virDomainUndefine", domain, |domain| domain.undefine(0))
}

/// Removes a domain's definition.
///
/// `flags` are bits of virDomainUndefineFlagsValues: with VIR_DOMAIN_UNDEFINE_MANAGED_SAVE the
/// managed save image is removed too; the test driver also supports
/// VIR_DOMAIN_UNDEFINE_SNAPSHOTS_METADATA. On this host all flags are accepted, as nothing that
/// they name exists; VIR_MEMCTL_UNDEFINE_LOG of virMemctlUndefineFlags also removes the domain's
/// log, unless it is running. A running domain becomes transient; its autostart flag is removed
/// with the definition.
///
/// Returns as virDomainUndefine does, VIR_ERR_INVALID_ARG for unknown flags; on this host
/// VIR_ERR_OPERATION_INVALID for contradictory flags, for a transient domain, and for one that
/// libvirtd defines.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainUndefineFlags(
    domain: virDomainPtr,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainUndefineFlags", domain, |domain| domain.undefine(flags))
}

/// Gets a domain's XML document.
///
/// `flags` are bits of virDomainXMLFlags: by default the document is the live definition of a
/// running domain, with VIR_DOMAIN_XML_INACTIVE the persistent one.
///
/// Returns a string that the caller frees with free(), or NULL: VIR_ERR_INVALID_DOMAIN;
/// VIR_ERR_OPERATION_DENIED for VIR_DOMAIN_XML_SECURE and VIR_DOMAIN_XML_MIGRATABLE on a
/// read-only connection; VIR_ERR_INVALID_ARG for unknown flags; VIR_ERR_NO_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetXMLDesc(
    domain: virDomainPtr,
    flags: c_uint,
) -> *mut c_char {
    on_domain("virDomainGetXMLDesc", domain, null_mut(), |handle| {
        Ok(to_c(&handle.domain().xml(flags)?))
    })
}

/// Gets the type of a domain's operating system; "linux" from the test driver.
///
/// Returns a string that the caller frees with free(), or NULL with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetOSType(domain: virDomainPtr) -> *mut c_char {
    on_domain("virDomainGetOSType", domain, null_mut(), |handle| {
        Ok(to_c(&handle.domain().os_kind()?))
    })
}

/// Checks whether the live definition of a domain was changed since it started; never in the
/// test driver.
///
/// Returns 1 if it was, 0 if not, or -1 with VIR_ERR_INVALID_DOMAIN.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainIsUpdated(dom: virDomainPtr) -> c_int {
    on_domain("virDomainIsUpdated", dom, -1, |handle| handle.domain().is_updated().map(c_int::from))
}

/// Renames a domain. The handle keeps the old name.
///
/// `new_name` has no '/'. `flags` is 0. On this host it is one atomic rename of a file.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG when `new_name` is NULL or
/// empty, and for flags; VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_DOMAIN;
/// VIR_ERR_OPERATION_INVALID when the domain is running and when the name is in use;
/// VIR_ERR_XML_ERROR for an invalid name.
///
/// # Safety
/// `new_name` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainRename(
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
