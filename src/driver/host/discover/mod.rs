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

/// Every domain there is, in the order of their groups' origins. A group that
/// two sources tell of counts once, for the first.
pub fn all(host: &Host, place: &Place) -> Result<Vec<Guest>> {
    let mut guests: Vec<Guest> = Vec::new();
    let found = libvirt::find(host)
        .into_iter()
        .chain(machined::find(host))
        .chain(attached::find(host, place)?);
    for guest in found {
        let known = |other: &Guest| {
            other.group == guest.group
                || guest.group.is_within(&other.group)
                || other.identity.uuid == guest.identity.uuid
        };
        if !guests.iter().any(known) {
            guests.push(guest);
        }
    }
    Ok(guests)
}

/// A uuid that is the same whenever it is derived from the same parts, and
/// differs from one boot to the next.
pub fn derive_uuid(host: &Host, parts: &[&str]) -> Uuid {
    let text = [&[host.boot_id().as_str()], parts].concat().join("\0");
    Uuid::new_v5(&UUID_NAMESPACE, text.as_bytes())
}
