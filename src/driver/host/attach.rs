//! Makes a running process a domain.

use super::admission;
use super::discover::{self, derive_uuid};
use super::document;
use super::error::{self, Failed, system};
use super::family::{self, Member};
use super::groups;
use super::guest::Guest;
use super::layout::Host;
use super::qemu::{self, CommandLine};
use super::records::{LOCK_WAIT, NAME_MAX, Place, Record};
use super::{HostDriver, recover};
use crate::model::domain::{Identity, Uuid, check_name};
use crate::model::memtune::MemoryField;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::store::Store;
use crate::sys::{Dir, Errno, RelPath, SysResult, process};
use crate::xml::definition::Definition;

/// Gives a process and its children a group of their own, as the domain `name`:
/// a new one, or one that is defined and shut off, which they are to be from now
/// on, with its limits. When that fails they are moved back and nothing is left
/// behind.
pub fn attach(driver: &HostDriver, pid: i32, name: Option<&str>) -> Result<Identity> {
    let HostDriver { host, place, .. } = driver;
    let name = name.map(|name| checked(name.to_owned())).transpose()?;
    let stat = find_process(host, pid)?;
    let line = command_line(host, pid)?;
    let name = name.map_or_else(|| own_name(pid, line.as_ref()), Ok)?;
    let store = place.create(&host.root)?;
    let lock = place.lock(&host.root, LOCK_WAIT)?;
    recover::tidy(driver, &store, &lock);
    let guests = discover::all(host, place)?.guests;
    let defined = defined(&guests, &name)?;
    let from = host.group_of(pid).during(format_args!("find the group of process {pid}"))?;
    check_is_free(&guests, pid, from.clone())?;
    let (group, unit) = place.home(&name)?;
    let own = line.as_ref().and_then(|line| line.uuid).filter(|uuid| is_free(&guests, *uuid));
    let uuid = defined.map(|guest| guest.identity.uuid).or(own);
    let made_up = || derive_uuid(host, &[&pid.to_string(), &stat.start_time.to_string(), &name]);
    let identity = Identity { uuid: uuid.unwrap_or_else(made_up), name, id: Some(pid) };
    let definition = match defined.and_then(|guest| guest.config.as_deref()) {
        Some(definition) => Some(definition.clone()),
        None => line.map(|line| document::of_qemu(&identity, &line)).transpose()?,
    };
    admit(host, &guests, definition.as_ref(), pid)?;
    let record = Record {
        name: identity.name.clone(),
        uuid: identity.uuid,
        pid,
        start_time: stat.start_time,
        inode: None,
        made_parent: unit.is_none() && is_parent_ours(host, place, &store)?,
        group,
        unit,
        from,
        ready: false,
        definition,
    };
    groups::clear_way(host, &record)?;
    place.write(&store, &record)?;
    let mut filling = Filling::new(driver, &store, &guests, record);
    match filling.run() {
        Ok(()) => Ok(identity),
        Err(error) => {
            filling.undo(&error);
            Err(error)
        }
    }
}

/// Attaches a process that is a QEMU; VIR_ERR_OPERATION_INVALID for another one.
pub fn attach_qemu(driver: &HostDriver, pid: i32, name: Option<&str>) -> Result<Identity> {
    let host = &driver.host;
    find_process(host, pid)?;
    match command_line(host, pid)? {
        Some(_) => attach(driver, pid, name),
        None => Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("process {pid} is '{}', expected a QEMU", program_of(host, pid)),
        )),
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
    let HostDriver { host, place, .. } = driver;
    let group = host.memory.open(&record.group).during("open its group")?;
    let guests = discover::all(host, place)?.guests;
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

/// A process that was moved, and where it was before.
struct Moved {
    member: Member,
    from: RelPath,
}

/// An attach under way.
struct Filling<'a> {
    driver: &'a HostDriver,
    host: &'a Host,
    place: &'a Place,
    store: &'a Store,
    guests: &'a [Guest],
    record: Record,
    moved: Vec<Moved>,
}

impl<'a> Filling<'a> {
    fn new(driver: &'a HostDriver, store: &'a Store, guests: &'a [Guest], record: Record) -> Self {
        let HostDriver { host, place, .. } = driver;
        Self { driver, host, place, store, guests, record, moved: Vec::new() }
    }

    fn run(&mut self) -> Result<()> {
        let first = Member { pid: self.record.pid, start_time: self.record.start_time };
        let group = match &self.record.unit {
            Some(_) => self.begin_scope(first),
            None => self.begin_group(first),
        }?;
        self.complete(&group)
    }

    /// The children, and the record that says that all are there.
    fn complete(&mut self, group: &Dir) -> Result<()> {
        self.move_descendants(group)?;
        self.place.write(self.store, &Record { ready: true, ..self.record.clone() })
    }

    /// What cannot be undone now stays for the next call that meets the record.
    fn undo(&self, because: &Error) {
        self.moved.iter().rev().for_each(|moved| self.move_back(moved));
        let (is_ours, record) = (self.record.inode.is_some(), &self.record);
        if let Some(from) = record.from.as_ref().filter(|_| is_ours) {
            groups::put_back(self.host, &record.group, from);
        }
        // systemd may start the scope yet.
        let is_late = because.code() == virErrorNumber::VIR_ERR_OPERATION_TIMEOUT;
        if record.unit.is_none() || is_ours || !is_late {
            groups::remove(self.host, self.place, self.store, record);
        }
    }

    /// A group of the library's own, with the process in it.
    fn begin_group(&mut self, first: Member) -> Result<Dir> {
        groups::make_parent(self.host, self.place)?;
        let group = groups::make(self.host, &self.record.group)?;
        let group = self.with_limits(group)?;
        let moved = self.move_one(&group, first);
        let (pid, record, parent) = (first.pid, &self.record, &self.place.parent);
        let result = moved.during(format_args!("move process {pid} to group '{}'", record.group));
        match (result, moved) {
            // The kernel wants the rights over all between where it is and where it goes.
            (Err(error), Err(Errno::ACCESS)) if self.place.session => Err(error.context(format!(
                "process {pid} has to be started in the subtree that is delegated, '{parent}'"
            ))),
            (result, _) => result.map(|()| group),
        }
    }

    /// A scope of systemd's, which moves the process and its children there.
    fn begin_scope(&mut self, first: Member) -> Result<Dir> {
        let mut family = vec![first];
        family.extend(family::descendants(self.host, first.pid)?);
        for member in &family {
            let Ok(from) = self.host.group_of(member.pid) else {
                continue;
            };
            check_is_free(self.guests, member.pid, from.clone())?;
            self.moved.extend(from.map(|from| Moved { member: *member, from }));
        }
        let pids: Vec<i32> = self.moved.iter().map(|moved| moved.member.pid).collect();
        let group = groups::start_scope(self.host, self.place, &self.record, &pids)?;
        let group = self.with_limits(group)?;
        // Whose pid another one has by now was not meant.
        let others = self.moved.iter().filter(|moved| !self.is_still(moved.member));
        others.for_each(|moved| self.move_back(moved));
        if self.is_still(first) {
            Ok(group)
        } else {
            Err(system(Errno::SRCH, format_args!("move process {}", first.pid)))
        }
    }

    /// The group, which is known to be ours from now on, with the limits of the
    /// definition. What the processes use already stays charged to where they were, so
    /// that the limits cannot be too tight yet.
    fn with_limits(&mut self, group: Dir) -> Result<Dir> {
        self.record.inode = Some(groups::number(&group, &self.record)?);
        self.place.write(self.store, &self.record)?;
        self.driver.set_first(&self.record, group)
    }

    fn move_descendants(&mut self, group: &Dir) -> Result<()> {
        for _ in 0..groups::PASSES_MAX {
            let descendants = family::descendants(self.host, self.record.pid)?;
            let own = &self.record.group;
            let is_inside = |pid| self.host.group_of(pid) == Ok(Some(own.clone()));
            let done = |member: &Member| self.moved.iter().any(|moved| moved.member == *member);
            let is_outside = |member: &Member| !done(member) && !is_inside(member.pid);
            let outside: Vec<Member> = descendants.into_iter().filter(is_outside).collect();
            if outside.is_empty() {
                return Ok(());
            }
            for member in outside {
                self.move_child(group, member)?;
            }
        }
        Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_FAILED,
            format!("process {} starts children faster than they can be moved", self.record.pid),
        ))
    }

    /// Moves a child; one that has ended meanwhile needs nothing.
    fn move_child(&mut self, group: &Dir, member: Member) -> Result<()> {
        let Ok(from) = self.host.group_of(member.pid) else {
            return Ok(());
        };
        check_is_free(self.guests, member.pid, from)?;
        match self.move_one(group, member) {
            Ok(()) | Err(Errno::SRCH) => Ok(()),
            Err(errno) => Err(system(errno, format_args!("move process {}, a child", member.pid))),
        }
    }

    /// Moves a process, and back again if another one has got its pid: ESRCH.
    fn move_one(&mut self, group: &Dir, member: Member) -> SysResult<()> {
        let from = self.host.group_of(member.pid)?.ok_or(Errno::XDEV)?;
        group.write("cgroup.procs", member.pid.to_string().as_bytes())?;
        let moved = Moved { member, from };
        if self.is_still(member) {
            self.moved.push(moved);
            Ok(())
        } else {
            self.move_back(&moved);
            Err(Errno::SRCH)
        }
    }

    fn is_still(&self, member: Member) -> bool {
        process::stat(&self.host.proc, member.pid)
            .is_ok_and(|stat| stat.start_time == member.start_time && !stat.ended)
    }

    /// Puts a process back where it was; one that has ended needs nothing.
    fn move_back(&self, Moved { member, from }: &Moved) {
        if self.host.group_of(member.pid) == Ok(Some(self.record.group.clone())) {
            groups::put_home(self.host, member.pid, from);
        }
    }
}
