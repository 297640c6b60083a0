//! The host driver: domains on this host, their limits set in the kernel.

mod apply;
mod attach;
mod changes;
mod definitions;
mod discover;
mod error;
mod family;
mod groups;
mod guest;
mod info;
mod layout;
mod node;
mod numbers;
mod open;
mod plan;
mod records;
mod statistics;
mod v1;
mod v2;
mod values;
mod version;

use super::{
    Devices, Domains, Events, Life, Listeners, Memory, MemorySupport, Size, Threads, Tune,
};
use crate::model::domain::{Identity, Info, StateReason, Summary, Uuid};
use crate::model::flags::{self, Affect};
use crate::model::memtune::{MemoryField, Memtune};
use crate::model::units::{Kib, UNLIMITED};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::dir::FileId;
use crate::sys::lock::Lock;
use crate::sys::{Dir, Errno};
use error::{Failed, says_gone};
use guest::{Guest, Origin};
use layout::Host;
pub use open::{default_uri, open};
use records::Place;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use version::SwapCount;

/// How long a set waits for another one on the same domain. A limit write can
/// take seconds in the kernel, and any user who may read the group's directory
/// can lock it.
const LOCK_WAIT: Duration = Duration::from_secs(30);

/// Which of the host's domains a connection shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shown {
    All,
    Only(Origin),
}

/// A connection's view of this host.
struct HostDriver {
    kind: &'static str,
    error_domain: virErrorDomain,
    shown: Shown,
    swap: SwapCount,
    host: Host,
    place: Place,
    /// Where the domains were that were found last, so that a call on one need
    /// not look for it again. Holds no more than the host has domains.
    known: Mutex<Known>,
    /// Who is told of domains that came or went since they were looked for last.
    listeners: Listeners,
}

type Known = BTreeMap<Uuid, (Arc<Guest>, FileId)>;

impl HostDriver {
    /// Finds every domain that this connection shows, anew, and removes the
    /// groups of those that ended.
    fn discover(&self) -> Result<Vec<Arc<Guest>>> {
        let discover::Found { mut guests, some_ended } = discover::all(&self.host, &self.place)?;
        if some_ended {
            groups::sweep(&self.host, &self.place);
        }
        guests.retain(|guest| match self.shown {
            Shown::All => true,
            Shown::Only(origin) => guest.origin == origin,
        });
        let guests: Vec<Arc<Guest>> = guests.into_iter().map(Arc::new).collect();
        let found = guests.iter().filter_map(|guest| {
            let id = self.host.memory.open(&guest.group).and_then(|dir| dir.id()).ok()?;
            Some((guest.identity.uuid, (Arc::clone(guest), id)))
        });
        let found: Known = found.collect();
        let mut known = self.known();
        let to_ring = changes::keep(&self.listeners, &known, &found);
        *known = found;
        drop(known);
        if to_ring {
            self.listeners.ring();
        }
        Ok(guests)
    }

    /// The domain that a handle means and its group's directory;
    /// VIR_ERR_NO_DOMAIN when it has gone.
    fn guest(&self, domain: &Identity) -> Result<(Arc<Guest>, Dir)> {
        if let Some(found) = self.still_there(domain) {
            return Ok(found);
        }
        self.discover()?;
        self.still_there(domain).ok_or_else(|| self.gone(domain))
    }

    /// The domain where it was found last, unless another group stands there now.
    fn still_there(&self, domain: &Identity) -> Option<(Arc<Guest>, Dir)> {
        let (guest, id) = self.known().get(&domain.uuid).cloned()?;
        let dir = self.host.memory.open(&guest.group).ok()?;
        let same = dir.id().ok()? == id;
        let alive = guest.origin != Origin::Attached || self.host.has_process(&dir).ok()?;
        (same && alive).then_some((guest, dir))
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`Self::guest`], with what its owner says of it by now.
    fn fresh_guest(&self, domain: &Identity) -> Result<(Guest, Dir)> {
        let (guest, dir) = self.guest(domain)?;
        Ok((discover::refreshed(&self.host, &guest), dir))
    }

    fn gone(&self, domain: &Identity) -> Error {
        Error::new(
            self.error_domain,
            virErrorNumber::VIR_ERR_NO_DOMAIN,
            format!("'{}' ({}) has ended", domain.name, domain.uuid),
        )
    }

    /// What failed because the group went away meanwhile is the domain's end.
    fn or_gone<T>(&self, domain: &Identity, dir: &Dir, result: Result<T>) -> Result<T> {
        result.map_err(|error| {
            let empty = || dir.entries().map_or(true, |entries| entries.is_empty());
            if says_gone(&error) && empty() { self.gone(domain) } else { error }
        })
    }

    /// Every domain here runs, and its definition, if there is one, is its owner's.
    fn check_affect(&self, guest: &Guest, affect: Affect) -> Result<()> {
        if affect.config && matches!(guest.origin, Origin::LibvirtQemu | Origin::LibvirtLxc) {
            return Err(Error::new(
                self.error_domain,
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!(
                    "the persistent definition of '{}' belongs to libvirtd; change it there, \
                     or only the running domain here",
                    guest.identity.name
                ),
            ));
        }
        affect.resolve(&guest.identity.name, true, guest.persistent).map(|_| ())
    }

    fn apply(&self, guest: &Guest, dir: &Dir, wanted: &Memtune) -> Result<()> {
        let version = self.host.memory.version;
        let terms = plan::Terms {
            version,
            swap: self.swap,
            page: Kib::from_bytes(u64::try_from(rustix::param::page_size()).unwrap_or(4096)),
        };
        let held = values::read_all(version, dir, &guest.group)?;
        let writes = plan::plan(&terms, &held, wanted)
            .map_err(|error| error.from_part(self.error_domain))?;
        apply::apply(version, dir, &guest.group, &writes)
    }
}

impl Domains for HostDriver {
    fn domains(&self) -> Result<Vec<Summary>> {
        Ok(self.discover()?.iter().map(|guest| guest.summary()).collect())
    }

    fn state(&self, domain: &Identity) -> Result<StateReason> {
        let (guest, _) = self.fresh_guest(domain)?;
        Ok(StateReason { state: guest.state, reason: 0 })
    }

    fn info(&self, domain: &Identity) -> Result<Info> {
        let (guest, dir) = self.fresh_guest(domain)?;
        self.or_gone(domain, &dir, info::info(&self.host, &guest, &dir))
    }

    fn is_persistent(&self, domain: &Identity) -> Result<bool> {
        Ok(self.fresh_guest(domain)?.0.persistent)
    }
}

impl Memory for HostDriver {
    fn memory_support(&self) -> Result<MemorySupport> {
        Ok(MemorySupport { settable: MemoryField::ALL, listed: self.host.memory.version.listed })
    }

    fn memory(&self, domain: &Identity, affect: Affect) -> Result<Memtune> {
        let (guest, dir) = self.guest(domain)?;
        self.check_affect(&guest, affect)?;
        let version = self.host.memory.version;
        let held = values::read_all(version, &dir, &guest.group);
        let values = values::to_api(self.swap, &self.or_gone(domain, &dir, held)?);
        let value = |field: &MemoryField| {
            let missing = version.knob(*field).and_then(|knob| knob.missing).unwrap_or(UNLIMITED);
            (*field, values.get(*field).unwrap_or(missing))
        };
        Ok(version.listed.iter().map(value).collect())
    }

    fn set_memory(&self, domain: &Identity, wanted: &Memtune, affect: Affect) -> Result<()> {
        let (guest, dir) = self.guest(domain)?;
        self.check_affect(&guest, affect)?;
        let _lock = match Lock::wait(&dir, LOCK_WAIT) {
            Err(Errno::TIMEDOUT) => {
                return Err(Error::new(
                    self.error_domain,
                    virErrorNumber::VIR_ERR_OPERATION_TIMEOUT,
                    format!("group '{}' was locked for {} s", guest.group, LOCK_WAIT.as_secs()),
                ));
            }
            lock => lock.during(format_args!("lock group '{}'", guest.group))?,
        };
        let applied = self.apply(&guest, &dir, wanted);
        self.or_gone(domain, &dir, applied)
    }
}

impl Life for HostDriver {
    fn attach(&self, pid: i32, name: &str) -> Result<Identity> {
        if self.shown != Shown::All {
            return Err(Error::new(
                self.error_domain,
                virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
                "this connection shows libvirt's own guests; attach processes on a cgroup:/// one",
            ));
        }
        attach::attach(&self.host, &self.place, pid, name)
    }

    fn has_managed_save(&self, domain: &Identity, has_flags: u32) -> Result<bool> {
        flags::check(self.error_domain, has_flags, 0)?;
        self.guest(domain).map(|_| false)
    }
}

impl Size for HostDriver {
    /// Those that it has are the most that it may have.
    fn vcpu_count(&self, domain: &Identity, _maximum: bool, affect: Affect) -> Result<u16> {
        let (guest, _) = self.guest(domain)?;
        self.check_affect(&guest, affect)?;
        Ok(self.info(domain)?.vcpus)
    }
}

impl Threads for HostDriver {}
impl Tune for HostDriver {}
impl Devices for HostDriver {}
impl Events for HostDriver {
    fn listeners(&self) -> Result<&Listeners> {
        Ok(&self.listeners)
    }

    /// What is there already is no news.
    fn watch(&self) -> Result<()> {
        self.discover().map(|_| ())
    }
}
