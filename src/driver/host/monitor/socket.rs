//! Connects to the socket of a virtual machine monitor. The command line names it, and the process can
//! change that at will: it has to be a socket of root, of the caller or of the monitor's user, at which a
//! process of the domain listens.

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error::{self, Failed};
use crate::model::{Result, virErrorNumber};
use crate::sys::unix_socket::{Connection, Peer, SocketFile};
use crate::sys::{Errno, process};
use std::time::{Duration, Instant};

/// A virtual machine monitor's process.
pub struct VmmProcess<'p> {
    /// The host.
    pub host: &'p Host,
    /// All processes of the domain.
    pub pids: &'p [i32],
    /// The monitor's pid.
    pub pid: i32,
    /// What its makers call it.
    pub vmm: &'static str,
}

/// Connects to a socket by its path as the process sees it; with what to call it in messages.
///
/// Errors: VIR_ERR_SYSTEM_ERROR; VIR_ERR_OPERATION_DENIED for a socket of somebody else.
pub fn connect(
    vmm_process: &VmmProcess<'_>,
    what: &str,
    path: &str,
    within: Duration,
) -> Result<(Connection, String)> {
    let &VmmProcess { host, pids, pid, vmm } = vmm_process;
    let name = format!("the {what} '{path}' of {vmm} (pid {pid})");
    let owner = process::owner(&host.proc, pid);
    let of_vmm = owner.during(format_args!("read /proc/{pid}/status"))?;
    let may_own = [0, rustix::process::geteuid().as_raw(), of_vmm];
    let file = SocketFile::find(&host.proc, pid, path).map_err(|errno| {
        let found = error::system(errno, format_args!("open {name}"));
        if errno == Errno::NOTSOCK { found.context("expected a socket") } else { found }
    })?;
    let denied = |what: String| {
        let detail = format!("{name} {what} ({vmm}'s user is {of_vmm})");
        Err(error::refused(virErrorNumber::VIR_ERR_OPERATION_DENIED, detail))
    };
    if !may_own.contains(&file.owner) {
        return denied(format!(
            "is a socket of uid {}, expected of root, the caller or {vmm}'s user",
            file.owner
        ));
    }
    let connection = file.connect(Instant::now() + within);
    let connection = connection.during(format_args!("connect to {name}"))?;
    let Peer { pid: listener, uid } =
        connection.peer().during(format_args!("ask who listens at {name}"))?;
    if !pids.contains(&listener) || !may_own.contains(&uid) {
        return denied(format!(
            "is served by process {listener} of uid {uid}, expected a process of the domain"
        ));
    }
    Ok((connection, name))
}
