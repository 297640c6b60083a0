//! Events of domains.

use super::{Connection, Domain};
use crate::driver::{Listener, Listeners, Wakeup};
use crate::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE;
use crate::model::event::Event;
use crate::model::{Error, Result, virErrorDomain};
use std::sync::Arc;

/// The last kind of event.
const LAST_KIND: i32 = VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE as i32;

impl Connection {
    /// Adds a listener to the events of the host; `wakeup` makes the timeout that
    /// delivers them. Returns its callback id.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for a kind that is none, and for the same
    /// listener twice; VIR_ERR_INTERNAL_ERROR when the event loop takes no timeout.
    pub fn add_listener(
        &self,
        listener: Listener,
        wakeup: impl Fn(Listeners) -> Option<Arc<dyn Wakeup>>,
    ) -> Result<i32> {
        let kind = listener.address.kind;
        if !(0..=LAST_KIND).contains(&kind) {
            return Err(invalid(format!("eventID is {kind}, expected 0 to {LAST_KIND}")));
        }
        let listeners = self.driver().listeners()?;
        self.driver().watch()?;
        listeners.add(listener, wakeup)
    }

    /// Removes a listener of `owner`; VIR_ERR_INVALID_ARG when it has none with that
    /// callback id.
    pub fn remove_listener(&self, owner: usize, number: i32) -> Result<()> {
        if number < 0 {
            return Err(invalid(format!("callbackID is {number}, expected 0 or more")));
        }
        self.driver().listeners()?.remove(owner, number)
    }

    /// Removes a listener of `owner` that virConnectDomainEventRegister added;
    /// VIR_ERR_INVALID_ARG when it has none that calls `function`.
    pub fn remove_old_listener(&self, owner: usize, function: usize) -> Result<()> {
        self.driver().listeners()?.remove_old(owner, function)
    }

    /// The domain that an event is about, as it was then.
    pub fn domain_of(&self, event: &Event) -> Domain {
        Domain::new(self.clone(), event.domain.clone())
    }
}

fn invalid(detail: String) -> Error {
    Error::invalid_arg(virErrorDomain::VIR_FROM_DOMAIN, detail)
}
