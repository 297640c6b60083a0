//! The timeout of the event loop that delivers domain events.

use crate::capi::boundary::guard::{Turn, guard_quiet};
use crate::capi::boundary::program_calls::{Series, note, note_series};
use crate::capi::events::event_loop::{add_timeout, remove_timeout, update_timeout};
use crate::driver::{Delivery, Listeners, Wakeup};
use crate::sorting::CountedMap;
use libc::{c_int, c_void};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A timeout of the event loop, disabled while no event is pending and no host is polled.
pub struct Timer(c_int);

impl Wakeup for Timer {
    fn schedule(&self) {
        update_timeout(self.0, 0);
    }

    fn idle(&self, until: Option<Duration>) {
        let milliseconds =
            until.map_or(-1, |until| c_int::try_from(until.as_millis()).unwrap_or(c_int::MAX));
        update_timeout(self.0, milliseconds);
    }

    fn cancel(&self) {
        if let Turn::Ask(call) = remove_timeout(self.0) {
            // SAFETY: by virEventRegisterImpl's contract.
            unsafe { note(call) };
        }
    }
}

/// The listeners that timeouts are for, by the number that is a timeout's argument: a loop may
/// call back for a timeout that is gone.
static LISTENERS: Mutex<CountedMap<usize, Listeners>> = Mutex::new(CountedMap::new());

fn all_listeners() -> MutexGuard<'static, CountedMap<usize, Listeners>> {
    LISTENERS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn forget(number: usize) {
    let forgotten = all_listeners().remove(number);
    // The table is unlocked by now: this may be the last reference to a host.
    drop(forgotten);
}

/// A timeout that is being added; dropped, it is none.
pub struct NewTimer(usize);

impl NewTimer {
    /// Adds a timeout to the registered loop, or asks the program's to.
    pub fn begin(listeners: Listeners) -> (Self, Turn<c_int>) {
        let mut all = all_listeners();
        let number = all.last_key().map_or(1, |last| last.wrapping_add(1));
        all.insert(number, listeners);
        drop(all);
        let opaque = std::ptr::without_provenance_mut(number);
        // SAFETY: both functions take any argument.
        let turn = unsafe { add_timeout(-1, Some(deliver), opaque, Some(free)) };
        (Self(number), turn)
    }

    /// The timeout, of which a loop told the number; `None` where it refused.
    pub fn finish(mut self, number: c_int) -> Option<Timer> {
        let timer = (number >= 0).then_some(Timer(number))?;
        // The free callback forgets it.
        self.0 = 0;
        Some(timer)
    }
}

impl Drop for NewTimer {
    fn drop(&mut self) {
        forget(self.0);
    }
}

impl Series for Delivery {
    fn advance(&mut self) -> bool {
        Self::tell_next(self)
    }
}

extern "C-unwind" fn deliver(_timer: c_int, opaque: *mut c_void) {
    guard_quiet((), || {
        let listeners = all_listeners().get(opaque.addr()).cloned();
        listeners.iter().for_each(|listeners| note_series(listeners.deliver()));
    });
}

extern "C-unwind" fn free(opaque: *mut c_void) {
    guard_quiet((), || forget(opaque.addr()));
}
