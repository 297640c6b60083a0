//! Registration of callbacks for domain events.

use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::event_arguments::Function;
use crate::capi::boundary::guard::{Turn, guard_asking};
use crate::capi::boundary::handles::expect_connect;
use crate::capi::boundary::strings;
use crate::capi::events::registration::{Registration, uuid_on};
use crate::capi::events::told::{GenericFunction, LifecycleFunction};
use crate::capi::types::callbacks::virFreeCallback;
use crate::capi::types::domain_events::{
    virConnectDomainEventCallback, virConnectDomainEventGenericCallback,
};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::driver::Address;
use crate::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_LIFECYCLE;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use libc::{c_int, c_void};
use std::mem::transmute;

/// Registers a callback for lifecycle events of all domains, like
/// virConnectDomainEventRegisterAny with VIR_DOMAIN_EVENT_ID_LIFECYCLE;
/// virConnectDomainEventDeregister removes it.
///
/// Returns 0, or -1 as virConnectDomainEventRegisterAny.
///
/// # Safety
/// `cb` and `freecb` may be called as their types say, from the thread that runs the event loop.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectDomainEventRegister(
    conn: virConnectPtr,
    cb: virConnectDomainEventCallback,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    guard_asking("virConnectDomainEventRegister", conn, -1, move |timer| {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        let cb = cb.ok_or_else(|| strings::null("cb", VIR_FROM_DOMAIN))?;
        // SAFETY: a function pointer, which is called with its real type only.
        let function = unsafe { transmute::<LifecycleFunction, Function>(cb) };
        let address = Address {
            owner: conn as usize,
            kind: VIR_DOMAIN_EVENT_ID_LIFECYCLE as i32,
            domain: None,
            function: function as usize,
            is_legacy: true,
        };
        let registration = Registration { address, function, opaque, free: freecb };
        // SAFETY: by this function's contract.
        Ok(match unsafe { registration.add(&connect, timer) }? {
            Turn::Done(_) => Turn::Done(0),
            ask => ask,
        })
    })
}

/// Removes a callback of virConnectDomainEventRegister.
///
/// The free callback runs before this function returns, or after the events that are being
/// delivered.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when the function
/// is NULL or not registered.
///
/// # Safety
/// No requirement: the function is not called.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectDomainEventDeregister(
    conn: virConnectPtr,
    cb: virConnectDomainEventCallback,
) -> c_int {
    on_connect("virConnectDomainEventDeregister", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let cb = cb.ok_or_else(|| strings::null("cb", VIR_FROM_DOMAIN))?;
        connect.connection().remove_legacy_listener(conn as usize, cb as usize)?;
        Ok(0)
    })
}

/// Registers a callback for events of domains.
///
/// `dom` is a domain of this connection, or NULL for all. `eventID` is a virDomainEventID, and
/// `cb` a function of the matching type, cast by VIR_DOMAIN_EVENT_CALLBACK. It is called from
/// the event loop, which must be registered, with this connection, a domain handle that is
/// released after the call (unless virDomainRef adds a reference), the details of the event, and
/// `opaque`. It may call the library. `freecb`, unless it is NULL, is called once with `opaque`
/// after the callback is removed, but not when this function fails. A registered callback holds
/// a reference to the connection.
///
/// On this host a file descriptor of the event loop tells at once what other programs do to
/// domains, and what domains do themselves: lifecycle changes, and values that were set
/// (VIR_DOMAIN_EVENT_ID_TUNABLE). A domain that starts and stops before the event loop runs may
/// cause no event. Where the kernel lets no more be watched (fs.inotify in sysctl, open files) or
/// the loop takes no file descriptors, a timeout polls the host every 500 ms instead.
///
/// VIR_DOMAIN_EVENT_ID_TUNABLE: the parameters of one set, those that were given to it and those
/// that changed with them: `memtune.`, `cputune.`, `blkiotune.` or `numatune.` and the
/// parameter's name, each followed by its old value under the same name and `.old`, if that is
/// known. A set by another program is told by what changed; several sets before the event loop
/// runs are told as one.
///
/// VIR_DOMAIN_EVENT_ID_BALLOON_CHANGE is told of virDomainSetMemory and its like on this
/// connection alone. VIR_DOMAIN_EVENT_ID_METADATA_CHANGE is told of virDomainSetMetadata, and of texts that
/// another process has changed in a definition or in what a domain of the library's own runs with.
/// VIR_DOMAIN_EVENT_DEFINED_UPDATED is told of a definition that is defined anew, and of any other change of it by
/// another process. Pins are told as values that are set: VIR_DOMAIN_TUNABLE_CPU_EMULATORPIN and its like, as
/// lists of CPUs; those of threads on this connection alone.
///
/// Returns a callback ID for virConnectDomainEventDeregisterAny, or -1: VIR_ERR_INVALID_CONN;
/// VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a domain of another connection, a NULL `cb`,
/// an unknown `eventID`, or a function that is already registered for this event and domain;
/// VIR_ERR_INTERNAL_ERROR without an event loop; VIR_ERR_NO_SUPPORT.
///
/// # Safety
/// `cb` and `freecb` may be called as their types say, from the thread that runs the event loop.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectDomainEventRegisterAny(
    conn: virConnectPtr,
    dom: virDomainPtr,
    eventID: c_int,
    cb: virConnectDomainEventGenericCallback,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    guard_asking("virConnectDomainEventRegisterAny", conn, -1, move |timer| {
        let connect = expect_connect(conn, VIR_FROM_DOMAIN)?;
        let domain = if dom.is_null() { None } else { Some(uuid_on(conn, dom)?) };
        let cb = cb.ok_or_else(|| strings::null("cb", VIR_FROM_DOMAIN))?;
        connect.connection().check_event(eventID)?;
        // SAFETY: a function pointer, which is called with its real type only.
        let function = unsafe { transmute::<GenericFunction, Function>(cb) };
        let address = Address {
            owner: conn as usize,
            kind: eventID,
            domain,
            function: function as usize,
            is_legacy: false,
        };
        let registration = Registration { address, function, opaque, free: freecb };
        // SAFETY: by this function's contract.
        unsafe { registration.add(&connect, timer) }
    })
}

/// Removes a callback.
///
/// The free callback runs before this function returns, or after the events that are being
/// delivered.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when this connection has no
/// callback with that ID.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virConnectDomainEventDeregisterAny(
    conn: virConnectPtr,
    callbackID: c_int,
) -> c_int {
    on_connect("virConnectDomainEventDeregisterAny", conn, VIR_FROM_DOMAIN, -1, |connect| {
        connect.connection().remove_listener(conn as usize, callbackID)?;
        Ok(0)
    })
}
