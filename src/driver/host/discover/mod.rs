//! Finds the domains of this host.

mod attached;
mod libvirt;
mod machined;

use super::guest::Guest;
use super::layout::Host;
use super::records::Place;
use crate::model::Result;
use crate::model::domain::Uuid;

/// The namespace of the uuids that are made up here.
const UUID_NAMESPACE: Uuid = Uuid::from_u128(0x8a5c_3d0e_52f1_4b6c_9d37_c1e0_64b2_7f19);

/// What was found on a host.
pub struct Found {
    /// Every domain there is, in the order of where it was found.
    pub guests: Vec<Guest>,
    /// Whether groups of the library's own stand there without a process.
    pub some_ended: bool,
}

/// Looks for domains. A group that two sources tell of counts once, for the
/// first. Nothing is changed.
pub fn all(host: &Host, place: &Place) -> Result<Found> {
    let (attached, some_ended) = attached::find(host, place)?;
    let mut guests: Vec<Guest> = Vec::new();
    for guest in libvirt::find(host).into_iter().chain(machined::find(host)).chain(attached) {
        let known = |other: &Guest| {
            guest.group.is_within(&other.group) || other.identity.uuid == guest.identity.uuid
        };
        if !guests.iter().any(known) {
            guests.push(guest);
        }
    }
    Ok(Found { guests, some_ended })
}

/// A uuid that is the same whenever it is derived from the same parts, and
/// differs from one boot to the next.
pub fn derive_uuid(host: &Host, parts: &[&str]) -> Uuid {
    let text = [&[host.boot_id().as_str()], parts].concat().join("\0");
    Uuid::new_v5(&UUID_NAMESPACE, text.as_bytes())
}
