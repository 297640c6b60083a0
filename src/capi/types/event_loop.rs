//! Callbacks and functions of an event loop.

use crate::capi::types::callbacks::virFreeCallback;
use libc::{c_int, c_void};

/// Called when a file is ready; `events` are bits of virEventHandleType.
pub type virEventHandleCallback = Option<
    unsafe extern "C-unwind" fn(watch: c_int, fd: c_int, events: c_int, opaque: *mut c_void),
>;

/// A function of an event loop that adds a file descriptor: returns a watch, or -1. `ff`, unless
/// it is NULL, must be called with `opaque` after the watch is removed, and not from inside the
/// function that removes it.
pub type virEventAddHandleFunc = Option<
    unsafe extern "C-unwind" fn(
        fd: c_int,
        event: c_int,
        cb: virEventHandleCallback,
        opaque: *mut c_void,
        ff: virFreeCallback,
    ) -> c_int,
>;

/// A function of an event loop that changes the events of a watch.
pub type virEventUpdateHandleFunc = Option<unsafe extern "C-unwind" fn(watch: c_int, event: c_int)>;

/// A function of an event loop that removes a watch: 0, or -1.
pub type virEventRemoveHandleFunc = Option<unsafe extern "C-unwind" fn(watch: c_int) -> c_int>;

/// Called when a timeout has expired.
pub type virEventTimeoutCallback =
    Option<unsafe extern "C-unwind" fn(timer: c_int, opaque: *mut c_void)>;

/// A function of an event loop that adds a timeout, which expires every `timeout` milliseconds
/// and is disabled when that is negative: returns a timer, or -1. `ff` is as for
/// virEventAddHandleFunc.
pub type virEventAddTimeoutFunc = Option<
    unsafe extern "C-unwind" fn(
        timeout: c_int,
        cb: virEventTimeoutCallback,
        opaque: *mut c_void,
        ff: virFreeCallback,
    ) -> c_int,
>;

/// A function of an event loop that changes the interval of a timeout.
pub type virEventUpdateTimeoutFunc =
    Option<unsafe extern "C-unwind" fn(timer: c_int, timeout: c_int)>;

/// A function of an event loop that removes a timeout: 0, or -1.
pub type virEventRemoveTimeoutFunc = Option<unsafe extern "C-unwind" fn(timer: c_int) -> c_int>;
