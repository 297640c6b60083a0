//! The QEMU of a running domain.

use super::cgroup::hierarchy::Host;
use super::open_domains::Live;
use super::qemu::{CommandLine, Program};
use crate::sys::process;

/// A process that is a QEMU.
pub struct Machine {
    /// Its pid.
    pub pid: i32,
    /// Its command line.
    pub line: CommandLine,
}

/// The first of a domain's processes that is a QEMU.
pub fn of(host: &Host, live: &Live, pids: &[i32]) -> Option<Machine> {
    let of = |pid: i32| {
        let arguments = process::arguments(&host.proc, pid).ok()?;
        let executable = process::executable(&host.proc, pid).ok();
        let program = Program { arguments: &arguments, executable: executable.as_deref() };
        let line = CommandLine::parse(program);
        // libvirt's guests may have an emulator of another name.
        let is_guest = live.domain.is_qemu && line.name.is_some();
        (program.is_qemu() || is_guest).then_some(Machine { pid, line })
    };
    pids.iter().find_map(|pid| of(*pid))
}
