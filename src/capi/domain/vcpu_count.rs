//! The number of virtual CPUs.

use crate::capi::boundary::call::{change_domain, on_connect, on_domain};
use crate::capi::boundary::strings::optional;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint};

/// Gets the maximum number of virtual CPUs of a domain of some type.
///
/// `type` is the type of domain, as in `<domain type='…'>`, or NULL.
///
/// On this host it is the number of CPUs that are online.
///
/// Returns the number, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG for a type that the connection does
/// not show; VIR_ERR_NO_SUPPORT.
///
/// # Safety
/// `type` is NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectGetMaxVcpus(
    conn: virConnectPtr,
    r#type: *const c_char,
) -> c_int {
    on_connect("virConnectGetMaxVcpus", conn, VIR_FROM_DOMAIN, -1, |connect| {
        // SAFETY: by this function's contract.
        let kind = unsafe { optional(r#type) };
        let most = connect.connection().max_vcpus(kind.as_deref())?;
        Ok(c_int::try_from(most).unwrap_or(c_int::MAX))
    })
}

/// Gets the maximum number of virtual CPUs of a running domain.
///
/// Returns the number, or -1: as virDomainGetVcpusFlags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetMaxVcpus(domain: virDomainPtr) -> c_int {
    on_domain("virDomainGetMaxVcpus", domain, -1, |handle| {
        handle.domain().max_vcpus().map(c_int::from)
    })
}

/// Gets the number of virtual CPUs of a domain, or its maximum.
///
/// `flags` are bits of virDomainVcpuFlags; the test driver supports VIR_DOMAIN_VCPU_LIVE,
/// VIR_DOMAIN_VCPU_CONFIG and VIR_DOMAIN_VCPU_MAXIMUM.
///
/// Returns the number, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for unknown flags,
/// live and config together; VIR_ERR_NO_DOMAIN when the domain no longer exists;
/// VIR_ERR_OPERATION_INVALID for flags that do not match its state.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetVcpusFlags(
    domain: virDomainPtr,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetVcpusFlags", domain, -1, |handle| {
        handle.domain().vcpu_count(flags).map(c_int::from)
    })
}

/// Sets the number of virtual CPUs of a running domain.
///
/// Returns 0, or -1: as virDomainSetVcpusFlags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetVcpus(domain: virDomainPtr, nvcpus: c_uint) -> c_int {
    change_domain("virDomainSetVcpus", domain, |dom| dom.set_vcpus(nvcpus))
}

/// Sets the number of virtual CPUs of a domain, or the maximum of its definition.
///
/// `flags` are bits of virDomainVcpuFlags, as for virDomainGetVcpusFlags;
/// VIR_DOMAIN_VCPU_MAXIMUM is valid with VIR_DOMAIN_VCPU_CONFIG only.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for 0, for more than the maximum, and unknown flags; VIR_ERR_NO_DOMAIN
/// when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags that do not match its
/// state.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetVcpusFlags(
    domain: virDomainPtr,
    nvcpus: c_uint,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainSetVcpusFlags", domain, |dom| dom.set_vcpu_count(nvcpus, flags))
}
