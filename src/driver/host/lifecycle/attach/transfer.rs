//! Fills the group of a domain with a process that runs, and with its children.

use super::check_is_free;
use crate::driver::host::cgroup::group;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::process_tree;
use crate::driver::host::cgroup::process_tree::Member;
use crate::driver::host::context::Context;
use crate::driver::host::driver::HostDriver;
use crate::driver::host::error;
use crate::driver::host::error::{Failed, system};
use crate::driver::host::inventory::domain::Guest;
use crate::driver::host::lifecycle::definition_commit::set_first;
use crate::driver::host::state::records::{Place, Record};
use crate::model::{Error, Result, virErrorNumber};
use crate::store::Store;
use crate::sys::{Dir, Errno, RelPath, SysResult, process};

/// A process that was moved, and where it was before.
struct Moved {
    member: Member,
    from: RelPath,
}

/// An attach under way.
pub struct Filling<'a> {
    driver: &'a HostDriver,
    host: &'a Host,
    place: &'a Place,
    store: &'a Store,
    guests: &'a [Guest],
    pub record: Record,
    moved: Vec<Moved>,
}

impl<'a> Filling<'a> {
    pub fn new(
        driver: &'a HostDriver,
        store: &'a Store,
        guests: &'a [Guest],
        record: Record,
    ) -> Self {
        let Context { host, place, .. } = &driver.context;
        Self { driver, host, place, store, guests, record, moved: Vec::new() }
    }

    pub fn run(&mut self) -> Result<()> {
        let first = Member { pid: self.record.pid, start_time: self.record.start_time };
        let group = match &self.record.unit {
            Some(_) => self.begin_scope(first),
            None => self.begin_group(first),
        }?;
        self.complete(&group)
    }

    /// The children, and the record that says that all are there.
    pub fn complete(&mut self, group: &Dir) -> Result<()> {
        self.move_descendants(group)?;
        self.place.write(self.store, &Record { ready: true, ..self.record.clone() })
    }

    /// What cannot be undone now stays for the next call that meets the record.
    pub fn undo(&self, because: &Error) {
        self.moved.iter().rev().for_each(|moved| self.move_back(moved));
        let (is_ours, record) = (self.record.inode.is_some(), &self.record);
        if let Some(from) = record.from.as_ref().filter(|_| is_ours) {
            group::put_back(self.host, &record.group, from);
        }
        // systemd may start the scope yet.
        let is_late = because.code() == virErrorNumber::VIR_ERR_OPERATION_TIMEOUT;
        if record.unit.is_none() || is_ours || !is_late {
            group::remove(self.host, self.place, self.store, record);
        }
    }

    /// A group of the library's own, with the process in it.
    fn begin_group(&mut self, first: Member) -> Result<Dir> {
        group::make_parent(self.host, self.place)?;
        let group = group::make(self.host, &self.record.group)?;
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
        family.extend(process_tree::descendants(self.host, first.pid)?);
        for member in &family {
            let Ok(from) = self.host.group_of(member.pid) else {
                continue;
            };
            check_is_free(self.guests, member.pid, from.clone())?;
            self.moved.extend(from.map(|from| Moved { member: *member, from }));
        }
        let pids: Vec<i32> = self.moved.iter().map(|moved| moved.member.pid).collect();
        let group = group::start_scope(self.host, self.place, &self.record, &pids)?;
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
    pub fn with_limits(&mut self, group: Dir) -> Result<Dir> {
        self.record.inode = Some(group::number(&group, &self.record)?);
        self.place.write(self.store, &self.record)?;
        set_first(&self.driver.context, &self.record, &group)?;
        Ok(group)
    }

    fn move_descendants(&mut self, group: &Dir) -> Result<()> {
        for _ in 0..group::PASSES_MAX {
            let descendants = process_tree::descendants(self.host, self.record.pid)?;
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
            group::put_home(self.host, member.pid, from);
        }
    }
}
