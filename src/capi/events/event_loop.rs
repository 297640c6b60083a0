//! The event loop functions.

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
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRegisterDefaultImpl() -> c_int {
    guard("virEventRegisterDefaultImpl", NoHandle, -1, || {
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
/// The callbacks that are registered may be called from this thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRunDefaultImpl() -> c_int {
    guard("virEventRunDefaultImpl", NoHandle, -1, || {
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
/// No requirement.
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
/// No requirement.
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
/// No requirement.
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
/// No requirement.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn virEventRemoveTimeout(timer: c_int) -> c_int {
    guard_quiet(-1, || match registered().remove_timeout {
        // SAFETY: a loop's function may be called so, by virEventRegisterImpl's contract.
        Some(remove) => unsafe { remove(timer) },
        None => -1,
    })
}
