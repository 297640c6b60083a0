//! All tables.

use super::{cpu, files, memory};
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::limits::control_file::ControlFile;

/// Their files on a version.
pub fn all_files(version: &Version) -> Vec<&'static ControlFile> {
    [files(&memory::ROWS, version), files(&cpu::ROWS, version)].concat()
}
