//! The parameters of each controller and the control files that hold them: one table a
//! controller, v1 and v2 side by side in a row.

pub mod all;
pub mod cpu;
pub mod memory;

use super::control_file::ControlFile;
use crate::driver::host::cgroup::version::{SwapCount, Version};
use crate::model::units::Kib;

/// A parameter, and the control file that holds it.
pub struct Row {
    /// Its name in the API.
    pub parameter: &'static str,
    /// Its file on v1, if there is one.
    pub v1: Option<&'static ControlFile>,
    /// Its file on v2, if there is one.
    pub v2: Option<&'static ControlFile>,
}

impl Row {
    /// Its file on a version of the interface.
    pub fn file(&self, version: &Version) -> Option<&'static ControlFile> {
        if version.number == 1 { self.v1 } else { self.v2 }
    }
}

/// What a plan depends on besides the values.
#[derive(Clone, Copy)]
pub struct PlanContext {
    /// The interface's version.
    pub version: &'static Version,
    /// What the swap hard limit's control file is taken to count.
    pub swap: SwapCount,
    /// The size of a page; the kernel rounds limits down to whole pages.
    pub page: Kib,
}

/// The files of a table on a version, in the order in which they are lowered.
pub fn files(rows: &[Row], version: &Version) -> Vec<&'static ControlFile> {
    let mut files: Vec<_> = rows.iter().filter_map(|row| row.file(version)).collect();
    files.sort_by_key(|file| file.order);
    files.dedup();
    files
}
