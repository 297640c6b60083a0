//! The last error of each thread and of each connection.

use crate::capi::boundary::error_handler::{Handler, default_text, global_handler};
use crate::capi::boundary::error_object::OwnedError;
use crate::capi::boundary::program_calls::Call;
use crate::capi::types::error::virErrorPtr;
use crate::model::Error;
use crate::sys::warn::print;
use std::sync::{Mutex, MutexGuard, PoisonError};

thread_local! {
    static LAST: OwnedError = const { OwnedError::none() };
}

/// The calling thread's error object; `None` while the thread exits.
pub fn last() -> Option<virErrorPtr> {
    LAST.try_with(OwnedError::as_ptr).ok()
}

/// Clears the calling thread's last error.
pub fn clear() {
    // A thread that is exiting has no error to clear.
    let _ = LAST.try_with(OwnedError::clear);
}

/// A connection's last error and its error handler.
pub struct ConnectionErrors {
    last: Mutex<OwnedError>,
    handler: Mutex<Handler>,
}

impl ConnectionErrors {
    /// No error, and no handler.
    pub fn new() -> Self {
        Self { last: Mutex::new(OwnedError::none()), handler: Mutex::new(Handler::NONE) }
    }

    /// The last error.
    pub fn last(&self) -> MutexGuard<'_, OwnedError> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The error handler.
    pub fn handler(&self) -> MutexGuard<'_, Handler> {
        self.handler.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes this the last error of the calling thread and of the connection. The call of the
/// connection's handler, else of the global one; without either, the error is printed on
/// standard error.
pub fn raise(error: &Error, connection: Option<&ConnectionErrors>) -> Option<Call> {
    let mut handler = *global_handler();
    if let Some(connection) = connection {
        connection.last().set(error);
        let own = *connection.handler();
        if own.function.is_some() {
            handler = own;
        }
    }
    let stored = LAST.try_with(|last| {
        last.set(error);
        last.as_ptr()
    });
    let object = stored.ok()?;
    let Some(function) = handler.function else {
        print(&default_text(error));
        return None;
    };
    Some(Call::Error { function, user_data: handler.user_data, error: object })
}
