//! Opening a connection: from a URI to a view of this host.

mod session;

use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::cgroup::version::SwapCount;
use crate::driver::host::context::Context;
use crate::driver::host::driver::{HostDriver, Visibility};
use crate::driver::host::error::{self, Failed};
use crate::driver::host::inventory::domain::Origin;
use crate::driver::host::open_domains::OpenDomains;
use crate::driver::host::paths::Paths;
use crate::driver::host::systemd::Systemd;
use crate::driver::{Driver, Listeners, Opening};
use crate::model::uri::Uri;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::RelPath;
use crate::sys::warn::warn;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Weak};

/// A URI scheme of this driver.
struct Scheme {
    name: &'static str,
    kind: &'static str,
    error_domain: virErrorDomain,
    visibility: Visibility,
    paths: &'static [&'static str],
}

const SYSTEM: &str = "/system";
const SESSION: &str = "/session";

const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "cgroup",
        kind: "cgroup",
        error_domain: virErrorDomain::VIR_FROM_CGROUP,
        visibility: Visibility::All,
        paths: &[SYSTEM, SESSION],
    },
    Scheme {
        name: "qemu",
        kind: "QEMU",
        error_domain: virErrorDomain::VIR_FROM_QEMU,
        visibility: Visibility::Only(Origin::LibvirtQemu),
        paths: &[SYSTEM],
    },
    Scheme {
        name: "lxc",
        kind: "LXC",
        error_domain: virErrorDomain::VIR_FROM_LXC,
        visibility: Visibility::Only(Origin::LibvirtLxc),
        paths: &[SYSTEM, "/", ""],
    },
];

/// The parameters of a URI's query.
struct Query {
    root: PathBuf,
    raw_swap: bool,
    open_files: Option<usize>,
}

/// Opens cgroup:///system, cgroup:///session, qemu:///system or lxc:///system.
///
/// `?root=DIR` takes DIR as the file system root for /proc, /sys, /etc and /run;
/// `?swap_hard_limit=raw` writes that limit unchanged to v2's memory.swap.max; `?open_files=N`
/// keeps at most N files open between calls, a quarter of what the process may have otherwise.
pub fn open(uri: &Uri, _flags: u32) -> Result<Opening<Arc<dyn Driver>>> {
    let scheme = SCHEMES.iter().find(|scheme| scheme.name == uri.scheme);
    let scheme = scheme.filter(|scheme| scheme.paths.contains(&uri.path.as_str()));
    let Some(scheme) = scheme else {
        return Err(wrong_path(uri));
    };
    let query = query(uri)?;
    let host = Host::find(&query.root)?.anchor().during("keep the host's directories open")?;
    let (paths, systemd) = match uri.path.as_str() {
        SESSION => (session::paths(&host)?, None),
        _ => (system_paths(&host), Systemd::find(&query.root)),
    };
    let counts = host.memory.version.swap;
    Ok(Opening::Open(Arc::new_cyclic(|driver: &Weak<HostDriver>| HostDriver {
        kind: scheme.kind,
        visibility: scheme.visibility,
        context: Context {
            swap: if query.raw_swap { SwapCount::Total } else { counts },
            host,
            paths,
            systemd,
            caches: Default::default(),
            journal: Default::default(),
            error_domain: scheme.error_domain,
        },
        index: Default::default(),
        open_domains: OpenDomains::new(query.open_files),
        scan_lock: Default::default(),
        listeners: Listeners::of(driver.clone()),
        events: Default::default(),
    })))
}

/// The default URI: the system's where its groups may be written (or for a read-only
/// connection), else the session's, and without one the system's again, to read, with a
/// warning.
///
/// Errors: VIR_ERR_NO_CONNECT where the memory controller is not available.
pub fn default_uri(read_only: bool) -> Result<&'static str> {
    let nothing = |reason: String| {
        let detail = format!("this host: {reason}");
        Error::new(virErrorDomain::VIR_FROM_NONE, virErrorNumber::VIR_ERR_NO_CONNECT, detail)
    };
    let host = Host::find(Path::new("/")).map_err(|error| nothing(error.message()))?;
    if read_only || host.memory.mount.may_write("cgroup.procs") {
        return Ok("cgroup:///system");
    }
    match session::paths(&host) {
        Ok(_) => Ok("cgroup:///session"),
        Err(error) => {
            warn(format_args!(
                "cgroup:///system is opened to read alone: to change domains there needs root, \
                 and for cgroup:///session: {}",
                error.detail()
            ));
            Ok("cgroup:///system")
        }
    }
}

fn wrong_path(uri: &Uri) -> Error {
    let known: Vec<String> = SCHEMES
        .iter()
        .filter(|scheme| scheme.name == uri.scheme)
        .flat_map(|scheme| scheme.paths.iter().map(move |path| format!("{}://{path}", scheme.name)))
        .collect();
    error::refused(
        virErrorNumber::VIR_ERR_INTERNAL_ERROR,
        format!("{} has path '{}', expected one of {}", uri.text, uri.path, known.join(", ")),
    )
}

fn query(uri: &Uri) -> Result<Query> {
    let mut query = Query { root: PathBuf::from("/"), raw_swap: false, open_files: None };
    for (name, value) in &uri.query {
        match (name.as_str(), value.as_str()) {
            ("root", path) if path.starts_with('/') => query.root = PathBuf::from(path),
            ("swap_hard_limit", "raw") => query.raw_swap = true,
            ("swap_hard_limit", "total") => query.raw_swap = false,
            ("open_files", number) if number.parse::<usize>().is_ok() => {
                query.open_files = number.parse().ok();
            }
            _ => {
                return Err(error::invalid(format!(
                    "{} has '{name}={value}', expected root=DIR (an absolute path), \
                     swap_hard_limit=raw, swap_hard_limit=total or open_files=NUMBER",
                    uri.text
                )));
            }
        }
    }
    Ok(query)
}

fn system_paths(host: &Host) -> Paths {
    let path = |text| RelPath::new(text).unwrap_or_default();
    Paths {
        parent: path("machine"),
        records: path("run/virmemctl"),
        domains: path("etc/virmemctl/domains"),
        logs: path("var/log/virmemctl"),
        session: false,
        boot: host.boot_id(),
    }
}
