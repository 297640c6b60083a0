//! The host itself: what it is made of.

pub mod meminfo;
pub mod numbers;
pub mod tuning;
