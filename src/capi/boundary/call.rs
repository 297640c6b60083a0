//! The common form of functions on a handle: look it up, and run the work on what it stands
//! for.

use crate::api::Domain;
use crate::capi::boundary::guard::guard_on;
use crate::capi::boundary::handles::{expect_connect, expect_domain};
use crate::capi::boundary::objects::{Connect, DomainHandle};
use crate::capi::types::handles::{virConnectPtr, virDomainPtr};
use crate::model::{Result, virErrorDomain};
use libc::c_int;

/// Runs a function's work on the domain of a handle.
pub fn on_domain<T: Copy>(
    function: &str,
    domain: virDomainPtr,
    failing: T,
    work: impl FnOnce(&DomainHandle) -> Result<T>,
) -> T {
    guard_on(function, domain, failing, &expect_domain, work)
}

/// Runs work on a domain that has no result but success: 0, or -1.
pub fn change_domain(
    function: &str,
    domain: virDomainPtr,
    work: impl FnOnce(&Domain) -> Result<()>,
) -> c_int {
    on_domain(function, domain, -1, |handle| work(handle.domain()).map(|()| 0))
}

/// Runs a function's work on the connection of a handle; `from` is the error domain for an
/// invalid handle.
pub fn on_connect<T: Copy>(
    function: &str,
    conn: virConnectPtr,
    from: virErrorDomain,
    failing: T,
    work: impl FnOnce(&Connect) -> Result<T>,
) -> T {
    guard_on(function, conn, failing, &|conn| expect_connect(conn, from), work)
}
