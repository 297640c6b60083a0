//! The driver's traits, a file each.

mod definitions;
mod devices;
mod domains;
mod events;
mod lifecycle;
mod node;
mod parameters;
mod size;
mod statistics;
mod threads;
