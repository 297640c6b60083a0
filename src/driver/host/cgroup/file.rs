//! Reading the kernel's files: keyed values, lists, controllers, directories.

use crate::driver::host::error::{Failed, refused, says_closed, says_gone};
use crate::model::{Result, virErrorNumber};
use crate::sys::dir::Entry;
use crate::sys::warn::warn;
use crate::sys::{Dir, Errno, SysResult};

/// An upper bound for the size of such a file.
const SIZE_MAX: usize = 1 << 20;

/// The text of a file.
pub fn text(dir: &Dir, file: &str) -> Result<String> {
    let content = dir.read_all(file, SIZE_MAX).during(format_args!("read {file}"))?;
    Ok(String::from_utf8_lossy(&content).into_owned())
}

/// As [`text`], of a file that not every kernel has, or that it may not let read: none then.
///
/// Errors: those of a group that is gone; `known` is a file that each one has.
pub fn optional(dir: &Dir, file: &str, known: &str) -> Result<Option<String>> {
    match text(dir, file) {
        Err(error) if says_gone(&error) && !dir.has(known) => Err(error),
        Err(error) if says_closed(&error) => Err(error),
        content => Ok(content.ok()),
    }
}

/// The number that follows a name, with or without a colon between; lines may begin
/// with other words, as those of a NUMA node's meminfo do.
pub fn find(text: &str, name: &str) -> Option<u64> {
    text.lines().find_map(|line| {
        let mut words = line.split_whitespace();
        words.find(|word| word.trim_end_matches(':') == name)?;
        words.next()?.parse().ok()
    })
}

/// As [`find`]; VIR_ERR_INTERNAL_ERROR where there is none.
pub fn expect(text: &str, file: &str, name: &str) -> Result<u64> {
    find(text, name).ok_or_else(|| {
        let detail = format!("{file} does not hold {name}, expected its number");
        refused(virErrorNumber::VIR_ERR_INTERNAL_ERROR, detail)
    })
}

/// The most numbers of a list.
const LIST_MAX: usize = 1 << 16;

/// The numbers of a list such as `0-3,5`.
pub fn list(text: &str) -> Vec<u32> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (first.parse::<u32>().ok()?, last.parse::<u32>().ok()?);
        Some(first..=last)
    };
    text.trim().split(',').filter_map(range).flatten().take(LIST_MAX).collect()
}

/// Writes a list to a cpuset file. The kernel takes no empty list for a group with processes
/// (ENOSPC): what it meant is what the group above has, which is written then.
pub fn write_list(
    write: impl Fn(&[u8]) -> SysResult<()>,
    above: impl FnOnce() -> SysResult<Dir>,
    file: &str,
    list: &[u8],
) -> SysResult<()> {
    match write(list) {
        Err(Errno::NOSPC) if list.trim_ascii().is_empty() => {
            write(&above()?.read_all(&format!("{file}.effective"), SIZE_MAX)?)
        }
        written => written,
    }
}

/// Whether a file that lists controllers lists this one.
pub fn lists_controller(dir: &Dir, file: &str, controller: &str) -> SysResult<bool> {
    let content = dir.read_all(file, 4096)?;
    Ok(content.split(u8::is_ascii_whitespace).any(|name| name == controller.as_bytes()))
}

/// Whether a file that lists controllers lists memory.
pub fn lists_memory(dir: &Dir, file: &str) -> SysResult<bool> {
    lists_controller(dir, file, "memory")
}

/// The entries of a directory: none where there is no such directory, or where the
/// caller may not list it. Other failures must not pass for an empty directory.
pub fn listing(dir: SysResult<Dir>, what: &str) -> Result<Vec<Entry>> {
    match dir.and_then(|dir| dir.entries()) {
        Err(Errno::NOENT | Errno::NODEV | Errno::NOTDIR | Errno::LOOP) => Ok(Vec::new()),
        Err(errno @ (Errno::ACCESS | Errno::PERM)) => {
            warn(format_args!("{what} is left out: {errno}"));
            Ok(Vec::new())
        }
        entries => entries.during(format_args!("list {what}")),
    }
}
