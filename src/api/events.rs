//! Events of domains.

use super::{Connection, Domain};
use crate::driver::{Listener, Listeners, Wakeup};
use crate::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE;
use crate::model::event::Event;
use crate::model::{Error, Result, virErrorDomain};
use std::sync::Arc;

/// The highest event id.
const LAST_KIND: i32 = VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE as i32;

impl Connection {
    /// Adds a listener for the host's events. Returns its callback id, or `None` where a
    /// timeout that delivers them is needed first: [`Listeners::add`].
    ///
    /// Errors: VIR_ERR_INVALID_ARG for an unknown event id and for a duplicate listener.
    pub fn add_listener(
        &self,
        listener: Listener,
        wakeup: Option<Arc<dyn Wakeup>>,
    ) -> Result<Option<i32>> {
        let kind = listener.address.kind;
        if !(0..=LAST_KIND).contains(&kind) {
            return Err(invalid(format!("eventID is {kind}, expected 0 to {LAST_KIND}")));
        }
        let listeners = self.driver().listeners()?;
        self.driver().watch()?;
        listeners.add(listener, wakeup)
    }

    /// The host's listeners.
    pub fn listeners(&self) -> Result<&Listeners> {
        self.driver().listeners()
    }

    /// Removes the listener of `owner` with that callback id; VIR_ERR_INVALID_ARG if there
    /// is none.
    pub fn remove_listener(&self, owner: usize, number: i32) -> Result<()> {
        if number < 0 {
            return Err(invalid(format!("callbackID is {number}, expected 0 or more")));
        }
        self.driver().listeners()?.remove(owner, number)
    }

    /// Removes the listener of `owner` that virConnectDomainEventRegister added with
    /// `function`; VIR_ERR_INVALID_ARG if there is none.
    pub fn remove_legacy_listener(&self, owner: usize, function: usize) -> Result<()> {
        self.driver().listeners()?.remove_legacy(owner, function)
    }

    /// The domain of an event, as it was at that time.
    pub fn domain_of(&self, event: &Event) -> Domain {
        Domain::new(self.clone(), event.domain.clone())
    }
}

fn invalid(detail: String) -> Error {
    Error::invalid_arg(virErrorDomain::VIR_FROM_DOMAIN, detail)
}
