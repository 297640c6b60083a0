//! Discovery: scans a host for domains.

mod groups;
pub mod libvirt;
pub mod machined;
pub mod own;
mod proxmox;

use super::domain::{HostDomain, Origin, Scanned};
use super::group_map::GroupMap;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::{group, processes};
use crate::driver::host::context::Context;
use crate::model::Result;
use crate::model::domain::Uuid;
use crate::sys::RelPath;
use groups::Groups;
use std::collections::BTreeSet;

/// The result of a scan, with the library's own domains first: a record is more
/// reliable than a group's name.
pub struct Found {
    /// Every domain, in the order of where it was found.
    pub domains: Vec<Scanned>,
    /// Whether there is something left for crash recovery: ended domains of the
    /// library, or writers that did not finish.
    pub needs_recovery: bool,
    /// The groups that were looked for domains in.
    pub groups: Vec<String>,
}

impl Found {
    /// The domains alone.
    pub fn into_domains(self) -> Vec<HostDomain> {
        self.domains.into_iter().map(|scanned| scanned.domain).collect()
    }
}

/// Scans the host. A group that two sources report counts once, for the first. A session
/// shows the library's own domains alone. Nothing is changed.
pub fn scan(context: &Context) -> Result<Found> {
    let mut groups = Groups::new(&context.host);
    let own::Own { mut domains, needs_recovery } = own::find(context, &mut groups);
    if context.paths.session {
        return Ok(Found { domains, needs_recovery, groups: groups.listed() });
    }
    let mut seen = Seen::default();
    domains.iter().for_each(|scanned| seen.add(&scanned.domain));
    let guests = libvirt::find(context, &mut groups)?.into_iter().chain(proxmox::find(context)?);
    for scanned in guests.chain(machined::find(context)?) {
        if !seen.has(&scanned.domain) {
            seen.add(&scanned.domain);
            domains.push(libvirt::of_machine(context, scanned));
        }
    }
    Ok(Found { domains, needs_recovery, groups: groups.listed() })
}

/// The groups in which other managers make those of their domains.
pub fn groups(context: &Context) -> impl Iterator<Item = &str> {
    let others = libvirt::GROUPS.iter().copied().chain([proxmox::SLICE]);
    others.filter(|_| !context.paths.session)
}

/// The directories whose files tell of domains of other managers.
pub fn directories(context: &Context) -> Vec<String> {
    if context.paths.session {
        return Vec::new();
    }
    let others = [machined::DIRECTORY, proxmox::DIRECTORY].map(str::to_owned);
    libvirt::directories().chain(others).collect()
}

/// The domains that a scan finds.
pub fn domains(context: &Context) -> Result<Vec<HostDomain>> {
    Ok(scan(context)?.into_domains())
}

/// The groups and uuids of the domains that were found so far.
#[derive(Default)]
struct Seen {
    groups: GroupMap<()>,
    uuids: BTreeSet<Uuid>,
}

impl Seen {
    fn add(&mut self, domain: &HostDomain) {
        self.uuids.insert(domain.identity.uuid);
        if let Some(group) = &domain.group {
            self.groups.insert(group, ());
        }
    }

    /// Whether one has the domain's uuid, or a group that overlaps with its group.
    fn has(&self, domain: &HostDomain) -> bool {
        self.uuids.contains(&domain.identity.uuid)
            || domain.group.as_ref().is_some_and(|group| self.groups.overlaps(group))
    }
}

/// Whether a scan would find a domain, whose group is still the same, with the same name,
/// uuid, id and group.
pub fn is_same(host: &Host, domain: &HostDomain) -> bool {
    match (&domain.group, domain.origin) {
        (None, _) => true,
        (Some(group), Origin::LibvirtQemu | Origin::LibvirtLxc) => {
            libvirt::is_same(host, domain, group)
        }
        (Some(group), Origin::Machine) => {
            machined::is_registered(host, domain) && has_process_of_id(host, domain, group)
        }
        (Some(group), Origin::Own | Origin::Proxmox) => has_process_of_id(host, domain, group),
    }
}

/// Whether the process whose pid is the domain's id is in its group.
fn has_process_of_id(host: &Host, domain: &HostDomain, group: &RelPath) -> bool {
    let Some(pid) = domain.identity.id else { return false };
    let is_below = || {
        let now = host.group_of(pid).ok().flatten();
        now.is_some_and(|now| now.is_within(group)) && group::is_populated(host, group)
    };
    processes::has(host, group, pid) || is_below()
}

/// A domain with what its owner says of it now: its state and its definition.
pub fn refreshed(host: &Host, domain: &HostDomain) -> HostDomain {
    match domain.origin {
        Origin::LibvirtQemu | Origin::LibvirtLxc => libvirt::refreshed(host, domain),
        Origin::Own => own::refreshed(host, domain),
        Origin::Machine | Origin::Proxmox => domain.clone(),
    }
}
