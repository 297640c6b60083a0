//! Makes a running process a domain.

mod transfer;

use super::admission;
use super::recovery;
use crate::driver::host::cgroup::group;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::context::Context;
use crate::driver::host::driver::HostDriver;
use crate::driver::host::error;
use crate::driver::host::error::Failed;
use crate::driver::host::inventory::discovery;
use crate::driver::host::inventory::discovery::derive_uuid;
use crate::driver::host::inventory::domain::Guest;
use crate::driver::host::qemu;
use crate::driver::host::qemu::CommandLine;
use crate::driver::host::state::document;
use crate::driver::host::state::records::{LOCK_WAIT, NAME_MAX, Place, Record};
use crate::model::domain::{Identity, Uuid, check_name};
use crate::model::parameters::memory::MemoryField;
use crate::model::units::Kib;
use crate::model::{Result, virErrorNumber};
use crate::store::Store;
use crate::sys::{Errno, RelPath, process};
use crate::xml::definition::Definition;
use transfer::Filling;

/// Gives a process and its children a group of their own, as the domain `name`:
/// a new one, or one that is defined and shut off, which they are to be from now
/// on, with its limits. When that fails they are moved back and nothing is left
/// behind.
pub fn attach(driver: &HostDriver, pid: i32, name: Option<&str>) -> Result<Identity> {
    let Context { host, place, .. } = &driver.context;
    let meant = Meant::find(host, pid, name)?;
    let store = place.create(&host.root)?;
    let lock = place.lock(&host.root, LOCK_WAIT)?;
    recovery::tidy(driver, &store, &lock);
    let guests = discovery::all(host, place)?.guests;
    let record = meant.record(driver, &store, &guests)?;
    group::clear_way(host, &record)?;
    place.write(&store, &record)?;
    let mut filling = Filling::new(driver, &store, &guests, record);
    match filling.run() {
        Ok(()) => Ok(meant.identity(filling.record.uuid)),
        Err(error) => {
            filling.undo(&error);
            Err(error)
        }
    }
}

/// Attaches a process that is a QEMU; VIR_ERR_OPERATION_INVALID for another one.
pub fn attach_qemu(driver: &HostDriver, pid: i32, name: Option<&str>) -> Result<Identity> {
    let host = &driver.context.host;
    find_process(host, pid)?;
    match command_line(host, pid)? {
        Some(_) => attach(driver, pid, name),
        None => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("process {pid} is '{}', expected a QEMU", program_of(host, pid)),
        )),
    }
}

/// A process that is to be a domain, and what it says of itself.
struct Meant {
    pid: i32,
    start_time: u64,
    name: String,
    /// If it is a QEMU.
    line: Option<CommandLine>,
}

impl Meant {
    fn find(host: &Host, pid: i32, name: Option<&str>) -> Result<Self> {
        let name = name.map(|name| checked(name.to_owned())).transpose()?;
        let start_time = find_process(host, pid)?.start_time;
        let line = command_line(host, pid)?;
        let name = name.map_or_else(|| own_name(pid, line.as_ref()), Ok)?;
        Ok(Self { pid, start_time, name, line })
    }

    fn identity(&self, uuid: Uuid) -> Identity {
        Identity { uuid, name: self.name.clone(), id: Some(self.pid) }
    }

    /// What is written down of it before anything is changed. Refuses what cannot be.
    fn record(&self, driver: &HostDriver, store: &Store, guests: &[Guest]) -> Result<Record> {
        let (Context { host, place, .. }, pid) = (&driver.context, self.pid);
        let defined = defined(guests, &self.name)?;
        let from = host.group_of(pid).during(format_args!("find the group of process {pid}"))?;
        check_is_free(guests, pid, from.clone())?;
        let (group, unit) = place.home(&self.name)?;
        let uuid = self.uuid(host, guests, defined);
        let definition = self.definition(uuid, defined)?;
        admit(host, guests, definition.as_ref(), pid)?;
        Ok(Record {
            name: self.name.clone(),
            uuid,
            pid,
            start_time: self.start_time,
            inode: None,
            made_parent: unit.is_none() && is_parent_ours(host, place, store)?,
            group,
            unit,
            from,
            ready: false,
            definition,
        })
    }

    /// That of the domain that is defined, or a QEMU's own, or a made-up one.
    fn uuid(&self, host: &Host, guests: &[Guest], defined: Option<&Guest>) -> Uuid {
        let own = self.line.as_ref().and_then(|line| line.uuid);
        let own = own.filter(|uuid| is_free(guests, *uuid));
        let (pid, start_time) = (self.pid.to_string(), self.start_time.to_string());
        let made_up = || derive_uuid(host, &[&pid, &start_time, &self.name]);
        defined.map(|guest| guest.identity.uuid).or(own).unwrap_or_else(made_up)
    }

    /// That of the domain that is defined, or what a QEMU's command line says.
    fn definition(&self, uuid: Uuid, defined: Option<&Guest>) -> Result<Option<Definition>> {
        match (defined.and_then(|guest| guest.config.as_deref()), &self.line) {
            (Some(definition), _) => Ok(Some(definition.clone())),
            (None, Some(line)) => document::of_qemu(&self.identity(uuid), line).map(Some),
            (None, None) => Ok(None),
        }
    }
}

fn checked(name: String) -> Result<String> {
    check_name(&name, NAME_MAX).map_err(error::invalid)?;
    Ok(name)
}

/// The name that a QEMU was given, or else the one that libvirt made up for it.
fn own_name(pid: i32, line: Option<&CommandLine>) -> Result<String> {
    match line {
        Some(line) => checked(line.name.clone().unwrap_or_else(|| format!("attach-pid-{pid}"))),
        None => Err(error::invalid(format!(
            "name is NULL, expected a name: process {pid} is no QEMU, whose own it could be"
        ))),
    }
}

/// The command line of a QEMU; nothing for another process.
fn command_line(host: &Host, pid: i32) -> Result<Option<CommandLine>> {
    let arguments = process::arguments(&host.proc, pid);
    let arguments = arguments.during(format_args!("read the command line of process {pid}"))?;
    Ok(CommandLine::is_qemu(&arguments).then(|| CommandLine::parse(&arguments)))
}

fn program_of(host: &Host, pid: i32) -> String {
    let arguments = process::arguments(&host.proc, pid).unwrap_or_default();
    qemu::program(&arguments).to_owned()
}

fn is_free(guests: &[Guest], uuid: Uuid) -> bool {
    !uuid.is_nil() && guests.iter().all(|guest| guest.identity.uuid != uuid)
}

/// Finishes an attach whose maker was killed after he had moved the first process.
pub fn finish(driver: &HostDriver, store: &Store, record: &Record) -> Result<()> {
    let Context { host, place, .. } = &driver.context;
    let group = host.memory.open(&record.group).during("open its group")?;
    let guests = discovery::all(host, place)?.guests;
    let mut filling = Filling::new(driver, store, &guests, record.clone());
    let group = filling.with_limits(group)?;
    filling.complete(&group)
}

/// Whether the first process of a record still runs.
pub fn is_same_process(host: &Host, record: &Record) -> bool {
    process::stat(&host.proc, record.pid)
        .is_ok_and(|stat| stat.start_time == record.start_time && !stat.ended)
}

/// The process that is meant. Init and the kernel's own threads cannot be one.
fn find_process(host: &Host, pid: i32) -> Result<process::Stat> {
    let stat = process::running(&host.proc, pid).during(format_args!("find process {pid}"))?;
    if pid == 1 || stat.is_kernel_thread {
        let what = if pid == 1 { "init, from which all others descend" } else { "a kernel thread" };
        return Err(error::invalid(format!("pid {pid} is {what}, expected an ordinary process")));
    }
    Ok(stat)
}

/// Whether the group that ours are made in is missing, or was made for one of
/// them: whoever is the last of them removes it.
pub fn is_parent_ours(host: &Host, place: &Place, store: &Store) -> Result<bool> {
    let missing = matches!(host.memory.open(&place.parent), Err(Errno::NOENT));
    Ok(missing || place.list(store)?.iter().any(|record| record.made_parent))
}

/// The domain of that name, if it is one of ours that waits to be started;
/// VIR_ERR_OPERATION_FAILED for any other.
fn defined<'g>(guests: &'g [Guest], name: &str) -> Result<Option<&'g Guest>> {
    match guests.iter().find(|guest| guest.identity.name == name) {
        None => Ok(None),
        Some(guest) if !guest.is_active() => Ok(Some(guest)),
        Some(guest) => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!("domain '{name}' is there already, with uuid {}", guest.identity.uuid),
        )),
    }
}

/// Refuses a process whose domain is guaranteed more than the host can give.
fn admit(host: &Host, guests: &[Guest], definition: Option<&Definition>, pid: i32) -> Result<()> {
    let guarantee = definition.and_then(|with| with.memtune.get(MemoryField::MinGuarantee));
    let in_use = process::resident(&host.proc, pid).unwrap_or_default();
    admission::check(host, guests, guarantee.unwrap_or_default(), Kib::from_bytes(in_use))
}

/// Refuses a process that is a domain's already, and one whose group cannot be
/// named here, to which it could not be put back.
fn check_is_free(guests: &[Guest], pid: i32, group: Option<RelPath>) -> Result<()> {
    let Some(group) = group else {
        return Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            format!("process {pid} is in a group outside of what is mounted here"),
        ));
    };
    let holds = |guest: &&Guest| guest.group.as_ref().is_some_and(|own| group.is_within(own));
    match guests.iter().find(holds) {
        None => Ok(()),
        Some(guest) => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("process {pid} belongs to domain '{}' already", guest.identity.name),
        )),
    }
}
