//! XML documents and what they say, on quick-xml.

pub mod capabilities;
pub mod definition;
pub mod size;
pub mod tree;
mod write;
