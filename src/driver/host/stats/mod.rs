//! What domains use.

pub mod block;
pub mod cpu;
pub mod devices;
pub mod groups;
pub mod hard_limit;
pub mod info;
pub mod memory;
pub mod shortage;
