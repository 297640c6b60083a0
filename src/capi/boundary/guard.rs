//! What every public function does before and after its own work: error handling, and a
//! barrier for panics, which must not reach C.

use crate::capi::boundary::handles;
use crate::capi::boundary::last_error;
use crate::capi::boundary::objects::Connect;
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The handle that a function was called on. An error is also stored in its connection.
pub trait Handle: Copy {
    /// The connection of the handle; `None` for an invalid one.
    fn connect(self) -> Option<Arc<Connect>>;
}

/// For functions that take neither a connection nor a domain.
#[derive(Clone, Copy)]
pub struct NoHandle;

impl Handle for NoHandle {
    fn connect(self) -> Option<Arc<Connect>> {
        None
    }
}

impl Handle for virConnectPtr {
    fn connect(self) -> Option<Arc<Connect>> {
        handles::connect(self)
    }
}

impl Handle for virDomainPtr {
    fn connect(self) -> Option<Arc<Connect>> {
        handles::connect(handles::domain(self)?.connect())
    }
}

/// Runs the work of the C function named `function`: clears the last error first; an error
/// or a panic becomes the last error, and `failing` is returned.
pub fn guard<T>(
    function: &str,
    handle: impl Handle,
    failing: T,
    work: impl FnOnce() -> Result<T>,
) -> T {
    let mut value = failing;
    let mut work = Some(work);
    let mut once = || {
        if let Some(work) = work.take() {
            value = work()?;
        }
        Ok(())
    };
    run(function, &|| handle.connect(), &mut once);
    value
}

/// The part of [`guard`] that is the same for all functions, and is compiled once therefore.
fn run(
    function: &str,
    connect: &dyn Fn() -> Option<Arc<Connect>>,
    work: &mut dyn FnMut() -> Result<()>,
) {
    let whole = || {
        last_error::clear();
        work()
    };
    match catch_unwind(AssertUnwindSafe(whole)) {
        Ok(Ok(())) => {}
        Ok(Err(error)) => fail(connect, &with_function(error, function)),
        Err(_) => fail(connect, &panicked()),
    }
}

/// Runs work that cannot fail and keeps the last error as it is.
pub fn guard_quiet<T>(failing: T, work: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(failing)
}

/// Adds the function's name to the errors whose message consists of it in libvirt: an
/// invalid handle, and a function that the driver does not implement.
fn with_function(error: Error, function: &str) -> Error {
    use virErrorNumber::{VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_SUPPORT};
    let is_wanted = match error.code() {
        VIR_ERR_INVALID_CONN | VIR_ERR_INVALID_DOMAIN => true,
        VIR_ERR_NO_SUPPORT => error.detail().is_empty(),
        _ => false,
    };
    if is_wanted { error.prefixed(function) } else { error }
}

fn fail(connect: &dyn Fn() -> Option<Arc<Connect>>, error: &Error) {
    let report = || last_error::raise(error, connect().as_deref().map(Connect::errors));
    // A panic while an error is reported has nowhere to be reported to.
    let _ = catch_unwind(AssertUnwindSafe(report));
}

fn panicked() -> Error {
    Error::new(
        virErrorDomain::VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        "the library panicked; the message is on standard error",
    )
}
