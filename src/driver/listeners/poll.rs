//! Hosts that have to be asked what has happened.

use std::os::fd::AsFd;
use std::sync::Arc;
use std::time::Duration;

/// A file descriptor that can be read when a host has something to tell. It stays open as long
/// as this.
pub type Descriptor = Arc<dyn AsFd + Send + Sync>;

/// A host that others change too, so that it has to be asked what has happened.
pub trait Poll: Send + Sync {
    /// Detects changes, and enqueues an event for each of them. Returns after which time it has
    /// to be called again although the file descriptor cannot be read, if after any.
    fn poll(&self) -> Option<Duration>;

    /// The file descriptor that can be read when [`Self::poll`] has to be called. Without one it
    /// is called every [`POLL_INTERVAL`].
    fn descriptor(&self) -> Option<Descriptor> {
        None
    }

    /// The longest time between two calls of [`Self::poll`] without a file descriptor.
    fn longest_interval(&self) -> Duration {
        POLL_INTERVAL
    }

    /// Called after listeners were removed, perhaps all.
    fn listeners_removed(&self) {}
}

/// The interval in which a host is polled that has no file descriptor, or whose file descriptor
/// does not tell everything, while a callback is registered.
pub const POLL_INTERVAL: Duration = Duration::from_millis(500);
