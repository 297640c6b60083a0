//! Calls to systemd over D-Bus, bounded in time.

use crate::driver::host::error::refused;
use crate::model::{Error, Result, virErrorNumber};
use crate::sys::process;
use crate::sys::signals::BlockedSignals;
use crate::sys::systemd::Part;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

/// The timeout of a call, which is libdbus's default. The client itself has none.
pub const ANSWER_WAIT: Duration = Duration::from_secs(25);

/// The environment variable with the bus's address.
const ADDRESS: &str = "DBUS_SYSTEM_BUS_ADDRESS";

/// Makes a call through the part for systemd and waits for its answer, on a thread of its own:
/// without an answer the thread is abandoned. The thread, and those that the part starts, have
/// all signals blocked.
///
/// Errors: VIR_ERR_DBUS_SERVICE with what systemd, or the bus, answered, or with the file of
/// the part that cannot be loaded; VIR_ERR_OPERATION_TIMEOUT.
pub fn call<T: Send + 'static>(
    doing: &str,
    work: impl FnOnce(Part) -> std::result::Result<T, String> + Send + 'static,
) -> Result<T> {
    // The address may name a program to execute.
    if process::has_raised_rights() && std::env::var_os(ADDRESS).is_some() {
        return Err(failed(
            doing,
            &format_args!(
                "{ADDRESS} is set, and this program has more rights than its caller (setuid)"
            ),
        ));
    }
    bounded(doing, ANSWER_WAIT, move || {
        work(Part::get().map_err(|reason| format!("cannot load {reason}"))?)
    })
}

fn bounded<T: Send + 'static, E: std::fmt::Display + Send + 'static>(
    doing: &str,
    at_most: Duration,
    work: impl FnOnce() -> std::result::Result<T, E> + Send + 'static,
) -> Result<T> {
    let answer = Arc::new(Answer { state: Mutex::new(State::Awaited), changed: Condvar::new() });
    let sender = Sender(Arc::clone(&answer));
    let held = BlockedSignals::all();
    let started = thread::Builder::new()
        .name("virmemctl-dbus".to_owned())
        .spawn(move || sender.0.set(State::Given(work())));
    drop(held);
    started.map_err(|reason| failed(doing, &reason))?;
    match answer.wait(at_most) {
        State::Given(answer) => answer.map_err(|reason| failed(doing, &reason)),
        State::Awaited => Err(refused(
            virErrorNumber::VIR_ERR_OPERATION_TIMEOUT,
            format!("cannot {doing}: systemd has not answered for {} s", at_most.as_secs()),
        )),
        State::Failed => Err(failed(doing, &"the D-Bus client failed")),
    }
}

/// The answer of a thread; a channel of the standard library would be larger than all of this
/// file.
struct Answer<T> {
    state: Mutex<State<T>>,
    changed: Condvar,
}

enum State<T> {
    Awaited,
    Given(T),
    /// The thread has ended without.
    Failed,
}

/// The thread's end of an answer.
struct Sender<T>(Arc<Answer<T>>);

impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        let awaited = matches!(*self.0.state(), State::Awaited);
        if awaited {
            self.0.set(State::Failed);
        }
    }
}

impl<T> Answer<T> {
    fn set(&self, state: State<T>) {
        // The caller may have given up waiting.
        *self.state() = state;
        self.changed.notify_all();
    }

    /// The state when it has changed, or when the time has passed.
    fn wait(&self, at_most: Duration) -> State<T> {
        let is_awaited = |state: &mut State<T>| matches!(state, State::Awaited);
        let waited = self.changed.wait_timeout_while(self.state(), at_most, is_awaited);
        let (mut state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        std::mem::replace(&mut *state, State::Awaited)
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// VIR_ERR_DBUS_SERVICE
pub fn failed(doing: &str, reason: &dyn std::fmt::Display) -> Error {
    refused(
        virErrorNumber::VIR_ERR_DBUS_SERVICE,
        format!("cannot {doing} through systemd on the D-Bus system bus: {reason}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;

    const SHORT: Duration = Duration::from_millis(20);

    #[test]
    fn answers_and_refusals() {
        let long = Duration::from_secs(20);
        assert_eq!(bounded("ask", long, || Ok::<_, String>(7)), Ok(7));
        let error = bounded("ask", long, || Err::<(), _>("not so")).unwrap_err();
        assert_eq!(error.code(), virErrorNumber::VIR_ERR_DBUS_SERVICE);
        assert!(error.detail().contains("not so"), "{}", error.detail());
    }

    #[test]
    fn no_answer_and_a_panic() {
        let (hold, wait) = mpsc::channel::<()>();
        let silent = bounded("ask", SHORT, move || wait.recv().map_err(|_| "dropped"));
        assert_eq!(silent.unwrap_err().code(), virErrorNumber::VIR_ERR_OPERATION_TIMEOUT);
        drop(hold);
        let panics: fn() -> std::result::Result<(), String> = || panic!("in the client");
        let error = bounded("ask", Duration::from_secs(20), panics).unwrap_err();
        assert_eq!(error.code(), virErrorNumber::VIR_ERR_DBUS_SERVICE);
    }
}
