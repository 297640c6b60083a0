//! The default event loop: waits for files and for times, and calls back.
//!
//! What is visible is as in libvirt, whose loop is GLib's:
//! - A turn waits until something is ready, calls back for all that is ready,
//!   and ends. It also ends, with nothing called, for a signal, for a closed
//!   file and when the files change, or another thread changes a time.
//! - Callbacks run in the order in which their sources were set; changing what
//!   a source waits for sets it anew.
//! - What was removed is freed in a later turn: of a file in the next one, which
//!   then does nothing else; of a timeout in the first in which nothing is ready.
//! - One thread at a time has its turn; a callback may have one inside its own.

mod sources;

use crate::model::{Error, Result, virErrorDomain};
use crate::sys::poll::{self, Waker};
use once_cell::sync::OnceCell;
use sources::{Due, Place, Sources};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

pub use sources::{Free, Kind, Run};

struct EventLoop {
    state: Mutex<State>,
    released: Condvar,
    waker: OnceCell<Waker>,
}

struct State {
    sources: Sources,
    /// Whose turn it is, and how many turns one in another.
    turn: Option<(u64, usize)>,
}

static LOOP: EventLoop = EventLoop {
    state: Mutex::new(State { sources: Sources::new(), turn: None }),
    released: Condvar::new(),
    waker: OnceCell::new(),
};

static LAST_THREAD: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// A number for the thread, of which there is no second one.
    static THREAD: u64 = LAST_THREAD.fetch_add(1, Ordering::Relaxed);
}

fn this_thread() -> u64 {
    THREAD.with(|number| *number)
}

fn state() -> MutexGuard<'static, State> {
    LOOP.state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes what the loop needs; VIR_ERR_SYSTEM_ERROR when the process may open no
/// more files.
pub fn prepare() -> Result<()> {
    waker().map(|_| ())
}

fn waker() -> Result<&'static Waker> {
    LOOP.waker.get_or_try_init(Waker::new).map_err(|error| {
        let errno = error.raw_os_error().unwrap_or(0);
        Error::system(virErrorDomain::VIR_FROM_NONE, errno, "the event loop's pipe")
    })
}

/// Changes the sources; a thread that waits for them begins anew.
fn change<T>(change: impl FnOnce(&mut Sources) -> T) -> T {
    let mut state = state();
    let result = change(&mut state.sources);
    let waits = state.turn.is_some_and(|(thread, _)| thread != this_thread());
    drop(state);
    if let Some(waker) = LOOP.waker.get().filter(|_| waits) {
        waker.wake();
    }
    result
}

/// Waits for a file; `events` are bits of virEventHandleType, none for not yet.
/// Returns its number.
pub fn add_handle(fd: i32, events: i32, run: Run, free: Free) -> i32 {
    change(|sources| sources.add_handle(fd, events, run, free))
}

/// Runs something again and again after so many milliseconds; negative for not
/// yet. Returns its number.
pub fn add_timeout(milliseconds: i32, run: Run, free: Free) -> i32 {
    change(|sources| sources.add_timeout(milliseconds, run, free))
}

/// Waits for other events of a file; for one that is not there nothing happens.
pub fn update_handle(watch: i32, events: i32) {
    change(|sources| sources.update_handle(watch, events));
}

/// Starts a timeout anew; for one that is not there nothing happens.
pub fn update_timeout(timer: i32, milliseconds: i32) {
    change(|sources| sources.update_timeout(timer, milliseconds));
}

/// Ends a source; whether it was there.
pub fn remove(kind: Kind, number: i32) -> bool {
    change(|sources| sources.remove(kind, number))
}

/// The right to wait and to call back, until dropped.
struct Turn;

impl Turn {
    fn begin() -> Self {
        let me = this_thread();
        let mut state = state();
        while state.turn.is_some_and(|(thread, _)| thread != me) {
            state = LOOP.released.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        let depth = state.turn.map_or(0, |(_, depth)| depth);
        state.turn = Some((me, depth + 1));
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut state = state();
        state.turn = state.turn.filter(|(_, depth)| *depth > 1).map(|(me, depth)| (me, depth - 1));
        if state.turn.is_none() {
            LOOP.released.notify_one();
        }
    }
}

/// One turn: waits until something is ready and calls back for it.
pub fn run_once() -> Result<()> {
    let waker = waker()?;
    let turn = Turn::begin();
    match wait(waker) {
        Due::Frees(frees) => frees.into_iter().for_each(|free| free()),
        Due::Calls(places) => places.into_iter().for_each(call),
    }
    drop(turn);
    Ok(())
}

fn wait(waker: &Waker) -> Due {
    let (mut polled, places, at_most) = {
        let sources = &state().sources;
        let (polled, places) = sources.files();
        (polled, places, sources.time_left(Instant::now()))
    };
    polled.push(waker.polled());
    if poll::wait(&mut polled, at_most).is_err() {
        // A signal came: what it says of the files means nothing.
        polled.iter_mut().for_each(|file| file.revents = 0);
    }
    if polled.pop().is_some_and(|own| own.revents != 0) {
        waker.rest();
    }
    let found = places.into_iter().zip(polled.into_iter().map(|file| file.revents));
    state().sources.due(found, Instant::now())
}

/// Calls back, unless the source was removed or set anew meanwhile.
fn call(place: Place) {
    let begun = state().sources.begin_call(place);
    if let Some((run, number, events)) = begun {
        run(number, events);
        state().sources.end_call(place);
    }
}
