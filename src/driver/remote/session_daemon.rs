//! The daemons of a user, which libvirt's clients start when they are wanted.

use super::error;
use super::target::{Mode, Target};
use super::transport::{Transport, connect_unix};
use crate::model::Result;
use crate::sys::process;
use rustix::io::Errno;
use std::io::ErrorKind;
use std::process::{Command, Stdio};
use std::time::Duration;

/// How often a daemon that was started is tried, and the pause between.
const TRIES: u32 = 500;
const PAUSE: Duration = Duration::from_millis(10);

/// The directory of the user's daemons' sockets, if the URI is for them: root's are the system's.
pub fn directory(target: &Target) -> Option<String> {
    if !target.is_session || rustix::process::geteuid().is_root() {
        return None;
    }
    let named = |name: &str| process::variable(name).filter(|path| path.starts_with('/'));
    let runtime = named("XDG_RUNTIME_DIR").map(|path| format!("{path}/libvirt"));
    let cache = || named("XDG_CACHE_HOME").or_else(|| Some(format!("{}/.cache", named("HOME")?)));
    runtime.or_else(|| Some(format!("{}/libvirt", cache()?)))
}

/// Connects to a daemon of the user's; starts it if nothing listens, unless LIBVIRT_AUTOSTART is 0.
pub fn connect(target: &Target, path: &str) -> Result<Box<dyn Transport>> {
    let failed = match connect_unix(path) {
        Err(failed) if is_absent(&failed) && may_start() => failed,
        done => return done,
    };
    let direct = format!("virt{}d", target.driver);
    let daemon = if target.parameters.mode == Mode::Direct { &direct } else { "libvirtd" };
    if !start(daemon) {
        return Err(failed.context(format_args!("'{daemon}' could not be started")));
    }
    for _ in 1..TRIES {
        match connect_unix(path) {
            Err(failed) if is_absent(&failed) => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    connect_unix(path)
}

/// Starts a daemon, which goes on in the background; whether it did.
fn start(daemon: &str) -> bool {
    // The place of such programs is often not in a user's $PATH.
    for folder in ["", "/usr/sbin/", "/usr/local/sbin/"] {
        let mut command = Command::new(format!("{folder}{daemon}"));
        command.args(["--timeout=120", "--daemon"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // By these this library may be in place of libvirt's, which the daemon needs.
        command.env_remove("LD_LIBRARY_PATH").env_remove("LD_PRELOAD");
        match command.status() {
            Err(failure) if failure.kind() == ErrorKind::NotFound => {}
            status => return status.is_ok_and(|status| status.success()),
        }
    }
    false
}

fn may_start() -> bool {
    !process::has_raised_rights()
        && std::env::var_os("LIBVIRT_AUTOSTART").is_none_or(|value| value != "0")
}

fn is_absent(failed: &crate::model::Error) -> bool {
    [error::NO_SOCKET, error::NO_LISTENER].map(Errno::raw_os_error).contains(&failed.ints().0)
}
