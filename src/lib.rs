//! libvirt's public C API for memory tuning, without a daemon.
//!
//! The layers, from top to bottom: [`capi`] is the C interface, [`api`] its safe Rust
//! equivalent, [`driver`] gives access to hosts, [`model`] has the data types, and `xml`,
//! `store` and `sys` handle documents, state files and kernel interfaces. ARCHITECTURE.md
//! has the details.

pub mod api;
#[allow(unsafe_code)]
pub mod capi;
pub mod driver;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
pub mod model;
mod sorting;
mod store;
#[allow(unsafe_code)]
mod sys;
mod xml;
