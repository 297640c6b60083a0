//! From a URI to a view of this host.

use super::error;
use super::guest::Origin;
use super::layout::Host;
use super::records::Place;
use super::systemd::Systemd;
use super::version::SwapCount;
use super::{HostDriver, Shown};
use crate::driver::Driver;
use crate::model::uri::Uri;
use crate::model::{Error, Result, virErrorDomain, virErrorNumber};
use crate::sys::{Dir, RelPath, process};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A URI scheme of this driver.
struct Scheme {
    name: &'static str,
    kind: &'static str,
    error_domain: virErrorDomain,
    shown: Shown,
    paths: &'static [&'static str],
}

const SYSTEM: &str = "/system";
const SESSION: &str = "/session";

const SCHEMES: &[Scheme] = &[
    Scheme {
        name: "cgroup",
        kind: "cgroup",
        error_domain: virErrorDomain::VIR_FROM_CGROUP,
        shown: Shown::All,
        paths: &[SYSTEM, SESSION],
    },
    Scheme {
        name: "qemu",
        kind: "QEMU",
        error_domain: virErrorDomain::VIR_FROM_QEMU,
        shown: Shown::Only(Origin::LibvirtQemu),
        paths: &[SYSTEM],
    },
    Scheme {
        name: "lxc",
        kind: "LXC",
        error_domain: virErrorDomain::VIR_FROM_LXC,
        shown: Shown::Only(Origin::LibvirtLxc),
        paths: &[SYSTEM, "/", ""],
    },
];

/// What a URI's query asks for.
struct Query {
    root: PathBuf,
    raw_swap: bool,
}

/// Opens cgroup:///system, cgroup:///session, qemu:///system or lxc:///system.
///
/// `?root=DIR` takes DIR as the file system root for /proc, /sys, /etc and /run;
/// `?swap_hard_limit=raw` writes that limit unchanged to v2's memory.swap.max.
pub fn open(uri: &Uri) -> Result<Arc<dyn Driver>> {
    let scheme = SCHEMES.iter().find(|scheme| scheme.name == uri.scheme);
    let scheme = scheme.filter(|scheme| scheme.paths.contains(&uri.path.as_str()));
    let Some(scheme) = scheme else {
        return Err(wrong_path(uri));
    };
    let query = query(uri)?;
    let host = Host::find(&query.root)?;
    let systemd = || Systemd::find(&query.root);
    let place = if uri.path == SESSION { session(&host)? } else { system(&host, systemd()) };
    let counts = host.memory.version.swap;
    Ok(Arc::new(HostDriver {
        kind: scheme.kind,
        error_domain: scheme.error_domain,
        shown: scheme.shown,
        swap: if query.raw_swap { SwapCount::Total } else { counts },
        host,
        place,
        known: Default::default(),
        listeners: Default::default(),
    }))
}

/// The URI for programs that name none: the system where its groups may be
/// written (or only read, if that is all that is wanted), else the session.
///
/// Errors: VIR_ERR_NO_CONNECT that says what is missing for either.
pub fn default_uri(read_only: bool) -> Result<&'static str> {
    let nothing = |reason: String| {
        let detail = format!("this host: {reason}");
        Error::new(virErrorDomain::VIR_FROM_NONE, virErrorNumber::VIR_ERR_NO_CONNECT, detail)
    };
    let host = Host::find(Path::new("/")).map_err(|error| nothing(error.message()))?;
    if read_only || host.memory.mount.may_write("cgroup.procs") {
        return Ok("cgroup:///system");
    }
    match session(&host) {
        Ok(_) => Ok("cgroup:///session"),
        Err(error) => Err(nothing(format!(
            "cgroup:///system needs the rights to write /sys/fs/cgroup, and for cgroup:///session: {}",
            error.detail()
        ))),
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
    let mut query = Query { root: PathBuf::from("/"), raw_swap: false };
    for (name, value) in &uri.query {
        match (name.as_str(), value.as_str()) {
            ("root", path) if path.starts_with('/') => query.root = PathBuf::from(path),
            ("swap_hard_limit", "raw") => query.raw_swap = true,
            ("swap_hard_limit", "total") => query.raw_swap = false,
            _ => {
                return Err(error::invalid(format!(
                    "{} has '{name}={value}', expected root=DIR (an absolute path), \
                     swap_hard_limit=raw or swap_hard_limit=total",
                    uri.text
                )));
            }
        }
    }
    Ok(query)
}

fn system(host: &Host, systemd: Option<Systemd>) -> Place {
    let path = |text| RelPath::new(text).unwrap_or_default();
    Place {
        parent: path("machine"),
        records: path("run/virmemctl"),
        domains: path("etc/virmemctl/domains"),
        logs: path("var/log/virmemctl"),
        systemd,
        boot: host.boot_id(),
        parsed: Default::default(),
    }
}

/// The topmost group of the caller's that it may write, and its directories.
fn session(host: &Host) -> Result<Place> {
    let refuse = |why: &str| {
        error::refused(
            virErrorNumber::VIR_ERR_CONFIG_UNSUPPORTED,
            format!(
                "{why}: start the program with \
                 'systemd-run --user --scope -p Delegate=yes PROGRAM' on a cgroup v2 host"
            ),
        )
    };
    if host.memory.version.subtree_control.is_none() {
        return Err(refuse("cgroup v1 hands no subtree to a user"));
    }
    let own = process::own_memberships(&host.proc).unwrap_or_default();
    let delegated = host.memory.group_of(&own).and_then(|group| topmost_writable(host, group));
    let settings = folder("XDG_CONFIG_HOME", Some(".config")).and_then(|path| path.join("domains"));
    let state = folder("XDG_STATE_HOME", Some(".local/state")).and_then(|path| path.join("log"));
    match (delegated, folder("XDG_RUNTIME_DIR", None), settings, state) {
        (None, ..) => Err(refuse("no cgroup subtree is delegated to this user")),
        (Some(parent), Some(records), Some(domains), Some(logs)) => {
            let (boot, parsed) = (host.boot_id(), Default::default());
            Ok(Place { parent, records, domains, logs, systemd: None, boot, parsed })
        }
        (_, None, ..) => Err(refuse("XDG_RUNTIME_DIR names no directory")),
        _ => Err(refuse("HOME names no directory")),
    }
}

/// The directory `virmemctl` in the one that a variable of the XDG base directory
/// specification names, or else in its place below $HOME.
fn folder(variable: &str, below_home: Option<&str>) -> Option<RelPath> {
    let absolute = |name| std::env::var(name).ok().filter(|path: &String| path.starts_with('/'));
    let at_home = || Some(format!("{}/{}", absolute("HOME")?, below_home?));
    RelPath::new(&absolute(variable).or_else(at_home)?)?.join("virmemctl")
}

fn topmost_writable(host: &Host, group: RelPath) -> Option<RelPath> {
    let mut topmost = None;
    let mut path = group;
    while host.memory.open(&path).is_ok_and(|dir| is_delegated(&dir)) {
        let parent = path.parent();
        topmost = Some(path);
        path = parent?;
    }
    topmost
}

fn is_delegated(dir: &Dir) -> bool {
    ["cgroup.procs", "cgroup.subtree_control"].iter().all(|file| dir.may_write(file))
}
