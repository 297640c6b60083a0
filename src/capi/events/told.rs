//! An event on its way to a callback.

use crate::capi::boundary::handles::{self, Kind};
use crate::capi::boundary::program_calls::{Call, note_with};
use crate::capi::boundary::typed_params::OwnedParams;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::capi::types::typed_params::virTypedParameterPtr;
use crate::model::event::EventKind;
use libc::{c_char, c_int, c_ulonglong, c_void};
use std::ffi::{CStr, CString};
use std::mem::transmute;
use std::ptr::null;

/// A callback of any event type.
pub type Function = unsafe extern "C-unwind" fn();
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
type MetadataChangeFunction =
    unsafe extern "C-unwind" fn(virConnectPtr, virDomainPtr, c_int, *const c_char, *mut c_void);
type BalloonChangeFunction =
    unsafe extern "C-unwind" fn(virConnectPtr, virDomainPtr, c_ulonglong, *mut c_void);
type TunableFunction = unsafe extern "C-unwind" fn(
    virConnectPtr,
    virDomainPtr,
    virTypedParameterPtr,
    c_int,
    *mut c_void,
);

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
    /// The domain's handle, which is released after the call.
    pub dom: Reference,
    pub opaque: *mut c_void,
}

impl Told {
    /// Notes a call with an event.
    ///
    /// # Safety
    /// The function is of the type that belongs to the event's kind and may be called.
    pub unsafe fn of(self, kind: &EventKind) {
        let Self { function, conn, dom: held, opaque } = self;
        let dom = held.0 as virDomainPtr;
        // SAFETY: by this function's contract; the lifecycle callback may return nothing: its
        // result is ignored, which the calling convention allows. What is pointed to is held as
        // long as the domain.
        unsafe {
            match kind {
                EventKind::Lifecycle { event, detail } => {
                    let function = transmute::<Function, LifecycleFunction>(function);
                    let (event, detail) = (*event, *detail);
                    note_with(Call::Lifecycle { function, conn, dom, event, detail, opaque }, held);
                }
                EventKind::MetadataChange { kind, uri } => {
                    let function = transmute::<Function, MetadataChangeFunction>(function);
                    let text = uri.as_deref().map(|uri| CString::new(uri).unwrap_or_default());
                    let (kind, uri) = (*kind, text.as_deref().map_or(null(), CStr::as_ptr));
                    let call = Call::MetadataChange { function, conn, dom, kind, uri, opaque };
                    note_with(call, (held, text));
                }
                EventKind::BalloonChange { actual } => {
                    let function = transmute::<Function, BalloonChangeFunction>(function);
                    let call = Call::BalloonChange { function, conn, dom, actual: *actual, opaque };
                    note_with(call, held);
                }
                EventKind::Tunable { params } => {
                    let function = transmute::<Function, TunableFunction>(function);
                    let owned = OwnedParams::new(params);
                    let (params, nparams) = (owned.pointer(), owned.count());
                    let call = Call::Tunable { function, conn, dom, params, nparams, opaque };
                    note_with(call, (held, owned));
                }
                EventKind::Memory { kind, params, .. } => {
                    let function = transmute::<Function, MemoryFunction>(function);
                    let owned = OwnedParams::new(params);
                    let (event, params, nparams) = (*kind as c_int, owned.pointer(), owned.count());
                    let call = Call::Memory { function, conn, dom, event, params, nparams, opaque };
                    note_with(call, (held, owned));
                }
            }
        }
    }
}
