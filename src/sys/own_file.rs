//! The file that holds this code.

use super::{Dir, Errno, SysResult};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Enough for a process with hundreds of thousands of mappings.
const MAPS_MAX: usize = 64 << 20;

/// The absolute path of the file that this code was loaded from: the shared library, or the
/// program that it is linked into. The kernel tells it, without symbolic links; what the
/// dynamic linker knows may be relative to a directory of the past, or the caller's argv[0].
pub fn path() -> SysResult<PathBuf> {
    let maps = Dir::open(Path::new("/proc/self"))?.read_all("maps", MAPS_MAX)?;
    path_at(&maps, path as *const () as usize).map(Path::to_owned).ok_or(Errno::NOENT)
}

/// The file that is mapped at an address, from /proc/PID/maps (proc_pid_maps(5)).
fn path_at(maps: &[u8], address: usize) -> Option<&Path> {
    let line = maps.split(|byte| *byte == b'\n').find(|line| holds(line, address))?;
    let start = line.iter().position(|byte| *byte == b'/')?;
    let path = Path::new(OsStr::from_bytes(line.get(start..)?));
    path.is_absolute().then_some(path)
}

/// Whether a line's range of addresses, `FROM-TO` in hexadecimal, holds this one.
fn holds(line: &[u8], address: usize) -> bool {
    let number = |text: &[u8]| usize::from_str_radix(str::from_utf8(text).ok()?, 16).ok();
    let mut bounds = line.split(|byte| matches!(byte, b'-' | b' ')).map(number);
    let (Some(Some(from)), Some(Some(to))) = (bounds.next(), bounds.next()) else {
        return false;
    };
    (from..to).contains(&address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_test_program() {
        assert_eq!(path().unwrap(), std::fs::canonicalize("/proc/self/exe").unwrap());
    }

    #[test]
    fn lines_of_maps() {
        let maps = b"\
55d0c0000000-55d0c0001000 r-xp 00000000 08:01 131 /usr/bin/a b\n\
7f0000000000-7f0000001000 rw-p 00000000 00:00 0 \n\
7f0000002000-7f0000003000 r-xp 00001000 08:01 17                         /opt/\xff/lib.so (deleted)\n\
7ffd00000000-7ffd00001000 rw-p 00000000 00:00 0                          [stack]\n";
        let path = |address| path_at(maps, address).map(|path| path.as_os_str().as_bytes());
        assert_eq!(path(0x55d0_c000_0000), Some(&b"/usr/bin/a b"[..]));
        assert_eq!(path(0x55d0_c000_1000), None);
        assert_eq!(path(0x7f00_0000_0fff), None);
        assert_eq!(path(0x7f00_0000_2fff), Some(&b"/opt/\xff/lib.so (deleted)"[..]));
        assert_eq!(path(0x7ffd_0000_0000), None);
        assert_eq!(path_at(b"", 1), None);
        assert_eq!(path_at(b"x-y\n-\n1-3", 2), None);
    }
}
