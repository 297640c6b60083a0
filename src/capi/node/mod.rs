//! Functions on the host: its hardware and statistics.

pub mod free_memory;
pub mod info;
pub mod memory_parameters;
pub mod statistics;
