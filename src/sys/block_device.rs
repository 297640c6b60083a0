//! Block devices and images by their paths.

use super::{Dir, Errno, SysResult};
use rustix::fs::{self, AtFlags, FileType, Mode, OFlags, ResolveFlags, Stat};

impl Dir {
    /// The major and minor number of the block device at a path below this directory; none for
    /// another file. Symbolic links are followed, none of them out of the directory. The device is
    /// not opened.
    pub fn block_device(&self, path: &str) -> SysResult<Option<(u32, u32)>> {
        let stat = self.stat_at(path)?;
        let is_block = FileType::from_raw_mode(stat.st_mode) == FileType::BlockDevice;
        Ok(is_block.then(|| (fs::major(stat.st_rdev), fs::minor(stat.st_rdev))))
    }

    /// The length of the regular file at such a path, and the bytes that it takes; EISDIR for a directory, EINVAL
    /// for another kind.
    pub fn image_size(&self, path: &str) -> SysResult<(u64, u64)> {
        let stat = self.stat_at(path)?;
        match FileType::from_raw_mode(stat.st_mode) {
            FileType::RegularFile => {}
            FileType::Directory => return Err(Errno::ISDIR),
            _ => return Err(Errno::INVAL),
        }
        let blocks = u64::try_from(stat.st_blocks).unwrap_or(0);
        Ok((u64::try_from(stat.st_size).unwrap_or(0), blocks.saturating_mul(512)))
    }

    fn stat_at(&self, path: &str) -> SysResult<Stat> {
        let path = path.trim_start_matches('/');
        let (flags, resolve) = (OFlags::PATH | OFlags::CLOEXEC, ResolveFlags::IN_ROOT);
        match fs::openat2(self, path, flags, Mode::empty(), resolve) {
            Ok(fd) => fs::fstat(fd),
            // Before Linux 5.6, and in a sandbox that does not know the call: a symbolic link at the
            // end of the path is no device then.
            Err(Errno::NOSYS | Errno::PERM) => fs::statat(self, path, AtFlags::SYMLINK_NOFOLLOW),
            Err(errno) => Err(errno),
        }
    }

    /// The target of a symbolic link in this directory.
    pub fn link_target(&self, name: &str) -> SysResult<String> {
        let target = fs::readlinkat(self, name, Vec::new())?;
        target.into_string().map_err(|_| Errno::ILSEQ)
    }
}
