//! The host driver's parsers for the fuzz targets, by subject.

pub mod command_lines;
pub mod control_files;
pub mod journals;
pub mod state_files;
