//! What every public function does before and after its own work: error handling, and a
//! barrier for panics, which must not reach C.

use crate::capi::boundary::handles;
use crate::capi::boundary::last_error;
use crate::capi::boundary::objects::Connect;
use crate::capi::boundary::program_calls::{self, Call};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use libc::c_int;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The handle that a function was called on. An error is also stored in its connection.
pub trait Handle {
    /// The connection of the handle; `None` for an invalid one.
    fn connect(&self) -> Option<Arc<Connect>>;
}

/// For functions that take neither a connection nor a domain.
#[derive(Clone, Copy)]
pub struct NoHandle;

impl Handle for NoHandle {
    fn connect(&self) -> Option<Arc<Connect>> {
        None
    }
}

impl Handle for virConnectPtr {
    fn connect(&self) -> Option<Arc<Connect>> {
        handles::connect(*self)
    }
}

impl Handle for virDomainPtr {
    fn connect(&self) -> Option<Arc<Connect>> {
        handles::connect(handles::domain(*self)?.connect())
    }
}

/// Runs the work of the C function named `function`: clears the last error first; an error
/// or a panic becomes the last error, and `failing` is returned. The calls of the program's
/// functions that the work has noted are made behind it.
///
/// Nothing here is to be dropped while a function of the program runs: program_calls.rs.
pub fn guard<T: Copy>(
    function: &str,
    handle: impl Handle,
    failing: T,
    work: impl FnOnce() -> Result<T>,
) -> T {
    let mut result = failing;
    let mut work = Some(work);
    run_once(function, &handle, &mut || {
        if let Some(work) = work.take() {
            result = work()?;
        }
        Ok(())
    });
    result
}

/// What [`guard`] does, compiled once for all functions.
fn run_once(function: &str, handle: &dyn Handle, work: &mut dyn FnMut() -> Result<()>) {
    run(function, handle, work);
}

/// As [`guard`], for work on what a handle stands for, which `find` looks up.
pub fn guard_on<H: Handle + Copy, O, T: Copy>(
    function: &str,
    handle: H,
    failing: T,
    find: &dyn Fn(H) -> Result<Arc<O>>,
    work: impl FnOnce(&O) -> Result<T>,
) -> T {
    let mut result = failing;
    let mut work = Some(work);
    run_on(function, handle, find, &mut |object| {
        if let Some(work) = work.take() {
            result = work(object)?;
        }
        Ok(())
    });
    result
}

/// What [`guard_on`] does, compiled once for each kind of handle.
fn run_on<H: Handle + Copy, O>(
    function: &str,
    handle: H,
    find: &dyn Fn(H) -> Result<Arc<O>>,
    work: &mut dyn FnMut(&O) -> Result<()>,
) {
    run(function, &handle, || work(find(handle)?.as_ref()));
}

/// Runs work that leaves its result elsewhere, and makes the calls that it has noted.
fn run(function: &str, handle: &dyn Handle, work: impl FnOnce() -> Result<()>) {
    let start = program_calls::begin();
    contain(function, handle, || {
        last_error::clear();
        work()
    });
    make_noted(start);
}

/// What the work of a function has come to.
#[derive(Clone, Copy)]
pub enum Turn<T> {
    /// It is done.
    Done(T),
    /// It goes on with what this call returns.
    Ask(Call),
}

/// As [`guard`], for work that depends on what functions of the program return: it runs
/// again with each of these results, from `None` on, until it is done.
pub fn guard_asking<T: Copy>(
    function: &str,
    handle: impl Handle,
    failing: T,
    work: impl Fn(Option<c_int>) -> Result<Turn<T>> + Copy,
) -> T {
    let mut result = failing;
    let start = program_calls::begin();
    let mut answer = None;
    loop {
        let mut next = None;
        contain(function, &handle, || {
            if answer.is_none() {
                last_error::clear();
            }
            match work(answer)? {
                Turn::Done(value) => result = value,
                Turn::Ask(call) => next = Some(call),
            }
            Ok(())
        });
        make_noted(start);
        let Some(call) = next else { return result };
        // SAFETY: the work asks for calls that may be made now.
        answer = Some(unsafe { call.make() });
    }
}

/// Runs work that cannot fail and keeps the last error as it is; calls of the program's
/// functions are made as in [`guard`].
pub fn guard_quiet<T: Copy>(failing: T, work: impl FnOnce() -> T) -> T {
    let start = program_calls::begin();
    let result = catch_unwind(AssertUnwindSafe(work)).unwrap_or(failing);
    make_noted(start);
    result
}

/// Runs work as [`guard_asking`] does, and keeps the last error as it is.
pub fn guard_quiet_asking<T: Copy>(
    failing: T,
    work: impl Fn(Option<c_int>) -> Turn<T> + Copy,
) -> T {
    let mut answer = None;
    loop {
        match guard_quiet(Turn::Done(failing), || work(answer)) {
            Turn::Done(result) => return result,
            // SAFETY: the work asks for calls that may be made now.
            Turn::Ask(call) => answer = Some(unsafe { call.make() }),
        }
    }
}

/// Runs work; errors and panics end here, with the call of the program's error function.
fn contain(function: &str, handle: &dyn Handle, work: impl FnOnce() -> Result<()>) {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(())) => (),
        Ok(Err(error)) => fail(handle, with_function(error, function)),
        Err(_) => fail(handle, panicked()),
    }
}

/// Makes an error the last one, and calls the program's error function.
#[cold]
fn fail(handle: &dyn Handle, error: Error) {
    let call = report(handle, &error);
    drop(error);
    if let Some(call) = call {
        // SAFETY: the program registered this function and its data for such calls;
        // the object is this thread's last error.
        unsafe { call.make() };
    }
}

/// Makes the calls that were noted since `start`.
fn make_noted(start: usize) {
    while program_calls::is_any_noted(start) {
        match catch_unwind(|| program_calls::next(start)) {
            // SAFETY: the call was noted for this time.
            Ok(Some(call)) => _ = unsafe { call.make() },
            Ok(None) => return,
            // The series that panicked is over.
            Err(_) => (),
        }
    }
}

/// Adds the function's name to the errors whose message consists of it in libvirt: an
/// invalid handle, and a function that the driver does not implement. What another process has
/// sent stays as it is.
fn with_function(error: Error, function: &str) -> Error {
    use virErrorNumber::{VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_SUPPORT};
    if error.as_sent().is_some() {
        return error;
    }
    let is_wanted = match error.code() {
        VIR_ERR_INVALID_CONN | VIR_ERR_INVALID_DOMAIN => true,
        VIR_ERR_NO_SUPPORT => error.detail().is_empty(),
        _ => false,
    };
    if is_wanted { error.prefixed(function) } else { error }
}

/// Makes an error the last one; the call that tells the program.
fn report(handle: &dyn Handle, error: &Error) -> Option<Call> {
    let report = || {
        let connect = handle.connect();
        last_error::raise(error, connect.as_deref().map(Connect::errors))
    };
    // A panic while an error is reported has nowhere to be reported to.
    catch_unwind(AssertUnwindSafe(report)).unwrap_or_default()
}

fn panicked() -> Error {
    Error::new(
        virErrorDomain::VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        "the library panicked; the message is on standard error",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Sent;

    #[test]
    fn the_function_is_added_to_errors_of_this_library_alone() {
        let code = virErrorNumber::VIR_ERR_NO_SUPPORT;
        let own = Error::new(virErrorDomain::VIR_FROM_DOMAIN, code, "");
        assert_eq!(with_function(own, "virFunction").detail(), "virFunction");
        let sent = Error::sent(Sent { code: code as c_int, ..Sent::default() });
        assert_eq!(with_function(sent.clone(), "virFunction"), sent);
    }
}
