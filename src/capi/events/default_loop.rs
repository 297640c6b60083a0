//! The functions of the default event loop.

use crate::api::event_loop::{self, Kind};
use crate::capi::boundary::callbacks::{Opaque, freeing};
use crate::capi::boundary::guard::guard_quiet;
use crate::capi::types::callbacks::virFreeCallback;
use crate::capi::types::event_loop::{virEventHandleCallback, virEventTimeoutCallback};
use libc::{c_int, c_void};
use std::sync::Arc;

/// # Safety
/// `cb` and `ff` may be called as virEventAddHandle says.
pub unsafe extern "C" fn default_add_handle(
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

pub extern "C" fn default_update_handle(watch: c_int, events: c_int) {
    guard_quiet((), || event_loop::update_handle(watch, events));
}

pub extern "C" fn default_remove_handle(watch: c_int) -> c_int {
    guard_quiet(-1, || if event_loop::remove(Kind::Handle, watch) { 0 } else { -1 })
}

/// # Safety
/// `cb` and `ff` may be called as virEventAddTimeout says.
pub unsafe extern "C" fn default_add_timeout(
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

pub extern "C" fn default_update_timeout(timer: c_int, timeout: c_int) {
    guard_quiet((), || event_loop::update_timeout(timer, timeout));
}

pub extern "C" fn default_remove_timeout(timer: c_int) -> c_int {
    guard_quiet(-1, || if event_loop::remove(Kind::Timeout, timer) { 0 } else { -1 })
}
