//! libvirt's public C API for memory tuning, without a daemon.
//!
//! The layers, one way down: [`capi`] speaks C, [`api`] is the same in safe
//! Rust, [`driver`] reaches a host, [`model`] says what is spoken about, and
//! `xml`, `store` and `sys` read and write documents, files and kernel
//! interfaces. ARCHITECTURE.md draws them.

pub mod api;
#[allow(unsafe_code)]
pub mod capi;
pub mod driver;
pub mod model;
mod store;
#[allow(unsafe_code)]
mod sys;
mod xml;
