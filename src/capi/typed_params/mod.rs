//! Typed parameters: arrays that grow, and values that carry their type.

pub mod add;
pub(super) mod array;
pub mod get;
mod text;
