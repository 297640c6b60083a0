//! Selects the driver for a URI.

use super::client_conf::ClientConf;
use super::{Driver, Opening, remote, test};
use crate::model::constants::virConnectFlags;
use crate::model::uri::{Uri, shown};
use crate::model::{Error, Result, flags, virErrorDomain, virErrorNumber};
use crate::sys::process;
use std::sync::Arc;

/// An open driver and its URI.
pub struct Opened {
    /// The driver.
    pub driver: Arc<dyn Driver>,
    /// The URI, as `virConnectGetURI` returns it.
    pub uri: String,
}

/// Opens a URI. The flags were checked.
type Open = fn(&Uri, u32) -> Result<Opening<Arc<dyn Driver>>>;

/// The hosts that a scheme can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hosts {
    /// This one alone: a URI with a host is refused.
    Local,
    /// Any: the driver reads the URI's host, port and user.
    Any,
}

/// A URI scheme and its driver.
struct Row {
    scheme: &'static str,
    error_domain: virErrorDomain,
    hosts: Hosts,
    open: Open,
}

const fn local(scheme: &'static str, error_domain: virErrorDomain, open: Open) -> Row {
    Row { scheme, error_domain, hosts: Hosts::Local, open }
}

const fn any(scheme: &'static str, error_domain: virErrorDomain, open: Open) -> Row {
    Row { scheme, error_domain, hosts: Hosts::Any, open }
}

/// The drivers.
const DRIVERS: &[Row] = &[
    local("test", virErrorDomain::VIR_FROM_TEST, test::open),
    #[cfg(target_os = "linux")]
    local("cgroup", virErrorDomain::VIR_FROM_CGROUP, super::host::open),
    #[cfg(target_os = "linux")]
    local("qemu", virErrorDomain::VIR_FROM_QEMU, super::host::open),
    #[cfg(target_os = "linux")]
    local("lxc", virErrorDomain::VIR_FROM_LXC, super::host::open),
    any("esx", virErrorDomain::VIR_FROM_ESX, super::esx::open_esx),
    any("vpx", virErrorDomain::VIR_FROM_ESX, super::esx::open_vpx),
];

/// Opens a URI, or what libvirt.conf gives this name. `None` or an empty string means
/// $LIBVIRT_DEFAULT_URI, or libvirt.conf's default, or that of this host.
///
/// Errors: VIR_ERR_NO_CONNECT if no driver handles it, VIR_ERR_INTERNAL_ERROR if it
/// cannot be parsed, VIR_ERR_INVALID_ARG for flags that the driver does not take,
/// VIR_ERR_CONF_SYNTAX for libvirt.conf, and VIR_ERR_SYSTEM_ERROR where it cannot be read.
pub fn open(uri: Option<&str>, flags: u32) -> Result<Opening<Opened>> {
    let from_environment = process::variable("LIBVIRT_DEFAULT_URI");
    let given = uri.filter(|uri| !uri.is_empty());
    match given.or(from_environment.as_deref().filter(|uri| !uri.is_empty())) {
        Some(name) if may_be_alias(name) => open_name(&ClientConf::load()?, name, flags),
        Some(uri) => open_uri(uri, flags),
        None => {
            let conf = ClientConf::load()?;
            match conf.default_uri()? {
                Some(name) => open_name(&conf, name, flags),
                None => open_uri(default_uri(flags)?, flags),
            }
        }
    }
}

/// Opens what a name stands for, or the URI that it is.
fn open_name(conf: &ClientConf, name: &str, flags: u32) -> Result<Opening<Opened>> {
    let resolved = if flags & NO_ALIASES == 0 { conf.resolve(name)? } else { None };
    open_uri(resolved.unwrap_or(name), flags)
}

/// Whether a text can be a name of libvirt.conf's; a URI has a colon.
fn may_be_alias(text: &str) -> bool {
    text.chars().all(|letter| letter.is_ascii_alphanumeric() || "_-.".contains(letter))
}

const NO_ALIASES: u32 = virConnectFlags::VIR_CONNECT_NO_ALIASES as u32;

fn open_uri(text: &str, flags: u32) -> Result<Opening<Opened>> {
    open_by(DRIVERS, text, flags)
}

fn open_by(drivers: &[Row], text: &str, flags: u32) -> Result<Opening<Opened>> {
    let uri = Uri::parse(text)?;
    if is_remote(drivers, &uri) {
        // As in libvirt, flags that it does not know are ignored.
        let opening = remote::open(&uri, flags)?;
        return Ok(opening.map(|driver| Opened { driver, uri: uri.text }));
    }
    let known = drivers.iter().find(|row| row.scheme == uri.scheme);
    let Some(row) = known.filter(|row| row.hosts == Hosts::Any || uri.host.is_empty()) else {
        return Err(no_driver(text, &uri));
    };
    flags::check(row.error_domain, flags, flags::READ_ONLY)?;
    let opening = (row.open)(&uri, flags)?;
    Ok(opening.map(|driver| Opened { driver, uri: uri.text }))
}

/// The drivers that libvirt's daemons have and this library has not.
const ONLY_REMOTE: [&str; 9] =
    ["remote", "xen", "ch", "vz", "bhyve", "vbox", "openvz", "parallels", "vmwareplayer"];

/// Whether a daemon of libvirt's serves a URI: one that names a transport, or a host where the scheme's
/// driver here takes none; one of a driver that is not here; and one that asks for it.
fn is_remote(drivers: &[Row], uri: &Uri) -> bool {
    let here = drivers.iter().find(|row| row.scheme == uri.scheme);
    let asked = uri.query.iter().find(|(name, _)| name.eq_ignore_ascii_case("driver"));
    let by_default = || process::variable("VIRMEMCTL_DRIVER").is_some_and(|name| name == "remote");
    match here {
        None if uri.scheme.is_empty() => false,
        None => {
            uri.scheme.contains('+')
                || !uri.host.is_empty()
                || ONLY_REMOTE.contains(&uri.scheme.as_str())
        }
        Some(row) if row.hosts == Hosts::Any => false,
        // No daemon has this library's own.
        Some(row) if !uri.host.is_empty() => row.scheme != "cgroup",
        Some(row) => match asked {
            Some((_, name)) => name == "remote",
            // The drivers of libvirt's that are here too.
            None => ["qemu", "lxc"].contains(&row.scheme) && by_default(),
        },
    }
}

fn no_driver(text: &str, uri: &Uri) -> Error {
    let schemes: Vec<&str> = DRIVERS.iter().map(|row| row.scheme).collect();
    let reason = if uri.host.is_empty() {
        format!(
            "expected one of the schemes {}, a daemon's DRIVER+TRANSPORT, or a name of libvirt.conf",
            schemes.join(", ")
        )
    } else {
        format!("'{}' is another host, and only this one can be reached", uri.host)
    };
    Error::new(
        virErrorDomain::VIR_FROM_NONE,
        virErrorNumber::VIR_ERR_NO_CONNECT,
        format!("{}: {reason}", shown(text)),
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

    #[test]
    fn a_driver_of_other_hosts_gets_host_and_user() {
        fn open_far(uri: &Uri, _: u32) -> Result<Opening<Arc<dyn Driver>>> {
            let place = (uri.user.as_deref(), uri.host.as_str(), uri.port);
            assert_eq!(place, (Some("u"), "h", Some(1)));
            crate::driver::unsupported()
        }
        let error_domain = virErrorDomain::VIR_FROM_ESX;
        let far = [Row { scheme: "far", error_domain, hosts: Hosts::Any, open: open_far }];
        let opened = open_by(&far, "far://u@h:1/", 0);
        assert_eq!(opened.map(|_| ()).unwrap_err().code(), virErrorNumber::VIR_ERR_NO_SUPPORT);
    }

    #[test]
    fn what_a_daemon_serves() {
        let is_remote = |uri: &str| is_remote(DRIVERS, &Uri::parse(uri).unwrap());
        for uri in [
            "qemu+unix:///system",
            "qemu://host/system",
            "test+tcp://host/default",
            "remote+ssh://host/",
            "xen:///system",
            "qemu:///system?driver=remote",
            "unknown://host/",
        ] {
            assert!(is_remote(uri), "{uri}");
        }
        for uri in [
            "qemu:///system",
            "test:///default",
            "cgroup:///system",
            "cgroup://host/system",
            "unknown:///x",
            "name",
        ] {
            assert!(!is_remote(uri), "{uri}");
        }
    }

    fn code(uri: &str, flags: u32) -> virErrorNumber {
        open(Some(uri), flags).map(|_| ()).unwrap_err().code()
    }

    #[test]
    fn what_no_driver_takes() {
        use virErrorNumber::*;
        for (uri, flags, expected) in [
            ("bogus:///x", 0, VIR_ERR_NO_CONNECT),
            ("default", 0, VIR_ERR_NO_CONNECT),
            // These are a daemon's; the first has no such transport, the second no certificate.
            ("test+bogus://host/default", 0, VIR_ERR_INVALID_ARG),
            ("test://root@[::1]:1/default?pkipath=/nonexistent", 0, VIR_ERR_SYSTEM_ERROR),
            ("a b", 0, VIR_ERR_INTERNAL_ERROR),
            ("test:///default", 2, VIR_ERR_INVALID_ARG),
            ("test:///", 0, VIR_ERR_INVALID_ARG),
        ] {
            assert_eq!(code(uri, flags), expected, "{uri}");
        }
    }
}
