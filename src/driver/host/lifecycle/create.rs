//! Starts a domain's program in a group of its own, with its limits set.

use super::definition_commit::{pin_first, set_first};
use super::{admission, define, placement, program};
use crate::driver::host::cgroup::freezer::{FREEZE_WAIT, Freezer};
use crate::driver::host::cgroup::{group, kill, processes};
use crate::driver::host::context::Context;
use crate::driver::host::error;
use crate::driver::host::error::{Failed, system};
use crate::driver::host::inventory::discovery::own;
use crate::driver::host::inventory::domain::HostDomain;
use crate::driver::host::limits::engine::Engine;
use crate::driver::host::state::ends::EndFiles;
use crate::driver::host::state::record::Record;
use crate::driver::host::state::records::{Exclusive, Records};
use crate::model::parameters::memory::MemoryField;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::spawn::{self, Failure, Output, Program, StartIn, Waiting};
use crate::sys::{Dir, Errno, process};
use crate::xml::definition::Definition;
use std::sync::Arc;

/// What a domain is started from.
pub enum Start<'a> {
    /// A caller's document.
    Document(&'a Definition),
    /// The definition of a domain that was just found.
    Defined(&'a HostDomain),
}

/// A definition that is to be started, with its program.
pub struct Prepared {
    definition: Option<Definition>,
    program: Option<Result<Program>>,
}

impl Prepared {
    /// Prepares the definition as it is now. Looks up users and groups, which may take
    /// long: to be called without the lock.
    pub fn new(context: &Context, what: &Start<'_>) -> Result<Self> {
        kill::check_own(&context.host)?;
        Ok(Self::of(match what {
            Start::Document(definition) => Some((*definition).clone()),
            Start::Defined(domain) => domain.config()?.map(Arc::unwrap_or_clone),
        }))
    }

    fn of(definition: Option<Definition>) -> Self {
        Self { program: definition.as_ref().map(program::read), definition }
    }
}

/// How a start ended.
pub enum Started {
    /// The domain runs.
    Running(Box<HostDomain>),
    /// Nothing was started: the definition has changed since it was prepared. To be
    /// tried again with this one.
    Changed(Box<Prepared>),
}

/// Starts a domain beside those that there are. If that fails nothing is left of it.
///
/// Errors: VIR_ERR_OPERATION_INVALID when it runs already, and those of
/// [`define::check_new`], [`admission::check`], [`program::read`] and
/// [`program::error`].
pub fn create(
    context: &Context,
    (exclusive, domains): (Exclusive<'_>, Vec<HostDomain>),
    what: &Start<'_>,
    prepared: Prepared,
    paused: bool,
) -> Result<Started> {
    let (definition, before) = choose(context, what, &domains)?;
    let is_same = prepared.definition.as_ref() == Some(&definition);
    let Some(program) = prepared.program.filter(|_| is_same) else {
        drop(exclusive);
        return Ok(Started::Changed(Box::new(Prepared::of(Some(definition)))));
    };
    let guarantee = definition.memtune.get(MemoryField::MinGuarantee);
    admission::check(&context.host, &domains, guarantee.unwrap_or_default(), Kib(0))?;
    let program = program?;
    let record = new_record(context, &exclusive.records, &domains, &definition)?;
    let domain = start(context, &exclusive.records, record, &program, before, paused)?;
    Ok(Started::Running(Box::new(domain)))
}

fn start(
    context: &Context,
    records: &Records<'_>,
    record: Record,
    program: &Program,
    before: Option<HostDomain>,
    paused: bool,
) -> Result<HostDomain> {
    let (host, paths) = (&context.host, &context.paths);
    placement::remove_stale_group(host, &record)?;
    let had_output = program::has_output(host, paths, &record.name);
    let mut starting = Starting { context, records, record, program, before, had_output };
    let result = records.write(&starting.record).and_then(|()| starting.run(paused));
    match result {
        Ok(()) => Ok(starting.domain()),
        Err(error) => {
            starting.undo();
            Err(error)
        }
    }
}

/// The definition to start, and the domain as it is before, if it is defined.
fn choose(
    context: &Context,
    what: &Start<'_>,
    domains: &[HostDomain],
) -> Result<(Definition, Option<HostDomain>)> {
    let uuid = match what {
        Start::Document(definition) => {
            define::check_new(domains, definition)?;
            definition.uuid.unwrap_or_default()
        }
        Start::Defined(domain) => domain.identity.uuid,
    };
    let found = domains.iter().find(|domain| domain.identity.uuid == uuid);
    if let Some(domain) = found.filter(|domain| domain.is_active()) {
        return Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("domain '{}' is already running", domain.identity.name),
        ));
    }
    let definition = match what {
        Start::Document(definition) => Definition::clone(definition),
        Start::Defined(defined) => match found.map(HostDomain::config).transpose()?.flatten() {
            Some(definition) => Arc::unwrap_or_clone(definition),
            None => return Err(context.gone(&defined.identity)),
        },
    };
    Ok((definition, found.cloned()))
}

fn new_record(
    context: &Context,
    records: &Records<'_>,
    domains: &[HostDomain],
    definition: &Definition,
) -> Result<Record> {
    let (group, unit) = placement::group_of(context, &definition.name)?;
    Ok(Record {
        name: definition.name.clone(),
        uuid: definition.uuid.unwrap_or_default(),
        pid: 0,
        start_time: 0,
        inode: None,
        made_parent: unit.is_none() && placement::is_parent_ours(context, records, domains)?,
        group,
        unit,
        from: None,
        separate_from: Vec::new(),
        ready: false,
        resumed: false,
        definition: Some(definition.clone()),
    })
}

/// A start in progress.
struct Starting<'a> {
    context: &'a Context,
    records: &'a Records<'a>,
    record: Record,
    program: &'a Program,
    before: Option<HostDomain>,
    /// Whether the file that the program writes to was there before.
    had_output: bool,
}

impl Starting<'_> {
    /// Makes the group, sets its limits, starts the process that waits in it, writes the
    /// record, and then lets the program begin. If the caller is killed at any moment,
    /// either the process exits, as nobody holds its channel, or the record is complete.
    fn run(&mut self, paused: bool) -> Result<()> {
        let (waiting, group) = match &self.record.unit {
            Some(_) => self.begin_scope(),
            None => self.begin_group(),
        }?;
        let pid = waiting.pid();
        self.write_record(pid, !paused)?;
        if !paused {
            return self.go(waiting);
        }
        // Marked complete last: a process that never got the word would be no domain.
        self.go_frozen(waiting, &group)?;
        self.write_record(pid, true)
    }

    /// Makes a plain group, and starts the process in it.
    fn begin_group(&mut self) -> Result<(Waiting, Dir)> {
        let host = &self.context.host;
        placement::make_parent(self.context)?;
        let group = group::make(host, &self.record.group)?;
        self.record.inode = Some(group::inode(&group, &self.record.group)?);
        let separate = placement::make_separate_groups(host, &self.record);
        let group = self.set_limits(group)?;
        let can_clone_into = host.memory.version.clone_into_cgroup;
        let start_in = if can_clone_into {
            StartIn::CloneIntoCgroup(&group)
        } else {
            StartIn::JoinAfterClone(&group)
        };
        let waiting = self.start(start_in)?;
        placement::join_separate_groups(host, &self.record, separate)?;
        pin_first(self.context, &self.record, &group, waiting.pid())?;
        Ok((waiting, group))
    }

    /// Starts the process, and has systemd move it into a scope.
    fn begin_scope(&mut self) -> Result<(Waiting, Dir)> {
        let waiting = self.start(StartIn::CallerGroup)?;
        let group = placement::start_scope(self.context, &self.record, &[waiting.pid()])?;
        self.record.inode = Some(group::inode(&group, &self.record.group)?);
        let group = self.set_limits(group)?;
        pin_first(self.context, &self.record, &group, waiting.pid())?;
        Ok((waiting, group))
    }

    fn set_limits(&self, group: Dir) -> Result<Dir> {
        set_first(self.context, &self.record, &group)?;
        Ok(group)
    }

    fn start(&self, start_in: StartIn<'_>) -> Result<Waiting> {
        let Context { host, paths, .. } = self.context;
        let counters = match start_in {
            StartIn::CallerGroup => None,
            StartIn::JoinAfterClone(group) | StartIn::CloneIntoCgroup(group) => {
                group.open_to_read(host.memory.version.oom_kills).ok()
            }
        };
        let output = Output {
            log: program::output(host, paths, &self.record.name)?,
            end: EndFiles::new(host, paths).create(self.record.uuid)?,
            counters,
        };
        spawn::start(self.program, start_in, output).map_err(|failure| self.failed(failure))
    }

    fn write_record(&mut self, pid: i32, ready: bool) -> Result<()> {
        let host = &self.context.host;
        let doing = format_args!("find process {pid}, which was just started");
        self.record.pid = pid;
        self.record.start_time = match process::stat(&host.proc, pid) {
            Err(Errno::NOENT | Errno::SRCH) => return Err(self.failed(Failure::killed())),
            stat => stat.during(doing)?.start_time,
        };
        self.records.write(&Record { ready, ..self.record.clone() })
    }

    fn go(&self, waiting: Waiting) -> Result<()> {
        let proc = &self.context.host.proc;
        let has_begun = |pid| process::stat(proc, pid).map_or(true, |stat| !stat.is_copy);
        waiting.go(has_begun).map_err(|failure| self.failed(failure))
    }

    /// The program begins when the domain is resumed.
    fn go_frozen(&self, waiting: Waiting, group: &Dir) -> Result<()> {
        let host = &self.context.host;
        let doing = format_args!("freeze domain '{}' before its program", self.record.name);
        let freezer = Freezer::make(host, &self.record.group).during(doing)?;
        let freezer = freezer.ok_or_else(|| system(Errno::OPNOTSUPP, doing))?;
        freezer.freeze(FREEZE_WAIT).during(doing)?;
        if !processes::any(group).during(doing)? {
            return Err(system(Errno::SRCH, doing));
        }
        waiting.go_when_thawed().map_err(|failure| self.failed(failure))
    }

    fn failed(&self, failure: Failure) -> Error {
        let definition = self.record.definition.as_ref();
        let limit = definition.and_then(|with| with.memtune.get(MemoryField::HardLimit));
        program::error(failure, self.program, limit)
    }

    /// The domain as it is now. A definition that it had stays.
    fn domain(&self) -> HostDomain {
        let mut domain = own::running(&self.context.host, &self.record);
        domain.identity.id = Some(self.record.pid);
        if let Some(before) = &self.before {
            domain.config.clone_from(&before.config);
            domain.persistent = before.persistent;
            domain.autostart = before.autostart;
        }
        domain
    }

    /// What cannot be removed now is left to crash recovery.
    fn undo(&self) {
        let Context { host, paths, .. } = self.context;
        // Group and record stay unless the group is known to be empty. A scope that the
        // process is not known to be in may be another program's machine.
        let is_ours = self.record.unit.is_none() || self.record.inode.is_some();
        if is_ours && kill::kill_all(host, &self.record.group).is_err() {
            // With its inode, so that recovery can tell that the group is the record's.
            let _ = self.records.write(&self.record);
        }
        placement::remove(self.context, self.records, &self.record);
        Engine::new(self.context).sweep();
        EndFiles::new(host, paths).remove(self.record.uuid);
        if !self.had_output {
            program::discard_output(host, paths, &self.record.name);
        }
    }
}
