//! What is known of a domain's disks: counters and sizes. What nobody tells is left out, or -1: one
//! domain's lack must not end the work of a program that gathers the statistics of all.

use super::block::{self, Device};
use crate::driver::host::block_devices;
use crate::driver::host::cgroup::hierarchy::Host;
use crate::driver::host::error::{self, Failed};
use crate::model::constants::{
    VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES,
    VIR_DOMAIN_BLOCK_STATS_READ_BYTES, VIR_DOMAIN_BLOCK_STATS_READ_REQ,
    VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES,
    VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES,
};
use crate::model::statistics::{BlockInfo, BlockStats, BlockTimes};
use crate::model::typed::{TypedParam, Value};
use crate::model::{Error, Result};
use crate::sys::SysResult;
use crate::xml::definition::{Definition, Disk};

/// The disk with that target, name or source. An empty name means all of them.
///
/// Errors: VIR_ERR_INVALID_ARG where the domain has no such disk.
fn named<'d>(devices: &'d [Device], name: &str) -> Result<Vec<&'d Device>> {
    let is_it = |device: &&Device| name.is_empty() || device.name == name || device.path == name;
    let found: Vec<&Device> = devices.iter().filter(is_it).collect();
    if found.is_empty() && !name.is_empty() {
        return Err(no_disk(name));
    }
    Ok(found)
}

/// The counters of a disk, -1 where nobody counts. An empty name means all together.
///
/// Errors: VIR_ERR_INVALID_ARG where the domain has no such disk.
pub fn block(devices: &[Device], name: &str) -> Result<BlockStats> {
    Ok(block::sum(&named(devices, name)?))
}

/// The same by libvirt's names; those that are not known are left out.
pub fn block_params(devices: &[Device], name: &str) -> Result<Vec<TypedParam>> {
    let found = named(devices, name)?;
    let (stats, times) = (block::sum(&found), block::sum_of_times(&found));
    let param = |(name, value): (&'static str, i64)| TypedParam::new(name, Value::LLong(value));
    let counters = COUNTERS.iter().filter_map(|row| Some((row.field, row.of(&stats, times)?)));
    Ok(counters.map(param).collect())
}

/// A counter of a disk, by its name among the parameters of one and at the end of that in bulk
/// statistics.
pub struct Counter {
    field: &'static str,
    /// Its name in bulk statistics, after the disk's number.
    pub bulk: &'static str,
    read: Read,
}

/// Where a counter is.
enum Read {
    Stats(fn(&BlockStats) -> i64),
    Times(fn(&BlockTimes) -> i64),
}

impl Counter {
    /// Its value, if that is known.
    pub fn of(&self, stats: &BlockStats, times: Option<BlockTimes>) -> Option<i64> {
        let value = match self.read {
            Read::Stats(read) => read(stats),
            Read::Times(read) => read(&times?),
        };
        (value != BlockStats::UNKNOWN).then_some(value)
    }
}

const fn requests(
    field: &'static str,
    bulk: &'static str,
    read: fn(&BlockStats) -> i64,
) -> Counter {
    Counter { field, bulk, read: Read::Stats(read) }
}

const fn times(field: &'static str, bulk: &'static str, read: fn(&BlockTimes) -> i64) -> Counter {
    Counter { field, bulk, read: Read::Times(read) }
}

/// The counters, in libvirt's order.
pub static COUNTERS: [Counter; 8] = [
    requests(VIR_DOMAIN_BLOCK_STATS_READ_REQ, "rd.reqs", |stats| stats.read_requests),
    requests(VIR_DOMAIN_BLOCK_STATS_READ_BYTES, "rd.bytes", |stats| stats.read_bytes),
    times(VIR_DOMAIN_BLOCK_STATS_READ_TOTAL_TIMES, "rd.times", |times| times.read),
    requests(VIR_DOMAIN_BLOCK_STATS_WRITE_REQ, "wr.reqs", |stats| stats.write_requests),
    requests(VIR_DOMAIN_BLOCK_STATS_WRITE_BYTES, "wr.bytes", |stats| stats.write_bytes),
    times(VIR_DOMAIN_BLOCK_STATS_WRITE_TOTAL_TIMES, "wr.times", |times| times.write),
    times(VIR_DOMAIN_BLOCK_STATS_FLUSH_REQ, "fl.reqs", |times| times.flush_requests),
    times(VIR_DOMAIN_BLOCK_STATS_FLUSH_TOTAL_TIMES, "fl.times", |times| times.flush),
];

/// The sizes of a definition's disk: those of its image, which may have a format of its own.
///
/// Errors: VIR_ERR_INVALID_ARG where the definition has no such disk; those of [`info_at`].
pub fn block_info(host: &Host, document: Option<&Definition>, name: &str) -> Result<BlockInfo> {
    info_at(host, name, find_disk(document, name)?.source().unwrap_or_default())
}

/// The same of a disk that no definition has.
///
/// Errors: VIR_ERR_INVALID_ARG where there is no such disk; those of [`info_at`].
pub fn info_of(host: &Host, devices: &[Device], name: &str) -> Result<BlockInfo> {
    let found = named(devices, name)?;
    info_at(host, name, found.first().map_or("", |device| &device.path))
}

/// The sizes of the image of a disk.
///
/// Errors: VIR_ERR_INVALID_ARG for a drive without a medium, VIR_ERR_SYSTEM_ERROR where there is neither a file nor
/// a block device.
fn info_at(host: &Host, disk: &str, path: &str) -> Result<BlockInfo> {
    if path.is_empty() {
        return Err(error::invalid(format!(
            "disk is '{disk}', which has no image at present, expected one with an image"
        )));
    }
    at(host, path).during(format_args!("read the size of '{path}', the image of disk '{disk}'"))
}

/// The sizes of the image or the block device at a path, if there is one.
pub fn sizes(host: &Host, path: &str) -> Option<BlockInfo> {
    at(host, path).ok()
}

fn at(host: &Host, path: &str) -> SysResult<BlockInfo> {
    if let Some(size) = block_devices::size_of(host, path) {
        return Ok(BlockInfo { capacity: size, allocation: size, physical: size });
    }
    let (length, allocation) = host.root.image_size(path)?;
    Ok(BlockInfo { capacity: length, allocation, physical: length })
}

fn find_disk<'d>(document: Option<&'d Definition>, name: &str) -> Result<&'d Disk> {
    let found = document.and_then(|document| document.devices.disk_by_name(name));
    found.ok_or_else(|| no_disk(name))
}

fn no_disk(name: &str) -> Error {
    error::invalid(format!("disk is '{name}', expected the target or the source of a disk"))
}
