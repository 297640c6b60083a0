//! What functions on a handle have in common.

use super::guard::{Called, guard};
use super::handles::{Connect, DomainHandle, expect_connect, expect_domain};
use super::types::{virConnectPtr, virDomainPtr};
use crate::api::Domain;
use crate::model::virErrorDomain::VIR_FROM_DOMAIN;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use libc::c_int;

/// Runs a function's work on the domain behind its handle.
pub fn on_domain<T>(
    domain: virDomainPtr,
    failing: T,
    work: impl FnOnce(&DomainHandle) -> Result<T>,
) -> T {
    guard(Called::OnDomain(domain), failing, || work(expect_domain(domain)?.as_ref()))
}

/// Runs work on a domain that gives nothing but its success: 0, or -1.
pub fn done(domain: virDomainPtr, work: impl FnOnce(&Domain) -> Result<()>) -> c_int {
    on_domain(domain, -1, |handle| work(handle.domain()).map(|()| 0))
}

/// Runs a function's work on the connection behind its handle; `from` is the
/// part of the library that the function belongs to.
pub fn on_connect<T>(
    conn: virConnectPtr,
    from: virErrorDomain,
    failing: T,
    work: impl FnOnce(&Connect) -> Result<T>,
) -> T {
    guard(Called::On(conn), failing, || work(expect_connect(conn, from)?.as_ref()))
}

/// A number of items for C; VIR_ERR_OVERFLOW where it is too large.
pub fn count(items: usize) -> Result<c_int> {
    c_int::try_from(items).map_err(|_| {
        Error::new(VIR_FROM_DOMAIN, virErrorNumber::VIR_ERR_OVERFLOW, format!("{items} items"))
    })
}
