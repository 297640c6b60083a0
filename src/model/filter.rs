//! The filters of `virConnectListAllDomains`.

use super::constants::virConnectListAllDomainsFlags::{self as Filter, *};
use super::constants::virDomainState::{VIR_DOMAIN_PAUSED, VIR_DOMAIN_RUNNING, VIR_DOMAIN_SHUTOFF};
use super::domain::Summary;

/// A group of flags: a domain passes when none of the group's flags is given, or
/// when it matches one of those given.
type Group = [(Filter, fn(&Summary) -> bool)];

const GROUPS: &[&Group] = &[
    &[
        (VIR_CONNECT_LIST_DOMAINS_ACTIVE, |d| d.state.is_active()),
        (VIR_CONNECT_LIST_DOMAINS_INACTIVE, |d| !d.state.is_active()),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_PERSISTENT, |d| d.persistent),
        (VIR_CONNECT_LIST_DOMAINS_TRANSIENT, |d| !d.persistent),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_RUNNING, |d| d.state == VIR_DOMAIN_RUNNING),
        (VIR_CONNECT_LIST_DOMAINS_PAUSED, |d| d.state == VIR_DOMAIN_PAUSED),
        (VIR_CONNECT_LIST_DOMAINS_SHUTOFF, |d| d.state == VIR_DOMAIN_SHUTOFF),
        (VIR_CONNECT_LIST_DOMAINS_OTHER, |d| {
            ![VIR_DOMAIN_RUNNING, VIR_DOMAIN_PAUSED, VIR_DOMAIN_SHUTOFF].contains(&d.state)
        }),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_MANAGEDSAVE, |d| d.managed_save),
        (VIR_CONNECT_LIST_DOMAINS_NO_MANAGEDSAVE, |d| !d.managed_save),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_AUTOSTART, |d| d.autostart),
        (VIR_CONNECT_LIST_DOMAINS_NO_AUTOSTART, |d| !d.autostart),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_HAS_SNAPSHOT, |d| d.snapshots),
        (VIR_CONNECT_LIST_DOMAINS_NO_SNAPSHOT, |d| !d.snapshots),
    ],
    &[
        (VIR_CONNECT_LIST_DOMAINS_HAS_CHECKPOINT, |d| d.checkpoints),
        (VIR_CONNECT_LIST_DOMAINS_NO_CHECKPOINT, |d| !d.checkpoints),
    ],
];

/// All filter bits.
pub fn all() -> u32 {
    GROUPS.iter().flat_map(|group| group.iter()).fold(0, |bits, (bit, _)| bits | *bit as u32)
}

/// Whether the domain passes these filter flags.
pub fn passes(domain: &Summary, flags: u32) -> bool {
    GROUPS.iter().all(|group| {
        let mut asked = group.iter().filter(|(bit, _)| flags & *bit as u32 != 0).peekable();
        asked.peek().is_none() || asked.any(|(_, holds)| holds(domain))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::domain::{Identity, State, Uuid};

    fn domain(state: State, persistent: bool) -> Summary {
        Summary {
            identity: Identity { name: "d".to_owned(), uuid: Uuid::nil(), id: None },
            state,
            persistent,
            autostart: false,
            managed_save: false,
            snapshots: false,
            checkpoints: false,
        }
    }

    #[test]
    fn groups_are_joined_by_and_flags_within_one_by_or() {
        let running = domain(State::VIR_DOMAIN_RUNNING, false);
        let off = domain(State::VIR_DOMAIN_SHUTOFF, true);
        assert_eq!(all(), 0xffff);
        assert!(passes(&running, 0) && passes(&off, 0));
        assert!(passes(&running, 1) && !passes(&off, 1));
        assert!(passes(&running, 1 | 2) && passes(&off, 1 | 2));
        assert!(!passes(&running, 1 | 4) && passes(&running, 1 | 8));
        assert!(passes(&off, 32 | 64) && !passes(&off, 128));
    }
}
