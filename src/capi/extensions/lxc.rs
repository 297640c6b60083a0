//! libvirt-lxc's functions: namespaces, labels and cgroups of containers. The drop-in's
//! libvirt-lxc.so.0 calls them by their private names.

use crate::api::lxc_enter_label;
use crate::capi::boundary::call::{change_domain, on_domain};
use crate::capi::boundary::guard::{NoHandle, guard};
use crate::capi::boundary::strings::{null, required};
use crate::capi::types::handles::virDomainPtr;
use crate::model::virErrorDomain::VIR_FROM_NONE;
use libc::{c_char, c_int, c_uint};

/// Opens a container's namespaces.
///
/// Returns -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG when `fdlist` is NULL;
/// VIR_ERR_OPERATION_DENIED on a read-only connection; VIR_ERR_NO_SUPPORT.
// SAFETY: the exported name is reserved for this library.
#[unsafe(export_name = "virMemctlPrivateDomainLxcOpenNamespace")]
pub extern "C-unwind" fn virDomainLxcOpenNamespace(
    domain: virDomainPtr,
    fdlist: *mut *mut c_int,
    _flags: c_uint,
) -> c_int {
    on_domain("virDomainLxcOpenNamespace", domain, -1, |handle| {
        if fdlist.is_null() {
            return Err(null("fdlist", VIR_FROM_NONE));
        }
        handle.domain().connection().unsupported("virDomainLxcOpenNamespace")
    })
}

/// Moves the calling process into namespaces.
///
/// Returns -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only
/// connection; VIR_ERR_NO_SUPPORT.
// SAFETY: the exported name is reserved for this library.
#[unsafe(export_name = "virMemctlPrivateDomainLxcEnterNamespace")]
pub extern "C-unwind" fn virDomainLxcEnterNamespace(
    domain: virDomainPtr,
    _nfdlist: c_uint,
    _fdlist: *mut c_int,
    _noldfdlist: *mut c_uint,
    _oldfdlist: *mut *mut c_int,
    _flags: c_uint,
) -> c_int {
    on_domain("virDomainLxcEnterNamespace", domain, -1, |handle| {
        handle.domain().connection().unsupported("virDomainLxcEnterNamespace")
    })
}

/// Applies a security label to the calling process; only the model `none` is supported, for
/// which there is nothing to do.
///
/// `model` and `oldlabel` begin with a string, as libvirt's virSecurityModel and
/// virSecurityLabel do; `oldlabel` may be NULL, else it is set to the empty string.
///
/// Returns 0, or -1: VIR_ERR_INVALID_ARG for a NULL or flags;
/// VIR_ERR_ARGUMENT_UNSUPPORTED for another model.
///
/// # Safety
/// `model` is NULL or a NUL-terminated string; `oldlabel` is NULL or has room for a string.
#[unsafe(export_name = "virMemctlPrivateDomainLxcEnterSecurityLabel")]
pub unsafe extern "C-unwind" fn virDomainLxcEnterSecurityLabel(
    model: *const c_char,
    label: *const c_char,
    oldlabel: *mut c_char,
    flags: c_uint,
) -> c_int {
    guard("virDomainLxcEnterSecurityLabel", NoHandle, -1, || {
        // SAFETY: by this function's contract.
        let model = unsafe { required("model", model, VIR_FROM_NONE) }?;
        if label.is_null() {
            return Err(null("label", VIR_FROM_NONE));
        }
        if !oldlabel.is_null() {
            // SAFETY: not NULL, so room for a text by this function's contract.
            unsafe { oldlabel.write(0) };
        }
        lxc_enter_label(&model, flags)?;
        Ok(0)
    })
}

/// Moves the calling process into a container's cgroup.
///
/// Returns -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only
/// connection; VIR_ERR_INVALID_ARG for flags; VIR_ERR_NO_SUPPORT.
// SAFETY: the exported name is reserved for this library.
#[unsafe(export_name = "virMemctlPrivateDomainLxcEnterCGroup")]
pub extern "C-unwind" fn virDomainLxcEnterCGroup(domain: virDomainPtr, flags: c_uint) -> c_int {
    change_domain("virDomainLxcEnterCGroup", domain, |domain| domain.lxc_enter_cgroup(flags))
}
