//! The functions of the event loop.

use crate::api::event_loop::{self, Iteration};
use crate::capi::boundary::guard::{NoHandle, Turn, guard, guard_quiet, guard_quiet_asking};
use crate::capi::boundary::program_calls::{Call, note, note_series};
use crate::capi::events::default_loop;
use crate::capi::events::registered_loop::{EventLoop, Implementation, register, registered};
use crate::capi::types::callbacks::virFreeCallback;
use crate::capi::types::event_loop::{
    virEventAddHandleFunc, virEventAddTimeoutFunc, virEventHandleCallback,
    virEventRemoveHandleFunc, virEventRemoveTimeoutFunc, virEventTimeoutCallback,
    virEventUpdateHandleFunc, virEventUpdateTimeoutFunc,
};
use libc::{c_int, c_void};

/// Registers the program's own event loop.
///
/// It must be called before the first connection is opened. Only the first registration counts:
/// later ones are ignored, also of the default loop. All six functions are needed for domain
/// events; a call of a NULL one fails.
///
/// # Safety
/// The functions, which may be called from any thread, do what their types say.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virEventRegisterImpl(
    addHandle: virEventAddHandleFunc,
    updateHandle: virEventUpdateHandleFunc,
    removeHandle: virEventRemoveHandleFunc,
    addTimeout: virEventAddTimeoutFunc,
    updateTimeout: virEventUpdateTimeoutFunc,
    removeTimeout: virEventRemoveTimeoutFunc,
) {
    guard_quiet((), || {
        register(EventLoop::Own(Implementation {
            add_handle: addHandle,
            update_handle: updateHandle,
            remove_handle: removeHandle,
            add_timeout: addTimeout,
            update_timeout: updateTimeout,
            remove_timeout: removeTimeout,
        }));
    });
}

/// Registers the default event loop, based on poll; the program then calls
/// virEventRunDefaultImpl in a loop.
///
/// It must be called before the first connection is opened. A loop that is already registered is
/// kept.
///
/// Returns 0, or -1: VIR_ERR_SYSTEM_ERROR when the process cannot open more files.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virEventRegisterDefaultImpl() -> c_int {
    guard("virEventRegisterDefaultImpl", NoHandle, -1, || {
        event_loop::prepare()?;
        register(EventLoop::Default);
        Ok(0)
    })
}

/// Runs one iteration of the default event loop: waits until a file is ready or a timeout
/// expires and calls their callbacks. Without any of them it waits forever.
///
/// An iteration also ends, with no callback called, when a signal arrives or another thread
/// changes the handles or timeouts. The free callbacks of removed ones run in a later iteration.
/// Iterations of several threads run one after another; a callback may run one itself. A thread may
/// end inside a callback (pthread_exit): what its iteration had left, those of other threads do.
///
/// Returns 0, or -1: VIR_ERR_SYSTEM_ERROR when the process cannot open more files.
///
/// # Safety
/// The callbacks that are registered may be called from this thread.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virEventRunDefaultImpl() -> c_int {
    guard("virEventRunDefaultImpl", NoHandle, -1, || {
        note_series(Iteration::begin()?);
        Ok(0)
    })
}

/// Adds a callback for a file descriptor, which is called each time that it is ready.
///
/// `events` are bits of virEventHandleType, 0 to disable it; errors and hang-ups are always
/// reported. The file descriptor remains the caller's. `cb` is called with the returned watch,
/// the file descriptor, its events and `opaque`. `ff`, unless it is NULL, is called once with
/// `opaque` after virEventRemoveHandle, in a later iteration.
///
/// Returns a watch for virEventUpdateHandle and virEventRemoveHandle, or -1, with the last error
/// unchanged, when no event loop is registered.
///
/// # Safety
/// `cb` and `ff` may be called like this from the thread that runs the loop.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virEventAddHandle(
    fd: c_int,
    events: c_int,
    cb: virEventHandleCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    guard_quiet_asking(-1, move |watch| match watch {
        Some(watch) => Turn::Done(watch),
        // SAFETY: by this function's contract.
        None => unsafe { add_handle(fd, events, cb, opaque, ff) },
    })
}

/// Changes the events of a watch, 0 to disable it. An unknown watch is ignored. The last error
/// is unchanged.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virEventUpdateHandle(watch: c_int, events: c_int) {
    guard_quiet((), || match registered() {
        EventLoop::Default => event_loop::update_handle(watch, events),
        EventLoop::Own(Implementation { update_handle: Some(function), .. }) => {
            // SAFETY: by virEventRegisterImpl's contract.
            unsafe { note(Call::Update { function, number: watch, value: events }) };
        }
        _ => (),
    });
}

/// Removes a watch.
///
/// Returns 0, or -1, with the last error unchanged, for an unknown one and when no event loop is
/// registered.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virEventRemoveHandle(watch: c_int) -> c_int {
    guard_quiet_asking(-1, move |removed| match removed {
        Some(removed) => Turn::Done(removed),
        None => remove_handle(watch),
    })
}

/// Adds a timeout that expires every `frequency` milliseconds; in each iteration for 0, disabled
/// for a negative number.
///
/// `cb` is called with the returned timer and `opaque`. `ff`, unless it is NULL, is called once
/// with `opaque` after virEventRemoveTimeout, in a later iteration in which nothing is ready.
///
/// Returns a timer for virEventUpdateTimeout and virEventRemoveTimeout, or -1, with the last
/// error unchanged, when no event loop is registered.
///
/// # Safety
/// `cb` and `ff` may be called like this from the thread that runs the loop.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virEventAddTimeout(
    frequency: c_int,
    cb: virEventTimeoutCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    guard_quiet_asking(-1, move |timer| match timer {
        Some(timer) => Turn::Done(timer),
        // SAFETY: by this function's contract.
        None => unsafe { add_timeout(frequency, cb, opaque, ff) },
    })
}

/// Restarts a timeout with another interval; a negative one disables it. An unknown timer is
/// ignored. The last error is unchanged.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virEventUpdateTimeout(timer: c_int, frequency: c_int) {
    guard_quiet((), || update_timeout(timer, frequency));
}

/// Removes a timeout.
///
/// Returns 0, or -1, with the last error unchanged, for an unknown one and when no event loop is
/// registered.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C-unwind" fn virEventRemoveTimeout(timer: c_int) -> c_int {
    guard_quiet_asking(-1, move |removed| match removed {
        Some(removed) => Turn::Done(removed),
        None => remove_timeout(timer),
    })
}

/// Adds a callback for a file descriptor to the registered loop, or asks the program's to; -1
/// without one.
///
/// # Safety
/// `cb` and `ff` may be called as virEventAddHandle says.
pub unsafe fn add_handle(
    fd: c_int,
    events: c_int,
    cb: virEventHandleCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> Turn<c_int> {
    match registered() {
        EventLoop::Default => {
            // SAFETY: by this function's contract.
            Turn::Done(unsafe { default_loop::add_handle(fd, events, cb, opaque, ff) })
        }
        EventLoop::Own(Implementation { add_handle: Some(function), .. }) => {
            Turn::Ask(Call::AddHandle { function, fd, events, callback: cb, opaque, free: ff })
        }
        _ => Turn::Done(-1),
    }
}

/// Removes a watch of the registered loop, or asks the program's to.
pub fn remove_handle(watch: c_int) -> Turn<c_int> {
    match registered() {
        EventLoop::Default => Turn::Done(default_loop::remove_handle(watch)),
        EventLoop::Own(Implementation { remove_handle: Some(function), .. }) => {
            Turn::Ask(Call::Remove { function, number: watch })
        }
        _ => Turn::Done(-1),
    }
}

/// Adds a timeout to the registered loop, or asks the program's to; -1 without one.
///
/// # Safety
/// `cb` and `ff` may be called as virEventAddTimeout says.
pub unsafe fn add_timeout(
    frequency: c_int,
    cb: virEventTimeoutCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> Turn<c_int> {
    match registered() {
        EventLoop::Default => {
            // SAFETY: by this function's contract.
            Turn::Done(unsafe { default_loop::add_timeout(frequency, cb, opaque, ff) })
        }
        EventLoop::Own(Implementation { add_timeout: Some(function), .. }) => {
            let (milliseconds, callback, free) = (frequency, cb, ff);
            Turn::Ask(Call::AddTimeout { function, milliseconds, callback, opaque, free })
        }
        _ => Turn::Done(-1),
    }
}

/// Restarts a timeout of the registered loop; the program's loop after the running work.
pub fn update_timeout(timer: c_int, frequency: c_int) {
    match registered() {
        EventLoop::Default => event_loop::update_timeout(timer, frequency),
        EventLoop::Own(Implementation { update_timeout: Some(function), .. }) => {
            // SAFETY: by virEventRegisterImpl's contract.
            unsafe { note(Call::Update { function, number: timer, value: frequency }) };
        }
        _ => (),
    }
}

/// Removes a timeout of the registered loop, or asks the program's to.
pub fn remove_timeout(timer: c_int) -> Turn<c_int> {
    match registered() {
        EventLoop::Default => Turn::Done(default_loop::remove_timeout(timer)),
        EventLoop::Own(Implementation { remove_timeout: Some(function), .. }) => {
            Turn::Ask(Call::Remove { function, number: timer })
        }
        _ => Turn::Done(-1),
    }
}
