//! What the fuzz targets of fuzz/ call: the parsers of the layers below, by subject, on bytes.
//! Compiled with the feature `fuzzing` alone.

pub mod documents;
pub mod kernel_files;
pub mod texts;

#[cfg(target_os = "linux")]
pub use crate::driver::fuzzing::{command_lines, control_files, journals, state_files};
pub use crate::driver::packets;
