//! Callbacks for events, registered with a connection and its event loop.

use crate::capi::boundary::callbacks::Opaque;
use crate::capi::boundary::event_arguments::Function;
use crate::capi::boundary::guard::Turn;
use crate::capi::boundary::handles::{self, Kind, expect_domain};
use crate::capi::boundary::objects::Connect;
use crate::capi::boundary::program_calls::{Call, keep, note_with, take_kept};
use crate::capi::events::source::{Added, NewSource};
use crate::capi::events::told::{Reference, Told};
use crate::capi::types::callbacks::virFreeCallback;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::driver::{Address, Listener, Wakeup};
use crate::model::domain::Uuid;
use crate::model::virErrorDomain::{VIR_FROM_DOMAIN, VIR_FROM_NONE};
use crate::model::{Error, Result, virErrorNumber};
use libc::{c_int, c_void};
use std::sync::Arc;

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
        let mut step = answer.map(|number| (take_kept(), Turn::Done(number)));
        loop {
            let wakeup = match step.take() {
                None => None,
                Some((new, turn)) => match next(new, turn)? {
                    Next::Wakeup(wakeup) => Some(wakeup),
                    Next::Ask(call) => return Ok(Turn::Ask(call)),
                },
            };
            handles::retain(self.address.owner, Kind::Connect);
            // SAFETY: by this function's contract.
            let added = connection.add_listener(unsafe { self.listener() }, wakeup);
            if let Ok(Some(id)) = added {
                return Ok(Turn::Done(id));
            }
            handles::release(self.address.owner, Kind::Connect);
            added?;
            let (new, turn) = NewSource::begin(connection.listeners()?.clone());
            step = Some((Some(new), turn));
        }
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

/// What follows in the adding of a source.
enum Next {
    Wakeup(Arc<dyn Wakeup>),
    Ask(Call),
}

/// Goes on with a source until it is there, or the program's loop has to be asked.
fn next(mut new: Option<NewSource>, mut turn: Turn<c_int>) -> Result<Next> {
    loop {
        let (part, number) = match (new.take(), turn) {
            (Some(part), Turn::Done(number)) => (part, number),
            (part, Turn::Ask(call)) => {
                part.into_iter().for_each(keep);
                return Ok(Next::Ask(call));
            }
            (None, Turn::Done(_)) => return Err(no_loop()),
        };
        match part.advance(number).ok_or_else(no_loop)? {
            Added::All(source) => return Ok(Next::Wakeup(Arc::new(source))),
            Added::Part(part, next) => (new, turn) = (Some(part), next),
        }
    }
}

fn no_loop() -> Error {
    Error::new(
        VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        "the event loop takes no timeout, through which events come: \
         virEventRegisterDefaultImpl or virEventRegisterImpl is to be called before the \
         connection is opened",
    )
}
