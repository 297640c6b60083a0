//! Memory sizes and numbers of virtual CPUs.

use super::call::{done, on_connect, on_domain};
use super::strings::optional;
use super::types::{virConnectPtr, virDomainPtr};
use crate::model::units::Kib;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_char, c_int, c_uint, c_ulong};

#[allow(clippy::useless_conversion, reason = "C's unsigned long may have 32 bits")]
fn kib(size: c_ulong) -> Kib {
    Kib(u64::from(size))
}

/// Tells how much memory a domain may have.
///
/// Returns the size in KiB, or 0: VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_DOMAIN when it
/// has gone.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetMaxMemory(domain: virDomainPtr) -> c_ulong {
    on_domain(domain, 0, |handle| {
        let most = handle.domain().info()?.max_memory;
        Ok(c_ulong::try_from(most.0).unwrap_or(c_ulong::MAX))
    })
}

/// Says how much memory a domain may have that does not run.
///
/// `memory` is the size in KiB. Memory above it is taken away.
///
/// Returns 0, or -1: as virDomainSetMemoryFlags.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMaxMemory(domain: virDomainPtr, memory: c_ulong) -> c_int {
    done(domain, |dom| dom.set_max_memory(kib(memory)))
}

/// Gives a running domain so much memory.
///
/// `memory` is the size in KiB.
///
/// Returns 0, or -1: as virDomainSetMemoryFlags.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMemory(domain: virDomainPtr, memory: c_ulong) -> c_int {
    done(domain, |dom| dom.set_memory(kib(memory)))
}

/// Gives a domain so much memory, or says how much it may have.
///
/// `memory` is the size in KiB. `flags` are bits of virDomainMemoryModFlags.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for 0, for more than the maximum, for
/// unknown flags, live and config together; VIR_ERR_OVERFLOW for a size that cannot
/// be; VIR_ERR_NO_DOMAIN when the domain has gone; VIR_ERR_OPERATION_INVALID for
/// flags that do not fit its state, and for the maximum of one that runs.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMemoryFlags(
    domain: virDomainPtr,
    memory: c_ulong,
    flags: c_uint,
) -> c_int {
    done(domain, |dom| dom.set_memory_size(kib(memory), flags))
}

/// Sets how often a domain's memory balloon gathers statistics.
///
/// `period` is in seconds; 0 is never. `flags` are bits of
/// virDomainMemoryModFlags, without the maximum.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for a negative period, unknown flags,
/// live and config together; VIR_ERR_NO_DOMAIN when the domain has gone;
/// VIR_ERR_OPERATION_INVALID for flags that do not fit its state;
/// VIR_ERR_INTERNAL_ERROR where it has no balloon.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMemoryStatsPeriod(
    domain: virDomainPtr,
    period: c_int,
    flags: c_uint,
) -> c_int {
    done(domain, |dom| dom.set_stats_period(period, flags))
}

/// Tells the most virtual CPUs that a domain may have.
///
/// `type` is the kind of domain, as in `<domain type='…'>`, or NULL.
///
/// Returns the number, or -1: VIR_ERR_INVALID_CONN, VIR_ERR_NO_SUPPORT.
///
/// # Safety
/// `type` is NULL or ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectGetMaxVcpus(
    conn: virConnectPtr,
    r#type: *const c_char,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        // SAFETY: by this function's contract.
        let kind = unsafe { optional(r#type) };
        let most = connect.connection().max_vcpus(kind.as_deref())?;
        Ok(c_int::try_from(most).unwrap_or(c_int::MAX))
    })
}

/// Tells how many virtual CPUs a running domain may have.
///
/// Returns the number, or -1: as virDomainGetVcpusFlags.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetMaxVcpus(domain: virDomainPtr) -> c_int {
    on_domain(domain, -1, |handle| handle.domain().max_vcpus().map(c_int::from))
}

/// Tells how many virtual CPUs a domain has, or may have.
///
/// `flags` are bits of virDomainVcpuFlags; the test driver knows
/// VIR_DOMAIN_VCPU_LIVE, VIR_DOMAIN_VCPU_CONFIG and VIR_DOMAIN_VCPU_MAXIMUM.
///
/// Returns the number, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for
/// unknown flags, live and config together; VIR_ERR_NO_DOMAIN when the domain has
/// gone; VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetVcpusFlags(domain: virDomainPtr, flags: c_uint) -> c_int {
    on_domain(domain, -1, |handle| handle.domain().vcpu_count(flags).map(c_int::from))
}

/// Gives a running domain so many virtual CPUs.
///
/// Returns 0, or -1: as virDomainSetVcpusFlags.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetVcpus(domain: virDomainPtr, nvcpus: c_uint) -> c_int {
    done(domain, |dom| dom.set_vcpus(nvcpus))
}

/// Gives a domain so many virtual CPUs, from number 0 on, or says how many its
/// definition may have.
///
/// `flags` are bits of virDomainVcpuFlags, as for virDomainGetVcpusFlags;
/// VIR_DOMAIN_VCPU_MAXIMUM goes with VIR_DOMAIN_VCPU_CONFIG only.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a
/// read-only connection; VIR_ERR_INVALID_ARG for 0, for more than the maximum, and
/// unknown flags; VIR_ERR_NO_DOMAIN when the domain has gone;
/// VIR_ERR_OPERATION_INVALID for flags that do not fit its state.
///
/// # Safety
/// None is asked for: what is no domain is told.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetVcpusFlags(
    domain: virDomainPtr,
    nvcpus: c_uint,
    flags: c_uint,
) -> c_int {
    done(domain, |dom| dom.set_vcpu_count(nvcpus, flags))
}
