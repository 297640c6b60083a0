//! Events of domains.

use super::call::on_connect;
use super::callbacks::{Opaque, virFreeCallback};
use super::domain_event_types::*;
use super::event_loop::{virEventAddTimeout, virEventRemoveTimeout, virEventUpdateTimeout};
use super::guard::guard_quiet;
use super::handles::{self, Connect, Kind, expect_domain};
use super::strings::{null, release, to_c};
use super::types::{virConnectPtr, virDomainPtr};
use crate::driver::{Address, Listener, Listeners, Wakeup};
use crate::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_LIFECYCLE;
use crate::model::domain::Uuid;
use crate::model::event::EventKind;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
use libc::{c_char, c_int, c_void};
use std::mem::transmute;
use std::ptr::null_mut;
use std::sync::Arc;
use std::time::Duration;

/// Whatever an event's function is really like.
type Function = unsafe extern "C" fn();
type LifecycleFunction =
    unsafe extern "C" fn(virConnectPtr, virDomainPtr, c_int, c_int, *mut c_void) -> c_int;
type GenericFunction = unsafe extern "C" fn(virConnectPtr, virDomainPtr, *mut c_void);
type MetadataChangeFunction =
    unsafe extern "C" fn(virConnectPtr, virDomainPtr, c_int, *const c_char, *mut c_void);

/// Calls back when a domain begins or ends to live, as
/// virConnectDomainEventRegisterAny with VIR_DOMAIN_EVENT_ID_LIFECYCLE does, for
/// all domains; virConnectDomainEventDeregister ends it.
///
/// Returns 0, or -1 as virConnectDomainEventRegisterAny.
///
/// # Safety
/// `cb` and `freecb` may be called as their types say, from whatever thread runs
/// the event loop.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainEventRegister(
    conn: virConnectPtr,
    cb: virConnectDomainEventCallback,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        let cb = cb.ok_or_else(|| null("cb", VIR_FROM_DOMAIN))?;
        // SAFETY: a function's address, called again by its real type alone.
        let function = unsafe { transmute::<LifecycleFunction, Function>(cb) };
        let address = Address {
            owner: conn as usize,
            kind: VIR_DOMAIN_EVENT_ID_LIFECYCLE as i32,
            domain: None,
            function: function as usize,
            is_old: true,
        };
        // SAFETY: by this function's contract.
        unsafe { register(connect, address, function, opaque, freecb) }?;
        Ok(0)
    })
}

/// Ends what virConnectDomainEventRegister began with this function.
///
/// The free callback runs before this returns, or, when events are being
/// delivered, once they are.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when the function
/// is NULL or not registered.
///
/// # Safety
/// None is asked for: the function is not called.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainEventDeregister(
    conn: virConnectPtr,
    cb: virConnectDomainEventCallback,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        let cb = cb.ok_or_else(|| null("cb", VIR_FROM_DOMAIN))?;
        connect.connection().remove_old_listener(conn as usize, cb as usize)?;
        Ok(0)
    })
}

/// Calls back when something happens to a domain.
///
/// `dom` is the domain, of this very connection, or NULL for all. `eventID` is a
/// virDomainEventID, and `cb` a function of the type that belongs to it, cast by
/// VIR_DOMAIN_EVENT_CALLBACK. It is called from the event loop, which must be
/// registered, with this connection, a domain that is given back after the call
/// (virDomainRef holds it longer), what happened, and `opaque`. It may call the
/// library. `freecb`, unless it is NULL, is called once with `opaque` when the
/// callback has ended, but not when this function fails. A registered callback
/// holds the connection.
///
/// On this host a timeout of the event loop looks twice a second at what runs, as
/// long as there is a callback: domains that other programs start and that end by
/// themselves are told of by that. What comes and goes between two looks is not.
///
/// Returns a number for virConnectDomainEventDeregisterAny, or -1:
/// VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_DOMAIN; VIR_ERR_INVALID_ARG for a domain
/// of another connection, no function, an unknown kind, or a function that is
/// registered already for this kind and domain; VIR_ERR_INTERNAL_ERROR without an
/// event loop; VIR_ERR_NO_SUPPORT.
///
/// # Safety
/// `cb` and `freecb` may be called as their types say, from whatever thread runs
/// the event loop.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainEventRegisterAny(
    conn: virConnectPtr,
    dom: virDomainPtr,
    eventID: c_int,
    cb: virConnectDomainEventGenericCallback,
    opaque: *mut c_void,
    freecb: virFreeCallback,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        let domain = if dom.is_null() { None } else { Some(uuid_on(conn, dom)?) };
        let cb = cb.ok_or_else(|| null("cb", VIR_FROM_DOMAIN))?;
        // SAFETY: a function's address, called again by its real type alone.
        let function = unsafe { transmute::<GenericFunction, Function>(cb) };
        let address = Address {
            owner: conn as usize,
            kind: eventID,
            domain,
            function: function as usize,
            is_old: false,
        };
        // SAFETY: by this function's contract.
        unsafe { register(connect, address, function, opaque, freecb) }
    })
}

/// Ends a callback.
///
/// The free callback runs before this returns, or, when events are being
/// delivered, once they are.
///
/// Returns 0, or -1: VIR_ERR_INVALID_CONN; VIR_ERR_INVALID_ARG when this
/// connection has no callback of that number.
///
/// # Safety
/// None is asked for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virConnectDomainEventDeregisterAny(
    conn: virConnectPtr,
    callbackID: c_int,
) -> c_int {
    on_connect(conn, VIR_FROM_DOMAIN, -1, |connect| {
        connect.connection().remove_listener(conn as usize, callbackID)?;
        Ok(0)
    })
}

/// The uuid of a domain, which must be of this very connection.
fn uuid_on(conn: virConnectPtr, dom: virDomainPtr) -> Result<Uuid> {
    let handle = expect_domain(dom)?;
    if handle.connect() != conn {
        let name = handle.domain().name();
        return Err(Error::invalid_arg(
            VIR_FROM_DOMAIN,
            format!("domain '{name}' is of another connection, expected one of this"),
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
        tell: Box::new(move |event| {
            let conn = conn as virConnectPtr;
            let domain = handles::connect(conn).map(|held| held.connection().domain_of(event));
            if let Some(Ok(dom)) = domain.map(|domain| handles::new_domain(conn, domain)) {
                tell(&event.kind, dom);
                handles::give_back(dom as usize, Kind::Domain);
            }
        }),
        end: Box::new(move || {
            if let Some(free) = freecb {
                // SAFETY: by this function's contract; a listener ends once.
                unsafe { free(opaque.pointer()) };
            }
            handles::give_back(conn, Kind::Connect);
        }),
    };
    handles::hold(conn, Kind::Connect);
    let added = connect.connection().add_listener(listener, new_wakeup);
    if added.is_err() {
        handles::give_back(conn, Kind::Connect);
    }
    added
}

/// # Safety
/// `function` is of the type that belongs to the event's kind and may be called.
unsafe fn call(
    kind: &EventKind,
    function: Function,
    conn: virConnectPtr,
    dom: virDomainPtr,
    opaque: *mut c_void,
) {
    // SAFETY: by this function's contract; the old lifecycle type gives a number
    // that nobody reads, which the calling convention allows.
    unsafe {
        match kind {
            EventKind::Lifecycle { event, detail } => {
                let function: LifecycleFunction = transmute(function);
                function(conn, dom, *event, *detail, opaque);
            }
            EventKind::MetadataChange { kind, uri } => {
                let function: MetadataChangeFunction = transmute(function);
                let mut uri = uri.as_deref().map_or(null_mut(), to_c);
                function(conn, dom, *kind, uri, opaque);
                release(&raw mut uri);
            }
        }
    }
}

/// A timeout of the event loop, disabled while no event is queued and no host has to
/// be polled.
struct Timer(c_int);

impl Wakeup for Timer {
    fn schedule(&self) {
        // SAFETY: it asks for nothing.
        unsafe { virEventUpdateTimeout(self.0, 0) };
    }

    fn idle(&self, until: Option<Duration>) {
        let milliseconds =
            until.map_or(-1, |until| c_int::try_from(until.as_millis()).unwrap_or(c_int::MAX));
        // SAFETY: it asks for nothing.
        unsafe { virEventUpdateTimeout(self.0, milliseconds) };
    }

    fn cancel(&self) {
        // SAFETY: it asks for nothing.
        unsafe { virEventRemoveTimeout(self.0) };
    }
}

fn new_wakeup(listeners: Listeners) -> Option<Arc<dyn Wakeup>> {
    let opaque = Box::into_raw(Box::new(listeners)).cast();
    // SAFETY: both functions take the pointer as what it is; the loop calls the
    // second one once, after the timeout was removed.
    let timer = unsafe { virEventAddTimeout(-1, Some(deliver), opaque, Some(forget)) };
    if timer < 0 {
        // SAFETY: the loop did not take the pointer.
        unsafe { forget(opaque) };
        return None;
    }
    Some(Arc::new(Timer(timer)))
}

/// # Safety
/// `opaque` points to the Listeners of [`new_wakeup`].
unsafe extern "C" fn deliver(_timer: c_int, opaque: *mut c_void) {
    guard_quiet((), || {
        // SAFETY: by this function's contract. A copy: a callback may remove the
        // timeout, and a loop may free what belongs to it at once.
        let listeners = unsafe { &*opaque.cast::<Listeners>() }.clone();
        listeners.deliver();
    });
}

/// # Safety
/// As for [`deliver`], and nobody uses it afterwards.
unsafe extern "C" fn forget(opaque: *mut c_void) {
    // SAFETY: by this function's contract; it came from a box.
    guard_quiet((), || drop(unsafe { Box::from_raw(opaque.cast::<Listeners>()) }));
}
