//! Fingerprints of files: whether a file is still the one that was read.

use super::dir::{check_names, read_to_end};
use super::file_id::FileId;
use super::{Dir, Errno, SysResult};
use rustix::fs::{self, AtFlags, FileType, Mode, Stat};
use std::os::fd::OwnedFd;
use std::time::{SystemTime, UNIX_EPOCH};

/// Within this time after a change another one may get the same time stamp: some
/// kernels' clock for files is that coarse.
const TICK_NS: i128 = 20_000_000;

const OTHERS_WRITE: u32 = 0o002;

/// Identity and change stamp of a file. One that was taken right after a change equals
/// none, not even itself: a further change could have the same stamp.
#[derive(Debug, Clone, Copy)]
pub struct FileFingerprint {
    id: FileId,
    size: i64,
    changed: (i64, i64),
    settled: bool,
}

impl PartialEq for FileFingerprint {
    fn eq(&self, other: &Self) -> bool {
        let all = |file: &Self| (file.id, file.size, file.changed);
        self.settled && other.settled && all(self) == all(other)
    }
}

impl FileFingerprint {
    fn of(stat: &Stat) -> Self {
        let nanoseconds = i64::try_from(stat.st_ctime_nsec).unwrap_or_default();
        let changed = i128::from(stat.st_ctime) * 1_000_000_000 + i128::from(nanoseconds);
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let now = i128::try_from(now.as_nanos()).unwrap_or_default();
        Self {
            id: FileId::of(stat),
            size: stat.st_size,
            changed: (stat.st_ctime, nanoseconds),
            settled: changed + TICK_NS < now,
        }
    }
}

impl FileFingerprint {
    /// Whether the file was changed after `earlier` was taken. A change right after another one may
    /// have the same stamp, and not be seen.
    pub fn is_later_than(&self, earlier: &Self) -> bool {
        (self.id, self.changed) != (earlier.id, earlier.changed)
    }
}

impl Dir {
    /// The fingerprint of the file of that name.
    pub fn fingerprint(&self, name: &str) -> SysResult<FileFingerprint> {
        check_names(&[name])?;
        Ok(FileFingerprint::of(&fs::statat(self, name, AtFlags::SYMLINK_NOFOLLOW)?))
    }

    /// The fingerprint of the directory itself, which changes with its entries.
    pub fn own_fingerprint(&self) -> SysResult<FileFingerprint> {
        Ok(FileFingerprint::of(&fs::fstat(self)?))
    }

    /// Reads a whole file, and its fingerprint, if it is trusted: a regular file that
    /// belongs to root or to this directory's owner and is not world-writable. Another
    /// one is EPERM, one of more than `max` bytes EFBIG.
    pub fn read_own(&self, name: &str, max: usize) -> SysResult<(FileFingerprint, Vec<u8>)> {
        self.read_trusted(name, fs::fstat(self)?.st_uid, max)
    }

    /// As [`Self::read_own`], where it is known who this directory's owner is.
    pub fn read_trusted(
        &self,
        name: &str,
        owner: u32,
        max: usize,
    ) -> SysResult<(FileFingerprint, Vec<u8>)> {
        let file = self.open_to_read(name)?;
        let stat = fs::fstat(&file)?;
        let plain = FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile;
        let others_write = Mode::from_raw_mode(stat.st_mode).bits() & OTHERS_WRITE != 0;
        let trusted = [0, owner].contains(&stat.st_uid);
        if !plain || others_write || !trusted {
            return Err(Errno::PERM);
        }
        let size = usize::try_from(stat.st_size).unwrap_or(usize::MAX);
        Ok((FileFingerprint::of(&stat), read_regular(&file, size, max)?))
    }

    /// Reads a whole file, and its fingerprint; one of more than `max` bytes is EFBIG.
    pub fn read_with_fingerprint(
        &self,
        name: &str,
        max: usize,
    ) -> SysResult<(FileFingerprint, Vec<u8>)> {
        let file = self.open_to_read(name)?;
        let stat = fs::fstat(&file)?;
        let content = match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => {
                read_regular(&file, usize::try_from(stat.st_size).unwrap_or(usize::MAX), max)
            }
            _ => read_to_end(&file, max),
        };
        Ok((FileFingerprint::of(&stat), content?))
    }
}

/// Reads a whole regular file that had `size` bytes a moment ago: with one system call, unless
/// it grows.
fn read_regular(file: &OwnedFd, size: usize, max: usize) -> SysResult<Vec<u8>> {
    if size > max {
        return Err(Errno::FBIG);
    }
    // The byte more tells whether that is all.
    let mut content = vec![0; size.saturating_add(1)];
    let len = rustix::io::retry_on_intr(|| rustix::io::read(file, &mut *content))?;
    let is_all = len < content.len() && len > 0;
    content.truncate(len);
    if !is_all {
        content.extend(read_to_end(file, max)?);
    }
    if content.len() > max { Err(Errno::FBIG) } else { Ok(content) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;

    #[test]
    fn a_recent_fingerprint_equals_none() {
        let temp = tempfile::tempdir().unwrap();
        let dir = Dir::open(temp.path()).unwrap();
        std::fs::write(temp.path().join("file"), "1").unwrap();
        let fresh = dir.fingerprint("file").unwrap();
        assert_ne!(fresh, fresh);
        std::thread::sleep(Duration::from_millis(40));
        let settled = dir.fingerprint("file").unwrap();
        assert_eq!(settled, dir.fingerprint("file").unwrap());
        std::fs::write(temp.path().join("new"), "2").unwrap();
        std::fs::rename(temp.path().join("new"), temp.path().join("file")).unwrap();
        std::thread::sleep(Duration::from_millis(40));
        assert_ne!(settled, dir.fingerprint("file").unwrap());
    }

    #[test]
    fn only_own_files_are_read() {
        let temp = tempfile::tempdir().unwrap();
        let dir = Dir::open(temp.path()).unwrap();
        let path = temp.path().join("file");
        std::fs::write(&path, "12").unwrap();
        assert_eq!(dir.read_own("file", 2).unwrap().1, b"12");
        assert_eq!(dir.read_own("file", 1).unwrap_err(), Errno::FBIG);
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o666)).unwrap();
        assert_eq!(dir.read_own("file", 2).unwrap_err(), Errno::PERM);
        std::fs::create_dir(temp.path().join("folder")).unwrap();
        assert_eq!(dir.read_own("folder", 2).unwrap_err(), Errno::PERM);
        std::os::unix::fs::symlink("file", temp.path().join("link")).unwrap();
        assert_eq!(dir.read_own("link", 2).unwrap_err(), Errno::LOOP);
        assert_eq!(dir.read_own("missing", 2).unwrap_err(), Errno::NOENT);
        assert_eq!(dir.read_own("../file", 2).unwrap_err(), Errno::INVAL);
    }
}
