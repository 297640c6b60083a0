//! The numbers in the kernel's files.

use super::plan::whole_pages;
use crate::driver::host::cgroup::version::{Knob, SwapCount, Version};
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Result, virErrorNumber};
use crate::sys::{Dir, Errno, RelPath};

/// Reads every knob as the kernel holds it. A knob that this kernel lacks is
/// left out.
pub fn read_all(version: &Version, dir: &Dir, group: &RelPath) -> Result<Memtune> {
    let mut values = Memtune::default();
    for knob in version.knobs {
        if let Some(value) = read(version, knob, dir, group)? {
            values.set(knob.field, value);
        }
    }
    Ok(values)
}

/// What a knob holds; `None` where the kernel lacks it and may.
pub fn read(version: &Version, knob: &Knob, dir: &Dir, group: &RelPath) -> Result<Option<Kib>> {
    match read_file(version, knob.file, dir, group)? {
        None if knob.missing.is_none() => {
            Err(Errno::NOENT).during(format_args!("read {} of group '{group}'", knob.file))
        }
        value => Ok(value),
    }
}

/// The memory that a group uses.
pub fn usage(version: &Version, dir: &Dir, group: &RelPath) -> Result<Kib> {
    let value = read_file(version, version.usage, dir, group)?;
    value.ok_or(Errno::NOENT).during(format_args!("read {} of group '{group}'", version.usage))
}

/// What counts against a knob's limit, where anything does.
pub fn used(version: &Version, knob: &Knob, dir: &Dir, group: &RelPath) -> Result<Option<Kib>> {
    knob.used.map_or(Ok(None), |file| read_file(version, file, dir, group))
}

/// The number in a file; `None` where there is no such file.
fn read_file(version: &Version, file: &str, dir: &Dir, group: &RelPath) -> Result<Option<Kib>> {
    let mut buffer = [0; 64];
    let content = match dir.read(file, &mut buffer) {
        Err(Errno::NOENT) => return Ok(None),
        content => content.during(format_args!("read {file} of group '{group}'"))?,
    };
    parse(version, content).map(Some).ok_or_else(|| {
        error::refused(
            virErrorNumber::VIR_ERR_INTERNAL_ERROR,
            format!(
                "{file} of group '{group}' holds '{}', expected a number of bytes or '{}'",
                String::from_utf8_lossy(content).trim_end(),
                version.unlimited
            ),
        )
    })
}

fn parse(version: &Version, content: &[u8]) -> Option<Kib> {
    let text = std::str::from_utf8(content).ok()?.lines().next()?;
    if text == version.unlimited {
        return Some(UNLIMITED);
    }
    match text.parse::<u64>().ok()? {
        bytes if bytes >= version.unlimited_from => Some(UNLIMITED),
        bytes => Some(Kib::from_bytes(bytes)),
    }
}

/// A value as the kernel wants it written; `None` if it has no such number. The
/// newline ends it also in a plain file, which nothing cuts off behind it.
pub fn format(version: &Version, value: Kib) -> Option<String> {
    if value.is_unlimited() {
        return Some(format!("{}\n", version.unlimited));
    }
    value.to_bytes().map(|bytes| format!("{bytes}\n"))
}

/// What a value reads back as once it is written: whole pages, and "no limit" from
/// some number on.
pub fn as_held(version: &Version, page: Kib, value: Kib) -> Kib {
    let pages = whole_pages(value, page);
    match pages.to_bytes() {
        Some(bytes) if bytes < version.unlimited_from => pages,
        _ => UNLIMITED,
    }
}

/// The API's values for what the kernel holds.
pub fn to_api(swap: SwapCount, kernel: &Memtune) -> Memtune {
    let mut values = kernel.clone();
    if swap == SwapCount::Alone {
        let hard = kernel.limit(MemoryField::HardLimit);
        values.set(MemoryField::SwapHardLimit, hard.plus(kernel.limit(MemoryField::SwapHardLimit)));
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::cgroup::{v1, v2};

    #[test]
    fn numbers_of_both_versions() {
        for (version, text, kib) in [
            (&v1::VERSION, "9223372036854771712\n", Some(UNLIMITED)),
            (&v1::VERSION, "9223372036854710272\n", Some(UNLIMITED)),
            (&v1::VERSION, "67108864\n", Some(Kib(65536))),
            (&v1::VERSION, "max\n", None),
            (&v2::VERSION, "max\n", Some(UNLIMITED)),
            (&v2::VERSION, "0\n", Some(Kib(0))),
            (&v2::VERSION, "4096\n4771712\n", Some(Kib(4))),
            (&v2::VERSION, "", None),
            (&v2::VERSION, "abc\n", None),
            (&v1::VERSION, "-1\n", Some(UNLIMITED)),
            (&v2::VERSION, "-1\n", None),
        ] {
            assert_eq!(parse(version, text.as_bytes()), kib, "{text}");
        }
        assert_eq!(format(&v1::VERSION, UNLIMITED).as_deref(), Some("-1\n"));
        assert_eq!(format(&v2::VERSION, UNLIMITED).as_deref(), Some("max\n"));
        assert_eq!(format(&v2::VERSION, Kib(4)).as_deref(), Some("4096\n"));
        assert_eq!(format(&v2::VERSION, Kib(u64::MAX)).as_deref(), Some("max\n"));
    }
}
