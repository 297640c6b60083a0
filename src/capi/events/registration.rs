//! Callbacks for events, registered with a connection and its event loop.

use crate::capi::boundary::callbacks::Opaque;
use crate::capi::boundary::event_arguments::Function;
use crate::capi::boundary::guard::Turn;
use crate::capi::boundary::handles::{self, Kind, expect_domain};
use crate::capi::boundary::objects::Connect;
use crate::capi::boundary::program_calls::{Call, note_with};
use crate::capi::events::needed_source::with_source;
use crate::capi::events::told::{Reference, Told};
use crate::capi::types::callbacks::virFreeCallback;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::driver::{Address, Listener};
use crate::model::domain::Uuid;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result};
use libc::{c_int, c_void};

/// The uuid of a domain, which must belong to this connection.
pub fn uuid_on(conn: virConnectPtr, dom: virDomainPtr) -> Result<Uuid> {
    let handle = expect_domain(dom)?;
    if handle.connect() != conn {
        let name = handle.domain().name();
        return Err(Error::invalid_arg(
            VIR_FROM_DOMAIN,
            format!("domain '{name}' belongs to another connection"),
        ));
    }
    Ok(handle.domain().uuid())
}

/// A function for events, with what it was registered with.
#[derive(Clone, Copy)]
pub struct Registration {
    pub address: Address,
    pub function: Function,
    pub opaque: *mut c_void,
    pub free: virFreeCallback,
}

impl Registration {
    /// Adds it to its connection's listeners. Without a source of events for them, first that is
    /// added; `answer` is what the program's event loop has answered to that.
    ///
    /// # Safety
    /// The functions may be called as virConnectDomainEventRegisterAny says.
    pub unsafe fn add(self, connect: &Connect, answer: Option<c_int>) -> Result<Turn<c_int>> {
        let connection = connect.connection();
        with_source(connection, answer, |wakeup| {
            handles::retain(self.address.owner, Kind::Connect);
            // SAFETY: by this function's contract.
            let added = connection.add_listener(unsafe { self.listener() }, wakeup);
            if !matches!(added, Ok(Some(_))) {
                handles::release(self.address.owner, Kind::Connect);
            }
            added
        })
    }

    /// # Safety
    /// As for [`Self::add`].
    unsafe fn listener(self) -> Listener {
        let conn = self.address.owner;
        let (function, opaque, free) = (self.function, Opaque::new(self.opaque), self.free);
        Listener {
            address: self.address,
            callback: Box::new(move |event| {
                let conn = conn as virConnectPtr;
                let Some(held) = handles::connect(conn) else { return };
                let told = Told { function, conn, opaque: opaque.pointer() };
                let Some(domain) = held.connection().domain_of(event) else {
                    // SAFETY: by this function's contract, and the address' kind is the event's.
                    return unsafe { told.of_connection(&event.kind) };
                };
                if let Ok(dom) = handles::new_domain(conn, domain) {
                    // SAFETY: as above.
                    unsafe { told.of_domain(Reference(dom as usize, Kind::Domain), &event.kind) };
                }
            }),
            free: Box::new(move || {
                let reference = Reference(conn, Kind::Connect);
                if let Some(function) = free {
                    let call = Call::Free { function, opaque: opaque.pointer() };
                    // SAFETY: by this function's contract; a listener ends once.
                    unsafe { note_with(call, reference) };
                }
            }),
        }
    }
}
