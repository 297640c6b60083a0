//! Shared libraries that are loaded at run time.

use super::{Dir, Errno, SysResult};
use rustix::fs::{self, FileType, Stat};
use std::ffi::{CStr, CString, OsStr, c_void};
use std::fmt;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::ptr::NonNull;

/// Write permission for a file's group and for others.
const OTHERS_WRITE: u32 = 0o022;

/// A shared library that stays loaded as long as the process lives.
#[derive(Debug)]
pub struct SharedLibrary(NonNull<c_void>);

// SAFETY: a handle of dlopen may be used by all threads.
unsafe impl Send for SharedLibrary {}
// SAFETY: the same.
unsafe impl Sync for SharedLibrary {}

/// Why a library was not loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LoadError {
    /// It is not there, or cannot be opened.
    Open(Errno),
    /// It, or its directory, could be another user's work.
    NotOwn(String),
    /// What the dynamic linker says.
    Link(String),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(errno) => write!(f, "{errno}"),
            Self::NotOwn(reason) | Self::Link(reason) => f.write_str(reason),
        }
    }
}

impl SharedLibrary {
    /// Loads the file of that name in a directory, by its absolute path, which no search
    /// path or environment variable changes. Both have to belong to one of `owners`, and
    /// nobody else may write them.
    pub fn load(directory: &Path, name: &str, owners: &[u32]) -> Result<Self, LoadError> {
        let dir = Dir::open(directory).map_err(LoadError::Open)?;
        let file = dir.open_to_read(name).map_err(LoadError::Open)?;
        let own = |what, stat: SysResult<Stat>| {
            let reason = not_own(&stat.map_err(LoadError::Open)?, owners);
            reason.map_or(Ok(()), |why| Err(LoadError::NotOwn(format!("{what}{why}"))))
        };
        own("its directory ", fs::fstat(&dir))?;
        let stat = fs::fstat(&file).map_err(LoadError::Open)?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(LoadError::NotOwn("is not a regular file".to_owned()));
        }
        own("", Ok(stat))?;
        link(&directory.join(name))
    }

    /// The address of a symbol.
    pub fn symbol(&self, name: &CStr) -> Option<NonNull<c_void>> {
        // SAFETY: the handle is dlopen's and was never closed; the name ends with a NUL.
        NonNull::new(unsafe { libc::dlsym(self.0.as_ptr(), name.as_ptr()) })
    }
}

/// Why a file or directory could be the work of somebody who is none of `owners`.
fn not_own(stat: &Stat, owners: &[u32]) -> Option<String> {
    if !owners.contains(&stat.st_uid) {
        let mut expected: Vec<String> = owners.iter().map(u32::to_string).collect();
        expected.dedup();
        let expected = expected.join(" or ");
        Some(format!("belongs to user {}, expected {expected}", stat.st_uid))
    } else if stat.st_mode & OTHERS_WRITE != 0 {
        let mode = stat.st_mode & 0o7777;
        Some(format!("has mode {mode:o}, expected that its group and others may not write it"))
    } else {
        None
    }
}

/// Loads a library by its absolute path.
fn link(path: &Path) -> Result<SharedLibrary, LoadError> {
    let path = Path::new("/").join(path);
    let path = CString::new(OsStr::as_bytes(path.as_os_str()))
        .map_err(|_| LoadError::Open(Errno::INVAL))?;
    let flags = libc::RTLD_NOW | libc::RTLD_LOCAL | libc::RTLD_NODELETE;
    // SAFETY: the path ends with a NUL. The library's initialisation is run, which is that of
    // a Rust library.
    let handle = unsafe { libc::dlopen(path.as_ptr(), flags) };
    NonNull::new(handle).map(SharedLibrary).ok_or_else(|| LoadError::Link(dl_error()))
}

/// What the dynamic linker says of the last failure in this thread.
fn dl_error() -> String {
    // SAFETY: what dlerror returns is NULL, or a text that stays until the thread's next call
    // of the kind.
    let text = unsafe {
        let text = libc::dlerror();
        (!text.is_null()).then(|| CStr::from_ptr(text).to_string_lossy().into_owned())
    };
    text.unwrap_or_else(|| "the dynamic linker gives no reason".to_owned())
}
