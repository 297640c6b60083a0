//! Memory sizes of domains.

use crate::capi::boundary::call::{change_domain, on_domain};
use crate::capi::types::handles::virDomainPtr;
use crate::model::units::Kib;
use libc::{c_int, c_uint, c_ulong};

#[allow(clippy::useless_conversion, reason = "C's unsigned long may have 32 bits")]
fn kib(size: c_ulong) -> Kib {
    Kib(u64::from(size))
}

/// Gets the maximum memory of a domain.
///
/// Returns the size in KiB, or 0: VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_DOMAIN when it no longer
/// exists.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetMaxMemory(domain: virDomainPtr) -> c_ulong {
    on_domain("virDomainGetMaxMemory", domain, 0, |handle| {
        let most = handle.domain().info()?.max_memory;
        Ok(c_ulong::try_from(most.0).unwrap_or(c_ulong::MAX))
    })
}

/// Sets the maximum memory of an inactive domain.
///
/// `memory` is the size in KiB. Its current memory is reduced to it.
///
/// Returns 0, or -1: as virDomainSetMemoryFlags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetMaxMemory(
    domain: virDomainPtr,
    memory: c_ulong,
) -> c_int {
    change_domain("virDomainSetMaxMemory", domain, |dom| dom.set_max_memory(kib(memory)))
}

/// Sets the memory size of a running domain.
///
/// `memory` is the size in KiB. See virDomainSetMemoryFlags.
///
/// Returns 0, or -1: as virDomainSetMemoryFlags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetMemory(domain: virDomainPtr, memory: c_ulong) -> c_int {
    change_domain("virDomainSetMemory", domain, |dom| dom.set_memory(kib(memory)))
}

/// Sets the memory size of a domain, or its maximum.
///
/// `memory` is the size in KiB. `flags` are bits of virDomainMemoryModFlags.
///
/// On this host a running virtual machine's guest is asked by its memory balloon: that takes its
/// time, and virDomainMemoryStats tells how far it is. The request goes to the Unix socket of its
/// monitor, by the command line: of a QEMU a QMP monitor (`-qmp unix:PATH,server=on,wait=off`), which
/// serves one client at a time, so that a guest of libvirtd's, which holds its own, needs a second one;
/// of a Firecracker (`--api-sock PATH`) and of a cloud-hypervisor (`--api-socket PATH`) their API. The
/// socket has to be root's, the caller's or the monitor's user's, and a process of the domain has to
/// listen there. A size is rounded up to whole MiB for Firecracker, to 4 KiB for cloud-hypervisor. A
/// guest that is not libvirtd's gets no more than its hard limit less what its monitor uses besides the
/// guest's memory.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection, and
/// for a monitor of somebody else; VIR_ERR_INVALID_ARG for 0, for more than the maximum or than the
/// hard limit leaves room for, for unknown flags, on the test driver live and config together;
/// VIR_ERR_OVERFLOW for a size that is too large; VIR_ERR_NO_DOMAIN when the domain no longer exists;
/// VIR_ERR_OPERATION_INVALID for flags that do not match its state, for the maximum of a running
/// domain, and for a guest without a balloon; VIR_ERR_OPERATION_UNSUPPORTED for a running domain that
/// is no such virtual machine, or without a free monitor; VIR_ERR_OPERATION_TIMEOUT for a monitor that
/// does not answer, VIR_ERR_OPERATION_FAILED for one that does not speak its protocol,
/// VIR_ERR_INTERNAL_ERROR for what a monitor refuses, with its words.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetMemoryFlags(
    domain: virDomainPtr,
    memory: c_ulong,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainSetMemoryFlags", domain, |dom| dom.set_memory_size(kib(memory), flags))
}

/// Sets how often a domain's memory balloon gathers statistics.
///
/// `period` is in seconds; 0 is never. `flags` are bits of
/// virDomainMemoryModFlags, without the maximum. Statistics of a running Firecracker are on or off
/// since it began, and cloud-hypervisor has no period: VIR_ERR_OPERATION_UNSUPPORTED.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection;
/// VIR_ERR_INVALID_ARG for a negative period, unknown flags, on the test driver live and config
/// together; VIR_ERR_NO_DOMAIN when the domain no longer exists; VIR_ERR_OPERATION_INVALID for flags
/// that do not match its state; VIR_ERR_INTERNAL_ERROR where its definition has no balloon. Of a
/// running domain on this host also the errors of virDomainSetMemoryFlags.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetMemoryStatsPeriod(
    domain: virDomainPtr,
    period: c_int,
    flags: c_uint,
) -> c_int {
    change_domain("virDomainSetMemoryStatsPeriod", domain, |dom| {
        dom.set_stats_period(period, flags)
    })
}
