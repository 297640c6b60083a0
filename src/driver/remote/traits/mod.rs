//! The driver's traits, a file each: each method is a call, and the conversion of its result.

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
