//! What the host's kernel offers for tuning.

use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::file::lists_controller;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::model::capabilities::{GroupTuning, Tuning};
use crate::sys::{Dir, RelPath};

/// It all.
pub fn tuning(host: &Host) -> Tuning {
    let version = host.memory.version;
    let others = Controller::OTHERS.into_iter().filter(|other| has(host, *other));
    let mut controllers = vec![Controller::Memory.name(version)];
    for name in others.map(|other| other.name(version)) {
        // On v2 two of them are one.
        if !controllers.contains(&name) {
            controllers.push(name);
        }
    }
    let pressure = RelPath::new("pressure").unwrap_or_default();
    Tuning {
        version: version.number,
        recursive_protection: host.memory.recursive_protection,
        controllers,
        pressure: host.proc.sub(&pressure).is_ok_and(|dir| dir.has("memory")),
        groups: any_group(host, version.usage).map(|group| GroupTuning {
            swap: group.has(version.accounts.swap_limit),
            pressure: group.has("memory.pressure"),
            reclaim: version.reclaim.is_some_and(|file| group.has(file)),
        }),
    }
}

fn has(host: &Host, controller: Controller) -> bool {
    let version = host.memory.version;
    if version.separate_hierarchies {
        return host.v1_group(controller, &RelPath::default()).is_ok_and(|dir| dir.is_some());
    }
    lists_controller(&host.memory.mount, "cgroup.controllers", controller.name(version)) == Ok(true)
}

/// Whether the kernel has targets of latency; so it is taken to be where no group has the I/O controller.
pub fn has_latency(host: &Host) -> bool {
    any_group(host, "io.max").is_none_or(|group| group.has("io.latency"))
}

/// A group with a controller, of which it has this file: the top has not all files.
fn any_group(host: &Host, file: &str) -> Option<Dir> {
    let groups = host.memory.mount.entries().ok()?.into_iter().filter(|entry| entry.is_dir);
    let mut open = groups.filter_map(|entry| host.memory.open(&RelPath::new(&entry.name)?).ok());
    open.find(|group| group.has(file))
}
