//! The host itself: what it is made of.

pub mod block_path;
pub mod ksm;
pub mod meminfo;
pub mod numbers;
pub mod processor;
pub mod sysinfo;
pub mod topology;
pub mod tuning;
