//! The kernel's error numbers.

pub use rustix::io::Errno;

/// The result of a system call.
pub type SysResult<T> = std::result::Result<T, Errno>;
