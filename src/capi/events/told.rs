//! An event on its way to a callback.

use crate::capi::boundary::event_arguments::{EventArguments as Arguments, Function};
use crate::capi::boundary::handles::{self, Kind};
use crate::capi::boundary::program_calls::{Call, note, note_with};
use crate::capi::events::held::Held;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::event::EventKind;
use libc::{c_int, c_void};
use std::mem::transmute;

/// One for lifecycle events.
pub type LifecycleFunction =
    unsafe extern "C-unwind" fn(virConnectPtr, virDomainPtr, c_int, c_int, *mut c_void) -> c_int;
/// The type that callbacks are passed by.
pub type GenericFunction = unsafe extern "C-unwind" fn(virConnectPtr, virDomainPtr, *mut c_void);
/// One for memory events.
pub type MemoryFunction = unsafe extern "C-unwind" fn(
    virConnectPtr,
    virDomainPtr,
    c_int,
    virTypedParameterPtr,
    c_int,
    *mut c_void,
);
/// One for the loss of a connection.
pub type CloseFunction = unsafe extern "C-unwind" fn(virConnectPtr, c_int, *mut c_void);

/// A reference to a handle, released when it is dropped.
pub struct Reference(pub usize, pub Kind);

impl Drop for Reference {
    fn drop(&mut self) {
        handles::release(self.0, self.1);
    }
}

/// A callback, and what it is called with in any case.
pub struct Told {
    pub function: Function,
    pub conn: virConnectPtr,
    pub opaque: *mut c_void,
}

impl Told {
    /// Notes a call with an event of a domain, by its handle, which is released after the call.
    ///
    /// # Safety
    /// The function is of the type that belongs to the event's kind and may be called.
    pub unsafe fn of_domain(self, domain: Reference, kind: &EventKind) {
        let Self { function, conn, opaque } = self;
        let dom = domain.0 as virDomainPtr;
        let mut held = Held::default();
        let Some(arguments) = arguments(kind, &mut held) else { return };
        // SAFETY: by this function's contract. What is pointed to is held as long as the domain.
        unsafe {
            let call = Call::DomainEvent { function, conn, dom, arguments, opaque };
            note_with(call, (domain, held));
        }
    }

    /// Notes a call with an event of the connection.
    ///
    /// # Safety
    /// As for [`Self::of_domain`].
    pub unsafe fn of_connection(self, kind: &EventKind) {
        let EventKind::Closed { reason } = *kind else { return };
        let Self { function, conn, opaque } = self;
        // SAFETY: by this function's contract.
        unsafe {
            let function = transmute::<Function, CloseFunction>(function);
            note(Call::Close { function, conn, reason, opaque });
        }
    }
}

/// What a callback for an event of a domain is called with.
fn arguments(kind: &EventKind, held: &mut Held) -> Option<Arguments> {
    use EventKind as E;
    Some(match kind {
        E::Lifecycle { event, detail } => Arguments::Lifecycle(*event, *detail),
        E::Reboot | E::ControlError => Arguments::Nothing(),
        E::RtcChange { utc_offset } => Arguments::Offset(*utc_offset),
        E::BalloonChange { actual } => Arguments::Size(*actual),
        E::Watchdog { action: number }
        | E::PmWakeup { reason: number }
        | E::PmSuspend { reason: number }
        | E::PmSuspendDisk { reason: number }
        | E::MigrationIteration { iteration: number } => Arguments::Number(*number),
        E::AgentLifecycle { state, reason } => Arguments::Numbers(*state, *reason),
        E::MemoryFailure { recipient, action, flags } => {
            Arguments::NumbersAndFlags(*recipient, *action, *flags)
        }
        E::DeviceRemoved { alias }
        | E::DeviceAdded { alias }
        | E::DeviceRemovalFailed { alias } => Arguments::Text(held.text(alias)),
        E::TrayChange { alias, reason } => Arguments::TextAndNumber(held.text(alias), *reason),
        E::BlockJob { disk, job, status } | E::BlockJob2 { disk, job, status } => {
            Arguments::TextAndNumbers(held.text(disk), *job, *status)
        }
        E::MemoryDeviceSizeChange { alias, size } => {
            Arguments::TextAndSize(held.text(alias), *size)
        }
        E::MetadataChange { kind, uri } => {
            Arguments::NumberAndText(*kind, held.optional(uri.as_deref()))
        }
        E::IoError { source, alias, action } => {
            Arguments::TextsAndNumber(held.text(source), held.text(alias), *action)
        }
        E::IoErrorReason { source, alias, action, reason } => {
            let (source, alias) = (held.text(source), held.text(alias));
            Arguments::TextsNumberAndText(source, alias, *action, held.text(reason))
        }
        E::DiskChange { old, new, alias, reason } => {
            let (old, new) = (held.optional(old.as_deref()), held.optional(new.as_deref()));
            Arguments::ThreeTextsAndNumber(old, new, held.text(alias), *reason)
        }
        E::BlockThreshold { device, path, threshold, excess } => {
            let (device, path) = (held.text(device), held.optional(path.as_deref()));
            Arguments::TextsAndSizes(device, path, *threshold, *excess)
        }
        E::Tunable { params } | E::JobCompleted { params } => {
            let (params, count) = held.params(params);
            Arguments::Params(params, count)
        }
        E::Memory { kind, params, .. } => {
            let (params, count) = held.params(params);
            Arguments::NumberAndParams(*kind as c_int, params, count)
        }
        E::Graphics(of) => {
            let [local, remote] = held.addresses([&of.local, &of.remote]);
            let auth_scheme = held.text(&of.auth_scheme);
            Arguments::Graphics(of.phase, local, remote, auth_scheme, held.subject(&of.subject))
        }
        E::Closed { .. } => return None,
    })
}

#[cfg(test)]
mod tests;
