//! The kernel's interfaces, one subject each: files relative to a directory,
//! locks, mounts, processes. Errors are errno values; the layers above say
//! what was tried.

pub mod addresses;
pub mod cpus;
pub mod dir;
pub mod fingerprint;
pub mod lock;
pub mod mappings;
pub mod mountinfo;
pub mod path;
pub mod poll;
pub mod process;
pub mod signals;
pub mod spawn;
pub mod uname;
pub mod users;
pub mod warn;

pub use addresses::Addresses;
pub use dir::Dir;
pub use fingerprint::FileFingerprint;
pub use path::RelPath;
pub use rustix::io::Errno;

/// The result of a system call.
pub type SysResult<T> = std::result::Result<T, Errno>;
