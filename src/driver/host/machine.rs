//! The virtual machine monitor of a running domain.

use super::cgroup::hierarchy::Host;
use super::microvm::MicroVm;
use super::open_domains::Live;
use super::qemu::{CommandLine, Program};
use crate::sys::process;

/// A process that is a virtual machine monitor.
pub struct Machine {
    /// Its pid.
    pub pid: i32,
    /// Which it is.
    pub vmm: Vmm,
}

/// A virtual machine monitor that is known here.
pub enum Vmm {
    /// A QEMU, with its command line.
    Qemu(Box<CommandLine>),
    /// One that has an API.
    Micro(MicroVm),
}

impl Vmm {
    /// What its makers call it.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Qemu(_) => "QEMU",
            Self::Micro(vm) => vm.kind.name(),
        }
    }
}

/// The first of a domain's processes that is one.
pub fn of(host: &Host, live: &Live, pids: &[i32]) -> Option<Machine> {
    pids.iter().find_map(|pid| at(host, live, *pid))
}

/// Whether a domain is a virtual machine: one of QEMU's, or one whose first process is a virtual machine
/// monitor. Of a domain that stays open between calls that is looked at once.
pub fn is_one(host: &Host, live: &Live) -> bool {
    live.domain.is_qemu || *live.is_machine.get_or_init(|| leader(host, live).is_some())
}

/// Whether a domain is a virtual machine that QEMU runs, by the same rule.
pub fn is_qemu(host: &Host, live: &Live) -> bool {
    let by_leader = || matches!(leader(host, live), Some(Machine { vmm: Vmm::Qemu(_), .. }));
    live.domain.is_qemu || *live.runs_qemu.get_or_init(by_leader)
}

/// The command line of the QEMU that a domain of another kind runs as its first process.
pub fn line_of_program(host: &Host, live: &Live) -> Option<Box<CommandLine>> {
    if live.domain.is_qemu || !is_qemu(host, live) {
        return None;
    }
    match leader(host, live)?.vmm {
        Vmm::Qemu(line) => Some(line),
        Vmm::Micro(_) => None,
    }
}

fn leader(host: &Host, live: &Live) -> Option<Machine> {
    at(host, live, live.domain.leader?)
}

fn at(host: &Host, live: &Live, pid: i32) -> Option<Machine> {
    let arguments = process::arguments(&host.proc, pid).ok()?;
    let executable = process::executable(&host.proc, pid).ok();
    let program = Program { arguments: &arguments, executable: executable.as_deref() };
    if let Some(vm) = MicroVm::of(program) {
        return Some(Machine { pid, vmm: Vmm::Micro(vm) });
    }
    if !program.is_qemu() && !live.domain.is_qemu {
        return None;
    }
    let line = CommandLine::parse(program);
    // libvirt's guests may have an emulator of another name.
    let is_it = program.is_qemu() || line.name.is_some();
    is_it.then(|| Machine { pid, vmm: Vmm::Qemu(Box::new(line)) })
}
