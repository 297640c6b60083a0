//! Memory parameters.

use crate::capi::boundary::call::on_domain;
use crate::capi::boundary::typed_params;
use crate::capi::types::handles::virDomainPtr;
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::parameters::Family;
use libc::{c_int, c_uint};

/// Sets memory parameters, several in one call: all of them are applied, or none is changed.
///
/// `params` is an array of `nparams` parameters, each one of VIR_DOMAIN_MEMORY_HARD_LIMIT,
/// VIR_DOMAIN_MEMORY_SOFT_LIMIT, VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT,
/// VIR_DOMAIN_MEMORY_MIN_GUARANTEE and VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT, a ULLONG in KiB, or
/// VIR_MEMCTL_MEMORY_SHARES, an INT, which ESX alone has;
/// VIR_DOMAIN_MEMORY_PARAM_UNLIMITED means no limit. The array remains the caller's. The swap
/// hard limit counts memory plus swap, on cgroup v1 and v2 alike, and cannot be below the hard
/// limit; it is unchanged when only the hard limit is set. The kernel rounds down to whole
/// pages.
///
/// A hard limit below the current usage does not kill processes. cgroup v1 reclaims memory by
/// itself, or refuses the limit. On v2 this call reclaims, before it sets the limit: in steps of
/// at most 32 MiB, while memory.high follows the usage, so that the domain is throttled instead
/// of growing again. It fails with EBUSY when usage has not decreased for 2 seconds, and after
/// 10 seconds in any case, both after the current step; and with EINTR as soon as a SIGHUP,
/// SIGINT, SIGQUIT or SIGTERM that is not ignored is pending for the thread. Signals that arrive
/// during the call are delivered at its end.
///
/// A minimum guarantee of a running domain is memory.min of cgroup v2; v1 has none, and checks
/// it only before a domain starts. The kernel caps it by the value of each ancestor cgroup, so
/// this call raises theirs to the sum of what is guaranteed below, and lowers them again when
/// the guarantee decreases, or in the next call that scans for domains after the domain has
/// stopped. Values that others set on those cgroups are never lowered.
///
/// A machine of ESX has VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_MIN_GUARANTEE and
/// VIR_MEMCTL_MEMORY_SHARES (a number, or -1 low, -2 normal, -3 high), in one reconfiguration of the
/// host's; sizes are rounded up to its MB, and are in force and kept, whichever of live and config
/// is asked for.
///
/// `flags` are bits of virDomainModificationImpact; on cgroup:///, qemu:/// and lxc:/// also
/// VIR_MEMCTL_FORCE of virMemctlMemoryFlags, which sets such a limit immediately: the v2 kernel
/// then kills processes of the domain if necessary.
///
/// A hard limit of a running virtual machine that is lowered below what its memory balloon leaves to
/// the guest and what its monitor uses besides at present (the memory of its processes that is no
/// file's and not the guest's, and the kernel's for them) is refused with both figures, where the
/// monitor tells (virDomainSetMemoryFlags). VIR_MEMCTL_FORCE sets it. A guest of libvirtd's gets it in
/// any case, as from libvirt, with a warning.
///
/// Concurrent calls on one domain, also of several processes, are serialized: the final values
/// are those of one of them. A get does not wait for a set: it may see the state between two of
/// its writes, with some values old and some new (on v2 the swap hard limit is a sum, then of an
/// old and a new part), and a lower soft limit while memory is reclaimed.
///
/// Returns 0, or -1 with nothing changed:
/// - VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection
/// - VIR_ERR_INVALID_ARG: no parameters, a name without NUL, a wrong type, a name given twice,
///   unknown flags, an invalid value, a hard limit that leaves no room for the guest
/// - VIR_ERR_ARGUMENT_UNSUPPORTED: a name unknown to the driver
/// - VIR_ERR_NO_DOMAIN: the domain no longer exists
/// - VIR_ERR_OPERATION_INVALID: live for a domain that is not running, config for one without a
///   definition of this library
/// - VIR_ERR_OPERATION_UNSUPPORTED: the kernel has no such limit
/// - VIR_ERR_OPERATION_FAILED: the guarantees would exceed the host's memory, or the limit of an
///   ancestor cgroup; both figures are in the message
/// - VIR_ERR_OPERATION_TIMEOUT: another set held the domain for 30 seconds
/// - VIR_ERR_SYSTEM_ERROR: the kernel refused, errno in int1; EBUSY when usage cannot be reduced
///   to a lower hard limit, EINTR when a signal to terminate interrupted that, EACCES when an
///   ancestor cgroup has too low a guarantee and cannot be written. The message names the values
///   that could not be restored, if any
///
/// Sources: libvirt API, virDomainSetMemoryParameters; kernel documentation,
/// cgroup-v1/memory.rst and cgroup-v2.rst.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a NUL-terminated string.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainSetMemoryParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainSetMemoryParameters", domain, -1, |handle| {
        handle.domain().check_writable("setting memory parameters")?;
        // SAFETY: by this function's contract.
        let params = unsafe { typed_params::read_array(params, nparams) }?;
        handle.domain().set_memory_parameters(&params, flags)?;
        Ok(0)
    })
}

/// Gets the memory parameters.
///
/// With `*nparams` 0, `params` is ignored and `*nparams` is set to the number of parameters: 3,
/// or 5 on cgroup v2. Otherwise `params` is the caller's array with room for `*nparams`; as many
/// as fit are stored, in the order hard_limit, soft_limit, swap_hard_limit, min_guarantee,
/// swap_soft_limit, and `*nparams` is set to their number. Values are ULLONG in KiB; no limit is
/// VIR_DOMAIN_MEMORY_PARAM_UNLIMITED.
///
/// `flags` is a virDomainModificationImpact, with or without
/// VIR_TYPED_PARAM_STRING_OKAY; where a set takes VIR_MEMCTL_FORCE a get does too, and it has no
/// meaning there.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a negative
/// `*nparams`, unknown flags, live and config together; VIR_ERR_NO_DOMAIN;
/// VIR_ERR_OPERATION_INVALID for flags that do not match the domain's state;
/// VIR_ERR_SYSTEM_ERROR when a file cannot be read.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for that many
/// parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virDomainGetMemoryParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    on_domain("virDomainGetMemoryParameters", domain, -1, |handle| {
        let dom = handle.domain();
        // SAFETY: by this function's contract.
        unsafe {
            typed_params::write_array(
                params,
                nparams,
                0,
                || dom.parameter_count(Family::Memory, "", flags),
                |each| dom.each_parameter(Family::Memory, "", flags, each),
            )
        }
    })
}
