//! XML documents and what they say, on quick-xml.

pub mod domain;
pub mod size;
pub mod tree;
