//! Statistics of domains.

pub mod block;
pub mod bulk;
pub mod control;
pub mod cpu;
pub mod interface;
pub mod memory;
pub mod peek;
pub mod security;
mod structure;
