//! Suggests a hard limit for a running domain: its guest's memory, and the overhead of
//! its processes.
//!
//! The formula is that in the documentation of virMemctlDomainSuggestHardLimit.

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{file, processes};
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::machine::{self, Machine, Vmm};
use crate::driver::host::open_domains::Live;
use crate::driver::host::qemu;
use crate::driver::host::qemu::CommandLine;
use crate::model::hard_limit::{KVM_TABLES, PAGE_TABLES_PART, with_margin};
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::mappings::{self, Mapping};
use crate::sys::{Dir, Errno, process};
use std::collections::BTreeSet;

/// A thread's kernel stack (THREAD_SIZE on x86-64, arm64 and others).
const KERNEL_STACK: u64 = 16;

/// What was measured of a domain's processes, in KiB.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Measured {
    /// In memory or in swap, without the guest's and its devices' memory.
    used: u64,
    /// The kernel's memory for them.
    kernel: u64,
}

/// A hard limit for a running domain.
pub fn suggest(host: &Host, live: &Live) -> Result<Kib> {
    let pids = processes::all(&live.dir);
    let pids = pids.during(format_args!("read cgroup.procs of group '{}'", live.group))?;
    let needed = match machine::of(host, live, &pids) {
        Some(Machine { pid, vmm: Vmm::Qemu(line) }) => for_machine(host, live, &pids, pid, &line)?,
        _ => for_processes(host, live, &pids)?,
    };
    Ok(with_margin(needed))
}

fn for_machine(
    host: &Host,
    live: &Live,
    pids: &[i32],
    pid: i32,
    line: &CommandLine,
) -> Result<u64> {
    let memory =
        guest_memory(defined(live)?, line).map_err(|reason| unknown(live, pid, &reason))?;
    let whole: Vec<Kib> = [memory.as_slice(), line.devices.as_slice()].concat();
    let found = take_whole(&whole, maps(host, pid)?);
    let others = pids.iter().filter(|other| **other != pid);
    let mut used = found.used;
    for other in others {
        used = used.saturating_add(outside(&found.files, maps(host, *other)?));
    }
    let measured = Measured { used, kernel: kernel(host, &live.dir, pids) };
    let needed = total(&memory, line, measured);
    Ok(needed.max(in_use(host, &live.dir)))
}

/// All of the guest's memory, in the sizes in which it is mapped: those of the command
/// line, and what was hotplugged since, by its definition. Where the command line does not
/// tell it, that of the definition, if it has one.
fn guest_memory(known: Kib, line: &CommandLine) -> std::result::Result<Vec<Kib>, String> {
    let mut memory = match &line.memory {
        Ok(memory) => memory.clone(),
        Err(_) if known.0 > 0 => Vec::new(),
        Err(reason) => return Err(reason.clone()),
    };
    let hotplugged = known.0.saturating_sub(qemu::sum(&memory).0);
    if hotplugged > 0 {
        memory.push(Kib(hotplugged));
    }
    Ok(memory)
}

/// The guest's memory by its definition; 0 where that does not tell it, as one of a program's group does not.
fn defined(live: &Live) -> Result<Kib> {
    let definition = live.domain.live()?.filter(|_| live.domain.is_qemu);
    Ok(definition.map_or(Kib(0), |definition| definition.memory))
}

/// What a virtual machine monitor and its helpers use at present besides the guest's memory, of which it has
/// `most`; only the kernel's part where it is not known which mappings are the guest's.
pub fn besides_guest(
    host: &Host,
    live: &Live,
    pids: &[i32],
    machine: &Machine,
    most: Kib,
) -> Result<Kib> {
    let kernel = kernel(host, &live.dir, pids);
    let whole = match &machine.vmm {
        Vmm::Qemu(line) => guest_memory(defined(live)?, line),
        Vmm::Micro(_) => Ok(vec![most]),
    };
    let Ok(whole) = whole else { return Ok(Kib(kernel)) };
    let mut mappings = maps(host, machine.pid)?;
    for mapping in &mut mappings {
        mapping.is_code = false;
        // Programs and libraries can be read again.
        let is_file = mapping.file.is_some();
        mapping.used = if is_file { 0 } else { mapping.used };
    }
    let has = |size: &Kib| mappings.iter().any(|mapping| mapping.size == size.0);
    let used = if whole.iter().all(has) { take_whole(&whole, mappings).used } else { 0 };
    Ok(Kib(used.saturating_add(kernel)))
}

/// A guest whose memory is not known may grow beyond each limit.
fn unknown(live: &Live, pid: i32, reason: &str) -> Error {
    error::refused(
        virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
        format!(
            "the memory size of '{}' (QEMU, pid {pid}) is not known: {reason}",
            live.domain.identity.name
        ),
    )
}

/// The whole formula for a QEMU, but for the margin.
fn total(memory: &[Kib], line: &CommandLine, measured: Measured) -> u64 {
    let memory = qemu::sum(memory).0;
    let tables = if line.kvm { 1 + KVM_TABLES } else { 1 };
    [
        memory,
        (memory / PAGE_TABLES_PART).saturating_mul(tables),
        qemu::sum(&line.devices).0,
        line.disk_caches.0,
        measured.used,
        measured.kernel,
    ]
    .into_iter()
    .fold(0, u64::saturating_add)
}

/// A QEMU's mappings without those that are counted whole.
#[derive(Default)]
struct Rest {
    used: u64,
    /// The files that back the guest's memory, which helpers may map too.
    files: BTreeSet<String>,
}

/// Takes out the mappings that are counted whole, by their sizes. One that is not found
/// is counted twice: rather too much than too little. Of the rest, memory for generated
/// code (the translation buffer of a QEMU without KVM) counts whole as well, as it
/// fills in time.
fn take_whole(whole: &[Kib], mut mappings: Vec<Mapping>) -> Rest {
    let mut rest = Rest::default();
    for size in whole {
        if let Some(at) = mappings.iter().position(|mapping| mapping.size == size.0) {
            rest.files.extend(mappings.swap_remove(at).file);
        }
    }
    let counted = |mapping: &Mapping| if mapping.is_code { mapping.size } else { mapping.used };
    rest.used = mappings.iter().map(counted).fold(0, u64::saturating_add);
    rest
}

/// What a helper process uses without the guest's memory.
fn outside(files: &BTreeSet<String>, mappings: Vec<Mapping>) -> u64 {
    let is_other =
        |mapping: &&Mapping| mapping.file.as_ref().is_none_or(|file| !files.contains(file));
    mappings.iter().filter(is_other).map(|mapping| mapping.used).fold(0, u64::saturating_add)
}

/// A process's mappings; none for one that has exited or is in another pid namespace.
fn maps(host: &Host, pid: i32) -> Result<Vec<Mapping>> {
    match mappings::of(&host.proc, pid) {
        Err(Errno::SRCH) => Ok(Vec::new()),
        mappings => mappings.during(format_args!("read /proc/{pid}/smaps")),
    }
}

/// The peak of the group's use, page cache included; at least what its processes use,
/// as what they had before they were moved may be charged to another group.
fn for_processes(host: &Host, live: &Live, pids: &[i32]) -> Result<u64> {
    let mut used = kernel(host, &live.dir, pids);
    for pid in pids {
        used = used.saturating_add(outside(&BTreeSet::new(), maps(host, *pid)?));
    }
    let version = host.memory.version;
    let peak = [version.accounts.peak, version.usage].iter().find_map(|file| kib(&live.dir, file));
    Ok(used.max(peak.unwrap_or(0)))
}

/// The group's use without page cache.
fn in_use(host: &Host, dir: &Dir) -> u64 {
    let version = host.memory.version;
    let stat = file::text(dir, "memory.stat").unwrap_or_default();
    let lines = version.accounts.file_cache.iter();
    let cache: Option<u64> = lines.map(|name| file::find(&stat, name)).sum();
    let used = kib(dir, version.usage).unwrap_or(0);
    used.saturating_sub(cache.unwrap_or(0) >> 10)
}

/// The kernel's memory for the group's processes: by the group's accounting, at least
/// their page tables and stacks.
fn kernel(host: &Host, dir: &Dir, pids: &[i32]) -> u64 {
    let of = |pid: &i32| {
        let status = process::status(&host.proc, *pid).unwrap_or_default();
        let number = |name| file::find(&status, name).unwrap_or(0);
        number("VmPTE").saturating_add(number("Threads").saturating_mul(KERNEL_STACK))
    };
    let own = pids.iter().map(of).fold(0, u64::saturating_add);
    own.max(accounted(host, dir))
}

fn accounted(host: &Host, dir: &Dir) -> u64 {
    let accounts = &host.memory.version.accounts;
    if let Some(kib) = accounts.kernel.and_then(|file| kib(dir, file)) {
        return kib;
    }
    let stat = file::text(dir, "memory.stat").unwrap_or_default();
    let mut lines = accounts.kernel_lines.iter().map(|name| file::find(&stat, name));
    let whole = lines.next().flatten();
    whole.unwrap_or_else(|| lines.flatten().fold(0, u64::saturating_add)) >> 10
}

/// The number of bytes in a file, in KiB.
fn kib(dir: &Dir, file: &str) -> Option<u64> {
    let bytes = file::text(dir, file).ok()?.trim_end().parse::<u64>().ok()?;
    Some(bytes >> 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::host::qemu::Program;
    use crate::model::units::UNLIMITED;

    const MIB: u64 = 1024;

    fn mapping(size: u64, used: u64) -> Mapping {
        Mapping { size, used, ..Mapping::default() }
    }

    #[test]
    fn what_is_counted_whole() {
        let memory = Mapping { file: Some("0:1 7".to_owned()), ..mapping(256 * MIB, 100 * MIB) };
        let code = Mapping { is_code: true, ..mapping(1024 * MIB, 40 * MIB) };
        let heap = mapping(300 * MIB, 20 * MIB);
        let video = mapping(16 * MIB, 2 * MIB);
        let all = vec![heap.clone(), memory.clone(), code, video];
        let rest = take_whole(&[Kib(256 * MIB), Kib(16 * MIB)], all);
        assert_eq!(rest.used, (20 + 1024) * MIB);
        // A helper's share of the guest's memory is the same memory.
        assert_eq!(outside(&rest.files, vec![memory.clone(), mapping(8, 5)]), 5);
        // One that is not found counts as what it uses, besides.
        assert_eq!(take_whole(&[Kib(128 * MIB)], vec![heap, memory]).used, 120 * MIB);
    }

    #[test]
    fn the_formula() {
        let line = CommandLine {
            devices: vec![Kib(16 * MIB)],
            disk_caches: Kib(32 * MIB),
            ..CommandLine::parse(Program { arguments: &[], executable: None })
        };
        let measured = Measured { used: 100 * MIB, kernel: 2 * MIB };
        let memory = [Kib(512 * MIB), Kib(512 * MIB)];
        let whole = (1024 + 2 + 16 + 32 + 100 + 2) * MIB;
        assert_eq!(total(&memory, &line, measured), whole);
        let kvm = CommandLine { kvm: true, ..line };
        assert_eq!(total(&memory, &kvm, measured), whole + 4 * MIB);
        assert!(total(&[Kib(u64::MAX)], &kvm, measured) >= UNLIMITED.0);
    }

    #[test]
    fn memory_of_the_command_line_or_the_definition() {
        let line = |memory| CommandLine {
            memory,
            ..CommandLine::parse(Program { arguments: &[], executable: None })
        };
        let told = line(Ok(vec![Kib(512), Kib(256)]));
        assert_eq!(guest_memory(Kib(0), &told), Ok(vec![Kib(512), Kib(256)]));
        assert_eq!(guest_memory(Kib(1024), &told), Ok(vec![Kib(512), Kib(256), Kib(256)]));
        let unknown = line(Err("why".to_owned()));
        assert_eq!(guest_memory(Kib(1024), &unknown), Ok(vec![Kib(1024)]));
        assert_eq!(guest_memory(Kib(0), &unknown), Err("why".to_owned()));
    }

    #[test]
    fn margins() {
        assert_eq!(with_margin(1), Kib(65 * MIB));
        assert_eq!(with_margin(100 * MIB), Kib(164 * MIB));
        assert_eq!(with_margin(10_000 * MIB), Kib(10_500 * MIB));
        assert_eq!(with_margin(u64::MAX), UNLIMITED);
    }
}
