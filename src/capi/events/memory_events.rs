//! Events of memory, for which libvirt has none.

use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::event_arguments::Function;
use crate::capi::boundary::guard::guard_asking;
use crate::capi::boundary::handles::expect_connect;
use crate::capi::boundary::strings;
use crate::capi::boundary::typed_params::read_array_of;
use crate::capi::events::registration::{Registration, uuid_on};
use crate::capi::events::told::MemoryFunction;
use crate::capi::types::callbacks::virFreeCallback;
use crate::capi::types::domain_events::virMemctlConnectMemoryEventCallback;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::driver::Address;
use crate::model::event::MEMORY_EVENT;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_uint, c_void};
use std::mem::transmute;

/// Registers a callback for what the kernel tells of the memory of domains: that a domain reached
/// its soft or hard limit, could get no more memory, or lost processes for want of it; and, once
/// virMemctlConnectMemoryEventSetPressure has set thresholds, that it waited for memory. libvirt
/// does not have this function.
///
/// `dom` is a domain of this connection, or NULL for all, also those that come later. `cb` is
/// called from the event loop, as the callbacks of virConnectDomainEventRegisterAny are: at once,
/// with this connection, a domain handle that is released after the call (unless virDomainRef adds
/// a reference), a virMemctlMemoryEventType, its details and `opaque`. It may call the library.
/// `freecb`, unless it is NULL, is called once with `opaque` after the callback is removed, but not
/// when this function fails. A registered callback holds a reference to the connection.
///
/// The details are typed parameters, which are freed after the call. Other ones than these may
/// come in later versions:
///
/// - `count` and `total` (VIR_MEMCTL_MEMORY_EVENT_COUNT, _TOTAL), of all but pressure: what
///   happens again within about 10 ms is told as one event of cgroup v2, with its count.
/// - `pid` (VIR_MEMCTL_MEMORY_EVENT_PID) of VIR_MEMCTL_MEMORY_EVENT_OOM_KILL: one event for each
///   process that the kernel's log (/dev/kmsg, Linux 5.0) names; the others are told together,
///   without it.
/// - `kind`, `stall_us` and `window_us` of VIR_MEMCTL_MEMORY_EVENT_PRESSURE.
///
/// On cgroup v2 they are those of memory.events, the groups below the domain's included. When
/// domain and group end together, processes that were killed are still told, by what the library
/// has recorded, the kernel's log or the counters of the topmost group above. cgroup v1 tells of
/// VIR_MEMCTL_MEMORY_EVENT_OOM, VIR_MEMCTL_MEMORY_EVENT_OOM_KILL and pressure alone; it takes a
/// file descriptor for each running domain, and its `total` of the first is since the callback was
/// registered.
///
/// Returns a callback ID for virMemctlConnectMemoryEventDeregister, or -1: VIR_ERR_INVALID_CONN;
/// VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a domain of another connection, a NULL `cb`, or
/// a function that is already registered for this domain; VIR_ERR_INTERNAL_ERROR without an event
/// loop; VIR_ERR_NO_SUPPORT on test:///.
///
/// # Safety
/// `cb` and `freecb` may be called as their types say, from the thread that runs the event loop.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virMemctlConnectMemoryEventRegister(
    conn: virConnectPtr,
    dom: virDomainPtr,
    cb: virMemctlConnectMemoryEventCallback,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    guard_asking("virMemctlConnectMemoryEventRegister", conn, -1, move |answer| {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        let domain = if dom.is_null() { None } else { Some(uuid_on(conn, dom)?) };
        let cb = cb.ok_or_else(|| strings::null("cb", VIR_FROM_DOMAIN))?;
        connect.connection().check_memory_events()?;
        // SAFETY: a function pointer, which is called with its real type only.
        let function = unsafe { transmute::<MemoryFunction, Function>(cb) };
        let address = Address {
            owner: conn as usize,
            kind: MEMORY_EVENT,
            domain,
            function: function as usize,
            is_legacy: false,
        };
        let registration = Registration { address, function, opaque, free: freecb };
        // SAFETY: by this function's contract.
        unsafe { registration.add(&connect, answer) }
    })
}

/// Removes a callback of virMemctlConnectMemoryEventRegister, with its thresholds. libvirt does not
/// have this function.
///
/// The free callback runs before this function returns, or after the events that are being
/// delivered. A callback may remove itself.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when this connection has no
/// callback for memory events with that ID.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virMemctlConnectMemoryEventDeregister(
    conn: virConnectPtr,
    callbackID: c_int,
) -> c_int {
    on_connect("virMemctlConnectMemoryEventDeregister", conn, VIR_FROM_DOMAIN, -1, |connect| {
        connect.connection().remove_memory_listener(conn as usize, callbackID)?;
        Ok(0)
    })
}

/// Sets the thresholds of pressure that a callback of virMemctlConnectMemoryEventRegister is told
/// of (VIR_MEMCTL_MEMORY_EVENT_PRESSURE), in the place of those before. libvirt does not have this
/// function.
///
/// `params` are `nparams` parameters: `some_stall_us` with `some_window_us`, `full_stall_us` with
/// `full_window_us` (VIR_MEMCTL_PRESSURE_…), or both; 0 parameters, for which `params` may be NULL,
/// remove the thresholds. The callback is told when processes of a domain have waited for memory
/// for that many microseconds within a window: at least one of them (`some`), or all at the same
/// time (`full`); at most once for each window. A window is 500,000 to 10,000,000 us, a stall at
/// most its window; of a program that is not root the kernel takes multiples of 2,000,000 us alone,
/// since Linux 6.6. `flags` is 0. The thresholds are set for each running domain of the callback, and for
/// each that comes later; each takes a file descriptor.
///
/// cgroup v1 has levels instead (memory.pressure_level), without a time and a window: `some` is its
/// `medium`, `full` its `critical`.
///
/// Returns 0, or -1 with nothing changed: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG for flags, a
/// callback that this connection does not have, a NULL `params`, a negative `nparams`, a value out
/// of these bounds, a wrong type, a parameter that is given twice and a stall or window without the
/// other; VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown parameter; VIR_ERR_OPERATION_UNSUPPORTED
/// where the kernel has no pressure stall information. VIR_ERR_SYSTEM_ERROR, when the kernel
/// refuses a domain's thresholds: there are none then.
///
/// # Safety
/// `params` is NULL or points to `nparams` parameters, whose strings are NULL or NUL-terminated.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virMemctlConnectMemoryEventSetPressure(
    conn: virConnectPtr,
    callbackID: c_int,
    params: virTypedParameterPtr,
    nparams: c_int,
    flags: c_uint,
) -> c_int {
    on_connect("virMemctlConnectMemoryEventSetPressure", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let params = if params.is_null() && nparams == 0 {
            Vec::new()
        } else {
            // SAFETY: by this function's contract.
            unsafe { read_array_of(0, params, nparams) }?
        };
        connect.connection().set_pressure(conn as usize, callbackID, &params, flags)?;
        Ok(0)
    })
}
