//! The API in safe Rust, below the C functions, which convert their arguments. Checks
//! come in libvirt's order, so that a call with several errors fails with the same one.

mod all_stats;
mod connection;
mod cpu;
mod definitions;
mod devices;
mod domain;
pub mod event_loop;
mod event_stream;
mod events;
mod guest;
mod hypervisor;
mod jobs;
mod lifecycle;
mod lookup;
mod managed_save;
mod memory;
mod node;
mod objects;
mod parameters;
mod size;
mod statistics;
#[cfg(test)]
mod tests;
mod threads;
pub mod tune;

pub use crate::driver::{
    CredentialRequest, ObjectKind, ObjectState, Opening, Resume, no_credentials,
};
pub use crate::sys::warn::show_warnings;
pub use all_stats::Record;
pub use connection::Connection;
pub use domain::Domain;
pub use event_stream::{EventIter, EventStream};
pub use hypervisor::lxc_enter_label;

/// The libvirt version whose API this library implements, 9.0.0.
pub const LIBVIRT_VERSION: u64 = 9_000_000;
