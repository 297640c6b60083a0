//! The boundary to C: the guard, handles, the last error, and conversions of arguments and
//! results.

pub mod arrays;
pub mod call;
pub mod callbacks;
pub mod cpumap;
pub mod error_handler;
pub mod error_object;
pub mod event_arguments;
pub mod guard;
pub mod handles;
pub mod last_error;
pub mod memory;
pub mod objects;
pub mod program_calls;
pub mod strings;
pub mod typed_params;
