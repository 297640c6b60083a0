//! Functions on arrays of typed parameters.

pub mod add;
pub mod add_strings;
pub mod free;
pub mod get;
mod growing;
mod parse;
