//! The host driver: domains on this host, their limits set in the kernel.

mod admission;
mod apply;
mod attach;
mod changes;
mod create;
mod definitions;
mod discover;
mod document;
mod edit;
mod end;
mod error;
mod family;
mod freezer;
mod groups;
mod guarantee;
mod guest;
mod info;
mod interrupted;
mod journal;
mod layout;
mod life;
mod lower;
mod memory;
mod node;
mod numbers;
mod open;
mod parsed;
mod persistent;
mod plan;
mod program;
mod qemu;
mod records;
mod recover;
mod session;
mod size;
mod statistics;
mod suggest;
mod systemd;
mod v1;
mod v2;
mod values;
mod version;

use super::{Devices, Domains, Listeners, Threads};
use crate::model::domain::{Identity, Info, Key, StateReason, Summary, Uuid};
use crate::model::flags::Affect;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::dir::FileId;
use crate::sys::{Dir, FileMark, RelPath};
use changes::{End, Ends};
use error::says_gone;
use guest::{Guest, Origin};
use layout::Host;
pub use open::{default_uri, open};
use records::Place;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use version::SwapCount;

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
    /// Held by who looks: an older look must not come behind a newer one.
    looking: Mutex<()>,
    /// How the domains end that it was asked to end.
    ends: Ends,
    /// Who is told of domains that came or went since they were looked for last.
    listeners: Listeners,
}

type Known = BTreeMap<Uuid, Seen>;

/// A domain as it was found.
#[derive(Clone)]
struct Seen {
    guest: Arc<Guest>,
    marks: Marks,
}

/// What tells whether a domain is still what was found.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Marks {
    /// Its group's directory.
    group: Option<FileId>,
    /// The file of its definition, of our own ones.
    definition: Option<FileMark>,
    /// The file of its record, of our own ones.
    record: Option<FileMark>,
}

/// The directories of our own domains' files, those that are there.
struct Shelves {
    definitions: Option<Dir>,
    records: Option<Dir>,
}

/// A running domain and its group.
struct Live {
    guest: Arc<Guest>,
    group: RelPath,
    dir: Dir,
}

impl HostDriver {
    /// Finds every domain that this connection shows, anew, and cleans up behind
    /// those that ended.
    fn discover(&self) -> Result<Vec<Arc<Guest>>> {
        let looking = lock(&self.looking);
        let mut found = discover::all(&self.host, &self.place)?;
        if found.untidy && recover::try_tidy(self) {
            found = discover::all(&self.host, &self.place)?;
        }
        self.guarantees().sweep();
        let is_shown = |guest: &Guest| match self.shown {
            Shown::All => true,
            Shown::Only(Origin::LibvirtQemu) => guest.is_qemu(),
            Shown::Only(origin) => guest.origin == origin,
        };
        let mut guests: Vec<Guest> = found.guests.into_iter().filter(is_shown).collect();
        for guest in guests.iter_mut().filter(|guest| !guest.is_active()) {
            guest.state.reason = End::reason(self.ends.get(guest.identity.uuid)) as i32;
        }
        let guests: Vec<Arc<Guest>> = guests.into_iter().map(Arc::new).collect();
        let shelves = self.shelves();
        let found = guests.iter().map(|guest| {
            let seen = Seen { guest: Arc::clone(guest), marks: self.marks(&shelves, guest) };
            (guest.identity.uuid, seen)
        });
        self.take_down(found.collect(), looking);
        self.take_back_all(&guests);
        Ok(guests)
    }

    /// Takes down a domain that has just begun, which may have ended again before
    /// anybody looks.
    fn came(&self, guest: Guest) {
        let looking = lock(&self.looking);
        let marks = self.marks(&self.shelves(), &guest);
        let mut found = self.known().clone();
        found.insert(guest.identity.uuid, Seen { guest: Arc::new(guest), marks });
        self.take_down(found, looking);
    }

    /// Takes down that a running domain is in another state now, which may have
    /// ended before anybody looks.
    fn entered(&self, guest: &Guest, state: StateReason) {
        let looking = lock(&self.looking);
        let mut found = self.known().clone();
        if let Some(seen) =
            found.get_mut(&guest.identity.uuid).filter(|seen| seen.guest.is_active())
        {
            seen.guest = Arc::new(Guest { state, ..Guest::clone(&seen.guest) });
            self.take_down(found, looking);
        }
    }

    /// Takes down what was found, and tells who listens what is new about it.
    fn take_down(&self, found: Known, looking: MutexGuard<'_, ()>) {
        let mut known = self.known();
        let to_ring = changes::keep(&self.listeners, &self.ends, &known, &found);
        self.ends.forget_others(&found);
        *known = found;
        drop(known);
        drop(looking);
        if to_ring {
            self.listeners.ring();
        }
    }

    fn shelves(&self) -> Shelves {
        let open = |path| self.host.root.sub(path).ok();
        Shelves { definitions: open(&self.place.domains), records: open(&self.place.records) }
    }

    fn marks(&self, shelves: &Shelves, guest: &Guest) -> Marks {
        let open = |group: &RelPath| self.host.memory.open(group).and_then(|dir| dir.id());
        let file = format!("{}.xml", guest.identity.name);
        let mark = |shelf: &Option<Dir>| {
            let shelf = shelf.as_ref().filter(|_| guest.origin == Origin::Own)?;
            shelf.mark(&file).ok()
        };
        Marks {
            group: guest.group.as_ref().and_then(|group| open(group).ok()),
            definition: mark(&shelves.definitions),
            record: mark(&shelves.records),
        }
    }

    /// The domain that a handle means, as it is now; VIR_ERR_NO_DOMAIN when it has
    /// gone.
    fn guest(&self, domain: &Identity) -> Result<Arc<Guest>> {
        let is_same = |seen: &Seen| {
            self.marks(&self.shelves(), &seen.guest) == seen.marks
                && (seen.guest.group.is_none() || self.opened(seen).is_some())
        };
        let known = self.known().get(&domain.uuid).cloned();
        if let Some(seen) = known.filter(is_same) {
            return Ok(seen.guest);
        }
        self.discover()?;
        let found = self.known().get(&domain.uuid).map(|seen| Arc::clone(&seen.guest));
        found.ok_or_else(|| self.gone(domain))
    }

    /// The running domain that a handle means, and its group's directory;
    /// VIR_ERR_NO_DOMAIN when it has gone, VIR_ERR_OPERATION_INVALID when it is
    /// shut off.
    fn live(&self, domain: &Identity) -> Result<Live> {
        let opened = || {
            let seen = self.known().get(&domain.uuid).cloned()?;
            self.opened(&seen)
        };
        if let Some(live) = opened() {
            return Ok(live);
        }
        let guest = self.guest(domain)?;
        match opened() {
            Some(live) => Ok(live),
            None if guest.is_active() => Err(self.gone(domain)),
            None => Err(self.not_running(domain)),
        }
    }

    /// A running domain where it was found, unless another group stands there now.
    fn opened(&self, seen: &Seen) -> Option<Live> {
        let group = seen.guest.group.clone()?;
        let dir = self.host.memory.open(&group).ok()?;
        let same = dir.id().ok() == seen.marks.group;
        let alive = seen.guest.origin != Origin::Own || self.host.has_process(&dir).ok()?;
        (same && alive).then(|| Live { guest: Arc::clone(&seen.guest), group, dir })
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        lock(&self.known)
    }

    /// As [`Self::guest`], with what its owner says of it by now.
    fn fresh_guest(&self, domain: &Identity) -> Result<Guest> {
        Ok(discover::refreshed(&self.host, &*self.guest(domain)?))
    }

    /// As [`Self::live`], with what its owner says of it by now.
    fn fresh_live(&self, domain: &Identity) -> Result<Live> {
        let guest = self.guest(domain)?;
        let live = self.live(domain)?;
        Ok(Live { guest: Arc::new(discover::refreshed(&self.host, &guest)), ..live })
    }

    /// Refuses to make domains where they would not be shown.
    fn check_has_own(&self) -> Result<()> {
        if self.shown == Shown::All { Ok(()) } else { Err(self.not_shown()) }
    }

    fn gone(&self, domain: &Identity) -> Error {
        Error::new(
            self.error_domain,
            virErrorNumber::VIR_ERR_NO_DOMAIN,
            format!("'{}' ({}) has ended", domain.name, domain.uuid),
        )
    }

    fn not_shown(&self) -> Error {
        Error::new(
            self.error_domain,
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            "this connection shows libvirt's own guests; cgroup:///system makes domains",
        )
    }

    fn not_running(&self, domain: &Identity) -> Error {
        Error::new(
            self.error_domain,
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("domain '{}' is not running", domain.name),
        )
    }

    /// What failed because the group went away meanwhile is the domain's end.
    fn or_gone<T>(&self, live: &Live, result: Result<T>) -> Result<T> {
        result.map_err(|error| {
            let empty = || live.dir.entries().map_or(true, |entries| entries.is_empty());
            let ended = says_gone(&error) && empty();
            if ended { self.gone(&live.guest.identity) } else { error }
        })
    }

    /// What a call is to look at or to change: VIR_ERR_OPERATION_INVALID for what
    /// the domain has not, and for a definition that belongs to another.
    fn resolve(&self, guest: &Guest, affect: Affect) -> Result<Affect> {
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
        affect.resolve(&guest.identity.name, guest.is_active(), guest.persistent)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Domains for HostDriver {
    fn domains(&self) -> Result<Vec<Summary>> {
        Ok(self.discover()?.iter().map(|guest| guest.summary()).collect())
    }

    fn find_domain(&self, key: Key<'_>) -> Result<Option<Identity>> {
        let mut identities = self.domains()?.into_iter().map(|summary| summary.identity);
        Ok(identities.find(|domain| key.means(&domain.name, domain.uuid, domain.id)))
    }

    fn state(&self, domain: &Identity) -> Result<StateReason> {
        Ok(self.fresh_guest(domain)?.state)
    }

    fn info(&self, domain: &Identity) -> Result<Info> {
        let guest = self.guest(domain)?;
        if let (None, Some(config)) = (&guest.group, &guest.config) {
            return Ok(info::of_definition(guest.state.state, config));
        }
        let live = self.fresh_live(domain)?;
        self.or_gone(&live, info::info(&self.host, &live))
    }

    fn is_persistent(&self, domain: &Identity) -> Result<bool> {
        Ok(self.fresh_guest(domain)?.persistent)
    }
}

impl Threads for HostDriver {}
impl Devices for HostDriver {}
