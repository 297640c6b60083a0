//! What happens on a host while callbacks for events are registered: one file descriptor tells of
//! changes of directories, of control files that are written, of the kernel's events and of ends of
//! processes. Nothing is read, and nobody is woken, while nothing happens.

pub mod changes;
pub mod counters;
mod domain_watch;
pub mod interest;
mod kills;
mod memory_watch;
pub mod places;
pub mod pressure;
mod roles;
mod state;
pub mod values;
pub mod watch;
mod watches;

use interest::Interest;
use state::warn_of;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use watch::EventWatch;

/// The watch of a connection, from the first callback to the last.
#[derive(Default)]
pub struct EventSlot {
    watch: Mutex<Option<Arc<EventWatch>>>,
    interest: AtomicU8,
}

impl EventSlot {
    /// The watch, if there is one.
    pub fn get(&self) -> Option<Arc<EventWatch>> {
        let watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        watch.clone().filter(|watch| watch.works())
    }

    /// The watch, which is begun if need be; whether it was. None where nothing can be watched.
    pub fn begin(&self) -> Option<(Arc<EventWatch>, bool)> {
        let mut watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(watch) = watch.as_ref().filter(|watch| watch.works()) {
            return Some((Arc::clone(watch), false));
        }
        *watch = EventWatch::new().map(Arc::new).inspect_err(|errno| warn_of(*errno)).ok();
        watch.clone().map(|watch| (watch, true))
    }

    /// Ends the watch.
    pub fn end(&self) {
        let ended = self.watch.lock().unwrap_or_else(PoisonError::into_inner).take();
        self.interest.store(0, Ordering::Release);
        drop(ended);
    }

    /// Adds to what is of interest.
    pub fn add_interest(&self, more: Interest) {
        self.interest.fetch_or(more.bits(), Ordering::AcqRel);
    }

    /// What is of interest.
    pub fn interest(&self) -> Interest {
        Interest::from_bits(self.interest.load(Ordering::Acquire))
    }
}
