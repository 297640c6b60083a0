//! The C API: libvirt's functions and types, and a few of this library's own.
//!
//! The only layer that speaks C. Every function goes through the guard (boundary/guard.rs): it
//! converts its handles and arguments, calls the layer below, and returns the result as libvirt
//! does.

#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]

mod boundary;
pub mod connection;
pub mod domain;
pub mod empty_lists;
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
