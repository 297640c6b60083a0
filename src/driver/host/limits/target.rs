//! The group that changes are made in.

use super::change::Change;
use super::codec::Codec;
use super::control_file::{ControlFile, Held};
use super::control_value::{ControlValue, Key};
use super::controllers::{io, memory};
use super::unit_properties::ValueMirror;
use crate::driver::host::cgroup::file::write_list;
use crate::driver::host::cgroup::open_group::OpenGroup;
use crate::driver::host::cgroup::thread_group::ThreadGroup;
use crate::driver::host::error::{Failed, invalid, system};
use crate::model::units::Kib;
use crate::model::{Error, Result};
use crate::sys::{Dir, Errno, SysResult};
use compact_str::ToCompactString;
use std::cell::Cell;

/// The group that changes are made in.
pub struct Target<'a> {
    /// The group.
    pub group: &'a OpenGroup<'a>,
    /// What its files hold before the changes.
    pub held: &'a Held,
    /// The manager that mirrors the values, if any.
    pub mirror: Option<&'a dyn ValueMirror>,
}

impl Target<'_> {
    /// Writes a value to a control file, to its line of a device, or to that file of a group of
    /// threads, with one write.
    pub fn write(&self, file: &ControlFile, key: Option<Key>, value: ControlValue) -> Result<()> {
        let mut content = file.codec.text(value);
        if let Some(Key::Device(device)) = key {
            content.insert_str(0, &(device.to_compact_string() + " "));
        }
        // Ends the value in a made-up host's plain file, which is not truncated.
        content.push('\n');
        if let Some(Key::Threads(threads)) = key {
            return self.write_of_threads(file, threads, &content);
        }
        let files = self.group.files(file.controller)?;
        let written_to = Cell::new(file.name);
        let write = |content: &[u8]| {
            file.either(|name| {
                written_to.set(name);
                files.write(name, content)
            })
        };
        let written = put(file, &content, write, || self.group.above());
        let written_to = written_to.get();
        match (written, file.usage, file.range) {
            (Err(Errno::BUSY), Some(usage), _) => return Err(self.busy(file, usage, value)),
            (Err(Errno::RANGE), _, Some((name, least, most))) if name == written_to => {
                let (parameter, value) = (parameter_of(file), value.number());
                return Err(invalid(format!(
                    "{parameter} is {value}, expected {least} to {most}, as {name} of group '{}' takes it",
                    self.group.path()
                )));
            }
            _ => {}
        }
        written.during(format_args!(
            "write {} to {written_to} of group '{}'",
            content.trim_end(),
            self.group.path()
        ))
    }

    fn write_of_threads(
        &self,
        file: &ControlFile,
        threads: ThreadGroup,
        content: &str,
    ) -> Result<()> {
        let dir = self.group.dir_of_threads(file.controller, threads)?;
        let write = |content: &[u8]| file.either(|name| dir.write(name, content));
        put(file, content, write, || self.group.opened_again()).during(format_args!(
            "write {} to {} of group '{}/{threads}'",
            content.trim_end(),
            file.name,
            self.group.path()
        ))
    }

    /// The kernel could not reclaim what is in use above a limit.
    fn busy(&self, file: &ControlFile, usage: &'static str, value: ControlValue) -> Error {
        let used = || {
            let content = self.group.files(file.controller).ok()?.read_all(usage, 64).ok()?;
            std::str::from_utf8(&content).ok()?.trim().parse().ok().map(Kib::from_bytes)
        };
        let (group, name) = (self.group.path(), parameter_of(file));
        let what = format!("set {name} of group '{group}' to {}", value.kib());
        let Some(used) = used() else { return system(Errno::BUSY, what) };
        system(
            Errno::BUSY,
            format_args!(
                "{what} ({}): that is below the {used} in use, which could not be reclaimed; free \
                 memory in the domain, add swap, or set a higher limit",
                file.name
            ),
        )
    }

    /// What the files hold after some changes.
    pub fn held_after(&self, changes: &[Change], value: fn(&Change) -> ControlValue) -> Held {
        let mut held = self.held.clone();
        changes.iter().for_each(|change| held.set_at(change.file, change.key, value(change)));
        held
    }
}

fn parameter_of(file: &ControlFile) -> &'static str {
    let tables = [&memory::TABLE, &io::TABLE];
    tables.iter().find_map(|table| table.parameter_of(file)).unwrap_or(file.name)
}

/// Writes a value's text; a list as the kernel takes it.
fn put(
    file: &ControlFile,
    content: &str,
    write: impl Fn(&[u8]) -> SysResult<()>,
    above: impl FnOnce() -> SysResult<Dir>,
) -> SysResult<()> {
    match file.codec {
        Codec::Numbers => write_list(write, above, file.name, content.as_bytes()),
        _ => write(content.as_bytes()),
    }
}
