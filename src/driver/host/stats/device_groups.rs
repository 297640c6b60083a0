//! The groups of bulk statistics that list devices: `net` and `block`.

use super::block::Device;
use super::devices::{self, Counter};
use super::network::Interface;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::model::statistics::BlockStats;
use crate::model::typed::{TypedParam, Value};

/// The network interfaces: their names, and the counters of those that have a device.
pub fn add_interfaces(params: &mut Vec<TypedParam>, interfaces: &[Interface]) {
    params.push(count("net.count", interfaces.len()));
    for (place, interface) in interfaces.iter().enumerate() {
        let name = |end: &str| format!("net.{place}.{end}");
        params.push(TypedParam::text(name("name"), &interface.name));
        let Some(stats) = interface.stats else { continue };
        for (direction, traffic) in [("rx", stats.received), ("tx", stats.sent)] {
            let counters = [
                ("bytes", traffic.bytes),
                ("pkts", traffic.packets),
                ("errs", traffic.errors),
                ("drop", traffic.dropped),
            ];
            let counter = |(end, value)| number(name(&format!("{direction}.{end}")), value);
            params.extend(counters.map(counter));
        }
    }
}

/// The disks: their names, counters and sizes, as far as they are known.
pub fn add_disks(params: &mut Vec<TypedParam>, host: &Host, disks: &[Device]) {
    params.push(count("block.count", disks.len()));
    for (place, disk) in disks.iter().enumerate() {
        let name = |end: &str| format!("block.{place}.{end}");
        params.push(TypedParam::text(name("name"), &disk.name));
        if !disk.path.is_empty() {
            params.push(TypedParam::text(name("path"), &disk.path));
        }
        let stats = disk.stats.unwrap_or(BlockStats::unknown());
        let counter = |row: &Counter| Some(number(name(row.bulk), row.of(&stats, disk.times)?));
        params.extend(devices::COUNTERS.iter().filter_map(counter));
        let Some(sizes) = devices::sizes(host, &disk.path) else { continue };
        let sizes = [
            ("allocation", sizes.allocation),
            ("capacity", sizes.capacity),
            ("physical", sizes.physical),
        ];
        params.extend(sizes.map(|(end, size)| TypedParam::new(name(end), Value::ULLong(size))));
    }
}

fn count(name: &'static str, count: usize) -> TypedParam {
    TypedParam::new(name, Value::UInt(u32::try_from(count).unwrap_or(u32::MAX)))
}

fn number(name: String, value: i64) -> TypedParam {
    TypedParam::new(name, Value::ULLong(u64::try_from(value).unwrap_or_default()))
}
