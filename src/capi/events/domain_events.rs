//! Registration of callbacks for domain events.

use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::callbacks::Opaque;
use crate::capi::boundary::handles::{self, Kind, expect_domain};
use crate::capi::boundary::objects::Connect;
use crate::capi::boundary::strings::null;
use crate::capi::events::dispatch::{Function, GenericFunction, LifecycleFunction, call};
use crate::capi::events::timer::new_wakeup;
use crate::capi::types::callbacks::virFreeCallback;
use crate::capi::types::domain_events::{
    virConnectDomainEventCallback, virConnectDomainEventGenericCallback,
};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::driver::{Address, Listener};
use crate::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_LIFECYCLE;
use crate::model::domain::Uuid;
use crate::model::event::EventKind;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
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
pub unsafe extern "C" fn virConnectDomainEventRegister(
    conn: virConnectPtr,
    cb: virConnectDomainEventCallback,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    on_connect("virConnectDomainEventRegister", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let cb = cb.ok_or_else(|| null("cb", VIR_FROM_DOMAIN))?;
        // SAFETY: a function pointer, which is called with its real type only.
        let function = unsafe { transmute::<LifecycleFunction, Function>(cb) };
        let address = Address {
            owner: conn as usize,
            kind: VIR_DOMAIN_EVENT_ID_LIFECYCLE as i32,
            domain: None,
            function: function as usize,
            is_legacy: true,
        };
        // SAFETY: by this function's contract.
        unsafe { register(connect, address, function, opaque, freecb) }?;
        Ok(0)
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
pub unsafe extern "C" fn virConnectDomainEventDeregister(
    conn: virConnectPtr,
    cb: virConnectDomainEventCallback,
) -> c_int {
    on_connect("virConnectDomainEventDeregister", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let cb = cb.ok_or_else(|| null("cb", VIR_FROM_DOMAIN))?;
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
/// On this host a timeout of the event loop polls the domains every 500 ms while a callback is
/// registered, to find those that other programs start and those that stop by themselves. A
/// domain that starts and stops between two polls causes no event.
///
/// Returns a callback ID for virConnectDomainEventDeregisterAny, or -1: VIR_ERR_INVALID_CONN;
/// VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a domain of another connection, a NULL `cb`,
/// an unknown `eventID`, or a function that is already registered for this event and domain;
/// VIR_ERR_INTERNAL_ERROR without an event loop; VIR_ERR_NO_SUPPORT.
///
/// # Safety
/// `cb` and `freecb` may be called as their types say, from the thread that runs the event loop.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainEventRegisterAny(
    conn: virConnectPtr,
    dom: virDomainPtr,
    eventID: c_int,
    cb: virConnectDomainEventGenericCallback,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    on_connect("virConnectDomainEventRegisterAny", conn, VIR_FROM_DOMAIN, -1, |connect| {
        let domain = if dom.is_null() { None } else { Some(uuid_on(conn, dom)?) };
        let cb = cb.ok_or_else(|| null("cb", VIR_FROM_DOMAIN))?;
        // SAFETY: a function pointer, which is called with its real type only.
        let function = unsafe { transmute::<GenericFunction, Function>(cb) };
        let address = Address {
            owner: conn as usize,
            kind: eventID,
            domain,
            function: function as usize,
            is_legacy: false,
        };
        // SAFETY: by this function's contract.
        unsafe { register(connect, address, function, opaque, freecb) }
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
pub unsafe extern "C" fn virConnectDomainEventDeregisterAny(
    conn: virConnectPtr,
    callbackID: c_int,
) -> c_int {
    on_connect("virConnectDomainEventDeregisterAny", conn, VIR_FROM_DOMAIN, -1, |connect| {
        connect.connection().remove_listener(conn as usize, callbackID)?;
        Ok(0)
    })
}

/// The uuid of a domain, which must belong to this connection.
fn uuid_on(conn: virConnectPtr, dom: virDomainPtr) -> Result<Uuid> {
    let handle = expect_domain(dom)?;
    if handle.connect() != conn {
        let name = handle.domain().name();
        return Err(Error::invalid_arg(
            VIR_FROM_DOMAIN,
            format!("domain '{name}' belongs to another connection"),
        ));
    }
    Ok(handle.domain().uuid())
}

/// # Safety
/// `function` and `freecb` may be called as virConnectDomainEventRegisterAny says.
unsafe fn register(
    connect: &Connect,
    address: Address,
    function: Function,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> Result<c_int> {
    let conn = address.owner;
    let opaque = Opaque::new(opaque);
    let tell = move |kind: &EventKind, dom| {
        // SAFETY: by this function's contract, and the address' kind is the event's.
        unsafe { call(kind, function, conn as virConnectPtr, dom, opaque.pointer()) };
    };
    let listener = Listener {
        address,
        callback: Box::new(move |event| {
            let conn = conn as virConnectPtr;
            let domain = handles::connect(conn).map(|held| held.connection().domain_of(event));
            if let Some(Ok(dom)) = domain.map(|domain| handles::new_domain(conn, domain)) {
                tell(&event.kind, dom);
                handles::release(dom as usize, Kind::Domain);
            }
        }),
        free: Box::new(move || {
            if let Some(free) = freecb {
                // SAFETY: by this function's contract; a listener ends once.
                unsafe { free(opaque.pointer()) };
            }
            handles::release(conn, Kind::Connect);
        }),
    };
    handles::retain(conn, Kind::Connect);
    let added = connect.connection().add_listener(listener, new_wakeup);
    if added.is_err() {
        handles::release(conn, Kind::Connect);
    }
    added
}
