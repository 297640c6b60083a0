//! Functions on arrays of typed parameters.

pub mod add;
pub mod get;
mod parse;
