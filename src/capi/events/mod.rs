//! The event loop, and the events of domains.

mod default_loop;
pub mod domain_events;
pub mod event_loop;
mod held;
pub mod memory_events;
pub(super) mod needed_source;
mod registered_loop;
pub(super) mod registration;
mod source;
pub(super) mod told;
