//! Callbacks for a host's events: they are registered, and told what happens, by the program's event loop.

mod delivery;
mod listener;
mod poll;
mod registered;
mod table;

pub use delivery::Delivery;
pub use listener::{Address, Listener, Wakeup};
pub use poll::{Descriptor, POLL_INTERVAL, Poll};
pub use registered::Listeners;
