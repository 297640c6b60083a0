//! Which driver takes a URI.

use super::{Driver, test};
use crate::model::uri::Uri;
use crate::model::{Error, Result, flags, virErrorDomain, virErrorNumber};
use std::sync::Arc;

/// An open driver and the URI that leads to it.
pub struct Opened {
    /// The driver.
    pub driver: Arc<dyn Driver>,
    /// The URI, as `virConnectGetURI` gives it.
    pub uri: String,
}

/// Opens what a URI leads to.
type Open = fn(&Uri) -> Result<Arc<dyn Driver>>;

/// The drivers: URI scheme, error domain, how to open one.
const DRIVERS: &[(&str, virErrorDomain, Open)] = &[
    ("test", virErrorDomain::VIR_FROM_TEST, test::open),
    #[cfg(target_os = "linux")]
    ("cgroup", virErrorDomain::VIR_FROM_CGROUP, super::host::open),
    #[cfg(target_os = "linux")]
    ("qemu", virErrorDomain::VIR_FROM_QEMU, super::host::open),
    #[cfg(target_os = "linux")]
    ("lxc", virErrorDomain::VIR_FROM_LXC, super::host::open),
];

/// Opens a URI. None, or an empty one, means $LIBVIRT_DEFAULT_URI, or what
/// this host has to offer.
///
/// Errors: VIR_ERR_NO_CONNECT when no driver takes it, VIR_ERR_INTERNAL_ERROR
/// when it is no URI, VIR_ERR_INVALID_ARG for flags other than VIR_CONNECT_RO.
pub fn open(uri: Option<&str>, flags: u32) -> Result<Opened> {
    let from_environment = std::env::var_os("LIBVIRT_DEFAULT_URI");
    let from_environment = from_environment.as_ref().map(|uri| uri.to_string_lossy());
    let given = uri.filter(|uri| !uri.is_empty());
    match given.or(from_environment.as_deref().filter(|uri| !uri.is_empty())) {
        Some(uri) => open_uri(uri, flags),
        None => open_default(flags),
    }
}

fn open_uri(text: &str, flags: u32) -> Result<Opened> {
    let uri = Uri::parse(text)?;
    let known = DRIVERS.iter().find(|(scheme, _, _)| *scheme == uri.scheme);
    let Some((_, domain, open)) = known.filter(|_| uri.host.is_empty()) else {
        return Err(no_driver(text, &uri));
    };
    flags::check(*domain, flags, flags::READ_ONLY)?;
    Ok(Opened { driver: open(&uri)?, uri: uri.text })
}

fn no_driver(text: &str, uri: &Uri) -> Error {
    let schemes: Vec<&str> = DRIVERS.iter().map(|(scheme, _, _)| *scheme).collect();
    let reason = if uri.host.is_empty() {
        format!("expected one of the schemes {}", schemes.join(", "))
    } else {
        format!("'{}' is another host, and only this one can be reached", uri.host)
    };
    Error::new(
        virErrorDomain::VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_NO_CONNECT,
        format!("{text}: {reason}"),
    )
}

#[cfg(target_os = "linux")]
fn open_default(flags: u32) -> Result<Opened> {
    open_uri(super::host::default_uri(flags & flags::READ_ONLY != 0)?, flags)
}

#[cfg(not(target_os = "linux"))]
fn open_default(_flags: u32) -> Result<Opened> {
    Err(Error::new(
        virErrorDomain::VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_NO_CONNECT,
        "no URI: this system has no cgroups, name one such as test:///default",
    ))
}
