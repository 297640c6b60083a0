//! Moves a running process and its descendants into a domain's group.

use crate::driver::host::cgroup::group;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::process_tree;
use crate::driver::host::cgroup::process_tree::Member;
use crate::driver::host::cgroup::processes::{PASSES_MAX, move_to_nearest, return_processes};
use crate::driver::host::context::Context;
use crate::driver::host::error;
use crate::driver::host::error::{Failed, system};
use crate::driver::host::inventory::domain::HostDomain;
use crate::driver::host::inventory::group_map::GroupMap;
use crate::driver::host::lifecycle::definition_commit::set_first;
use crate::driver::host::lifecycle::placement::{self, SeparateGroups};
use crate::driver::host::state::record::Record;
use crate::driver::host::state::records::Records;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::{Dir, Errno, RelPath, SysResult, process};

/// The names of the running domains, by their groups.
pub struct Occupied(GroupMap<String>);

impl Occupied {
    /// The groups of these domains.
    pub fn new(domains: &[HostDomain]) -> Self {
        let mut groups = GroupMap::default();
        for domain in domains {
            if let Some(group) = &domain.group {
                groups.insert(group, domain.identity.name.clone());
            }
        }
        Self(groups)
    }

    /// Refuses a process that belongs to a domain, and one whose group cannot be named
    /// here, to which it could not be moved back.
    pub fn check_free(&self, pid: i32, group: Option<RelPath>) -> Result<()> {
        let Some(group) = group else {
            return Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                format!(
                    "process {pid} is in a group outside of what is mounted here, or in a cgroup \
                     namespace whose place below the mount is not known"
                ),
            ));
        };
        match self.0.containing(&group) {
            None => Ok(()),
            Some(name) => Err(error::refused(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!("process {pid} belongs to domain '{name}' already"),
            )),
        }
    }
}

/// A process that was moved, and the group that it was in before.
struct Moved {
    member: Member,
    from: RelPath,
}

/// An attach in progress.
pub struct Transfer<'a> {
    context: &'a Context,
    host: &'a Host,
    records: &'a Records<'a>,
    occupied: &'a Occupied,
    pub record: Record,
    /// Its groups in other v1 hierarchies.
    separate: SeparateGroups,
    moved: Vec<Moved>,
}

impl<'a> Transfer<'a> {
    pub fn new(
        context: &'a Context,
        records: &'a Records<'a>,
        occupied: &'a Occupied,
        record: Record,
    ) -> Self {
        let host = &context.host;
        Self {
            context,
            host,
            records,
            occupied,
            record,
            separate: SeparateGroups::default(),
            moved: Vec::new(),
        }
    }

    pub fn run(&mut self) -> Result<()> {
        let first = Member { pid: self.record.pid, start_time: self.record.start_time };
        let group = match &self.record.unit {
            Some(_) => self.begin_scope(first),
            None => self.begin_group(first),
        }?;
        self.complete(&group)
    }

    /// Moves the descendants, and marks the record complete.
    pub fn complete(&mut self, group: &Dir) -> Result<()> {
        self.move_descendants(group)?;
        placement::join_separate_groups(
            self.host,
            &self.record,
            std::mem::take(&mut self.separate),
        )?;
        self.records.write(&Record { ready: true, ..self.record.clone() })
    }

    /// Moves all processes back. What cannot be undone now is left to crash recovery.
    pub fn undo(&self, because: &Error) {
        self.moved.iter().rev().for_each(|moved| self.move_back(moved));
        let (is_ours, record) = (self.record.inode.is_some(), &self.record);
        if let Some(from) = record.from.as_ref().filter(|_| is_ours) {
            return_processes(self.host, &record.group, from);
            placement::leave_separate_groups(self.host, record);
        }
        // systemd may still start the scope.
        let is_late = because.code() == virErrorNumber::VIR_ERR_OPERATION_TIMEOUT;
        if record.unit.is_none() || is_ours || !is_late {
            placement::remove(self.context, self.records, record);
        }
    }

    /// Makes a plain group, and moves the process into it.
    fn begin_group(&mut self, first: Member) -> Result<Dir> {
        placement::make_parent(self.context)?;
        let group = group::make(self.host, &self.record.group)?;
        let group = self.with_limits(group)?;
        let moved = self.move_one(&group, first);
        let (pid, record, parent) = (first.pid, &self.record, &self.context.paths.parent);
        let result = moved.during(format_args!("move process {pid} to group '{}'", record.group));
        match (result, moved) {
            (Err(error), Err(Errno::ACCESS)) if self.context.paths.session => Err(error.context(
                format!("process {pid} must be started inside the delegated subtree '{parent}'"),
            )),
            (result, _) => result.map(|()| group),
        }
    }

    /// Has systemd start a scope, and move the process and its descendants there.
    fn begin_scope(&mut self, first: Member) -> Result<Dir> {
        let mut tree = vec![first];
        tree.extend(process_tree::descendants(self.host, first.pid)?);
        for member in &tree {
            let Ok(from) = self.host.group_of(member.pid) else {
                continue;
            };
            self.occupied.check_free(member.pid, from.clone())?;
            self.moved.extend(from.map(|from| Moved { member: *member, from }));
        }
        let pids: Vec<i32> = self.moved.iter().map(|moved| moved.member.pid).collect();
        let group = placement::start_scope(self.context, &self.record, &pids)?;
        let group = self.with_limits(group)?;
        // A process with a reused pid is not one of them.
        let others = self.moved.iter().filter(|moved| !self.is_still(moved.member));
        others.for_each(|moved| self.move_back(moved));
        if self.is_still(first) {
            Ok(group)
        } else {
            Err(system(Errno::SRCH, format_args!("move process {}", first.pid)))
        }
    }

    /// Records the group's inode, and sets the limits of the definition. What the
    /// processes use already stays charged to their old groups, so the limits cannot be
    /// too low yet.
    pub fn with_limits(&mut self, group: Dir) -> Result<Dir> {
        self.record.inode = Some(group::inode(&group, &self.record.group)?);
        self.records.write(&self.record)?;
        self.separate = placement::make_separate_groups(self.host, &self.record);
        set_first(self.context, &self.record, &group)?;
        Ok(group)
    }

    fn move_descendants(&mut self, group: &Dir) -> Result<()> {
        for _ in 0..PASSES_MAX {
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

    /// Moves a descendant; one that has exited meanwhile is skipped.
    fn move_child(&mut self, group: &Dir, member: Member) -> Result<()> {
        let Ok(from) = self.host.group_of(member.pid) else {
            return Ok(());
        };
        self.occupied.check_free(member.pid, from)?;
        match self.move_one(group, member) {
            Ok(()) | Err(Errno::SRCH) => Ok(()),
            Err(errno) => Err(system(errno, format_args!("move process {}, a child", member.pid))),
        }
    }

    /// Moves a process, and back again if its pid was reused: ESRCH.
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

    /// Moves a process back; one that has exited is skipped.
    fn move_back(&self, Moved { member, from }: &Moved) {
        if self.host.group_of(member.pid) == Ok(Some(self.record.group.clone())) {
            move_to_nearest(&self.host.memory.mount, member.pid, from);
        }
    }
}
