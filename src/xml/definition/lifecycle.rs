//! `<on_poweroff>`, `<on_reboot>`, `<on_crash>` and `<on_lockfailure>`: actions on
//! lifecycle events.

use super::unsupported;
use crate::model::Result;
use crate::model::constants::virDomainLifecycle::{self, *};
use crate::model::constants::virDomainLifecycleAction::{self as Action, *};
use crate::xml::tree::Element;

/// The action on each lifecycle event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifecycleActions {
    /// When the guest powers off.
    pub poweroff: Action,
    /// When it reboots.
    pub reboot: Action,
    /// When it crashes.
    pub crash: Action,
    /// When it loses a lock; `None` for the lock manager's default.
    pub lock_failure: Option<&'static str>,
}

/// The actions on the loss of a lock.
const LOCK_ACTIONS: &[&str] = &["poweroff", "restart", "pause", "ignore"];

/// The names of actions in documents.
const NAMES: &[(Action, &str)] = &[
    (VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY, "destroy"),
    (VIR_DOMAIN_LIFECYCLE_ACTION_RESTART, "restart"),
    (VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME, "rename-restart"),
    (VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE, "preserve"),
    (VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY, "coredump-destroy"),
    (VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART, "coredump-restart"),
];

/// The elements of lifecycle events.
const OCCASIONS: &[(virDomainLifecycle, &str)] = &[
    (VIR_DOMAIN_LIFECYCLE_POWEROFF, "on_poweroff"),
    (VIR_DOMAIN_LIFECYCLE_REBOOT, "on_reboot"),
    (VIR_DOMAIN_LIFECYCLE_CRASH, "on_crash"),
];

impl Default for LifecycleActions {
    fn default() -> Self {
        Self {
            poweroff: VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY,
            reboot: VIR_DOMAIN_LIFECYCLE_ACTION_RESTART,
            crash: VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY,
            lock_failure: None,
        }
    }
}

impl LifecycleActions {
    /// Removes the elements from a domain and parses them.
    pub fn take(domain: &mut Element) -> Result<Self> {
        let mut actions = Self { lock_failure: lock_failure(domain)?, ..Self::default() };
        for (occasion, name) in OCCASIONS {
            let text = domain.take(name).as_ref().map(Element::text).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            let Some(action) = named(&text) else { return unknown(name, &text) };
            *actions.at(*occasion) = action;
        }
        Ok(actions)
    }

    /// Refuses actions that are not allowed for their events.
    pub fn check(&self) -> Result<()> {
        let mut actions = self.clone();
        let wrong = OCCASIONS.iter().find_map(|(occasion, name)| {
            let action = *actions.at(*occasion);
            (!Self::allows(*occasion, action)).then(|| (*name, name_of(action)))
        });
        wrong.map_or(Ok(()), |(name, action)| unknown(name, action))
    }

    /// The elements.
    pub fn to_elements(&self) -> impl Iterator<Item = Element> {
        let mut actions = self.clone();
        let lock_failure = self.lock_failure.map(|action| (LOCK_FAILURE, action));
        let named =
            move |(occasion, name): &(_, &'static str)| (*name, name_of(*actions.at(*occasion)));
        let all = OCCASIONS.iter().map(named).chain(lock_failure);
        all.map(|(name, action)| Element::with_text(name, action))
    }

    /// The action on a lifecycle event.
    pub fn at(&mut self, occasion: virDomainLifecycle) -> &mut Action {
        match occasion {
            VIR_DOMAIN_LIFECYCLE_POWEROFF => &mut self.poweroff,
            VIR_DOMAIN_LIFECYCLE_REBOOT => &mut self.reboot,
            VIR_DOMAIN_LIFECYCLE_CRASH => &mut self.crash,
        }
    }

    /// Whether the action is allowed for the event: core dumps only on a crash.
    pub fn allows(occasion: virDomainLifecycle, action: Action) -> bool {
        let dumps = [
            VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY,
            VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART,
        ];
        occasion == VIR_DOMAIN_LIFECYCLE_CRASH || !dumps.contains(&action)
    }
}

const LOCK_FAILURE: &str = "on_lockfailure";

fn lock_failure(domain: &mut Element) -> Result<Option<&'static str>> {
    let text = domain.take(LOCK_FAILURE).as_ref().map(Element::text).unwrap_or_default();
    match LOCK_ACTIONS.iter().find(|action| **action == text) {
        None if !["", "default"].contains(&text.as_str()) => unknown(LOCK_FAILURE, &text),
        action => Ok(action.copied()),
    }
}

fn unknown<T>(name: &str, text: &str) -> Result<T> {
    unsupported(format!("<{name}> holds '{text}', expected an action allowed for this event"))
}

fn named(text: &str) -> Option<Action> {
    NAMES.iter().find(|(_, name)| *name == text).map(|(action, _)| *action)
}

fn name_of(action: Action) -> &'static str {
    NAMES.iter().find(|(named, _)| *named == action).map_or("", |(_, name)| *name)
}
