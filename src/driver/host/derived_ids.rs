//! Derived uuids, for domains and files that have none of their own.

use super::cgroup::hierarchy::Host;
use crate::model::domain::Uuid;

/// The namespace of derived uuids.
const UUID_NAMESPACE: Uuid = Uuid::from_u128(0x8a5c_3d0e_52f1_4b6c_9d37_c1e0_64b2_7f19);

/// A uuid that is the same whenever it is derived from the same parts during one boot.
pub fn derive_uuid(host: &Host, parts: &[&str]) -> Uuid {
    uuid_of(&host.boot_id(), parts)
}

/// As [`derive_uuid`], with the boot id given.
pub fn uuid_of(boot: &str, parts: &[&str]) -> Uuid {
    let text = [&[boot], parts].concat().join("\0");
    Uuid::new_v5(&UUID_NAMESPACE, text.as_bytes())
}
