//! The constants and enumerations of the C API, with libvirt 9.0.0's values.
//!
//! C functions take and return plain integers; the enumerations name them, here
//! and in the header that is generated from this file.

#![allow(non_camel_case_types)]

mod connection;
mod domain;
mod events;
mod jobs;
mod library;
mod lifecycle;
mod memory;
mod node;
mod old_names;
mod size;
mod state;
mod statistics;
mod tune;
mod typed;

pub use connection::*;
pub use domain::*;
pub use events::*;
pub use jobs::*;
pub use library::*;
pub use lifecycle::*;
pub use memory::*;
pub use node::*;
pub use old_names::*;
pub use size::*;
pub use state::*;
pub use statistics::*;
pub use tune::*;
pub use typed::*;
