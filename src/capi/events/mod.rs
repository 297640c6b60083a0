//! The event loop, and the events of domains.

mod default_loop;
pub mod domain_events;
pub mod event_loop;
pub mod memory_events;
mod registered_loop;
mod registration;
mod source;
mod told;
