//! Memory parameters: the flow of a get and of a set.

use super::error::Failed;
use super::persistent;
use super::{HostDriver, Live, apply, plan, values};
use crate::driver::{Memory, MemorySupport};
use crate::model::domain::Identity;
use crate::model::flags::Affect;
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::Errno;
use crate::sys::lock::Lock;
use crate::xml::definition::Definition;
use std::time::Duration;

/// How long a set waits for another one on the same domain. A limit write can
/// take seconds in the kernel, and any user who may read the group's directory
/// can lock it.
const LOCK_WAIT: Duration = Duration::from_secs(30);

impl Memory for HostDriver {
    fn memory_support(&self) -> Result<MemorySupport> {
        Ok(MemorySupport { settable: MemoryField::ALL, listed: self.host.memory.version.listed })
    }

    fn memory(&self, domain: &Identity, affect: Affect) -> Result<Memtune> {
        let (live, config) = self.parts(domain, affect)?;
        let values = match (live, config) {
            (Some(live), _) => self.or_gone(&live, self.live_memory(&live))?,
            (None, config) => config.map(|definition| definition.memtune).unwrap_or_default(),
        };
        let version = self.host.memory.version;
        let value = |field: &MemoryField| {
            let missing = version.knob(*field).and_then(|knob| knob.missing).unwrap_or(UNLIMITED);
            (*field, values.get(*field).unwrap_or(missing))
        };
        Ok(version.listed.iter().map(value).collect())
    }

    fn set_memory(&self, domain: &Identity, wanted: &Memtune, affect: Affect) -> Result<()> {
        let (live, config) = self.parts(domain, affect)?;
        if let Some(live) = &live {
            let _lock = self.lock(live)?;
            self.or_gone(live, self.apply(live, wanted))?;
        }
        match config {
            Some(_) => persistent::change(&self.host, &self.place, domain, |definition| {
                definition.memtune.merge(wanted);
                Ok(())
            }),
            None => Ok(()),
        }
    }
}

impl HostDriver {
    /// What a call means of a domain: the running one, its definition, or both.
    fn parts(
        &self,
        domain: &Identity,
        affect: Affect,
    ) -> Result<(Option<Live>, Option<Definition>)> {
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
    pub(super) fn live_memory(&self, live: &Live) -> Result<Memtune> {
        let held = values::read_all(self.host.memory.version, &live.dir, &live.group)?;
        Ok(values::to_api(self.swap, &held))
    }

    /// The lock that keeps two sets on one domain apart.
    fn lock<'l>(&self, live: &'l Live) -> Result<Lock<&'l crate::sys::Dir>> {
        match Lock::wait(&live.dir, LOCK_WAIT) {
            Err(Errno::TIMEDOUT) => Err(Error::new(
                self.error_domain,
                virErrorNumber::VIR_ERR_OPERATION_TIMEOUT,
                format!("group '{}' was locked for {} s", live.group, LOCK_WAIT.as_secs()),
            )),
            lock => lock.during(format_args!("lock group '{}'", live.group)),
        }
    }

    fn apply(&self, live: &Live, wanted: &Memtune) -> Result<()> {
        let version = self.host.memory.version;
        let terms = plan::Terms {
            version,
            swap: self.swap,
            page: Kib::from_bytes(u64::try_from(rustix::param::page_size()).unwrap_or(4096)),
        };
        let held = values::read_all(version, &live.dir, &live.group)?;
        let writes = plan::plan(&terms, &held, wanted)
            .map_err(|error| error.from_part(self.error_domain))?;
        apply::apply(version, &live.dir, &live.group, &writes)
    }
}

fn is_shut_off(error: &Error) -> bool {
    error.code() == virErrorNumber::VIR_ERR_OPERATION_INVALID
}
