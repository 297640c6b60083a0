//! The driver traits, implemented for this host.

mod definitions;
mod lifecycle;
mod memory;
pub mod node;
mod size;
mod statistics;
