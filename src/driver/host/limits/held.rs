//! Reads what the control files of a group hold.

use super::codec::Codec;
use super::control_file::{ControlFile, Held, Missing};
use super::control_value::{ControlValue, DeviceNumber};
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::cgroup::thread_group::ThreadGroup;
use crate::driver::host::error::{self, Failed};
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::Errno;

/// More than a file with a number or two holds.
const LINE_MAX: usize = 64;
/// More than a file with a line for each device holds.
const LINES_MAX: usize = 256 << 10;

impl Held {
    /// Reads these files of a group.
    pub fn read(files: &[&'static ControlFile], group: &OpenGroup<'_>) -> Result<Self> {
        let mut held = Self::default();
        for file in files {
            if let Codec::Numbers = file.codec {
                if let Some(value) = read_long(file, group)? {
                    held.push(file, value);
                }
            } else if let Codec::Device { .. } = file.codec {
                if let Some(lines) = read_lines(file, group)? {
                    held.push_lines(file, lines);
                }
            } else if let Some(value) = read(file, group)? {
                held.push(file, value);
            }
        }
        Ok(held)
    }
}

/// The groups of threads that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threads {
    /// All of them.
    All,
    /// What a get tells.
    FirstOfEachKind,
}

impl Held {
    /// Reads these files of a group's groups of threads too, if it has any.
    pub fn read_threads(
        &mut self,
        files: &[&'static ControlFile],
        group: &OpenGroup<'_>,
        which: Threads,
    ) -> Result<()> {
        let Some(first) = files.first() else { return Ok(()) };
        let mut groups = group.thread_groups(first.controller)?;
        if which == Threads::FirstOfEachKind {
            groups.dedup_by_key(|threads| threads.kind);
        }
        groups.into_iter().try_for_each(|threads| self.read_of_threads(threads, files, group))
    }

    /// Reads these files of a group of threads; one that has gone has none.
    pub fn read_of_threads(
        &mut self,
        threads: ThreadGroup,
        files: &[&'static ControlFile],
        group: &OpenGroup<'_>,
    ) -> Result<()> {
        let mut held = Self::default();
        for file in files {
            let dir = match group.dir_of_threads(file.controller, threads) {
                Err(error) if error::says_gone(&error) => return Ok(()),
                dir => dir?,
            };
            let most = if let Codec::Numbers = file.codec { LINES_MAX } else { LINE_MAX };
            let content = file.either(|name| dir.read_all(name, most));
            let content = match content {
                Err(Errno::NOENT) => continue,
                Err(errno) if error::GONE.contains(&errno) => return Ok(()),
                content => content.during(format_args!(
                    "read {} of group '{}/{threads}'",
                    file.name,
                    group.path()
                ))?,
            };
            let value = file.codec.parse(&content);
            held.push(file, value.ok_or_else(|| unexpected(file, group, &content))?);
        }
        self.set_threads(threads, held);
        Ok(())
    }
}

/// What a control file holds; none where this kernel lacks it and may.
pub fn read(file: &ControlFile, group: &OpenGroup<'_>) -> Result<Option<ControlValue>> {
    read_as(file, group, |content| file.codec.parse(content))
}

/// The number that a control file holds, u64::MAX for no limit; otherwise as [`read`].
pub fn number(file: &ControlFile, group: &OpenGroup<'_>) -> Result<Option<u64>> {
    read_as(file, group, |content| file.codec.number(content))
}

/// What a file with a line for each device holds; otherwise as [`read`].
fn read_lines(
    file: &ControlFile,
    group: &OpenGroup<'_>,
) -> Result<Option<Vec<(DeviceNumber, ControlValue)>>> {
    read_all(file, group, |content| file.codec.lines(content))
}

/// What a file holds whose text may be long; otherwise as [`read`].
fn read_long(file: &ControlFile, group: &OpenGroup<'_>) -> Result<Option<ControlValue>> {
    read_all(file, group, |content| file.codec.parse(content))
}

fn read_all<T>(
    file: &ControlFile,
    group: &OpenGroup<'_>,
    convert: impl FnOnce(&[u8]) -> Option<T>,
) -> Result<Option<T>> {
    let path = group.path();
    let files = group.files(file.controller)?;
    let content = match file.either(|name| files.read_all(name, LINES_MAX)) {
        Err(Errno::NOENT) => return missing(file, group),
        content => content.during(format_args!("read {} of group '{path}'", file.name))?,
    };
    convert(&content).map(Some).ok_or_else(|| unexpected(file, group, &content))
}

fn unexpected(file: &ControlFile, group: &OpenGroup<'_>, content: &[u8]) -> Error {
    error::refused(
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        format!(
            "{} of group '{}' holds '{}', expected {}",
            file.name,
            group.path(),
            String::from_utf8_lossy(content).trim_end(),
            file.codec.expected()
        ),
    )
}

fn read_as<T>(
    file: &ControlFile,
    group: &OpenGroup<'_>,
    convert: impl FnOnce(&[u8]) -> Option<T>,
) -> Result<Option<T>> {
    let path = group.path();
    let mut buffer = [0; 64];
    let files = group.files(file.controller)?;
    let len = match file.either(|name| Ok(files.read(name, &mut buffer)?.len())) {
        Err(Errno::NOENT) => return missing(file, group),
        len => len.during(format_args!("read {} of group '{path}'", file.name))?,
    };
    let content = buffer.get(..len).unwrap_or_default();
    convert(content).map(Some).ok_or_else(|| unexpected(file, group, content))
}

fn missing<T>(file: &ControlFile, group: &OpenGroup<'_>) -> Result<Option<T>> {
    let path = group.path();
    match file.missing {
        Missing::Reads(_) | Missing::Unsupported => Ok(None),
        // A group that has gone has no files either.
        Missing::Controller if group.dir().has("cgroup.procs") => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!(
                "group '{path}' has no {}: the {} controller is not enabled for it in \
                 cgroup.subtree_control of the group above",
                file.name,
                file.controller.name(group.version())
            ),
        )),
        Missing::Controller | Missing::Error => {
            Err(Errno::NOENT).during(format_args!("read {} of group '{path}'", file.name))
        }
    }
}

/// The number in a file that counts something, in bytes; none where there is no such file.
pub fn count(
    controller: Controller,
    file: &'static str,
    group: &OpenGroup<'_>,
) -> Result<Option<u64>> {
    let path = group.path();
    let mut buffer = [0; 64];
    let content = match group.files(controller)?.read(file, &mut buffer) {
        Err(Errno::NOENT) => return Ok(None),
        content => content.during(format_args!("read {file} of group '{path}'"))?,
    };
    let number = std::str::from_utf8(content).ok().and_then(|text| text.trim().parse().ok());
    number.map(Some).ok_or_else(|| {
        error::refused(
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!(
                "{file} of group '{path}' holds '{}', expected a number of bytes",
                String::from_utf8_lossy(content).trim_end()
            ),
        )
    })
}
