//! The C API: libvirt's functions and types, and a few of our own.
//!
//! The only layer that speaks C. Every function goes through [`guard`]: it takes
//! its handles and arguments over into Rust, calls the layer below, and gives
//! the result back as libvirt does.

#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]

mod boundary;
pub mod connection;
pub mod domain;
pub mod errors;
pub mod events;
pub mod library;
pub mod node;
pub mod parameters;
pub mod statistics;
pub mod stubs;
pub mod typed_params;
pub mod types;

// The library's own functions come last, in the header too.
pub mod extensions;
