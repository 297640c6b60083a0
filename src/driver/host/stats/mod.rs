//! What domains use.

pub mod hard_limit;
pub mod info;
