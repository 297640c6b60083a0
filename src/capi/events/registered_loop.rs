//! The registered event loop: the program's own, or the default one.

use crate::capi::events::default_loop::{
    default_add_handle, default_add_timeout, default_remove_handle, default_remove_timeout,
    default_update_handle, default_update_timeout,
};
use crate::capi::types::event_loop::{
    virEventAddHandleFunc, virEventAddTimeoutFunc, virEventRemoveHandleFunc,
    virEventRemoveTimeoutFunc, virEventUpdateHandleFunc, virEventUpdateTimeoutFunc,
};
use crate::sys::warn::warn;
use std::sync::{PoisonError, RwLock};

/// An event loop.
#[derive(Clone, Copy)]
pub struct Implementation {
    pub add_handle: virEventAddHandleFunc,
    pub update_handle: virEventUpdateHandleFunc,
    pub remove_handle: virEventRemoveHandleFunc,
    pub add_timeout: virEventAddTimeoutFunc,
    pub update_timeout: virEventUpdateTimeoutFunc,
    pub remove_timeout: virEventRemoveTimeoutFunc,
}

impl Implementation {
    const NONE: Self = Self {
        add_handle: None,
        update_handle: None,
        remove_handle: None,
        add_timeout: None,
        update_timeout: None,
        remove_timeout: None,
    };

    pub const DEFAULT: Self = Self {
        add_handle: Some(default_add_handle),
        update_handle: Some(default_update_handle),
        remove_handle: Some(default_remove_handle),
        add_timeout: Some(default_add_timeout),
        update_timeout: Some(default_update_timeout),
        remove_timeout: Some(default_remove_timeout),
    };

    fn is_none(&self) -> bool {
        self.add_handle.is_none()
            && self.update_handle.is_none()
            && self.remove_handle.is_none()
            && self.add_timeout.is_none()
            && self.update_timeout.is_none()
            && self.remove_timeout.is_none()
    }
}

static REGISTERED: RwLock<Implementation> = RwLock::new(Implementation::NONE);

pub fn registered() -> Implementation {
    *REGISTERED.read().unwrap_or_else(PoisonError::into_inner)
}

/// The first one is kept, as it may already have handles and timeouts.
pub fn register(implementation: Implementation) {
    let mut registered = REGISTERED.write().unwrap_or_else(PoisonError::into_inner);
    if registered.is_none() {
        *registered = implementation;
    } else {
        warn(format_args!("an event loop is already registered and is kept"));
    }
}
