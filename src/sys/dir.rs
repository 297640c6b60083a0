//! An open directory and the files below it.
//!
//! Everything is opened relative to the directory, one name at a time, and no
//! symbolic link is followed: what is reached lies below the directory.

use super::fd::Fd;
use super::file_id::FileId;
use super::{Errno, RelPath, SysResult};
use crate::sorting::sort_by;
use rustix::fs::{self, Access, AtFlags, FileType, Mode, OFlags, ResolveFlags};
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

const READ: OFlags =
    OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK);
const WRITE: OFlags =
    OFlags::WRONLY.union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK);
const UPDATE: OFlags =
    OFlags::RDWR.union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW).union(OFlags::NONBLOCK);
const DIRECTORY: OFlags =
    OFlags::RDONLY.union(OFlags::CLOEXEC).union(OFlags::NOFOLLOW).union(OFlags::DIRECTORY);

/// An intermediate directory of a path: the caller need not be allowed to list it.
const INTERMEDIATE: OFlags = DIRECTORY.union(OFlags::PATH);

/// CGROUP_SUPER_MAGIC and CGROUP2_SUPER_MAGIC of statfs(2).
const CGROUPFS: [fs::FsWord; 2] = [0x0027_e0eb, 0x6367_7270];

/// Whether the kernel has answered that it does not know openat2.
static NO_OPENAT2: AtomicBool = AtomicBool::new(false);

/// Write permission for a directory's group and for others.
const OTHERS_WRITE: u32 = 0o022;

/// An entry of a directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Whether it is a directory.
    pub is_dir: bool,
    /// Its inode, unless something is mounted there.
    pub inode: u64,
}

/// An open directory.
#[derive(Debug)]
pub struct Dir {
    fd: Fd,
}

impl Dir {
    /// Opens a directory by its path, which may hold symbolic links: the start
    /// of all that is opened below it.
    pub fn open(path: &Path) -> SysResult<Self> {
        let flags = DIRECTORY.difference(OFlags::NOFOLLOW);
        let fd = fs::open(path, flags, Mode::empty())?;
        Ok(Self { fd: Fd::Own(fd) })
    }

    /// Opens a directory below this one.
    pub fn sub(&self, path: &RelPath) -> SysResult<Self> {
        Ok(Self { fd: Fd::Own(self.open_below(path, DIRECTORY)?) })
    }

    /// Opens what is at a path below: by one system call where the kernel can refuse links
    /// in all of a path (since Linux 5.6), else name by name.
    fn open_below(&self, path: &RelPath, flags: OFlags) -> SysResult<OwnedFd> {
        if NO_OPENAT2.load(Ordering::Relaxed) {
            return self.open_names(path, flags);
        }
        let whole = if path.as_str().is_empty() { "." } else { path.as_str() };
        let resolve = ResolveFlags::NO_SYMLINKS;
        match fs::openat2(&self.fd, whole, flags, Mode::empty(), resolve) {
            // A sandbox that does not know the call answers EPERM. A link is reported by
            // the call that opens it.
            Err(errno @ (Errno::NOSYS | Errno::PERM | Errno::LOOP)) => {
                if errno == Errno::NOSYS {
                    NO_OPENAT2.store(true, Ordering::Relaxed);
                }
                self.open_names(path, flags)
            }
            opened => opened,
        }
    }

    fn open_names(&self, path: &RelPath, flags: OFlags) -> SysResult<OwnedFd> {
        let mut names = path.names().peekable();
        let first = names.next().unwrap_or(".");
        let flags = |is_last| if is_last { flags } else { INTERMEDIATE };
        let mut fd = fs::openat(&self.fd, first, flags(names.peek().is_none()), Mode::empty())?;
        while let Some(name) = names.next() {
            fd = fs::openat(&fd, name, flags(names.peek().is_none()), Mode::empty())?;
        }
        Ok(fd)
    }

    /// Reads a file below this directory that fits in `buffer`, as [`Self::read`] does.
    pub fn read_below<'b>(&self, path: &RelPath, buffer: &'b mut [u8]) -> SysResult<&'b [u8]> {
        let fd = self.open_below(path, READ)?;
        let len = rustix::io::retry_on_intr(|| rustix::io::read(&fd, &mut *buffer))?;
        buffer.get(..len).ok_or(Errno::FBIG)
    }

    /// Reads a whole file below this directory; one of more than `max` bytes is EFBIG.
    pub fn read_all_below(&self, path: &RelPath, max: usize) -> SysResult<Vec<u8>> {
        read_to_end(&self.open_below(path, READ)?, max)
    }

    /// Opens a directory that is the target of a link in this one, as
    /// /proc/self is.
    pub fn sub_through_link(&self, name: &str) -> SysResult<Self> {
        check_names(&[name])?;
        let flags = DIRECTORY.difference(OFlags::NOFOLLOW);
        let fd = fs::openat(&self.fd, name, flags, Mode::empty())?;
        Ok(Self { fd: Fd::Own(fd) })
    }

    /// Keeps it open between calls of a program that does not know of it.
    ///
    /// Errors: EMFILE where there is no number for it.
    pub fn keep(self) -> SysResult<Self> {
        Ok(Self { fd: self.fd.keep()? })
    }

    /// As [`Self::keep`], for one that is looked at before it is used.
    pub fn keep_anywhere(self) -> SysResult<Self> {
        Ok(Self { fd: self.fd.keep_anywhere()? })
    }

    /// Keeps it open as long as a connection; a program may close its file descriptor.
    pub fn anchor(self) -> SysResult<Self> {
        Ok(Self { fd: self.fd.anchor()? })
    }

    /// Opens it again where the program has closed it, if it is anchored.
    pub fn restore(&self) -> SysResult<()> {
        self.fd.restore()
    }

    /// Reads a file that fits in `buffer` with one system call.
    pub fn read<'b>(&self, name: &str, buffer: &'b mut [u8]) -> SysResult<&'b [u8]> {
        let fd = self.open_file(name, READ)?;
        let len = rustix::io::retry_on_intr(|| rustix::io::read(&fd, &mut *buffer))?;
        buffer.get(..len).ok_or(Errno::FBIG)
    }

    /// Reads a whole file; one of more than `max` bytes is EFBIG.
    pub fn read_all(&self, name: &str, max: usize) -> SysResult<Vec<u8>> {
        read_to_end(&self.open_to_read(name)?, max)
    }

    /// Writes to a file that exists, with one system call; never creates or
    /// truncates one.
    ///
    /// Opened with O_NONBLOCK, so that a FIFO does not block; the flag is cleared for the
    /// write: newer kernels reclaim less for a nonblocking write of a limit.
    pub fn write(&self, name: &str, content: &[u8]) -> SysResult<()> {
        let fd = self.open_to_write(name)?;
        let written = rustix::io::write(&fd, content)?;
        if written == content.len() { Ok(()) } else { Err(Errno::IO) }
    }

    /// Creates a file that must not exist, writes it, and syncs it to disk.
    pub fn create(&self, name: &str, content: &[u8], mode: u32) -> SysResult<()> {
        let flags = WRITE | OFlags::CREATE | OFlags::EXCL;
        let fd = self.open_with_mode(name, flags, Mode::from_raw_mode(mode))?;
        let mut rest = content;
        while !rest.is_empty() {
            let written = rustix::io::retry_on_intr(|| rustix::io::write(&fd, rest))?;
            rest = rest.get(written..).unwrap_or_default();
        }
        fs::fsync(&fd)
    }

    /// Gives a file another name, in place of what had that name.
    pub fn rename(&self, from: &str, to: &str) -> SysResult<()> {
        check_names(&[from, to])?;
        fs::renameat(&self.fd, from, &self.fd, to)
    }

    /// Removes a file.
    pub fn remove_file(&self, name: &str) -> SysResult<()> {
        check_names(&[name])?;
        fs::unlinkat(&self.fd, name, AtFlags::empty())
    }

    /// Makes a directory.
    pub fn make_dir(&self, name: &str, mode: u32) -> SysResult<()> {
        check_names(&[name])?;
        fs::mkdirat(&self.fd, name, Mode::from_raw_mode(mode))
    }

    /// Opens a directory below this one, and makes it and those above it as needed.
    pub fn make_path(&self, path: &RelPath) -> SysResult<Self> {
        let open = |above: BorrowedFd<'_>, name: &str, flags| {
            fs::openat(above, name, flags, Mode::empty())
        };
        let make = |above: BorrowedFd<'_>, name: &str| match fs::mkdirat(
            above,
            name,
            Mode::from_raw_mode(0o755),
        ) {
            Ok(()) => fs::fsync(open(above, ".", DIRECTORY)?),
            Err(Errno::EXIST) => Ok(()),
            Err(errno) => Err(errno),
        };
        let mut fd = open(self.fd.as_fd(), ".", INTERMEDIATE)?;
        for name in path.names() {
            fd = match open(fd.as_fd(), name, INTERMEDIATE) {
                Err(Errno::NOENT) => {
                    make(fd.as_fd(), name)?;
                    open(fd.as_fd(), name, INTERMEDIATE)
                }
                below => below,
            }?;
        }
        Ok(Self { fd: Fd::Own(open(fd.as_fd(), ".", DIRECTORY)?) })
    }

    /// Removes an empty directory.
    pub fn remove_dir(&self, name: &str) -> SysResult<()> {
        check_names(&[name])?;
        fs::unlinkat(&self.fd, name, AtFlags::REMOVEDIR)
    }

    /// Syncs changes of the directory's entries to disk.
    pub fn sync(&self) -> SysResult<()> {
        fs::fsync(&self.fd)
    }

    /// Whether a file or directory of that name exists.
    pub fn has(&self, name: &str) -> bool {
        self.allows(name, Access::EXISTS)
    }

    /// Whether the caller may write the file or directory of that name.
    pub fn may_write(&self, name: &str) -> bool {
        self.allows(name, Access::WRITE_OK)
    }

    fn allows(&self, name: &str, access: Access) -> bool {
        RelPath::is_name(name) && fs::accessat(&self.fd, name, access, AtFlags::EACCESS).is_ok()
    }

    /// The entries whose names are UTF-8, without `.` and `..`, by name.
    pub fn entries(&self) -> SysResult<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in fs::Dir::read_from(&self.fd)? {
            let entry = entry?;
            let Ok(name) = entry.file_name().to_str() else {
                continue;
            };
            if RelPath::is_name(name) {
                let is_dir = match entry.file_type() {
                    FileType::Unknown => self.is_dir(name),
                    kind => kind == FileType::Directory,
                };
                entries.push(Entry { name: name.to_owned(), is_dir, inode: entry.ino() });
            }
        }
        sort_by(&mut entries, |a, b| a.name.cmp(&b.name));
        Ok(entries)
    }

    /// Whether only root and the caller may create files here: it belongs to one of them,
    /// and neither its group nor others may write it.
    pub fn is_own(&self) -> SysResult<bool> {
        Ok(self.own_owner()?.is_some())
    }

    /// The owner of a directory for which [`Self::is_own`] holds.
    pub fn own_owner(&self) -> SysResult<Option<u32>> {
        let stat = fs::fstat(&self.fd)?;
        let others_write = stat.st_mode & OTHERS_WRITE != 0;
        let known = [0, rustix::process::geteuid().as_raw()].contains(&stat.st_uid);
        Ok((known && !others_write).then_some(stat.st_uid))
    }

    /// Which directory is at a path below this one, by one system call. Symbolic links but the
    /// last are followed: a later open has to check again.
    pub fn id_below(&self, path: &RelPath) -> SysResult<FileId> {
        Ok(FileId::of(&fs::statat(&self.fd, path.as_str(), AtFlags::SYMLINK_NOFOLLOW)?))
    }

    /// Which directory this is.
    pub fn id(&self) -> SysResult<FileId> {
        self.fd.id()
    }

    /// Whether it is in a file system of control groups, and not one that looks like it.
    pub fn is_in_cgroupfs(&self) -> bool {
        fs::fstatfs(&self.fd).is_ok_and(|info| CGROUPFS.contains(&info.f_type))
    }

    /// Whether the directory has an extended attribute of this value.
    pub fn has_attribute(&self, name: &str, value: &[u8]) -> bool {
        let mut buffer = [0; 64];
        let len = fs::fgetxattr(&self.fd, name, &mut buffer);
        len.is_ok_and(|len| buffer.get(..len) == Some(value))
    }

    /// Opens a file to lock it, which only its owner may do, and makes it if
    /// need be.
    pub fn lock_file(&self, name: &str) -> SysResult<OwnedFd> {
        self.open_with_mode(name, WRITE | OFlags::CREATE, Mode::RUSR | Mode::WUSR)
    }

    /// Opens a file to write behind what stands in it, and makes it if need be: for
    /// its owner alone.
    pub fn append_file(&self, name: &str) -> SysResult<OwnedFd> {
        let flags = WRITE | OFlags::CREATE | OFlags::APPEND;
        self.open_with_mode(name, flags, Mode::RUSR | Mode::WUSR)
    }

    /// The same of a file that others may read.
    pub fn append_public_file(&self, name: &str) -> SysResult<OwnedFd> {
        let flags = WRITE | OFlags::CREATE | OFlags::APPEND;
        self.open_with_mode(name, flags, Mode::from_raw_mode(0o644))
    }

    /// The length of a file, and the bytes that it takes.
    pub fn file_size(&self, name: &str) -> SysResult<(u64, u64)> {
        check_names(&[name])?;
        let stat = fs::statat(&self.fd, name, AtFlags::SYMLINK_NOFOLLOW)?;
        let blocks = u64::try_from(stat.st_blocks).unwrap_or(0);
        Ok((u64::try_from(stat.st_size).unwrap_or(0), blocks.saturating_mul(512)))
    }

    /// How long ago a file was written.
    pub fn age(&self, name: &str) -> SysResult<Duration> {
        check_names(&[name])?;
        let written = fs::statat(&self.fd, name, AtFlags::SYMLINK_NOFOLLOW)?.st_mtime;
        let written = Duration::from_secs(u64::try_from(written).unwrap_or(0));
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Ok(now.saturating_sub(written))
    }

    fn is_dir(&self, name: &str) -> bool {
        fs::statat(&self.fd, name, AtFlags::SYMLINK_NOFOLLOW)
            .is_ok_and(|stat| FileType::from_raw_mode(stat.st_mode) == FileType::Directory)
    }

    /// Opens a file to read it.
    pub fn open_to_read(&self, name: &str) -> SysResult<OwnedFd> {
        self.open_file(name, READ)
    }

    /// Makes a file, for reads and writes.
    pub(super) fn make_to_update(&self, name: &str, mode: u32) -> SysResult<OwnedFd> {
        let flags = UPDATE | OFlags::CREATE | OFlags::EXCL;
        self.open_with_mode(name, flags, Mode::from_raw_mode(mode))
    }

    /// Opens a file that exists, for reads, and for writes that wait.
    pub(super) fn open_to_update(&self, name: &str) -> SysResult<OwnedFd> {
        let fd = self.open_file(name, UPDATE)?;
        fs::fcntl_setfl(&fd, OFlags::empty())?;
        Ok(fd)
    }

    /// Opens a file that exists, for writes that wait.
    pub(super) fn open_to_write(&self, name: &str) -> SysResult<OwnedFd> {
        let fd = self.open_file(name, WRITE)?;
        fs::fcntl_setfl(&fd, OFlags::empty())?;
        Ok(fd)
    }

    fn open_file(&self, name: &str, flags: OFlags) -> SysResult<OwnedFd> {
        self.open_with_mode(name, flags, Mode::empty())
    }

    fn open_with_mode(&self, name: &str, flags: OFlags, mode: Mode) -> SysResult<OwnedFd> {
        check_names(&[name])?;
        fs::openat(&self.fd, name, flags, mode)
    }
}

impl AsFd for Dir {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

/// The rest of a file; EFBIG when it is more than `max` bytes.
pub(super) fn read_to_end(file: &OwnedFd, max: usize) -> SysResult<Vec<u8>> {
    let mut content = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let len = rustix::io::retry_on_intr(|| rustix::io::read(file, &mut chunk))?;
        content.extend_from_slice(chunk.get(..len).unwrap_or_default());
        match len {
            0 => return Ok(content),
            _ if content.len() > max => return Err(Errno::FBIG),
            _ => {}
        }
    }
}

pub(super) fn check_names(names: &[&str]) -> SysResult<()> {
    if names.iter().all(|name| RelPath::is_name(name)) { Ok(()) } else { Err(Errno::INVAL) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_not_followed() {
        let temp = tempfile::tempdir().unwrap();
        std::fs::create_dir(temp.path().join("real")).unwrap();
        std::fs::write(temp.path().join("real/file"), "1").unwrap();
        std::os::unix::fs::symlink("real", temp.path().join("link")).unwrap();
        std::os::unix::fs::symlink("real/file", temp.path().join("file")).unwrap();
        let dir = Dir::open(temp.path()).unwrap();
        assert!(dir.sub(&RelPath::new("real").unwrap()).is_ok());
        assert!(dir.sub(&RelPath::new("link").unwrap()).is_err());
        assert_eq!(dir.read_all("file", 10), Err(Errno::LOOP));
        assert_eq!(dir.write("file", b"2"), Err(Errno::LOOP));
        assert_eq!(dir.read_all("../x", 10), Err(Errno::INVAL));
        assert_eq!(dir.write("../x", b"1"), Err(Errno::INVAL));
        assert_eq!(dir.create("../x", b"1", 0o600), Err(Errno::INVAL));
        assert_eq!(dir.rename("real", "../x"), Err(Errno::INVAL));
        assert_eq!(dir.remove_file("../x"), Err(Errno::INVAL));
        assert_eq!(dir.remove_dir(".."), Err(Errno::INVAL));
        assert_eq!(dir.make_dir("..", 0o700), Err(Errno::INVAL));
        assert!(!dir.has("..") && !dir.may_write(".."));
    }

    #[test]
    fn a_write_never_creates() {
        let temp = tempfile::tempdir().unwrap();
        let dir = Dir::open(temp.path()).unwrap();
        assert_eq!(dir.write("memory.max", b"1"), Err(Errno::NOENT));
        assert!(dir.entries().unwrap().is_empty());
    }

    #[test]
    fn reads_are_bounded() {
        let temp = tempfile::tempdir().unwrap();
        std::fs::write(temp.path().join("big"), vec![b'x'; 10_000]).unwrap();
        let dir = Dir::open(temp.path()).unwrap();
        assert_eq!(dir.read_all("big", 9_999), Err(Errno::FBIG));
        assert_eq!(dir.read_all("big", 10_000).unwrap().len(), 10_000);
    }

    /// Intermediate directories, such as another user's home, need no read permission.
    #[test]
    fn directories_that_may_not_be_listed() {
        use std::os::unix::fs::{PermissionsExt, chown};
        if !rustix::process::geteuid().is_root() {
            return;
        }
        let temp = tempfile::tempdir().unwrap();
        std::fs::set_permissions(temp.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
        let home = temp.path().join("home");
        std::fs::create_dir(&home).unwrap();
        chown(&home, Some(1234), Some(1234)).unwrap();
        let root = Dir::open(Path::new("/")).unwrap();
        let path = |path: &Path| RelPath::new(path.to_str().unwrap()).unwrap();
        let as_user = || {
            // SAFETY: this thread's files alone are another user's, and it ends.
            unsafe { libc::setfsuid(1234) };
            assert_eq!(root.sub(&path(temp.path())).unwrap_err(), Errno::ACCESS);
            assert!(root.sub(&path(&home)).is_ok());
            assert!(root.make_path(&path(&home.join("a/b"))).is_ok());
            assert!(root.sub(&path(&home.join("a/b"))).is_ok());
        };
        std::thread::scope(|scope| scope.spawn(as_user).join()).unwrap();
    }
}
