//! The state of domains.

use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::strings::null;
use crate::capi::types::domain::virDomainInfoPtr;
use crate::capi::types::handles::virDomainPtr;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uchar, c_uint, c_ulong};
use std::ptr::addr_of_mut;

/// Checks whether a domain is running.
///
/// Returns 1 if it is, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_DOMAIN when it no
/// longer exists.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainIsActive(dom: virDomainPtr) -> c_int {
    on_domain("virDomainIsActive", dom, -1, |handle| handle.domain().is_active().map(c_int::from))
}

/// Checks whether a domain has a persistent definition.
///
/// Returns 1 if it has, 0 if not, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_DOMAIN when it no
/// longer exists.
///
/// # Safety
/// No requirement: an invalid handle fails with VIR_ERR_INVALID_DOMAIN.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainIsPersistent(dom: virDomainPtr) -> c_int {
    on_domain("virDomainIsPersistent", dom, -1, |handle| {
        handle.domain().is_persistent().map(c_int::from)
    })
}

/// Gets a domain's state.
///
/// `state` receives a virDomainState; `reason`, unless it is NULL, receives the reason, from the
/// enumeration of that state. `flags` is 0.
///
/// The reason of a domain of this host that is shut off tells how it ended, whichever process
/// started it or ended it, and the detail of its VIR_DOMAIN_EVENT_STOPPED event tells the same:
/// - VIR_DOMAIN_SHUTOFF_SHUTDOWN: its program exited with status 0, or it was shut down;
/// - VIR_DOMAIN_SHUTOFF_DESTROYED: it was destroyed;
/// - VIR_DOMAIN_SHUTOFF_CRASHED: its program was killed by a signal that no call sent, or by the
///   kernel for want of memory;
/// - VIR_DOMAIN_SHUTOFF_FAILED: its program exited with another status, or could not be executed;
/// - VIR_DOMAIN_SHUTOFF_UNKNOWN: nobody knows. The exit status of an attached process is its own
///   parent's: of these only that the kernel killed one of them for want of memory is known, and
///   not even that where systemd has removed the scope. Of a created one the status is lost if its
///   parent, `virmemctl-reap`, was killed, and all ends are forgotten at the next boot. The event
///   has the detail VIR_DOMAIN_EVENT_STOPPED_SHUTDOWN then.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when `state` is NULL and for
/// flags, VIR_ERR_NO_DOMAIN when it no longer exists.
///
/// # Safety
/// `state` and `reason` are NULL or point to room for a number.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetState(
    domain: virDomainPtr,
    state: *mut c_int,
    reason: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetState", domain, -1, |handle| {
        if state.is_null() {
            return Err(null("state", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().state(flags)?;
        // SAFETY: not NULL, so room by this function's contract.
        unsafe {
            state.write(found.state as c_int);
            if !reason.is_null() {
                reason.write(found.reason);
            }
        }
        Ok(0)
    })
}

/// Gets a domain's state, memory, virtual CPUs and CPU time.
///
/// On this host, of a domain that runs, attached or created, `memory` is what is in use (of a QEMU
/// guest of libvirtd's the guest's present size, as libvirtd tells it); `maxMem` is the size in its
/// definition, or where no definition is known its hard limit, or the host's memory where that is
/// unlimited. The virtual CPUs are the definition's, else the CPUs that the caller may use. Of one
/// that is shut off both sizes are the definition's.
///
/// Returns 0 with `info` filled in, or -1: VIR_ERR_INVALID_DOMAIN, VIR_ERR_INVALID_ARG when
/// `info` is NULL, VIR_ERR_NO_DOMAIN when it no longer exists, VIR_ERR_SYSTEM_ERROR when a file
/// cannot be read.
///
/// # Safety
/// `info` is NULL or points to room for a virDomainInfo.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetInfo(
    domain: virDomainPtr,
    info: virDomainInfoPtr,
) -> c_int {
    on_domain("virDomainGetInfo", domain, -1, |handle| {
        if info.is_null() {
            return Err(null("info", VIR_FROM_DOMAIN));
        }
        let found = handle.domain().info()?;
        let size = |kib: u64| c_ulong::try_from(kib).unwrap_or(c_ulong::MAX);
        // SAFETY: not NULL, so room by this function's contract.
        unsafe {
            info.write_bytes(0, 1);
            addr_of_mut!((*info).state).write(found.state as c_uchar);
            addr_of_mut!((*info).maxMem).write(size(found.max_memory.0));
            addr_of_mut!((*info).memory).write(size(found.memory.0));
            addr_of_mut!((*info).nrVirtCpu).write(found.vcpus);
            addr_of_mut!((*info).cpuTime).write(found.cpu_time);
        }
        Ok(0)
    })
}
