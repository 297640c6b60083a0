//! The source of the event loop that delivers domain events: a timeout, and the file descriptor
//! of a host that has one.

use crate::capi::boundary::guard::{Turn, guard_quiet};
use crate::capi::boundary::program_calls::{Series, note, note_series, note_with};
use crate::capi::events::event_loop::{
    add_handle, add_timeout, remove_handle, remove_timeout, update_timeout,
};
use crate::driver::{Delivery, Descriptor, Listeners, Wakeup};
use crate::model::constants::virEventHandleType::VIR_EVENT_HANDLE_READABLE;
use crate::sorting::CountedMap;
use libc::{c_int, c_void};
use std::os::fd::{AsFd, AsRawFd};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A timeout of the event loop, disabled while no event is pending and nothing is due, and a
/// watch of the host's file descriptor.
pub struct Source {
    timer: c_int,
    /// The loop's number for it, and the file descriptor, which is not closed before the loop has
    /// forgotten it.
    watch: Option<(c_int, Descriptor)>,
}

impl Wakeup for Source {
    fn schedule(&self) {
        update_timeout(self.timer, 0);
    }

    fn idle(&self, until: Option<Duration>) {
        let milliseconds = until.map_or(-1, |until| {
            // Rounded up: it would not be due yet.
            c_int::try_from(until.as_nanos().div_ceil(1_000_000)).unwrap_or(c_int::MAX)
        });
        update_timeout(self.timer, milliseconds);
    }

    fn watches(&self) -> bool {
        self.watch.is_some()
    }

    fn cancel(&self) {
        if let Some((watch, descriptor)) = &self.watch
            && let Turn::Ask(call) = remove_handle(*watch)
        {
            // SAFETY: by virEventRegisterImpl's contract.
            unsafe { note_with(call, descriptor.clone()) };
        }
        if let Turn::Ask(call) = remove_timeout(self.timer) {
            // SAFETY: by virEventRegisterImpl's contract.
            unsafe { note(call) };
        }
    }
}

/// The listeners that sources are for, by the number that is a source's argument: a loop may
/// call back for one that is gone.
static LISTENERS: Mutex<CountedMap<usize, Listeners>> = Mutex::new(CountedMap::new());

fn all_listeners() -> MutexGuard<'static, CountedMap<usize, Listeners>> {
    LISTENERS.lock().unwrap_or_else(PoisonError::into_inner)
}

fn forget(number: usize) {
    let forgotten = all_listeners().remove(number);
    // The table is unlocked by now: this may be the last reference to a host.
    drop(forgotten);
}

/// A source that is being added; dropped, it is none.
pub struct NewSource {
    number: usize,
    descriptor: Option<Descriptor>,
    /// The loop's number for the timeout, once it is there.
    timer: Option<c_int>,
}

/// How far the adding of a source is.
pub enum Added {
    /// Done.
    All(Source),
    /// The next part is added when the loop has answered.
    Part(NewSource, Turn<c_int>),
}

impl NewSource {
    /// Adds a timeout to the registered loop, or asks the program's to.
    pub fn begin(listeners: Listeners) -> (Self, Turn<c_int>) {
        let descriptor = listeners.descriptor();
        let mut all = all_listeners();
        let number = all.last_key().map_or(1, |last| last.wrapping_add(1));
        all.insert(number, listeners);
        drop(all);
        let new = Self { number, descriptor, timer: None };
        // SAFETY: both functions take any argument.
        let turn = unsafe { add_timeout(-1, Some(on_timeout), new.opaque(), Some(free)) };
        (new, turn)
    }

    /// Goes on when the loop has answered with a number; `None` where it refused the timeout.
    /// Without a watch the host is polled.
    pub fn advance(mut self, number: c_int) -> Option<Added> {
        let Some(timer) = self.timer else {
            self.timer = (number >= 0).then_some(number);
            self.timer?;
            return Some(self.watch());
        };
        let descriptor = self.descriptor.take();
        let watch = descriptor.filter(|_| number >= 0).map(|descriptor| (number, descriptor));
        // The timeout's free callback forgets it.
        self.number = 0;
        Some(Added::All(Source { timer, watch }))
    }

    fn watch(self) -> Added {
        let fd = self.descriptor.as_ref().map(|descriptor| descriptor.as_fd().as_raw_fd());
        let turn = match fd {
            None => Turn::Done(-1),
            Some(fd) => {
                let events = VIR_EVENT_HANDLE_READABLE as c_int;
                // SAFETY: the function takes any argument.
                unsafe { add_handle(fd, events, Some(on_ready), self.opaque(), None) }
            }
        };
        Added::Part(self, turn)
    }

    fn opaque(&self) -> *mut c_void {
        std::ptr::without_provenance_mut(self.number)
    }
}

impl Drop for NewSource {
    fn drop(&mut self) {
        forget(self.number);
    }
}

impl Series for Delivery {
    fn advance(&mut self) -> bool {
        Self::tell_next(self)
    }
}

extern "C-unwind" fn on_timeout(_timer: c_int, opaque: *mut c_void) {
    deliver(opaque);
}

extern "C-unwind" fn on_ready(_watch: c_int, _fd: c_int, _events: c_int, opaque: *mut c_void) {
    deliver(opaque);
}

fn deliver(opaque: *mut c_void) {
    guard_quiet((), || {
        let listeners = all_listeners().get(opaque.addr()).cloned();
        listeners.iter().for_each(|listeners| note_series(listeners.deliver()));
    });
}

extern "C-unwind" fn free(opaque: *mut c_void) {
    guard_quiet((), || forget(opaque.addr()));
}
