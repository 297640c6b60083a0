//! XML documents, parsed with quick-xml, and their conversion from and to the model.

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
