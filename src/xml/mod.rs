//! XML documents and what they say, on quick-xml.

pub mod capabilities;
pub mod cpu;
pub mod definition;
mod element;
pub mod namespace;
mod read;
pub mod size;
pub mod tree;
mod wellformed;
mod write;
