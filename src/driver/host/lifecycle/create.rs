//! Starts a domain's program in a group of its own, with its limits set.

use super::{admission, attach, program, recovery};
use crate::driver::host::cgroup::freezer::{FREEZE_WAIT, Freezer};
use crate::driver::host::cgroup::{group, kill};
use crate::driver::host::context::Context;
use crate::driver::host::driver::HostDriver;
use crate::driver::host::error;
use crate::driver::host::error::{Failed, system};
use crate::driver::host::inventory::discovery;
use crate::driver::host::inventory::discovery::own;
use crate::driver::host::inventory::domain::Guest;
use crate::driver::host::state::definitions;
use crate::driver::host::state::records::{LOCK_WAIT, Record};
use crate::model::memtune::MemoryField;
use crate::model::units::Kib;
use crate::model::{Error, Result, virErrorNumber};
use crate::store::Store;
use crate::sys::spawn::{self, Failure, Program, StartIn, Waiting};
use crate::sys::{Dir, Errno, process};
use crate::xml::definition::Definition;

/// What a domain is started from.
pub enum Start<'a> {
    /// A document that somebody just passed.
    Document(&'a Definition),
    /// The definition of this domain, which was just looked at.
    Defined(&'a Guest),
}

/// Starts a domain. When that fails nothing is left of it.
///
/// Errors: VIR_ERR_OPERATION_INVALID when it runs already, and what
/// [`definitions::check_new`], [`admission::check`], [`program::read`] and
/// [`program::error`] say.
pub fn create(driver: &HostDriver, what: Start<'_>, paused: bool) -> Result<Guest> {
    let Context { host, place, .. } = &driver.context;
    kill::check_own(host)?;
    let store = place.create(&host.root)?;
    let mut expected = match &what {
        Start::Document(definition) => Some((*definition).clone()),
        Start::Defined(guest) => guest.config.as_deref().cloned(),
    };
    loop {
        // Users and groups are looked up while nobody waits: that may take long.
        let program = expected.as_ref().map(program::read);
        let lock = place.lock(&host.root, LOCK_WAIT)?;
        recovery::tidy(driver, &store, &lock);
        let guests = discovery::all(host, place)?.guests;
        let (definition, before) = choose(driver, &what, &guests)?;
        if let Some(program) = program.filter(|_| expected.as_ref() == Some(&definition)) {
            let guarantee = definition.memtune.get(MemoryField::MinGuarantee);
            admission::check(host, &guests, guarantee.unwrap_or_default(), Kib(0))?;
            let program = program?;
            let record = new_record(driver, &store, &definition)?;
            return begin(driver, &store, record, &program, before, paused);
        }
        // Somebody has just defined it anew.
        expected = Some(definition);
    }
}

fn begin(
    driver: &HostDriver,
    store: &Store,
    record: Record,
    program: &Program,
    before: Option<Guest>,
    paused: bool,
) -> Result<Guest> {
    let Context { host, place, .. } = &driver.context;
    group::clear_way(host, &record)?;
    let had_output = program::has_output(host, place, &record.name);
    let mut starting = Starting { driver, store, record, program, before, had_output };
    let result = place.write(store, &starting.record).and_then(|()| starting.run(paused));
    match result {
        Ok(()) => Ok(starting.guest()),
        Err(error) => {
            starting.undo();
            Err(error)
        }
    }
}

/// The definition to start, and the domain as it is before, if it is defined.
fn choose(
    driver: &HostDriver,
    what: &Start<'_>,
    guests: &[Guest],
) -> Result<(Definition, Option<Guest>)> {
    let uuid = match what {
        Start::Document(definition) => {
            definitions::check_new(guests, definition)?;
            definition.uuid.unwrap_or_default()
        }
        Start::Defined(guest) => guest.identity.uuid,
    };
    let found = guests.iter().find(|guest| guest.identity.uuid == uuid);
    if let Some(guest) = found.filter(|guest| guest.is_active()) {
        return Err(error::refused(
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("domain '{}' runs already", guest.identity.name),
        ));
    }
    let definition = match what {
        Start::Document(definition) => Definition::clone(definition),
        Start::Defined(defined) => match found.and_then(|guest| guest.config.as_deref()) {
            Some(definition) => definition.clone(),
            None => return Err(driver.gone(&defined.identity)),
        },
    };
    Ok((definition, found.cloned()))
}

fn new_record(driver: &HostDriver, store: &Store, definition: &Definition) -> Result<Record> {
    let Context { host, place, .. } = &driver.context;
    let (group, unit) = place.home(&definition.name)?;
    Ok(Record {
        name: definition.name.clone(),
        uuid: definition.uuid.unwrap_or_default(),
        pid: 0,
        start_time: 0,
        inode: None,
        made_parent: unit.is_none() && attach::is_parent_ours(host, place, store)?,
        group,
        unit,
        from: None,
        ready: false,
        definition: Some(definition.clone()),
    })
}

/// A start under way.
struct Starting<'a> {
    driver: &'a HostDriver,
    store: &'a Store,
    record: Record,
    program: &'a Program,
    before: Option<Guest>,
    /// Whether the file that the program writes to was there before.
    had_output: bool,
}

impl Starting<'_> {
    /// The group, its limits, the process that waits in it, the record of both,
    /// and then the program: whenever this is broken off, either nobody waits
    /// for that process any more, and it ends, or all is written down.
    fn run(&mut self, paused: bool) -> Result<()> {
        let (waiting, group) = match &self.record.unit {
            Some(_) => self.begin_scope(),
            None => self.begin_group(),
        }?;
        let pid = waiting.pid();
        self.write_down(pid, !paused)?;
        if !paused {
            return self.go(waiting);
        }
        // One that is frozen and was not told to go on would be no domain.
        self.go_frozen(waiting, &group)?;
        self.write_down(pid, true)
    }

    /// A group of the library's own, in which the process is born.
    fn begin_group(&mut self) -> Result<(Waiting, Dir)> {
        let Context { host, place, .. } = &self.driver.context;
        group::make_parent(host, place)?;
        let group = group::make(host, &self.record.group)?;
        self.record.inode = Some(group::number(&group, &self.record)?);
        let group = self.driver.set_first(&self.record, group)?;
        let born = host.memory.version.births;
        let start_in =
            if born { StartIn::CloneIntoCgroup(&group) } else { StartIn::JoinAfterClone(&group) };
        Ok((self.start(start_in)?, group))
    }

    /// A scope of systemd's, which moves the process there.
    fn begin_scope(&mut self) -> Result<(Waiting, Dir)> {
        let Context { host, place, .. } = &self.driver.context;
        let waiting = self.start(StartIn::CallerGroup)?;
        let group = group::start_scope(host, place, &self.record, &[waiting.pid()])?;
        self.record.inode = Some(group::number(&group, &self.record)?);
        Ok((waiting, self.driver.set_first(&self.record, group)?))
    }

    fn start(&self, start_in: StartIn<'_>) -> Result<Waiting> {
        let Context { host, place, .. } = &self.driver.context;
        let output = program::output(host, place, &self.record.name)?;
        spawn::start(self.program, start_in, output).map_err(|failure| self.failed(failure))
    }

    fn write_down(&mut self, pid: i32, ready: bool) -> Result<()> {
        let Context { host, place, .. } = &self.driver.context;
        let doing = format_args!("find process {pid}, which was just started");
        self.record.pid = pid;
        self.record.start_time = match process::stat(&host.proc, pid) {
            Err(Errno::NOENT | Errno::SRCH) => return Err(self.failed(Failure::killed())),
            stat => stat.during(doing)?.start_time,
        };
        place.write(self.store, &Record { ready, ..self.record.clone() })
    }

    fn go(&self, waiting: Waiting) -> Result<()> {
        let proc = &self.driver.context.host.proc;
        let has_begun = |pid| process::stat(proc, pid).map_or(true, |stat| !stat.is_copy);
        waiting.go(has_begun).map_err(|failure| self.failed(failure))
    }

    /// The program begins when the domain is resumed.
    fn go_frozen(&self, waiting: Waiting, group: &Dir) -> Result<()> {
        let host = &self.driver.context.host;
        let doing = format_args!("freeze domain '{}' before its program", self.record.name);
        let freezer = Freezer::make(host, &self.record.group).during(doing)?;
        let freezer = freezer.ok_or_else(|| system(Errno::OPNOTSUPP, doing))?;
        freezer.freeze(FREEZE_WAIT).during(doing)?;
        if !host.has_process(group).during(doing)? {
            return Err(system(Errno::SRCH, doing));
        }
        waiting.go_when_thawed().map_err(|failure| self.failed(failure))
    }

    fn failed(&self, failure: Failure) -> Error {
        let definition = self.record.definition.as_ref();
        let limit = definition.and_then(|with| with.memtune.get(MemoryField::HardLimit));
        program::error(failure, self.program, limit)
    }

    /// The domain as it is now. What was defined stays so.
    fn guest(&self) -> Guest {
        let mut guest = own::running(&self.driver.context.host, &self.record, None);
        guest.identity.id = Some(self.record.pid);
        if let Some(before) = &self.before {
            guest.config.clone_from(&before.config);
            guest.persistent = before.persistent;
            guest.autostart = before.autostart;
        }
        guest
    }

    /// What cannot be removed now stays for the next call that meets the record.
    fn undo(&self) {
        let Context { host, place, .. } = &self.driver.context;
        // As long as it is not known to be empty the group and the record stay. In a
        // scope that the process is not known to be in may be somebody else's machine.
        let is_ours = self.record.unit.is_none() || self.record.inode.is_some();
        if is_ours && kill::kill_all(host, &self.record.group).is_err() {
            // So that the next call knows the group for ours.
            let _ = place.write(self.store, &self.record);
        }
        group::remove(host, place, self.store, &self.record);
        self.driver.guarantees().sweep();
        if !self.had_output {
            program::discard_output(host, place, &self.record.name);
        }
    }
}
