//! The types of the C API, with libvirt 9.0.0's layout.

pub mod callbacks;
pub mod connection;
pub mod domain;
pub mod domain_events;
pub mod error;
pub mod event_loop;
pub mod handles;
pub mod jobs;
pub mod node;
pub mod statistics;
pub mod threads;
pub mod typed_params;
