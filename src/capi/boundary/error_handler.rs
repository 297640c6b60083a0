//! The functions of the program that are called for each error.

use crate::capi::types::error::virErrorFunc;
use crate::model::constants::virErrorLevel;
use crate::model::{Error, virErrorDomain};
use libc::{c_int, c_void};
use std::ptr::null_mut;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A function that is called for each error, and its first argument.
#[derive(Clone, Copy)]
pub struct Handler {
    /// The function; `None` stands for the next handler: the global one, then the default.
    pub function: virErrorFunc,
    /// Its first argument.
    pub user_data: *mut c_void,
}

impl Handler {
    /// No handler.
    pub const NONE: Self = Self { function: None, user_data: null_mut() };
}

// SAFETY: the pointer is only handed back to the program that gave it, which
// promised with virSetErrorFunc that its function may be called from any thread.
unsafe impl Send for Handler {}

static GLOBAL: Mutex<Handler> = Mutex::new(Handler::NONE);

/// The handler for errors of connections that have none of their own.
pub fn global_handler() -> MutexGuard<'static, Handler> {
    GLOBAL.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The line that is printed for an error where no handler is set.
pub fn default_text(error: &Error) -> String {
    let (domain, level) = match error.as_sent() {
        Some(sent) => (sent.domain, sent.level),
        None => (error.domain() as c_int, virErrorLevel::VIR_ERR_ERROR as c_int),
    };
    text(domain, level, &error.message())
}

/// The line for an error of which only these parts are known.
pub fn text(domain: c_int, level: c_int, message: &str) -> String {
    let level = match level {
        1 => "warning",
        2 => "error",
        _ => "",
    };
    let (domain, message) = (virErrorDomain::label_of(domain), message.trim_end());
    format!("libvirt: {domain} {level} : {message}")
}
