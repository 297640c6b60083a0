//! Virtual CPUs, and the CPUs that the threads of domains may run on. What a virtual machine of QEMU's runs
//! besides virtual CPUs and I/O threads is its emulator; that of another domain, and of one of type cgroup, whose
//! document pins its group, is all that it runs.

use crate::driver::Threads;
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::file::write_list;
use crate::driver::host::cgroup::thread_group::{ThreadGroup, ThreadKind};
use crate::driver::host::driver::HostDriver;
use crate::driver::host::error::Failed;
use crate::driver::host::event_watch::values::Told;
use crate::driver::host::inventory::domain::{HostDomain, Origin};
use crate::driver::host::lifecycle::definition_commit::{self, DefinitionCommit, text_param};
use crate::driver::host::lifecycle::edit;
use crate::driver::host::limits::controllers::cpuset::{self, EMULATOR_PIN};
use crate::driver::host::limits::engine::{Engine, Request};
use crate::driver::host::limits::family;
use crate::driver::host::machine;
use crate::driver::host::node::numbers;
use crate::driver::host::open_domains::Live;
use crate::driver::host::state::document::KIND;
use crate::driver::host::threads::{self, Pins, Role, Thread};
use crate::model::constants::virVcpuState::VIR_VCPU_RUNNING;
use crate::model::cpuset::CpuSet;
use crate::model::domain::Identity;
use crate::model::error::errno_text;
use crate::model::flags::Affect;
use crate::model::thread::{IothreadInfo, VcpuInfo};
use crate::model::{Error, Result, virErrorNumber};
use crate::sorting::sort_by_key;
use crate::sys::{Dir, SysResult};
use crate::xml::definition::Definition;
use std::sync::Arc;

/// The file with a group's CPUs, and the most that is read of it.
const CPUS: &str = "cpuset.cpus";
const CPUS_MAX: usize = 64 << 10;

const VCPUS: &str = "virtual CPUs";
const IOTHREADS: &str = "I/O threads";
const EMULATOR: &str = "emulator's threads";

impl Threads for HostDriver {
    fn vcpus(&self, domain: &Identity, most: usize) -> Result<Vec<VcpuInfo>> {
        let live = self.fresh_live(domain)?;
        let host = &self.context.host;
        let info = |(number, thread): (u32, Thread)| {
            let (cpu_time, cpu) = thread.usage(host)?;
            let (state, cpus) = (VIR_VCPU_RUNNING as i32, thread.allowed(host)?);
            Some(VcpuInfo { number, state, cpu_time, cpu, cpus })
        };
        Ok(self.vcpu_threads(&live)?.into_iter().take(most).filter_map(info).collect())
    }

    fn vcpu_pins(&self, domain: &Identity, most: usize, flags: u32) -> Result<Vec<CpuSet>> {
        let found = self.domain_of(domain)?;
        let host = &self.context.host;
        if self.resolve(&found, Affect::from_flags(flags))?.config {
            let definition = self.defined_machine(&found)?;
            let otherwise = definition.vcpus.cpuset.clone().unwrap_or_else(|| numbers::cpus(host));
            let pins = &definition.cputune.vcpupin;
            let pin = |number: u16| pins.get(&number.into()).unwrap_or(&otherwise).clone();
            return Ok((0..definition.vcpus.max).take(most).map(pin).collect());
        }
        let threads = self.vcpu_threads(&self.fresh_live(domain)?)?;
        Ok(by_number(&threads, most, |thread| thread.allowed(host), &numbers::cpus(host)))
    }

    fn pin_vcpu(&self, domain: &Identity, vcpu: u32, cpus: CpuSet, flags: u32) -> Result<()> {
        let found = self.domain_of(domain)?;
        let affect = self.resolve(&found, Affect::from_flags(flags))?;
        self.check_cpus(&cpus)?;
        if affect.config {
            let most = self.defined_machine(&found)?.vcpus.max;
            if vcpu >= most.into() {
                return Err(self.no_vcpu(vcpu, &format!("below {most}")));
            }
        }
        let store = || match affect.config {
            true => edit::change_config(&self.context, domain, |definition| {
                definition.cputune.vcpupin.insert(vcpu, cpus.clone());
                Ok(())
            }),
            false => Ok(()),
        };
        if !affect.live {
            return store();
        }
        let live = self.fresh_live(domain)?;
        let threads = self.vcpu_threads(&live)?;
        let thread = threads.iter().find(|(number, _)| *number == vcpu);
        let (_, thread) = thread.ok_or_else(|| {
            let there: CpuSet =
                threads.iter().filter_map(|(number, _)| u16::try_from(*number).ok()).collect();
            self.no_vcpu(vcpu, &format!("one of {there}"))
        })?;
        let threads = ThreadGroup { kind: ThreadKind::Vcpu, number: vcpu };
        self.pin_threads(&live, threads, &cpus, || Ok(vec![*thread]), store)
    }

    fn emulator_pin(&self, domain: &Identity, flags: u32) -> Result<CpuSet> {
        let found = self.domain_of(domain)?;
        let host = &self.context.host;
        if self.resolve(&found, Affect::from_flags(flags))?.config {
            let definition = found.config()?;
            let pin = definition.as_ref().and_then(|definition| {
                definition.cputune.emulatorpin.as_ref().or(definition.vcpus.cpuset.as_ref())
            });
            return Ok(pin.cloned().unwrap_or_else(|| numbers::cpus(host)));
        }
        let live = self.fresh_live(domain)?;
        if self.is_pinned_by_group(&live)
            && let Some(cpus) = self.group_pin(&live)?
        {
            return Ok(cpus);
        }
        let threads = self.emulator_threads(&live)?;
        let pin = threads.into_iter().find_map(|thread| thread.allowed(host));
        pin.ok_or_else(|| self.context.gone(domain))
    }

    fn pin_emulator(&self, domain: &Identity, cpus: CpuSet, flags: u32) -> Result<()> {
        let found = self.domain_of(domain)?;
        let affect = self.resolve(&found, Affect::from_flags(flags))?;
        self.check_cpus(&cpus)?;
        let store = || match affect.config {
            true => edit::change_config(&self.context, domain, |definition| {
                definition.cputune.emulatorpin = Some(cpus.clone());
                Ok(())
            }),
            false => Ok(()),
        };
        if !affect.live {
            return store();
        }
        let live = self.fresh_live(domain)?;
        if self.is_pinned_by_group(&live) {
            let wanted = [text_param(EMULATOR_PIN, &cpus)];
            let defined = affect.config.then_some(wanted.as_slice());
            let request = Request { family: &family::Pins, wanted: &wanted, defined, force: false };
            let commit = DefinitionCommit::new(&self.context, domain);
            let group = live.open_group(&self.context.host);
            let set = self.begin_set(domain);
            let done = Engine::new(&self.context).set(&request, &group, &commit);
            self.or_gone(&live, done)?;
            self.report_set(&set, &live, Told::Pins, &wanted);
            return Ok(());
        }
        let threads = ThreadGroup { kind: ThreadKind::Emulator, number: 0 };
        self.pin_threads(&live, threads, &cpus, || self.emulator_threads(&live), store)
    }

    fn iothreads(&self, domain: &Identity, flags: u32) -> Result<Vec<IothreadInfo>> {
        let found = self.domain_of(domain)?;
        if self.resolve(&found, Affect::from_flags(flags))?.config {
            return self.check_machine(found.is_qemu, domain, IOTHREADS).map(|()| Vec::new());
        }
        let host = &self.context.host;
        let info =
            |(id, thread): (u32, Thread)| Some(IothreadInfo { id, cpus: thread.allowed(host)? });
        let threads = self.iothread_threads(&self.fresh_live(domain)?)?;
        Ok(threads.into_iter().filter_map(info).collect())
    }

    fn pin_iothread(&self, domain: &Identity, id: u32, cpus: CpuSet, flags: u32) -> Result<()> {
        let found = self.domain_of(domain)?;
        let affect = self.resolve(&found, Affect::from_flags(flags))?;
        self.check_cpus(&cpus)?;
        if affect.config {
            self.check_machine(found.is_qemu, domain, IOTHREADS)?;
            return Err(self.no_iothread(id, &[]));
        }
        let live = self.fresh_live(domain)?;
        let threads = self.iothread_threads(&live)?;
        let thread = threads.iter().find(|(number, _)| *number == id);
        let (_, thread) = thread.ok_or_else(|| self.no_iothread(id, &threads))?;
        let group = ThreadGroup { kind: ThreadKind::Iothread, number: id };
        self.pin_threads(&live, group, &cpus, || Ok(vec![*thread]), || Ok(()))
    }
}

impl HostDriver {
    /// Whether a domain's CPUs are those of its group: one with virtual CPUs has other threads
    /// there too.
    pub fn is_pinned_by_group(&self, live: &Live) -> bool {
        let group = live.open_group(&self.context.host);
        !live.domain.is_qemu && definition_commit::has_cpuset(&group)
    }

    /// The CPUs of a domain's group; none where it has those of the group above.
    pub fn group_pin(&self, live: &Live) -> Result<Option<CpuSet>> {
        let commit = DefinitionCommit::new(&self.context, &live.domain.identity);
        let group = live.open_group(&self.context.host);
        let held = Engine::new(&self.context).get(&family::Pins, &group, &commit)?;
        Ok(Some(cpuset::cpus(&held)).filter(|cpus| !cpus.is_empty()))
    }

    /// The virtual CPUs of a running domain with their threads, in their order.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED where it has none, or none that can be told.
    fn vcpu_threads(&self, live: &Live) -> Result<Vec<(u32, Thread)>> {
        let vcpus = self.numbered_threads(live, VCPUS, |role| match role {
            Role::Vcpu(number) => Some(number),
            _ => None,
        })?;
        if vcpus.is_empty() {
            return Err(self.not_told(VCPUS, &live.domain.identity));
        }
        Ok(vcpus)
    }

    /// The I/O threads of a running domain that have a number, in their order.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED for a domain that is no virtual machine, and where its
    /// threads cannot be told.
    fn iothread_threads(&self, live: &Live) -> Result<Vec<(u32, Thread)>> {
        self.numbered_threads(live, IOTHREADS, |role| match role {
            Role::Iothread(number) => Some(number),
            _ => None,
        })
    }

    /// The threads of a running virtual machine that have a number of a kind, in their order.
    fn numbered_threads(
        &self,
        live: &Live,
        what: &str,
        number: impl Fn(Role) -> Option<u32>,
    ) -> Result<Vec<(u32, Thread)>> {
        let domain = &live.domain.identity;
        self.check_machine(machine::is_qemu(&self.context.host, live), domain, what)?;
        let threads = self.told_threads(live, what)?.into_iter();
        let mut found: Vec<_> =
            threads.filter_map(|thread| Some((number(thread.role)?, thread))).collect();
        sort_by_key(&mut found, |(number, _)| *number);
        Ok(found)
    }

    /// All threads of a running domain.
    ///
    /// Errors: VIR_ERR_OPERATION_UNSUPPORTED for a virtual machine of which it cannot be told what its threads
    /// do: `what` could be any of them.
    fn told_threads(&self, live: &Live, what: &str) -> Result<Vec<Thread>> {
        let host = &self.context.host;
        let threads = self.or_gone(live, threads::all(host, live, true))?;
        if machine::is_qemu(host, live) && !threads::are_told(&threads) {
            return Err(self.not_told(what, &live.domain.identity));
        }
        Ok(threads)
    }

    fn not_told(&self, what: &str, domain: &Identity) -> Error {
        self.context.error(
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            format!(
                "the {what} of '{}' cannot be told among its threads: QEMU names them with \
                 -name debug-threads=on, or tells them by a QMP monitor that is free",
                domain.name
            ),
        )
    }

    fn check_machine(&self, is_qemu: bool, domain: &Identity, what: &str) -> Result<()> {
        if is_qemu {
            return Ok(());
        }
        Err(self.context.error(
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            format!(
                "'{}' has no {what} of its own: it is no virtual machine, and uses the \
                 host's CPUs; pin its emulator to pin all of it",
                domain.name
            ),
        ))
    }

    fn no_iothread(&self, id: u32, there: &[(u32, Thread)]) -> Error {
        let there: Vec<String> = there.iter().map(|(number, _)| number.to_string()).collect();
        let there = if there.is_empty() { "none".to_owned() } else { there.join(", ") };
        self.context.error(
            virErrorNumber::VIR_ERR_INVALID_ARG,
            format!(
                "iothread_id is {id}, which the domain does not have, expected one of: {there}"
            ),
        )
    }

    /// The definition of a virtual machine.
    fn defined_machine(&self, found: &HostDomain) -> Result<Arc<Definition>> {
        let definition = found.config()?.filter(|definition| definition.kind != KIND);
        match definition {
            Some(definition) => Ok(definition),
            None => self
                .check_machine(found.is_qemu, &found.identity, VCPUS)
                .and_then(|()| Err(self.context.gone(&found.identity))),
        }
    }

    /// The threads that are neither virtual CPUs nor for I/O alone; of a domain whose document pins its group, all.
    ///
    /// Errors: those of [`Self::told_threads`].
    fn emulator_threads(&self, live: &Live) -> Result<Vec<Thread>> {
        if !live.domain.is_qemu {
            return self.or_gone(live, threads::all(&self.context.host, live, false));
        }
        let mut threads = self.told_threads(live, EMULATOR)?;
        threads.retain(|thread| thread.role == Role::Other);
        Ok(threads)
    }

    fn check_cpus(&self, cpus: &CpuSet) -> Result<()> {
        numbers::check("cpumap", cpus, &numbers::cpus(&self.context.host))
            .map_err(|error| error.with_domain(self.context.error_domain))
    }

    fn no_vcpu(&self, vcpu: u32, expected: &str) -> Error {
        self.context.error(
            virErrorNumber::VIR_ERR_INVALID_ARG,
            format!("vcpu is {vcpu}, which the domain does not have, expected {expected}"),
        )
    }

    /// Pins the threads that `list` gives, and first the group that libvirt has made for them, if
    /// there is one; what was changed is put back when a part of it, or `then`, fails.
    ///
    /// Errors: those of [`Engine::lock`] and of [`Pins::pin`].
    fn pin_threads(
        &self,
        live: &Live,
        threads: ThreadGroup,
        cpus: &CpuSet,
        list: impl Fn() -> Result<Vec<Thread>>,
        then: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        let group = live.open_group(&self.context.host);
        let engine = Engine::new(&self.context);
        let _lock = engine.lock(&group)?;
        let sub = self.sub_cpuset(live, threads);
        let doing = format_args!("set {CPUS} of group '{}/{threads}' to {cpus}", live.group);
        let held = sub.as_ref().map(|dir| dir.read_all(CPUS, CPUS_MAX)).transpose();
        let held = held.during(doing)?;
        let write = |content: &[u8]| -> SysResult<()> {
            sub.as_ref().map_or(Ok(()), |dir| dir.write(CPUS, content))
        };
        let pinned = list()?;
        let old = pinned.first().and_then(|thread| thread.allowed(&self.context.host));
        let mut pins = Pins::new(&self.context.host, pinned, cpus)?;
        write(format!("{cpus}\n").as_bytes()).during(doing)?;
        let done = pins.pin(list).and_then(|()| then());
        if done.is_ok() {
            self.report_pin(live, &threads.pin(), old.as_ref(), cpus);
        }
        done.map_err(|error| {
            let above = || self.context.host.memory.open(&live.group);
            let put_back = |held| write_list(write, above, CPUS, held);
            let back = held.as_deref().map_or(Ok(()), put_back);
            let error = pins.undo(error);
            match back {
                Ok(()) => error,
                Err(errno) => error.context(format_args!(
                    "and {CPUS} of group '{}/{threads}' could not be put back: {}",
                    live.group,
                    errno_text(errno.raw_os_error())
                )),
            }
        })
    }

    /// A sub-group that libvirt has made for some threads, in the hierarchy with CPUs.
    fn sub_cpuset(&self, live: &Live, threads: ThreadGroup) -> Option<Dir> {
        let host = &self.context.host;
        let is_guest = live.domain.origin == Origin::LibvirtQemu;
        let path = live.group.join(&threads.to_string()).filter(|_| is_guest)?;
        let dir = if host.memory.version.separate_hierarchies {
            host.v1_group(Controller::Cpuset, &path).ok()??
        } else {
            host.memory.open(&path).ok()?
        };
        dir.has(CPUS).then_some(dir)
    }
}

/// The CPUs of each virtual CPU by its number; `otherwise` of a number that none has, or whose
/// thread has ended.
fn by_number(
    threads: &[(u32, Thread)],
    most: usize,
    allowed: impl Fn(&Thread) -> Option<CpuSet>,
    otherwise: &CpuSet,
) -> Vec<CpuSet> {
    let last = threads.last().map_or(0, |(number, _)| usize::try_from(*number).unwrap_or(most));
    let of = |number: usize| {
        let mut same = threads.iter().filter(|(known, _)| usize::try_from(*known) == Ok(number));
        same.find_map(|(_, thread)| allowed(thread)).unwrap_or_else(|| otherwise.clone())
    };
    (0..most.min(last.saturating_add(1))).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_virtual_cpu_is_its_number() {
        let thread = |tid| Thread::of_number(tid);
        let threads = [(0, thread(10)), (2, thread(12)), (3, thread(13))];
        let [all, one] = [CpuSet::below(8), CpuSet::below(1)];
        let allowed = |thread: &Thread| (thread.tid != 13).then(|| one.clone());
        let found = by_number(&threads, 9, allowed, &all);
        assert_eq!(found, [one.clone(), all.clone(), one.clone(), all.clone()]);
        assert_eq!(by_number(&threads, 2, |_| None, &all).len(), 2);
    }
}
