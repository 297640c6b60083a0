//! Calls a program's callback with an event.

use crate::capi::boundary::memory::free_string;
use crate::capi::boundary::strings::to_c;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::event::EventKind;
use libc::{c_char, c_int, c_void};
use std::mem::transmute;
use std::ptr::null_mut;

/// A callback of any event type.
pub type Function = unsafe extern "C" fn();
pub type LifecycleFunction =
    unsafe extern "C" fn(virConnectPtr, virDomainPtr, c_int, c_int, *mut c_void) -> c_int;
pub type GenericFunction = unsafe extern "C" fn(virConnectPtr, virDomainPtr, *mut c_void);
type MetadataChangeFunction =
    unsafe extern "C" fn(virConnectPtr, virDomainPtr, c_int, *const c_char, *mut c_void);

/// # Safety
/// `function` is of the type that belongs to the event's kind and may be called.
pub unsafe fn call(
    kind: &EventKind,
    function: Function,
    conn: virConnectPtr,
    dom: virDomainPtr,
    opaque: *mut c_void,
) {
    // SAFETY: by this function's contract; the lifecycle callback may return nothing: its result
    // is ignored, which the calling convention allows.
    unsafe {
        match kind {
            EventKind::Lifecycle { event, detail } => {
                let function: LifecycleFunction = transmute(function);
                function(conn, dom, *event, *detail, opaque);
            }
            EventKind::MetadataChange { kind, uri } => {
                let function: MetadataChangeFunction = transmute(function);
                let mut uri = uri.as_deref().map_or(null_mut(), to_c);
                function(conn, dom, *kind, uri, opaque);
                free_string(&raw mut uri);
            }
        }
    }
}
