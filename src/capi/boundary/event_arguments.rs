//! The arguments of callbacks for domain events, and the calls with them.

use crate::capi::types::domain_events::{
    virDomainEventGraphicsAddress, virDomainEventGraphicsSubject,
};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::capi::types::typed_params::virTypedParameterPtr;
use libc::{c_char, c_int, c_longlong, c_uint, c_ulonglong, c_void};
use std::mem::transmute;

/// A callback of any event type.
pub type Function = unsafe extern "C-unwind" fn();

/// Each row is a shape of callback: what it takes between the domain and the program's pointer, and what it
/// returns.
macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident($($value:ident: $type:ty),*) -> $result:ty;)*) => {
        /// The arguments of a callback between the domain and the program's pointer.
        #[derive(Clone, Copy)]
        pub enum EventArguments {
            $($(#[$doc])* $name($($type),*),)*
        }

        impl EventArguments {
            /// Calls a callback.
            ///
            /// # Safety
            /// The function takes arguments of these types, and may be called with these.
            pub unsafe fn call(
                self,
                function: Function,
                conn: virConnectPtr,
                dom: virDomainPtr,
                opaque: *mut c_void,
            ) {
                match self {
                    $(Self::$name($($value),*) => {
                        type Typed = unsafe extern "C-unwind" fn(
                            virConnectPtr, virDomainPtr, $($type,)* *mut c_void,
                        ) -> $result;
                        // SAFETY: by this function's contract.
                        let _ = unsafe {
                            transmute::<Function, Typed>(function)(conn, dom, $($value,)* opaque)
                        };
                    })*
                }
            }
        }
    };
}

shapes! {
    /// An event and its detail. The result has no meaning, and some callbacks return nothing.
    Lifecycle(event: c_int, detail: c_int) -> c_int;
    /// Nothing.
    Nothing() -> ();
    /// A signed offset.
    Offset(offset: c_longlong) -> ();
    /// A size.
    Size(size: c_ulonglong) -> ();
    /// An action, a reason or a count.
    Number(number: c_int) -> ();
    /// Two of them.
    Numbers(one: c_int, other: c_int) -> ();
    /// Two, and bits.
    NumbersAndFlags(one: c_int, other: c_int, flags: c_uint) -> ();
    /// A number and a text.
    NumberAndText(number: c_int, text: *const c_char) -> ();
    /// A device.
    Text(text: *const c_char) -> ();
    /// A device, and what it does.
    TextAndNumber(text: *const c_char, number: c_int) -> ();
    /// A disk and its job.
    TextAndNumbers(text: *const c_char, one: c_int, other: c_int) -> ();
    /// A device and its size.
    TextAndSize(text: *const c_char, size: c_ulonglong) -> ();
    /// Two texts and a number.
    TextsAndNumber(one: *const c_char, other: *const c_char, number: c_int) -> ();
    /// Two texts, a number and the reason.
    TextsNumberAndText(
        one: *const c_char, other: *const c_char, number: c_int, reason: *const c_char
    ) -> ();
    /// Three texts and a number.
    ThreeTextsAndNumber(
        one: *const c_char, other: *const c_char, third: *const c_char, number: c_int
    ) -> ();
    /// Two texts and two sizes.
    TextsAndSizes(
        one: *const c_char, other: *const c_char, size: c_ulonglong, excess: c_ulonglong
    ) -> ();
    /// Typed parameters.
    Params(params: virTypedParameterPtr, nparams: c_int) -> ();
    /// A number and typed parameters.
    NumberAndParams(number: c_int, params: virTypedParameterPtr, nparams: c_int) -> ();
    /// A client of a graphical console.
    Graphics(
        phase: c_int,
        local: *const virDomainEventGraphicsAddress,
        remote: *const virDomainEventGraphicsAddress,
        auth_scheme: *const c_char,
        subject: *const virDomainEventGraphicsSubject
    ) -> ();
}
