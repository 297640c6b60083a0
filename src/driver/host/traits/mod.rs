//! The driver traits, implemented for this host.

mod definitions;
mod lifecycle;
pub mod node;
mod parameters;
mod size;
mod statistics;
