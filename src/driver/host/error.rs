//! System call errors and refusals as the library's errors.

use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::{Errno, RelPath, SysResult};

/// The error domain of what the kernel refuses.
pub const DOMAIN: virErrorDomain = virErrorDomain::VIR_FROM_CGROUP;

/// Turns a failed system call into an error that says what was attempted.
pub trait Failed<T> {
    /// VIR_ERR_SYSTEM_ERROR: "cannot `what`", with the errno.
    fn during(self, what: impl std::fmt::Display) -> Result<T>;
}

impl<T> Failed<T> for SysResult<T> {
    fn during(self, what: impl std::fmt::Display) -> Result<T> {
        self.map_err(|errno| system(errno, what))
    }
}

/// VIR_ERR_SYSTEM_ERROR: "cannot `what`", with the errno.
pub fn system(errno: Errno, what: impl std::fmt::Display) -> Error {
    Error::system(DOMAIN, errno.raw_os_error(), format_args!("cannot {what}"))
}

/// An opened store, or why it cannot be opened: the library's files have to be in
/// directories that belong to root or to the caller.
pub fn opened<T>(opened: SysResult<T>, path: &RelPath, to: &str) -> Result<T> {
    opened.map_err(|errno| {
        let error = system(errno, format_args!("open /{path}{to}"));
        match errno {
            Errno::PERM => error.context(
                "that directory has to belong to root or to this program's user, and nobody else \
                 may write it",
            ),
            _ => error,
        }
    })
}

/// An error of the library's own files, with who may change domains where that is why.
pub fn of_rights(error: Error, session: bool) -> Error {
    let rights = [Errno::ACCESS, Errno::PERM, Errno::ROFS].map(Errno::raw_os_error);
    let is_it = error.code() == virErrorNumber::VIR_ERR_SYSTEM_ERROR;
    if session || !is_it || !rights.contains(&error.ints().0) {
        return error;
    }
    if rustix::process::geteuid().is_root() {
        return error;
    }
    error.context(
        "cgroup:///system needs root to attach, create, define, change or end domains; \
         cgroup:///session is for users",
    )
}

/// VIR_ERR_INVALID_ARG
pub fn invalid(detail: impl Into<String>) -> Error {
    Error::new(DOMAIN, virErrorNumber::VIR_ERR_INVALID_ARG, detail)
}

/// An error of this driver with another code.
pub fn refused(code: virErrorNumber, detail: impl Into<String>) -> Error {
    Error::new(DOMAIN, code, detail)
}

/// The kernel's errors for a group, or a controller in it, that is gone.
pub const GONE: [Errno; 2] = [Errno::NOENT, Errno::NODEV];

/// Whether an error is one of those.
pub fn says_gone(error: &Error) -> bool {
    is_one_of(error, &GONE)
}

/// Whether an error says that a file descriptor is not open any more.
pub fn says_closed(error: &Error) -> bool {
    is_one_of(error, &[Errno::BADF])
}

/// Whether an error says that the process, or the host, may have no more files open.
pub fn says_full(error: &Error) -> bool {
    is_one_of(error, &[Errno::MFILE, Errno::NFILE])
}

fn is_one_of(error: &Error, errnos: &[Errno]) -> bool {
    let mut errnos = errnos.iter().map(|errno| errno.raw_os_error());
    error.code() == virErrorNumber::VIR_ERR_SYSTEM_ERROR && errnos.any(|it| it == error.ints().0)
}
