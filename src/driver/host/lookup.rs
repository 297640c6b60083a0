//! Finds the domain that a call is about: in the index if it is still as it was found,
//! else by a scan.

use super::cgroup::processes;
use super::driver::{HostDriver, Visibility};
use super::error::{says_closed, says_full, says_gone};
use super::inventory::discovery;
use super::inventory::domain::{HostDomain, Origin};
use super::inventory::index::{IndexEntry, StateDirs};
use super::limits::engine::Engine;
use super::open_domains::{Live, Runs};
use super::watch::HostWatch;
use crate::model::domain::{Identity, Key};
use crate::model::flags::Affect;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::Errno;
use std::sync::Arc;

impl HostDriver {
    /// The domain that a key means, if there is one now. One that another process has
    /// just made is found, and one that has ended is not.
    pub fn find(&self, key: Key<'_>) -> Result<Option<Identity>> {
        self.restore();
        let dirs = StateDirs::open(&self.context);
        let known = {
            let index = self.index();
            index.find(key).filter(|_| index.is_of(dirs.state())).cloned()
        };
        let is_same = |entry: &IndexEntry| {
            dirs.fingerprint(&self.context, &entry.domain) == entry.fingerprint
                && discovery::is_same(&self.context.host, &entry.domain)
        };
        if let Some(entry) = known.filter(is_same) {
            return Ok(Some(entry.domain.identity.clone()));
        }
        self.discover()?;
        Ok(self.index().find(key).map(|entry| entry.domain.identity.clone()))
    }

    /// The domain of a handle, as it is now; VIR_ERR_NO_DOMAIN when it has ended.
    pub fn domain_of(&self, domain: &Identity) -> Result<Arc<HostDomain>> {
        self.restore();
        let known = self.entry(domain);
        if let Some(entry) = known.filter(|entry| self.is_current(entry)) {
            return Ok(entry.domain);
        }
        self.discover()?;
        self.entry(domain).map(|entry| entry.domain).ok_or_else(|| self.context.gone(domain))
    }

    /// The running domain of a handle, and its group's directory;
    /// VIR_ERR_NO_DOMAIN when it has ended, VIR_ERR_OPERATION_INVALID when it is
    /// shut off.
    pub fn live(&self, domain: &Identity) -> Result<Live> {
        if let Some(live) = self.open_domains.get(domain.uuid) {
            return Ok(live);
        }
        self.restore();
        let opened = || self.open_to_keep(&self.entry(domain)?);
        if let Some(live) = opened() {
            return Ok(live);
        }
        let found = self.domain_of(domain)?;
        match opened() {
            Some(live) => Ok(live),
            None if found.is_active() => Err(self.context.gone(domain)),
            None => Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!("domain '{}' is not running", domain.name),
            )),
        }
    }

    /// As [`Self::domain_of`], with what its owner says of it now.
    pub fn current_domain(&self, domain: &Identity) -> Result<HostDomain> {
        Ok(discovery::refreshed(&self.context.host, &*self.domain_of(domain)?))
    }

    /// As [`Self::live`], with what its owner says of it now.
    pub fn fresh_live(&self, domain: &Identity) -> Result<Live> {
        let found = self.domain_of(domain)?;
        let live = self.live(domain)?;
        Ok(live.of(Arc::new(discovery::refreshed(&self.context.host, &found))))
    }

    /// Opens the host's directories again where the program has closed them. What cannot be
    /// opened makes the calls on it fail.
    pub fn restore(&self) {
        // A watch that works tells that nothing was closed.
        if self.open_domains.is_watched() {
            return;
        }
        let _ = self.context.host.restore();
    }

    fn entry(&self, domain: &Identity) -> Option<IndexEntry> {
        self.index().get(domain.uuid).cloned()
    }

    /// Whether a domain is still as it was found.
    fn is_current(&self, entry: &IndexEntry) -> bool {
        let now = StateDirs::open(&self.context).fingerprint(&self.context, &entry.domain);
        now == entry.fingerprint && (!entry.domain.is_active() || self.open(entry).is_some())
    }

    /// The running domain of an entry, unless it has ended or another group has its
    /// group's name.
    fn open(&self, entry: &IndexEntry) -> Option<Live> {
        self.open_same(entry, None).filter(has_process)
    }

    /// The open group of a domain, unless it is gone or another one has its name.
    fn open_same(&self, entry: &IndexEntry, watch: Option<Arc<HostWatch>>) -> Option<Live> {
        let group = entry.domain.group.clone()?;
        let dir = self.context.host.memory.open(&group).ok()?;
        let is_same = dir.id().ok() == entry.fingerprint.group;
        is_same.then(|| Live::new(Arc::clone(&entry.domain), group, dir, watch))
    }

    /// As [`Self::open`]; it stays open where it can be watched.
    fn open_to_keep(&self, entry: &IndexEntry) -> Option<Live> {
        self.open_or_keep(entry, has_process)
    }

    /// The open group of a domain that a scan has just found, unless it is gone.
    pub fn open_found(&self, entry: &IndexEntry) -> Option<Live> {
        self.kept(entry).or_else(|| self.open_or_keep(entry, |_| true))
    }

    /// As [`Self::open_found`], of one that may have ended since.
    pub fn open_known(&self, entry: &IndexEntry) -> Option<Live> {
        let mount = &self.context.host.memory.mount;
        let is_there = |live: &Live| mount.id_below(&live.group).ok() == entry.fingerprint.group;
        self.kept(entry).filter(is_there).or_else(|| self.open_to_keep(entry))
    }

    /// The domain of an entry if it is open, as of the last call of [`Self::restore`].
    fn kept(&self, entry: &IndexEntry) -> Option<Live> {
        let kept = self.open_domains.get_settled(entry.domain.identity.uuid)?;
        let is_same = kept.dir.id().ok() == entry.fingerprint.group;
        is_same.then(|| kept.of(Arc::clone(&entry.domain)))
    }

    fn open_or_keep(&self, entry: &IndexEntry, runs: impl Fn(&Live) -> bool) -> Option<Live> {
        let watch = self.open_domains.watch(|| self.new_watch());
        let opened = || self.open_same(entry, watch.clone()).filter(&runs);
        let Some(watch) = &watch else { return opened() };
        if !self.open_domains.has_room(entry.domain.identity.uuid) {
            return opened();
        }
        let kept = opened().and_then(|live| self.keep(live, Arc::clone(watch)));
        kept.or_else(opened)
    }

    /// None on a host that is made up of plain files: they do not say that their group is gone.
    fn new_watch(&self) -> Option<HostWatch> {
        if !self.context.host.memory.mount.is_in_cgroupfs() {
            return None;
        }
        let engine = Engine::new(&self.context);
        let journal = engine.journal();
        HostWatch::new(&self.context.host.root, &journal.path(), journal.counter()).ok()
    }

    /// Keeps an open domain open, if it is known whether it runs.
    fn keep(&self, live: Live, watch: Arc<HostWatch>) -> Option<Live> {
        let runs = self.runs(&live, &watch)?;
        self.open_domains.keep(live, watch, runs)
    }

    /// What tells from now on whether a domain runs; none where it has ended.
    fn runs(&self, live: &Live, watch: &Arc<HostWatch>) -> Option<Runs> {
        let host = &self.context.host;
        let first = live.domain.leader.into_iter();
        let others = std::iter::once_with(|| processes::all(&live.dir).unwrap_or_default());
        first.chain(others.flatten()).find_map(|pid| {
            let member = match watch.member(&host.proc, pid) {
                Err(Errno::SRCH) => return None,
                Err(_) => return Some(Runs::List),
                Ok(member) => member,
            };
            let is_in = host.group_of(pid).ok().flatten()?.is_within(&live.group);
            // If it has not ended, the pid was its own until now.
            let is_member = is_in && watch.settle() && !member.has_ended();
            is_member.then(|| Runs::Process(Arc::new(member)))
        })
    }

    /// Refuses to make a domain that this connection would not show.
    pub fn check_has_own(&self) -> Result<()> {
        if self.visibility == Visibility::All { Ok(()) } else { Err(self.not_shown()) }
    }

    /// VIR_ERR_OPERATION_UNSUPPORTED for a domain that this connection would not show.
    pub fn not_shown(&self) -> Error {
        self.context.error(
            virErrorNumber::VIR_ERR_OPERATION_UNSUPPORTED,
            "this connection shows libvirt's guests only; use cgroup:///system to create or \
             attach domains",
        )
    }

    /// Works on a running domain. Where the group that was open before the call is gone, or the
    /// program has closed its file descriptors, the domain may be in another one by now: that is
    /// looked at once.
    pub fn on_live<T>(&self, live: Live, work: impl Fn(&Live) -> Result<T>) -> Result<T> {
        let domain = Arc::clone(&live.domain);
        self.on_open(live, || self.live(&domain.identity), work)
    }

    /// As [`Self::on_live`]; `again` opens the group again.
    pub fn on_open<T>(
        &self,
        live: Live,
        again: impl FnOnce() -> Result<Live>,
        work: impl Fn(&Live) -> Result<T>,
    ) -> Result<T> {
        let result = work(&live);
        match &result {
            Err(error) if says_full(error) => {
                self.open_domains.close_all();
                self.or_gone(&live, work(&live))
            }
            Err(error) if live.was_open() && (says_gone(error) || says_closed(error)) => {
                self.open_domains.close(live.domain.identity.uuid);
                let again = again()?;
                self.or_gone(&again, work(&again))
            }
            _ => self.or_gone(&live, result),
        }
    }

    /// An operation that failed as the group has vanished: the domain has ended.
    pub fn or_gone<T>(&self, live: &Live, result: Result<T>) -> Result<T> {
        result.map_err(|error| {
            let empty = || live.dir.entries().map_or(true, |entries| entries.is_empty());
            let ended = says_gone(&error) && empty();
            if ended { self.context.gone(&live.domain.identity) } else { error }
        })
    }

    /// What a call is about: VIR_ERR_OPERATION_INVALID for a state that the domain is
    /// not in, and for a definition that another program manages.
    pub fn resolve(&self, found: &HostDomain, affect: Affect) -> Result<Affect> {
        if affect.config && matches!(found.origin, Origin::LibvirtQemu | Origin::LibvirtLxc) {
            return Err(self.context.error(
                virErrorNumber::VIR_ERR_OPERATION_INVALID,
                format!(
                    "the persistent definition of '{}' belongs to libvirtd; change it there, \
                     or only the running domain here",
                    found.identity.name
                ),
            ));
        }
        affect.resolve(&found.identity.name, found.is_active(), found.persistent)
    }
}

/// Whether a domain has a process: its owner may have been killed before it removed the group.
fn has_process(live: &Live) -> bool {
    processes::any(&live.dir) != Ok(false)
}
