//! The event loop: the library's own, or the program's.

use super::callbacks::{Opaque, freeing, virFreeCallback};
use super::guard::{Called, guard, guard_quiet};
use crate::api::event_loop::{self, Kind};
use crate::sys::warn::warn;
use libc::{c_int, c_void};
use std::sync::{Arc, PoisonError, RwLock};

/// A function that is told that a file is ready; `events` are bits of
/// virEventHandleType.
pub type virEventHandleCallback =
    Option<unsafe extern "C" fn(watch: c_int, fd: c_int, events: c_int, opaque: *mut c_void)>;

/// A function of an event loop that begins to wait for a file: returns its
/// number, or -1. `ff`, unless it is NULL, is to be called with `opaque` after
/// the file was removed, and not from inside the function that removes it.
pub type virEventAddHandleFunc = Option<
    unsafe extern "C" fn(
        fd: c_int,
        event: c_int,
        cb: virEventHandleCallback,
        opaque: *mut c_void,
        ff: virFreeCallback,
    ) -> c_int,
>;

/// A function of an event loop that waits for other events of a file.
pub type virEventUpdateHandleFunc = Option<unsafe extern "C" fn(watch: c_int, event: c_int)>;

/// A function of an event loop that waits for a file no more: 0, or -1.
pub type virEventRemoveHandleFunc = Option<unsafe extern "C" fn(watch: c_int) -> c_int>;

/// A function that is told that a time is over.
pub type virEventTimeoutCallback = Option<unsafe extern "C" fn(timer: c_int, opaque: *mut c_void)>;

/// A function of an event loop that begins to call back each time that so many
/// milliseconds are over, or not yet when they are negative: returns its
/// number, or -1. `ff` is as for virEventAddHandleFunc.
pub type virEventAddTimeoutFunc = Option<
    unsafe extern "C" fn(
        timeout: c_int,
        cb: virEventTimeoutCallback,
        opaque: *mut c_void,
        ff: virFreeCallback,
    ) -> c_int,
>;

/// A function of an event loop that starts a timeout anew.
pub type virEventUpdateTimeoutFunc = Option<unsafe extern "C" fn(timer: c_int, timeout: c_int)>;

/// A function of an event loop that ends a timeout: 0, or -1.
pub type virEventRemoveTimeoutFunc = Option<unsafe extern "C" fn(timer: c_int) -> c_int>;

/// An event loop.
#[derive(Clone, Copy)]
struct Implementation {
    add_handle: virEventAddHandleFunc,
    update_handle: virEventUpdateHandleFunc,
    remove_handle: virEventRemoveHandleFunc,
    add_timeout: virEventAddTimeoutFunc,
    update_timeout: virEventUpdateTimeoutFunc,
    remove_timeout: virEventRemoveTimeoutFunc,
}

impl Implementation {
    const NONE: Self = Self {
        add_handle: None,
        update_handle: None,
        remove_handle: None,
        add_timeout: None,
        update_timeout: None,
        remove_timeout: None,
    };

    const DEFAULT: Self = Self {
        add_handle: Some(default_add_handle),
        update_handle: Some(default_update_handle),
        remove_handle: Some(default_remove_handle),
        add_timeout: Some(default_add_timeout),
        update_timeout: Some(default_update_timeout),
        remove_timeout: Some(default_remove_timeout),
    };

    fn is_none(&self) -> bool {
        self.add_handle.is_none()
            && self.update_handle.is_none()
            && self.remove_handle.is_none()
            && self.add_timeout.is_none()
            && self.update_timeout.is_none()
            && self.remove_timeout.is_none()
    }
}

static REGISTERED: RwLock<Implementation> = RwLock::new(Implementation::NONE);

fn registered() -> Implementation {
    *REGISTERED.read().unwrap_or_else(PoisonError::into_inner)
}

/// The first one stays, as sources may stand in it already.
fn register(implementation: Implementation) {
    let mut registered = REGISTERED.write().unwrap_or_else(PoisonError::into_inner);
    if registered.is_none() {
        *registered = implementation;
    } else {
        warn(format_args!("an event loop is registered already, and stays"));
    }
}

/// # Safety
/// `cb` and `ff` may be called as virEventAddHandle says.
unsafe extern "C" fn default_add_handle(
    fd: c_int,
    events: c_int,
    cb: virEventHandleCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    let kept = Opaque::new(opaque);
    let run = Arc::new(move |watch, events| {
        if let Some(cb) = cb {
            // SAFETY: by this function's contract; the source is still there.
            unsafe { cb(watch, fd, events, kept.pointer()) };
        }
    });
    guard_quiet(-1, || {
        // SAFETY: by this function's contract.
        event_loop::add_handle(fd, events, run, unsafe { freeing(ff, opaque) })
    })
}

extern "C" fn default_update_handle(watch: c_int, events: c_int) {
    guard_quiet((), || event_loop::update_handle(watch, events));
}

extern "C" fn default_remove_handle(watch: c_int) -> c_int {
    guard_quiet(-1, || if event_loop::remove(Kind::Handle, watch) { 0 } else { -1 })
}

/// # Safety
/// `cb` and `ff` may be called as virEventAddTimeout says.
unsafe extern "C" fn default_add_timeout(
    timeout: c_int,
    cb: virEventTimeoutCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    let kept = Opaque::new(opaque);
    let run = Arc::new(move |timer, _| {
        if let Some(cb) = cb {
            // SAFETY: by this function's contract; the source is still there.
            unsafe { cb(timer, kept.pointer()) };
        }
    });
    guard_quiet(-1, || {
        // SAFETY: by this function's contract.
        event_loop::add_timeout(timeout, run, unsafe { freeing(ff, opaque) })
    })
}

extern "C" fn default_update_timeout(timer: c_int, timeout: c_int) {
    guard_quiet((), || event_loop::update_timeout(timer, timeout));
}

extern "C" fn default_remove_timeout(timer: c_int) -> c_int {
    guard_quiet(-1, || if event_loop::remove(Kind::Timeout, timer) { 0 } else { -1 })
}

/// Makes the program's event loop the one that the library uses.
///
/// Before the first connection is opened. The first registration stays: later
/// ones are ignored, also of the default loop. All six functions are needed for
/// domain events; one that is NULL answers -1.
///
/// # Safety
/// The functions, which may be called from any thread, do what their types say.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRegisterImpl(
    addHandle: virEventAddHandleFunc,
    updateHandle: virEventUpdateHandleFunc,
    removeHandle: virEventRemoveHandleFunc,
    addTimeout: virEventAddTimeoutFunc,
    updateTimeout: virEventUpdateTimeoutFunc,
    removeTimeout: virEventRemoveTimeoutFunc,
) {
    guard_quiet((), || {
        register(Implementation {
            add_handle: addHandle,
            update_handle: updateHandle,
            remove_handle: removeHandle,
            add_timeout: addTimeout,
            update_timeout: updateTimeout,
            remove_timeout: removeTimeout,
        });
    });
}

/// Makes the default event loop, built on poll, the one that the library uses;
/// the program then calls virEventRunDefaultImpl again and again.
///
/// Before the first connection is opened. A loop that is registered already
/// stays.
///
/// Returns 0, or -1: VIR_ERR_SYSTEM_ERROR when the process may open no more
/// files.
///
/// # Safety
/// None is asked for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRegisterDefaultImpl() -> c_int {
    guard(Called::Plain, -1, || {
        event_loop::prepare()?;
        register(Implementation::DEFAULT);
        Ok(0)
    })
}

/// Has one turn of the default event loop: waits until a file or a time is ready
/// and calls back for all that are. With nothing to wait for, that is for ever.
///
/// A turn also ends, with nothing called, when a signal comes or another thread
/// changes what is waited for. What was removed is freed by a later turn. Threads
/// have their turns one after another; a callback may have one inside its own.
///
/// Returns 0, or -1: VIR_ERR_SYSTEM_ERROR when the process may open no more
/// files.
///
/// # Safety
/// None is asked for beside what was promised for the callbacks.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRunDefaultImpl() -> c_int {
    guard(Called::Plain, -1, || {
        event_loop::run_once()?;
        Ok(0)
    })
}

/// Calls back when a file is ready, each time that it is.
///
/// `events` are bits of virEventHandleType, 0 for not yet; errors and hang-ups
/// are told whether asked for or not. The file stays the caller's. `cb` is called
/// with the number that is returned, the file, what it is ready for and `opaque`.
/// `ff`, unless it is NULL, is called once with `opaque` after
/// virEventRemoveHandle, in a later turn.
///
/// Returns a number for virEventUpdateHandle and virEventRemoveHandle, or -1, with
/// the last error as it was, when no event loop is registered.
///
/// # Safety
/// `cb` and `ff` may be called so from whatever thread runs the loop.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventAddHandle(
    fd: c_int,
    events: c_int,
    cb: virEventHandleCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    guard_quiet(-1, || match registered().add_handle {
        // SAFETY: by this function's contract; a loop's function by its own.
        Some(add) => unsafe { add(fd, events, cb, opaque, ff) },
        None => -1,
    })
}

/// Waits for other events of a file, 0 for none. A number that is not known is
/// ignored. The last error stays as it was.
///
/// # Safety
/// None is asked for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventUpdateHandle(watch: c_int, events: c_int) {
    guard_quiet((), || {
        if let Some(update) = registered().update_handle {
            // SAFETY: a loop's function may be called so, by virEventRegisterImpl's contract.
            unsafe { update(watch, events) };
        }
    });
}

/// Waits for a file no more.
///
/// Returns 0, or -1, with the last error as it was, for a number that is not
/// known and when no event loop is registered.
///
/// # Safety
/// None is asked for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRemoveHandle(watch: c_int) -> c_int {
    guard_quiet(-1, || match registered().remove_handle {
        // SAFETY: a loop's function may be called so, by virEventRegisterImpl's contract.
        Some(remove) => unsafe { remove(watch) },
        None => -1,
    })
}

/// Calls back each time that `frequency` milliseconds are over; in each turn for
/// 0, not yet for a negative number.
///
/// `cb` is called with the number that is returned and `opaque`. `ff`, unless it
/// is NULL, is called once with `opaque` after virEventRemoveTimeout, in a later
/// turn in which nothing is ready.
///
/// Returns a number for virEventUpdateTimeout and virEventRemoveTimeout, or -1,
/// with the last error as it was, when no event loop is registered.
///
/// # Safety
/// `cb` and `ff` may be called so from whatever thread runs the loop.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventAddTimeout(
    frequency: c_int,
    cb: virEventTimeoutCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    guard_quiet(-1, || match registered().add_timeout {
        // SAFETY: by this function's contract; a loop's function by its own.
        Some(add) => unsafe { add(frequency, cb, opaque, ff) },
        None => -1,
    })
}

/// Starts a timeout anew with another time, negative for off. A number that is
/// not known is ignored. The last error stays as it was.
///
/// # Safety
/// None is asked for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventUpdateTimeout(timer: c_int, frequency: c_int) {
    guard_quiet((), || {
        if let Some(update) = registered().update_timeout {
            // SAFETY: a loop's function may be called so, by virEventRegisterImpl's contract.
            unsafe { update(timer, frequency) };
        }
    });
}

/// Ends a timeout.
///
/// Returns 0, or -1, with the last error as it was, for a number that is not
/// known and when no event loop is registered.
///
/// # Safety
/// None is asked for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRemoveTimeout(timer: c_int) -> c_int {
    guard_quiet(-1, || match registered().remove_timeout {
        // SAFETY: a loop's function may be called so, by virEventRegisterImpl's contract.
        Some(remove) => unsafe { remove(timer) },
        None => -1,
    })
}
