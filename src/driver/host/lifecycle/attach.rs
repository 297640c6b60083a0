//! Makes a running process a domain.

mod transfer;

use super::admission;
use super::placement;
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::context::Context;
use crate::driver::host::derived_ids::derive_uuid;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::inventory::discovery;
use crate::driver::host::inventory::domain::HostDomain;
use crate::driver::host::paths::NAME_MAX;
use crate::driver::host::qemu::{CommandLine, base_name};
use crate::driver::host::state::document;
use crate::driver::host::state::ends::EndFiles;
use crate::driver::host::state::record::Record;
use crate::driver::host::state::records::{Exclusive, Records};
use crate::model::domain::{Identity, Uuid, check_name};
use crate::model::parameters::memory::MemoryField;
use crate::model::units::Kib;
use crate::model::{Result, virErrorNumber};
use crate::sys::warn::warn;
use crate::sys::{RelPath, process};
use crate::xml::definition::Definition;
use transfer::{Occupied, Transfer};

impl AttachTarget {
    /// Gives the process and its descendants a group of their own: as a new domain, or
    /// as one that is defined and shut off, with its limits. If that fails they are
    /// moved back, and nothing is left behind.
    /// `domains` are those that there are.
    pub fn attach(
        &self,
        context: &Context,
        exclusive: &Exclusive<'_>,
        domains: &[HostDomain],
    ) -> Result<Identity> {
        let records = &exclusive.records;
        let occupied = Occupied::new(domains);
        let record = self.record(context, records, domains, &occupied)?;
        placement::remove_stale_group(&context.host, &record)?;
        EndFiles::new(&context.host, &context.paths).remove(record.uuid);
        records.write(&record)?;
        let mut transfer = Transfer::new(context, records, &occupied, record);
        match transfer.run() {
            Ok(()) => Ok(self.identity(transfer.record.uuid)),
            Err(error) => {
                transfer.undo(&error);
                Err(error)
            }
        }
    }
}

/// A process that is to become a domain.
pub struct AttachTarget {
    pid: i32,
    start_time: u64,
    name: String,
    /// Its command line, if it is a QEMU.
    line: Option<CommandLine>,
}

impl AttachTarget {
    /// The process with that pid; without a name, a QEMU's own is taken.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for what cannot be a domain.
    pub fn find(host: &Host, pid: i32, name: Option<&str>) -> Result<Self> {
        let name = name.map(|name| checked(name.to_owned())).transpose()?;
        let start_time = find_process(host, pid)?.start_time;
        let line = command_line(host, pid)?;
        let name = name.map_or_else(|| own_name(pid, line.as_ref()), Ok)?;
        Ok(Self { pid, start_time, name, line })
    }

    /// The QEMU with that pid; VIR_ERR_OPERATION_INVALID for another process.
    pub fn find_qemu(host: &Host, pid: i32, name: Option<&str>) -> Result<Self> {
        find_process(host, pid)?;
        match command_line(host, pid)? {
            Some(_) => Self::find(host, pid, name),
            None => Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!("process {pid} is '{}', expected a QEMU", program_of(host, pid)),
            )),
        }
    }

    fn identity(&self, uuid: Uuid) -> Identity {
        Identity { uuid, name: self.name.clone(), id: Some(self.pid) }
    }

    /// Its record, which is written before anything is changed. Refuses what cannot be.
    fn record(
        &self,
        context: &Context,
        records: &Records<'_>,
        domains: &[HostDomain],
        occupied: &Occupied,
    ) -> Result<Record> {
        let (host, pid) = (&context.host, self.pid);
        let defined = defined(domains, &self.name)?;
        let from = host.group_of(pid).during(format_args!("find the group of process {pid}"))?;
        occupied.check_free(pid, from.clone())?;
        let (group, unit) = placement::group_of(context, &self.name)?;
        let uuid = self.uuid(host, domains, defined);
        let definition = self.definition(uuid, defined)?;
        admit(host, domains, definition.as_ref(), pid)?;
        Ok(Record {
            name: self.name.clone(),
            uuid,
            pid,
            start_time: self.start_time,
            inode: None,
            made_parent: unit.is_none() && placement::is_parent_ours(context, records, domains)?,
            group,
            unit,
            from,
            separate_from: separate_groups_of(host, pid),
            ready: false,
            resumed: false,
            definition,
        })
    }

    /// The defined domain's, or a QEMU's own, or a derived one.
    fn uuid(&self, host: &Host, domains: &[HostDomain], defined: Option<&HostDomain>) -> Uuid {
        let own = self.line.as_ref().and_then(|line| line.uuid);
        let own = own.filter(|uuid| is_free(domains, *uuid));
        let (pid, start_time) = (self.pid.to_string(), self.start_time.to_string());
        let derived = || derive_uuid(host, &[&pid, &start_time, &self.name]);
        defined.map(|domain| domain.identity.uuid).or(own).unwrap_or_else(derived)
    }

    /// The defined domain's, or one made from a QEMU's command line.
    fn definition(&self, uuid: Uuid, defined: Option<&HostDomain>) -> Result<Option<Definition>> {
        let config = defined.map(HostDomain::config).transpose()?.flatten();
        match (config, &self.line) {
            (Some(definition), _) => Ok(Some(Definition::clone(&definition))),
            (None, Some(line)) => {
                self.warn_of_memory(line);
                document::of_qemu(&self.identity(uuid), line).map(Some)
            }
            (None, None) => Ok(None),
        }
    }

    fn warn_of_memory(&self, line: &CommandLine) {
        if let Err(reason) = &line.memory {
            warn(format_args!(
                "the memory size of '{}' (QEMU, pid {}) is not known, its limit and use are \
                 shown instead: {reason}",
                self.name, self.pid
            ));
        }
    }
}

fn checked(name: String) -> Result<String> {
    check_name(&name, NAME_MAX).map_err(error::invalid)?;
    Ok(name)
}

/// A QEMU's own name, or else the one that libvirt would give it.
fn own_name(pid: i32, line: Option<&CommandLine>) -> Result<String> {
    match line {
        Some(line) => checked(line.name.clone().unwrap_or_else(|| format!("attach-pid-{pid}"))),
        None => Err(error::invalid(format!(
            "name is NULL, expected a name: process {pid} is not a QEMU, whose own name \
             would be taken"
        ))),
    }
}

/// The command line of a QEMU; `None` for another process.
fn command_line(host: &Host, pid: i32) -> Result<Option<CommandLine>> {
    let line = CommandLine::of_process(&host.proc, pid);
    line.during(format_args!("read the command line of process {pid}"))
}

fn program_of(host: &Host, pid: i32) -> String {
    let arguments = process::arguments(&host.proc, pid).unwrap_or_default();
    base_name(&arguments).to_owned()
}

fn is_free(domains: &[HostDomain], uuid: Uuid) -> bool {
    !uuid.is_nil() && domains.iter().all(|domain| domain.identity.uuid != uuid)
}

/// Completes an attach whose caller was killed after it had moved the first process.
pub fn complete(context: &Context, exclusive: &Exclusive<'_>, record: &Record) -> Result<()> {
    let group = context.host.memory.open(&record.group).during("open its group")?;
    let occupied = Occupied::new(&discovery::domains(context)?);
    let mut transfer = Transfer::new(context, &exclusive.records, &occupied, record.clone());
    let group = transfer.with_limits(group)?;
    transfer.complete(&group)
}

/// The process with that pid, unless it is init or a kernel thread.
fn find_process(host: &Host, pid: i32) -> Result<process::Stat> {
    let stat = process::running(&host.proc, pid).during(format_args!("find process {pid}"))?;
    if pid == 1 || stat.is_kernel_thread {
        let what = if pid == 1 { "init, from which all others descend" } else { "a kernel thread" };
        return Err(error::invalid(format!("pid {pid} is {what}, expected an ordinary process")));
    }
    Ok(stat)
}

/// The domain of that name, if it is defined and shut off; VIR_ERR_OPERATION_FAILED
/// for one that runs.
fn defined<'g>(domains: &'g [HostDomain], name: &str) -> Result<Option<&'g HostDomain>> {
    match domains.iter().find(|domain| domain.identity.name == name) {
        None => Ok(None),
        Some(domain) if !domain.is_active() => Ok(Some(domain)),
        Some(domain) => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!("domain '{name}' already exists with uuid {}", domain.identity.uuid),
        )),
    }
}

/// Refuses a process whose domain's guarantee is more than the host can give.
fn admit(
    host: &Host,
    domains: &[HostDomain],
    definition: Option<&Definition>,
    pid: i32,
) -> Result<()> {
    let guarantee = definition.and_then(|with| with.memtune.get(MemoryField::MinGuarantee));
    let in_use = process::resident(&host.proc, pid).unwrap_or_default();
    admission::check(host, domains, guarantee.unwrap_or_default(), Kib::from_bytes(in_use))
}

/// The groups of a process in the v1 hierarchies of other controllers than memory.
fn separate_groups_of(host: &Host, pid: i32) -> Vec<(Controller, RelPath)> {
    let group = |controller| Some((controller, host.v1_group_of(controller, pid)?));
    Controller::OTHERS.into_iter().filter_map(group).collect()
}
