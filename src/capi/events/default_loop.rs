//! The functions of the default event loop.

use crate::api::event_loop::{self, Free, Iteration, Kind};
use crate::capi::boundary::callbacks::Opaque;
use crate::capi::boundary::program_calls::{Call, Series, note};
use crate::capi::types::callbacks::virFreeCallback;
use crate::capi::types::event_loop::{virEventHandleCallback, virEventTimeoutCallback};
use libc::{c_int, c_void};
use std::sync::Arc;

impl Series for Iteration {
    fn advance(&mut self) -> bool {
        Self::run_next(self)
    }
}

/// # Safety
/// `cb` and `ff` may be called as virEventAddHandle says.
pub unsafe fn add_handle(
    fd: c_int,
    events: c_int,
    cb: virEventHandleCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    let kept = Opaque::new(opaque);
    let run = Arc::new(move |watch, events| {
        if let Some(function) = cb {
            let opaque = kept.pointer();
            // SAFETY: by this function's contract; the source is still there.
            unsafe { note(Call::Handle { function, watch, fd, events, opaque }) };
        }
    });
    // SAFETY: by this function's contract.
    event_loop::add_handle(fd, events, run, unsafe { freeing(ff, kept) })
}

pub fn remove_handle(watch: c_int) -> c_int {
    if event_loop::remove(Kind::Handle, watch) { 0 } else { -1 }
}

/// # Safety
/// `cb` and `ff` may be called as virEventAddTimeout says.
pub unsafe fn add_timeout(
    timeout: c_int,
    cb: virEventTimeoutCallback,
    opaque: *mut c_void,
    ff: virFreeCallback,
) -> c_int {
    let kept = Opaque::new(opaque);
    let run = Arc::new(move |timer, _| {
        if let Some(function) = cb {
            // SAFETY: by this function's contract; the source is still there.
            unsafe { note(Call::Timeout { function, timer, opaque: kept.pointer() }) };
        }
    });
    // SAFETY: by this function's contract.
    event_loop::add_timeout(timeout, run, unsafe { freeing(ff, kept) })
}

pub fn remove_timeout(timer: c_int) -> c_int {
    if event_loop::remove(Kind::Timeout, timer) { 0 } else { -1 }
}

/// # Safety
/// `free` may be called with `opaque` once the source is removed.
unsafe fn freeing(free: virFreeCallback, opaque: Opaque) -> Free {
    Box::new(move || {
        if let Some(function) = free {
            // SAFETY: by this function's contract; the loop frees a source once.
            unsafe { note(Call::Free { function, opaque: opaque.pointer() }) };
        }
    })
}
