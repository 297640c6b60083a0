//! The timeout of the event loop that delivers domain events.

use crate::capi::boundary::guard::guard_quiet;
use crate::capi::events::event_loop::{
    virEventAddTimeout, virEventRemoveTimeout, virEventUpdateTimeout,
};
use crate::driver::{Listeners, Wakeup};
use libc::{c_int, c_void};
use std::sync::Arc;
use std::time::Duration;

/// A timeout of the event loop, disabled while no event is pending and no host is polled.
struct Timer(c_int);

impl Wakeup for Timer {
    fn schedule(&self) {
        // SAFETY: the function has no requirement.
        unsafe { virEventUpdateTimeout(self.0, 0) };
    }

    fn idle(&self, until: Option<Duration>) {
        let milliseconds =
            until.map_or(-1, |until| c_int::try_from(until.as_millis()).unwrap_or(c_int::MAX));
        // SAFETY: the function has no requirement.
        unsafe { virEventUpdateTimeout(self.0, milliseconds) };
    }

    fn cancel(&self) {
        // SAFETY: the function has no requirement.
        unsafe { virEventRemoveTimeout(self.0) };
    }
}

pub fn new_wakeup(listeners: Listeners) -> Option<Arc<dyn Wakeup>> {
    let opaque = Box::into_raw(Box::new(listeners)).cast();
    // SAFETY: both functions expect this pointer; the loop calls the second one once, after the
    // timeout is removed.
    let timer = unsafe { virEventAddTimeout(-1, Some(deliver), opaque, Some(free_listeners)) };
    if timer < 0 {
        // SAFETY: the loop did not take the pointer.
        unsafe { free_listeners(opaque) };
        return None;
    }
    Some(Arc::new(Timer(timer)))
}

/// # Safety
/// `opaque` points to the Listeners of [`new_wakeup`].
unsafe extern "C" fn deliver(_timer: c_int, opaque: *mut c_void) {
    guard_quiet((), || {
        // SAFETY: by this function's contract. A copy: a callback may remove the timeout, and a
        // loop may free its argument immediately.
        let listeners = unsafe { &*opaque.cast::<Listeners>() }.clone();
        listeners.deliver();
    });
}

/// # Safety
/// As for [`deliver`], and it is not used afterwards.
unsafe extern "C" fn free_listeners(opaque: *mut c_void) {
    // SAFETY: by this function's contract; it came from a box.
    guard_quiet((), || drop(unsafe { Box::from_raw(opaque.cast::<Listeners>()) }));
}
