//! Registration of callbacks for domain events.

use crate::capi::boundary::call::on_connect;
use crate::capi::boundary::callbacks::Opaque;
use crate::capi::boundary::guard::{Turn, guard_asking};
use crate::capi::boundary::handles::{self, Kind, expect_connect, expect_domain};
use crate::capi::boundary::objects::Connect;
use crate::capi::boundary::program_calls::{Call, keep, note_with, take_kept};
use crate::capi::boundary::strings;
use crate::capi::events::timer::NewTimer;
use crate::capi::types::callbacks::virFreeCallback;
use crate::capi::types::domain_events::{
    virConnectDomainEventCallback, virConnectDomainEventGenericCallback,
};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::driver::{Address, Listener, Wakeup};
use crate::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_LIFECYCLE;
use crate::model::domain::Uuid;
use crate::model::event::EventKind;
use crate::model::virErrorDomain::{VIR_FROM_DOMAIN, VIR_FROM_NONE};
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_char, c_int, c_void};
use std::ffi::{CStr, CString};
use std::mem::transmute;
use std::ptr::null;
use std::sync::Arc;

/// A callback of any event type.
type Function = unsafe extern "C-unwind" fn();
type LifecycleFunction =
    unsafe extern "C-unwind" fn(virConnectPtr, virDomainPtr, c_int, c_int, *mut c_void) -> c_int;
type GenericFunction = unsafe extern "C-unwind" fn(virConnectPtr, virDomainPtr, *mut c_void);
type MetadataChangeFunction =
    unsafe extern "C-unwind" fn(virConnectPtr, virDomainPtr, c_int, *const c_char, *mut c_void);

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

/// A function for domain events, with what it was registered with.
#[derive(Clone, Copy)]
struct Registration {
    address: Address,
    function: Function,
    opaque: *mut c_void,
    free: virFreeCallback,
}

impl Registration {
    /// Adds it to its connection's listeners. Without a timeout for them, first that is added;
    /// `timer` is what the program's event loop has answered to that.
    ///
    /// # Safety
    /// The functions may be called as virConnectDomainEventRegisterAny says.
    unsafe fn add(self, connect: &Connect, timer: Option<c_int>) -> Result<Turn<c_int>> {
        let connection = connect.connection();
        let mut wakeup = match timer {
            Some(number) => Some(made(take_kept(), number)?),
            None => None,
        };
        loop {
            handles::retain(self.address.owner, Kind::Connect);
            // SAFETY: by this function's contract.
            let added = connection.add_listener(unsafe { self.listener() }, wakeup);
            if let Ok(Some(id)) = added {
                return Ok(Turn::Done(id));
            }
            handles::release(self.address.owner, Kind::Connect);
            added?;
            let (new, turn) = NewTimer::begin(connection.listeners()?.clone());
            match turn {
                Turn::Done(number) => wakeup = Some(made(Some(new), number)?),
                Turn::Ask(call) => {
                    keep(new);
                    return Ok(Turn::Ask(call));
                }
            }
        }
    }

    /// # Safety
    /// As for [`Self::add`].
    unsafe fn listener(self) -> Listener {
        let conn = self.address.owner;
        let (function, opaque, free) = (self.function, Opaque::new(self.opaque), self.free);
        Listener {
            address: self.address,
            callback: Box::new(move |event| {
                let conn = conn as virConnectPtr;
                let domain = handles::connect(conn).map(|held| held.connection().domain_of(event));
                if let Some(Ok(dom)) = domain.map(|domain| handles::new_domain(conn, domain)) {
                    // SAFETY: by this function's contract, and the address' kind is the event's.
                    unsafe { tell(&event.kind, function, conn, dom, opaque.pointer()) };
                }
            }),
            free: Box::new(move || {
                let reference = Reference(conn, Kind::Connect);
                if let Some(function) = free {
                    let call = Call::Free { function, opaque: opaque.pointer() };
                    // SAFETY: by this function's contract; a listener ends once.
                    unsafe { note_with(call, reference) };
                }
            }),
        }
    }
}

/// The timeout that a loop was asked for.
fn made(new: Option<NewTimer>, number: c_int) -> Result<Arc<dyn Wakeup>> {
    match new.and_then(|new| new.finish(number)) {
        Some(timer) => Ok(Arc::new(timer)),
        None => Err(Error::new(
            VIR_FROM_NONE,
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            "the event loop takes no timeout, through which events come: \
             virEventRegisterDefaultImpl or virEventRegisterImpl is to be called before the \
             connection is opened",
        )),
    }
}

/// A reference to a handle, released when it is dropped.
struct Reference(usize, Kind);

impl Drop for Reference {
    fn drop(&mut self) {
        handles::release(self.0, self.1);
    }
}

/// Notes a call with an event; the domain's handle is released after it.
///
/// # Safety
/// `function` is of the type that belongs to the event's kind and may be called.
unsafe fn tell(
    kind: &EventKind,
    function: Function,
    conn: virConnectPtr,
    dom: virDomainPtr,
    opaque: *mut c_void,
) {
    let held = Reference(dom as usize, Kind::Domain);
    // SAFETY: by this function's contract; the lifecycle callback may return nothing: its result
    // is ignored, which the calling convention allows. The URI is held as long as the domain.
    unsafe {
        match kind {
            EventKind::Lifecycle { event, detail } => {
                let function = transmute::<Function, LifecycleFunction>(function);
                let (event, detail) = (*event, *detail);
                note_with(Call::Lifecycle { function, conn, dom, event, detail, opaque }, held);
            }
            EventKind::MetadataChange { kind, uri } => {
                let function = transmute::<Function, MetadataChangeFunction>(function);
                let text = uri.as_deref().map(|uri| CString::new(uri).unwrap_or_default());
                let uri = text.as_deref().map_or(null(), CStr::as_ptr);
                let call = Call::MetadataChange { function, conn, dom, kind: *kind, uri, opaque };
                note_with(call, (held, text));
            }
        }
    }
}
