//! What a domain has read from and written to its disks. A virtual machine monitor tells of its guest's requests;
//! without one a block device's are in the group's accounting: kernel documentation, admin-guide/cgroup-v2.rst (io.stat)
//! and admin-guide/cgroup-v1/blkio-controller.rst.

use crate::driver::host::block_devices::number_of;
use crate::driver::host::cgroup::controller::Controller;
use crate::driver::host::cgroup::file;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::limits::control_value::DeviceNumber;
use crate::driver::host::monitor::{self, ToldDisks, VmDisk};
use crate::driver::host::node::block_path;
use crate::driver::host::open_domains::Live;
use crate::model::statistics::{BlockStats, BlockTimes};
use crate::xml::definition::{Definition, Disk};

/// The number of an item of one kind.
type Field = fn(&mut BlockStats) -> &mut i64;

/// A disk of a domain.
pub struct Device {
    /// Its name in the definition or, where that has no disks, the monitor's or the kernel's.
    pub name: String,
    /// Its path.
    pub path: String,
    /// Its counters, where the monitor or the group's accounting has them.
    pub stats: Option<BlockStats>,
    /// What only a monitor counts.
    pub times: Option<BlockTimes>,
}

impl Device {
    /// One of a definition, of which nobody has counted anything.
    fn uncounted(disk: &Disk) -> Self {
        let (name, path) = (disk.target().to_owned(), disk.source().unwrap_or_default().to_owned());
        Self { name, path, stats: None, times: None }
    }

    /// One that the monitor tells of.
    fn told(disk: &VmDisk, name: &str) -> Self {
        let (stats, times) = (Some(disk.stats), Some(disk.times));
        Self { name: name.to_owned(), path: disk.path.clone(), stats, times }
    }
}

/// No requests.
const fn none() -> BlockStats {
    BlockStats {
        read_requests: 0,
        read_bytes: 0,
        write_requests: 0,
        write_bytes: 0,
        errors: BlockStats::UNKNOWN,
    }
}

/// The items of lines that begin with a device's number, with the files that have them.
static ITEMS: [(u8, &str, &str, Field); 8] = [
    (1, "blkio.throttle.io_service_bytes_recursive", "Read", |stats| &mut stats.read_bytes),
    (1, "blkio.throttle.io_service_bytes_recursive", "Write", |stats| &mut stats.write_bytes),
    (1, "blkio.throttle.io_serviced_recursive", "Read", |stats| &mut stats.read_requests),
    (1, "blkio.throttle.io_serviced_recursive", "Write", |stats| &mut stats.write_requests),
    (2, "io.stat", "rbytes", |stats| &mut stats.read_bytes),
    (2, "io.stat", "wbytes", |stats| &mut stats.write_bytes),
    (2, "io.stat", "rios", |stats| &mut stats.read_requests),
    (2, "io.stat", "wios", |stats| &mut stats.write_requests),
];

/// The disks of a domain.
pub struct Disks {
    /// All that are known.
    pub all: Vec<Device>,
    /// Whether their counters are known, where anybody counts: not those of a virtual machine whose monitor did
    /// not answer.
    pub is_told: bool,
}

/// The disks of the domain's definition or, where that has none, those that its monitor tells of or,
/// without a monitor, the devices that it has used. `may_ask`: whether a monitor is asked.
pub fn devices(host: &Host, live: &Live, document: Option<&Definition>, may_ask: bool) -> Disks {
    let disks = document.map(|document| document.devices.disks.as_slice()).unwrap_or_default();
    let all = match monitor::disks(host, live, may_ask) {
        ToldDisks::NoAnswer => {
            return Disks { all: disks.iter().map(Device::uncounted).collect(), is_told: false };
        }
        ToldDisks::Disks(told) if disks.is_empty() => {
            told.iter().map(|disk| Device::told(disk, &disk.name)).collect()
        }
        ToldDisks::Disks(told) => disks.iter().map(|disk| of_told(disk, &told)).collect(),
        ToldDisks::NoMonitor if disks.is_empty() => used(host, live),
        ToldDisks::NoMonitor => of_kernel(host, live, disks),
    };
    Disks { all, is_told: true }
}

/// A disk of a definition, of which the monitor tells by its source.
fn of_told(disk: &Disk, told: &[VmDisk]) -> Device {
    let path = disk.source().unwrap_or_default();
    let found = told.iter().find(|told| !path.is_empty() && told.path == path);
    found.map_or_else(|| Device::uncounted(disk), |told| Device::told(told, disk.target()))
}

/// The disks of a definition, with the kernel's counters of block devices.
fn of_kernel(host: &Host, live: &Live, disks: &[Disk]) -> Vec<Device> {
    let counted = counted(host, live);
    let of_disk = |disk: &Disk| {
        let mut device = Device::uncounted(disk);
        let number = number_of(host, "disk", &device.path).ok();
        device.stats = counted.as_deref().zip(number).map(|(counted, number)| {
            let found = counted.iter().find(|(device, _)| *device == number);
            found.map_or_else(none, |(_, stats)| *stats)
        });
        device
    };
    disks.iter().map(of_disk).collect()
}

/// The block devices that the group has used.
fn used(host: &Host, live: &Live) -> Vec<Device> {
    let used = |(device, stats): &(DeviceNumber, BlockStats)| {
        let path = block_path::of(host, device);
        let name = path.trim_start_matches("/dev/").to_owned();
        Device { name, path, stats: Some(*stats), times: None }
    };
    counted(host, live).iter().flatten().map(used).collect()
}

/// The disks of a definition, without counters.
pub fn defined(definition: &Definition) -> Vec<Device> {
    definition.devices.disks.iter().map(Device::uncounted).collect()
}

/// The sum of some devices' counters, of those that have any; -1 where no device has.
pub fn sum(devices: &[&Device]) -> BlockStats {
    let add = |a: BlockStats, b: BlockStats| BlockStats {
        read_requests: plus(a.read_requests, b.read_requests),
        read_bytes: plus(a.read_bytes, b.read_bytes),
        write_requests: plus(a.write_requests, b.write_requests),
        write_bytes: plus(a.write_bytes, b.write_bytes),
        errors: plus(a.errors, b.errors),
    };
    let without = if devices.is_empty() { none() } else { BlockStats::unknown() };
    devices.iter().filter_map(|device| device.stats).reduce(add).unwrap_or(without)
}

/// The same of the times; none where no device has any.
pub fn sum_of_times(devices: &[&Device]) -> Option<BlockTimes> {
    let add = |a: BlockTimes, b: BlockTimes| BlockTimes {
        read: plus(a.read, b.read),
        write: plus(a.write, b.write),
        flush_requests: plus(a.flush_requests, b.flush_requests),
        flush: plus(a.flush, b.flush),
    };
    devices.iter().filter_map(|device| device.times).reduce(add)
}

/// The sum of two counters, of which either may not be known.
fn plus(a: i64, b: i64) -> i64 {
    match (a, b) {
        (BlockStats::UNKNOWN, other) | (other, BlockStats::UNKNOWN) => other,
        (a, b) => a.saturating_add(b),
    }
}

/// The devices that the group's accounting has; none where the controller does not work for it.
fn counted(host: &Host, live: &Live) -> Option<Vec<(DeviceNumber, BlockStats)>> {
    let mut found: Vec<(DeviceNumber, BlockStats)> = Vec::new();
    let group = live.open_group(host);
    let dir = group.dir_of(Controller::Io).ok()?;
    for (version, name, item, field) in &ITEMS {
        if *version == host.memory.version.number {
            add(&mut found, &file::text(dir, name).ok()?, item, *field);
        }
    }
    Some(found)
}

/// `8:0 rbytes=1 wbytes=2 …`, or `8:0 Read 1`
fn add(found: &mut Vec<(DeviceNumber, BlockStats)>, text: &str, item: &str, field: Field) {
    for line in text.lines() {
        let mut words = line.split([' ', '=']);
        let Some(device) = words.next().and_then(DeviceNumber::parse) else { continue };
        let value =
            words.skip_while(|word| *word != item).nth(1).and_then(|word| word.parse().ok());
        let Some(value) = value else { continue };
        match found.iter_mut().find(|(known, _)| *known == device) {
            Some((_, stats)) => *field(stats) = value,
            None => {
                let mut stats = none();
                *field(&mut stats) = value;
                found.push((device, stats));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_versions_lines() {
        let read = |version: u8, text: &str| {
            let mut found = Vec::new();
            for (number, _, item, field) in &ITEMS {
                if *number == version {
                    add(&mut found, text, item, *field);
                }
            }
            found
        };
        let device = DeviceNumber { major: 8, minor: 16 };
        let stats = BlockStats {
            read_bytes: 1,
            write_bytes: 2,
            read_requests: 3,
            write_requests: 4,
            ..none()
        };
        assert_eq!(
            read(2, "8:16 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5 dios=6\n8:0\n"),
            [(device, stats)]
        );
        let both = BlockStats {
            read_bytes: 7,
            write_bytes: 9,
            read_requests: 7,
            write_requests: 9,
            ..none()
        };
        assert_eq!(
            read(1, "8:16 Read 7\n8:16 Write 9\n8:16 Total 16\nTotal 16\n"),
            [(device, both)]
        );
    }
}
