//! Memory parameters: the flow of a get and of a set.

use crate::driver::host::driver::{HostDriver, Live};
use crate::driver::host::error::Failed;
use crate::driver::host::inventory::discovery::own;
use crate::driver::host::limits::apply::Target;
use crate::driver::host::limits::journal::Journal;
use crate::driver::host::limits::plan::Write;
use crate::driver::host::limits::protection::Guarantees;
use crate::driver::host::limits::{apply, plan, reclaim, values};
use crate::driver::host::state::definitions;
use crate::driver::host::state::records::Record;
use crate::driver::{ParameterSupport, Parameters, unsupported};
use crate::model::domain::Identity;
use crate::model::family::Family;
use crate::model::flags::{AFFECT_CONFIG, AFFECT_LIVE, Affect, MEMCTL_FORCE};
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::typed::TypedParam;
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::lock::Lock;
use crate::sys::{Dir, Errno, process};
use crate::xml::definition::Definition;
use std::sync::Arc;
use std::time::Duration;

/// How long a set waits for another one on the same domain. A limit write can
/// take seconds in the kernel, and any user who may read the group's directory
/// can lock it.
const LOCK_WAIT: Duration = Duration::from_secs(30);

impl Parameters for HostDriver {
    fn parameter_support(&self, family: Family) -> Result<ParameterSupport> {
        if family != Family::Memory {
            return unsupported();
        }
        let specs = |fields: &[MemoryField]| fields.iter().map(|field| field.spec()).collect();
        let affect = AFFECT_LIVE | AFFECT_CONFIG;
        Ok(ParameterSupport {
            settable: specs(MemoryField::ALL),
            listed: specs(self.context.host.memory.version.listed),
            get_flags: affect,
            set_flags: affect | MEMCTL_FORCE,
        })
    }

    fn parameters(
        &self,
        domain: &Identity,
        family: Family,
        _device: &str,
        flags: u32,
    ) -> Result<Vec<TypedParam>> {
        match family {
            Family::Memory => Ok(self.memory(domain, Affect::from_flags(flags))?.to_params()),
            _ => unsupported(),
        }
    }

    fn set_parameters(
        &self,
        domain: &Identity,
        family: Family,
        _device: &str,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<()> {
        let (affect, force) = (Affect::from_flags(flags), flags & MEMCTL_FORCE != 0);
        match family {
            Family::Memory => self.set_memory(domain, &Memtune::from_params(params), affect, force),
            _ => unsupported(),
        }
    }

    fn suggest_hard_limit(&self, domain: &Identity) -> Result<Kib> {
        let live = self.fresh_live(domain)?;
        self.or_gone(&live, self.suggest(&live))
    }
}

impl HostDriver {
    fn memory(&self, domain: &Identity, affect: Affect) -> Result<Memtune> {
        let (live, config) = self.parts(domain, affect)?;
        let values = match (live, config) {
            (Some(live), _) => self.or_gone(&live, self.live_memory(&live))?,
            (None, config) => {
                config.map(|definition| definition.memtune.clone()).unwrap_or_default()
            }
        };
        let version = self.context.host.memory.version;
        let value = |field: &MemoryField| {
            let missing = version.knob(*field).and_then(|knob| knob.missing).unwrap_or(UNLIMITED);
            (*field, values.get(*field).unwrap_or(missing))
        };
        Ok(version.listed.iter().map(value).collect())
    }

    fn set_memory(
        &self,
        domain: &Identity,
        wanted: &Memtune,
        affect: Affect,
        force: bool,
    ) -> Result<()> {
        let (live, config) = self.parts(domain, affect)?;
        let defined = config.clone();
        let defined = defined.as_ref().map(|definition| [&definition.memtune, wanted]);
        let set_config = || match config {
            Some(_) => {
                definitions::change(&self.context.host, &self.context.place, domain, |draft| {
                    let memtune = &mut draft.definition.memtune;
                    self.check_definition(memtune, wanted)?;
                    memtune.merge(wanted);
                    Ok(())
                })
            }
            None => Ok(()),
        };
        let Some(live) = live else {
            return set_config();
        };
        let _lock = self.lock(&live)?;
        self.or_gone(&live, self.set_live(&live, wanted, force, defined, set_config))
    }

    /// What a call means of a domain: the running one, its definition, or both.
    fn parts(
        &self,
        domain: &Identity,
        affect: Affect,
    ) -> Result<(Option<Live>, Option<Arc<Definition>>)> {
        if !affect.config {
            // Most calls end here, and need no definition to be read.
            match self.live(domain) {
                Err(error) if !affect.live && is_shut_off(&error) => {}
                live => return Ok((Some(live?), None)),
            }
        }
        let guest = self.guest(domain)?;
        let affect = self.resolve(&guest, affect)?;
        let live = affect.live.then(|| self.live(domain)).transpose()?;
        Ok((live, guest.config.clone().filter(|_| affect.config)))
    }

    /// What the kernel holds, in the API's terms; what it lacks is left out.
    pub fn live_memory(&self, live: &Live) -> Result<Memtune> {
        self.take_back_broken_off(live);
        let held = values::read_all(self.context.host.memory.version, &live.dir, &live.group)?;
        Ok(values::to_api(self.context.swap, &held))
    }

    /// The lock that keeps two sets on one domain apart.
    fn lock<'l>(&self, live: &'l Live) -> Result<Lock<&'l Dir>> {
        match Lock::wait(&live.dir, LOCK_WAIT) {
            Err(Errno::TIMEDOUT) => Err(Error::new(
                self.context.error_domain,
                virErrorNumber::VIR_ERR_OPERATION_TIMEOUT,
                format!("group '{}' was locked for {} s", live.group, LOCK_WAIT.as_secs()),
            )),
            lock => lock.during(format_args!("lock group '{}'", live.group)),
        }
    }

    /// Sets what the kernel holds, and then the rest, which changes the definition
    /// where `config` has its values before and those wanted; neither is changed when
    /// one fails, or when the caller is killed. A guarantee rises before the limits
    /// change and sinks behind them.
    ///
    /// For one who has the group's lock.
    pub fn set_live(
        &self,
        live: &Live,
        wanted: &Memtune,
        force: bool,
        config: Option<[&Memtune; 2]>,
        rest: impl FnOnce() -> Result<()>,
    ) -> Result<()> {
        self.take_back(live)?;
        let version = self.context.host.memory.version;
        let keep = self.context.place.keep(&live.group);
        let target = Target { version, dir: &live.dir, group: &live.group, keep: keep.as_deref() };
        let (held, writes) = self.plan(live, wanted, keep.is_some())?;
        let passing = reclaim::passes(version, &held, &writes);
        let journal = Journal::new(version, self.terms().page, &writes, passing, config);
        let _noted = self.notes().write(&live.group, &live.dir, &journal);
        let (guarantee, limits): (Vec<Write>, Vec<Write>) = plan::apart(writes);
        let sinks = guarantee.iter().any(|write| write.new < write.old);
        let set_guarantee = || {
            let wanted = wanted.get(MemoryField::MinGuarantee);
            let set = |wanted| self.guarantees().set(&live.group, &live.dir, wanted);
            wanted.map(set).transpose()
        };
        let risen = if sinks { None } else { set_guarantee()? };
        let applied = apply::apply(&target, &limits, force)
            .map_err(|error| self.put_back(live, risen, error))?;
        let sunk = if sinks { set_guarantee() } else { Ok(None) };
        let done = sunk.and_then(|sunk| rest().map_err(|error| self.put_back(live, sunk, error)));
        done.map_err(|error| self.put_back(live, risen, applied.undo(error)))
    }

    /// Sets the limits of a domain's definition in its new group, as a set does. A
    /// guarantee that this kernel has no file for was to be looked at before the
    /// start, and is nothing to set.
    pub fn set_first(&self, record: &Record, dir: Dir) -> Result<Dir> {
        let version = self.context.host.memory.version;
        let memtune = record.definition.as_ref().map(|definition| definition.memtune.clone());
        let memtune = memtune.unwrap_or_default();
        self.check_definition(&Memtune::default(), &memtune)?;
        let has_knob = |(field, _): &(MemoryField, Kib)| version.knob(*field).is_some();
        let wanted: Memtune = memtune.iter().filter(has_knob).collect();
        let guest = Arc::new(own::running(&self.context.host, record, None));
        let live = Live { guest, group: record.group.clone(), dir };
        // Others may have found the group, though not the domain.
        let lock = self.lock(&live)?;
        self.set_live(&live, &wanted, false, None, || Ok(()))?;
        drop(lock);
        Ok(live.dir)
    }

    pub fn guarantees(&self) -> Guarantees<'_> {
        Guarantees::new(
            &self.context.host,
            &self.context.place,
            Box::new(|group| self.context.place.keep(group)),
        )
    }

    /// Puts a guarantee back that was set, because of an error: that error, with
    /// what could not be put back, if there is any.
    fn put_back(&self, live: &Live, before: Option<Kib>, because: Error) -> Error {
        let put_back = |before| self.guarantees().put_back(&live.group, &live.dir, before);
        match before.map_or(Ok(()), put_back) {
            Ok(()) => because,
            Err(error) => because.context(format_args!(
                "and the guarantee could not be put back: {}",
                error.detail()
            )),
        }
    }

    /// What the kernel holds, and the writes of a set. Where somebody else keeps the
    /// values, what is in force already is among them: he may not know of it.
    fn plan(&self, live: &Live, wanted: &Memtune, kept: bool) -> Result<(Memtune, Vec<Write>)> {
        let held = values::read_all(self.context.host.memory.version, &live.dir, &live.group)?;
        let writes = plan::plan(&self.terms(), &held, wanted);
        let mut writes = writes.map_err(|error| error.from_part(self.context.error_domain))?;
        if kept {
            writes.extend(plan::in_force(self.context.host.memory.version, &held, wanted, &writes));
        }
        Ok((held, writes))
    }

    pub fn check_definition(&self, held: &Memtune, wanted: &Memtune) -> Result<()> {
        plan::check_definition(&self.terms(), held, wanted)
            .map_err(|error| error.from_part(self.context.error_domain))
    }

    fn terms(&self) -> plan::Terms {
        plan::Terms {
            version: self.context.host.memory.version,
            swap: self.context.swap,
            page: Kib::from_bytes(process::page_size()),
        }
    }
}

fn is_shut_off(error: &Error) -> bool {
    error.code() == virErrorNumber::VIR_ERR_OPERATION_INVALID
}
