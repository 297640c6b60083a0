//! The parameters of each controller and the control files that hold them: one table a
//! controller, v1 and v2 side by side in a row.

pub mod cpu;
pub mod cpuset;
pub mod io;
pub mod memory;

use super::control_file::ControlFile;
use crate::driver::host::cgroup::thread_group::ThreadKind;
use crate::driver::host::cgroup::version::{SwapCount, Version};
use crate::model::units::Kib;
use crate::sorting::sort_by_key;
use std::sync::OnceLock;

/// Whose control file holds a parameter. What is of threads is the group's where they have no groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// The domain's group.
    Group,
    /// The groups of these threads.
    Threads(ThreadKind),
    /// Each group of threads.
    AllThreads,
}

/// A parameter, and the control file that holds it.
pub struct Row {
    /// Its name in the API.
    pub parameter: &'static str,
    /// Its file on v1, if there is one.
    pub v1: Option<&'static ControlFile>,
    /// Its file on v2, if there is one.
    pub v2: Option<&'static ControlFile>,
    /// Whose file it is.
    pub holder: Holder,
}

impl Row {
    /// A parameter of the group, by its names and its files on v1 and v2.
    pub const fn new(
        parameter: &'static str,
        v1: Option<&'static ControlFile>,
        v2: Option<&'static ControlFile>,
    ) -> Self {
        Self { parameter, v1, v2, holder: Holder::Group }
    }

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

/// The parameters of a controller.
pub struct Table {
    /// A row for each.
    pub rows: &'static [Row],
    v1: OnceLock<Vec<&'static ControlFile>>,
    v2: OnceLock<Vec<&'static ControlFile>>,
}

impl Table {
    /// The table of these rows.
    pub const fn new(rows: &'static [Row]) -> Self {
        Self { rows, v1: OnceLock::new(), v2: OnceLock::new() }
    }

    /// The parameter that a file holds, if it is one of these.
    pub fn parameter_of(&self, file: &ControlFile) -> Option<&'static str> {
        let is_it = |other: Option<&ControlFile>| other == Some(file);
        let row = self.rows.iter().find(|row| is_it(row.v1) || is_it(row.v2));
        row.map(|row| row.parameter)
    }

    /// Its files on a version, in the order in which they are lowered.
    pub fn files(&self, version: &Version) -> &[&'static ControlFile] {
        let known = if version.number == 1 { &self.v1 } else { &self.v2 };
        known.get_or_init(|| {
            let mut files: Vec<_> = self.rows.iter().filter_map(|row| row.file(version)).collect();
            sort_by_key(&mut files, |file| file.order);
            files.dedup();
            files
        })
    }
}
