//! Block devices by their paths.

use super::{Dir, Errno, SysResult};
use rustix::fs::{self, AtFlags, FileType, Mode, OFlags, ResolveFlags};

impl Dir {
    /// The major and minor number of the block device at a path below this directory; none for
    /// another file. Symbolic links are followed, none of them out of the directory. The device is
    /// not opened.
    pub fn block_device(&self, path: &str) -> SysResult<Option<(u32, u32)>> {
        let path = path.trim_start_matches('/');
        let (flags, resolve) = (OFlags::PATH | OFlags::CLOEXEC, ResolveFlags::IN_ROOT);
        let stat = match fs::openat2(self, path, flags, Mode::empty(), resolve) {
            Ok(fd) => fs::fstat(fd),
            // Before Linux 5.6, and in a sandbox that does not know the call: a symbolic link at the
            // end of the path is no device then.
            Err(Errno::NOSYS | Errno::PERM) => fs::statat(self, path, AtFlags::SYMLINK_NOFOLLOW),
            Err(errno) => Err(errno),
        }?;
        let is_block = FileType::from_raw_mode(stat.st_mode) == FileType::BlockDevice;
        Ok(is_block.then(|| (fs::major(stat.st_rdev), fs::minor(stat.st_rdev))))
    }

    /// The target of a symbolic link in this directory.
    pub fn link_target(&self, name: &str) -> SysResult<String> {
        let target = fs::readlinkat(self, name, Vec::new())?;
        target.into_string().map_err(|_| Errno::ILSEQ)
    }
}
