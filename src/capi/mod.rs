//! The C API: libvirt's functions and types, and a few of our own.
//!
//! The only layer that speaks C. Every function goes through [`guard`]: it takes
//! its handles and arguments over into Rust, calls the layer below, and gives
//! the result back as libvirt does.

#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]

pub mod all_stats;
pub mod auth;
mod call;
pub mod callbacks;
pub mod capabilities;
pub mod close;
pub mod connect;
pub mod cpu;
mod cpumap;
pub mod definitions;
pub mod device_stats;
pub mod devices;
pub mod domain;
pub mod domain_event_types;
pub mod domain_events;
pub mod error;
pub mod event_loop;
pub mod guard;
pub mod guest;
mod handles;
pub mod iothreads;
pub mod jobs;
mod last_error;
pub mod library;
pub mod life;
pub mod lists;
pub mod lookup;
pub mod lxc;
pub mod memory;
pub mod metadata;
pub mod node;
pub mod other_lists;
pub mod qemu;
pub mod saved;
pub mod size;
pub mod statistics;
mod strings;
pub mod stubs;
pub mod tune;
pub mod typed_params;
pub mod types;
pub mod vcpus;

// The functions of our own come last, in the header too.
pub mod memctl;
