//! The host driver's implementations of the driver traits, one file each.

mod definitions;
mod devices;
mod domains;
mod events;
mod lifecycle;
mod memory_events;
mod node;
mod parameters;
mod size;
mod statistics;
mod threads;
mod tunables;
