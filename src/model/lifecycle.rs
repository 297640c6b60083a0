//! Numbers of lifecycle events and the actions taken on them.

use super::constants::virDomainLifecycle::{self, *};
use super::constants::virDomainLifecycleAction::{self, *};

impl virDomainLifecycle {
    /// The lifecycle event with that number.
    pub fn from_number(number: u32) -> Option<Self> {
        let all = [
            VIR_DOMAIN_LIFECYCLE_POWEROFF,
            VIR_DOMAIN_LIFECYCLE_REBOOT,
            VIR_DOMAIN_LIFECYCLE_CRASH,
        ];
        all.into_iter().find(|occasion| *occasion as u32 == number)
    }
}

impl virDomainLifecycleAction {
    /// The action with that number.
    pub fn from_number(number: u32) -> Option<Self> {
        let all = [
            VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY,
            VIR_DOMAIN_LIFECYCLE_ACTION_RESTART,
            VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME,
            VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE,
            VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY,
            VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART,
        ];
        all.into_iter().find(|action| *action as u32 == number)
    }
}
