//! The way from C into the library and back: what every public function does
//! before and after its own work.

use super::handles::{self, Connect};
use super::last_error;
use super::types::{virConnectPtr, virDomainPtr};
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// The handle that a function was called on: its connection also keeps the error.
pub enum Called {
    /// None.
    Plain,
    /// A connection.
    On(virConnectPtr),
    /// A domain.
    OnDomain(virDomainPtr),
}

impl Called {
    fn connect(&self) -> Option<Arc<Connect>> {
        match self {
            Self::Plain => None,
            Self::On(handle) => handles::connect(*handle),
            Self::OnDomain(handle) => handles::connect(handles::domain(*handle)?.connect()),
        }
    }
}

/// Forgets the last error, does the work, and when that fails, or panics, makes
/// it the last error and gives the failing value.
pub fn guard<T, W: FnOnce() -> Result<T>>(called: Called, failing: T, work: W) -> T {
    let whole = || {
        last_error::forget();
        work()
    };
    match catch_unwind(AssertUnwindSafe(whole)) {
        Ok(Ok(value)) => value,
        Ok(Err(error)) => fail(&called, &name_function::<W>(error), failing),
        Err(_) => fail(&called, &panicked(), failing),
    }
}

/// Does work that cannot fail and leaves the last error as it is.
pub fn guard_quiet<T>(failing: T, work: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(failing)
}

/// Says which function a handle was passed to that is none, and which one a
/// driver does not implement: the work is a closure in that function, and its
/// type's name tells.
fn name_function<W>(error: Error) -> Error {
    match exported_in(std::any::type_name::<W>()) {
        Some(function) => in_function(error, function),
        None => error,
    }
}

/// The exported function that a closure's type names.
fn exported_in(path: &str) -> Option<&str> {
    let no_name = |c: char| !(c.is_alphanumeric() || c == '_');
    let owners = path.split("::{{closure}}").filter_map(|part| part.rsplit(no_name).next());
    owners.into_iter().find(|name| name.starts_with("vir") && name.contains(char::is_uppercase))
}

/// Adds the function's name to an error that is to tell it and does not yet.
pub fn in_function(error: Error, function: &str) -> Error {
    use virErrorNumber::{VIR_ERR_INVALID_CONN, VIR_ERR_INVALID_DOMAIN, VIR_ERR_NO_SUPPORT};
    let wanted = match error.code() {
        VIR_ERR_INVALID_CONN | VIR_ERR_INVALID_DOMAIN => !error.detail().starts_with("vir"),
        VIR_ERR_NO_SUPPORT => error.detail().is_empty(),
        _ => false,
    };
    if wanted { error.prefixed(function) } else { error }
}

fn fail<T>(called: &Called, error: &Error, failing: T) -> T {
    let tell = || last_error::raise(error, called.connect().as_deref());
    // A second panic, in telling of the first, is not told.
    let _ = catch_unwind(AssertUnwindSafe(tell));
    failing
}

fn panicked() -> Error {
    Error::new(
        virErrorDomain::VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        "the library panicked; the message is on standard error",
    )
}

/// The answer of a function that is not implemented.
pub fn unsupported(function: &'static str) {
    guard(Called::Plain, (), || {
        Err(Error::new(domain_of(function), virErrorNumber::VIR_ERR_NO_SUPPORT, function))
    });
}

/// The error domain of libvirt's file that a function stands in.
fn domain_of(function: &str) -> virErrorDomain {
    use virErrorDomain::*;
    /// What a name starts with, what else it holds; the first that fits counts.
    const FILES: &[(&str, &str, virErrorDomain)] = &[
        ("virDomainSnapshot", "", VIR_FROM_DOMAIN_SNAPSHOT),
        ("virDomainCheckpoint", "", VIR_FROM_DOMAIN_CHECKPOINT),
        ("virDomain", "", VIR_FROM_DOMAIN),
        ("virStream", "", VIR_FROM_STREAMS),
        ("vir", "StoragePool", VIR_FROM_STORAGE),
        ("vir", "StorageVol", VIR_FROM_STORAGE),
        ("vir", "Network", VIR_FROM_NETWORK),
        ("vir", "NodeDevice", VIR_FROM_NODEDEV),
        ("virNode", "Devices", VIR_FROM_NODEDEV),
        ("vir", "Interface", VIR_FROM_INTERFACE),
        ("vir", "Secret", VIR_FROM_SECRET),
        ("vir", "NWFilter", VIR_FROM_NWFILTER),
        ("virConnect", "", VIR_FROM_DOMAIN),
        ("virNode", "", VIR_FROM_DOMAIN),
    ];
    let fits = |(start, part, _): &&(&str, &str, virErrorDomain)| {
        function.starts_with(start) && function.contains(part)
    };
    FILES.iter().find(fits).map_or(VIR_FROM_NONE, |(_, _, domain)| *domain)
}
