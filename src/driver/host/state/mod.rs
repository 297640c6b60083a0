//! What the library stores of its own domains: records of those that run, persistent
//! definitions, and the documents in both.

pub mod definitions;
pub mod document;
pub mod liveness;
pub mod record;
pub mod records;
