//! Connections that can be lost: their callbacks, and keepalive messages.

use super::{virConnectRegisterCloseCallback, virConnectUnregisterCloseCallback};
use crate::api::Connection;
use crate::capi::boundary::handles;
use crate::capi::connection::open::virConnectClose;
use crate::capi::connection::transport::virConnectSetKeepAlive;
use crate::capi::errors::thread::virGetLastError;
use crate::capi::events::domain_events::{
    virConnectDomainEventDeregisterAny, virConnectDomainEventRegisterAny,
};
use crate::capi::events::event_loop::{
    virEventAddTimeout, virEventRegisterDefaultImpl, virEventRemoveTimeout, virEventRunDefaultImpl,
};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::driver::*;
use crate::model::domain::{Identity, Key};
use crate::model::event::{CLOSE_EVENT, Event, EventKind};
use crate::model::virErrorNumber::{
    VIR_ERR_INTERNAL_ERROR, VIR_ERR_INVALID_ARG, VIR_ERR_OPERATION_INVALID,
};
use crate::model::{Result, virErrorDomain};
use libc::{c_int, c_void};
use std::ptr::{null_mut, without_provenance_mut};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Weak};
use std::time::Duration;

/// A host whose connection can be lost.
struct Far {
    listeners: Listeners,
    answers: AtomicBool,
    polls: AtomicUsize,
}

impl Far {
    fn new() -> Arc<Self> {
        Arc::new_cyclic(|this: &Weak<Self>| Self {
            listeners: Listeners::of(this.clone()),
            answers: AtomicBool::new(true),
            polls: AtomicUsize::new(0),
        })
    }

    fn lose(&self, reason: i32) {
        let event = Event { domain: None, kind: EventKind::Closed { reason } };
        if self.listeners.enqueue(event) {
            self.listeners.schedule();
        }
    }

    fn polls(&self) -> usize {
        self.polls.load(Relaxed)
    }
}

impl Poll for Far {
    fn poll(&self) -> Option<Duration> {
        self.polls.fetch_add(1, Relaxed);
        Some(Duration::from_millis(1))
    }
}

impl Node for Far {
    fn kind(&self) -> Result<&str> {
        Ok("Far")
    }

    fn error_domain(&self) -> virErrorDomain {
        virErrorDomain::VIR_FROM_REMOTE
    }

    fn set_keep_alive(&self, _interval: i32, _count: u32) -> Result<bool> {
        Ok(self.answers.load(Relaxed))
    }
}

impl Domains for Far {
    fn find_domain(&self, _key: Key<'_>) -> Result<Option<Identity>> {
        Ok(None)
    }
}

impl Events for Far {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(&self.listeners)
    }

    fn tells_close(&self) -> bool {
        true
    }
}

impl Definitions for Far {}
impl Lifecycle for Far {}
impl Parameters for Far {}
impl Size for Far {}
impl Threads for Far {}
impl Devices for Far {}
impl Statistics for Far {}

static TOLD: AtomicUsize = AtomicUsize::new(0);
static REASONS: AtomicUsize = AtomicUsize::new(0);
static FREED: AtomicUsize = AtomicUsize::new(0);

unsafe extern "C-unwind" fn closed(_conn: virConnectPtr, reason: c_int, opaque: *mut c_void) {
    TOLD.fetch_add(opaque.addr(), Relaxed);
    REASONS.fetch_add(reason.unsigned_abs() as usize, Relaxed);
    assert_eq!(FREED.load(Relaxed), 0, "freed before the call");
}

unsafe extern "C-unwind" fn other(_conn: virConnectPtr, reason: c_int, opaque: *mut c_void) {
    TOLD.fetch_add(1_000_000 + opaque.addr() + reason.unsigned_abs() as usize, Relaxed);
}

unsafe extern "C-unwind" fn freed(opaque: *mut c_void) {
    FREED.fetch_add(opaque.addr(), Relaxed);
}

unsafe extern "C-unwind" fn happened(_: virConnectPtr, _: virDomainPtr, _: *mut c_void) {}

/// The code and the domain of the last error.
fn error() -> (c_int, c_int) {
    // SAFETY: the error lives until the next call of this thread.
    unsafe { virGetLastError().as_ref() }.map_or((0, 0), |error| (error.code, error.domain))
}

fn register(conn: virConnectPtr, opaque: usize) -> c_int {
    // SAFETY: both functions take any argument.
    unsafe {
        virConnectRegisterCloseCallback(
            conn,
            Some(closed),
            without_provenance_mut(opaque),
            Some(freed),
        )
    }
}

fn keep_alive(conn: virConnectPtr, interval: c_int) -> c_int {
    // SAFETY: no requirement.
    unsafe { virConnectSetKeepAlive(conn, interval, 3) }
}

/// Adds a callback for lifecycle events, and removes it.
fn come_and_go(conn: virConnectPtr) {
    // SAFETY: the function takes any argument.
    let id = unsafe {
        let happened = Some(happened as _);
        virConnectDomainEventRegisterAny(conn, null_mut(), 1, happened, null_mut(), None)
    };
    assert!(id >= 0);
    // SAFETY: no requirement.
    assert_eq!(unsafe { virConnectDomainEventDeregisterAny(conn, id) }, 0);
}

/// Runs the event loop, which a timeout of the test's own ends, until this holds or for a second.
fn run_until(is_done: impl Fn() -> bool) {
    for _ in 0..1000 {
        if is_done() {
            return;
        }
        // SAFETY: the callbacks may be called from this thread.
        assert_eq!(unsafe { virEventRunDefaultImpl() }, 0);
    }
}

unsafe extern "C-unwind" fn ticked(_timer: c_int, _opaque: *mut c_void) {}

fn unregister(conn: virConnectPtr) -> c_int {
    // SAFETY: no requirement.
    unsafe { virConnectUnregisterCloseCallback(conn, Some(closed)) }
}

/// One test, as the event loop is the process'.
#[test]
fn a_connection_that_can_be_lost() {
    const REMOTE: c_int = virErrorDomain::VIR_FROM_REMOTE as c_int;
    const INVALID: (c_int, c_int) = (VIR_ERR_OPERATION_INVALID as c_int, REMOTE);
    let far = Far::new();
    let conn = handles::new_connect(Connection::with_driver(far.clone()));

    // Without an event loop.
    assert_eq!(register(conn, 1), -1);
    assert_eq!(error().0, VIR_ERR_INTERNAL_ERROR as c_int);
    assert_eq!(keep_alive(conn, 5), -1);
    assert_eq!(error().0, VIR_ERR_INTERNAL_ERROR as c_int);
    assert!(!far.listeners.are_any());

    // SAFETY: no requirement.
    assert_eq!(unsafe { virEventRegisterDefaultImpl() }, 0);
    // SAFETY: the function takes any argument.
    let tick = unsafe { virEventAddTimeout(1, Some(ticked), null_mut(), None) };

    // One callback, which its function alone removes.
    assert_eq!(unregister(conn), -1);
    assert_eq!(error(), INVALID);
    assert_eq!(register(conn, 1), 0);
    assert_eq!(register(conn, 10), -1);
    assert_eq!(error(), INVALID);
    // SAFETY: the functions are not called.
    unsafe {
        assert_eq!(virConnectRegisterCloseCallback(conn, None, null_mut(), None), -1);
        assert_eq!(error().0, VIR_ERR_INVALID_ARG as c_int);
        assert_eq!(virConnectRegisterCloseCallback(conn, Some(other), null_mut(), None), -1);
        assert_eq!(error(), INVALID);
        assert_eq!(virConnectUnregisterCloseCallback(conn, None), -1);
        assert_eq!(error().0, VIR_ERR_INVALID_ARG as c_int);
        assert_eq!(virConnectUnregisterCloseCallback(conn, Some(other)), -1);
        assert_eq!(error(), INVALID);
    }
    for id in [-1, 0, 1] {
        // SAFETY: no requirement.
        assert_eq!(unsafe { virConnectDomainEventDeregisterAny(conn, id) }, -1);
        assert_eq!(error().0, VIR_ERR_INVALID_ARG as c_int);
    }
    assert!(far.listeners.are_any_of(CLOSE_EVENT));
    assert_eq!((unregister(conn), FREED.swap(0, Relaxed)), (0, 1));
    assert!(!far.listeners.are_any_of(CLOSE_EVENT));
    assert!(!far.listeners.are_any());

    // Callback ids are those of domain events alone.
    assert_eq!(register(conn, 2), 0);
    // SAFETY: the function takes any argument.
    let id = unsafe {
        let happened = Some(happened as _);
        virConnectDomainEventRegisterAny(conn, null_mut(), 0, happened, null_mut(), None)
    };
    assert_eq!(id, 0);

    // Told once, then freed.
    far.lose(3);
    far.lose(3);
    run_until(|| FREED.load(Relaxed) > 0);
    let polls = far.polls();
    run_until(|| far.polls() > polls + 2);
    assert_eq!([&TOLD, &REASONS, &FREED].map(|count| count.load(Relaxed)), [2, 3, 2]);
    // As in libvirt, it is registered until it is removed, but not freed again.
    assert_eq!(register(conn, 4), -1);
    assert_eq!(error(), INVALID);
    assert_eq!(unregister(conn), 0);
    assert_eq!(unregister(conn), -1);
    assert_eq!(FREED.swap(0, Relaxed), 2);
    assert_eq!(register(conn, 4), 0);
    assert_eq!((unregister(conn), FREED.swap(0, Relaxed)), (0, 4));
    // SAFETY: no requirement.
    assert_eq!(unsafe { virConnectDomainEventDeregisterAny(conn, id) }, 0);
    assert!(!far.listeners.are_any());

    // Keepalive messages are sent without callbacks too, until they are turned off.
    assert_eq!(keep_alive(conn, 5), 0);
    let polls = far.polls();
    run_until(|| far.polls() > polls);
    assert!(far.polls() > polls);
    come_and_go(conn);
    assert_eq!(keep_alive(conn, 7), 0);
    let polls = far.polls();
    run_until(|| far.polls() > polls + 2);
    assert!(far.polls() > polls + 2);
    assert!(far.listeners.are_any());
    assert_eq!(keep_alive(conn, 0), 0);
    assert!(!far.listeners.are_any());
    far.answers.store(false, Relaxed);
    assert_eq!(keep_alive(conn, 5), 1);
    assert!(!far.listeners.are_any());

    // SAFETY: no requirement.
    assert_eq!(unsafe { virEventRemoveTimeout(tick) }, 0);
    // Nothing holds the connection any more.
    // SAFETY: no requirement.
    assert_eq!(unsafe { virConnectClose(conn) }, 0);
}
