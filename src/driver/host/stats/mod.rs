//! What domains use.

pub mod block;
pub mod cpu;
mod device_groups;
pub mod devices;
pub mod groups;
pub mod hard_limit;
pub mod info;
pub mod memory;
pub mod network;
pub mod shortage;
mod thread_groups;
