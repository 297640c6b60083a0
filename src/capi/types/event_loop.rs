//! Callbacks and functions of an event loop.

use crate::capi::types::callbacks::virFreeCallback;
use libc::{c_int, c_void};

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
