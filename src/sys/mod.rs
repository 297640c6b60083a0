//! The kernel's interfaces, one subject each: files relative to a directory,
//! locks, mounts, processes. Errors are errno values; the layers above say
//! what was tried.

pub mod addresses;
pub mod cpus;
pub mod dir;
mod errno;
mod file;
pub mod fingerprint;
pub mod lock;
pub mod mappings;
pub mod mountinfo;
#[cfg(target_os = "linux")]
mod own_file;
pub mod path;
pub mod poll;
pub mod process;
#[cfg(target_os = "linux")]
mod shared_library;
pub mod signals;
pub mod spawn;
#[cfg(target_os = "linux")]
pub mod systemd;
pub mod uname;
pub mod users;
pub mod warn;

pub use addresses::Addresses;
pub use dir::Dir;
pub use errno::{Errno, SysResult};
pub use file::File;
pub use fingerprint::FileFingerprint;
pub use path::RelPath;
