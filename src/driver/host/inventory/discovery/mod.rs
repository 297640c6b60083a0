//! Finds the domains of this host.

mod libvirt;
mod machined;
pub mod own;

use super::domain::{Guest, Origin};
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error::Failed;
use crate::driver::host::state::records::Place;
use crate::model::Result;
use crate::model::domain::Uuid;
use crate::sys::dir::Entry;
use crate::sys::warn::warn;
use crate::sys::{Dir, Errno, SysResult};

/// The namespace of the uuids that are made up here.
const UUID_NAMESPACE: Uuid = Uuid::from_u128(0x8a5c_3d0e_52f1_4b6c_9d37_c1e0_64b2_7f19);

/// What was found on a host, the library's own first: a record is the better
/// witness than a group's name.
pub struct Found {
    /// Every domain there is, in the order of where it was found.
    pub guests: Vec<Guest>,
    /// Whether there is something of ours to clean up.
    pub untidy: bool,
}

/// Looks for domains. A group that two sources tell of counts once, for the
/// first. A session has its own ones alone. Nothing is changed.
pub fn all(host: &Host, place: &Place) -> Result<Found> {
    let own::Own { mut guests, untidy } = own::find(host, place);
    if place.session {
        return Ok(Found { guests, untidy });
    }
    for guest in libvirt::find(host)?.into_iter().chain(machined::find(host)?) {
        let known =
            |other: &Guest| overlap(&guest, other) || other.identity.uuid == guest.identity.uuid;
        if !guests.iter().any(known) {
            guests.push(guest);
        }
    }
    Ok(Found { guests, untidy })
}

/// Whether the group of one is that of the other, or lies below it.
fn overlap(one: &Guest, other: &Guest) -> bool {
    match (&one.group, &other.group) {
        (Some(one), Some(other)) => one.is_within(other) || other.is_within(one),
        _ => false,
    }
}

/// A domain with what its owner says of it now: its state and its definition.
pub fn refreshed(host: &Host, guest: &Guest) -> Guest {
    match guest.origin {
        Origin::LibvirtQemu | Origin::LibvirtLxc => libvirt::refreshed(host, guest),
        Origin::Own => own::refreshed(host, guest),
        Origin::Machine => guest.clone(),
    }
}

/// What stands in a directory: nothing where there is none, or where the caller
/// may not look. What else fails must not pass for an empty host.
fn listing(dir: SysResult<Dir>, what: &str) -> Result<Vec<Entry>> {
    match dir.and_then(|dir| dir.entries()) {
        Err(Errno::NOENT | Errno::NODEV | Errno::NOTDIR | Errno::LOOP) => Ok(Vec::new()),
        Err(errno @ (Errno::ACCESS | Errno::PERM)) => {
            warn(format_args!("{what} is left out: {errno}"));
            Ok(Vec::new())
        }
        entries => entries.during(format_args!("list {what}")),
    }
}

/// A uuid that is the same whenever it is derived from the same parts, and
/// differs from one boot to the next.
pub fn derive_uuid(host: &Host, parts: &[&str]) -> Uuid {
    uuid_of(&host.boot_id(), parts)
}

/// As [`derive_uuid`], of a boot that is known.
pub fn uuid_of(boot: &str, parts: &[&str]) -> Uuid {
    let text = [&[boot], parts].concat().join("\0");
    Uuid::new_v5(&UUID_NAMESPACE, text.as_bytes())
}
