//! Events of domains.

use super::{Connection, Domain};
use crate::driver::{Address, Listener, Listeners, Wakeup};
use crate::model::constants::virDomainEventID::VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE;
use crate::model::event::{CLOSE_EVENT, Event, MEMORY_EVENT};
use crate::model::pressure::PressureThreshold;
use crate::model::typed::TypedParam;
use crate::model::virErrorDomain::VIR_FROM_REMOTE;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use std::sync::Arc;

/// The highest event id.
const LAST_KIND: i32 = VIR_DOMAIN_EVENT_ID_MEMORY_DEVICE_SIZE_CHANGE as i32;

impl Connection {
    /// Adds a listener for the host's events. Returns its callback id, or `None` where a
    /// timeout that delivers them is needed first: [`Listeners::add`].
    ///
    /// Errors: VIR_ERR_INVALID_ARG for a duplicate listener; VIR_ERR_OPERATION_INVALID for a second
    /// one for the loss of the connection.
    pub fn add_listener(
        &self,
        listener: Listener,
        wakeup: Option<Arc<dyn Wakeup>>,
    ) -> Result<Option<i32>> {
        let listeners = self.driver().listeners()?;
        let kind = listener.address.kind;
        self.driver().watch(kind)?;
        let added = listeners.add(listener, wakeup).map_err(|error| match kind {
            CLOSE_EVENT => error.with_domain(VIR_FROM_REMOTE),
            _ => error,
        })?;
        if added.is_some() {
            self.driver().watched(kind);
        }
        Ok(added)
    }

    /// Whether the connection may be lost, so that a listener of [`CLOSE_EVENT`] is told.
    pub fn tells_close(&self) -> bool {
        self.driver().tells_close()
    }

    /// Keeps what wakes the host for events, also without listeners; false where `wakeup` is needed
    /// first: [`Listeners::keep`].
    pub fn keep_source(&self, wakeup: Option<Arc<dyn Wakeup>>) -> Result<bool> {
        Ok(self.driver().listeners()?.keep(wakeup))
    }

    /// Refuses an unknown event id (VIR_ERR_INVALID_ARG).
    pub fn check_event(&self, kind: i32) -> Result<()> {
        if (0..=LAST_KIND).contains(&kind) {
            return Ok(());
        }
        Err(invalid(format!("eventID is {kind}, expected 0 to {LAST_KIND}")))
    }

    /// Refuses listeners for memory events (VIR_ERR_NO_SUPPORT) where the driver has none.
    pub fn check_memory_events(&self) -> Result<()> {
        self.driver().check_memory_events()
    }

    /// Refuses listeners for the loss of the connection (VIR_ERR_NO_SUPPORT) where it cannot be lost.
    pub fn check_close_event(&self) -> Result<()> {
        if self.tells_close() {
            return Ok(());
        }
        let detail = "the connection is local and cannot be lost";
        let code = virErrorNumber::VIR_ERR_NO_SUPPORT;
        Err(Error::new(self.driver().error_domain(), code, detail))
    }

    /// Sets the thresholds of pressure of a listener for memory events, in the place of those
    /// before.
    ///
    /// Errors: VIR_ERR_INVALID_ARG for flags, an unknown callback id and values that cannot be,
    /// VIR_ERR_ARGUMENT_UNSUPPORTED for an unknown parameter; those of the driver.
    pub fn set_pressure(
        &self,
        owner: usize,
        number: i32,
        params: &[TypedParam],
        flags: u32,
    ) -> Result<()> {
        self.check_no_flags(flags)?;
        let address = self.driver().listeners()?.address(number);
        let is_it = |address: &Address| address.owner == owner && address.kind == MEMORY_EVENT;
        let Some(address) = address.filter(is_it) else {
            return Err(invalid(format!(
                "no callback of this connection for memory events has the id {number}"
            )));
        };
        let thresholds = PressureThreshold::from_params(params)?;
        self.driver().set_pressure(number, address.domain, &thresholds)
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
        self.driver()
            .listeners()?
            .remove(owner, number, |kind| ![MEMORY_EVENT, CLOSE_EVENT].contains(&kind))
    }

    /// Removes the listener of `owner` for memory events with that callback id; VIR_ERR_INVALID_ARG
    /// if there is none.
    pub fn remove_memory_listener(&self, owner: usize, number: i32) -> Result<()> {
        self.driver().listeners()?.remove(owner, number, |kind| kind == MEMORY_EVENT)
    }

    /// Removes the listener of `owner` that virConnectDomainEventRegister added with
    /// `function`; VIR_ERR_INVALID_ARG if there is none.
    pub fn remove_legacy_listener(&self, owner: usize, function: usize) -> Result<()> {
        self.driver().listeners()?.remove_legacy(owner, function)
    }

    /// Removes the listener of `owner` for the loss of the connection; VIR_ERR_OPERATION_INVALID if
    /// it has another function, or there is none.
    pub fn remove_close_listener(&self, owner: usize, function: usize) -> Result<()> {
        if self.driver().listeners()?.remove_close(owner, function) {
            return Ok(());
        }
        let detail = "another callback for the loss of the connection is registered, or none";
        Err(Error::new(VIR_FROM_REMOTE, virErrorNumber::VIR_ERR_OPERATION_INVALID, detail))
    }

    /// The domain of an event, as it was at that time; `None` where the event is the connection's.
    pub fn domain_of(&self, event: &Event) -> Option<Domain> {
        Some(Domain::new(self.clone(), event.domain.clone()?))
    }
}

fn invalid(detail: String) -> Error {
    Error::invalid_arg(virErrorDomain::VIR_FROM_DOMAIN, detail)
}
