//! What is kept on disk: records of running domains, persistent definitions.

pub mod definitions;
pub mod document;
pub mod parse_cache;
pub mod records;
