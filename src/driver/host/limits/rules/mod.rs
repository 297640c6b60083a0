//! What a controller's parameters may hold, alone and together. Pure: nothing here touches
//! a file.

pub mod cpu;
pub mod io;
pub mod memory;

use super::control_file::ControlFile;
use crate::driver::host::cgroup::version::Version;
use crate::driver::host::cgroup::{v1, v2};

/// Which version has a file for a parameter, for messages.
fn needs(file_of: impl Fn(&Version) -> Option<&'static ControlFile>) -> String {
    [&v1::VERSION, &v2::VERSION]
        .into_iter()
        .find_map(|version| Some((version.number, file_of(version)?.name)))
        .map_or_else(String::new, |(number, file)| format!("needs cgroup v{number} ({file})"))
}
