//! Where the sockets of libvirt's daemons are.

use super::parameters::Mode;
use super::parsed::Target;
use std::path::Path;

/// The drivers that have a daemon of their own.
const DIRECT: [&str; 7] = ["qemu", "lxc", "xen", "ch", "vbox", "vz", "bhyve"];

/// The directory of the system's daemons.
const SYSTEM: &str = "/run/libvirt";

/// The socket for a URI. `user` is the directory of the user's own daemons, where they are asked for.
pub fn socket(target: &Target, read_only: bool, user: Option<&str>) -> String {
    if let Some(socket) = &target.parameters.socket {
        return socket.clone();
    }
    let folder = user.unwrap_or(SYSTEM);
    // The user's own daemons have no socket for reading alone.
    let end = if read_only && user.is_none() { "-ro" } else { "" };
    let legacy = format!("{folder}/libvirt-sock{end}");
    let has_daemon = DIRECT.contains(&target.driver.as_str());
    let direct = format!("{folder}/virt{}d-sock{end}", target.driver);
    match target.parameters.mode {
        Mode::Direct => direct,
        Mode::Legacy => legacy,
        Mode::Auto if has_daemon && Path::new(&direct).exists() => direct,
        Mode::Auto => legacy,
    }
}
