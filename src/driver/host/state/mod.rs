//! What the library stores of its own domains: records of those that run, persistent
//! definitions, the documents in both, and how domains ended.

pub mod definitions;
pub mod document;
pub mod ends;
pub mod liveness;
pub mod record;
pub mod records;
mod thread_limits;
