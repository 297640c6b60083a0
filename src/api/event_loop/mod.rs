//! The default event loop: waits for files and timeouts, and runs their callbacks.
//!
//! The observable behaviour follows libvirt, whose loop is GLib's:
//! - An iteration waits until something is ready, runs the callbacks of everything ready
//!   and returns. It also returns, without running any, on a signal, on a closed file,
//!   when the set of files changes, and when another thread changes a timeout.
//! - Callbacks run in the order in which their sources were set; an update sets a source
//!   anew.
//! - Removed sources are freed in a later iteration: files in the next one, which then
//!   does nothing else; timeouts in the first one in which nothing is ready.
//! - One thread at a time runs an iteration; a callback may run a nested one.
//!
//! Callbacks are Rust's: those that stand for a function of a program only note its call.

mod sources;

use crate::model::{Error, Result, virErrorDomain};
use crate::sys::poll::{self, Waker};
use once_cell::sync::OnceCell;
use sources::{Due, Sources, WaitId};
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
    /// The thread that runs iterations, and its nesting depth.
    owner: Option<(u64, usize)>,
}

static LOOP: EventLoop = EventLoop {
    state: Mutex::new(State { sources: Sources::new(), owner: None }),
    released: Condvar::new(),
    waker: OnceCell::new(),
};

static LAST_THREAD: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// A unique number for each thread.
    static THREAD: u64 = LAST_THREAD.fetch_add(1, Ordering::Relaxed);
}

fn this_thread() -> u64 {
    THREAD.with(|number| *number)
}

fn state() -> MutexGuard<'static, State> {
    LOOP.state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Creates the loop's resources; VIR_ERR_SYSTEM_ERROR if the process cannot open more
/// files.
pub fn prepare() -> Result<()> {
    waker().map(|_| ())
}

fn waker() -> Result<&'static Waker> {
    LOOP.waker.get_or_try_init(Waker::new).map_err(|error| {
        let errno = error.raw_os_error().unwrap_or(0);
        Error::system(virErrorDomain::VIR_FROM_NONE, errno, "the event loop's pipe")
    })
}

/// Changes the sources; a thread that is waiting starts over.
fn change<T>(change: impl FnOnce(&mut Sources) -> T) -> T {
    let mut state = state();
    let result = change(&mut state.sources);
    let waits = state.owner.is_some_and(|(thread, _)| thread != this_thread());
    drop(state);
    if let Some(waker) = LOOP.waker.get().filter(|_| waits) {
        waker.wake();
    }
    result
}

/// Adds a file; `events` are bits of virEventHandleType, 0 to disable it for now.
/// Returns its watch number.
pub fn add_handle(fd: i32, events: i32, run: Run, free: Free) -> i32 {
    change(|sources| sources.add_handle(fd, events, run, free))
}

/// Adds a periodic timeout in milliseconds; a negative one is disabled for now. Returns
/// its timer number.
pub fn add_timeout(milliseconds: i32, run: Run, free: Free) -> i32 {
    change(|sources| sources.add_timeout(milliseconds, run, free))
}

/// Changes the events of a file; an unknown watch number is ignored.
pub fn update_handle(watch: i32, events: i32) {
    change(|sources| sources.update_handle(watch, events));
}

/// Restarts a timeout; an unknown timer number is ignored.
pub fn update_timeout(timer: i32, milliseconds: i32) {
    change(|sources| sources.update_timeout(timer, milliseconds));
}

/// Removes a source; returns whether it existed.
pub fn remove(kind: Kind, number: i32) -> bool {
    change(|sources| sources.remove(kind, number))
}

/// Takes the exclusive right to run iterations.
fn take_ownership() {
    let me = this_thread();
    let mut state = state();
    while state.owner.is_some_and(|(thread, _)| thread != me) {
        state = LOOP.released.wait(state).unwrap_or_else(PoisonError::into_inner);
    }
    let depth = state.owner.map_or(0, |(_, depth)| depth);
    state.owner = Some((me, depth + 1));
}

/// One iteration of the loop, which its thread owns until it is dropped.
pub struct Iteration {
    due: Due,
    /// The wait whose callback runs.
    running: Option<WaitId>,
}

impl Iteration {
    /// Waits until something is ready; VIR_ERR_SYSTEM_ERROR if the process cannot open more
    /// files.
    pub fn begin() -> Result<Self> {
        let waker = waker()?;
        take_ownership();
        let mut iteration = Self { due: Due::default(), running: None };
        iteration.due = wait(waker);
        Ok(iteration)
    }

    /// Runs the next callback or free function; false when none is left.
    pub fn run_next(&mut self) -> bool {
        self.end_call();
        while let Some(wait_id) = self.due.calls.pop_front() {
            // None where its source was removed or set anew in the meantime.
            let begun = state().sources.begin_call(wait_id);
            if let Some((run, number, events)) = begun {
                self.running = Some(wait_id);
                run(number, events);
                return true;
            }
        }
        let free = self.due.frees.pop_front();
        let is_there = free.is_some();
        free.into_iter().for_each(|(_, free)| free());
        is_there
    }

    fn end_call(&mut self) {
        if let Some(wait_id) = self.running.take() {
            state().sources.end_call(wait_id);
        }
    }
}

/// What an iteration has not run is due in the next one: a thread may end in a callback.
impl Drop for Iteration {
    fn drop(&mut self) {
        self.end_call();
        let mut state = state();
        state.sources.put_back(std::mem::take(&mut self.due.frees));
        state.owner =
            state.owner.filter(|(_, depth)| *depth > 1).map(|(me, depth)| (me, depth - 1));
        if state.owner.is_none() {
            LOOP.released.notify_one();
        }
    }
}

fn wait(waker: &Waker) -> Due {
    let (mut polled, ids, at_most) = {
        let sources = &state().sources;
        let (polled, ids) = sources.files();
        (polled, ids, sources.time_left(Instant::now()))
    };
    polled.push(waker.polled());
    if poll::wait(&mut polled, at_most).is_err() {
        // Interrupted by a signal: the results of poll are undefined.
        polled.iter_mut().for_each(|file| file.revents = 0);
    }
    if polled.pop().is_some_and(|own| own.revents != 0) {
        waker.rest();
    }
    let found = ids.into_iter().zip(polled.into_iter().map(|file| file.revents));
    state().sources.due(found, Instant::now())
}
