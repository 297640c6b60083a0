//! The event loop, and the events of domains.

mod default_loop;
pub mod domain_events;
pub mod event_loop;
mod registered_loop;
mod timer;
