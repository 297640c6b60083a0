//! Functions on the host: its hardware and its use.

pub mod free_memory;
pub mod info;
pub mod statistics;
