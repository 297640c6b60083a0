//! Calls of the program's functions.
//!
//! A thread may end inside of a function of the program, by pthread_exit: all its frames are
//! then unwound, and neither may hold anything to drop nor catch it. So the work of a public
//! function only notes such calls, and the guard makes them when the work is done, from a
//! frame with nothing but numbers and pointers. What must be released after a call, the
//! thread keeps meanwhile; if it ends there, that is released while it ends, and the calls
//! that it has not made are made by the next thread that calls the library.

use crate::capi::boundary::event_arguments::{EventArguments, Function};
use crate::capi::types::callbacks::virFreeCallback;
use crate::capi::types::connection::virConnectCredentialPtr;
use crate::capi::types::error::virErrorPtr;
use crate::capi::types::event_loop::{virEventHandleCallback, virEventTimeoutCallback};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use libc::{c_int, c_uint, c_void};
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A function of the program, with its arguments.
#[derive(Clone, Copy)]
pub enum Call {
    Error {
        function: unsafe extern "C-unwind" fn(*mut c_void, virErrorPtr),
        user_data: *mut c_void,
        error: virErrorPtr,
    },
    Free {
        function: unsafe extern "C-unwind" fn(*mut c_void),
        opaque: *mut c_void,
    },
    Auth {
        function:
            unsafe extern "C-unwind" fn(virConnectCredentialPtr, c_uint, *mut c_void) -> c_int,
        credentials: virConnectCredentialPtr,
        count: c_uint,
        data: *mut c_void,
    },
    Handle {
        function: unsafe extern "C-unwind" fn(c_int, c_int, c_int, *mut c_void),
        watch: c_int,
        fd: c_int,
        events: c_int,
        opaque: *mut c_void,
    },
    Timeout {
        function: unsafe extern "C-unwind" fn(c_int, *mut c_void),
        timer: c_int,
        opaque: *mut c_void,
    },
    /// A callback for events of domains.
    DomainEvent {
        function: Function,
        conn: virConnectPtr,
        dom: virDomainPtr,
        arguments: EventArguments,
        opaque: *mut c_void,
    },
    /// A callback for the loss of a connection.
    Close {
        function: unsafe extern "C-unwind" fn(virConnectPtr, c_int, *mut c_void),
        conn: virConnectPtr,
        reason: c_int,
        opaque: *mut c_void,
    },
    AddHandle {
        function: unsafe extern "C-unwind" fn(
            c_int,
            c_int,
            virEventHandleCallback,
            *mut c_void,
            virFreeCallback,
        ) -> c_int,
        fd: c_int,
        events: c_int,
        callback: virEventHandleCallback,
        opaque: *mut c_void,
        free: virFreeCallback,
    },
    AddTimeout {
        function: unsafe extern "C-unwind" fn(
            c_int,
            virEventTimeoutCallback,
            *mut c_void,
            virFreeCallback,
        ) -> c_int,
        milliseconds: c_int,
        callback: virEventTimeoutCallback,
        opaque: *mut c_void,
        free: virFreeCallback,
    },
    /// A function of the program's event loop that changes a watch or a timer.
    Update {
        function: unsafe extern "C-unwind" fn(c_int, c_int),
        number: c_int,
        value: c_int,
    },
    /// A function of the program's event loop that removes a watch or a timer.
    Remove {
        function: unsafe extern "C-unwind" fn(c_int) -> c_int,
        number: c_int,
    },
}

// SAFETY: the pointers are only handed back to the program that gave them, which promised
// that its functions may be called from any thread; an error's object is not kept.
unsafe impl Send for Call {}

impl Call {
    /// Makes the call; what the function returns, 0 for one that returns nothing.
    ///
    /// # Safety
    /// The function may be called with these arguments.
    pub unsafe fn make(self) -> c_int {
        // SAFETY: by this function's contract.
        unsafe {
            match self {
                Self::Error { function, user_data, error } => function(user_data, error),
                Self::Free { function, opaque } => function(opaque),
                Self::Auth { function, credentials, count, data } => {
                    return function(credentials, count, data);
                }
                Self::Handle { function, watch, fd, events, opaque } => {
                    function(watch, fd, events, opaque);
                }
                Self::Timeout { function, timer, opaque } => function(timer, opaque),
                Self::DomainEvent { function, conn, dom, arguments, opaque } => {
                    arguments.call(function, conn, dom, opaque);
                }
                Self::Close { function, conn, reason, opaque } => function(conn, reason, opaque),
                Self::AddHandle { function, fd, events, callback, opaque, free } => {
                    return function(fd, events, callback, opaque, free);
                }
                Self::AddTimeout { function, milliseconds, callback, opaque, free } => {
                    return function(milliseconds, callback, opaque, free);
                }
                Self::Update { function, number, value } => function(number, value),
                Self::Remove { function, number } => return function(number),
            }
        }
        0
    }
}

/// Calls one after another, each of which is known when the one before it has returned.
/// Dropped behind the last one, or when the thread ends in between.
pub trait Series {
    /// Notes the next call; false at the end.
    fn advance(&mut self) -> bool;
}

/// What a thread has noted.
enum Entry {
    /// A call, and what is released after it.
    Call(Call, Option<Box<dyn Any + Send>>),
    /// What is released after a call that was made.
    Held {
        _value: Box<dyn Any + Send>,
    },
    Series(Box<dyn Series>),
    /// What the work of a function needs when a call has returned.
    Kept(Box<dyn Any>),
}

/// A call that a thread has left.
type Left = (Call, Option<Box<dyn Any + Send>>);

struct Noted(RefCell<Vec<Entry>>);

thread_local! {
    static NOTED: Noted = const { Noted(RefCell::new(Vec::new())) };
    /// The number of entries.
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// The calls that threads had noted when they ended.
static LEFT: Mutex<Vec<Left>> = Mutex::new(Vec::new());
static IS_ANY_LEFT: AtomicBool = AtomicBool::new(false);

fn left() -> MutexGuard<'static, Vec<Left>> {
    LEFT.lock().unwrap_or_else(PoisonError::into_inner)
}

fn leave(call: Left) {
    left().push(call);
    IS_ANY_LEFT.store(true, Ordering::Release);
}

impl Drop for Noted {
    fn drop(&mut self) {
        let mut begun = Vec::new();
        for entry in std::mem::take(self.0.get_mut()) {
            match entry {
                Entry::Call(call, held) => leave((call, held)),
                other => begun.push(other),
            }
        }
        for entry in begun.into_iter().rev() {
            // A panic of a thread that ends would end the program.
            drop(catch_unwind(AssertUnwindSafe(|| drop(entry))));
        }
    }
}

/// Changes what this thread has noted; `None` while it exits.
fn noted<T>(change: impl FnOnce(&mut Vec<Entry>) -> T) -> Option<T> {
    let changed = NOTED.try_with(|noted| {
        let mut noted = noted.0.borrow_mut();
        let result = change(&mut noted);
        COUNT.set(noted.len());
        result
    });
    changed.ok()
}

/// Notes a call.
///
/// # Safety
/// The function may be called with these arguments when the public function's work is done.
pub unsafe fn note(call: Call) {
    note_entry(call, None);
}

/// Notes a call as [`note`] does; `held` is dropped when it has returned, or when its thread
/// has ended there.
///
/// # Safety
/// As for [`note`], while `held` lives.
pub unsafe fn note_with(call: Call, held: impl Send + 'static) {
    note_entry(call, Some(Box::new(held)));
}

fn note_entry(call: Call, held: Option<Box<dyn Any + Send>>) {
    let mut entry = Some((call, held));
    noted(|noted| noted.extend(entry.take().map(|(call, held)| Entry::Call(call, held))));
    // A thread that exits makes no calls any more.
    entry.into_iter().for_each(leave);
}

/// Notes a series of calls.
pub fn note_series(series: impl Series + 'static) {
    noted(|noted| noted.push(Entry::Series(Box::new(series))));
}

/// Keeps what the work of a function goes on with, while a call that it asks for is made.
pub fn keep(value: impl Any) {
    noted(|noted| noted.push(Entry::Kept(Box::new(value))));
}

/// Takes back what [`keep`] has kept last.
pub fn take_kept<T: Any>() -> Option<T> {
    let last = noted(|noted| {
        let place = noted.iter().rposition(|entry| matches!(entry, Entry::Kept(_)))?;
        Some(noted.remove(place))
    });
    match last.flatten()? {
        Entry::Kept(value) => value.downcast().ok().map(|value| *value),
        _ => None,
    }
}

/// Where this thread's next notes begin, for [`next`]. Takes over the calls that another
/// thread has left when it ended.
pub fn begin() -> usize {
    let start = COUNT.get();
    // Read first: every call comes by here, and a write would cost more than all the rest.
    if IS_ANY_LEFT.load(Ordering::Relaxed) && IS_ANY_LEFT.swap(false, Ordering::Acquire) {
        let taken = std::mem::take(&mut *left());
        taken.into_iter().for_each(|(call, held)| note_entry(call, held));
    }
    start
}

/// Whether anything was noted since `start`.
pub fn is_any_noted(start: usize) -> bool {
    COUNT.get() > start
}

/// The next call noted since `start`. The calls come in the order in which they were noted;
/// then the last series has its turn.
pub fn next(start: usize) -> Option<Call> {
    loop {
        release(start);
        if let Some(call) = noted(|noted| take_call(noted, start))? {
            return Some(call);
        }
        let (place, mut series) = noted(|noted| take_series(noted, start))??;
        if series.advance() {
            // Below what it has noted.
            noted(|noted| noted.insert(place.min(noted.len()), Entry::Series(series)));
        }
    }
}

/// Drops what was held for calls that have returned.
fn release(start: usize) {
    let released = noted(|noted| {
        let held = noted.extract_if(start.min(noted.len()).., |e| matches!(e, Entry::Held { .. }));
        held.collect::<Vec<Entry>>()
    });
    drop(released);
}

fn take_call(noted: &mut Vec<Entry>, start: usize) -> Option<Call> {
    let place =
        (start..noted.len()).find(|place| matches!(noted.get(*place), Some(Entry::Call(..))))?;
    match noted.remove(place) {
        Entry::Call(call, held) => {
            if let Some(value) = held {
                noted.insert(place, Entry::Held { _value: value });
            }
            Some(call)
        }
        _ => None,
    }
}

fn take_series(noted: &mut Vec<Entry>, start: usize) -> Option<(usize, Box<dyn Series>)> {
    let place = (start..noted.len())
        .rev()
        .find(|place| matches!(noted.get(*place), Some(Entry::Series(_))))?;
    match noted.remove(place) {
        Entry::Series(series) => Some((place, series)),
        _ => None,
    }
}
