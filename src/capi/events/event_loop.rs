//! The functions of the event loop.

use crate::api::event_loop::{self};
use crate::capi::boundary::guard::{NoHandle, guard, guard_quiet};
use crate::capi::events::registered_loop::{Implementation, register, registered};
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
pub unsafe extern "C" fn virEventRegisterDefaultImpl() -> c_int {
    guard("virEventRegisterDefaultImpl", NoHandle, -1, || {
        event_loop::prepare()?;
        register(Implementation::DEFAULT);
        Ok(0)
    })
}

/// Runs one iteration of the default event loop: waits until a file is ready or a timeout
/// expires and calls their callbacks. Without any of them it waits forever.
///
/// An iteration also ends, with no callback called, when a signal arrives or another thread
/// changes the handles or timeouts. The free callbacks of removed ones run in a later iteration.
/// Iterations of several threads run one after another; a callback may run one itself.
///
/// Returns 0, or -1: VIR_ERR_SYSTEM_ERROR when the process cannot open more files.
///
/// # Safety
/// The callbacks that are registered may be called from this thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRunDefaultImpl() -> c_int {
    guard("virEventRunDefaultImpl", NoHandle, -1, || {
        event_loop::run_once()?;
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

/// Changes the events of a watch, 0 to disable it. An unknown watch is ignored. The last error
/// is unchanged.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventUpdateHandle(watch: c_int, events: c_int) {
    guard_quiet((), || {
        if let Some(update) = registered().update_handle {
            // SAFETY: a loop's function may be called like this, by virEventRegisterImpl's
            // contract.
            unsafe { update(watch, events) };
        }
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
pub unsafe extern "C" fn virEventRemoveHandle(watch: c_int) -> c_int {
    guard_quiet(-1, || match registered().remove_handle {
        // SAFETY: a loop's function may be called like this, by virEventRegisterImpl's contract.
        Some(remove) => unsafe { remove(watch) },
        None => -1,
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

/// Restarts a timeout with another interval; a negative one disables it. An unknown timer is
/// ignored. The last error is unchanged.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventUpdateTimeout(timer: c_int, frequency: c_int) {
    guard_quiet((), || {
        if let Some(update) = registered().update_timeout {
            // SAFETY: a loop's function may be called like this, by virEventRegisterImpl's
            // contract.
            unsafe { update(timer, frequency) };
        }
    });
}

/// Removes a timeout.
///
/// Returns 0, or -1, with the last error unchanged, for an unknown one and when no event loop is
/// registered.
///
/// # Safety
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRemoveTimeout(timer: c_int) -> c_int {
    guard_quiet(-1, || match registered().remove_timeout {
        // SAFETY: a loop's function may be called like this, by virEventRegisterImpl's contract.
        Some(remove) => unsafe { remove(timer) },
        None => -1,
    })
}
