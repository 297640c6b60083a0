//! XML documents as trees.

pub use super::element::{Element, Node};
pub use super::read::{MAX_SIZE, parse, parse_head, parse_with_blanks};
