//! `<on_poweroff>`, `<on_reboot>` and `<on_crash>`: what is done when a guest
//! ends by itself.

use super::refuse;
use crate::model::constants::virDomainLifecycle::{self, *};
use crate::model::constants::virDomainLifecycleAction::{self as Action, *};
use crate::model::{Result, virErrorNumber};
use crate::xml::tree::Element;

/// What is done on each occasion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifecycleActions {
    /// When the guest powers off.
    pub poweroff: Action,
    /// When it reboots.
    pub reboot: Action,
    /// When it crashes.
    pub crash: Action,
}

/// The actions' names in the XML.
const NAMES: &[(Action, &str)] = &[
    (VIR_DOMAIN_LIFECYCLE_ACTION_DESTROY, "destroy"),
    (VIR_DOMAIN_LIFECYCLE_ACTION_RESTART, "restart"),
    (VIR_DOMAIN_LIFECYCLE_ACTION_RESTART_RENAME, "rename-restart"),
    (VIR_DOMAIN_LIFECYCLE_ACTION_PRESERVE, "preserve"),
    (VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY, "coredump-destroy"),
    (VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART, "coredump-restart"),
];

/// The occasions' elements.
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
        }
    }
}

impl LifecycleActions {
    /// Takes the three elements out of a domain.
    pub fn take(domain: &mut Element) -> Result<Self> {
        let mut actions = Self::default();
        for (occasion, name) in OCCASIONS {
            let text = domain.take(name).as_ref().map(Element::text).unwrap_or_default();
            if text.is_empty() {
                continue;
            }
            let allowed = |action: &Action| Self::allows(*occasion, *action);
            let Some(action) = named(&text).filter(allowed) else {
                return refuse(
                    virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
                    format!("<{name}> holds '{text}', expected an action that it may have"),
                );
            };
            *actions.at(*occasion) = action;
        }
        Ok(actions)
    }

    /// The three elements.
    pub fn to_elements(&self) -> impl Iterator<Item = Element> {
        let mut actions = self.clone();
        OCCASIONS
            .iter()
            .map(move |(occasion, name)| Element::with_text(name, name_of(*actions.at(*occasion))))
    }

    /// The action of an occasion.
    pub fn at(&mut self, occasion: virDomainLifecycle) -> &mut Action {
        match occasion {
            VIR_DOMAIN_LIFECYCLE_POWEROFF => &mut self.poweroff,
            VIR_DOMAIN_LIFECYCLE_REBOOT => &mut self.reboot,
            VIR_DOMAIN_LIFECYCLE_CRASH => &mut self.crash,
        }
    }

    /// Whether an action may belong to an occasion: only a crash dumps memory.
    pub fn allows(occasion: virDomainLifecycle, action: Action) -> bool {
        let dumps = [
            VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_DESTROY,
            VIR_DOMAIN_LIFECYCLE_ACTION_COREDUMP_RESTART,
        ];
        occasion == VIR_DOMAIN_LIFECYCLE_CRASH || !dumps.contains(&action)
    }
}

fn named(text: &str) -> Option<Action> {
    NAMES.iter().find(|(_, name)| *name == text).map(|(action, _)| *action)
}

fn name_of(action: Action) -> &'static str {
    NAMES.iter().find(|(named, _)| *named == action).map_or("", |(_, name)| *name)
}
