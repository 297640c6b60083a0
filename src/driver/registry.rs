//! Selects the driver for a URI.

use super::{Credentials, Driver, test};
use crate::model::uri::Uri;
use crate::model::{Error, Result, flags, virErrorDomain, virErrorNumber};
use std::sync::Arc;

/// An open driver and its URI.
pub struct Opened {
    /// The driver.
    pub driver: Arc<dyn Driver>,
    /// The URI, as `virConnectGetURI` returns it.
    pub uri: String,
}

/// Opens a URI. The flags were checked; credentials are requested only while it is
/// being opened.
type Open = fn(&Uri, u32, &dyn Credentials) -> Result<Arc<dyn Driver>>;

/// A URI scheme and its driver.
struct Row {
    scheme: &'static str,
    error_domain: virErrorDomain,
    open: Open,
}

const fn row(scheme: &'static str, error_domain: virErrorDomain, open: Open) -> Row {
    Row { scheme, error_domain, open }
}

/// The drivers.
const DRIVERS: &[Row] = &[
    row("test", virErrorDomain::VIR_FROM_TEST, test::open),
    #[cfg(target_os = "linux")]
    row("cgroup", virErrorDomain::VIR_FROM_CGROUP, super::host::open),
    #[cfg(target_os = "linux")]
    row("qemu", virErrorDomain::VIR_FROM_QEMU, super::host::open),
    #[cfg(target_os = "linux")]
    row("lxc", virErrorDomain::VIR_FROM_LXC, super::host::open),
];

/// Opens a URI. `None` or an empty string means $LIBVIRT_DEFAULT_URI, or the default of
/// this host.
///
/// Errors: VIR_ERR_NO_CONNECT if no driver handles it, VIR_ERR_INTERNAL_ERROR if it
/// cannot be parsed, VIR_ERR_INVALID_ARG for flags other than VIR_CONNECT_RO.
pub fn open(uri: Option<&str>, flags: u32, credentials: &dyn Credentials) -> Result<Opened> {
    let from_environment = std::env::var_os("LIBVIRT_DEFAULT_URI");
    let from_environment = from_environment.as_ref().map(|uri| uri.to_string_lossy());
    let given = uri.filter(|uri| !uri.is_empty());
    match given.or(from_environment.as_deref().filter(|uri| !uri.is_empty())) {
        Some(uri) => open_uri(uri, flags, credentials),
        None => open_uri(default_uri(flags)?, flags, credentials),
    }
}

fn open_uri(text: &str, flags: u32, credentials: &dyn Credentials) -> Result<Opened> {
    let uri = Uri::parse(text)?;
    let known = DRIVERS.iter().find(|row| row.scheme == uri.scheme);
    let Some(row) = known.filter(|_| uri.host.is_empty()) else {
        return Err(no_driver(text, &uri));
    };
    flags::check(row.error_domain, flags, flags::READ_ONLY)?;
    Ok(Opened { driver: (row.open)(&uri, flags, credentials)?, uri: uri.text })
}

fn no_driver(text: &str, uri: &Uri) -> Error {
    let schemes: Vec<&str> = DRIVERS.iter().map(|row| row.scheme).collect();
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
fn default_uri(flags: u32) -> Result<&'static str> {
    super::host::default_uri(flags & flags::READ_ONLY != 0)
}

#[cfg(not(target_os = "linux"))]
fn default_uri(_flags: u32) -> Result<&'static str> {
    Err(Error::new(
        virErrorDomain::VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_NO_CONNECT,
        "no URI: this system has no cgroups, name one such as test:///default",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::driver::NoCredentials;

    fn code(uri: &str, flags: u32) -> virErrorNumber {
        open(Some(uri), flags, &NoCredentials).map(|_| ()).unwrap_err().code()
    }

    #[test]
    fn what_no_driver_takes() {
        use virErrorNumber::*;
        for (uri, flags, expected) in [
            ("bogus:///x", 0, VIR_ERR_NO_CONNECT),
            ("default", 0, VIR_ERR_NO_CONNECT),
            ("test://host/default", 0, VIR_ERR_NO_CONNECT),
            ("test://root@[::1]:22/default", 0, VIR_ERR_NO_CONNECT),
            ("a b", 0, VIR_ERR_INTERNAL_ERROR),
            ("test:///default", 2, VIR_ERR_INVALID_ARG),
            ("test:///", 0, VIR_ERR_INVALID_ARG),
        ] {
            assert_eq!(code(uri, flags), expected, "{uri}");
        }
    }
}
