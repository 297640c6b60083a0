//! Functions that get and set the parameters of domains, a file for each family.

pub mod blkio;
pub mod block_iotune;
mod family;
pub mod interface;
pub mod memory;
pub mod numa;
pub mod perf;
pub mod scheduler;
