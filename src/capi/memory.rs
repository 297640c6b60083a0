//! Memory parameters.

use super::guard::{Called, guard};
use super::handles::expect_domain;
use super::typed_params::array;
use super::types::{virDomainPtr, virTypedParameterPtr};
use crate::model::family::Family;
use libc::{c_int, c_uint};

/// Sets memory parameters, several in one call: all of them are in force
/// afterwards, or none is changed.
///
/// `params` is an array of `nparams` parameters, each one of
/// VIR_DOMAIN_MEMORY_HARD_LIMIT, VIR_DOMAIN_MEMORY_SOFT_LIMIT,
/// VIR_DOMAIN_MEMORY_SWAP_HARD_LIMIT, VIR_DOMAIN_MEMORY_MIN_GUARANTEE and
/// VIR_MEMCTL_MEMORY_SWAP_SOFT_LIMIT, a ULLONG in KiB;
/// VIR_DOMAIN_MEMORY_PARAM_UNLIMITED means no limit. The array stays the
/// caller's. The swap hard limit counts memory plus swap, on cgroup v1 and v2
/// alike, and cannot be below the hard limit; it stays as it is when the hard
/// limit alone is set. The kernel rounds down to whole pages.
///
/// A hard limit below what the domain uses does not kill. cgroup v1 brings use
/// down by itself, or refuses. On v2 this call does, before it sets the limit:
/// memory is reclaimed in steps of at most 32 MiB, and memory.high follows use
/// down, so that the domain is slowed down rather than growing again. It
/// gives up, with EBUSY, when use has not sunk for 2 seconds, and after 10
/// seconds in any case, each time with the step under way completed; and with
/// EINTR as soon as SIGHUP, SIGINT, SIGQUIT or SIGTERM waits for the thread, not
/// being ignored. Signals that come during a set are delivered when it has ended.
///
/// A minimum guarantee of a running domain is memory.min of cgroup v2; v1 has
/// none, and looks at it only before a domain starts. The kernel caps it by that
/// of each group above the domain, so this call raises theirs to the sum of what
/// is guaranteed below, and gives back what it raised when the guarantee sinks,
/// or with the next call that looks for domains when the domain has ended. What
/// others set on those groups is never lowered.
///
/// `flags` are bits of virDomainModificationImpact; on cgroup:///, qemu:/// and
/// lxc:/// also VIR_MEMCTL_FORCE of virMemctlMemoryFlags, which sets such a limit
/// at once: the v2 kernel then kills processes of the domain if it must.
///
/// Two sets on one domain, by whichever processes, come one after the other: in
/// the end the values are those of one of them. A get does not wait for a set:
/// it may see a moment between two of its writes, some values old and some new
/// (on v2 the swap hard limit is a sum, then of an old and a new part), and a
/// soft limit that is lower while use is brought down.
///
/// Returns 0, or -1 with nothing changed:
/// - VIR_ERR_INVALID_DOMAIN; VIR_ERR_OPERATION_DENIED on a read-only connection
/// - VIR_ERR_INVALID_ARG: no parameters, a name without NUL, a wrong type, a
///   name given twice, unknown flags, a value that cannot be
/// - VIR_ERR_ARGUMENT_UNSUPPORTED: a name that the driver does not know
/// - VIR_ERR_NO_DOMAIN: the domain has gone
/// - VIR_ERR_OPERATION_INVALID: live for a domain that does not run, config for
///   one without a definition of this library's
/// - VIR_ERR_OPERATION_UNSUPPORTED: the kernel has no such limit
/// - VIR_ERR_OPERATION_FAILED: the guarantees would be more than the host's memory,
///   or than a group above the domain may have; both figures are in the message
/// - VIR_ERR_OPERATION_TIMEOUT: another set held the domain for 30 seconds
/// - VIR_ERR_SYSTEM_ERROR: the kernel refused, errno in int1; EBUSY when use
///   cannot be brought down to a lower hard limit, EINTR when a signal that asks
///   the program to end broke that off, EACCES when a group above the domain has
///   less than a guarantee takes and may not be written. What could not be put back, if there
///   was such a thing, the message says
///
/// Sources: libvirt API, virDomainSetMemoryParameters; kernel documentation,
/// cgroup-v1/memory.rst and cgroup-v2.rst.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, of which those of type
/// VIR_TYPED_PARAM_STRING hold NULL or a text that ends with a NUL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainSetMemoryParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    guard(Called::OnDomain(domain), -1, || {
        let handle = expect_domain(domain)?;
        handle.domain().check_writable("setting memory parameters")?;
        // SAFETY: by this function's contract.
        let params = unsafe { array::take_over(params, nparams) }?;
        handle.domain().set_memory_parameters(&params, flags)?;
        Ok(0)
    })
}

/// Gets the memory parameters.
///
/// With `*nparams` 0, `params` is not looked at and `*nparams` takes the number
/// of parameters that there are: 3, or 5 on cgroup v2. Otherwise `params` is the
/// caller's array with room for `*nparams`; as many as there are and fit are
/// filled in, in the order hard_limit, soft_limit, swap_hard_limit,
/// min_guarantee, swap_soft_limit, and `*nparams` takes their number. Values are
/// ULLONG in KiB; no limit is VIR_DOMAIN_MEMORY_PARAM_UNLIMITED.
///
/// `flags` is a virDomainModificationImpact, with or without
/// VIR_TYPED_PARAM_STRING_OKAY.
///
/// Returns 0, or -1: VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a NULL, a
/// negative `*nparams`, unknown flags, live and config together;
/// VIR_ERR_NO_DOMAIN; VIR_ERR_OPERATION_INVALID for flags that do not fit the
/// domain's state; VIR_ERR_SYSTEM_ERROR for what cannot be read.
///
/// # Safety
/// `nparams` is NULL or points to a number; `params` is NULL or has room for so
/// many parameters.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virDomainGetMemoryParameters(
    domain: virDomainPtr,
    params: virTypedParameterPtr,
    nparams: *mut c_int,
    flags: c_uint,
) -> c_int {
    guard(Called::OnDomain(domain), -1, || {
        let handle = expect_domain(domain)?;
        let dom = handle.domain();
        // SAFETY: by this function's contract.
        unsafe {
            array::give(
                params,
                nparams,
                0,
                || dom.parameter_count(Family::Memory, flags),
                || dom.memory_parameters(flags),
            )
        }
    })
}
