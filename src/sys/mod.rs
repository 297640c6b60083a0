//! The kernel's interfaces, one subject each: files relative to a directory,
//! locks, mounts, processes. Errors are errno values; the layers above say
//! what was tried.

pub mod addresses;
#[cfg(target_os = "linux")]
pub mod affinity;
mod anchored_fd;
#[cfg(target_os = "linux")]
pub mod async_poll;
mod block_device;
pub mod cpus;
pub mod dir;
mod errno;
mod fd;
mod file;
mod file_id;
pub mod fingerprint;
pub mod fork;
pub mod kept_fd;
#[cfg(target_os = "linux")]
pub mod kernel_event;
#[cfg(target_os = "linux")]
pub mod kernel_log;
pub mod lock;
pub mod mappings;
pub mod mountinfo;
#[cfg(target_os = "linux")]
mod own_file;
pub mod path;
pub mod poll;
pub mod process;
pub mod shared_file;
#[cfg(target_os = "linux")]
mod shared_library;
pub mod signals;
pub mod spawn;
#[cfg(target_os = "linux")]
pub mod systemd;
pub mod terminal;
pub mod uname;
#[cfg(target_os = "linux")]
pub mod unix_socket;
pub mod users;
pub mod warn;
#[cfg(target_os = "linux")]
pub mod watcher;

pub use addresses::Addresses;
pub use dir::Dir;
pub use errno::{Errno, SysResult};
pub use file::File;
pub use file_id::FileId;
pub use fingerprint::FileFingerprint;
pub use path::RelPath;
pub use shared_file::SharedFile;
