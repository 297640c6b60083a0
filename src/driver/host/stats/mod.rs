//! What domains use.

pub mod devices;
pub mod hard_limit;
pub mod info;
