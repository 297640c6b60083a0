//! Carries out a plan: all of its writes, or none.

use super::error::{self, Failed, system};
use super::plan::Write;
use super::values::format;
use super::version::Version;
use crate::model::error::errno_text;
use crate::model::units::Kib;
use crate::model::{Result, virErrorNumber};
use crate::sys::signals::Held;
use crate::sys::{Dir, Errno, RelPath};

/// Makes the writes in their order. When one fails, those before it are taken
/// back, last first, and the kernel's refusal is the error. Signals wait
/// meanwhile: one must neither fail a write nor the taking back.
pub fn apply(version: &Version, dir: &Dir, group: &RelPath, writes: &[Write]) -> Result<()> {
    let texts = texts(version, writes)?;
    let _held = Held::all();
    for (done, (write, (_, new))) in writes.iter().zip(&texts).enumerate() {
        if let Err(errno) = dir.write(write.knob.file, new.as_bytes()) {
            let value = new.trim_end();
            let what = format_args!("write {value} to {} of group '{group}'", write.knob.file);
            let undone = writes.iter().zip(&texts).take(done).rev();
            let undone = undone.map(|(write, (old, _))| take_back(dir, write, old));
            let failures: Vec<String> = undone.filter_map(|result| result.err()).collect();
            let refusal = system(errno, what);
            return Err(if failures.is_empty() {
                refusal
            } else {
                refusal.context(failures.join("; "))
            });
        }
    }
    Ok(())
}

/// The text of each write's old and new value; all are known to be writable
/// before the first is written.
fn texts(version: &Version, writes: &[Write]) -> Result<Vec<(String, String)>> {
    let text = |value: Kib| {
        format(version, value).ok_or_else(|| {
            error::refused(virErrorNumber::VIR_ERR_OVERFLOW, format!("{value} in bytes"))
        })
    };
    writes.iter().map(|write| Ok((text(write.old)?, text(write.new)?))).collect()
}

fn take_back(dir: &Dir, write: &Write, old: &str) -> std::result::Result<(), String> {
    dir.write(write.knob.file, old.as_bytes()).map_err(|errno: Errno| {
        let reason = errno_text(errno.raw_os_error());
        format!("and {} could not be put back to {}: {reason}", write.knob.file, old.trim_end())
    })
}

/// Writes what a new group needs, where the kernel has it and it reads otherwise.
pub fn prepare_group(version: &Version, dir: &Dir, group: &RelPath) -> Result<()> {
    for (file, value) in version.on_create {
        let mut buffer = [0; 64];
        let held = match dir.read(file, &mut buffer) {
            Err(Errno::NOENT) => continue,
            content => content.during(format_args!("read {file} of group '{group}'"))?,
        };
        if held.trim_ascii_end() != value.as_bytes() {
            dir.write(file, value.as_bytes())
                .during(format_args!("write {value} to {file} of group '{group}'"))?;
        }
    }
    Ok(())
}
