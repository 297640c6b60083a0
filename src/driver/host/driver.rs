//! The host driver: domains on this host, their limits set in the kernel.

use super::context::Context;
use super::error::says_gone;
use super::inventory::diff::{self, End, Ends};
use super::inventory::discovery;
use super::inventory::domain::{Guest, Origin};
use super::lifecycle::recovery;
use super::stats::info;
use crate::driver::{Devices, Domains, Listeners, Threads, Tune};
use crate::model::domain::{Identity, Info, StateReason, Summary, Uuid};
use crate::model::flags::Affect;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::dir::FileId;
use crate::sys::{Dir, FileFingerprint, RelPath};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Which of the host's domains a connection shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    All,
    Only(Origin),
}

/// A connection's view of this host.
pub struct HostDriver {
    pub kind: &'static str,
    pub shown: Shown,
    pub context: Context,
    /// Where the domains were that were found last, so that a call on one need
    /// not look for it again. Holds no more than the host has domains.
    pub known: Mutex<Known>,
    /// Held by who looks: an older look must not come behind a newer one.
    pub looking: Mutex<()>,
    /// How the domains end that it was asked to end.
    pub ends: Ends,
    /// Who is told of domains that came or went since they were looked for last.
    pub listeners: Listeners,
}

pub type Known = BTreeMap<Uuid, Seen>;

/// A domain as it was found.
#[derive(Clone)]
pub struct Seen {
    pub guest: Arc<Guest>,
    pub marks: Marks,
}

/// What tells whether a domain is still what was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Marks {
    /// Its group's directory.
    pub group: Option<FileId>,
    /// The file of its definition, of our own ones.
    pub definition: Option<FileFingerprint>,
    /// The file of its record, of our own ones.
    pub record: Option<FileFingerprint>,
}

/// The directories of our own domains' files, those that are there.
pub struct Shelves {
    pub definitions: Option<Dir>,
    pub records: Option<Dir>,
}

/// A running domain and its group.
pub struct Live {
    pub guest: Arc<Guest>,
    pub group: RelPath,
    pub dir: Dir,
}

impl HostDriver {
    /// Finds every domain that this connection shows, anew, and cleans up behind
    /// those that ended.
    pub fn discover(&self) -> Result<Vec<Arc<Guest>>> {
        let looking = lock(&self.looking);
        let mut found = discovery::all(&self.context.host, &self.context.place)?;
        if found.untidy && recovery::try_tidy(self) {
            found = discovery::all(&self.context.host, &self.context.place)?;
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
    pub fn came(&self, guest: Guest) {
        let looking = lock(&self.looking);
        let marks = self.marks(&self.shelves(), &guest);
        let mut found = self.known().clone();
        found.insert(guest.identity.uuid, Seen { guest: Arc::new(guest), marks });
        self.take_down(found, looking);
    }

    /// Takes down that a running domain is in another state now, which may have
    /// ended before anybody looks.
    pub fn entered(&self, guest: &Guest, state: StateReason) {
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
    pub fn take_down(&self, found: Known, looking: MutexGuard<'_, ()>) {
        let mut known = self.known();
        let needs_wakeup = diff::keep(&self.listeners, &self.ends, &known, &found);
        self.ends.forget_others(&found);
        *known = found;
        drop(known);
        drop(looking);
        if needs_wakeup {
            self.listeners.schedule();
        }
    }

    pub fn shelves(&self) -> Shelves {
        let open = |path| self.context.host.root.sub(path).ok();
        Shelves {
            definitions: open(&self.context.place.domains),
            records: open(&self.context.place.records),
        }
    }

    pub fn marks(&self, shelves: &Shelves, guest: &Guest) -> Marks {
        let open = |group: &RelPath| self.context.host.memory.open(group).and_then(|dir| dir.id());
        let file = format!("{}.xml", guest.identity.name);
        let mark = |shelf: &Option<Dir>| {
            let shelf = shelf.as_ref().filter(|_| guest.origin == Origin::Own)?;
            shelf.fingerprint(&file).ok()
        };
        Marks {
            group: guest.group.as_ref().and_then(|group| open(group).ok()),
            definition: mark(&shelves.definitions),
            record: mark(&shelves.records),
        }
    }

    /// The domain that a handle means, as it is now; VIR_ERR_NO_DOMAIN when it has
    /// gone.
    pub fn guest(&self, domain: &Identity) -> Result<Arc<Guest>> {
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
    pub fn live(&self, domain: &Identity) -> Result<Live> {
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
    pub fn opened(&self, seen: &Seen) -> Option<Live> {
        let group = seen.guest.group.clone()?;
        let dir = self.context.host.memory.open(&group).ok()?;
        let same = dir.id().ok() == seen.marks.group;
        let alive = seen.guest.origin != Origin::Own || self.context.host.has_process(&dir).ok()?;
        (same && alive).then(|| Live { guest: Arc::clone(&seen.guest), group, dir })
    }

    pub fn known(&self) -> MutexGuard<'_, Known> {
        lock(&self.known)
    }

    /// As [`Self::guest`], with what its owner says of it by now.
    pub fn fresh_guest(&self, domain: &Identity) -> Result<Guest> {
        Ok(discovery::refreshed(&self.context.host, &*self.guest(domain)?))
    }

    /// As [`Self::live`], with what its owner says of it by now.
    pub fn fresh_live(&self, domain: &Identity) -> Result<Live> {
        let guest = self.guest(domain)?;
        let live = self.live(domain)?;
        Ok(Live { guest: Arc::new(discovery::refreshed(&self.context.host, &guest)), ..live })
    }

    /// Refuses to make domains where they would not be shown.
    pub fn check_has_own(&self) -> Result<()> {
        if self.shown == Shown::All { Ok(()) } else { Err(self.not_shown()) }
    }

    pub fn gone(&self, domain: &Identity) -> Error {
        Error::new(
            self.context.error_domain,
            virErrorNumber::VIR_ERR_NO_DOMAIN,
            format!("'{}' ({}) has ended", domain.name, domain.uuid),
        )
    }

    pub fn not_shown(&self) -> Error {
        Error::new(
            self.context.error_domain,
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            "this connection shows libvirt's own guests; cgroup:///system makes domains",
        )
    }

    pub fn not_running(&self, domain: &Identity) -> Error {
        Error::new(
            self.context.error_domain,
            virErrorNumber::VIR_ERR_OPERATION_INVALID,
            format!("domain '{}' is not running", domain.name),
        )
    }

    /// What failed because the group went away meanwhile is the domain's end.
    pub fn or_gone<T>(&self, live: &Live, result: Result<T>) -> Result<T> {
        result.map_err(|error| {
            let empty = || live.dir.entries().map_or(true, |entries| entries.is_empty());
            let ended = says_gone(&error) && empty();
            if ended { self.gone(&live.guest.identity) } else { error }
        })
    }

    /// What a call is to look at or to change: VIR_ERR_OPERATION_INVALID for what
    /// the domain has not, and for a definition that belongs to another.
    pub fn resolve(&self, guest: &Guest, affect: Affect) -> Result<Affect> {
        if affect.config && matches!(guest.origin, Origin::LibvirtQemu | Origin::LibvirtLxc) {
            return Err(Error::new(
                self.context.error_domain,
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

pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Domains for HostDriver {
    fn domains(&self) -> Result<Vec<Summary>> {
        Ok(self.discover()?.iter().map(|guest| guest.summary()).collect())
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
        self.or_gone(&live, info::info(&self.context.host, &live))
    }

    fn is_persistent(&self, domain: &Identity) -> Result<bool> {
        Ok(self.fresh_guest(domain)?.persistent)
    }
}

impl Threads for HostDriver {}
impl Tune for HostDriver {}
impl Devices for HostDriver {}
