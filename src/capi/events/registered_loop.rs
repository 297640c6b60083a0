//! The registered event loop: the program's own, or the default one.

use crate::capi::types::event_loop::{
    virEventAddHandleFunc, virEventAddTimeoutFunc, virEventRemoveHandleFunc,
    virEventRemoveTimeoutFunc, virEventUpdateHandleFunc, virEventUpdateTimeoutFunc,
};
use crate::sys::warn::warn;
use std::sync::{PoisonError, RwLock};

/// A program's event loop.
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
    fn is_empty(&self) -> bool {
        self.add_handle.is_none()
            && self.update_handle.is_none()
            && self.remove_handle.is_none()
            && self.add_timeout.is_none()
            && self.update_timeout.is_none()
            && self.remove_timeout.is_none()
    }
}

/// The event loop that counts.
#[derive(Clone, Copy)]
pub enum EventLoop {
    None,
    Default,
    Own(Implementation),
}

static REGISTERED: RwLock<EventLoop> = RwLock::new(EventLoop::None);

pub fn registered() -> EventLoop {
    *REGISTERED.read().unwrap_or_else(PoisonError::into_inner)
}

/// The first one is kept, as it may already have handles and timeouts.
pub fn register(new: EventLoop) {
    let mut registered = REGISTERED.write().unwrap_or_else(PoisonError::into_inner);
    match (*registered, new) {
        (EventLoop::None, EventLoop::Own(functions)) if functions.is_empty() => (),
        (EventLoop::None, new) => *registered = new,
        _ => warn(format_args!("an event loop is already registered and is kept")),
    }
}
