//! The paths of block devices: kernel documentation, ABI/stable/sysfs-block.

use crate::driver::host::cgroup::hierarchy::Host;
use crate::sys::{Dir, SysResult};
use std::fmt;

const UEVENT_MAX: usize = 4096;

/// The path of the device with this number, `MAJOR:MINOR`: by its name in /dev, or else by its number.
pub fn of(host: &Host, number: &impl fmt::Display) -> String {
    let uevent = numbers(host)
        .and_then(|numbers| numbers.sub_through_link(&number.to_string()))
        .and_then(|dir| dir.read_all("uevent", UEVENT_MAX))
        .unwrap_or_default();
    let uevent = String::from_utf8_lossy(&uevent);
    let name = uevent.lines().find_map(|line| line.strip_prefix("DEVNAME="));
    name.map_or_else(|| format!("/dev/block/{number}"), |name| format!("/dev/{name}"))
}

/// The directory with block devices by their numbers.
pub fn numbers(host: &Host) -> SysResult<Dir> {
    host.dir("/sys/dev/block")
}
